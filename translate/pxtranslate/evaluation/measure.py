"""Run one system over a set in a child process, and keep what came of it.

A result lies in `OUT/results/SET/SYSTEM/`, a file for each signature: it is not made twice, and what
an earlier version or other weights made stays there to be compared with.
"""

import json
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pxtranslate import __version__
from pxtranslate.engines import choose
from pxtranslate.errors import PxError, RetryableError
from pxtranslate.evaluation.reference import ReferenceSet
from pxtranslate.evaluation.systems import System
from pxtranslate.models.durable import only_one, room_on_disk, write_durably

Say = Callable[[str], None]
Advance = Callable[[int], None]
Check = Callable[[], None]
"""Raises what ends the work: that the user asked to stop."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What translating a set took; loading is in all but `loading` counts it alone."""

    seconds: float
    loading: float
    cpu: float
    """Of the whole process, its children too."""
    mebibytes: float
    """The most it held at once."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a system made of a set."""

    system: str
    signature: str
    engine: str
    """Its fingerprint."""
    version: str
    """Of this program."""
    made: str
    """When, UTC."""
    targets: tuple[str | None, ...]
    cost: Cost | None
    """None where a run that was killed had done a part: the rest's time tells nothing."""


def measure(
    system: System,
    over: ReferenceSet,
    out: Path,
    *,
    again: bool,
    say: Say = lambda line: None,
    advance: Advance = lambda characters: None,
    check: Check = lambda: None,
) -> tuple[Result, Result | None]:
    """Return what the system makes of the set, and what the last one of its name made before.

    What was made by the same settings, weights and version is taken as it is, unless `again`. Raises
    PxError if the model cannot be had, or the child fails; what `check` raises, between batches.
    """
    engine = choose(system.settings.model, say)
    signature = system.signature(engine.fingerprint)
    place = folder(out, over, system.name)
    with room_on_disk(place):
        place.mkdir(parents=True, exist_ok=True)
    with only_one(place, say), room_on_disk(place):
        known = kept(place)
        earlier = max((one for one in known if one.signature != signature), key=_when, default=None)
        same = next((one for one in known if one.signature == signature), None)
        answers = place / f"{signature[:12]}.answers"
        if same and not again:
            say(f"{system.name}: kept, made {same.made}")
            return same, earlier
        if same:
            answers.unlink(missing_ok=True)
        say(f"{system.name}: {len(over.sources)} sentences of {over.name}")
        made = _run(system, over, answers, say, advance, check)
        result = Result(
            system.name,
            signature,
            engine.fingerprint,
            __version__,
            datetime.now(UTC).isoformat(timespec="seconds"),
            tuple(made["targets"]),
            None if made["resumed"] else Cost(**{key: made[key] for key in Cost.__slots__}),
        )
        _keep(place, result)
        answers.unlink(missing_ok=True)
        if same:  # made again: it is compared with what it was
            earlier = max((same, *([earlier] if earlier else [])), key=_when)
    return result, earlier


def folder(out: Path, over: ReferenceSet, name: str) -> Path:
    """Where the results of a system on a set lie."""
    return out / "results" / f"{_slug(over.name)}-{over.digest[:8]}" / _slug(name)


def kept(place: Path) -> list[Result]:
    """The results in a folder. Raises PxError for a file that is none."""
    return [_read(path) for path in sorted(place.glob("*.json"))]


def _read(path: Path) -> Result:
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
        cost = Cost(**found["cost"]) if found["cost"] else None
        return replace(Result(**{**found, "cost": cost}), targets=tuple(found["targets"]))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise PxError(f"{path}: is no result of ours ({error}); delete it") from error


def _keep(place: Path, result: Result) -> None:
    text = json.dumps(asdict(result), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    write_durably(place / f"{result.signature[:12]}.json", text)


def _when(result: Result) -> str:
    return result.made


def _slug(name: str) -> str:
    return re.sub(r"[^\w.-]+", "_", name)


def _run(
    system: System, over: ReferenceSet, answers: Path, say: Say, advance: Advance, check: Check
) -> dict[str, Any]:
    """What the child tells at its end. Raises PxError with what it says if it cannot do it."""
    job = answers.with_suffix(".job")
    task = {
        "settings": system.settings.model_dump(mode="json"),
        "lines": over.sources,
        "answers": str(answers),
    }
    job.write_text(json.dumps(task), "utf-8")
    made: dict[str, Any] = {}
    try:
        with _child(job) as (lines, complaint):
            for line in lines:
                check()
                if not line.startswith("{"):  # a library's own
                    complaint.append(line)
                    continue
                event = json.loads(line)
                if "say" in event:
                    say(event["say"])
                elif "advance" in event:
                    advance(event["advance"])
                else:
                    made = event
    finally:
        job.unlink(missing_ok=True)
    check()  # Ctrl-C ends the child, too
    if "made" in made:
        found: dict[str, Any] = made["made"]
        return found
    if "failed" in made:
        kind = RetryableError if made["exit_code"] == RetryableError.exit_code else PxError
        raise kind(f"{system.name}: {made['failed']}")
    last = next((line.strip() for line in reversed(complaint) if line.strip()), "")
    raise RetryableError(
        f"{system.name}: its process ended on the way ({last or 'killed, perhaps for memory'});"
        " what it had answered is kept, the same command goes on from there"
    )


@contextmanager
def _child(job: Path) -> Iterator[tuple[Iterator[str], list[str]]]:
    """The lines a worker writes, and what it complains of; it ends with this block."""
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "pxtranslate.evaluation.worker", str(job)],
        stdin=subprocess.PIPE,  # held open while we live: the child ends itself when it closes
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        complaint: list[str] = []
        reader = threading.Thread(target=complaint.extend, args=(child.stderr,))
        reader.start()
        try:
            yield iter(child.stdout), complaint
            child.wait()
        finally:
            child.kill()
            reader.join()
