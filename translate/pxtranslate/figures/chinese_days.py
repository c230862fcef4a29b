"""Events and holidays named for their day: 九一八事变, 一二·九运动, “5·12”地震, 双十一, 十一黄金周.

Read before set phrases are masked, for 五一 and 八一 are such phrases where no event follows. Month
and day are never firm: the English mostly has a name of its own for them (May Day, Singles' Day).
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from pxtranslate.figures.found import one
from pxtranslate.figures.numerals import run_of, value_of
from pxtranslate.figures.quantity import Quantity

_EVENT = (
    "事变|运动|惨案|起义|大?罢工|事件|战役|抗战|阅兵|讲话|勋章|枪击|袭击|恐袭|地震|特大|黄金周|小?长假|假期|"
    "国庆|建军|建党|妇女|儿童|劳动|青年|护士|消费者|晚会|购物|大促|电商|前夕|前后|期间|当天|爱国|精神|空难|火灾|"
    "爆炸|海啸|政变|节|汶川|特别"
)
_SMALL = "[一二三四五六七八九]"
_MONTH = f"十[一二]?|一[〇零一二](?=[·•・‧∙])|{_SMALL}"
_DAY = f"[一二三]?十{_SMALL}?|[一二三]?[〇零一二三四五六七八九]|三十"
_NAMED = re.compile(
    rf"(?<![\d.])(?P<month>1[0-2]|[1-9])[·•・‧∙](?P<day>[12]\d|3[01]|[1-9])(?!\d)"
    rf"|(?<![〇零一二三四五六七八九十百千万])(?P<han_month>{_MONTH})[·•・‧∙](?P<han_day>{_DAY})(?![十百千万])"
    rf"|双(?P<double>十[一二]|1[12])"
    rf"|(?<![〇零一二三四五六七八九十百千万第上下])(?P<run>(?:十一?|{_SMALL})(?:[一二三]十{_SMALL}?|[一二三]?[〇零一二三四五六七八九]|卅))"
    rf"(?=[”’」]?(?:{_EVENT}))"
    rf"|(?<![〇零一二三四五六七八九十百千万第上下])十一(?=[”’」]?(?:{_EVENT}))"
)


def find_days(text: str) -> Iterator[tuple[tuple[int, int], list[Quantity]]]:
    """Yield the place of each named day, and its month and day."""
    for found in _NAMED.finditer(text):
        month, day, cut, other = _parts(found)
        if not (1 <= month <= 12 and 1 <= day <= 31):
            continue
        at = found.start()
        others = ((), ()) if other is None else ((other[0],), (other[1],))
        yield (
            (at, found.end()),
            [
                *one("month", month, (at, at + cut), firm=False, others=others[0]),
                *one("day", day, (at + cut, found.end()), firm=False, others=others[1]),
            ],
        )


def _parts(found: re.Match[str]) -> tuple[int, int, int, tuple[Fraction, Fraction] | None]:
    """Month, day, how many characters say the month, and another way of cutting (一二九)."""
    if found["month"]:
        return int(found["month"]), int(found["day"]), len(found["month"]), None
    if found["han_month"]:
        return _number(found["han_month"]), _number(found["han_day"]), len(found["han_month"]), None
    if found["double"]:
        both = (
            10 + "十一二".index(found["double"][1])
            if "十" in found["double"]
            else int(found["double"])
        )
        return both, both, 1, None
    run = found["run"] or found[0]
    if run == "十一":
        return 10, 1, 1, None
    if run.startswith("十"):
        return _number(run[:-1]), _number(run[-1]), len(run) - 1, None
    if len(run) == 3 and run[:2] in ("一二", "一一", "一〇"):
        return _number(run[:2]), _number(run[2]), 2, (Fraction(1), Fraction(_number(run[1:])))
    return _number(run[0]), _number(run[1:]), 1, None


def _number(numeral: str) -> int:
    if "十" in numeral or "卅" in numeral:
        return int(value_of(numeral) or 0)
    return run_of(numeral)
