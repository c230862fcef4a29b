"""A whole evaluation: the set read, every system run or taken from what is kept, the report written."""

import os
import platform
from collections.abc import Callable, Sequence
from pathlib import Path

from pxtranslate.evaluation import html, reference, table
from pxtranslate.evaluation.compare import Comparison, compare
from pxtranslate.evaluation.measure import Advance, Check, Result, Say, measure
from pxtranslate.evaluation.systems import System
from pxtranslate.models.durable import room_on_disk
from pxtranslate.models.machine import total_memory_mib

HTML, MARKDOWN = "report.html", "report.md"


def evaluate(
    testset: str,
    segments: int | None,
    systems: Sequence[System],
    against: Sequence[Path],
    out: Path,
    *,
    again: bool = False,
    say: Say = lambda line: None,
    total: Callable[[int], None] = lambda characters: None,
    advance: Advance = lambda characters: None,
    check: Check = lambda: None,
) -> Comparison:
    """Compare systems over a set, and other systems' outputs with them; write both reports.

    Raises InputError for files that do not fit, PxError if a system cannot be run, and what
    `check` raises between batches; what was finished before is kept.
    """
    over = reference.load(testset, segments)
    others = reference.outputs(against, over)
    total(over.characters * len(systems))
    measured: list[tuple[Result, Result | None]] = []
    for system in systems:
        measured.append(
            measure(system, over, out, again=again, say=say, advance=advance, check=check)
        )
    found = compare(over, measured, others)
    with room_on_disk(out):
        (out / MARKDOWN).write_text(table.page(found, machine()), "utf-8")
        (out / HTML).write_bytes(html.page(found, machine()))
    return found


def machine() -> str:
    """What the times are of."""
    return (
        f"{os.cpu_count()} cores of {platform.machine()}, {total_memory_mib() / 1024:.0f} GiB,"
        f" {platform.system()}, Python {platform.python_version()}"
    )
