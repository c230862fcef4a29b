"""How a figure is to be read where only the other text can tell: 前11月, 十万分之三, a bare 550.

Each reading is taken only if its value then stands in the other text too. `compare` asks for it
before it pairs anything.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice, pairwise

from pxtranslate.figures.agree import agree
from pxtranslate.figures.chinese_forms import NUMERAL
from pxtranslate.figures.numerals import value_of
from pxtranslate.figures.quantity import Quantity
from pxtranslate.figures.quarters import by_quarter
from pxtranslate.figures.units import units

_MANY = 1_000
"""From so many parts on a share is mostly written with two figures: 3 in 100,000."""
_LISTED = 12
"""Fewest years between two that nobody lists one by one."""
_LISTED_BEFORE = re.compile("(?:^|[，。；：！？])([^，。；：！？]+)等[^，。；：！？、\\d]{0,6}$")
_NAMED_APART = re.compile("、|(?<!参)与(?!会|者)|(?<!共)和(?![平谐县睦田静])|(?<![涉以普])及(?!时)")
"""What stands between those that are named: 和 is also a part of 和平, 和县, 共和国."""
_OTHERS = re.compile(r"\s(?:[a-z]+\s)?others?\b")
_SENTENCE_ENDS = re.compile(r"[.!?][\"”’)]*\s+[\"“‘(]?[A-Z]")
_ALONE = re.compile(
    r"[\"”’)]*(?:[.,;:?!)]|$|\s(?:[-–—(]|(?:and|or|but|to|from|in|at|per|an?|by|for|on|as|if|when|while|with|"
    r"after|before|over|during|since|without|more|fewer|less|higher|lower|longer|shorter|extra|than|is|was|were|are|had|has|went|came|"
    r"remained|left|each|last|this|next|of (?:the|which|that|its?|their|them|his|her|all|[\w.-]+['’]s))\b))"
)
"""What follows a figure that leaves its unit out; before a noun it would count that."""
_BEARING = ("money", "measure")
"""Kinds whose unit another figure may leave out."""
_NEAR = 60
"""Characters over which a unit is still heard."""
_FROM_TO = re.compile(
    r"\b(?:to|from|than|against|versus|not) "
    r"(?:(?:just|only|about|around|roughly|nearly|almost|over|under|at least|some|more than|less than) )?$"
)


def settle(
    chinese: Sequence[Quantity], english: Sequence[Quantity], source: str, target: str
) -> tuple[list[Quantity], list[Quantity]]:
    """Both texts' quantities, those read anew that the other text settles."""
    chinese = _first_months(chinese, english, source)
    chinese = _as_written(_in_months(_date_by_date(chinese, english), english), english)
    chinese = _others(_so_many(chinese, english, source), english, source, target)
    return chinese, _with_units(chinese, by_quarter(chinese, english, source, target), target)


def _first_months(
    chinese: Sequence[Quantity], english: Sequence[Quantity], source: str
) -> list[Quantity]:
    """前11月 and 前11个月 as the range of months where the English says "January to November"."""
    named = {end for two in english if two.kind == "month" for end in (two.low, two.high)}
    return [
        replace(one, kind="month", low=Fraction(1), high=one.low, unit="")
        if one.unit == "month" and {1, one.low} <= named and source[one.start - 1] == "前"
        else one
        for one in chinese
    ]


def _as_written(chinese: Sequence[Quantity], english: Sequence[Quantity]) -> list[Quantity]:
    """十万分之三 as the two figures that it is written with, where the English writes both:
    "three per 100,000".
    """
    written = {two.low for two in english if two.kind == "count"}
    found: list[Quantity] = []
    for one in chinese:
        below, _, above = one.text.partition("分之")
        ends = [value_of(above.strip()), value_of(below.strip())] if above else []
        if one.kind == "percent" and {*ends} <= written and ends and ends[1] and ends[1] >= _MANY:
            found += [replace(one, kind="count", low=end, high=end) for end in ends if end]
        else:
            found.append(one)
    return found


def _date_by_date(chinese: Sequence[Quantity], english: Sequence[Quantity]) -> list[Quantity]:
    """2022年至2024年 as three years where the English lists them; 1至9月 as its two ends where
    the English names both months.
    """
    named = {(two.kind, two.low) for two in english if not two.is_range}
    found: list[Quantity] = []
    for one in chinese:
        values = [one.low]
        if one.kind in ("year", "month") and 0 < one.high - one.low < _LISTED:
            values = [Fraction(value) for value in range(int(one.low), int(one.high) + 1)]
            if one.kind == "month" and not {(one.kind, value) for value in values} <= named:
                values = [one.low, one.high]
        if len(values) > 1 and {(one.kind, value) for value in values} <= named:
            found += [replace(one, low=value, high=value) for value in values]
        else:
            found.append(one)
    return found


