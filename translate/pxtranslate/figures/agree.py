"""Whether two quantities can mean the same, and how well: values first, then kinds and units.

Knows nothing of texts; `compare` asks it about every pair.
"""

import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from pxtranslate.figures.quantity import Kind, Quantity
from pxtranslate.figures.units import Unit, units

Verdict = Literal["same", "rounded", "unit", "kind", "wrong", "missing", "extra"]


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
    if one == two and one in ("decade", "time"):
        wrap = 100 if one == "decade" else 720  # the 80s of 1980s; 3 for 15:00
        ends = ((source.low, target.low), (source.high, target.high))
        return Agreement(0, "same") if all((a - b) % wrap == 0 for a, b in ends) else None
    if one == "year" and two == "count" and source.low % 100 == target.low and source.low > 100:
        return Agreement(0.5, "same")  # fiscal 17
    if one == "month" and source.is_range and two in ("duration", "count"):
        months = source.low == 1 and target.low == source.high  # 1至9月, the first nine months
        return Agreement(0.3, "same") if months and target.unit in ("", "month") else None
    if one == "time" or two == "time":
        return _hours(source, target)
    if one in ("measure", "duration") and one == two and source.unit != target.unit:
        return _converted(source, target)
    distance = _distance(source, target)
    if distance is None:
        if {one, two} == {"percent", "multiple"}:
            return _times_hundred(source, target)
        return None
    verdict: Verdict = "rounded" if distance >= 0.8 else "same"
    if one == two:
        if one == "money" and source.unit != target.unit:
            if source.unit.endswith("dollar") and target.text.startswith("$"):
                return Agreement(distance + 0.1, verdict)
            return Agreement(distance + 0.6, "unit" if source.unit and target.unit else verdict)
        return Agreement(distance, verdict)
    near = _NEAR.get(frozenset((one, two)))
    if near is not None:
        return Agreement(distance + near, verdict)
    if _ALIKE.get(source.unit, 1) == _ALIKE.get(target.unit, 2):
        return Agreement(distance, verdict)
    if "month" in (one, two):
        return Agreement(distance + 0.5, verdict) if {one, two} <= {"month", "count"} else None
    if two in _FREE and one not in _FREE:
        return Agreement(distance + 0.4, "unit" if one in _MARKED or one == "measure" else verdict)
    if one == "count":
        return Agreement(distance + 0.3, verdict)
    return Agreement(distance + 0.7, "kind" if one in _MARKED or two in _MARKED else verdict)


def _distance(source: Quantity, target: Quantity) -> float | None:
    """0 for equal values, 0.15 for a second reading, 0.8 where the English is rounded."""
    if source.low == target.low and source.high == target.high:
        return 0.0
    if source.approx and not source.firm and source.is_range:  # 上万, 数百
        return 0.3 if source.low <= target.low <= source.high * 2 else None
    if source.is_range or target.is_range:
        return None
    if source.low in target.others or target.low in source.others:
        return 0.15
    roundable = source.kind in ("count", "money", "measure", "percent") and target.kind != "year"
    return 0.8 if roundable and _rounds(source.low, target) else None


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


def plain_code(text: str) -> str:
    """Letters and digits only, narrow and in lower case; 1分57秒79 is 1:57.79."""
    narrow = unicodedata.normalize("NFKC", text).lower()
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
    return Agreement(0.3, "same") if wanted & {multiple.low, *multiple.others} else None
