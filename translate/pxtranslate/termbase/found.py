"""Which terms of news a text holds, and which of them to name to the model.

The longest match wins, short ones at word boundaries only, whatever quotation marks stand inside
(“双碳”目标). What the user's glossary or a name has settled is left alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pxtranslate.names import words
from pxtranslate.names.terms import MOST
from pxtranslate.script import see
from pxtranslate.termbase.entries import Term, terms

SURE = 4
"""Characters from which a term is taken for itself wherever the segmenter cuts (从小|微|企业)."""
_QUOTES = frozenset("“”‘’\"'「」『』")
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
    seen = see(text)
    at = [place for place, character in enumerate(seen.text) if character not in _QUOTES]
    bare = "".join(seen.text[place] for place in at)
    found, here = [], 0
    while here < len(bare) - 1:
        match = _longest(seen.text, bare, at, here)
        if match is None:
            here += 1
        else:
            found.append(Found(match.term, *seen.span(match.start, match.end)))
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
    wanted = {
        "".join(c for c in text[found.start : found.end] if c not in _QUOTES): found.term.en
        for found in unsettled(text, pairs)
        if found.term.named
    }
    spare = sorted((zh for zh in wanted if zh not in known), key=lambda zh: -len(zh))
    kept = set(spare[: max(0, MOST - len(pairs))])
    return (*pairs, *((zh, en) for zh, en in wanted.items() if zh in kept))


def _longest(text: str, bare: str, at: list[int], here: int) -> Found | None:
    for term in _by_beginning().get(bare[here : here + 2], ()):
        if not bare.startswith(term.zh, here):
            continue
        start, end = at[here], at[here + len(term.zh) - 1] + 1
        if _whole(text, start, end) and all(
            condition.holds(text, start, end) for condition in term.conditions
        ):
            return Found(term, start, end)
    return None


def _whole(text: str, start: int, end: int) -> bool:
    """Is the term at `[start, end)` itself, and not pieces of other words?

    Of two characters it must be a word; of three no dictionary word may lie across an end of it
    (其中|医院 has no 中医院, but the segmenter's mere guess 据卫健委 proves nothing); more are sure.
    """
    if end - start < 3:
        return words.stands_alone(text, start, end - start)
    return end - start >= SURE or not any(
        known and (first < start < last or first < end < last)
        for first, last, known in words.tokens(text)
    )


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
