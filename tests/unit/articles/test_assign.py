"""The sparse assignment against trying everything, and paths without circles."""

import random

import pytest

from pxtranslate.articles.paths import assign_paths
from pxtranslate.assignment import assign

Rows = list[dict[int, float]]


def cheapest(costs: Rows, row: int = 0, taken: frozenset[int] = frozenset()) -> float:
    """The least total, by trying every choice of every row."""
    if row == len(costs):
        return 0.0
    alone = cheapest(costs, row + 1, taken)
    return min(
        [alone]
        + [
            cost + cheapest(costs, row + 1, taken | {column})
            for column, cost in costs[row].items()
            if column not in taken
        ]
    )


@pytest.mark.parametrize("seed", range(300))
def test_as_cheap_as_trying_everything(seed: int) -> None:
    draw = random.Random(seed)
    columns = draw.randint(1, 6)
    costs: Rows = [
        {c: draw.uniform(-5, 2) for c in range(columns) if draw.random() < 0.6}
        for _ in range(draw.randint(1, 6))
    ]
    links = assign(costs)
    assert len(set(links.values())) == len(links)
    assert sum(costs[r][c] for r, c in links.items()) == pytest.approx(cheapest(costs))


def test_a_row_stays_alone_rather_than_pay() -> None:
    assert assign([{0: 0.5}, {1: -0.5}]) == {1: 1}


@pytest.mark.parametrize("seed", range(100))
def test_paths_have_no_circle(seed: int) -> None:
    draw = random.Random(seed)
    size = 8
    costs: Rows = [
        {c: draw.uniform(-5, 0) for c in range(size) if c != r and draw.random() < 0.5}
        for r in range(size)
    ]
    after = assign_paths(costs)
    for first in range(size):
        at, steps = first, 0
        while at in after:
            at, steps = after[at], steps + 1
            assert steps <= size


def test_a_circle_is_broken_where_it_is_cheapest() -> None:
    assert assign_paths([{1: -5.0}, {2: -5.0}, {0: -1.0}]) == {0: 1, 1: 2}
