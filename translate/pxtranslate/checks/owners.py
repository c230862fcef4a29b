"""Words that could own a figure or a person, and to which of two a word belongs.

A word that stands once in the Chinese, and whose English by the dictionary stands once in the English,
speaks for the figure it is near: in its clause, or in those before it that have no such figure, and
within one clause by the distance. One that is near the one in the Chinese and near the other in the
English speaks for an exchange, one that stays with its own against. Both must have lost a word and
hardly any may have stayed.
"""

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pxtranslate.checks import lexicon
from pxtranslate.checks.base import Pair
from pxtranslate.checks.coverage import source_kind
from pxtranslate.figures.compare import Match, compare
from pxtranslate.figures.quantity import DATE_KINDS, Kind
from pxtranslate.names import words
from pxtranslate.records import Issue

OWNED: frozenset[Kind] = frozenset(
    ("count", "money", "measure", "percent", "point", "duration", "multiple",
     "year", "month", "day", "time")
)  # fmt: skip
"""Kinds of figures that somebody or something owns."""
_COUNTED: frozenset[Kind] = frozenset(("count", "measure", "duration"))
"""What is counted mostly stands behind the figure, in both languages; other owners before it."""
_SOURCE_CLAUSE = re.compile(
    r"[，。；！？：:;]|、(?![\d一二两三四五六七八九十百])|(?<=[^\d%％])、|(?<!\d),|,(?!\d)|(?<!从)而|比"
)
_TARGET_CLAUSE = re.compile(
    r"[,;:.!?()](?=\s|$|\")|[;—]|\b(?:and|while|whereas|but|compared|against|versus|than)\b"
)
_WHOLLY = 1.5
"""How much a word speaks for a figure whose clause has no other of the kind."""
_HARDLY = 0.5
"""A word that speaks less than this is between the two."""
_STAYED = 0.6
"""Most that may speak against an exchange, as a share of what speaks for it."""


@dataclass(frozen=True, slots=True)
class Item:
    """What may be exchanged, in both languages: a figure, or a person."""

    source: tuple[int, int]
    target: tuple[int, int]
    counts: bool
    """What it is of stands behind it."""
    dated: bool
    """It is part of a date."""
    alone: bool
    """No other has its value: the English of which one is it?"""


@dataclass(frozen=True, slots=True)
class _Side:
    """One language: its text, where clauses end, and how near is near."""

    text: str
    ends: tuple[int, ...]
    before_a_count: int
    """Added to the distance of a word before a figure that counts something."""
    after_others: int
    """Added to the distance of a word behind any other figure."""
    blur: int
    """Characters that are nothing."""

    def clause(self, place: int) -> int:
        """Give the number of the clause of a place."""
        return bisect_right(self.ends, place)

    def distance(self, word: tuple[int, int], item: tuple[int, int], *, counts: bool) -> int:
        """Give how far a word is from a figure or person, in characters."""
        gap = max(0, item[0] - word[1], word[0] - item[1])
        if counts:
            return gap + self.before_a_count * (word[1] <= item[0])
        return gap + self.after_others * (word[0] >= item[1])


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that stands once in each language: `[start, end)` in both."""

    source: tuple[int, int]
    target: tuple[int, int]
    dated: bool = False
    """It is part of a date: that the day goes with the month says nothing."""


@dataclass(frozen=True, slots=True)
class Owners:
    """The pair with the words that could own a figure, in the order of the Chinese."""

    source: _Side
    target: _Side
    words: tuple[_Word, ...]
    starts: tuple[int, ...]
    """Where they start in the Chinese."""


def warning(check: str, found: Sequence[Item], pair: Pair) -> Issue:
    """Say that two items seem exchanged."""
    one, two = (pair.source[slice(*item.source)] for item in found)
    said = pair.target[slice(*found[0].target)]
    message = f"{one} and {two} seem exchanged: the English has each where the other belongs"
    return Issue(check, "warning", message, source=one, target=said)


def items_of(matches: Sequence[Match]) -> list[Item]:
    """The figures as items, in the order of the Chinese."""
    pairs = [(match.source, match.target) for match in matches]
    figures = [(one, two) for one, two in pairs if one and two and one.kind in OWNED]
    values = Counter(one.low for one, _ in figures)
    return [
        Item(
            (one.start, one.end),
            (two.start, two.end),
            counts=one.kind in _COUNTED,
            dated=one.kind in DATE_KINDS,
            alone=values[one.low] == 1,
        )
        for one, two in figures
    ]


def find_owners(pair: Pair) -> Owners:
    """Look up every word of the Chinese that stands there once, and whose English does, too."""
    matches = compare(pair.source, pair.target)
    in_source = _Taken([(one.start, one.end) for match in matches if (one := match.source)])
    in_target = _Taken([(two.start, two.end) for match in matches if (two := match.target)])
    english: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for word, start in lexicon.english_words(pair.target):
        if (start, start + len(word)) not in in_target:
            english[lexicon.stem(word)].append((start, start + len(word)))
    chinese: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for start, end, _ in words.tokens(pair.source):
        if (start, end) not in in_source:
            chinese[pair.source[start:end]].append((start, end))
    claimed: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for word, places in chinese.items():
        for stem in source_kind(word)[1] & english.keys() if len(places) == 1 else ():
            claimed[stem] += places
    found = [
        _Word(places[0], english[stem][0])
        for stem, places in claimed.items()
        if len(places) == 1 == len(english[stem])
    ]
    found += [
        _Word(item.source, item.target, item.dated) for item in items_of(matches) if item.alone
    ]
    found.sort(key=lambda word: (word.source, word.target))
    return Owners(
        _side(pair.source, _SOURCE_CLAUSE, 6, 4, 2),
        _side(pair.target, _TARGET_CLAUSE, 20, 0, 6),
        tuple(found),
        tuple(word.source[0] for word in found),
    )


def _side(text: str, clause: re.Pattern[str], before: int, after: int, blur: int) -> _Side:
    ends = tuple(match.start() for match in clause.finditer(text))
    return _Side(text, ends, before, after, blur)


class _Taken:
    """The places of figures: no word of theirs owns one."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._spans = sorted(spans)

    def __contains__(self, span: tuple[int, int]) -> bool:
        at = bisect_left(self._spans, (span[1], 0)) - 1
        return at >= 0 and self._spans[at][1] > span[0]


