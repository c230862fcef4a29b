"""Han characters to pinyin, for persons, places and firms.

It knows spelling (GB/T 28039-2011 for persons, GB/T 16159-2012 for the rest) and the readings of
surnames; it does not know whether a text is a name at all. See decision 0060 for ü and apostrophes.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Literal

from pxtranslate.names.tables import rows

Tier = Literal["common", "rare", "compound"]

# Readings usual in given names where the dictionary's first one is not; checked by hand.
GIVEN = {"行": "xing",
    "隽": "jun", "长": "chang", "重": "chong", "茜": "qian", "朝": "chao", "都": "du",
         "地": "di", "柏": "bo", "曾": "zeng", "乐": "le", "晟": "sheng", "靓": "liang",
         "喆": "zhe", "昇": "sheng", "甫": "fu", "娜": "na", "祎": "yi", "囡": "nan", "子": "zi",
         "中": "zhong", "得": "de", "好": "hao", "兴": "xing", "少": "shao", "宁": "ning",
         "传": "chuan", "干": "gan", "佛": "fo", "解": "jie", "盛": "sheng", "翟": "zhai", "和": "he"}  # fmt: skip

ALSO = {"朝": "zhao", "乐": "yue", "柏": "bai", "茜": "xi", "长": "zhang", "重": "zhong", "晟": "cheng",
        "隽": "juan"}  # fmt: skip
"""What else they are read as in given names; nobody but their bearers can tell."""


@cache
def surnames() -> dict[str, tuple[Tier, str]]:
    """Every surname with its tier and reading ("" = the dictionary's; "mo'qi" has two syllables)."""
    found: dict[str, tuple[Tier, str]] = {}
    tier: Tier = "common"
    text = files(__package__).joinpath("data/surnames.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line in ("[common]", "[rare]", "[compound]"):
            tier = line[1:-1]  # type: ignore[assignment]  # the three literals just compared
        elif not line.startswith("#"):
            for item in line.split():
                name, _, reading = item.partition("=")
                found.setdefault(name, (tier, reading))
    return found


def split_person(zh: str) -> tuple[str, str]:
    """Divide a full name into surname and given name; the surname is "" if there is none we know.

    Four characters that open with two plain surnames are a double surname (郑李淑芳).
    """
    table = surnames()
    for size in (4, 2):
        if len(zh) > size and zh[:size] in table:
            return zh[:size], zh[size:]
    if len(zh) == 4 and zh[0] in table and table.get(zh[1], ("rare", ""))[0] == "common":
        return zh[:2], zh[2:]
    if zh[:1] in table:
        return zh[:1], zh[1:]
    return "", zh


_ONE_READING = frozenset("单解仇区曾冼")
"""Surnames that nobody reads as the word is read: no Ms Dan, no Mr Qu."""


@cache
def surname_readings(family: str) -> tuple[str, ...]:
    """Every spelling that a surname of one character is given: 覃 is Qin, and Tan."""
    if len(family) != 1 or family in _ONE_READING:
        return (_ascii(_surname(family)),)
    return tuple({_ascii(_surname(family)), *_as_a_word(family)})


@cache
def misreadings(family: str) -> frozenset[str]:
    """How a surname is read as a word, and never as a surname: 单 is Shan, and not Dan."""
    if family not in _ONE_READING:
        return frozenset()
    return _as_a_word(family) - {_ascii(_surname(family))}


def _as_a_word(character: str) -> frozenset[str]:
    from pypinyin import Style, pinyin

    read = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=True)[0]
    return frozenset(_ascii(reading.capitalize()) for reading in read)


def given_readings(zh: str) -> Iterator[str]:
    """A given name by either reading of the characters that have two in names: 朝 is Chao, and Zhao."""
    usual = [GIVEN.get(char, *syllables(char)) for char in zh]
    return map(
        "".join, product(*({one, ALSO.get(char, one)} for char, one in zip(zh, usual, strict=True)))
    )


def syllables(zh: str) -> list[str]:
    """One lower-case syllable a character, ü as "ü", other characters left as they are."""
    from pypinyin import lazy_pinyin

    return lazy_pinyin(zh, v_to_u=True)


def person(zh: str) -> str:
    """Romanise a Chinese person's name, surname first: 文子生 → "Wen Zisheng", 吕娜 → "Lyu Na".

    Raises ValueError if `zh` is not 1 to 6 Han characters: a name with · is a transcription, and
    pinyin would be wrong.
    """
    if not 1 <= len(zh) <= 6 or not all("\u3400" <= c <= "\u9fff" for c in zh):
        raise ValueError(f"not a Chinese person's name: {zh!r}")
    family, given = split_person(zh)
    parts = []
    if family:
        parts.append(_surname(family))
    if given:
        read = syllables(given)
        if len(set(given)) > 1 and given in _phrases():
            chosen = read
        else:
            chosen = [GIVEN.get(c, s) for c, s in zip(given, read, strict=True)]
        parts.append(_join(chosen))
    return _ascii(" ".join(parts))


def surname(zh: str) -> str:
    """Romanise a surname alone: 尉迟 → "Yuchi"."""
    return _ascii(_surname(zh))


def place(zh: str) -> str:
    """Spell a place or brand as one word: 西安 → "Xi'an", 吕梁 → "Lüliang"."""
    return _join(syllables(zh))


def is_pinyin(word: str, syllables: int = 3) -> bool:
    """Can lower-case letters (ü as u) be read as one syllable of pinyin or more, to that many?"""
    return bool(_spelling(syllables).fullmatch(word))


def _surname(family: str) -> str:
    table = surnames()
    if family not in table:  # a double surname
        return "-".join(_surname(c) for c in family)
    reading = table[family][1]
    return _join(reading.split("'") if reading else syllables(family))


@cache
def _spelling(most: int) -> re.Pattern[str]:
    syllables = sorted((s for (line,) in rows("syllables.txt") for s in line.split()), key=len)
    return re.compile(f"(?:{'|'.join(reversed(syllables))}){{1,{most}}}")


@cache
def _phrases() -> frozenset[str]:
    from pypinyin.constants import PHRASES_DICT

    return frozenset(word for word in PHRASES_DICT if len(word) == 2)


def _join(parts: list[str]) -> str:
    word = parts[0]
    for part in parts[1:]:
        word += f"'{part}" if part[0] in "aoe" else part
    return word[0].upper() + word[1:]


def _ascii(word: str) -> str:
    return word.replace("ü", "yu").replace("Ü", "Yu")
