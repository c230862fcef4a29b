"""Whether two quantities can mean the same, and how well: values first, then kinds and units.

Knows nothing of texts; `compare` asks it about every pair.
"""

import unicodedata
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from pxtranslate.figures.quantity import Kind, Quantity
from pxtranslate.figures.units import Unit, units

Verdict = Literal["same", "rounded", "unit", "kind", "change", "wrong", "missing", "extra"]
"""`change`: the value is right, but the one says "to" and the other "by" or "from"."""


class Agreement(NamedTuple):
    """`cost` orders pairs of equal value: 0 is the same in every way."""

    cost: float
    verdict: Verdict


_MARKED = frozenset({"percent", "point", "money", "multiple"})
"""Kinds that a reader would miss or misread if the mark went missing."""
_FREE = frozenset({"count", "ordinal", "year", "day", "multiple"})
"""Kinds that a bare English number may stand for."""
_NEAR: dict[frozenset[Kind], float] = {
    frozenset(("count", "ordinal")): 0.2,
    frozenset(("count", "year")): 0.2,
    frozenset(("count", "day")): 0.3,
    frozenset(("count", "multiple")): 0.2,
    frozenset(("ordinal", "day")): 0.1,
    frozenset(("ordinal", "duration")): 0.3,
    frozenset(("duration", "year")): 0.3,
    frozenset(("duration", "day")): 0.3,
    frozenset(("year", "decade")): 0.3,
    frozenset(("ordinal", "decade")): 0.3,
    frozenset(("ordinal", "year")): 0.3,
    frozenset(("percent", "discount")): 0.2,
}
_ALIKE = {"lb": "pound", "pound": "pound"}


def agree(source: Quantity, target: Quantity) -> Agreement | None:
    """How the two agree, or None if their values differ."""
    one, two = source.kind, target.kind
    if one == "code" or two == "code":
        return _codes(source, target)
    if one == "weekday" or two == "weekday":
        same = one == two and source.low == target.low
        return Agreement(0, "same") if same else None
    if (special := _SPECIAL.get(one) or _SPECIAL.get(two)) and (one == two or one == "age"):
        return Agreement(0, "same") if special(source, target) else None
    if one == "year" and two == "count" and source.low % 100 == target.low and source.low > 100:
        return Agreement(0.5, "same")  # fiscal 17
    if one == "month" and source.is_range and two in ("duration", "count"):
        months = source.low == 1 and target.low == source.high  # 1至9月, the first nine months
        return Agreement(0.3, "same") if months and target.unit in ("", "month") else None
    if one == two == "multiple" and source.change == target.change == "to":
        return Agreement(0, "same") if _same_ends(source, target) else None
    if one == "time" or two == "time":
        return _hours(source, target)
    if one == "year" and source.others and source.low != target.low and two != "ordinal":
        return None  # 民国112年 is 2023, and the year 112 of no other count
    if one == two and source.unit != target.unit and _convertible(source, target):
        return _converted(source, target)
    distance = _distance(source, target)
    if distance is None:
        if {one, two} == {"percent", "multiple"}:
            return _times_hundred(source, target)
        return None
    verdict: Verdict = "rounded" if distance >= 0.8 else "same"
    if one == two:
        if source.change and target.change and source.change != target.change:
            return Agreement(distance + 0.6, "change")
        if one == "money" and source.unit != target.unit:
            if (source.unit, target.unit) == ("yuan", "nt"):
                return Agreement(distance + 0.1, verdict)  # 元 in a text of Taiwan
            if source.unit.endswith("dollar") and target.text.startswith("$"):
                return Agreement(distance + 0.1, verdict)
            return Agreement(distance + 0.6, "unit" if source.unit and target.unit else verdict)
        return Agreement(distance, verdict)
    near = _NEAR.get(frozenset((one, two)))
    if one == "ordinal" and two == "duration" and source.unit not in ("", target.unit):
        return Agreement(distance + 0.6, "unit")  # 第73秒 and 73 minutes
    if near is not None:
        return Agreement(distance + near, verdict)
    if _ALIKE.get(source.unit, 1) == _ALIKE.get(target.unit, 2):
        return Agreement(distance, verdict)
    if "month" in (one, two):
        # 9·11 is September 11, but no translator of news writes "from 1 to December"
        if {one, two} != {"month", "count"}:
            return None
        return Agreement(distance + 0.5, verdict if two == "month" else "kind")
    if source.unit in ("degree", "celsius") and two == "count" and target.low < 0:
        return Agreement(distance + 0.4, verdict)  # minus 41
    if two in _FREE and one not in _FREE:
        return Agreement(distance + 0.4, "unit" if one in _MARKED or one == "measure" else verdict)
    if one == "count":
        return Agreement(distance + 0.3, verdict)
    return Agreement(distance + 0.7, "kind" if one in _MARKED or two in _MARKED else verdict)


def _distance(source: Quantity, target: Quantity) -> float | None:
    """0 for equal values, 0.15 for a second reading, 0.8 where the English is rounded."""
    if source.low == target.low and source.high == target.high:
        return 0.0
    if source.vague:  # 上万, 数百, 十几万; "hundreds" and "dozens" are as vague
        top = source.high * 2 if source.high > 2 * source.low else source.high
        return 0.3 if source.low <= target.low <= top else None
    if target.vague and not source.firm and 2 * source.low == target.low:
        return 0.3  # 千万级: "tens of millions"
    if target.vague and source.approx and source.is_range:  # 三四千 as "thousands"
        return 0.3 if target.low / 2 <= source.low and source.high <= target.high else None
    if source.is_range or target.is_range:
        return None
    parts = source.kind == target.kind == "percent" and source.low > 1 and target.low > 0
    if not parts and (source.low in target.others or target.low in source.others):
        return 0.15  # the two and the ten of "two in ten" are no percentages
    roundable = source.kind in ("count", "money", "measure", "percent") and target.kind != "year"
    return 0.8 if roundable and _rounds(source.low, target) else None


