"""Figures that have exchanged their owners: "men 48 %, women 52 %" for 男性占52%，女性占48%.

Every figure is there and every value right, so `numbers` has nothing to say of them one by one. Of two
figures of a kind it is asked whose they are (`owners`). Besides, where something goes *from* one figure
*to* another, and where a list of owners is followed by a list of figures.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pxtranslate.checks.base import Pair
from pxtranslate.checks.owners import OWNED, Item, Owners, Zones, find_owners, items_of, warning
from pxtranslate.figures.chinese import read_chinese
from pxtranslate.figures.compare import Match, compare
from pxtranslate.figures.english import read_english
from pxtranslate.figures.quantity import DATE_KINDS, Quantity
from pxtranslate.records import Issue

_NEXT = 3
"""With how many of the figures that follow one is compared."""


def find(pair: Pair) -> Iterator[Issue]:
    """Yield at most one warning: the first two figures that seem exchanged."""
    groups = _groups(compare(pair.source, pair.target))
    if not groups:
        return
    owners = find_owners(pair)
    turned = _turned(groups, pair) or _parted(groups, pair) or _listed(groups, owners)
    found = items_of(turned) if turned else _by_owner([items_of(group) for group in groups], owners)
    if found:
        yield warning("dates" if found[0].dated else "numbers", found, pair)


def _groups(matches: Sequence[Match]) -> list[list[Match]]:
    """Figures that could be taken for each other: of one kind and unit, and not all of one value."""
    found: defaultdict[tuple[str, ...], list[Match]] = defaultdict(list)
    for match in matches:
        one, two = match.source, match.target
        if one and two and one.kind in OWNED and match.verdict in ("same", "rounded"):
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


_PART = re.compile("其中[^。；]{0,16}\\Z")
_OF_THEM = re.compile(r"\s(?:\w+\s){0,2}?of (?:which|whom|them|these|those)\b")


def _parted(groups: Sequence[Sequence[Match]], pair: Pair) -> tuple[Match, Match] | None:
    """46个，其中12个 that became "12, 46 of which"."""
    for group in groups:
        for two in pairwise(group):
            (whole, part), (all_of_it, some) = _figures(*two)
            if (
                part.low < whole.low
                and _PART.search(pair.source[whole.end : part.start])
                and some.end <= all_of_it.start
                and _OF_THEM.match(pair.target, all_of_it.end)
            ):
                return two
    return None


_AND = re.compile(r"[、，,和与及以\s]{1,3}")
_ENGLISH_AND = re.compile(r",? (?:and )?|/")
_LIST = 80
"""Characters before a list of figures in which the list of their owners stands."""


def _listed(groups: Sequence[Sequence[Match]], owners: Owners) -> tuple[Match, Match] | None:
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


def _in_order(owners: Owners, source: int, target: int) -> bool:
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


_ITEM = re.compile("[、，和与及]")


def _by_owner(groups: Sequence[Sequence[Item]], owners: Owners) -> tuple[Item, Item] | None:
    """Two figures whose owners have the other's."""
    for group in groups:
        zones = Zones(group, owners)
        for at, one in enumerate(group):
            for two in group[at + 1 : at + 1 + _NEXT]:
                if one.alone and two.alone and zones.exchanged(one, two):
                    return one, two
    return None
