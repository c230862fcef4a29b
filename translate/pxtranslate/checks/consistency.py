"""The same source with different English in one document or file.

Knows nothing of which of them is right. The one check that must remember: the caller keeps the
memory (`seen`, source -> the English it got first) for as long as a document or a file lasts.
"""

from collections.abc import Iterator

from pxtranslate.checks.base import Pair
from pxtranslate.records import Issue

_SHORTEST = 4  # characters; "图为", "记者" and the like may well differ


def key(source: str) -> str:
    """What sources that count as the same have in common."""
    return " ".join(source.split())


def find(pair: Pair, seen: dict[str, str] | None = None) -> Iterator[Issue]:
    """Yield a warning if `seen` has other English for this source; note the pair in it."""
    source, target = key(pair.source), " ".join(pair.target.split())
    if seen is None or len(source) < _SHORTEST or not target:
        return
    first = seen.setdefault(source, target)
    if first.casefold() != target.casefold():
        message = f"the same source was translated before as: {first}"
        yield Issue("consistency", "warning", message, source=source[:60], target=target[:60])