def _same_ends(source: Quantity, target: Quantity) -> bool:
    return (source.low, source.high) == (target.low, target.high)


def _same_decade(source: Quantity, target: Quantity) -> bool:
    """1990s for 90年代, not 1890s; where both name the century it must be the same."""
    ends = ((source.low, target.low), (source.high, target.high))
    return all(a == b or (a % 100 == b % 100 and _recent(a, b)) for a, b in ends)


def _recent(one: Fraction, two: Fraction) -> bool:
    return min(one, two) < 100 and (max(one, two) < 100 or max(one, two) >= 1900)


def _same_time(source: Quantity, target: Quantity) -> bool:
    first, second = (
        {time % 1440 for time in (quantity.low, *quantity.others)} for quantity in (source, target)
    )
    return bool(first & second)


def _same_lunar(source: Quantity, target: Quantity) -> bool:
    """Where one side leaves the month or the day out, the other alone must agree."""
    pairs = zip(divmod(source.low, 100), divmod(target.low, 100), strict=True)
    return all(a == b or 0 in (a, b) for a, b in pairs)


def _same_age(source: Quantity, target: Quantity) -> bool:
    """六旬: sixty, in the sixties, 65."""
    counted = target.kind in ("age", "decade", "count", "ordinal", "duration")
    return counted and source.low <= target.low < source.low + 10


def _same_discount(source: Quantity, target: Quantity) -> bool:
    """七八折 is 70 to 80 percent of the price, or 78."""
    seldom = source.is_range and target.low in source.others and not target.is_range
    return seldom or _same_ends(source, target)


_SPECIAL: dict[Kind, Callable[[Quantity, Quantity], bool]] = {
    "decade": _same_decade,
    "time": _same_time,
    "lunar": _same_lunar,
    "age": _same_age,
    "discount": _same_discount,
}


def _convertible(source: Quantity, target: Quantity) -> bool:
    if source.kind in ("measure", "duration"):
        return True
    if not (source.kind == "money" and source.unit and target.unit):
        return False
    return units()[source.unit].base == units()[target.unit].base  # 五角, 0.5 yuan


def _rounds(exact: Fraction, target: Quantity) -> bool:
    """True if the English is the value to two or three significant digits, and plainly so."""
    if not exact or not (target.approx or exact >= 10_000):
        return False
    if not Fraction(97, 100) < target.low / exact < Fraction(103, 100):
        return False
    value = Decimal(exact.numerator) / exact.denominator
    return any(Fraction(Decimal(f"{value:.{digits}g}")) == target.low for digits in (2, 3))


def _codes(source: Quantity, target: Quantity) -> Agreement | None:
    one, two = plain_code(source.text), plain_code(target.text)
    return Agreement(0, "same") if one == two else None


_PLAIN = str.maketrans("一二三四五六七八九甲乙丙丁", "123456789abcd")


def plain_code(text: str) -> str:
    """Letters and digits only, narrow and in lower case; 1分57秒79 is 1:57.79, 三号乙 3b."""
    narrow = unicodedata.normalize("NFKC", text).lower().translate(_PLAIN)
    return "".join(char for char in narrow if char.isascii() and char.isalnum())


def _hours(source: Quantity, target: Quantity) -> Agreement | None:
    """下午3点 against a bare 3, or 3点 against three hours."""
    clock, other = (source, target) if source.kind == "time" else (target, source)
    if other.kind not in ("count", "duration", "ordinal"):
        return None
    if other.is_range:  # 12：10 may be a score
        same = {other.low, other.high} == set(divmod(clock.low, 60))
        return Agreement(0.3, "same") if same else None
    hours = clock.low / 60
    return Agreement(0.4, "same") if other.low in (hours, hours - 12, hours % 12) else None


def _converted(source: Quantity, target: Quantity) -> Agreement | None:
    """15亩 and one hectare; a conversion may be rounded to 2 %."""
    one, two = units()[source.unit], units()[target.unit]
    if "degree" in (one.base, two.base) and source.low == target.low:
        return Agreement(0.1, "same")  # 度: of heat, of angle, or of electricity
    if one.base == two.base:
        first, second = source.low * one.factor, target.low * two.factor
        if first == second:
            return Agreement(0.1, "same")
        if second and abs(first / second - 1) <= Fraction(1, 50):
            return Agreement(0.2, "same")
    if {one.base, two.base} == {"month", "second"}:
        first, second = _seconds(source.low, one), _seconds(target.low, two)
        if second and abs(first / second - 1) <= Fraction(1, 12):
            return Agreement(0.3, "same")
    if source.low == target.low and source.high == target.high:
        return Agreement(0.6, "unit")
    return None


def _seconds(value: Fraction, unit: Unit) -> Fraction:
    """A month as 30 days: 半个月 is 15 days, and two weeks."""
    return value * unit.factor * (30 * 86400 if unit.base == "month" else 1)


def _times_hundred(source: Quantity, target: Quantity) -> Agreement | None:
    """2.5倍 is 250 percent; growth by 200% is growth to three times."""
    percent, multiple = (source, target) if source.kind == "percent" else (target, source)
    wanted = {percent.low / 100, percent.low / 100 + 1}
    if percent is target and percent.change:
        wanted = {percent.low / 100 + (percent.change == "by")}
    return Agreement(0.3, "same") if wanted & {multiple.low, *multiple.others} else None
