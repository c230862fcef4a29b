"""Which inputs of a run are to be done, which are kept, and what is done together.

Knows inputs and what is remembered of them; nothing of articles or engines.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Task:
    """An input that is to be done."""

    item: Input
    sha256: str
    """Of the bytes it had when the run began; empty if it cannot be read, as `read` will say."""
    digest: str
    """Of those, and of all else that decides its output but for what is recalled."""
    before: Known | None
    shard: int = 0
    """The shard it was in, where only its output was lost: it sees the same names again."""

    @property
    def size(self) -> int:
        """Input bytes. What cannot be read has none, or other files would be cut otherwise."""
        unreadable = self.before is not None and self.before.status == "unreadable"
        return 0 if unreadable and not self.outdated else self.item.size

    @property
    def outdated(self) -> bool:
        """Whether it was done before, from other bytes or with other settings."""
        return self.before is not None and _split(self.before.digest)[0] != self.digest


def contents(inputs: Sequence[Input]) -> list[tuple[Input, str]]:
    """Each input with the SHA-256 of its bytes; empty if it cannot be read, as `read` will say."""
    return [(item, _sha256(item)) for item in inputs]


def sort(
    inputs: Sequence[tuple[Input, str]],
    out: Path,
    before: Mapping[str, Known],
    signature: str,
    again: bool = False,
    recalled: Mapping[str, str] | None = None,
) -> tuple[dict[str, Known], list[Task]]:
    """Tell the inputs whose output is there and unchanged from those that are to be done.

    Each is given with the SHA-256 of its bytes, its name that of its folder.

    `recalled`: what a memory has for each folder, in short; see `state.recall`.
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
        same = made_of == digest
        as_recalled = had == (recalled or {}).get(item.name, "")
        if known and same and as_recalled and not again and _stands(known, out / item.name):
            kept[item.name] = known
        else:
            waiting.append(Task(item, sha256, digest, known, known.shard if known and same else 0))
    # What was in a shard goes first, in that order; what is new follows in the order given.
    return kept, sorted(waiting, key=lambda task: (not task.shard, task.shard))


def shards(waiting: Sequence[Task], *, quick: bool = False) -> Iterator[list[Task]]:
    """Cut the work into runs of inputs of about SHARD_BYTES; one larger input is its own.

    `quick`: answers take no time. What is left of a run that was stopped is cut where the whole run
    was.
    """
    shard: list[Task] = []
    size, most = 0, QUICK_SHARD_BYTES if quick else SHARD_BYTES
    for task in waiting:
        if shard and (size + task.size > most or task.shard != shard[-1].shard):
            yield shard
            shard, size = [], 0
        shard.append(task)
        size += task.size
    if shard:
        yield shard


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
