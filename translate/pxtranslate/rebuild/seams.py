"""How well one text goes on in another in mid-sentence: brackets, words, figures, habits of the page.

Knows two texts at a time and the statistics of the page they come from; knows nothing of blocks,
articles or what else might follow. Where each feature's weight comes from: see `WEIGHTS`.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

import rjieba

_PAIRS = {"“": "”", "‘": "’", "《": "》", "（": "）", "【": "】", "(": ")", "「": "」", "『": "』"}
_CLOSERS = {right: left for left, right in _PAIRS.items()}
_MARKS = "，,。、；;：:？！?!…—·"
_REACH = 14  # characters on each side that decide how the words at the seam are cut
_DIGIT = re.compile(r"[0-9０-９.]")
_COUNTED = re.compile(r"[0-9.%％多余万亿千百个年月日时分元人名家台次项条座米吨公平倍度天种届场]")


class Habits:
    """What follows what on this page: characters, and classes of words."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._grams: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._lefts: Counter[str] = Counter()
        self._rights: Counter[str] = Counter()
        self._total = 0
        for text in texts:
            for size in (2, 3, 4):
                self._grams.update(text[i : i + size] for i in range(len(text) - size + 1))
            tags = [_class(word, tag) for word, tag in rjieba.tag(text)]
            for left, right in pairwise(tags):
                self._pairs[left, right] += 1
                self._lefts[left] += 1
                self._rights[right] += 1
                self._total += 1

    def seen(self, left: str, right: str) -> tuple[float, float, float]:
        """How often, in logarithms, the page holds the 2, 3 and 4 characters around the seam."""
        a, b = left[-3:], right[:3]
        two = self._grams[a[-1:] + b[:1]]
        three = max(self._grams[a[-2:] + b[:1]], self._grams[a[-1:] + b[:2]])
        four = max(
            self._grams[a[-3:] + b[:1]], self._grams[a[-2:] + b[:2]], self._grams[a[-1:] + b[:3]]
        )
        return math.log1p(two), math.log1p(three), math.log1p(four)

    def fit(self, left: str, right: str) -> float:
        """How much likelier the class of `right` is after that of `left` than anywhere (log)."""
        both = self._pairs[left, right] + 0.3
        apart = (self._lefts[left] + 3) * (self._rights[right] + 3) / (self._total + 100)
        return max(-3.0, min(3.0, math.log(both / (apart + 0.3))))


FEATURES = (
    "bracket closes",
    "bracket clash",
    "one word across",
    "words saved",
    "two seen",
    "three seen",
    "four seen",
    "classes fit",
    "marks clash",
    "late opening",
    "figure goes on",
    "figure breaks off",
)


def features(left: str, right: str, habits: Habits) -> list[float]:
    """Describe the seam between two texts, in the order of `FEATURES`."""
    closes, clash = _brackets(left, right)
    across, saved, last, first = _words(left[-_REACH:], right[:_REACH])
    marks = float(left[-1:] in _MARKS and right[:1] in _MARKS + "”’》）】%％")
    late = float(right[:1] in _MARKS + "%％" and left[-1:] not in _MARKS)
    figure = _DIGIT.match(left[-1:]) is not None
    goes_on = figure and _COUNTED.match(right[:1]) is not None
    return [
        closes,
        clash,
        across,
        saved,
        *habits.seen(left, right),
        habits.fit(last, first),
        marks,
        late,
        float(goes_on),
        float(figure and not goes_on),
    ]


def _brackets(left: str, right: str) -> tuple[float, float]:
    """(1 if an open bracket of the left is closed by the right, how many are at odds)."""
    opened: list[str] = []
    for char in left:
        if char in _PAIRS:
            opened.append(char)
        elif char in _CLOSERS and opened and opened[-1] == _CLOSERS[char]:
            opened.pop()
    inside = 0
    loose: list[str] = []
    for char in right:
        if char in _PAIRS:
            inside += 1
        elif char in _CLOSERS:
            if inside:
                inside -= 1
            else:
                loose.append(char)
    closed = 0
    while loose and opened and _CLOSERS[loose[0]] == opened[-1]:
        loose.pop(0)
        opened.pop()
        closed += 1
    return float(closed > 0), float(min(2, len(loose) + len(opened)))


@lru_cache(maxsize=4096)
def _cut(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(rjieba.tag(text))


def _words(left: str, right: str) -> tuple[float, float, str, str]:
    """(1 if a word spans the seam, words saved by joining, class before and after the seam)."""
    before, after = _cut(left), _cut(right)
    joined = rjieba.cut(left + right)
    at = 0
    across = 0.0
    for word in joined:
        if at < len(left) < at + len(word):
            across = 1.0 if rjieba.has_word(word) else 0.4
        at += len(word)
    saved = len(before) + len(after) - len(joined)
    last = _class(*before[-1]) if before else ""
    first = _class(*after[0]) if after else ""
    return across, float(max(-2, min(3, saved))), last, first


def _class(word: str, tag: str) -> str:
    """The class of a word: itself where it is a mark or a particle, else its part of speech."""
    if tag in ("x", "uj", "ul", "p", "c", "f", "u", "uz", "ug", "ud", "uv", "y") or len(word) == 1:
        return word
    return tag[:2]
