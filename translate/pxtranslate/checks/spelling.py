"""What names sound like: what can be heard in the Chinese, and what the English spells that cannot.

Shared by the looks at persons (`named_persons`) and places (`named_places`); decides nothing by itself.
"""

import itertools
import re
from collections.abc import Iterable
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
    """Every one to four syllables that can be heard in the source, folded: pingxiang, but not pingxi."""
    read = [fold(syllable) for syllable in pinyin.syllables(source)]
    return frozenset(
        "".join(read[at : at + size]) for at in range(len(read)) for size in (1, 2, 3, 4)
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
    """Can a name with a hyphen be read off neighbouring characters as Taiwan spells them: Lin Yu-chang, 林右昌?

    Throughout in one spelling, that of pinyin or the older one.
    """
    spelt = [fold(part) for part in re.split("[ -]", name)]
    persons = [
        (_surname(source[at]), *map(_given, source[at + 1 : at + 3]))
        for at in range(len(source) - 2)
    ]
    return len(spelt) == 3 and any(
        all(one in read for one, read in zip(spelt, person, strict=True))
        for readings in persons
        for person in (readings, tuple(map(_in_taiwan, readings)))
    )


def surname_in_taiwan(char: str) -> frozenset[str]:
    """The readings of a surname as they are spelt in Taiwan, folded."""
    return _in_taiwan(_surname(char))


def _surname(char: str) -> frozenset[str]:
    known = char in pinyin.surnames()
    return frozenset(map(fold, pinyin.surname_readings(char))) if known else frozenset()


def _given(char: str) -> frozenset[str]:
    return frozenset(map(fold, pinyin.given_readings(char)))


def _in_taiwan(readings: Iterable[str]) -> frozenset[str]:
    return frozenset(map(wade_giles, readings))


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
