"""What blocks are about: their pairs of neighbouring characters, weighted by how rare on this page.

Knows characters and counts; knows nothing of sentences, headlines or order. Pairs serve better than
words here: headlines shorten words (产业转型 for 产业的转型), and two cuts of one text never
disagree about where a word ends. Measured: decisions/0021.
"""

import math
import operator
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

Vector = dict[str, float]
"""Pair -> weight, of length 1 (or empty)."""

_SHORT = 30  # pairs; a section of a real article has ten times as many


class Topics:
    """The pairs of a page's blocks and how telling each is there."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._pairs = [_pairs(text) for text in texts]
        spread = Counter(chain.from_iterable(self._pairs))
        size = len(texts)
        rarity = [math.log((size + 1) / (n + 0.5)) for n in range(size + 1)]
        self._weights = {pair: rarity[n] for pair, n in spread.items()}

    def vector(self, blocks: Sequence[int]) -> Vector:
        """What some blocks together are about."""
        weights, log = self._weights, math.log
        return _unit(
            {
                pair: weights[pair] if n == 1 else (1 + log(n)) * weights[pair]
                for pair, n in self._count(blocks).items()
            }
        )

    def overlap(self, left: Sequence[int], right: Sequence[int]) -> float:
        """Cosine of the bare counts of two groups of blocks: 0 to 1.

        Within one article every pair that matters is common; rarity would hide what it is about.
        Two short texts are alike by chance: the cosine of those is lowered.
        """
        counts = [self._count(left), self._count(right)]
        size = min(count.total() for count in counts)
        return likeness(*map(_unit, counts)) * size / (size + _SHORT)

    def _count(self, blocks: Sequence[int]) -> Counter[str]:
        if len(blocks) == 1:
            return self._pairs[blocks[0]]
        # Copied, then added to: twice as fast as to begin with nothing.
        total = self._pairs[blocks[0]].copy() if blocks else Counter[str]()
        for block in blocks[1:]:
            total.update(self._pairs[block])
        return total

    def covered(self, block: int, by: Sequence[int]) -> float:
        """Share, weighted, of a block's pairs that the other blocks hold too: 0 to 1."""
        mine = {pair: self._weights[pair] for pair in self._pairs[block]}
        whole = sum(mine.values())
        found = (x for pair, x in mine.items() if any(pair in self._pairs[other] for other in by))
        return sum(found) / whole if whole else 0.0


def likeness(left: Vector, right: Vector) -> float:
    """Cosine of two vectors: 0 to 1."""
    if len(left) > len(right):
        left, right = right, left
    return sum([x * right[pair] for pair, x in left.items() if pair in right])


def shared(text: str, other: str) -> float:
    """Share of a text's pairs that another holds too: 0 to 1."""
    pairs = _pairs(text)
    return (pairs & _pairs(other)).total() / (pairs.total() or 1)


def _unit(raw: Mapping[str, float]) -> Vector:
    length = math.sqrt(sum([x * x for x in raw.values()]))
    return {pair: x / length for pair, x in raw.items()} if length else {}


def _pairs(text: str) -> Counter[str]:
    pairs = map(operator.add, text, text[1:])
    return Counter(filter(str.isalnum, pairs))
