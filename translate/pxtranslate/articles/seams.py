"""How well one text goes on in another in mid-sentence: brackets, words, habits of the page.

Knows two texts at a time and which characters stand together on the page they come from; knows
nothing of blocks, articles or what else might follow.
"""

import math
from collections import Counter
from collections.abc import Iterable

import rjieba

_PAIRS = {"“": "”", "‘": "’", "《": "》", "（": "）", "【": "】", "(": ")", "「": "」", "『": "』"}
_OPENERS = {right: left for left, right in _PAIRS.items()}
_REACH = 10  # characters on each side that decide how the words at the seam are cut


class Habits:
    """Which characters stand together on a page: all runs of 2, 3 and 4, counted."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._runs: Counter[str] = Counter()
        for text in texts:
            for size in (2, 3, 4):
                self._runs.update(text[i : i + size] for i in range(len(text) - size + 1))

    def seen(self, left: str, right: str) -> tuple[float, float, float]:
        """How often, in logarithms, the page holds the 2, 3 and 4 characters around the seam."""
        return (
            math.log1p(self._most(left, right, 2)),
            math.log1p(self._most(left, right, 3)),
            math.log1p(self._most(left, right, 4)),
        )

    def _most(self, left: str, right: str, size: int) -> int:
        return max(self._runs[left[-n:] + right[: size - n]] for n in range(1, size))


def features(left: str, right: str, habits: Habits) -> tuple[float, ...]:
    """Describe the seam between two texts.

    In order: 1 if a bracket opened in the left is closed by the right; how many brackets are at
    odds (at most 2); 1 if a word of the dictionary spans the seam, less for a guessed word; how
    often the page holds the 2, 3 and 4 characters around it, in logarithms. Between two digits
    there is nothing to tell by.
    """
    closes, odds = _brackets(left, right)
    if figures_meet(left, right):
        return (closes, odds, 0.0, 0.0, 0.0, 0.0)
    return (closes, odds, word_across(left, right), *habits.seen(left, right))


def figures_meet(left: str, right: str) -> bool:
    """Whether the seam lies between digits: two rows make a figure as well as its halves do."""
    return left[-1:].isdigit() and right[:1].isdigit()


def _brackets(left: str, right: str) -> tuple[float, float]:
    opened: list[str] = []
    for char in left:
        if char in _PAIRS:
            opened.append(char)
        elif opened and _OPENERS.get(char) == opened[-1]:
            opened.pop()
    inside = 0
    loose: list[str] = []
    for char in right:
        if char in _PAIRS:
            inside += 1
        elif char in _OPENERS and inside:
            inside -= 1
        elif char in _OPENERS:
            loose.append(_OPENERS[char])
    closed = 0
    while closed < min(len(loose), len(opened)) and loose[closed] == opened[-1 - closed]:
        closed += 1
    return float(closed > 0), float(min(2, len(loose) + len(opened) - 2 * closed))


def word_across(left: str, right: str) -> float:
    """1 if a word of the dictionary spans the seam between two texts, less for a guessed word, else 0."""
    seam = len(left[-_REACH:])
    at = 0
    for word in rjieba.cut(left[-_REACH:] + right[:_REACH]):
        if at < seam < at + len(word):
            return 1.0 if rjieba.has_word(word) else 0.4
        at += len(word)
    return 0.0