def _in_months(chinese: Sequence[Quantity], english: Sequence[Quantity]) -> list[Quantity]:
    """一年零八个月 as the 20 months that the English says; 十二年六个月 as twelve and a half years."""
    said = {
        two.low * units()[two.unit].factor
        for two in english
        if two.unit == "month" or (two.unit == "year" and two.low.denominator == 2)
    }
    found = list(chinese)
    for years, months in pairwise(chinese):
        total = 12 * years.low + months.low
        whole = (years.unit, months.unit) == ("year", "month") and years.end == months.start
        if whole and total in said and not any(_same(years, two) for two in english):
            text = years.text + months.text
            at = found.index(years)
            found[at : at + 2] = [
                replace(months, low=total, high=total, start=years.start, text=text)
            ]
    return found


_SO_MANY = re.compile(
    rf"每(?P<whole>{NUMERAL})[^，。；\d]{{1,12}}?，?[^，。；\d每]{{0,6}}(?<!拥)有(?P<part>{NUMERAL})[个名位人户家]"
)


def _so_many(
    chinese: Sequence[Quantity], english: Sequence[Quantity], source: str
) -> list[Quantity]:
    """每三人中就有一人 as a share where the English says one: one in three."""
    said = _SO_MANY.search(source)
    if not said or not any(two.kind == "percent" for two in english):
        return list(chinese)
    whole, part = value_of(said["whole"]), value_of(said["part"])
    if not whole or not part or part >= whole:
        return list(chinese)
    share, (start, end) = 100 * part / whole, said.span()
    found = [one for one in chinese if one.end <= start or one.start >= end]
    text = source[start:end]
    found.append(Quantity("percent", share, share, "", False, start, end, text, firm=False))
    return sorted(found, key=lambda one: one.start)


def _others(
    chinese: Sequence[Quantity], english: Sequence[Quantity], source: str, target: str
) -> list[Quantity]:
    """韦某等17人 as "Wei and 16 others", 张槎、石湾等4个街道 as two more than those named."""
    others = {
        two.low
        for two in english
        if two.kind == "count"
        and (_OTHERS.match(target, two.end) or target[: two.start].endswith("other "))
    }
    return [
        replace(one, low=rest, high=rest)
        if others
        and one.kind == "count"
        and not one.is_range
        and (before := _LISTED_BEFORE.search(source[: one.start]))
        and not any(_same(one, two) for two in english)
        and (rest := one.low - len(_NAMED_APART.split(before[1]))) in others
        else one
        for one in chinese
    ]


def _with_units(
    chinese: Sequence[Quantity], english: Sequence[Quantity], target: str
) -> list[Quantity]:
    """The bare 550 of "from 400 kilograms a mu to 550" with the unit of the figure before it, if
    the Chinese says so much of it.
    """
    found: list[Quantity] = []
    before: Quantity | None = None
    for at, two in enumerate(english):
        found.append(two)
        if two.kind == "count" and (_ALONE.match(target, two.end) or _after_from(target, two)):
            bearer = _bearer(two, before, islice(english, at + 1, None), target)
            found[-1] = _lent(two, bearer, chinese) if bearer else two
        if found[-1].kind in _BEARING:
            before = found[-1]
    return found


def _lent(two: Quantity, bearer: Quantity, chinese: Sequence[Quantity]) -> Quantity:
    """The bare figure with the unit of another, where only so the Chinese has it."""
    whole = replace(two, kind=bearer.kind, unit=bearer.unit)
    ends = [end for one in chinese for end in _ends(one)]
    bare, lent = (any(_same(one, said) for one in ends) for said in (two, whole))
    return whole if lent and not bare else two


def _ends(one: Quantity) -> list[Quantity]:
    """Both ends of 8万吨到500万吨, which English may tell apart."""
    return [one] if one.vague else [replace(one, high=one.low), replace(one, low=one.high)]


def _bearer(
    two: Quantity, before: Quantity | None, behind: Iterable[Quantity], target: str
) -> Quantity | None:
    """The nearest figure with a unit before a bare one in its sentence; behind "from", after it."""
    if before:
        between = target[before.end : two.start]
        if len(between) <= _NEAR and not _SENTENCE_ENDS.search(between):
            return before
    if _after_from(target, two):
        following = next((other for other in behind if other.kind in _BEARING), None)
        if following and not _SENTENCE_ENDS.search(target, two.end, following.start):
            return following
    return None


def _after_from(target: str, two: Quantity) -> bool:
    return _FROM_TO.search(target, max(0, two.start - _NEAR), two.start) is not None


def _same(one: Quantity, two: Quantity) -> bool:
    agreement = agree(one, two)
    return agreement is not None and agreement.verdict == "same"
