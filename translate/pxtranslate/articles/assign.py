"""The cheapest way to give each row at most one column and each column at most one row.

Knows costs and nothing else. Sparse shortest augmenting paths (Jonker and Volgenant 1987): every row
may also stay alone at cost 0, so a link is worth taking only if its cost is negative. Exact, and on
a page, where most rows have one sensible column, each path ends after a step or two.
"""

import heapq
from collections.abc import Mapping, Sequence

Costs = Sequence[Mapping[int, float]]
"""For each row, the columns it may take and what each costs."""

_CIRCLES = 50
_SMALL = 5000  # links; a page of 60 blocks has 300, and trying four breaks costs four solutions


def assign(costs: Costs) -> dict[int, int]:
    """Row -> column of a cheapest matching; rows that stay alone are absent."""
    prices: dict[int, float] = {}
    holder: dict[int, int] = {}
    taken: dict[int, int] = {}
    for row in range(len(costs)):
        _augment(costs, row, prices, holder, taken)
    return {row: column for row, column in taken.items() if column >= 0}


def _augment(
    costs: Costs, row: int, prices: dict[int, float], holder: dict[int, int], taken: dict[int, int]
) -> None:
    """Bring one more row in along a shortest path; column -1-r means that row r stays alone."""
    heap: list[tuple[float, int, int]] = []
    best: dict[int, float] = {}
    via: dict[int, int] = {}
    done: dict[int, float] = {}

    def relax(row: int, at: float) -> None:
        for column, cost in (*costs[row].items(), (-1 - row, 0.0)):
            distance = at + cost - prices.get(column, 0.0)
            if column not in done and distance < best.get(column, float("inf")) - 1e-12:
                best[column] = distance
                via[column] = row
                heapq.heappush(heap, (distance, column, row))

    relax(row, 0.0)
    while True:
        distance, column, _ = heapq.heappop(heap)
        if column in done or distance > best[column]:
            continue
        if column not in holder:
            break
        done[column] = distance
        other = holder[column]
        slack = costs[other][column] if column >= 0 else 0.0
        relax(other, distance - (slack - prices.get(column, 0.0)))
    for seen, at in done.items():
        prices[seen] = prices.get(seen, 0.0) + at - distance
    while True:
        mover = via[column]
        holder[column] = mover
        if mover == row:
            taken[mover] = column
            break
        taken[mover], column = column, taken[mover]


def assign_paths(costs: Costs) -> dict[int, int]:
    """As `assign`, where row and column n are the same thing n and no links may form a circle.

    A circle is broken where that costs least, then all is solved again. One circle at a time is
    exact for one circle and close for several, which pages hardly ever have. Beyond `_CIRCLES` the
    input is no page: links back are dropped, and without them there is no circle.
    """
    open_costs = [dict(row) for row in costs]
    trying = sum(map(len, costs)) <= _SMALL
    for _ in range(_CIRCLES):
        links = assign(open_costs)
        circle = _circle(links)
        if circle is None:
            return links
        weakest = sorted(circle, key=lambda row: -open_costs[row][links[row]])
        choices = []
        for row in weakest[:4] if trying else ():
            cost = open_costs[row].pop(links[row])
            trial = assign(open_costs)
            choices.append((sum(open_costs[r][c] for r, c in trial.items()), row))
            open_costs[row][links[row]] = cost
        row = min(choices)[1] if choices else weakest[0]
        del open_costs[row][links[row]]
    onward = [
        {c: cost for c, cost in options.items() if c > row}
        for row, options in enumerate(open_costs)
    ]
    return assign(onward)


def _circle(links: Mapping[int, int]) -> list[int] | None:
    """The rows of one circle of links, if there is one."""
    seen: set[int] = set()
    for first in links:
        path = []
        at: int | None = first
        while at is not None and at not in seen:
            seen.add(at)
            path.append(at)
            at = links.get(at)
        if at is not None and at in path:
            return path[path.index(at) :]
    return None
