"""Times of day in Chinese: 下午3点半, 20时5分, 7:00, 两点一刻, 零时, 上午9点到11点.

A time is in minutes from midnight. Where the part of the day is not said the other half of the
day is kept beside it (`others`); 24时 is the midnight that 0时 is.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from pxtranslate.figures.found import one, span
from pxtranslate.figures.numerals import value_of
from pxtranslate.figures.quantity import Quantity

_MORNING = "凌晨|早上|早晨|清晨|清早|上午|今早|明早|今晨|早间|一早"
_NOON = "中午|正午|午间"
_AFTERNOON = "下午|午后|傍晚"
_EVENING = "晚上|晚间|当晚|今晚|明晚|昨晚|每晚|夜晚|晚"
_NIGHT = "深夜|夜里|半夜|午夜|子夜|夜间|夜"
_PARTS = f"(?:{_MORNING}|{_NOON}|{_AFTERNOON}|{_EVENING}|{_NIGHT})"
_HOUR = "十[一二]?|[一二两三四五六七八九]"
_MINUTES = "[二三四五]?十[一二三四五六七八九]?|[零〇][一二三四五六七八九]|[一二三四五六七八九](?=分)|[0-5]?\\d(?=分)"
_SHORT = "一刻钟?|(?:\\d{1,2}|[一二]?十[一二三四五六七八九]?|[一二三四五六七八九])分钟?"
"""差一刻八点: so much before the hour."""
_NO_HOUR = "代|间|之|子|评|赞|以上"
_NO_CLOCK = _NO_HOUR + "|[\\d一二三四五六七八九]+(?!\\d|\\s?[分刻])"
_TO = re.compile(r"\s?(?:[-–—~～至到]|——)\s?(?:次日|第二天)?")
_NEXT_DAY = re.compile("次日|第二天")
HALF_DAY, DAY = 720, 1440

SHAPES = {
    "hours": rf"(?:(?P<hours_part>{_PARTS})\s?)?(?<![\d.:])(?P<from>[01]?\d|2[0-4])(?:[时点]|:00)?"
    r"\s?[-—–~～至到]\s?(?:次日)?(?P<until>[01]?\d|2[0-4])[时点](?!间|半|\s?[\d一二三四五]+\s?分|[一三]刻)",
    "elapsed": r"(?:\d{1,2}\s?(?:小时|时))?\d{1,2}\s?分\s?\d{1,2}(?:\.\d+)?\s?秒(?:\d{1,2})?"
    r"|(?<![\d.:])\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?|\.\d+)(?![\d:])",
    "clock": rf"(?P<day_part>{_PARTS})?\s?(?:(?<![\d.])(?P<h>[01]?\d|2[0-4])\s?[时点](?!{_NO_CLOCK})"
    r"(?:\s?(?P<min>[0-5]?\d)\s?分(?!钟|之)|(?P<thirty>半(?![幅程价天山径月年]))|(?P<quarters>[一三])刻|整|钟)?"
    rf"|(?<=[午晨晚上夜间里早傍])(?P<hh>{_HOUR}|[零〇])\s?[时点](?!{_NO_HOUR})"
    rf"(?:(?P<thirty2>半(?![幅程价天山径月年]))|(?P<quarters2>[一三])刻|(?P<han_min>{_MINUTES})分?|整|钟)?"
    rf"|(?<!相)差(?P<short>{_SHORT})[到就]?(?P<hs>{_HOUR}|[01]?\d|2[0-4])[时点](?!{_NO_CLOCK})"
    rf"|(?P<hq>{_HOUR})点(?:整|钟(?!头)|(?P<thirty3>半)|(?P<quarters3>[一三])刻|(?P<han_min2>{_MINUTES})分(?!之|钟))"
    r"|(?P<zero>[零〇])[时点](?![\d一二三四五六七八九几零〇]|以下|距离|态|售)"
    r"|(?<![\d.:])(?P<hc>[01]?\d|2[0-4]):(?P<minc>[0-5]\d)(?![\d:]))",
}


def _hours(found: re.Match[str]) -> Iterator[Quantity]:
    """10时—12时: two times; the second is in the same half of the day, or in the next."""
    first, last = int(found["from"]), int(found["until"])
    start, end = found.start(), found.start("until")
    firm = found["hours_part"] is not None
    yield from _time(found["hours_part"] or "", first, 0, (start, end), firm)
    yield from _time("", last, 0, (end, found.end()), firm)


def _clock(found: re.Match[str]) -> Iterator[Quantity]:
    if found["zero"]:
        yield from one("time", 0, span(found), firm=False)
        return
    hour = value_of(found["h"] or found["hh"] or found["hs"] or found["hq"] or found["hc"])
    if hour is None:
        return
    minute = int(found["min"] or found["minc"] or 0)
    if numeral := found["han_min"] or found["han_min2"]:
        minute = int(value_of(numeral.lstrip("零〇")) or 0)
    elif found["thirty"] or found["thirty2"] or found["thirty3"]:
        minute = 30
    elif quarters := found["quarters"] or found["quarters2"] or found["quarters3"]:
        minute = {"一": 15, "三": 45}[quarters]
    if short := found["short"]:
        minute -= 15 if "刻" in short else int(value_of(short.rstrip("钟").rstrip("分")) or 0)
    yield from _time(found["day_part"] or "", int(hour), minute, span(found), found["hq"] is None)


def _time(
    part: str, hour: int, minute: int, place: tuple[int, int], firm: bool
) -> Iterator[Quantity]:
    first, *rest = (Fraction(60 * h + minute) for h in _readings(part, hour))
    yield from one("time", first, place, firm=firm, others=tuple(rest))


def _readings(part: str, hour: int) -> tuple[int, ...]:
    """The hours of a day of 24 that 3点 may be, the likeliest first."""
    if hour > 12 or hour == 0:
        return (hour % 24,)
    later = hour % 12 + 12
    if not part:
        return hour, (later if hour < 12 else 0)
    if re.fullmatch(_MORNING, part):
        return (0, 12) if hour == 12 else (hour,)
    if re.fullmatch(_NOON, part):
        return (hour if hour > 9 else later,)
    if re.fullmatch(_AFTERNOON, part):
        return (later,)
    if hour == 12:
        return (0,)
    small = hour < 5 if re.fullmatch(_EVENING, part) else hour < 6
    return (hour,) if small else (later,)


READERS = {"hours": _hours, "clock": _clock}


def inherit(quantities: list[Quantity], text: str) -> list[Quantity]:
    """Give the 3点 of 下午1点半到3点 its half of the day: the first hour after the one it follows."""
    for at in range(1, len(quantities)):
        before, here = quantities[at - 1], quantities[at]
        if not (before.kind == here.kind == "time") or before.others or not here.others:
            continue
        between = text[before.end : here.start]
        if not (_TO.fullmatch(between) or (not between and _TO.search(before.text))):
            continue
        next_day = _NEXT_DAY.search(before.text + between)
        # 18时至次日8时 is until the morning; 下午1点半到3点 until the first hour that may be meant.
        since = 0 if next_day else before.low
        times = sorted((here.low, *here.others), key=lambda time: (time - since) % DAY)
        quantities[at] = replace(here, low=times[0], high=times[0], others=())
    return quantities
