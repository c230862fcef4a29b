"""Writes large and Chinese-written figures of a Chinese text as English ones, for the model to see.

岗位4.6万余个 becomes 岗位46,000余个, 总值221.2亿元 becomes 总值22.12 billion元. Small models slip
by tens between 万 and thousand when left alone; given the figure they copy it. The recorded source
is never touched, and what was changed is returned so that it can be checked by value.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from pxtranslate.figures.chinese import read_chinese
from pxtranslate.figures.chinese_forms import NUMERAL
from pxtranslate.figures.normal import normal
from pxtranslate.figures.numerals import value_of
from pxtranslate.figures.quantity import Quantity, show
from pxtranslate.script import Seen, see


@dataclass(frozen=True, slots=True)
class Change:
    """`before` stood at `[start, start + len(before))` of the source."""

    start: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The text for the model, and what was changed in it, in order."""

    text: str
    changes: tuple[Change, ...]


_NUMERAL = re.compile(NUMERAL)
_EXACT = re.compile(
    r"\A(?!一[百千万亿]+年)[百千万亿零]*+[一二三四五六七八九两][十百千万亿]++.*[^一二三四五六七八九十百千万亿零]$"
)
"""三百五十公里, 一百多人: counting something, and not for ever as 一万年太久 does."""
_SCALES = re.compile("[万亿萬億]")
_HAN = re.compile(r"[^\d.,\s]")
_UNITS = {"yuan": {"元": "yuan"}, "mu": {"亩": "mu", "畝": "mu"}}
_REWRITTEN = frozenset({"count", "money", "measure", "duration", "percent", "point", "year"})
_AFTER_UNIT = re.compile(
    "[米尺丈块斤秒度里元亩][\\d一二三四五六七八九](?!.*[至到-])|[角毛]|^.分(?:.厘)?$"
)
"""1米75, 三块五, 四元五角, 8分田: what stands behind the unit are its decimals."""
_MONTHS = re.compile(r"\A(\d{1,2})(?=\s?[-—–~～至到])")
"""The first of 1至12月, which small models leave as "1 to December"."""
_FIRST_MONTHS = re.compile(r"(\d{1,2})\s?月")
"""前11月, which they take for November."""
_DOUBLINGS = re.compile("翻了?[两二三四五2345]番")
"""翻两番, which they take for doubling."""
_GOES_ON = frozenset("几一二三四五六七八九")
"""Behind a share that is not read whole (百分之十几, 六成六七): better left as it stands."""
_SMALLER = re.compile(
    r"零?[\d一二两三四五六七八九半]+(?:分(?!钟|之|[店行公])|[厘两钱寸尺角毛](?![米克])|里地)"
)
"""Behind an amount that is not read whole: 1200亩零5分3厘, 1丈2尺, its smaller units."""
_SMALLER_UNIT = 5
"""Characters that a smaller unit takes with its figure."""
_WORTH = 100
"""Chinese-written numerals below this are left: models get 十二 right, and 三 may be idiom."""


def rewrite(text: str) -> Rewritten:
    """Put English figures where 万, 亿, 成, 百分之 or long Chinese numerals stand; 1至12月 whole, 前11月 as 前11个月."""
    seen = see(text)
    read = normal(seen.text)
    changes = [
        _placed(change, text, seen)
        for quantity in read_chinese(seen.text)
        if not _goes_on(quantity, read[quantity.end : quantity.end + _SMALLER_UNIT])
        for change in _changes(quantity, read[quantity.start : quantity.end])
    ]
    parts, at = [], 0
    for change in changes:
        parts += [text[at : change.start], change.after]
        at = change.start + len(change.before)
    return Rewritten("".join(parts) + text[at:], tuple(changes))


def _goes_on(quantity: Quantity, after: str) -> bool:
    """Whether what stands behind a figure is the rest of it, so that it is better left as it stands."""
    if quantity.kind == "percent":
        return after[:1] in _GOES_ON
    return quantity.kind in ("measure", "money") and _SMALLER.match(after) is not None


def _placed(change: Change, text: str, seen: Seen) -> Change:
    """The change where its figure stands in the text as it was given."""
    start, end = seen.span(change.start, change.start + len(change.before))
    return Change(start, text[start:end], change.after)


