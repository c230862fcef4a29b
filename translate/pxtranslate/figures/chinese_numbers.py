"""Counts, money, measures, percentages in Chinese: 4.6万余个, 三成五, 1米75, 三块五, 零下15℃, 3至5万元."""

import re
from collections.abc import Iterator
from fractions import Fraction

from pxtranslate.figures.chinese_compounds import DECIMALS_END
from pxtranslate.figures.chinese_forms import (
    CLASSIFIER,
    HAN,
    MORE,
    NUMERAL,
    TO,
    units_pattern,
)
from pxtranslate.figures.chinese_shares import SPANS, multiple
from pxtranslate.figures.found import one, span
from pxtranslate.figures.numerals import DIGITS, SMALL, TRILLION, fraction, neighbours, value_of
from pxtranslate.figures.quantity import Change, Kind, Quantity
from pxtranslate.figures.units import Unit, chinese_words, english_words, units

_APPROX = re.compile(r"(?:约|近|超|超过|逾|接近|至少|不足|不到|最多|最少)\s?$")
_MORE_AFTER = re.compile(r"\s?[多余]")
_CHANGED = (
    "(?:增长|增加|提高|提升|上升|上涨|上调|扩大|扩招|回升|攀升|下降|下跌|下调|减少|降低|回落|缩小|缩减|压缩|缩短|"
    "增|(?<!每)升|涨|降|减|跌)"
)
_CHANGED_TO = re.compile(f"{_CHANGED}(?:到|至|为)(?:了)?(?:约|近|逾|超过|不足|历史最低的?)?$")
_CHANGED_BY = re.compile(f"{_CHANGED}(?:了)?(?:约|近|逾|超过|超|至少)?$")
_SMALL = "[一二两三四五六七八九]"
_OWN_HALF = "岛|数|程|马|挂|年|天|个?月|日|夜|封|脱|价|径|成|导|空|自|公|圆|截|决|世|拖|透|军事|工半|农半|小时|场|载|山|坡"
"""What makes a word of its own with 半: 半程, 半挂, 半决赛."""
_OTHER_WORD = "(?<=元)[旦宵素老帅首凶件]|(?<=米)[兰粉饭面线糕]|(?<=度)假|(?<=吨)位|(?<=秒)[杀表]|(?<=天)[安河宫津府鹅]"
"""What follows a unit that is none: 2026元旦, 2025米兰时装周."""
_DECIMAL_UNITS = {"米": "metre", "尺": "chi", "丈": "zhang", "块": "yuan", "斤": "jin",
                  "秒": "second", "度": "degree", "里": "li", "亩": "mu"}  # fmt: skip
_NO_TENTH = "[渝员立为本果长功都绩交就熟品套群年名型因份语]|家(?![庭事长住])"
"""What follows a 成 that counts no tenths; the 老六成 of 罗老六成了 is a man."""
_CURRENCIES = "新台币|台币|人民币|港币|港元|美元|日元|欧元|韩元"
"""Those that are written before the figure; the 兰特 of 杜兰特16分 is none."""


