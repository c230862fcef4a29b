"""Shares and multiples in Chinese: 百分之五, 千分之六点三, 三分之一, 六五折, 增长两倍, 翻两番, 一半.

Shares are in hundredths: 6.39‰ is 0.639. 八折 is what is left to pay. 增长两倍 is three times as
much, 增长到两倍 and 是…的两倍 are twice as much.
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from pxtranslate.figures.chinese_forms import HAN, NUMERAL
from pxtranslate.figures.found import one, span
from pxtranslate.figures.numerals import DIGITS, fraction, neighbours, run_of, value_of
from pxtranslate.figures.quantity import Change, Quantity

_MORE_BY = re.compile(
    "(?:增长|增加|提高|提升|上升|上涨|扩大|飙升|激增|猛增|暴增|大增|增收|增产|增|涨|高|多|大|快|长|强|重|贵|超过|超|扩)"
    "(?:了|出|过)?(?:约|近|逾|超过|整整)?$"
)
_AS_MUCH = re.compile(
    "(?:到|至|为|达|达到|是|成|等于|相当于)(?:了|原来的?|原先的?|过去的?|以前的?|去年的?|前者的?)?(?:约|近|逾|超)?$|的$"
)

SHAPES = {
    "per": rf"(?P<out_of>[百千万])分之\s?(?P<rate>{NUMERAL}(?:点[{HAN}]+)?)",
    "share": rf"(?P<below>{NUMERAL})\s?分之\s?(?P<above>{NUMERAL})"
    r"|(?<![\d/])(?P<above2>\d{1,2})/(?P<below2>\d{1,3})(?![\d/])",
    "discount": rf"(?P<pay>\d(?:\.\d|\d)?|[{HAN}]{{1,2}}|[{HAN}]点[{HAN}]|对)(?:[至到\-~～](?P<pay2>\d(?:\.\d|\d)?|[{HAN}]{{1,2}}))?"
    r"折(?![叠磨腾射扣算页断戟纸线合返中损])",
    "doubling": r"翻(?:了|上|它)?(?:整整|近|约|逾)?(?P<times>[一两二三四五123])?番|翻倍|翻了?一倍",
    "half": r"一半|半数|减半|半价|腰斩|(?<![上下前后大小])(?P<span>半个?(?:年|月|小时|世纪))|(?P<quarters_long>[一三])刻钟",
}
_MANY = 20
SPANS = {"年": "year", "半": "year", "月": "month", "时": "hour", "头": "hour", "纪": "century"}
"""The unit by the last character of 半年, 一个半小时, 一岁半, 半个世纪."""


def multiple(value: Fraction, before: str) -> tuple[Fraction, tuple[Fraction, ...], Change]:
    """How many times as much N倍 is after these words; other readings where they do not say; if it is N times."""
    if _MORE_BY.search(before):  # where it is so many, one more or less is no matter
        return value + 1, (value,) if value > _MANY else (), ""
    if _AS_MUCH.search(before):
        return value, (), "to"
    return value, (value + 1, value - 1), ""


def _per(found: re.Match[str]) -> Iterator[Quantity]:
    rate = value_of(found["rate"])
    base = {"百": 1, "千": 10, "万": 100}[found["out_of"]]
    value = None if rate is None else rate / base
    yield from one("percent", value, span(found), firm=found["rate"] != "百")


def _share(found: re.Match[str]) -> Iterator[Quantity]:
    above = value_of(found["above"] or found["above2"])
    below = value_of(found["below"] or found["below2"])
    if above is not None and below:
        firm = above < below and not found.string.startswith("决赛", found.end())
        yield from one("percent", 100 * above / below, span(found), firm=firm)


def _discount(found: re.Match[str]) -> Iterator[Quantity]:
    low, high = (_rate(said) for said in (found["pay"], found["pay2"] or found["pay"]))
    if low and (ends := neighbours(found["pay"])):  # 七八折: 70 to 80 %, seldom 78
        first, last = (end * 10 for end in ends)
        yield from one("discount", first, span(found), high=last, firm=False, others=(low,))
    elif low and high:
        yield from one("discount", low, span(found), high=high, firm=False, others=(100 - low,))


def _rate(said: str) -> Fraction | None:
    """八 and 8 are 80, 六五 and 6.5 and 65 are 65, 对 is 50."""
    if said == "对":
        return Fraction(50)
    if "." in said or "点" in said:
        whole = fraction(said) if "." in said else value_of(said)
        return whole * 10 if whole is not None else None
    number = run_of(said)
    return Fraction(number * 10 if len(said) == 1 else number)


def _doubling(found: re.Match[str]) -> Iterator[Quantity]:
    """翻两番 is four times, not twice; 翻番 may also be said without a figure."""
    times = int(value_of(found["times"] or "一") or 1)
    yield from one("multiple", Fraction(2) ** times, span(found), firm=times > 1)


def _half(found: re.Match[str]) -> Iterator[Quantity]:
    if found["quarters_long"]:
        minutes = 15 * DIGITS[found["quarters_long"]]
        yield from one("duration", minutes, span(found), unit="minute", firm=False)
        return
    if not found["span"]:
        yield from one("percent", Fraction(50), span(found), firm=False)
        return
    unit = SPANS[found["span"][-1]]
    yield from one("duration", Fraction(1, 2), span(found), unit=unit, firm=False)


READERS = {
    "per": _per,
    "share": _share,
    "discount": _discount,
    "doubling": _doubling,
    "half": _half,
}
