"""Align two documents sentence by sentence: the likeliest way to pair them.

The path of beads through both with the most evidence is found by dynamic programming in a band
(Gale and Church 1993, with words as evidence as in Ma 2006); how far a bead is to be believed is its
share of all paths (forward-backward). Sentences that changed places are looked for among neighbours
and among what stayed alone; nothing else may cross.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pxtranslate.alignment.evidence import weigh
from pxtranslate.alignment.grid import Grid

CROSSED = 2.0
"""Least evidence (log-odds) for two sentences that stand where the others do not expect them."""
REACH = 12
"""How far from its place a sentence that changed places is looked for."""


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences `[zh_start, zh_end)` and `[en_start, en_end)` that say the same; one may be none."""

    zh_start: int
    zh_end: int
    en_start: int
    en_end: int
    confidence: float
    """0 to 1: how much of all likely alignments has just this bead."""

    @property
    def paired(self) -> bool:
        """Whether it has both sides."""
        return self.zh_end > self.zh_start and self.en_end > self.en_start


def align(zh: Sequence[str], en: Sequence[str]) -> list[Bead]:
    """Return the beads of two lists of sentences in order of the Chinese, unpaired ones too."""
    return best_beads(Grid(*weigh(zh, en)))


def best_beads(grid: Grid) -> list[Bead]:
    """Return the beads of the best path through a grid, and the pairs that changed places."""
    path = grid.best()
    beads = [
        Bead(i - rows, i, j - columns, j, share)
        for (i, j, (rows, columns)), share in zip(path, grid.shares(path), strict=True)
    ]
    return _with_moved([part for bead in beads for part in _parted(bead, grid)], grid)


def _parted(bead: Bead, grid: Grid) -> Iterator[Bead]:
    """Two sentences a side as two pairs that changed places, where that has more evidence."""
    i, j = bead.zh_start, bead.en_start
    if (bead.zh_end - i, bead.en_end - j) == (2, 2):
        first, second = grid.pair(i, j + 1), grid.pair(i + 1, j)
        if first + second > grid.worth(i, j, (2, 2)) and min(first, second) > 0:
            yield Bead(i, i + 1, j + 1, j + 2, bead.confidence * _sure(first))
            yield Bead(i + 1, i + 2, j, j + 1, bead.confidence * _sure(second))
            return
    yield bead


def _with_moved(beads: Sequence[Bead], grid: Grid) -> list[Bead]:
    """With those paired that stayed alone on both sides, near each other, and have much in common."""
    alone_zh = [b for b in beads if b.zh_end - b.zh_start == 1 and b.en_start == b.en_end]
    alone_en = [b for b in beads if b.en_end - b.en_start == 1 and b.zh_start == b.zh_end]
    pairs = sorted(
        (
            (worth, a.zh_start, b.en_start)
            for a in alone_zh
            for b in alone_en
            if abs(a.en_start - b.en_start) <= REACH
            and (worth := grid.pair(a.zh_start, b.en_start)) >= CROSSED
        ),
        reverse=True,
    )
    moved: dict[int, Bead] = {}
    taken: set[int] = set()
    for worth, i, j in pairs:
        if i not in moved and j not in taken:
            taken.add(j)
            moved[i] = Bead(i, i + 1, j, j + 1, _sure(worth - CROSSED))
    kept = [
        bead
        for bead in beads
        if bead.paired
        or (
            bead.zh_start not in moved
            if bead.zh_end > bead.zh_start
            else bead.en_start not in taken
        )
    ]
    return sorted([*kept, *moved.values()], key=lambda bead: (bead.zh_start, bead.en_start))


def _sure(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))
