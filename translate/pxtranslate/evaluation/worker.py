"""One system over the sentences of a set, in a process of its own, so that what it takes is its own.

    python -P -m pxtranslate.evaluation.worker JOB

Told by a JSON file what to do, it tells on stdout, a JSON object a line: `say` and `advance` on the
way, `made` at the end. It ends when its stdin closes: whoever started it is gone.
"""

import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pxtranslate.api import translate_lines
from pxtranslate.child import end_with_parent
from pxtranslate.config import Settings
from pxtranslate.engines import choose, choose_second
from pxtranslate.engines.base import Decoding, Engine, Output, Request
from pxtranslate.errors import PxError
from pxtranslate.names.glossary import load_if_named
from pxtranslate.state.shared import shared
from pxtranslate.translation.memory import Memory


@dataclass
class Timed:
    """An engine that notes how long it took to load."""

    inside: Engine
    seconds: float = 0.0

    @property
    def translates(self) -> bool:
        return self.inside.translates

    @property
    def room(self) -> int | None:
        return self.inside.room

    @property
    def fingerprint(self) -> str:
        return self.inside.fingerprint

    def __enter__(self) -> Self:
        start = time.monotonic()
        self.inside.__enter__()
        self.seconds += time.monotonic() - start
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.inside.__exit__(kind, error, trace)

    def generate(self, requests: Sequence[Request], decoding: Decoding) -> list[Output]:
        """Answer each request; see `Engine.generate`."""
        return self.inside.generate(requests, decoding)


def work(job: dict[str, Any]) -> dict[str, object]:
    """Translate the job's `lines` with its `settings`; the targets and what they took.

    Answers are kept in the file `answers` as they come: begun before, the work goes on from there,
    and is `resumed`, its time that of a part only.
    """
    settings = Settings.model_validate(job["settings"])
    resumed = Path(job["answers"]).exists()
    start = time.monotonic()
    engine = Timed(choose(settings.model, lambda line: _tell(say=line)))
    second = choose_second(settings, lambda line: _tell(say=line))
    known = load_if_named(settings.names.glossary)
    with shared(job["answers"]) as store:
        assert store is not None
        with Memory(engine, store) as remembering:
            done = translate_lines(
                job["lines"],
                remembering,
                settings,
                known,
                lambda characters: _tell(advance=characters),
                second,
            )
    return {
        "targets": [one.target for one in done],
        "resumed": resumed,
        "seconds": time.monotonic() - start,
        "loading": engine.seconds,
        "cpu": sum(os.times()[:4]),
        "mebibytes": peak_mib(),
    }


def peak_mib() -> float:
    """The most memory this process has held at once, in MiB.

    Linux: `VmHWM`; the `ru_maxrss` of a process counts what its parent held when it began.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _tell(**facts: object) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    end_with_parent()
    try:
        _tell(made=work(json.loads(Path(sys.argv[1]).read_text("utf-8"))))
    except PxError as error:
        _tell(failed=str(error), exit_code=error.exit_code)
