"""The cells between two documents, and the best path of beads through them.

A bead is worth what its words and its length say for it, less what its shape costs. A bead of more
than one sentence a side is looked at only where each of its sentences has something in common with
the other side. The cells of a row are worked out together; memory and time grow with the sentences
times the width of the band.
"""

import math
from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pxtranslate.alignment.anchors import path
from pxtranslate.alignment.evidence import Sentence

Shape = tuple[int, int]
Floats = NDArray[np.float64]
PRIORS: dict[Shape, float] = {
    (1, 1): 0.0, (1, 2): -5.0, (2, 1): -5.0, (1, 3): -9.0, (3, 1): -9.0, (2, 2): -12.0,
    (1, 0): -3.5, (0, 1): -3.5,
}  # fmt: skip
"""Log-odds of a bead of so many Chinese and English sentences, before anything is read."""
_SHAPES = tuple(PRIORS)
_SKIP = _SHAPES.index((0, 1))
MOST = 3
"""Sentences of a side that a bead may have."""
PART = -10.0
"""Least the words of a sentence must say for it to be part of a larger bead."""
SPREAD, LOOSE, STRANGER = 0.28, 0.8, 0.75
"""Standard deviation of the log of actual by expected length, what short sentences add to it, and
that of two sentences taken at random."""


