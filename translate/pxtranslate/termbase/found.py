"""Which terms of news a text holds, and which of them to name to the model.

The longest match wins, at word boundaries, whatever quotation marks stand inside (“双碳”目标). What the
user's glossary or a name has settled is left alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pxtranslate.names import words
from pxtranslate.termbase.entries import Term, terms

MOST = 8
"""Most pairs named for a segment, names and glossary included."""
_QUOTES = frozenset("“”‘’\"'")
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """A term at `[start, end)` of a text, in code points."""

    term: Term
    start: int
    end: int


@lru_cache(maxsize=4096)
def find(text: str) -> tuple[Found, ...]:
    """List the terms of a text, left to right, none overlapping."""
    at = [place for place, character in enumerate(text) if character not in _QUOTES]
    plain = "".join(text[place] for place in at)
    found, here = [], 0
    while here < len(plain) - 1:
        match = _longest(text, plain, at, here)
        if match is None:
            here += 1
        else:
            found.append(match)
            here += len(match.term.zh)
    return tuple(found)


def unsettled(text: str, pairs: Iterable[Pair]) -> tuple[Found, ...]:
    """The terms of a text that none of the pairs, named for it already, has a part in."""
    settled = [span for zh, _ in pairs for span in _spans(text, zh)]
    return tuple(
        found
        for found in find(text)
        if all(found.end <= start or found.start >= end for start, end in settled)
    )


def named(text: str, pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """The pairs and after them, as far as there is room for eight, what models get wrong.

    With more terms than room, the longest are named: they are the hardest to guess.
    """
    known = {zh for zh, _ in pairs}
    wanted = dict.fromkeys(found.term for found in unsettled(text, pairs) if found.term.named)
    spare = sorted(
        (term for term in wanted if term.zh not in known), key=lambda term: -len(term.zh)
    )
    kept = set(spare[: max(0, MOST - len(pairs))])
    return (*pairs, *((term.zh, term.en) for term in wanted if term in kept))


def _longest(text: str, plain: str, at: list[int], here: int) -> Found | None:
    for term in _by_beginning().get(plain[here : here + 2], ()):
        if not plain.startswith(term.zh, here):
            continue
        start, end = at[here], at[here + len(term.zh) - 1] + 1
        if all(condition.holds(text, start, end) for condition in term.conditions) and (
            words.stands_alone(text, start, end - start)
        ):
            return Found(term, start, end)
    return None


@cache
def _by_beginning() -> dict[str, list[Term]]:
    """The terms by their first two characters, the longest first."""
    index: dict[str, list[Term]] = {}
    for term in sorted(terms(), key=lambda term: -len(term.zh)):
        index.setdefault(term.zh[:2], []).append(term)
    return index


def _spans(text: str, zh: str) -> Iterator[tuple[int, int]]:
    start = text.find(zh)
    while start >= 0:
        yield start, start + len(zh)
        start = text.find(zh, start + 1)
