"""Pairs the quantities of a Chinese text with those of its English translation, by value.

One assignment over the whole segment: first as many as can agree, the best fitting together; what
is left over is paired by nearness and called wrong, and the rest is missing or extra. Knows nothing
of severities: the checks grade what is found here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from pxtranslate.assignment import pair_all
from pxtranslate.figures.agree import Agreement, Verdict, agree, plain_code
from pxtranslate.figures.chinese import loose_values, read_chinese
from pxtranslate.figures.english import read_english
from pxtranslate.figures.numerals import fraction
from pxtranslate.figures.quantity import DATE_KINDS, Quantity
from pxtranslate.figures.readings import settle
from pxtranslate.figures.say import say
from pxtranslate.figures.units import units


@dataclass(frozen=True, slots=True)
class Match:
    """One quantity of the source, its English, or both."""

    source: Quantity | None
    target: Quantity | None
    verdict: Verdict
    sure: bool
    """False where a person should look before believing a bad verdict."""
    words: str
    """What was read on both sides: `90亿 = 9 billion, English says 90 billion ✗`."""


@lru_cache(maxsize=64)
def compare(source: str, target: str) -> tuple[Match, ...]:
    """Every quantity of both texts, in the order of the source, then what only the English has."""
    chinese, english = settle(read_chinese(source), read_english(target), source, target)
    chinese, english = _whole_ranges(chinese, english)
    agreements = {
        (i, j): agreement
        for i, one in enumerate(chinese)
        for j, two in enumerate(english)
        if (agreement := agree(one, two)) is not None
    }
    pairs = pair_all(
        {
            (i, j): agreement.cost + 0.05 * abs(i / len(chinese) - j / len(english))
            for (i, j), agreement in agreements.items()
        }
    )
    matches = [_match(chinese[i], english[j], agreements[i, j]) for i, j in pairs.items()]
    alone = [one for i, one in enumerate(chinese) if i not in pairs]
    taken = set(pairs.values())
    added = [two for j, two in enumerate(english) if j not in taken]
    if alone or added:
        matches += _leftover(alone, added, matches, source, target)
    return tuple(sorted(matches, key=_place))


def _whole_ranges(
    chinese: list[Quantity], english: list[Quantity]
) -> tuple[list[Quantity], list[Quantity]]:
    """Ranges that stand whole on both sides stay; others are taken apart (15天减到1天, 15 to 1)."""
    if not any(quantity.is_range for quantity in (*chinese, *english)):
        return chinese, english
    return (
        [end for one in chinese for end in _ends(one, any(agree(one, two) for two in english))],
        [end for two in english for end in _ends(two, any(agree(one, two) for one in chinese))],
    )


def _ends(quantity: Quantity, whole: bool) -> list[Quantity]:
    if not quantity.is_range or whole or quantity.vague:
        return [quantity]
    return [replace(quantity, high=quantity.low), replace(quantity, low=quantity.high)]


def _match(source: Quantity, target: Quantity, agreement: Agreement) -> Match:
    verdict = agreement.verdict
    # A unit stands by the Chinese numeral, firm or not: 十公里 is never just 10.
    sure = (
        verdict in ("same", "rounded")
        or any(char.isdigit() for char in target.text)
        # 两元 abroad is two dollars
        or (verdict == "unit" and source.kind != "money" and bool(source.unit and target.unit))
    )
    return Match(source, target, verdict, sure, say(source, target, verdict))


def _leftover(
    alone: list[Quantity],
    added: list[Quantity],
    matches: list[Match],
    source: str,
    target: str,
) -> list[Match]:
    """What agreed with nothing: said before, vouched for by a code or name, wrong, or one-sided."""
    said = [match.target for match in matches if match.target is not None]
    known = [match.source for match in matches if match.source is not None]
    codes = alone
    alone, added = _codes_as_figures(alone, added)
    in_codes = _figures_in_codes((*added, *said))
    plain = plain_code(target)
    said_before = [
        one.low in in_codes
        or (one.kind == "code" and plain_code(one.text) in plain)
        or any(agree(one, two) for two in said)
        for one in alone
    ]
    vouched = loose_values(source) | _figures_in_codes((*codes, *known))
    lunar = any(one.kind == "lunar" for one in (*alone, *known))  # 五月初五 is not May 5
    explained = [
        (
            ((two.low / 60 if two.kind == "time" else two.low) in vouched)
            and not (lunar and two.kind in ("month", "day"))
        )
        or any(agree(one, two) for one in known)
        or _is_a_unit(two, source)
        for two in added
    ]
    costs = {
        (i, j): cost + abs(one.start / len(source) - two.start / len(target)) / 2
        for i, one in enumerate(alone)
        for j, two in enumerate(added)
        if not (said_before[i] and explained[j])
        and (one.kind == two.kind or not (said_before[i] or explained[j]))
        and (cost := _unlike(one, two)) is not None
    }
    pairs = pair_all(costs)
    taken = set(pairs.values())
    missing = [one for i, one in enumerate(alone) if i not in pairs and not said_before[i]]
    extra = [two for j, two in enumerate(added) if j not in taken and not explained[j]]
    return [
        *(_bad(alone[i], added[j], "wrong") for i, j in pairs.items()),
        *(_bad(one, None, "missing") for one in missing),
        *(_bad(None, two, "extra") for two in extra),
    ]


def _is_a_unit(target: Quantity, source: str) -> bool:
    """The "500 grams" of a price for each 斤: what one of the source's units is in another."""
    if target.kind != "measure":
        return False
    unit = units()[target.unit]
    size = target.low * unit.factor
    return any(
        other.base == unit.base and other.factor == size and word in source
        for other in units().values()
        for word in other.chinese
    )