def _changes(quantity: Quantity, text: str) -> list[Change]:
    """What to change in a quantity, `text` being its figures in their normal form."""
    start = quantity.start
    ends = [quantity.low] if not quantity.is_range else [quantity.low, quantity.high]
    if quantity.kind == "month" and (first := _MONTHS.match(text)):
        return [Change(start, quantity.text[: first.end()], f"{first[1]}月")]
    if quantity.unit == "month" and (months := _FIRST_MONTHS.fullmatch(text)):
        return [Change(start, quantity.text, f"{months[1]}个月")]
    if quantity.kind == "multiple" and _DOUBLINGS.fullmatch(text):
        return [Change(start, quantity.text, f"增至原来的{show(quantity.low)}倍")]
    if quantity.kind not in _REWRITTEN or quantity.vague:
        return []
    if "半" in text or text.endswith("几") or quantity.unit == "liang":
        return []  # 3年半, 十几, 万两: read well, and a figure would leave the rest standing
    if _AFTER_UNIT.search(text):
        return _decimal(quantity) if quantity.firm else []
    if not quantity.firm and (quantity.is_range or not _EXACT.match(text)):
        return []
    if quantity.kind == "percent":
        return _percent(quantity, text, ends)
    found = list(_NUMERAL.finditer(text))
    if len(found) != len(ends):
        return []
    if quantity.is_range and _falls(found):
        ends.reverse()
    figures = [
        Change(start + numeral.start(), quantity.text[numeral.start() : numeral.end()], after)
        for numeral, value in zip(found, map(abs, ends), strict=True)
        if (after := _figure(numeral[0], value, quantity.kind == "year")) is not None
        or (after := _grouped(quantity, numeral[0], value)) is not None
    ]
    return sorted(figures + _unit(quantity, text), key=lambda change: change.start)


def _figure(numeral: str, value: Fraction, is_year: bool) -> str | None:
    """The English figure for a numeral, or None where it is best left as it stands."""
    plain = re.sub(r"[\s多余]", "", numeral)
    more = "多" if "多" in numeral else "余" if "余" in numeral else ""
    if value_of(plain) is None:
        return None
    if is_year:
        return None if plain.isdigit() else str(value)
    worth = _SCALES.search(numeral) or (_HAN.search(numeral) and value >= _WORTH)
    if worth or value_of(plain) != value:  # 3至5万: the 3 is 30,000
        return show(value) + more
    return None


def _falls(numerals: list[re.Match[str]]) -> bool:
    """Is the larger end written first, as in 3比2 and 由1200米至800米?"""
    first, second = (value_of(re.sub(r"[\s多余]", "", numeral[0])) for numeral in numerals)
    return first is not None and second is not None and first > second


def _decimal(quantity: Quantity) -> list[Change]:
    """1米75 as 1.75米, 三块五 as 3.5 yuan, 3亩5分 as 3.5 mu, 五斤三两 as 5.3斤."""
    if quantity.is_range:
        return []
    words = {
        "yuan": " yuan",
        "mu": " mu",
        "jin": "斤",
        "second": "秒",
        "degree": "度",
        "metre": "米",
    }
    unit = words.get(quantity.unit)
    if unit is None:
        return []
    return [Change(quantity.start, quantity.text, f"{show(quantity.low)}{unit}")]


def _grouped(quantity: Quantity, numeral: str, value: Fraction) -> str | None:
    """3600余人 as 3,600余人: without the comma a small model slips to 36,000."""
    counted = quantity.kind in ("count", "money", "measure") and quantity.text[-1:].isalpha()
    if quantity.kind == "count" and 1900 <= value < 2100:
        return None  # 2025届毕业生, 2026省两会: a year
    plain = re.fullmatch(r"(\d{4,})([多余]?)", numeral)
    return show(value) + plain[2] if counted and plain else None


def _unit(quantity: Quantity, text: str) -> list[Change]:
    """元 and 亩 in English: left alone they become dollars, or nothing, and acres."""
    words = _UNITS.get(quantity.unit, {})
    return [
        Change(quantity.start + i, char, f" {words[char]}")
        for i, char in enumerate(text)
        if char in words
    ]


def _percent(quantity: Quantity, text: str, ends: list[Fraction]) -> list[Change]:
    """百分之五 and 三成五; 三分之一 reads well as it is."""
    if not text.startswith("百分之") and "成" not in text:
        return []
    figure = "至".join(f"{show(end)}%" for end in ends)
    more = text[-1] if text[-1] in "多余" else ""
    return [Change(quantity.start, quantity.text, figure + more)]
