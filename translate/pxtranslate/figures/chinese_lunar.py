"""Days of the lunar calendar: 正月初八, 农历八月十五, 腊月二十三, 大年三十, 三月三.

By GB/T 15835 they are written in Chinese numerals and without 日, which tells 八月十五 from
八月十五日. A day is `month * 100 + day`; New Year's Eve is 1230, whichever day it falls on.
"""

import re
from collections.abc import Iterator

from pxtranslate.figures.found import one, span
from pxtranslate.figures.numerals import value_of
from pxtranslate.figures.quantity import Quantity

EVE = 1230
_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_MONTH = "正|冬|腊|十[一二]?|[一二三四五六七八九]"
_FIRST_TEN = "初(?:十|[一二三四五六七八九])"
_TWENTIES = "廿(?:[一二三四五六七八九](?![日号])|(?![一二三四五六七八九日号]))"
_DAY = f"{_FIRST_TEN}|{_TWENTIES}|三十|[一二]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_COUNTS = (
    "[日号\\d〇零一二三四五六七八九十百千万亿多余几半个名位家年天次项种条人岁元月件份场届期周级"
    "成倍折分至到、\\-—~～比时点秒米吨亩公千台辆处部组批户口本只张座间支艘架例起轮篇层段株棵头匹门幅栋]"
)
_CALENDAR = "农历|阴历|旧历|夏历"

SHAPES = {
    "lunar": rf"(?:(?P<calendar>{_CALENDAR})(?:\S{{2}}年)?闰?(?P<month_said>{_MONTH})月(?:(?P<day_said>{_DAY})日?)?"
    rf"|(?P<month_named>正|冬|腊)月(?:(?P<day_named>{_DAY})(?![日号])(?:[、和至到](?P<day_too>{_DAY})(?![日号月]))?)?"
    rf"|(?<![\d一二三四五六七八九十])(?P<month_ten>{_MONTH})月(?P<day_ten>{_FIRST_TEN}|{_TWENTIES})"
    rf"|(?<![\d一二三四五六七八九十])(?<![^今去明前每]年)(?P<month_bare>{_MONTH})月(?P<day_bare>{_DAY})(?!{_COUNTS})"
    rf"|(?P<eve>大?年(?:三十|廿九|二十九)(?!{_COUNTS})|除夕)|大?年(?P<new_year>{_FIRST_TEN}))",
}


def _lunar(found: re.Match[str]) -> Iterator[Quantity]:
    if found["eve"]:
        yield from one("lunar", EVE, span(found), firm=found["eve"] != "除夕")
        return
    month = found["month_said"] or found["month_named"] or found["month_ten"] or found["month_bare"]
    day = found["day_said"] or found["day_named"] or found["day_ten"] or found["day_bare"]
    day = day or found["new_year"] or ""
    which = 1 if found["new_year"] else _MONTHS.get(month) or value_of(month) or 0
    number = value_of(day.removeprefix("初")) or 0 if day else 0
    end = found.end("day_named") if found["day_too"] else found.end()
    yield from one("lunar", which * 100 + number, (found.start(), end), firm=bool(day))
    if found["day_too"]:  # 正月十四、十五
        too = value_of(found["day_too"].removeprefix("初")) or 0
        yield from one("lunar", which * 100 + too, span(found, "day_too"))


READERS = {"lunar": _lunar}
