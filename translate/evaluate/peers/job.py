"""What every peer does: read its job, load, translate, report what that took.

The job is a JSON file; the result goes into the file that it names as `out`.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Job = dict[str, Any]
Translate = Callable[[], list[str]]


def run(load: Callable[[Job], Translate]) -> None:
    """Load what the job names, translate its `texts`, write targets and costs."""
    job: Job = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    start = time.monotonic()
    translate = load(job)
    loaded, before = time.monotonic(), _cpu()
    targets = translate()
    result = {
        "targets": targets,
        "loading": loaded - start,
        "seconds": time.monotonic() - loaded,
        "cpu": _cpu() - before,
        "mebibytes": _peak(),
    }
    Path(job["out"]).write_text(json.dumps(result), "utf-8")


def sorted_batches(lengths: list[int], size: int) -> list[list[int]]:
    """Indices in batches of like length, as everybody scripts it."""
    order = sorted(range(len(lengths)), key=lambda n: lengths[n])
    return [order[start : start + size] for start in range(0, len(order), size)]


def _cpu() -> float:
    return sum(os.times()[:4])


def _peak() -> float:
    """The most memory held, in MiB (Linux)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0
