"""Years, months, days, decades and parts of them in Chinese; civil calendar, eras too.

民国112年 is 2023, 07年 2007, 上世纪九十年代 the 1990s, 9月上旬 early September.
"""

import csv
import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from importlib.resources import files

from pxtranslate.figures.chinese_forms import HAN, TO
from pxtranslate.figures.found import one, span
from pxtranslate.figures.numerals import fraction, neighbours, run_of, value_of
from pxtranslate.figures.quantity import Quantity

_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_YEAR = r"(?:1\d|20)\d\d"
_THIS_CENTURY = 30
"""Two digits below are years of this century: 07年, 10后."""


@cache
def eras() -> dict[str, int]:
    """The first year of each era by its name: 民国 is 1912, 光绪 1875."""
    table = files("pxtranslate.figures").joinpath("eras.tsv").read_text("utf-8")
    lines = (line for line in table.splitlines() if not line.startswith("#"))
    return {name: int(year) for name, year in csv.reader(lines, delimiter="\t")}


SHAPES = {
    "iso": rf"(?<![\d.,-])(?P<iso_y>(?:19|20)\d\d)(?P<iso_by>[-/.])(?P<iso_m>{_MONTH})(?P=iso_by)(?P<iso_d>{_DAY})(?![\d-])",
    "decade": r"(?:(?P<century>上个?|本|20|19|18|21|二十一|二十|十九|十八)\s?世纪\s?)?"
    r"(?P<ten>\d{1,3}0|[二三四五六七八九]{1,2}十)\s?年代"
    r"|(?P<ten2>\d0)(?=\s?后[^来面续天]|(?:后[”’]|[、和至-])?\s?[“‘]?\s?\d0(?:后|年代))"
    r"|(?<![零〇一二三四五六七八九十])(?P<ten3>[零〇五六七八九][零〇])(?=后(?![来面续天]))"
    r"|(?<!\d)(?P<five>\d5)(?=后(?![来面续天]))",
    "years": rf"(?P<y1>{_YEAR}|[一二][{HAN}]{{3}})\s?年?(?:{TO}|[、/])(?P<y2>(?:1\d|20)?\d\d|[一二][{HAN}]{{3}})\s?"
    r"(?:年(?!代|前)|赛季|榨季|雪季|学年|财年|财政年度|年度)",
    "era": rf"(?P<era_name>{'|'.join(eras())})(?P<nth_year>元|\d{{1,3}}|[{HAN}十百]{{1,5}})\s?年(?!代|间)",
    "year": rf"(?<!\d)(?<!\d[.,])(?P<y>{_YEAR}|[一二][{HAN}]{{3}})\s?(?:[财学]?年|赛季)(?!代|级|前(?!\d)|来|间|历史|的?时间)",
    "short_year": rf"(?<![\d.,])(?P<yy>0\d)\s?年(?!代|前|来|间)|(?<![{HAN}十百千万亿第])"
    r"(?P<han_yy>[零〇][一二三四五六七八九]|[一九][五六七八九]|[八九][零〇一二三四])年(?!代|前|来|间|级)",
    "weekday": rf"(?:星期|礼拜|周)(?P<dow>[一二三四五六日天])(?![{HAN}十百千万亿多余年期岁边围])",
    "months": rf"(?<![\d.月])(?P<m1>{_MONTH})(?:月份?)?(?:{TO}|、)(?P<m2>{_MONTH})\s?月(?![球饼龄])",
    # 前11月, the first eleven months of the year
    "first_months": rf"(?<=前)(?<![目此之以日年会从周天节]前)(?P<first>{_MONTH}|十一?|[二三四五六七八九])\s?月(?![份初中底末\d])",
    "month": rf"(?<![\d.])(?P<m>{_MONTH}|十[一二]?|(?<![{HAN}十])[一二三四五六七八九])\s?月份?"
    r"(?![球饼亮光色龄])",
    "days": rf"(?<![\d.])(?P<d1>{_DAY})\s?[日号]?(?:{TO}|、)(?P<d2>{_DAY})\s?[日号]",
    # 10月28至11月2日
    "day_to": rf"(?<=月)(?P<d_to>{_DAY})(?={TO}{_MONTH}\s?月)",
    "day": rf"(?<![\d.第])(?P<d>{_DAY}|(?<=月)(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
    r"|廿[一二三四五六七八九]?|卅一?)\s?[日号]",
    "part": r"(?P<ten_days>[上中下])旬|(?<=[年月岁代纪])(?P<part_of>初期|中期|末期|初(?![一二三四五六七八九十中级始步次])|底|末)"
    r"|(?<=年)(?P<at_start>伊始)",
}


