"""Persons whom a table knows: 特朗普 is Trump. Which of them stand in a text, and who may be named to a model.

It knows nothing of titles, nor of names that no table has; those are `people`'s.
"""

import re
from collections.abc import Iterator
from functools import cache

from pxtranslate.names import pinyin, places, transcription, words
from pxtranslate.names.mention import Mention
from pxtranslate.names.tables import rows

_SPELT_OTHERWISE = re.compile(
    "香港|港府|港澳|澳门|特区|台湾|台北|新加坡|马来西亚|华裔|美籍|韩国|首尔|朝鲜|越南|演员|歌手|导演|电影|影星|歌星|主演|监制|演唱会"
)
"""Where Chinese names are known by another spelling, or another name, than their pinyin."""
_NOT_MAINLAND = re.compile(
    "香港|港府|港澳|澳门|特区|特首|行政长官|立法会|台湾|台北|岛内|两岸|民进党|国民党|日本|日方|日媒|东京|首相|外相|韩国|韩方|韩媒|首尔|朝鲜|平壤"
    "|越南|越共|河内|新加坡|马来西亚|华裔|美籍|美国|演员|歌手|导演|电影|影星|歌星|主演|演唱会|总统|总理"
)


def find_known(text: str) -> Iterator[Mention]:
    """Yield the known persons that a text names, the longest at each place."""
    sizes, at = _sizes(), 0
    while at < len(text) - 1:
        for size, zh in words.openings(text, at, sizes.get(text[at : at + 2], ())):
            if zh in table() and zh[0] != zh[-1] and _stands_alone(text, at, size):
                yield Mention(zh, table()[zh], "person", at, at + size, 0.9, True)
                at += size - 1
                break
        at += 1


def _stands_alone(text: str, at: int, size: int) -> bool:
    """Is the known name a word of its own, no part of a longer one (马里|尼切夫, 阿里·巴赫|雷尼), no 28|米高?"""
    before, after = text[at - 1 : at] if at else "", text[at + size : at + size + 1]
    goes_on = size == 2 and any(
        beside not in words.FUNCTION
        and beside not in places.SAID
        and transcription.odds(beside) > 1.2
        for beside in (before, after)
        if words.all_han(beside)
    )
    dotted = before in tuple("·•・‧") and words.all_han(after)
    inside = dotted and after not in words.FUNCTION and after not in places.SAID
    return not (goes_on or inside or before.isdigit()) and words.stands_alone(text, at, size)


@cache
def _sizes() -> dict[str, list[int]]:
    """How long the known names are that open with two given characters, longest first."""
    sizes: dict[str, list[int]] = {}
    for zh in sorted(table(), key=len, reverse=True):
        sizes.setdefault(zh[:2], []).append(len(zh))
    return sizes


@cache
def table() -> dict[str, str]:
    """Known persons with their English. A bare surname in Chinese (普京) gets the bare surname in English."""
    known = {zh: en for zh, en in rows("people_main.tsv")}  # noqa: C416 - dict() loses the pair type
    for zh, en in rows("people_cedict.tsv"):
        surname_only = "·" not in zh and zh[0] not in pinyin.surnames() and len(zh) > 2
        known.setdefault(zh, en.split()[-1] if surname_only else en)
    return known


def spelt_otherwise(text: str) -> bool:
    """May a Chinese name be known by another than its pinyin: in Hong Kong, Korea, in films?"""
    return _SPELT_OTHERWISE.search(text) is not None


def to_be_named(zh: str, text: str) -> bool:
    """Whether the model gets a listed person wrong, and the text can mean no namesake of his.

    Many a villager is called 陈国基, too: "Chan Kwok-ki" needs Hong Kong, or its like, in the text.
    """
    if zh not in _to_name():
        return False
    chinese = len(zh) < 4 and zh[0] in pinyin.surnames() and table()[zh] != pinyin.person(zh)
    return not (chinese and not transcription.likely(zh) and _NOT_MAINLAND.search(text) is None)


@cache
def _to_name() -> frozenset[str]:
    return frozenset(zh for (zh,) in rows("people_to_name.txt"))
