"""Reads the quantities of a Chinese text: 4.6万余个, 三成五, 1月29日, 15天–20天, 下午3点半.

Knows nothing of English. Idioms, slogans and names that hold numerals (千方百计, 一企一策, 双碳,
“四个论英雄”) are no quantities; small numerals that are not plainly a count are left out. Each kind
has a module with its shapes and readers, chinese_*.py; here they are tried in order.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache

from pxtranslate.figures import (
    chinese_clock,
    chinese_compounds,
    chinese_dates,
    chinese_lunar,
    chinese_numbers,
    chinese_shares,
)
from pxtranslate.figures.chinese_days import find_days
from pxtranslate.figures.chinese_forms import latin_units, set_phrases
from pxtranslate.figures.found import Reader, one, span
from pxtranslate.figures.normal import normal
from pxtranslate.figures.numerals import DIGITS, fraction, value_of
from pxtranslate.figures.quantity import Quantity
from pxtranslate.script import Seen, plain, see

_MASK = "\x00"
_SHARES = re.compile(
    r"([一二三四五六七八九])([一二三四五六七八九])(?:分[成担账红摊]|开(?![^，。；])|比例)"
    r"|([一二三四五六七八九])分[\u4e00-\u9fff]{1,2}[，、]([一二三四五六七八九])分"
)
"""Shares in tenths: 四六分担, 三七开, 三分建、七分管."""


def read_chinese(text: str) -> list[Quantity]:
    """Every quantity of the text, in order, none overlapping; arbitrary text never raises."""
    seen = see(text)
    read = normal(seen.text)
    quantities: list[Quantity] = []
    for (start, end), named in find_days(read):
        quantities += named
        read = read[:start] + _MASK * (end - start) + read[end:]
    masked = set_phrases().sub(lambda found: _MASK * len(found[0]), read)
    quantities = sorted([*quantities, *_read(masked)], key=lambda quantity: quantity.start)
    quantities = [replace(one, text=seen.text[one.start : one.end]) for one in quantities]
    return [_placed(one, text, seen) for one in chinese_clock.inherit(quantities, masked)]


def _placed(quantity: Quantity, text: str, seen: Seen) -> Quantity:
    """The quantity where it stands in the text as it was given."""
    start, end = seen.span(quantity.start, quantity.end)
    return replace(quantity, start=start, end=end, text=text[start:end])


def loose_values(text: str) -> frozenset[Fraction]:
    """Values of all numerals in the text, those in names and idioms too.

    They vouch for a figure in the other language (三农 for "three rural issues"); nothing more.
    """
    text = plain(text)
    numerals = {
        run[start:end]
        for run in re.findall("[〇零一二三四五六七八九两十百千万亿]+", text)
        for start in range(len(run))
        for end in range(start + 1, min(start + 5, len(run)) + 1)
    }
    values = {value for numeral in numerals if (value := value_of(numeral)) is not None}
    for shares in _SHARES.findall(text):  # split 40-60; 30% building, 70% upkeep
        values |= {Fraction(DIGITS[share] * 10) for share in "".join(shares)}
    if re.search("[双对]", text):
        values.add(Fraction(2))
    values |= {fraction(figure) for figure in re.findall(r"双\s?(\d+)", text)}
    for plan in re.findall(
        "十([一二三四五六七八九])五", text
    ):  # the 14th Five-Year Plan: 2021 to 2025
        values |= {Fraction(2001 + 5 * DIGITS[plan]), Fraction(2005 + 5 * DIGITS[plan])}
    values |= {Fraction(ord(sign) - ord("Ⅰ") + 1) for sign in re.findall("[Ⅰ-Ⅻ]", text)}
    return frozenset(values)


def _read(masked: str) -> Iterator[Quantity]:
    for found in _forms().finditer(masked):
        yield from _READERS[found.lastgroup or ""](found)


@cache
def _forms() -> re.Pattern[str]:
    """All shapes as one expression; `lastgroup` of a match is the name of its shape."""
    numbers, dates, clock = chinese_numbers.shapes(), chinese_dates.SHAPES, chinese_clock.SHAPES
    shapes = {
        # PM2.5, PM_{2.5}, 5A, D771, iPhone 6s, 0799-6331234, 13800138000, 三号乙
        "code": rf"(?<![A-Za-z\d])(?<!\d[.,])(?![kc]?m[23](?![A-Za-z\d]))(?:[A-Za-z]+(?:[-_{{]|_{{)?\d[A-Za-z\d]*(?:[-.]\d+)*}}?"
        rf"|\d+(?!{latin_units()}|x\d)[A-Za-z][A-Za-z\d]*"
        r"|\d{2,4}(?=次(?:列车|航班|动车|高铁))|0\d{2,3}-?\d{7,8}(?!\d)|1[3-9]\d{9}(?!\d)|0\d{4,}|400-\d{3,4}-\d{3,4})"
        r"|(?:\d|[一二三四五六七八九])号[甲乙丙丁](?![方级组等])",
        **{name: chinese_shares.SHAPES[name] for name in ("per", "share", "discount")},
        **chinese_lunar.SHAPES,
        **dates,
        **clock,
        **{name: shape for name, shape in numbers.items() if name != "number"},
        **chinese_compounds.SHAPES,
        **{name: chinese_shares.SHAPES[name] for name in ("doubling", "half")},
        "number": numbers["number"],
    }
    named = (f"(?P<{name}>{shape})" for name, shape in shapes.items())
    return re.compile("|".join(named), re.IGNORECASE)


def _code(found: re.Match[str]) -> Iterator[Quantity]:
    yield from one("code", Fraction(0), span(found))


_READERS: dict[str, Reader] = {
    "code": _code,
    "elapsed": _code,
    **chinese_shares.READERS,
    **chinese_lunar.READERS,
    **chinese_dates.READERS,
    **chinese_clock.READERS,
    **chinese_numbers.READERS,
    **chinese_compounds.READERS,
}