def _decade(found: re.Match[str]) -> Iterator[Quantity]:
    if born := found["ten2"] or found["ten3"]:  # the 80 of 80后, or of 80、90年代
        ten = run_of(born)
        year = Fraction(ten + (2000 if ten < _THIS_CENTURY else 1900))
        yield from one("decade", ten, span(found), firm=False, others=(year,))
        return
    if found["five"]:  # 95后: born in 1995 or soon after
        five = run_of(found["five"])
        year = Fraction(five + (2000 if five < _THIS_CENTURY else 1900))
        yield from one("year", year, span(found), firm=False, others=(Fraction(five),))
        return
    numeral, century = found["ten"], (found["century"] or "").rstrip("个")
    single = value_of(numeral)
    first, last = neighbours(numeral) or (single, single)  # 七八十年代
    if first is None or last is None:
        return
    base = Fraction(0)
    if century and first < 100:
        known = {"上": Fraction(20), "本": Fraction(21)}.get(century) or value_of(century)
        base = ((known or 20) - 1) * Fraction(100)
    yield from one("decade", base + first, span(found), high=base + last)


def _years(found: re.Match[str]) -> Iterator[Quantity]:
    first, last = value_of(found["y1"]), value_of(found["y2"])
    if first is None or last is None:
        return
    if last < 100:
        last += first // 100 * 100
    yield from one("year", first, span(found), high=last)


def _era(found: re.Match[str]) -> Iterator[Quantity]:
    """The year of the common calendar; beside it the year of the era, which English may count too."""
    nth = Fraction(1) if found["nth_year"] == "元" else value_of(found["nth_year"])
    if nth is not None:
        yield from one("year", eras()[found["era_name"]] + nth - 1, span(found), others=(nth,))


def _year(found: re.Match[str]) -> Iterator[Quantity]:
    yield from one("year", value_of(found["y"]), span(found))


def _short_year(found: re.Match[str]) -> Iterator[Quantity]:
    if found["han_yy"] and neighbours(found["han_yy"]):  # 七八年: seven or eight
        return
    year = run_of(found["yy"] or found["han_yy"])
    firm = found["yy"] is not None
    yield from one("year", year + (2000 if year < _THIS_CENTURY else 1900), span(found), firm=firm)


def _weekday(found: re.Match[str]) -> Iterator[Quantity]:
    number = "一二三四五六日".find(found["dow"].replace("天", "日")) + 1
    yield from one("weekday", number, span(found))


def _months(found: re.Match[str]) -> Iterator[Quantity]:
    yield from one("month", fraction(found["m1"]), span(found), high=fraction(found["m2"]))


def _first_months(found: re.Match[str]) -> Iterator[Quantity]:
    yield from one("duration", value_of(found["first"]), span(found), unit="month")


def _month(found: re.Match[str]) -> Iterator[Quantity]:
    yield from one("month", value_of(found["m"]), span(found))


def _days(found: re.Match[str]) -> Iterator[Quantity]:
    yield from one("day", fraction(found["d1"]), span(found), high=fraction(found["d2"]))


def _iso(found: re.Match[str]) -> Iterator[Quantity]:
    yield from one("year", fraction(found["iso_y"]), span(found, "iso_y"))
    yield from one("month", fraction(found["iso_m"]), span(found, "iso_m"))
    yield from one("day", fraction(found["iso_d"]), span(found, "iso_d"))


def _day_to(found: re.Match[str]) -> Iterator[Quantity]:
    yield from one("day", fraction(found["d_to"]), span(found))


def _day(found: re.Match[str]) -> Iterator[Quantity]:
    yield from one("day", value_of(found["d"]), span(found))


def _part(found: re.Match[str]) -> Iterator[Quantity]:
    """Never firm: that a thing came early or late in a month is often left out."""
    said = found["ten_days"] or (found["part_of"] or "初")[0]
    value = 1 if said in "上初" else 2 if said == "中" else 3
    yield from one("part", value, span(found), firm=False)


READERS = {
    "iso": _iso,
    "decade": _decade,
    "years": _years,
    "era": _era,
    "year": _year,
    "short_year": _short_year,
    "weekday": _weekday,
    "months": _months,
    "first_months": _first_months,
    "month": _month,
    "days": _days,
    "day_to": _day_to,
    "day": _day,
    "part": _part,
}