def shapes() -> dict[str, str]:
    """The shapes by name, in the order they are to be tried."""
    unit = units_pattern()
    stop = f"{unit}|{CLASSIFIER}"
    return {
        "pair": r"(?<![\d.:])(?P<a>\d{1,3})\s?[:比]\s?(?P<b>\d{1,3})(?![\d.:])",
        # 排名前三, 跻身世界前十; 前三季度 and 前三天 are none
        "top": r"(?:(?<=排名)|(?<=名列)|(?<=位列)|(?<=位居)|(?<=稳居)|(?<=跻身)|(?<=进入)"
        r"|(?<=全[国省市区县球])|(?<=世界))"
        rf"前\s?(?P<top_of>{NUMERAL})(?!\s?[天年月日季周次届任个])",
        "ordinal": rf"第\s?(?P<nth>{NUMERAL})(?=(?P<nth_unit>秒|分钟|小时)?)|(?P<century2>{NUMERAL})\s?世纪"
        r"|(?<![\d第])(?P<grade>[一二三四五六七八九]|[1-9])(?=年级)",
        "tens_of_age": r"(?P<tens>[一二三四五六七八九])旬(?=老|高龄|的|之|，|。|$|开外|左右|[\u4e00-\u9fff])"
        r"|(?P<age_word>古稀|花甲|耄耋|年逾不惑|年近半百|年过半百)",
        "number": r"(?P<minus>零下|(?<![背担欠抱身肩])负(?=[\d一二两三四五六七八九十百])"
        r"|(?<=[长加涨为是至到降达于速率温比约在：:（(，,\s])[-−](?=\d))?"
        r"(?P<several>[数几](?=[十百千万亿])|上(?=[百千万]))?"
        rf"(?:(?P<sign>[A-Z]{{0,3}}[$¥€£]|RMB|USD|HKD|EUR)\s?|(?P<money>{_CURRENCIES})\s?(?:约|近|逾|超)?(?=[\d{HAN}十百千]))?"
        rf"(?!一到\s?\d+[^，。；]{{0,4}}[就便])(?P<n1>{NUMERAL})(?:"  # 一到28度便: as soon as
        rf"(?<!\d\d)(?<!老{_SMALL})(?P<tenths>成)(?P<fifth>[一二三四五六七八九半])?(?!{_NO_TENTH})"
        rf"|(?P<base>{'|'.join(_DECIMAL_UNITS)})(?P<after>\d{{1,2}}(?!\d|[.,]\d|\s?(?:{stop}|[年月日时分%万亿千百十成倍]))"
        rf"|{_SMALL}{{1,2}}(?:(?={DECIMALS_END})|(?<=[一两12]米{_SMALL})(?!{stop}|[{HAN}十百千万亿成分折倍年月日时点多余来又])))"
        rf"|\s?(?:(?P<percent1>%)|(?P<u1>{unit})|(?P<things1>{CLASSIFIER}))?{TO}(?P<low2>零下|-)?(?P<n2>{NUMERAL})(?!\d|\s?月(?!龄)|[-/]\d){MORE}"
        rf"(?:\s?(?P<percent2>%)|\s?个?(?P<point2>百分点)|(?P<times2>倍)|\s?(?P<u2>{unit})"
        rf"|(?P<tenths2>成(?!{_NO_TENTH}))|(?P<things2>{CLASSIFIER}))?"
        rf"|{MORE}\s?(?:(?P<percent>[%‰])|个?(?P<point>百分点)|个?(?P<basis>基本?点)|(?P<multiple>倍)"
        rf"|(?P<unit>{unit})(?!{_OTHER_WORD})(?P<and_half>半(?!{_OWN_HALF}))?|(?P<one_and_half>个半(?:月|小时|钟头|世纪)|岁半)"
        r"|(?P<li>里(?![屯河堡桥铺店坡庄湾沟墩营镇村乡站洋面边头程碑约昂斯拉氏的]))(?P<li_half>半)?"
        rf"|(?P<things>{CLASSIFIER}))?)",
    }


def _pair(found: re.Match[str]) -> Iterator[Quantity]:
    yield from one("count", fraction(found["a"]), span(found), high=fraction(found["b"]))


def _top(found: re.Match[str]) -> Iterator[Quantity]:
    yield from one("count", value_of(found["top_of"]), span(found))


def _ordinal(found: re.Match[str]) -> Iterator[Quantity]:
    if found["century2"]:
        century = value_of(found["century2"])
        if century is not None:
            start = (century - 1) * 100  # the 18th century: the 1700s
            yield from one("ordinal", century, span(found), others=(start,), firm=century > 2)
        return
    if found["grade"]:
        yield from one("ordinal", value_of(found["grade"]), span(found), firm=False)
        return
    value = value_of(found["nth"])
    firm = found["nth"][0].isdigit() or (value is not None and value > 10)
    unit = chinese_words()[found["nth_unit"]].name if found["nth_unit"] else ""
    yield from one("ordinal", value, span(found), unit=unit, firm=firm)


_AGES = {"古稀": 70, "花甲": 60, "耄耋": 80, "年逾不惑": 40, "年近半百": 50, "年过半百": 50}


def _age(found: re.Match[str]) -> Iterator[Quantity]:
    """六旬: over sixty, or in the sixties."""
    if found["tens"]:
        yield from one("age", DIGITS[found["tens"]] * 10, span(found))
        return
    yield from one("age", _AGES[found["age_word"]], span(found), firm=False)