class Grid:
    """What each bead between two documents is worth, for the cells of a band.

    A cell (i, j) says that so many sentences of each side have been read.
    """

    def __init__(self, zh: Sequence[Sentence], en: Sequence[Sentence]) -> None:
        self.zh, self.en = zh, en
        self.spans = path(zh, en)
        self._lengths = _added(zh), _added(en)
        self._bands = self._beside()
        self._say, self._answer = self._words()
        self._out = [self._beads_from(i) for i in range(len(zh) + 1)]

    def pair(self, i: int, j: int) -> float:
        """What speaks for sentences `i` and `j` alone being a pair, in log-odds, wherever they stand."""
        near, far = self.zh[i], self.en[j]
        words = _found(near, far.answered) + _found(far, near.answered)
        return words + float(_length(np.array(near.length), np.array(far.length)))

    def worth(self, i: int, j: int, shape: Shape) -> float:
        """Log-odds that the `shape` of sentences after cell (i, j) say the same; -inf for no bead."""
        return float(self._out[i][shape][j - self.spans[i].start])

    def best(self) -> list[tuple[int, int, Shape]]:
        """The path of the most evidence: each bead's end and shape, in order."""
        values: list[Floats] = []
        steps: list[NDArray[np.int8]] = []
        for i, span in enumerate(self.spans):
            here = np.full(len(span), -math.inf)
            step = np.zeros(len(span), np.int8)
            if i == 0:
                here[0] = 0.0
            for number, shape in enumerate(_SHAPES):
                if 0 < shape[0] <= i:
                    value = self._into(i, shape, values)
                    better = value > here
                    here[better], step[better] = value[better], number
            ramp = PRIORS[0, 1] * np.arange(len(span))
            reached = np.maximum.accumulate(here - ramp)
            skips = np.append(False, reached[:-1] > (here - ramp)[1:])
            here[skips], step[skips] = (reached + ramp)[skips], _SKIP
            values.append(here)
            steps.append(step)
        found: list[tuple[int, int, Shape]] = []
        i, j = len(self.zh), len(self.en)
        while i or j:
            shape = _SHAPES[steps[i][j - self.spans[i].start]]
            found.append((i, j, shape))
            i, j = i - shape[0], j - shape[1]
        return found[::-1]

    def shares(self, beads: Sequence[tuple[int, int, Shape]]) -> list[float]:
        """For each bead, the share that all paths through it have of all paths (0 to 1)."""
        forward = self._forward()
        backward = self._backward()
        total = forward[-1][len(self.en) - self.spans[-1].start]
        found = []
        for i, j, (rows, columns) in beads:
            row, column = i - rows, j - columns
            before = forward[row][column - self.spans[row].start]
            after = backward[i][j - self.spans[i].start]
            found.append(
                math.exp(
                    min(0.0, before + self.worth(row, column, (rows, columns)) + after - total)
                )
            )
        return found

    def _forward(self) -> list[Floats]:
        """The sum of all paths to each cell, as its logarithm."""
        sums: list[Floats] = []
        for i, span in enumerate(self.spans):
            here = np.full(len(span), -math.inf)
            if i == 0:
                here[0] = 0.0
            for shape in _SHAPES:
                if 0 < shape[0] <= i:
                    here = np.logaddexp(here, self._into(i, shape, sums))
            ramp = PRIORS[0, 1] * np.arange(len(span))
            sums.append(np.logaddexp.accumulate(here - ramp) + ramp)
        return sums

    def _backward(self) -> list[Floats]:
        """The sum of all paths from each cell to the end, as its logarithm."""
        height = len(self.zh)
        sums: list[Floats] = [np.empty(0)] * (height + 1)
        for i in range(height, -1, -1):
            span = self.spans[i]
            here = np.full(len(span), -math.inf)
            if i == height:
                here[len(self.en) - span.start] = 0.0
            for shape in _SHAPES:
                rows, columns = shape
                if 0 < rows <= height - i:
                    start, stop = self._ends(i, shape)
                    first = self.spans[i + rows].start
                    after = sums[i + rows][start + columns - first : stop + columns - first]
                    part = slice(start - span.start, stop - span.start)
                    here[part] = np.logaddexp(here[part], after + self._out[i][shape][part])
            ramp = PRIORS[0, 1] * np.arange(len(span))
            sums[i] = np.logaddexp.accumulate((here + ramp)[::-1])[::-1] - ramp
        return sums

    def _into(self, i: int, shape: Shape, values: Sequence[Floats]) -> Floats:
        """What each cell of row `i` is worth by a bead of the shape, with what it follows on."""
        rows, columns = shape
        row, span = i - rows, self.spans[i]
        start, stop = self._ends(row, shape)
        found = np.full(len(span), -math.inf)
        there = slice(start - self.spans[row].start, stop - self.spans[row].start)
        here = slice(start + columns - span.start, stop + columns - span.start)
        found[here] = values[row][there] + self._out[row][shape][there]
        return found

    def _ends(self, i: int, shape: Shape) -> tuple[int, int]:
        """From which to which cell of row `i` a bead of the shape ends in the band."""
        span, other = self.spans[i], self.spans[i + shape[0]]
        start = max(span.start, other.start - shape[1])
        return start, max(start, min(span.stop, other.stop - shape[1]))

    def _beside(self) -> list[range]:
        """For each Chinese sentence, the English ones that a bead of the band has it with."""
        found = []
        for i in range(len(self.zh)):
            spans = self.spans[i : i + MOST + 1]
            last = min(len(self.en), max(span.stop for span in spans) + MOST)
            found.append(range(max(0, min(span.start for span in spans) - MOST), last))
        return found

    def _words(self) -> tuple[list[Floats], list[Floats]]:
        """For each Chinese sentence and those beside it, what both sides' words say: three rows each.

        In the first, row k is what its words say of the English one and the k after it; in the second, what
        the English one's words say of it and the k after it.
        """
        say = _evidence(self.zh, self.en, self._bands)
        first, last = [len(self.zh)] * len(self.en), [0] * len(self.en)
        for i, band in enumerate(self._bands):
            for j in band:
                first[j], last[j] = min(first[j], i), i + 1
        columns = [range(a, max(a, b)) for a, b in zip(first, last, strict=True)]
        theirs = [table.T.tolist() for table in _evidence(self.en, self.zh, columns)]
        answer = [
            np.array([theirs[j][i - first[j]] for j in band]).reshape(-1, MOST).T
            for i, band in enumerate(self._bands)
        ]
        return say, answer

    def _beads_from(self, i: int) -> dict[Shape, Floats]:
        """What each bead that begins in a cell of row `i` is worth, by its shape."""
        span = self.spans[i]
        found = {
            shape: np.full(len(span), PRIORS[shape] if 0 in shape else -math.inf)
            for shape in _SHAPES
        }
        ours, theirs = self._lengths
        for shape in _SHAPES:
            rows, columns = shape
            if 0 in shape or i + rows > len(self.zh):
                continue
            start, stop = self._ends(i, shape)
            if stop <= start:
                continue
            near = range(i, i + rows)
            worth = (
                PRIORS[shape]
                + sum(self._cut(self._say, row, columns, start, stop) for row in near)
                + sum(
                    self._cut(self._answer, i, rows, start + step, stop + step)
                    for step in range(columns)
                )
                + _length(
                    ours[i + rows] - ours[i],
                    theirs[start + columns : stop + columns] - theirs[start:stop],
                )
            )
            if shape != (1, 1):
                worth[~self._holds(i, shape, start, stop)] = -math.inf
            found[shape][start - span.start : stop - span.start] = worth
        return found

    def _holds(self, i: int, shape: Shape, start: int, stop: int) -> NDArray[np.bool_]:
        """Has each sentence of the bead something in common with one of the other side?"""
        rows, columns = shape
        common = np.array(
            [
                [
                    self._cut(self._say, row, 1, start + step, stop + step)
                    + self._cut(self._answer, row, 1, start + step, stop + step)
                    for step in range(columns)
                ]
                for row in range(i, i + rows)
            ]
        )
        some = common >= PART
        return np.asarray(some.any(axis=1).all(axis=0) & some.any(axis=0).all(axis=0))

    def _cut(self, tables: Sequence[Floats], i: int, count: int, start: int, stop: int) -> Floats:
        """A sentence's row of a table, for the English sentences from `start` to `stop`."""
        first = self._bands[i].start
        return tables[i][count - 1, start - first : stop - first]


