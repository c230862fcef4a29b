"""Figures that have exchanged their owners: "men 48 %, women 52 %" for 男性占52%，女性占48%.

Every figure is there and every value right, so `numbers` has nothing to say of them one by one. Of two
figures of a kind it is asked whose they are: a word near the one in the Chinese, whose English by the
dictionary stands near the other in the English, speaks for an exchange, one that stays with its own
against. Both must have lost a word and hardly any may have stayed. Besides, where something goes
*from* one figure *to* another, and where a list of owners is followed by a list of figures.
"""

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from pxtranslate.checks import lexicon
from pxtranslate.checks.base import Pair
from pxtranslate.checks.coverage import source_kind
from pxtranslate.figures.chinese import read_chinese
from pxtranslate.figures.compare import Match, compare
from pxtranslate.figures.english import read_english
from pxtranslate.figures.quantity import Kind, Quantity
from pxtranslate.names import words
from pxtranslate.records import Issue

_OWNED: frozenset[Kind] = frozenset(
    ("count", "money", "measure", "percent", "point", "duration", "multiple")
)
_COUNTED: frozenset[Kind] = frozenset(("count", "measure", "duration"))
"""What is counted mostly stands behind the figure, in both languages; other owners before it."""
_NEXT = 3
"""With how many of the figures that follow one is compared."""
_SOURCE_CLAUSE = re.compile(
    r"[，。；！？：:;]|、(?![\d一二两三四五六七八九十百])|(?<=[^\d%％])、|(?<!\d),|,(?!\d)|(?<!从)而|比"
)
_TARGET_CLAUSE = re.compile(
    r"[,;:.!?()]+(?=\s|$|\")|[;—]|\b(?:and|while|whereas|but|compared|against|versus|than)\b"
)
_WHOLLY = 1.5
"""How much a word speaks for a figure whose clause has no other of the kind."""
_HARDLY = 0.5
"""A word that speaks less than this is between the two."""
_STAYED = 0.6
"""Most that may speak against an exchange, as a share of what speaks for it."""


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

    def distance(self, start: int, end: int, figure: Quantity) -> int:
        """Give how far a word is from a figure, in characters."""
        gap = max(0, figure.start - end, start - figure.end)
        if figure.kind in _COUNTED:
            return gap + self.before_a_count * (end <= figure.start)
        return gap + self.after_others * (start >= figure.end)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that stands once in each language: `[start, end)` in both."""

    source: tuple[int, int]
    target: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Owners:
    """The pair with the words that could own a figure, in the order of the Chinese."""

    source: _Side
    target: _Side
    words: tuple[_Word, ...]
    starts: tuple[int, ...]
    """Where they start in the Chinese."""


def find(pair: Pair) -> Iterator[Issue]:
    """Yield at most one warning: the first two figures that seem exchanged."""
    groups = _groups(compare(pair.source, pair.target))
    if not groups:
        return
    exchanged = _turned(groups, pair)
    if exchanged is None:
        owners = _owners(pair)
        exchanged = _listed(groups, owners) or _by_owner(groups, owners)
    if exchanged is None:
        return
    one, two = (match.source.text for match in exchanged if match.source)
    said = exchanged[0].target
    message = f"{one} and {two} seem exchanged in the English: each stands where the other belongs"
    yield Issue("numbers", "warning", message, source=one, target=said.text if said else "")


def _groups(matches: Sequence[Match]) -> list[list[Match]]:
    """Figures that could be taken for each other: of one kind and unit, and not all of one value."""
    found: defaultdict[tuple[str, ...], list[Match]] = defaultdict(list)
    for match in matches:
        one, two = match.source, match.target
        if one and two and one.kind in _OWNED and match.verdict in ("same", "rounded"):
            found[one.kind, one.unit, two.kind, two.unit].append(match)
    return [group for group in found.values() if any(_differ(*two) for two in pairwise(group))]


def _differ(one: Match, two: Match) -> bool:
    first, second = one.source, two.source
    return bool(first and second and (first.low, first.high) != (second.low, second.high))


_ABOUT = r"(?:(?:an?|the|about|around|some|nearly|almost|over|just|only|more than|less than)\s)*[$¥€£]?\Z"
_FROM = re.compile(rf"\bfrom\s{_ABOUT}", re.I)
_TO = re.compile(rf"\bto\s{_ABOUT}", re.I)
_SOURCE_FROM = re.compile(r"[由从][^，。；\d]{0,8}\Z")
_SOURCE_TO = re.compile(
    r"(?:[至到成]|[升降增减提压变扩缩改]为)了?(?:约|近|逾|超过|不足|目前的|现在的)?\Z"
)
_TO_WORD = re.compile(r"\bto\b|[-–—]")
_SOURCE_TO_WORD = re.compile("[至到—～~-]")
_REACH = 30


def _turned(groups: Sequence[Sequence[Match]], pair: Pair) -> tuple[Match, Match] | None:
    """由12%升至15% that became "from 15 percent to 12 percent"."""
    for group in groups:
        for two in pairwise(group):
            (first, second), (start, goal) = _figures(*two)
            if not _goes(first, second, pair.source):
                continue
            if start.start == goal.start:  # both are the ends of one range
                back = _opens_with(goal, read_english(_TO_WORD.split(goal.text)[0]))
            else:
                back = _TO.search(_before(pair.target, start)) is not None
            if back and _FROM.search(_before(pair.target, goal)):
                return two
    return None


def _goes(first: Quantity, second: Quantity, source: str) -> bool:
    """Whether the Chinese says that something goes from the one figure to the other."""
    if not _SOURCE_FROM.search(_before(source, first)):
        return False
    if first.start == second.start:
        return _opens_with(first, read_chinese(_SOURCE_TO_WORD.split(first.text)[0]))
    apart = source[first.end : second.start]
    return len(apart) <= _REACH and _SOURCE_TO.search(apart) is not None


def _opens_with(end: Quantity, opening: Sequence[Quantity]) -> bool:
    """Whether this end of a range is what its text begins with."""
    return bool(opening) and opening[0].low == end.low


def _figures(*two: Match) -> tuple[list[Quantity], list[Quantity]]:
    """Give both figures in Chinese, and in English."""
    return (
        [match.source for match in two if match.source],
        [match.target for match in two if match.target],
    )


def _before(text: str, figure: Quantity) -> str:
    return text[max(0, figure.start - _REACH) : figure.start]


def _owners(pair: Pair) -> _Owners:
    """Look up every word of the Chinese that stands there once, and whose English does, too."""
    matches = compare(pair.source, pair.target)
    in_source = _Taken([match.source for match in matches if match.source])
    in_target = _Taken([match.target for match in matches if match.target])
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
    found = sorted(
        (_Word(places[0], english[stem][0]) for stem, places in claimed.items()
         if len(places) == 1 == len(english[stem])),
        key=lambda word: (word.source, word.target),
    )  # fmt: skip
    return _Owners(
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

    def __init__(self, figures: Sequence[Quantity]) -> None:
        self._spans = sorted((figure.start, figure.end) for figure in figures)

    def __contains__(self, span: tuple[int, int]) -> bool:
        at = bisect_left(self._spans, (span[1], 0)) - 1
        return at >= 0 and self._spans[at][1] > span[0]


_AND = re.compile(r"[、，,和与及以\s]{1,3}")
_ENGLISH_AND = re.compile(r",? (?:and )?|/")
_LIST = 80
"""Characters before a list of figures in which the list of their owners stands."""


def _listed(groups: Sequence[Sequence[Match]], owners: _Owners) -> tuple[Match, Match] | None:
    """甲、乙分别增长3%、5% that became "A and B grew 5 and 3 percent respectively"."""
    for group in groups:
        for one, two in pairwise(group):
            (first, second), (start, goal) = _figures(one, two)
            if goal.start >= start.start or not _differ(one, two):
                continue
            together = _AND.fullmatch(owners.source.text[first.end : second.start])
            if not together or not _ENGLISH_AND.fullmatch(
                owners.target.text[goal.end : start.start]
            ):
                continue
            if _in_order(owners, first.start, goal.start):
                return one, two
    return None


def _in_order(owners: _Owners, source: int, target: int) -> bool:
    """Whether two or more items before a list of figures stand in one order in both languages."""
    opens = max(0, source - _LIST)
    items: dict[int, int] = {}
    for word in owners.words[
        bisect_left(owners.starts, opens) : bisect_left(owners.starts, source)
    ]:
        if word.target[0] < target:
            item = len(_ITEM.findall(owners.source.text, opens, word.source[0]))
            items[item] = max(items.get(item, 0), word.target[0])
    places = list(items.values())
    return len(places) > 1 and places == sorted(places)


_ITEM = re.compile("[、和与及]")


def _by_owner(groups: Sequence[Sequence[Match]], owners: _Owners) -> tuple[Match, Match] | None:
    """Two figures whose owners have the other's."""
    for group in groups:
        zones = _Zones(group, owners)
        values = Counter(match.source.low for match in group if match.source)
        for at, one in enumerate(group):
            for two in group[at + 1 : at + 1 + _NEXT]:
                if (
                    _differ(one, two)
                    and _alone(one, values)
                    and _alone(two, values)
                    and zones.exchanged(one, two)
                ):
                    return one, two
    return None


