"""Which of several places with one name: Shiqiao Village for 石桥镇, "Suzhou, Jiangsu" for 宿州.

The name is right and there, so `names` has nothing to say of it; what stands beside it is of another
place. English may leave out what kind of place it is and where it lies, but not say it wrong.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pxtranslate.checks.base import Pair
from pxtranslate.names import gazetteer
from pxtranslate.names.mention import Mention
from pxtranslate.names.tables import rows
from pxtranslate.records import Issue

_KINDS = {
    "省": "province",
    "市": "city|municipality",
    "县": "county",
    "区": "district|zone|area",
    "镇": "town|township",
    "乡": "township|town|village",
    "村": "village",
}
"""What English may call the places that end so."""
_KIND = r"(province|city|municipality|county|district|town|township|village)\b"


def find(pair: Pair, places: Sequence[Mention]) -> Iterator[Issue]:
    """Yield a warning for each place that the English makes another of the same name."""
    known = [(place, found) for place in places if (found := gazetteer.place(place.zh))]
    ends: dict[str, set[str]] = {}
    for mention, place in known:
        ends.setdefault(place.core, set()).add(mention.zh[-1])
    for mention, place in known:
        wrong = mention.zh[-1] in _KINDS and _of_another_kind(
            place.core, pair.target, ends[place.core]
        )
        if wrong:
            message = f"{mention.zh} is {place.en}; the English says {wrong}"
            yield Issue("names", "warning", message, source=mention.zh, target=wrong)
    yield from _elsewhere(pair)
    for (start, departs), (end, arrives), (last, inside) in zip(
        known, known[1:], [*known[2:], *known[-1:]], strict=False
    ):
        if end.end == last.start:
            arrives = inside  # 泰国曼谷
        if _turned_round(start, departs.core, end, arrives.core, pair):
            message = (
                f"it is from {start.zh} to {end.zh}; the English goes from {arrives.core} "
                f"to {departs.core}"
            )
            yield Issue("names", "warning", message, source=start.zh, target=arrives.core)


_TOWARDS = re.compile(r"[^，。；、]{0,6}[到至往赴抵达]\Z")
_LINE = re.compile(r"(?:开往|飞往|驶往|通往|至)\Z")
"""Between the ends of a line, which need no 从."""


def _turned_round(start: Mention, departs: str, end: Mention, arrives: str, pair: Pair) -> bool:
    """从成都到重庆 that became "from Chongqing to Chengdu"."""
    between = pair.source[start.end : end.start]
    if pair.source[start.start - 1 : start.start] not in ("从", "由", "自") and not _LINE.match(
        between
    ):
        return False
    if departs == arrives or not _TOWARDS.match(pair.source[start.end : end.start]):
        return False
    ways = ((f"from {arrives}", True), (f"to {departs}", True), (f"from {departs}", False))
    return all((re.search(rf"\b{re.escape(way)}\b", pair.target) is not None) == there
               for way, there in ways)  # fmt: skip


def _of_another_kind(core: str, target: str, ends: set[str]) -> str:
    """The name with a kind that no place of the source with this name is of, or ''."""
    allowed = {kind for end in ends if end in _KINDS for kind in _KINDS[end].split("|")}
    said = list(re.finditer(rf"\b{re.escape(core)}[ -]{_KIND}", target, re.I))
    if not said or any(found[1].lower() in allowed for found in said):
        return ""
    return said[0][0]


def _elsewhere(pair: Pair) -> Iterator[Issue]:
    """A city put in the province of its namesake, which the source does not name."""
    for zh in dict.fromkeys(_namesakes_pattern().findall(pair.source)):
        en, province = _namesakes()[zh]
        for other, far, there in _homes()[en]:
            lies = re.search(rf"\b{far}\b", pair.target) and not re.search(
                rf"\b{province}\b", pair.target
            )
            if far != province and lies and other not in pair.source and there not in pair.source:
                message = f"{zh} is {en} of {province}; the English says {far}"
                yield Issue("names", "warning", message, source=zh, target=far)


@cache
def _namesakes() -> dict[str, tuple[str, str]]:
    """Cities that are spelt alike: the English and the province of each."""
    return {zh: (en, province) for zh, en, province, _ in rows("namesakes.tsv")}


@cache
def _homes() -> dict[str, list[tuple[str, str, str]]]:
    """The cities of each spelling, with their provinces in English and Chinese."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for zh, en, province, there in rows("namesakes.tsv"):
        found.setdefault(en, []).append((zh, province, there))
    return found


@cache
def _namesakes_pattern() -> re.Pattern[str]:
    return re.compile("|".join(_namesakes()))