def _evidence(
    side: Sequence[Sentence], other: Sequence[Sentence], bands: Sequence[range]
) -> list[Floats]:
    """What the words of each sentence say of those in its band: alone, with one, and with two after it."""
    places: dict[str, list[int]] = {}
    for at, sentence in enumerate(other):
        for key in sentence.answered:
            places.setdefault(key, []).append(at)
    found = []
    for sentence, band in zip(side, bands, strict=True):
        rows: list[int] = []
        columns: list[int] = []
        for row, word in enumerate(sentence.words):
            for key in word.answers:
                if where := places.get(key):
                    answering = where[
                        bisect_left(where, band.start) : bisect_left(where, band.stop)
                    ]
                    rows += [row] * len(answering)
                    columns += answering
        hits = np.zeros((len(sentence.words), len(band) + MOST - 1), bool)
        hits[rows, np.array(columns, int) - band.start] = True
        gains = np.array([word.found - word.missed for word in sentence.words])
        table = np.empty((MOST, len(band)))
        together = hits[:, : len(band)]
        for more in range(MOST):
            if more:
                together = together | hits[:, more : len(band) + more]
            table[more] = gains @ together
        found.append(table + sum(word.missed for word in sentence.words))
    return found


def _added(sentences: Sequence[Sentence]) -> Floats:
    """The length of the first 0, 1, 2 … sentences."""
    return np.append(0.0, np.cumsum([sentence.length for sentence in sentences]))


def _found(sentence: Sentence, there: frozenset[str]) -> float:
    return sum(
        word.missed if there.isdisjoint(word.answers) else word.found for word in sentence.words
    )


def _length(expected: Floats, actual: Floats) -> Floats:
    """Log-odds of the lengths, beside those of two sentences taken at random."""
    deviation = SPREAD + LOOSE / np.sqrt(np.maximum(np.maximum(expected, actual), 1.0))
    apart = np.log(np.maximum(actual, 1.0) / np.maximum(expected, 1.0))
    worth: Floats = (
        -0.5 * (apart / deviation) ** 2
        + 0.5 * (apart / STRANGER) ** 2
        + np.log(STRANGER / deviation)
    )
    return worth
