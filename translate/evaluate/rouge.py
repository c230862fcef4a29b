"""Character ROUGE F1, as it is used for Chinese headlines: punctuation and spaces do not count.

ROUGE-N counts each n-gram as often as both texts have it (Lin 2004); ROUGE-L is the longest common
subsequence, its F1 with equal weights.
"""

import re
from collections import Counter
from dataclasses import dataclass

_NOT_TEXT = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Rouge:
    """Three F1 scores, 0 to 1."""

    one: float
    two: float
    longest: float


def rouge(text: str, reference: str) -> Rouge:
    """Score a text against one reference."""
    a, b = (_NOT_TEXT.sub("", side.lower()) for side in (text, reference))
    return Rouge(_ngrams(a, b, 1), _ngrams(a, b, 2), _f1(_common(a, b), len(a), len(b)))


def mean(scores: list[Rouge]) -> Rouge:
    """Average over items; zeros for none."""
    count = max(1, len(scores))
    return Rouge(
        sum(score.one for score in scores) / count,
        sum(score.two for score in scores) / count,
        sum(score.longest for score in scores) / count,
    )


def _ngrams(a: str, b: str, size: int) -> float:
    left, right = (
        Counter(text[at : at + size] for at in range(len(text) - size + 1)) for text in (a, b)
    )
    return _f1((left & right).total(), left.total(), right.total())


def _f1(shared: int, left: int, right: int) -> float:
    return 2 * shared / (left + right) if shared else 0.0


def _common(a: str, b: str) -> int:
    """Length of the longest common subsequence."""
    before = [0] * (len(b) + 1)
    for char in a:
        now = [0]
        for at, other in enumerate(b):
            now.append(before[at] + 1 if char == other else max(before[at + 1], now[at]))
        before = now
    return before[-1]
