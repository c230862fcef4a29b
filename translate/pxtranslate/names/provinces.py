"""Provinces and cities that news names by one character: 赴渝, 皖商, 豫西, 闽赣两县.

Small models guess at them ("Minnan and Gansu" for 闽赣). Some characters stand for a place by
themselves, others only beside such. None does where a listed name or a word of the dictionary goes on
across it (在浙|江 is Zhejiang in full, 巴鲁|北方 no north of Shandong).
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pxtranslate.names import words
from pxtranslate.names.mention import Mention
from pxtranslate.names.places import find_places
from pxtranslate.names.tables import rows
from pxtranslate.script import see

CERTAINTY = 0.8
_SIDES = {
    "东": "eastern", "南": "southern", "西": "western", "北": "northern", "中": "central",
    "东南": "southeastern", "东北": "northeastern", "西南": "southwestern", "西北": "northwestern",
}  # fmt: skip
MOVES = "赴在来返入离驻援抵回进出留到"
"""Verbs of coming and going, behind which one character may be a place."""
_BOTH = r"[两三四五六][省市地区]|[两三]省区|列车|高铁|铁路|高速|协作|合作|交界|边界|边区|联动|同城"
"""What stands behind two of them, though one would not be believed alone."""


def find_provinces(text: str) -> Iterator[Mention]:
    """Yield each of them in English: "Chongqing", "Fujian and Jiangxi", "western Henan"."""
    seen = see(text)
    for match in _pattern().finditer(seen.text):
        sort = match.lastgroup or ""
        start, end = match.span(sort)
        if _stands(seen.text, start, end, sort):
            en = _english(match[sort])
            start, end = seen.span(start, end)
            yield Mention(text[start:end], en, "place", start, end, CERTAINTY)


def each(en: str) -> list[str]:
    """The places in what `find_provinces` says, without "western"."""
    plain = en.split(" ", 1)[1] if en.split(" ")[0] in _SIDES.values() else en
    return re.split(", | and ", plain)


def characters() -> Iterator[tuple[str, str]]:
    """Each character with the English of its place."""
    for zh, en, _ in rows("province_characters.tsv"):
        yield zh, en


def _english(zh: str) -> str:
    table = dict(characters())
    side = _SIDES.get(zh[1:])
    if side:
        return f"{side} {table[zh[0]]}"
    *most, last = dict.fromkeys(table[character] for character in zh)
    return f"{', '.join(most)} and {last}" if most else last


def _stands(text: str, start: int, end: int, sort: str) -> bool:
    """Is it no part of a listed place, nor of a word, nor does a guessed name go on across its end?"""
    if any(place.start < end and place.end > start for place in find_places(text)):
        return False
    return not any(
        (first < start < last and (known or (text[first] not in MOVES and sort != "of")))
        or (first < end < last and (known or sort == "at"))
        for first, last, known in _near(words.tokens(text), start, end)
    )


def _near(
    tokens: Sequence[tuple[int, int, bool]], start: int, end: int
) -> Iterator[tuple[int, int, bool]]:
    return (token for token in tokens if token[0] < end and token[1] > start)


@cache
def _pattern() -> re.Pattern[str]:
    alone = "".join(zh for zh, _, how in rows("province_characters.tsv") if how == "alone")
    every = "".join(zh for zh, _ in characters())
    return re.compile(
        rf"(?P<part>[{alone}](?:[东西][南北]|[东南西北中]))(?![市县州镇乡村]|区(?!域))"
        rf"|(?P<several>[{alone}]{{2}}[{every}]{{0,3}}|[{every}][{alone}]{{2,4}}|[{every}]{{2,5}}(?={_BOTH}))(?![籍商企])"
        rf"|(?<=[{MOVES}])(?P<at>[{alone}])"
        rf"|(?P<of>[{alone}])(?=籍|企(?!业)|商(?![行银证品]))"
    )
