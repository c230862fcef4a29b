"""What speaks for a Chinese and an English sentence being translations of each other.

Words with a dictionary sense on the other side, figures by value, Latin strings, and length. How much
each kind of word tells was measured on human pairs (`checks.coverage`); a word that stands all over
this document tells less, so each is weighed again by how often the other side has it here.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import rjieba

from pxtranslate.checks import coverage, lexicon
from pxtranslate.text import has_han

HIT = 0.6
"""How often a word of a right pair is found on the other side, whatever its kind."""
TRUST = 0.55
"""What the sum of the words' evidence is worth: words of one sentence are not independent."""

_CHINESE_FIGURE = re.compile(r"(\d+(?:\.\d+)?)\s*([百千万亿]*)")
_ENGLISH_FIGURE = re.compile(r"(\d+(?:\.\d+)?)(?:\s+(hundred|thousand|million|billion|trillion))?")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_SCALE = {
    "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8,
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
}  # fmt: skip
_THOUSANDS = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Word:
    """A word that votes: what on the other side would answer it, and its weight if that is there."""

    answers: frozenset[str]
    found: float
    missed: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as evidence: its words, all that it answers itself, and its length."""

    words: tuple[Word, ...]
    answered: frozenset[str]
    length: float
    """Characters of English: those it has, or those that the Chinese leads one to expect."""


def weigh(zh: Sequence[str], en: Sequence[str]) -> tuple[list[Sentence], list[Sentence]]:
    """Return both documents as evidence, each word weighed by how rare its answers are here."""
    chinese, english = [_chinese(text) for text in zh], [_english(text) for text in en]
    return _weighed(chinese, english), _weighed(english, chinese)


@dataclass(frozen=True, slots=True)
class _Raw:
    words: tuple[tuple[str, frozenset[str]], ...]
    """Kind and answers of each word."""
    answered: frozenset[str]
    length: float


def _weighed(side: Sequence[_Raw], other: Sequence[_Raw]) -> list[Sentence]:
    seen = Counter(key for one in other for key in one.answered)
    known = coverage.fitted()["evidence"]
    count = len(other) + 1

    @cache
    def word(kind: str, answers: frozenset[str]) -> Word:
        share = min(0.95, (sum(seen[key] for key in answers) + 0.5) / count)
        found, missed = known.get(kind, (0.0, 0.0))
        here = math.log(HIT / share) if share < HIT else 0.0
        absent = math.log((1 - HIT) / (1 - share)) if share < HIT else 0.0
        return Word(answers, TRUST * min(found, here), TRUST * max(missed, absent))

    return [
        Sentence(tuple(word(*each) for each in one.words), one.answered, one.length) for one in side
    ]


def _chinese(text: str) -> _Raw:
    text = _THOUSANDS.sub("", text)
    words: list[tuple[str, frozenset[str]]] = []
    answered: set[str] = set()
    for word in rjieba.cut(text):
        if has_han(word):
            kind, stems = coverage.source_kind(word)
        elif _LATIN.fullmatch(word):
            kind, stems = "latin", frozenset((lexicon.stem(word),))
        else:
            continue
        if kind:
            words.append((f"source.{kind}", stems))
        answered |= stems
    for key in figures(text, _CHINESE_FIGURE):
        words.append(("source.figure", frozenset((key,))))
        answered.add(key)
    expected = math.exp(coverage.expected(coverage.read(text, ""), coverage.fitted()))
    return _Raw(tuple(words), frozenset(answered), expected)


def _english(text: str) -> _Raw:
    text = _THOUSANDS.sub("", text)
    words: list[tuple[str, frozenset[str]]] = []
    for word, _ in lexicon.english_words(text):
        if not word[0].isdigit():
            words.append((f"target.{coverage.target_kind(word)}", frozenset((lexicon.stem(word),))))
    words += [("target.figure", frozenset((key,))) for key in figures(text, _ENGLISH_FIGURE)]
    answered = frozenset(key for _, answers in words for key in answers)
    return _Raw(tuple(words), answered, float(len(text)))


def figures(text: str, pattern: re.Pattern[str]) -> Iterable[str]:
    """The values in a text as keys: 12.6万 and 126,000 are the same."""
    for number, scale in pattern.findall(text):
        value = float(number)
        for step in [scale] if scale in _SCALE else scale:
            value *= _SCALE.get(step, 1.0)
        yield f"#{value:.10g}"
