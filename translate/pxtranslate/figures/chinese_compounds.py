"""Amounts told in a unit and its tenths: 五斤三两, 3两1, 3亩5分地, 四分三厘地, 四元五角, 两毛一, 7毛5."""

import re
from collections.abc import Iterator
from fractions import Fraction

from pxtranslate.figures.chinese_forms import CLASSIFIER, HAN, NUMERAL
from pxtranslate.figures.found import one, span
from pxtranslate.figures.numerals import DIGITS, neighbours, value_of
from pxtranslate.figures.quantity import Kind, Quantity

_SMALL = "[一二两三四五六七八九]"
_DIGIT = rf"(?:\d|{_SMALL})"
DECIMALS_END = (
    "$|[，。；、！？：:,.)）”’\\s]|的|钱|左右|上下|多|几|高|长|宽|深|每|以|至|到|涨|跌|降|稳|就|才|了|买|卖|收|凑"
    "|一(?:斤|公斤|个|张|份|本|瓶|只|条|件|盒|碗|杯|袋|度|吨|亩|天|位|人|晚|次|米|百)"
)
"""What stands behind 三块五, 三块五一斤 and not behind the 五 of 一块五花肉."""
_FEN = rf"(?:分(?!钟|之|{_DIGIT})|(?={DECIMALS_END}))"
_NO_WEIGHT = f"[{HAN}十百千万亿会岸党院校侧端边极头天年月日周岁元块米类者]|{CLASSIFIER}"
"""What follows the 两 of 8两国 and 四两天, which counts two and weighs nothing."""
_HAIR = "[衣巾线笔发皮病利孩豆肚驴坯料衫裤织绒尖竹囊孔细遂某]|不拔|主席|流浪"
"""What follows a 毛 that is no money: 三毛流浪记, 一毛不拔."""
_LAND = (
    "(?=[多余]?的?(?:菜|旱|水|稻|薄|荒|坡|耕|自留|承包|责任)?[地田](?![区方点位铁级道形面质板]))"
)
"""What tells 8分田 from eight minutes and eight points."""

SHAPES = {
    "compound": rf"(?P<jin>{NUMERAL})(?:市?斤)零?(?P<liang>半|{_DIGIT})两(?:(?P<qian>{_DIGIT})钱)?(?!{_DIGIT})"
    rf"|(?<![\d.月日周期初第])(?P<liangs>\d{{1,3}}(?:\.\d+)?|[二四五六七八九]|[{HAN}十百千万\d.]*[十百千万])两"
    rf"(?:(?P<of_liang>半|{_DIGIT}(?=钱|{DECIMALS_END}))钱?)?(?!{_NO_WEIGHT})"
    rf"|(?P<mu>{NUMERAL})亩零?(?P<tenth>{_DIGIT})分(?:(?P<hundredth>{_DIGIT})厘)?(?![\d钟之]|{_SMALL})"
    rf"|(?<![\d.])(?P<tenths_of_mu>{_DIGIT})分(?:(?P<hundredths_of_mu>{_DIGIT})厘)?{_LAND}"
    rf"|(?P<yuan>{NUMERAL})[元块](?:(?P<jiao>{_DIGIT})[角毛](?:(?P<fen>{_DIGIT}){_FEN})?钱?"
    rf"|零(?P<fen2>{_DIGIT})分钱?)"
    rf"|(?<![\d.])(?P<jiaos>\d{{1,2}}|{_SMALL}{{1,2}})(?:毛(?!{_HAIR})|角(?=钱|{_DIGIT}分))"
    rf"(?:(?P<fen3>{_DIGIT}){_FEN})?钱?",
}


def _compound(found: re.Match[str]) -> Iterator[Quantity]:
    place = span(found)
    if found["jiaos"]:
        yield from _jiaos(found)
    elif found["liangs"]:
        said = found["of_liang"]
        part = Fraction(1, 2) if said == "半" else _tenths(said, None)
        yield from _with("measure", "liang", _whole(found["liangs"]), part, place)
    elif found["tenths_of_mu"]:
        part = _tenths(found["tenths_of_mu"], found["hundredths_of_mu"])
        yield from one("measure", part, place, unit="mu")
    elif found["jin"]:
        half = found["liang"] == "半"
        part = Fraction(1, 20) if half else _tenths(found["liang"], found["qian"])
        yield from _with("measure", "jin", _whole(found["jin"]), part, place)
    elif found["mu"]:
        part = _tenths(found["tenth"], found["hundredth"])
        yield from _with("measure", "mu", _whole(found["mu"]), part, place)
    else:
        part = _tenths(found["jiao"], found["fen"] or found["fen2"])
        yield from _with("money", "yuan", _whole(found["yuan"]), part, place)


def _jiaos(found: re.Match[str]) -> Iterator[Quantity]:
    """两毛一 and 7毛5 in yuan; 三毛 alone may be a person's name."""
    said = found["jiaos"]
    low, high = neighbours(said) or (_whole(said), None)
    if low is not None:
        fen = Fraction(_digit(found["fen3"]), 100)
        yield from one(
            "money", low / 10 + fen, span(found), unit="yuan", firm=said.isdigit() or fen > 0,
            high=None if high is None else high / 10 + fen,
        )  # fmt: skip


def _with(
    kind: Kind, unit: str, whole: Fraction | None, part: Fraction, place: tuple[int, int]
) -> Iterator[Quantity]:
    if whole is not None:
        yield from one(kind, whole + part, place, unit=unit)


def _whole(said: str) -> Fraction | None:
    said = re.sub(r"[\s多余个]", "", said)
    return value_of(said)


def _tenths(tenths: str | None, hundredths: str | None) -> Fraction:
    return Fraction(10 * _digit(tenths) + _digit(hundredths), 100)


def _digit(said: str | None) -> int:
    return 0 if not said else int(said) if said.isdigit() else DIGITS[said]


READERS = {"compound": _compound}