def _number(found: re.Match[str]) -> Iterator[Quantity]:
    numeral = re.sub(r"[\s多余来几个有、]", "", found["n1"])
    value, high = value_of(numeral), None
    start, end = span(found)
    vague = False
    approx = bool(
        found["several"]
        or re.search("[多余来几]", found[0])
        or _APPROX.search(found.string, max(0, start - 3), start)
        or _MORE_AFTER.match(found.string, end)
    )
    two = len(numeral) == 2 and not numeral[0].isdigit()
    if (value is None or two) and (ends := neighbours(numeral)):
        value, high = ends
        approx = True
    if value is None:
        return
    if found["several"]:
        if numeral[0] in SMALL or numeral[0] in "万亿":
            low = 1 if found["several"] == "上" else 2
            high, value, vague = value * (low * 5 - 1), value * low, True
            yield from _single(found, numeral, value, high, approx, vague)
        return
    if found["n2"]:
        yield from _range(found, numeral, value)
        return
    if top := _teens(found, numeral):
        high, vague = top, True
    yield from _single(found, numeral, value, high, approx, vague)


def _teens(found: re.Match[str], numeral: str) -> Fraction | None:
    """The last value that 十几, 二十几万 can mean, or None where no 几 stands for the ones."""
    said = re.sub(r"[\s多余来个]", "", found["n1"])
    if "几" in said:
        return value_of(said.replace("几", "九"))
    followed = found.string[found.end("n1") : found.end("n1") + 1] == "几"
    return value_of(numeral + "九") if followed and numeral.endswith("十") else None


def _changed(found: re.Match[str]) -> Change:
    before = found.string[max(0, found.start() - 10) : found.start()]
    return "to" if _CHANGED_TO.search(before) else "by" if _CHANGED_BY.search(before) else ""


def _single(
    found: re.Match[str],
    numeral: str,
    value: Fraction,
    high: Fraction | None,
    approx: bool,
    vague: bool,
) -> Iterator[Quantity]:
    place, digits = span(found), numeral[0].isdigit()
    change = _changed(found)
    unit = _unit(found)
    scale = numeral.removeprefix("一").strip("百千万亿") == "" and not digits
    bare = scale and (numeral[0] != "一" or unit is None or unit.name == "year")
    scaled = bool(set(numeral) & {"万", "亿", TRILLION}) and not (bare and numeral[0] in "万亿")
    firm = value != 1 and (digits or (scaled and not bare)) and high is None
    if found["minus"]:
        value, high = (-value, None) if high is None else (-high, -value)
    if vague:
        numbered = unit is not None or scaled or bool(found["several"])
        kind: Kind = unit.kind if unit is not None else "count"
        if numbered or found["things"] or value >= 10:
            name = unit.name if unit is not None else ""
            yield from one(
                kind, value, place, unit=name, approx=True, firm=False, high=high, vague=True
            )
    elif found["tenths"]:
        fifth = found["fifth"]
        extra = 0 if not fifth else 5 if fifth == "半" else DIGITS[fifth]
        top = None if high is None else high * 10
        yield from one("percent", value * 10 + extra, place, approx=approx, high=top, change=change)
    elif found["base"]:
        yield from _decimal(found, value, place)
    elif found["percent"]:
        rate = value / 10 if found["percent"] == "‰" else value
        yield from one("percent", rate, place, approx=approx, change=change)
    elif found["point"] or found["basis"]:
        rate = value / 100 if found["basis"] else value
        yield from one("point", rate, place, approx=approx, change=change)
    elif found["multiple"]:
        times, others, change = multiple(value, found.string[max(0, place[0] - 10) : place[0]])
        more = None if high is None else high + times - value
        yield from one(
            "multiple", times, place, approx=approx, high=more, others=others, firm=digits,
            change=change,
        )  # fmt: skip
    elif found["one_and_half"]:
        name = SPANS[found["one_and_half"][-1]]
        yield from one("duration", value + Fraction(1, 2), place, unit=name, firm=digits)
    elif unit is not None:
        if found["and_half"] or found["li_half"]:
            value += Fraction(1, 2)
        others = _readings(unit, value, digits)
        yield from one(
            unit.kind, value, place, unit=unit.name, approx=approx, high=high, others=others,
            firm=firm, change=change,
        )  # fmt: skip
    elif found["sign"]:
        sign = found["sign"]
        currency = english_words().get(sign.casefold()) or english_words()[sign[-1]]
        yield from one("money", value, place, unit=currency.name, approx=approx, change=change)
    elif (
        digits
        or scaled
        or (found["things"] and value != 1)
        or (abs(value) > 10 and len(numeral) > 1)
    ):
        whole = place if found["things"] else (place[0], found.end("n1"))
        firm = firm and (digits or scaled)
        yield from one("count", value, whole, approx=approx, high=high, firm=firm, change=change)


