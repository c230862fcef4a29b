"""Which English word a transcribed name became, by its sound: 乌穆尔扎科夫 is the Umurzakov there.

Foreign names that no table has are guessed anew in every sentence. Whether a guess is right nobody
here can tell, but two guesses for one name can be told from each other.
"""

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import fuzz

from pxtranslate.checks.lexicon import commonness, stem, stems
from pxtranslate.names import gazetteer, pinyin, transcription
from pxtranslate.names.english import fold
from pxtranslate.names.words import all_han, tagged

_SHORTEST, _LONGEST = 3, 16
"""Characters of a name."""
_MOST = 40
"""More names, and more capitalised words, than a sentence has: each is compared with each."""
_TAGS = ("nr", "ns", "nz", "n", "x", "i")
"""What the segmenter takes foreign names for."""
_CAPITALISED = re.compile(r"\b[A-Z][A-Za-zÀ-ÿ’'-]+")
_ALIKE = 58
"""How alike name and word must sound, of 100. Of 236 names of human pairs that come again within 25
lines three then differ: one is spelt in two ways (Wesel, Wessel), two are mistaken."""
_CONSONANTS = 65
_CLASSES = str.maketrans("bdgcqxzjvwrm", "ptkkksskffln", "hyaeiouü")
"""Letters that Chinese does not keep apart, as one; what it adds or drops, as none."""


def renderings(source: str, target: str) -> Iterator[tuple[str, str]]:
    """Yield each transcribed name of `source` that no table knows, with the word that sounds like it."""
    capitalised = {re.sub(r"[’']s?$", "", word) for word in _CAPITALISED.findall(target)}
    words = sorted(word for word in capitalised if not commonness(frozenset({stem(word.lower())})))
    for name in itertools.islice(dict.fromkeys(_names(source)), _MOST):
        best = max(words[:_MOST], key=lambda word: alike(name, word), default="")
        if best and alike(name, best) >= _ALIKE:
            yield name, best


def same(one: str, two: str) -> bool:
    """Are two words one name: but for accents, endings (Russia, Russian), and parts of it?"""
    one, two = sorted((fold(one), fold(two)), key=len)
    return two.startswith(one[: max(5, len(one) - 2)]) or two.endswith(one)


def _names(source: str) -> Iterator[str]:
    """Words that transcribe, or several beside each other: the segmenter cuts 乌|穆尔|扎|科夫."""
    for foreign, words in itertools.groupby(
        tagged(source), key=lambda word: _foreign(source, word)
    ):
        if not foreign:
            continue
        pieces = [source[start:end] for start, end, _ in words]
        name = "".join(pieces)
        if (
            _SHORTEST <= len(name) <= _LONGEST
            and transcription.likely(name)
            and not stems(name)
            and gazetteer.place(name) is None
        ):
            yield name


def _foreign(source: str, word: tuple[int, int, str]) -> bool:
    start, end, tag = word
    if end - start == 1:
        return all_han(source[start]) and transcription.odds(source[start]) > 0
    return tag[:2] in _TAGS and transcription.likely(source[start:end])


@lru_cache(maxsize=4096)
def alike(name: str, word: str) -> float:
    """How alike a Chinese name and an English word sound, 0 to 100: the mean of consonants alone and all letters."""
    syllables = pinyin.syllables(name)
    heard, said = "".join(map(_consonants, syllables)), _consonants(fold(word))
    if len(heard) < 2:
        return 0
    close = fuzz.ratio(re.sub(r"(.)\1+", r"\1", heard), said)
    return (close + fuzz.ratio("".join(syllables), fold(word))) / 2 if close >= _CONSONANTS else 0


def _consonants(letters: str) -> str:
    """The skeleton of a syllable or a word."""
    if letters == "er":
        return "l"
    if letters in ("wu", "yi", "fu"):
        return "f" if letters == "fu" else ""
    plain = re.sub("zh|ch|sh", "s", re.sub("(?<=[aeiouü])ng$", "n", letters))
    return re.sub(r"(.)\1+", r"\1", plain.translate(_CLASSES))
