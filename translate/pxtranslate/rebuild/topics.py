"""What runs of blocks are about: words weighted by how rare they are on this page.

Knows words and counts; knows nothing of sentences, headlines or order.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

import rjieba

Vector = dict[str, float]
"""Word -> weight, of length 1 (or empty)."""

_CONTENT = re.compile(r"[\u4e00-\u9fff]{2,}|[A-Za-z]{2,}|\d{2,}(?:\.\d+)?%?")


class Topics:
    """The words of a page's blocks and how telling each is there."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._counts = [words(text) for text in texts]
        self._pairs = [_pairs(text) for text in texts]
        self._weights = _rarity(self._counts)
        self._pair_weights = _rarity(self._pairs)

    def vector(self, blocks: Sequence[int]) -> Vector:
        """What some blocks together are about."""
        total: Counter[str] = Counter()
        for block in blocks:
            total.update(self._counts[block])
        raw = {w: (1 + math.log(n)) * self._weights[w] for w, n in total.items()}
        length = math.sqrt(sum(x * x for x in raw.values()))
        return {w: x / length for w, x in raw.items()} if length else {}

    def covered(self, block: int, by: Sequence[int]) -> float:
        """Share, weighted, of a block's character pairs that the other blocks hold too: 0 to 1.

        Pairs, not words: a headline shortens words (产业转型升级 for 产业的转型和升级).
        """
        mine = {pair: self._pair_weights[pair] for pair in self._pairs[block]}
        theirs = set[str]().union(*(self._pairs[other] for other in by))
        whole = sum(mine.values())
        return sum(x for pair, x in mine.items() if pair in theirs) / whole if whole else 0.0


def _rarity(sets: Sequence[Iterable[str]]) -> dict[str, float]:
    spread = Counter(item for one in sets for item in one)
    return {item: math.log((len(sets) + 1) / (n + 0.5)) for item, n in spread.items()}


def _pairs(text: str) -> frozenset[str]:
    return frozenset(
        text[i : i + 2] for i in range(len(text) - 1) if text[i].isalnum() and text[i + 1].isalnum()
    )


def words(text: str) -> Counter[str]:
    """The content words of a text, counted; longer words of four characters also by their halves."""
    found: Counter[str] = Counter()
    for word in rjieba.cut(text):
        if _CONTENT.fullmatch(word):
            found[word] += 1
            if len(word) >= 4 and word[0] >= "\u4e00":
                found[word[:2]] += 1
                found[word[2:]] += 1
    return found


def likeness(left: Vector, right: Vector) -> float:
    """Cosine of two vectors: 0 to 1."""
    if len(left) > len(right):
        left, right = right, left
    return sum(x * right.get(w, 0.0) for w, x in left.items())