def _bad(source: Quantity | None, target: Quantity | None, verdict: Verdict) -> Match:
    sure = any(quantity is not None and quantity.firm for quantity in (source, target))
    if verdict == "missing" and source is not None and source.kind in ("code", "ordinal"):
        sure = False  # often left out: the model number of a product, which session it was
    return Match(source, target, verdict, sure, say(source, target, verdict))


def _codes_as_figures(
    alone: list[Quantity], added: list[Quantity]
) -> tuple[list[Quantity], list[Quantity]]:
    """PM2.5 written "PM 2.5", iPhone 6s written "iPhone 6 S": the figure is there, apart."""
    for code in [one for one in alone if one.kind == "code"]:
        inside = _figures_in_codes([code])
        apart = [two for two in added if two.low in inside]
        if apart:
            alone = [one for one in alone if one is not code]
            added = [two for two in added if two is not apart[0]]
    return alone, added


def _figures_in_codes(quantities: Iterable[Quantity]) -> set[Fraction]:
    return {
        fraction(figure)
        for quantity in quantities
        if quantity.kind == "code"
        for figure in re.findall(r"\d+(?:\.\d+)?", quantity.text)
    }


def _unlike(source: Quantity, target: Quantity) -> float | None:
    """How unlikely it is that one was meant to be the other, or None if it cannot be."""
    one, two = source.kind, target.kind
    if one == two == "code":
        same = _letters(source.text) == _letters(target.text)
        return 0.0 if same else None
    if "code" in (one, two):
        return None
    if one != two and (one in DATE_KINDS or two in DATE_KINDS):
        mistakable = {one, two} in ({"day", "ordinal"}, {"year", "count"}, {"year", "duration"})
        if not (mistakable and source.firm and target.firm):
            return None
    if one != two and "age" in (one, two):
        return None
    cost = 0.0 if one == two else 0.4
    cost += 0.3 * (not source.firm) + 0.3 * (not target.firm)
    return cost - 0.3 * (_digits(source.low) == _digits(target.low))


def _letters(code: str) -> str:
    return "".join(char for char in code.lower() if char.isalpha())


@lru_cache(maxsize=4096)
def _digits(value: Fraction) -> str:
    """Its significant digits: equal for 46,000 and 4.6 million."""
    # Decimal, for a string of 500 digits is no float.
    return f"{Decimal(value.numerator) / value.denominator:.6e}".partition("e")[0].partition("E")[0]


def _place(match: Match) -> tuple[int, int]:
    if match.source is not None:
        return 0, match.source.start
    return 1, match.target.start if match.target is not None else 0
