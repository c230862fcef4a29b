"""Reads the quantities of a Chinese text: 4.6万余个, 三成五, 1月29日, 15天–20天, 下午3点半.

Knows nothing of English. Idioms, slogans and names that hold numerals (千方百计, 一企一策, 双碳,
“四个论英雄”) are no quantities; small numerals that are not plainly a count are left out. The
shapes that are looked for stand in chinese_forms.py.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from pxtranslate.figures.chinese_forms import forms, set_phrases
from pxtranslate.figures.numerals import DIGITS, SMALL, fraction, neighbours, value_of
from pxtranslate.figures.quantity import Kind, Quantity
from pxtranslate.figures.units import chinese_words, english_words
from pxtranslate.script import Seen, plain, see

# One to one, so that offsets hold.
_HALF_WIDTH = str.maketrans(
    {chr(0xFF01 + i): chr(0x21 + i) for i in range(94) if i != 11} | {"\u3000": " ", "∶": ":"}
)
_MASK = "\x00"
_APPROX = re.compile(r"(?:约|近|超|超过|逾|接近|至少|不足|不到|最多|最少)\s?$")
_MORE = re.compile(r"\s?[多余]")
_LATER = frozenset({"下午", "午后", "傍晚", "晚上", "晚间", "当晚", "深夜", "夜里", "晚", "夜"})


def narrow(text: str) -> str:
    """The same text, character for character, with full-width letters and digits made narrow."""
    if "，" in text:  # a separator of thousands only between full-width digits
        text = re.sub(r"(?<=[０-９])，(?=[０-９]{3})|(?<=\d)，(?=000)", ",", text)
    return text.translate(_HALF_WIDTH)


def read_chinese(text: str) -> list[Quantity]:
    """Every quantity of the text, in order, none overlapping; arbitrary text never raises."""
    seen = see(text)
    masked = set_phrases().sub(lambda found: _MASK * len(found[0]), narrow(seen.text))
    return [_placed(quantity, text, seen) for quantity in _read(masked)]


def _placed(quantity: Quantity, text: str, seen: Seen) -> Quantity:
    """The quantity where it stands in the text as it was given."""
    start, end = seen.span(quantity.start, quantity.end)
    return replace(quantity, start=start, end=end, text=text[start:end])


def loose_values(text: str) -> frozenset[Fraction]:
    """Values of all numerals in the text, those in names and idioms too.

    They vouch for a figure in the other language (三农 for "three rural issues"); nothing more.
    """
    text = plain(text)
    values = {
        value
        for run in re.findall("[〇零一二三四五六七八九两十百千万亿]+", text)
        for start in range(len(run))
        for end in range(start + 1, min(start + 5, len(run)) + 1)
        if (value := value_of(run[start:end])) is not None
    }
    if re.search("[双对]", text):
        values.add(Fraction(2))
    values |= {Fraction(int(figure)) for figure in re.findall(r"双\s?(\d+)", text)}
    values |= {Fraction(ord(sign) - ord("Ⅰ") + 1) for sign in re.findall("[Ⅰ-Ⅻ]", text)}
    return frozenset(values)


def _read(masked: str) -> Iterator[Quantity]:
    readers = {
        "code": _code,
        "per": _per,
        "share": _share,
        "decade": _decade,
        "years": _years,
        "year": _year,
        "weekday": _weekday,
        "months": _months,
        "month": _month,
        "days": _days,
        "day": _day,
        "hours": _hours,
        "elapsed": _code,
        "clock": _clock,
        "event": _event,
        "pair": _pair,
        "top": _top,
        "ordinal": _ordinal,
        "doubling": _doubling,
        "half": _half,
        "number": _number,
    }
    for found in forms().finditer(masked):
        yield from readers[found.lastgroup or ""](found)


def _span(found: re.Match[str], group: str | int = 0) -> tuple[int, int]:
    return found.start(group), found.end(group)


def _one(
    kind: Kind,
    value: Fraction | None,
    span: tuple[int, int],
    *,
    unit: str = "",
    approx: bool = False,
    firm: bool = True,
    others: tuple[Fraction, ...] = (),
    high: Fraction | None = None,
) -> Iterator[Quantity]:
    if value is not None:
        low, top = (value, value) if high is None else (min(value, high), max(value, high))
        yield Quantity(kind, low, top, unit, approx, *span, "", firm, others)


def _code(found: re.Match[str]) -> Iterator[Quantity]:
    yield from _one("code", Fraction(0), _span(found))


def _per(found: re.Match[str]) -> Iterator[Quantity]:
    rate = value_of(found["rate"])
    base = {"百": 1, "千": 10, "万": 100}[found["base"]]
    value = None if rate is None else rate / base
    yield from _one("percent", value, _span(found), firm=found["rate"] != "百")


def _share(found: re.Match[str]) -> Iterator[Quantity]:
    above = value_of(found["above"] or found["above2"])
    below = value_of(found["below"] or found["below2"])
    if above is not None and below:
        firm = above < below and not found.string.startswith("决赛", found.end())
        yield from _one("percent", 100 * above / below, _span(found), firm=firm)


def _decade(found: re.Match[str]) -> Iterator[Quantity]:
    if found["ten2"]:  # the 80 of 80后, or of 80、90年代
        yield from _one("decade", fraction(found["ten2"]), _span(found), firm=False)
        return
    numeral, century = found["ten"], found["century"]
    one = value_of(numeral)
    first, last = neighbours(numeral) or (one, one)  # 七八十年代
    if first is None or last is None:
        return
    base = Fraction(0)
    if century and first < 100:
        known = {"上": Fraction(20), "本": Fraction(21)}.get(century) or value_of(century)
        base = ((known or 20) - 1) * Fraction(100)
    yield from _one("decade", base + first, _span(found), high=base + last)


def _years(found: re.Match[str]) -> Iterator[Quantity]:
    first, last = value_of(found["y1"]), value_of(found["y2"])
    if first is None or last is None:
        return
    if last < 100:
        last += first // 100 * 100
    yield from _one("year", first, _span(found), high=last)


def _year(found: re.Match[str]) -> Iterator[Quantity]:
    yield from _one("year", value_of(found["y"]), _span(found))


def _weekday(found: re.Match[str]) -> Iterator[Quantity]:
    number = "一二三四五六日".find(found["dow"].replace("天", "日")) + 1
    yield from _one("weekday", Fraction(number), _span(found))


def _months(found: re.Match[str]) -> Iterator[Quantity]:
    high = fraction(found["m2"])
    yield from _one("month", fraction(found["m1"]), _span(found), high=high)


def _month(found: re.Match[str]) -> Iterator[Quantity]:
    yield from _one("month", value_of(found["m"]), _span(found))


def _days(found: re.Match[str]) -> Iterator[Quantity]:
    high = fraction(found["d2"])
    yield from _one("day", fraction(found["d1"]), _span(found), high=high)


def _day(found: re.Match[str]) -> Iterator[Quantity]:
    yield from _one("day", value_of(found["d"]), _span(found))


def _hours(found: re.Match[str]) -> Iterator[Quantity]:
    high = 60 * fraction(found["until"])
    yield from _one("time", 60 * fraction(found["from"]), _span(found), high=high, firm=False)


def _event(found: re.Match[str]) -> Iterator[Quantity]:
    """An event named for its day: “8·11”."""
    yield from _one("month", fraction(found["em"]), _span(found, "em"), firm=False)
    yield from _one("day", fraction(found["ed"]), _span(found, "ed"), firm=False)


def _clock(found: re.Match[str]) -> Iterator[Quantity]:
    hour = value_of(found["h"] or found["hh"] or found["hc"])
    if hour is None:
        return
    minute = int(found["min"] or found["minc"] or 0)
    if found["han_min"]:
        minute = int(value_of(found["han_min"].lstrip("零〇")) or 0)
    elif found["thirty"] or found["thirty2"]:
        minute = 30
    elif found["quarters"]:
        minute = {"一": 15, "三": 45}[found["quarters"]]
    if found["part"] in _LATER and hour < 12:
        hour += 12
    yield from _one("time", hour * 60 + minute, _span(found))


def _pair(found: re.Match[str]) -> Iterator[Quantity]:
    high = fraction(found["b"])
    yield from _one("count", fraction(found["a"]), _span(found), high=high)


def _top(found: re.Match[str]) -> Iterator[Quantity]:
    yield from _one("count", value_of(found["top_of"]), _span(found))


def _ordinal(found: re.Match[str]) -> Iterator[Quantity]:
    if found["century2"]:
        century = value_of(found["century2"])
        if century is not None:
            start = (century - 1) * 100  # the 18th century: the 1700s
            yield from _one("ordinal", century, _span(found), others=(start,), firm=century > 2)
        return
    value = value_of(found["nth"])
    firm = found["nth"][0].isdigit() or (value is not None and value > 10)
    yield from _one("ordinal", value, _span(found), firm=firm)


def _doubling(found: re.Match[str]) -> Iterator[Quantity]:
    """翻两番 is four times; many write it as twice."""
    times = DIGITS[found["times"] or "一"]
    others = () if times == 1 else (Fraction(times),)
    yield from _one("multiple", Fraction(2) ** times, _span(found), firm=False, others=others)


def _half(found: re.Match[str]) -> Iterator[Quantity]:
    span = found["span"]
    if not span:
        yield from _one("percent", Fraction(50), _span(found), firm=False)
        return
    yield from _one("duration", Fraction(1, 2), _span(found), unit=_SPANS[span[-1]], firm=False)


_SPANS = {"年": "year", "月": "month", "时": "hour", "头": "hour", "纪": "century"}


def _number(found: re.Match[str]) -> Iterator[Quantity]:
    numeral = re.sub(r"[\s多余个]", "", found["n1"])
    value, high = value_of(numeral), None
    span = _span(found)
    approx = bool(
        found["several"]
        or re.search("[多余来几]", found[0])
        or _APPROX.search(found.string, max(0, span[0] - 3), span[0])
        or _MORE.match(found.string, span[1])
    )
    digits = numeral[0].isdigit()
    if value is None or (len(numeral) == 2 and not digits):
        ends = neighbours(numeral)
        if ends:
            value, high = ends
            approx = True
    if value is None:
        return
    if found["several"]:
        if numeral[0] in SMALL or numeral[0] in "万亿":
            low = 1 if found["several"] == "上" else 2
            yield from _one(
                "count", value * low, span, approx=True, firm=False, high=value * (low * 5 - 1)
            )
        return
    if found["n2"]:
        yield from _range(found, numeral, value)
        return
    yield from _single(found, numeral, value, high, approx)


def _single(
    found: re.Match[str], numeral: str, value: Fraction, high: Fraction | None, approx: bool
) -> Iterator[Quantity]:
    span, digits = _span(found), numeral[0].isdigit()
    unit = chinese_words()[found["unit"].casefold()] if found["unit"] else None
    scale = numeral.removeprefix("一").strip("百千万亿") == "" and not digits
    vague = scale and (numeral[0] != "一" or unit is None or unit.name == "year")
    scaled = bool(set(numeral) & set("万亿")) and not (vague and numeral[0] in "万亿")
    firm = value != 1 and (digits or (scaled and not vague))
    firm = firm and high is None
    if found["tenths"]:
        if numeral == "十":
            value = Fraction(10)
        fifth = found["fifth"]
        extra = 0 if not fifth else 5 if fifth == "半" else DIGITS[fifth]
        top = None if high is None else high * 10
        yield from _one("percent", value * 10 + extra, span, approx=approx, high=top)
    elif found["fold"]:
        rate = value * 10 if value < 10 else value
        yield from _one("percent", rate, span, firm=False, others=(100 - rate,))
    elif found["percent"]:
        rate = value / 10 if found["percent"] == "‰" else value
        yield from _one("percent", rate, span, approx=approx)
    elif found["point"]:
        yield from _one("point", value, span, approx=approx)
    elif found["multiple"]:
        # 增长两倍 is three times as much; 是…的两倍 is twice; usage wavers, so both count.
        others: tuple[Fraction, ...] = (value + 1, value - 1)
        yield from _one(
            "multiple", value, span, approx=approx, high=high, others=others, firm=digits
        )
    elif found["one_and_half"]:
        yield from _one(
            "duration",
            value + Fraction(1, 2),
            span,
            unit=_SPANS[found["one_and_half"][-1]],
            firm=digits,
        )
    elif unit is not None:
        if found["and_half"]:
            value += Fraction(1, 2)
        others = ()
        if unit.name == "year" and digits and 10 <= value < 100:
            others = (1900 + value, 2000 + value)  # 16年 may be 2016
        yield from _one(
            unit.kind,
            value,
            span,
            unit=unit.name,
            approx=approx,
            high=high,
            others=others,
            firm=firm,
        )
    elif found["sign"]:
        currency = (
            english_words().get(found["sign"].casefold()) or english_words()[found["sign"][-1]]
        )
        yield from _one("money", value, span, unit=currency.name, approx=approx)
    elif digits or scaled or (found["things"] and value != 1) or (value > 10 and len(numeral) > 1):
        whole = _span(found) if found["things"] else (span[0], found.end("n1"))
        firm = firm and (digits or scaled)
        yield from _one("count", value, whole, approx=approx, high=high, firm=firm)


def _range(found: re.Match[str], numeral: str, low: Fraction) -> Iterator[Quantity]:
    second = re.sub(r"[\s多余个]", "", found["n2"])
    high = value_of(second)
    if high is None:
        return
    marks = {group: found[group] for group in ("percent2", "point2", "times2", "u2")}
    last, unit = _mark(marks)
    first = _mark({"percent2": found["percent1"], "u2": found["u1"]})
    apart = (last, unit) != ("count", "") or bool(found["things2"])
    if first != ("count", "") and first != (last, unit) and apart:
        middle = found.start("n2")  # 6个月至18岁: two, not a range
        yield from _one(first[0], low, (found.start(), middle - 1), unit=first[1])
        yield from _one(last, high, (middle, found.end()), unit=unit)
        return
    if (last, unit) == ("count", ""):
        last, unit = first
    mantissa = second.rstrip("百千万亿")
    top = value_of(mantissa)
    if mantissa != second and numeral[-1] not in "百千万亿" and top is not None and low < top:
        low *= high / top  # 3至5万
    yield from _one(last, low, _span(found), unit=unit, high=high)


def _mark(marks: dict[str, str | None]) -> tuple[Kind, str]:
    """Kind and unit of what stands behind one end of a range."""
    if marks.get("percent2"):
        return "percent", ""
    if marks.get("point2"):
        return "point", ""
    if marks.get("times2"):
        return "multiple", ""
    unit = chinese_words().get((marks.get("u2") or "").casefold())
    return (unit.kind, unit.name) if unit is not None else ("count", "")
