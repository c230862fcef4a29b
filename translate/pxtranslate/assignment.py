"""The cheapest way to give each row at most one column and each column at most one row.

Knows costs and nothing else. Sparse shortest augmenting paths (Jonker and Volgenant 1987): every row
may also stay alone at cost 0, so a link is worth taking only if its cost is negative. Exact, and on
a page, where most rows have one sensible column, each path ends after a step or two.
"""

import heapq
from collections.abc import Mapping, Sequence

Costs = Sequence[Mapping[int, float]]
"""For each row, the columns it may take and what each costs."""


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


def pair_all(costs: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Pair rows with columns: as many pairs as can be, and of those pairings the cheapest.

    `costs` holds the pairs that are allowed.
    """
    worth = 1 + 2 * sum(map(abs, costs.values()))  # one more pair is worth more than any costs
    numbers = {row: number for number, row in enumerate(dict.fromkeys(row for row, _ in costs))}
    table: list[dict[int, float]] = [{} for _ in numbers]
    for (row, column), cost in costs.items():
        table[numbers[row]][column] = cost - worth
    pairs = assign(table)
    return {row: pairs[number] for row, number in numbers.items() if number in pairs}