class Zones:
    """The clauses that speak of each of a group: its own, and those before it without any."""

    def __init__(self, group: Sequence[Item], owners: Owners) -> None:
        self._owners = owners
        self._own = {item.source for item in group}
        self._source = _zones([item.source for item in group], owners.source)
        self._target = _zones([item.target for item in group], owners.target)

    def exchanged(self, one: Item, two: Item) -> bool:
        """Whether both have lost words to each other, and kept hardly any."""
        lost = {True: 0.0, False: 0.0}
        stayed = 0.0
        counts, owners = one.counts, self._owners
        for word in self._words_of(one, two):
            ours = _belongs(
                word.source, one.source, two.source, owners.source, self._source, counts
            )
            theirs = _belongs(
                word.target, one.target, two.target, owners.target, self._target, counts
            )
            weight = min(abs(ours), abs(theirs))
            if weight < _HARDLY:
                continue
            if (ours > 0) == (theirs > 0):
                stayed += weight
            else:
                lost[ours > 0] += weight
        return min(lost.values()) >= _HARDLY and stayed <= _STAYED * sum(lost.values())

    def _words_of(self, *items: Item) -> Iterator[_Word]:
        """The words of the clauses that speak of the items, each once."""
        ends, starts = self._owners.source.ends, self._owners.starts
        for low, high in sorted({self._source[item.source] for item in items}):
            first = ends[low - 1] if low else 0
            last = ends[high] if high < len(ends) else len(self._owners.source.text)
            for word in self._owners.words[bisect_left(starts, first) : bisect_left(starts, last)]:
                if word.source not in self._own and not (word.dated and items[0].dated):
                    yield word


def _zones(items: Sequence[tuple[int, int]], side: _Side) -> dict[tuple[int, int], tuple[int, int]]:
    """First and last clause that speak of each item."""
    own = sorted({side.clause(start) for start, _ in items})
    opens = dict(zip(own, (0, *(clause + 1 for clause in own)), strict=False))
    return {item: (opens[side.clause(item[0])], side.clause(item[0])) for item in items}


def _belongs(
    word: tuple[int, int],
    one: tuple[int, int],
    two: tuple[int, int],
    side: _Side,
    zones: dict[tuple[int, int], tuple[int, int]],
    counts: bool,
) -> float:
    """Give how plainly a word is of the first item (above 0) or of the second (below); 0 of neither."""
    clause = side.clause(word[0])
    first, second = (low <= clause <= high for low, high in (zones[one], zones[two]))
    if first and second:
        near, far = (side.distance(word, item, counts=counts) + side.blur for item in (one, two))
        return max(-_WHOLLY, min(_WHOLLY, math.log(far / near)))
    return _WHOLLY * (first - second)