def _readings(unit: Unit, value: Fraction, digits: bool) -> tuple[Fraction, ...]:
    if unit.name == "year" and digits and 10 <= value < 100:
        return 1900 + value, 2000 + value  # 16年 may be 2016
    if unit.name == "year" and digits and 90 <= value < 130:
        return (1911 + value,)  # 112年 of Taiwan is 2023
    if unit.name == "mb":
        return (value * 10**12,)  # 兆 of Taiwan is a million million
    return ()


def _unit(found: re.Match[str]) -> Unit | None:
    """The unit behind the number; 元 after 新台币 is the New Taiwan dollar."""
    money = chinese_words()[found["money"].casefold()] if found["money"] else None
    if found["li"]:
        return units()["li"]
    unit = _named(found, "unit")
    if money is not None and (unit is None or unit.name == "yuan"):
        return money
    return unit


def _named(found: re.Match[str], group: str) -> Unit | None:
    """The unit that a word names; 节 are knots only where a speed is told, and else lessons or cars."""
    unit = chinese_words().get((found[group] or "").casefold())
    if unit is not None and unit.name == "knot":
        return unit if "速" in found.string[max(0, found.start() - 8) : found.start()] else None
    return unit


def _decimal(found: re.Match[str], value: Fraction, place: tuple[int, int]) -> Iterator[Quantity]:
    """1米75, 两米八, 三块五, 9秒83: what stands behind the unit are its decimals."""
    unit = units()[_DECIMAL_UNITS[found["base"]]]
    after = "".join(str(DIGITS.get(char, char)) for char in found["after"])
    tail = neighbours(found["after"]) if not found["after"][0].isdigit() else None
    if tail and len(after) == 2 and unit.name != "metre":  # 三块五六: 3.5 to 3.6
        ends = [value + Fraction(int(digit), 10) for digit in after]
        yield from one(
            unit.kind, ends[0], place, unit=unit.name, high=ends[1], approx=True, firm=False
        )
        return
    whole = value + Fraction(int(after), 10 ** len(after))
    yield from one(unit.kind, whole, place, unit=unit.name)


def _range(found: re.Match[str], numeral: str, low: Fraction) -> Iterator[Quantity]:
    second = re.sub(r"[\s多余来几个]", "", found["n2"])
    high = value_of(second)
    if high is None:
        return
    last, unit = _mark(
        "percent"
        if found["percent2"]
        else "point"
        if found["point2"]
        else "multiple"
        if found["times2"]
        else "percent"
        if found["tenths2"]
        else None,
        _named(found, "u2"),
    )
    first = _mark("percent" if found["percent1"] else None, _named(found, "u1"))
    apart = (last, unit) != ("count", "") or bool(found["things2"])
    if first != ("count", "") and first != (last, unit) and apart:
        middle = found.start("n2")  # 6个月至18岁: two, not a range
        yield from one(first[0], low, (found.start(), middle - 1), unit=first[1])
        yield from one(last, high, (middle, found.end()), unit=unit)
        return
    if (last, unit) == ("count", ""):
        last, unit = first
    mantissa = second.rstrip("百千万亿")
    top = value_of(mantissa)
    if mantissa != second and numeral[-1] not in "百千万亿" and top is not None and low < top:
        low *= high / top  # 3至5万
    if found["tenths2"]:
        low, high = 10 * low, 10 * high
    if found["minus"]:  # 零下3至5度 is below zero at both ends, -3至5度 at one
        low, high = -low, -high if found["minus"] == "零下" or found["low2"] else high
    yield from one(last, low, span(found), unit=unit, high=high)


def _mark(rate: Kind | None, unit: Unit | None) -> tuple[Kind, str]:
    """Kind and unit of what stands behind one end of a range."""
    if rate:
        return rate, ""
    return (unit.kind, unit.name) if unit is not None else ("count", "")


READERS = {
    "pair": _pair,
    "top": _top,
    "ordinal": _ordinal,
    "tens_of_age": _age,
    "number": _number,
}
