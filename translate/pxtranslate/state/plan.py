"""Which inputs of a run are to be done, which are kept, and what is done together.

Knows inputs and what is remembered of them; nothing of articles or engines.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pxtranslate.errors import InputError
from pxtranslate.reading.inputs import Input
from pxtranslate.reading.read import digest as digest_of
from pxtranslate.state.place import fresh
from pxtranslate.state.state import Known

SHARD_BYTES = 40_000
"""Input bytes of a shard, some 13,000 characters of Chinese: five batches of the default model."""
QUICK_SHARD_BYTES = 640_000
"""The same where answers take no time: the fewer the shards, the less to make each one durable."""
CHUNK_BYTES = 160_000
"""Input bytes that are read together: half a second's work, surveyed names and all."""


@dataclass(frozen=True, slots=True)
class Task:
    """An input that is to be done."""

    item: Input
    sha256: str
    """Of the bytes it had when the run began; empty if it cannot be read, as `read` will say."""
    digest: str
    """Of those, and of all else that decides its output but for what is recalled."""
    before: Known | None
    survey: int = 0
    """The survey that collected its names, where only its output is missing; 0: none yet."""


def contents(inputs: Sequence[Input]) -> list[tuple[Input, str]]:
    """Each input with the SHA-256 of its bytes; empty if it cannot be read, as `read` will say."""
    return [(item, _sha256(item)) for item in inputs]


def sort(
    inputs: Sequence[tuple[Input, str]],
    out: Path,
    before: Mapping[str, Known],
    surveyed: Mapping[str, tuple[str, int]],
    signature: str,
    again: bool = False,
    recalled: Mapping[str, str] | None = None,
    edited: Collection[str] = (),
) -> tuple[dict[str, Known], list[Task]]:
    """Tell the inputs whose output is there and unchanged from those that are to be done.

    Each is given with the SHA-256 of its bytes, its name that of its folder.

    `recalled`: what a memory has for each folder, in short; see `state.recall`.
    `edited`: folders whose files do not yet tell what was done in the review.
    `again`: those that came to nothing, or not to all, are to be done, and no others.
    """
    kept: dict[str, Known] = {}
    waiting: list[Task] = []
    for item, sha256 in inputs:
        known = before.get(item.name)
        if again and known and known.status == "done":
            kept[item.name] = known
            continue
        digest = made(sha256, signature)
        made_of, had = _split(known.digest) if known else ("", "")
        as_before = made_of == digest and had == (recalled or {}).get(item.name, "")
        if (
            known
            and as_before
            and not again
            and item.name not in edited
            and _stands(known, out / item.name)
        ):
            kept[item.name] = known
        else:
            seen, survey = surveyed.get(item.name, ("", 0))
            waiting.append(Task(item, sha256, digest, known, survey if seen == digest else 0))
    # What was surveyed goes first, in that order; what is new follows in the order given.
    return kept, sorted(waiting, key=lambda task: (not task.survey, task.survey))


def shards(
    waiting: Iterable[Task], *, quick: bool = False, formats: int = 0
) -> Iterator[list[Task]]:
    """Cut the work into runs of inputs of about SHARD_BYTES; one larger input is its own.

    `quick`: answers take no time. `formats`: how many are asked for beside the usual; the files of a
    shard lie in memory until they are placed. Those of a shard were surveyed together. A shard's batches are
    its own, and a model in 8 bits may say a sentence otherwise in another batch: so how many workers there
    are must not matter here.
    """
    return cut(waiting, QUICK_SHARD_BYTES // (1 + formats // 3) if quick else SHARD_BYTES)


def cut(tasks: Iterable[Task], most: int) -> Iterator[list[Task]]:
    """Cut into runs of at most `most` bytes that were surveyed together."""
    run: list[Task] = []
    size = 0
    for task in tasks:
        if run and (size + task.item.size > most or task.survey != run[-1].survey):
            yield run
            run, size = [], 0
        run.append(task)
        size += task.item.size
    if run:
        yield run


def made(sha256: str, signature: str, recalled: str = "") -> str:
    """Hash of all that decides an input's output, and what was recalled for it, apart: that alone
    does not make it another document, which would see other names."""
    digest = hashlib.sha256(f"{sha256}|{signature}".encode()).hexdigest()
    return f"{digest}+{recalled}" if recalled else digest


def _split(digest: str) -> tuple[str, str]:
    made_of, _, recalled = digest.partition("+")
    return made_of, recalled


def _stands(known: Known, folder: Path) -> bool:
    return known.status == "quarantined" or fresh(folder, known.files)


def _sha256(item: Input) -> str:
    try:
        return digest_of(item)
    except InputError:
        return ""
