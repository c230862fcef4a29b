"""The cells between two documents, and the best path of beads through them.

A bead is worth what its words and its length say for it, less what its shape costs. A bead of more
than one sentence a side is looked at only where each of its sentences has something in common with
the other side. Memory and time grow with the sentences times the width of the band.
"""

import math
from collections.abc import Iterator, Sequence

from pxtranslate.alignment.anchors import path
from pxtranslate.alignment.evidence import Sentence

Shape = tuple[int, int]
PRIORS: dict[Shape, float] = {
    (1, 1): 0.0, (1, 2): -5.0, (2, 1): -5.0, (1, 3): -9.0, (3, 1): -9.0, (2, 2): -12.0,
    (1, 0): -3.5, (0, 1): -3.5,
}  # fmt: skip
"""Log-odds of a bead of so many Chinese and English sentences, before anything is read."""
PART = -10.0
"""Least the words of a sentence must say for it to be part of a larger bead."""
SPREAD, LOOSE, STRANGER = 0.28, 0.8, 0.75
"""Standard deviation of the log of actual by expected length, what short sentences add to it, and
that of two sentences taken at random."""


class Grid:
    """What each bead between two documents is worth, computed once and as it is needed."""

    def __init__(self, zh: Sequence[Sentence], en: Sequence[Sentence]) -> None:
        self.zh, self.en = zh, en
        self.spans = path(zh, en)
        self._votes: dict[tuple[int, int], float] = {}
        self._beads: dict[tuple[int, int], list[tuple[Shape, float]]] = {}

    def pair(self, i: int, j: int) -> float:
        """What speaks for sentences `i` and `j` alone being a pair, in log-odds."""
        return self.votes(i, j) + _length(self.zh[i].length, self.en[j].length)

    def votes(self, i: int, j: int) -> float:
        """The words' part of that."""
        found = self._votes.get((i, j))
        if found is None:
            near, far = self.zh[i], self.en[j]
            found = self._votes[i, j] = _found(near, far.answered) + _found(far, near.answered)
        return found

    def beads(self, i: int, j: int) -> list[tuple[Shape, float]]:
        """The beads that end after `i` Chinese and `j` English sentences, with their worth."""
        known = self._beads.get((i, j))
        if known is None:
            known = self._beads[i, j] = list(self._ending(i, j))
        return known

    def worth(self, i: int, j: int, shape: Shape) -> float:
        """Log-odds that the `shape` of sentences before `i` and `j` say the same."""
        rows, columns = shape
        if shape == (1, 1):
            return self.pair(i - 1, j - 1)
        near, far = self.zh[i - rows : i], self.en[j - columns : j]
        there = frozenset().union(*(sentence.answered for sentence in far))
        here = frozenset().union(*(sentence.answered for sentence in near))
        return (
            PRIORS[shape]
            + sum(_found(sentence, there) for sentence in near)
            + sum(_found(sentence, here) for sentence in far)
            + _length(sum(s.length for s in near), sum(s.length for s in far))
        )

    def _ending(self, i: int, j: int) -> Iterator[tuple[Shape, float]]:
        for shape, prior in PRIORS.items():
            rows, columns = shape
            if rows > i or columns > j or j - columns not in self.spans[i - rows]:
                continue
            if not rows or not columns:
                yield shape, prior
            elif shape == (1, 1) or self._holds(i, j, shape):
                yield shape, self.worth(i, j, shape)

    def _holds(self, i: int, j: int, shape: Shape) -> bool:
        rows, columns = range(i - shape[0], i), range(j - shape[1], j)
        return all(max(self.votes(r, c) for c in columns) >= PART for r in rows) and all(
            max(self.votes(r, c) for r in rows) >= PART for c in columns
        )

    def best(self) -> list[tuple[int, int, Shape]]:
        """The path of the most evidence: each bead's end and shape, in order."""
        values: list[dict[int, float]] = [{0: 0.0}]
        steps: list[dict[int, Shape]] = []
        for i, span in enumerate(self.spans):
            if i:
                values.append({})
            steps.append({})
            for j in span:
                most, chosen = -math.inf, (0, 0)
                for shape, worth in self.beads(i, j):
                    value = values[i - shape[0]].get(j - shape[1], -math.inf) + worth
                    if value > most:
                        most, chosen = value, shape
                if most > -math.inf:
                    values[i][j], steps[i][j] = most, chosen
        found: list[tuple[int, int, Shape]] = []
        i, j = len(self.zh), len(self.en)
        while i or j:
            found.append((i, j, steps[i][j]))
            i, j = i - steps[i][j][0], j - steps[i][j][1]
        return found[::-1]

    def shares(self, beads: Sequence[tuple[int, int, Shape]]) -> list[float]:
        """For each bead, the share that all paths through it have of all paths (0 to 1)."""
        forward: list[dict[int, float]] = [{0: 0.0}] + [{} for _ in self.zh]
        for i, span in enumerate(self.spans):
            for j in span:
                if i or j:
                    terms = [
                        forward[i - shape[0]].get(j - shape[1], -math.inf) + worth
                        for shape, worth in self.beads(i, j)
                    ]
                    forward[i][j] = _log_sum(terms)
        backward: list[dict[int, float]] = [{} for _ in self.spans]
        height, width = len(self.zh), len(self.en)
        backward[height][width] = 0.0
        for i in range(height, -1, -1):
            for j in reversed(self.spans[i]):
                after = backward[i].get(j, -math.inf)
                if after == -math.inf:
                    continue
                for shape, worth in self.beads(i, j):
                    row, column = backward[i - shape[0]], j - shape[1]
                    row[column] = _log_sum([row.get(column, -math.inf), after + worth])
        total = forward[height].get(width, -math.inf)
        return [
            math.exp(
                min(
                    0.0,
                    forward[i - shape[0]][j - shape[1]]
                    + dict(self.beads(i, j))[shape]
                    + backward[i][j]
                    - total,
                )
            )
            for i, j, shape in beads
        ]


def _found(sentence: Sentence, there: frozenset[str]) -> float:
    total = 0.0
    for word in sentence.words:
        total += word.missed if there.isdisjoint(word.answers) else word.found
    return total


def _length(expected: float, actual: float) -> float:
    """Log-odds of the lengths, beside those of two sentences taken at random."""
    deviation = SPREAD + LOOSE / math.sqrt(max(expected, actual, 1.0))
    apart = math.log(max(actual, 1.0) / max(expected, 1.0))
    return (
        -0.5 * (apart / deviation) ** 2
        + 0.5 * (apart / STRANGER) ** 2
        + math.log(STRANGER / deviation)
    )


def _log_sum(terms: Sequence[float]) -> float:
    top = max(terms, default=-math.inf)
    if top == -math.inf:
        return top
    return top + math.log(sum(math.exp(term - top) for term in terms))