def _alone(match: Match, values: Counter[Fraction]) -> bool:
    """Whether no other figure of the group has its value: the English of which one is it?"""
    return match.source is not None and values[match.source.low] == 1


class _Zones:
    """The clauses that speak of each figure of a group: its own, and those before it without any."""

    def __init__(self, group: Sequence[Match], owners: _Owners) -> None:
        self._owners = owners
        sources, targets = _figures(*group)
        self._source = _zones(sources, owners.source)
        self._target = _zones(targets, owners.target)

    def exchanged(self, one: Match, two: Match) -> bool:
        """Whether both have lost words to each other, and kept hardly any."""
        (first, second), (start, goal) = _figures(one, two)
        lost = {True: 0.0, False: 0.0}
        stayed = 0.0
        for word in self._words_of(first, second):
            ours = _belongs(word.source, first, second, self._owners.source, self._source)
            theirs = _belongs(word.target, start, goal, self._owners.target, self._target)
            weight = min(abs(ours), abs(theirs))
            if weight < _HARDLY:
                continue
            if (ours > 0) == (theirs > 0):
                stayed += weight
            else:
                lost[ours > 0] += weight
        return min(lost.values()) >= _HARDLY and stayed <= _STAYED * sum(lost.values())

    def _words_of(self, *figures: Quantity) -> Iterator[_Word]:
        """The words of the clauses that speak of the figures, each once."""
        ends, starts = self._owners.source.ends, self._owners.starts
        for low, high in sorted({self._source[figure.start] for figure in figures}):
            first = ends[low - 1] if low else 0
            last = ends[high] if high < len(ends) else len(self._owners.source.text)
            yield from self._owners.words[bisect_left(starts, first) : bisect_left(starts, last)]


def _zones(figures: Sequence[Quantity], side: _Side) -> dict[int, tuple[int, int]]:
    """First and last clause that speak of each figure, by where it starts."""
    own = sorted({side.clause(figure.start) for figure in figures})
    opens = dict(zip(own, (0, *(clause + 1 for clause in own)), strict=False))
    return {
        figure.start: (opens[clause], clause)
        for figure in figures
        for clause in (side.clause(figure.start),)
    }


def _belongs(
    word: tuple[int, int],
    one: Quantity,
    two: Quantity,
    side: _Side,
    zones: dict[int, tuple[int, int]],
) -> float:
    """Give how plainly a word is of the first figure (above 0) or of the second (below); 0 of neither."""
    clause = side.clause(word[0])
    first, second = (low <= clause <= high for low, high in (zones[one.start], zones[two.start]))
    if first and second:
        near, far = (side.distance(*word, figure) + side.blur for figure in (one, two))
        return max(-_WHOLLY, min(_WHOLLY, math.log(far / near)))
    return _WHOLLY * (first - second)
