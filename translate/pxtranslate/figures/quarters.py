"""Quarters and halves of a year that English names by their months: July-September for 第三季度.

So only where the Chinese names no such month itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from pxtranslate.figures.quantity import Quantity

_PERIODS = (
    (re.compile("前三(?:个季度|季度|季)"), 1, 9),
    (re.compile("上半年"), 1, 6),
    (re.compile("下半年"), 7, 12),
    (re.compile("(?<!前)[一1]个?季度"), 1, 3),
    (re.compile("(?<!前)[二2]个?季度"), 4, 6),
    (re.compile("(?<!前)[三3]个?季度"), 7, 9),
    (re.compile("(?<!前)[四4]个?季度"), 10, 12),
)
"""First and last month of each."""
_THROUGH = re.compile(r"\s?(?:[-–—]|to|through)\s?|-to-")
_UNTIL = re.compile(r"\b(?:months|quarter|half) (?:to|through|until|end(?:ed|ing)(?: in)?) $")
_AT_END = re.compile(r"\b(?:end|close) of $|\bat end-$")
_END = re.compile("季度?[末底]|半年[末底]|截至")
_REACH = 30


def by_quarter(
    chinese: Sequence[Quantity], english: Sequence[Quantity], source: str, target: str
) -> list[Quantity]:
    """The English quantities, its months that name a period of the Chinese as one quarter."""
    found = list(english)
    if not any(two.kind == "month" for two in english):
        return found
    own = {end for one in chinese if one.kind == "month" for end in (one.low, one.high)}
    for said, first, last in _PERIODS:
        if {first, last} & own or not said.search(source):
            continue
        for months in _named(found, first, last, source, target):
            at, end = found.index(months[0]), months[-1].end
            quarter = Fraction(last, 3)
            found[at : at + len(months)] = [
                replace(
                    months[0], kind="ordinal", low=quarter, high=quarter, end=end,
                    text=target[months[0].start : end], firm=False,
                )
            ]  # fmt: skip
    return found


def _named(
    english: Sequence[Quantity], first: int, last: int, source: str, target: str
) -> Iterator[tuple[Quantity, ...]]:
    """Both months of July-September; the one of "the end of June" and of "the three months to June"."""
    for one, two in pairwise(english):
        through = _THROUGH.fullmatch(target[one.end : two.start])
        if through and _is_month(one, first) and _is_month(two, last):
            yield one, two
            return
    for two in english:
        before = target[max(0, two.start - _REACH) : two.start]
        at_end = _END.search(source) and _AT_END.search(before)
        if _is_month(two, last) and (at_end or _UNTIL.search(before)):
            yield (two,)
            return


def _is_month(quantity: Quantity, number: int) -> bool:
    return quantity.kind == "month" and quantity.low == quantity.high == number
