"""How one text becomes another: what stays, what goes, what comes, character by character.

By the fewest edits (Levenshtein); knows texts only.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from rapidfuzz.distance import Levenshtein


class Change(NamedTuple):
    """A stretch of text, and what becomes of it."""

    kind: Literal["same", "gone", "new"]
    text: str


def changes(before: str, after: str) -> Iterator[Change]:
    """Yield the stretches in order: the same and the gone are `before`, the same and the new `after`."""
    for code in Levenshtein.opcodes(before, after):
        gone = before[code.src_start : code.src_end]
        new = after[code.dest_start : code.dest_end]
        if code.tag == "equal":
            yield Change("same", gone)
            continue
        if gone:
            yield Change("gone", gone)
        if new:
            yield Change("new", new)
