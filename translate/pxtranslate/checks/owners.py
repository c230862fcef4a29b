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
from itertools import pairwise

from pxtranslate.checks import lexicon
from pxtranslate.checks.base import Pair
from pxtranslate.checks.coverage import source_kind
from pxtranslate.figures.chinese import read_chinese
from pxtranslate.figures.compare import Match, compare
from pxtranslate.figures.english import read_english
from pxtranslate.figures.quantity import DATE_KINDS, Kind, Quantity
from pxtranslate.names import find as find_names
from pxtranslate.names import words
from pxtranslate.records import Issue

_OWNED: frozenset[Kind] = frozenset(
    ("count", "money", "measure", "percent", "point", "duration", "multiple",
     "year", "month", "day", "time")
)  # fmt: skip
_COUNTED: frozenset[Kind] = frozenset(("count", "measure", "duration"))
"""What is counted mostly stands behind the figure, in both languages; other owners before it."""
_NEXT = 3
"""With how many of the figures that follow one is compared."""
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
class _Item:
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
    owners = _owners(pair)
    turned = _turned(groups, pair) or _listed(groups, owners)
    found = _items(turned) if turned else _by_owner([_items(group) for group in groups], owners)
    if found:
        yield _issue("dates" if found[0].dated else "numbers", found, pair)


def find_persons(pair: Pair) -> Iterator[Issue]:
    """Yield at most one warning: two persons of whom the English calls the one what the other is."""
    persons = _persons(pair)
    found = _by_calling(persons, _owners(pair)) if len(persons) > 1 else None
    if found:
        yield _issue("names", found, pair)


def _issue(check: str, found: Sequence[_Item], pair: Pair) -> Issue:
    one, two = (pair.source[slice(*item.source)] for item in found)
    said = pair.target[slice(*found[0].target)]
    message = f"{one} and {two} seem exchanged: the English has each where the other belongs"
    return Issue(check, "warning", message, source=one, target=said)


_PERSONS = 40
"""More than a sentence names; each is looked for in the whole English."""


def _persons(pair: Pair) -> list[_Item]:
    """The persons that each language names once."""
    named = [mention for mention in find_names(pair.source) if mention.sort == "person"]
    if len(named) < 2:
        return []
    times = Counter(mention.zh for mention in named)
    found = []
    for mention in named[:_PERSONS]:
        at = pair.target.find(mention.en)
        end = at + len(mention.en)
        if at >= 0 and times[mention.zh] == 1 and pair.target.find(mention.en, end) < 0:
            span = mention.start, mention.end
            found.append(_Item(span, (at, end), counts=False, dated=False, alone=True))
    return found


def _groups(matches: Sequence[Match]) -> list[list[Match]]:
    """Figures that could be taken for each other: of one kind and unit, and not all of one value."""
    found: defaultdict[tuple[str, ...], list[Match]] = defaultdict(list)
    for match in matches:
        one, two = match.source, match.target
        if one and two and one.kind in _OWNED and match.verdict in ("same", "rounded"):
            found[one.kind, one.unit, two.kind, two.unit].append(match)
    groups = [group for group in found.values() if any(_differ(*two) for two in pairwise(group))]
    return sorted(groups, key=_is_dated)  # of a year and its figure the figure is told


def _is_dated(group: Sequence[Match]) -> bool:
    return group[0].source is not None and group[0].source.kind in DATE_KINDS


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
    found += [_Word(item.source, item.target, item.dated) for item in _items(matches) if item.alone]
    found.sort(key=lambda word: (word.source, word.target))
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

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._spans = sorted(spans)

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


def _by_owner(groups: Sequence[Sequence[_Item]], owners: _Owners) -> tuple[_Item, _Item] | None:
    """Two figures, or persons, whose owners have the other's."""
    for group in groups:
        zones = _Zones(group, owners)
        for at, one in enumerate(group):
            for two in group[at + 1 : at + 1 + _NEXT]:
                if one.alone and two.alone and zones.exchanged(one, two):
                    return one, two
    return None


def _by_calling(persons: Sequence[_Item], owners: _Owners) -> tuple[_Item, _Item] | None:
    """Two persons of whom the English calls the one what the other is: Mayor Li for 市长王, 省长李."""
    called = {person.source[0]: person for person in persons}
    named = {person.target[0]: person for person in persons}
    for word in owners.words:
        one, two = called.get(word.source[1]), named.get(word.target[1] + 1)
        if one and two and one is not two:
            return one, two
    return None


def _items(matches: Sequence[Match]) -> list[_Item]:
    """The figures as items, in the order of the Chinese."""
    pairs = [(match.source, match.target) for match in matches]
    figures = [(one, two) for one, two in pairs if one and two and one.kind in _OWNED]
    values = Counter(one.low for one, _ in figures)
    return [
        _Item(
            (one.start, one.end),
            (two.start, two.end),
            counts=one.kind in _COUNTED,
            dated=one.kind in DATE_KINDS,
            alone=values[one.low] == 1,
        )
        for one, two in figures
    ]


class _Zones:
    """The clauses that speak of each of a group: its own, and those before it without any."""

    def __init__(self, group: Sequence[_Item], owners: _Owners) -> None:
        self._owners = owners
        self._own = {item.source for item in group}
        self._source = _zones([item.source for item in group], owners.source)
        self._target = _zones([item.target for item in group], owners.target)

    def exchanged(self, one: _Item, two: _Item) -> bool:
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

    def _words_of(self, *items: _Item) -> Iterator[_Word]:
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
