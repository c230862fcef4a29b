"""What names sound like: what can be heard in the Chinese, and what the English spells that cannot.

Shared by the looks at persons (`named_persons`) and places (`named_places`); decides nothing by itself.
"""

import itertools
import re
from functools import cache, lru_cache

from pxtranslate.checks.transcribed import alike
from pxtranslate.names import gazetteer, pinyin
from pxtranslate.names.english import capitalised, fold
from pxtranslate.names.mention import Mention
from pxtranslate.names.pinyin import is_pinyin
from pxtranslate.names.taiwan import wade_giles
from pxtranslate.records import Issue

# English words that happen to be pinyin and open with a capital in titles and names.
ORDINARY = frozenset(
    [
        "China",
        "Chinese",
        "Change",
        "House",
        "Nature",
        "Palace",
        "Maria",
        "Sichuan",
        "Macao",
        "Macau",
    ]
)


def sounds_like_one(zh: str, target: str) -> bool:
    """Does a capitalised word of the target sound like a transcription, and is not its pinyin?"""
    spelt = fold("".join(pinyin.syllables(zh)))  # Te Langpu sounds like 特朗普, and is not his name
    words = capitalised(target)
    words += ["".join(two) for two in itertools.pairwise(words)]  # San Diego
    return any(alike(zh, word) >= _ALIKE and fold(word) not in spelt for word in words)


_ALIKE = 60
"""How alike a transcription and a word must sound, of 100 (see `transcribed`)."""


@lru_cache(maxsize=256)
def spoken(source: str) -> frozenset[str]:
    """Every one to four syllables that can be heard in the source, folded: pingxiang, but not pingxi.

    A surname is heard as surnames are read, too: 查小姐 is Ms. Zha.
    """
    read = [fold(syllable) for syllable in pinyin.syllables(source)]
    runs = {"".join(read[at : at + size]) for at in range(len(read)) for size in (1, 2, 3, 4)}
    parts = {source[at : at + size] for at in range(len(source)) for size in (1, 2)}
    return frozenset(
        runs | {fold(pinyin.surname(part)) for part in parts & pinyin.surnames().keys()}
    )


def foreign_pinyin(target: str, spoken: frozenset[str]) -> str:
    """A capitalised pinyin word inside a sentence that cannot be heard in the source's pinyin."""
    for found in re.finditer(r"(?<=[a-z,] )[A-Z][a-z]{4,}\b", target):
        word = fold(found[0])
        if is_pinyin(word) and word not in spoken and found[0] not in _english_places() | ORDINARY:
            return found[0]
    return ""


def missing(mention: Mention, instead: str) -> Issue:
    """A name that is not in the English: an error if another is `instead` of it."""
    says = f"the English says {instead}" if instead else "it is not in the English"
    return Issue(
        check="names",
        severity="error" if instead else "warning",
        message=f"{mention.zh} is {mention.en}; {says}",
        source=mention.zh,
        target=instead or mention.en,
    )


def reads(chars: str, letters: str) -> bool:
    """Can `letters` be read off the first of `chars`, to the end of the letters?"""
    if not letters:
        return True
    return bool(chars) and any(
        letters.startswith(reading) and reads(chars[1:], letters[len(reading) :])
        for reading in readings(chars[0])
    )


@lru_cache(maxsize=8192)
def readings(char: str) -> frozenset[str]:
    """Every reading of a character, folded, that of the surname among them."""
    from pypinyin import Style
    from pypinyin import pinyin as read

    if not "\u3400" <= char <= "\u9fff":
        return frozenset()
    found = {fold(reading) for reading in read(char, style=Style.NORMAL, heteronym=True)[0]}
    if char in pinyin.surnames():
        found |= {fold(reading) for reading in pinyin.surname_readings(char)}
    return frozenset(found)


def as_in_taiwan(source: str, name: str) -> bool:
    """Can a name with a hyphen be read off neighbouring characters as Taiwan spells them: Lin Yu-chang, 林右昌?"""
    spelt = [fold(part) for part in re.split("[ -]", name)]
    return len(spelt) == 3 and any(
        all(
            syllable in readings(char) | taiwan_readings(char)
            for syllable, char in zip(spelt, source[at : at + 3], strict=True)
        )
        for at in range(len(source) - 2)
    )


def taiwan_readings(char: str) -> frozenset[str]:
    """Every reading of a character as it is spelt in Taiwan, folded."""
    return frozenset(wade_giles(reading) for reading in readings(char))


@cache
def _english_places() -> frozenset[str]:
    """First words of English names that look like pinyin and are none: China, Canada, Panama."""
    return frozenset(
        en.split()[0] for _, en, kind, _ in gazetteer.listed() if kind in ("country", "abroad")
    )


@cache
def countries_by_english() -> dict[str, list[str]]:
    """Chinese names of each country, by its English one."""
    found: dict[str, list[str]] = {}
    for zh, en, kind, _ in gazetteer.listed():
        if kind == "country":
            found.setdefault(en, []).append(zh)
    return found
