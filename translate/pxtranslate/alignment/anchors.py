"""Where to look: about which English sentence stands beside each Chinese one.

Sentences that share what occurs once in each document (two such things at least: a number alone
never anchors) are points; the longest run of points that keep the order is a path, straight between
them. Knows evidence and places, not beads.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from pxtranslate.alignment.evidence import Sentence

NEAR, FAR = 8, 25
"""Sentences to either side of the path that are looked at: between anchors close by, and where there
are none."""
SHARED = 2
"""Unique things that two sentences must share to be an anchor."""


def path(zh: Sequence[Sentence], en: Sequence[Sentence]) -> list[range]:
    """For each number of Chinese sentences read, the numbers of English ones to look at."""
    points = [(0, 0), *((i + 1, j + 1) for i, j in _chain(_points(zh, en))), (len(zh), len(en))]
    spans: list[range] = []
    for (i, j), (k, m) in pairwise(points):
        if k == i and spans:  # the last Chinese sentence is an anchor, and more English follows
            spans[-1] = range(spans[-1].start, m + 1)
        width = min(FAR, NEAR + (k - i) // 2) + abs((m - j) - (k - i))
        for row in range(i + (i > 0), k + 1):
            middle = j + round((row - i) * (m - j) / max(1, k - i))
            spans.append(range(max(0, middle - width), min(len(en), middle + width) + 1))
    return spans


def _points(zh: Sequence[Sentence], en: Sequence[Sentence]) -> list[tuple[int, int]]:
    where_zh, where_en = _unique(zh), _unique(en)
    shared: Counter[tuple[int, int]] = Counter(
        (where_zh[key], where_en[key]) for key in where_zh.keys() & where_en.keys()
    )
    return sorted(point for point, count in shared.items() if count >= SHARED)


def _unique(side: Sequence[Sentence]) -> dict[str, int]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, sentence in enumerate(side):
        for key in sentence.answered:
            places[key].append(at)
    return {key: found[0] for key, found in places.items() if len(found) == 1}


def _chain(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of points that rises on both sides (patience sorting, n log n)."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, (_, j) in enumerate(points):
        rank = bisect_left(ends, j)
        before.append(at[rank - 1] if rank else -1)
        if rank == len(ends):
            ends.append(j)
            at.append(index)
        else:
            ends[rank], at[rank] = j, index
    chain: list[tuple[int, int]] = []
    index = at[-1] if at else -1
    while index >= 0:
        if not chain or points[index][0] < chain[-1][0]:
            chain.append(points[index])
        index = before[index]
    return chain[::-1]
