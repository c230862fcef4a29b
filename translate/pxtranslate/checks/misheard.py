"""A person whose name the English has right but for a part: "Wang Yu" for 王跃, "Yan Xinyue" for 袁心玥.

Or cuts elsewhere: "Yang Yumei" for 欧阳玉梅, "Bi Weijiang" for 蒋碧微.

It starts from the English and asks whether its name can be heard anywhere in the Chinese, so it needs
no title or word of saying to know that 王跃 is a person. Every reading of a character counts, and
either order; a surname that the Chinese does not have may come from an earlier sentence. Of 16,640
human pairs it finds eleven: nine are slips of the translators, two go by another name (曹孟德, 韩江).
"""

import itertools
import re
from collections.abc import Iterator
from functools import cache

from pxtranslate.checks.base import Pair
from pxtranslate.checks.spelling import as_in_taiwan, readings, reads
from pxtranslate.names import find as find_names
from pxtranslate.names import pinyin
from pxtranslate.names.english import GENERIC, fold
from pxtranslate.names.mention import Mention
from pxtranslate.names.pinyin import is_pinyin
from pxtranslate.records import Issue

_RUN = re.compile(r"[A-Z][a-zü]+(?:['’-][a-zü]+)?(?: [A-Z][a-zü]+(?:['’-][a-zü]+)?)+(?![\w-])")
"""Capitalised words beside each other: "Mayor Wang Yu"."""
_NOBODY = frozenset(["Hong Kong"])
_MOST = 40
"""More names than a sentence has; each is looked for in the whole Chinese."""
_LONGEST = 3
"""Characters of a given name, at most."""


def find(pair: Pair) -> Iterator[Issue]:
    """Yield an error for each name whose surname the Chinese has and which it does not say."""
    for name in itertools.islice(dict.fromkeys(_named(pair.target)), _MOST):
        if as_in_taiwan(pair.source, name) or _known(pair.source, name):
            continue
        if said := _meant(pair.source, *map(fold, name.split())):
            message = f"nobody in the Chinese is called {name}; it has {said}"
            yield Issue("names", "error", message, source=said, target=name)


def _meant(source: str, family: str, given: str) -> str:
    """Whom the Chinese has instead of one so called; "" where it may have him, or nobody like him."""
    heard = _heard(source, family, given)
    if heard or _heard(source, given, family):
        return _cut_elsewhere(source, heard) if not _heard(source, given, family) else ""
    at = _surname(source, family)
    if at >= 0:
        return source[at : at + 2]
    return _of_another_surname(source, family, given) or _turned(source, family + given)


def _named(target: str) -> Iterator[str]:
    """Every two words of pinyin, and no more, that end a run of capitalised ones."""
    for run in _RUN.finditer(target):
        spelt = list(itertools.takewhile(_may_name, reversed(run[0].split())))
        name = " ".join(reversed(spelt))
        if len(spelt) == 2 and name not in _NOBODY:
            yield name


def _may_name(word: str) -> bool:
    return is_pinyin(fold(word)) and word.lower() not in GENERIC


def _surname(source: str, family: str) -> int:
    """Where the Chinese has a character that is a surname so spelt; -1 where it has none."""
    spelt = _spelt().get(family, frozenset())
    return next((at for at, char in enumerate(source[:-1]) if char in spelt), -1)


def _known(source: str, name: str) -> bool:
    """Is it what a person of the source is known as: Han Kuo-yu for 韩国瑜?"""
    return any(name in mention.en for mention in find_names(source) if mention.well_known)


@cache
def _spelt() -> dict[str, frozenset[str]]:
    """Common surnames of one character by every spelling they have."""
    found: dict[str, set[str]] = {}
    for name, (tier, _) in pinyin.surnames().items():
        if tier == "common" and len(name) == 1:
            for reading in pinyin.surname_readings(name):
                found.setdefault(fold(reading), set()).add(name)
    return {reading: frozenset(names) for reading, names in found.items()}


def _heard(source: str, first: str, then: str) -> list[int]:
    """Where neighbouring characters read as `first` and then as `then`."""
    return [
        at
        for at, char in enumerate(source)
        if first in readings(char) - _misread(char)
        and reads(source[at + 1 : at + 1 + _LONGEST], then)
    ]


@cache
def _misread(char: str) -> frozenset[str]:
    return frozenset(map(fold, pinyin.misreadings(char)))


def _cut_elsewhere(source: str, heard: list[int]) -> str:
    """The name that all of these places are in the middle of: 吴|孟超, 欧|阳玉梅, 上|官云|珠; or ""."""
    inside = {
        at: mention.zh
        for mention in _persons(source)
        if len(mention.zh) > 2
        for at in range(mention.start + 1, mention.end)
    }
    for surname in _compound().finditer(source):
        whole = source[surname.start() : surname.end() + 2]
        inside |= {surname.start(): whole, surname.end() - 1: whole}
    return inside[heard[0]] if all(at in inside for at in heard) else ""


def _of_another_surname(source: str, family: str, given: str) -> str:
    """Who has this given name, of two characters, behind a common surname that is read otherwise: 袁心玥."""
    if family not in _surnames():
        return ""
    elsewhere = [m for m in find_names(source) if m.sort != "person"]
    for at in range(1, len(source) - 1):
        if any(one.start < at <= one.end for one in elsewhere):
            continue  # 西安|新筑
        surname = source[at - 1]
        common = pinyin.surnames().get(surname, ("rare", ""))[0] == "common"
        if common and fold(family) not in map(fold, pinyin.surname_readings(surname)):
            first, second = readings(source[at]), readings(source[at + 1])
            if any(one + two == given for one in first for two in second):
                return source[at - 1 : at + 2]
    return ""


def _turned(source: str, letters: str) -> str:
    """The person whose given name comes first in the letters, with the surname joined on: 蒋碧微."""
    for mention in _persons(source):
        family, _, given = mention.en.partition(" ")
        if letters == fold(given + family):
            return mention.zh
    return ""


def _persons(source: str) -> list[Mention]:
    return [
        mention
        for mention in find_names(source)
        if mention.sort == "person" and mention.en == pinyin.person(mention.zh)
    ]


@cache
def _surnames() -> frozenset[str]:
    """Every surname of one character as it is spelt, or misread, folded."""
    spelt = {fold(pinyin.surname(name)) for name in pinyin.surnames() if len(name) == 1}
    return frozenset(spelt.union(*map(_misread, pinyin.surnames())))


@cache
def _compound() -> re.Pattern[str]:
    """Compound surnames that are no words, nor the end of a title (镇长|孙)."""
    return re.compile(
        "欧阳|司马|上官|诸葛|皇甫|尉迟|慕容|宇文|司徒|令狐|夏侯|独孤|淳于|轩辕|呼延|端木|申屠|澹台|赫连|拓跋|亓官|完颜"
    )
