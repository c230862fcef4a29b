"""The cheapest one-to-one pairing of two small sets: the Hungarian method.

Knows nothing of numbers or texts. Pairs that may not stand together have no cost.
"""

from collections.abc import Mapping

_NEVER = 1e6


def assign(costs: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Pair rows with columns: as many pairs as can be, and of those pairings the cheapest.

    `costs` holds the pairs that are allowed, each cost well below a million. Rows and columns that
    share no allowed pair, even through others, are solved apart, so a long text costs little more
    than its densest knot.
    """
    pairs: dict[int, int] = {}
    for rows, columns in _knots(costs):
        if len(rows) == len(columns) == 1:
            pairs[rows[0]] = columns[0]
            continue
        for row, column in _solve(rows, columns, costs):
            if (row, column) in costs:
                pairs[row] = column
    return pairs


def _knots(costs: Mapping[tuple[int, int], float]) -> list[tuple[list[int], list[int]]]:
    """Connected rows and columns."""
    by_row: dict[int, set[int]] = {}
    by_column: dict[int, set[int]] = {}
    for row, column in costs:
        by_row.setdefault(row, set()).add(column)
        by_column.setdefault(column, set()).add(row)
    knots = []
    while by_row:
        rows, columns = {next(iter(by_row))}, set[int]()
        waiting = list(rows)
        while waiting:
            for column in by_row.pop(waiting.pop()):
                if column not in columns:
                    columns.add(column)
                    new = by_column[column] - rows
                    rows |= new
                    waiting += new
        knots.append((sorted(rows), sorted(columns)))
    return knots


def _solve(
    rows: list[int], columns: list[int], costs: Mapping[tuple[int, int], float]
) -> list[tuple[int, int]]:
    """Hungarian method with potentials, O(n²m); both sides are numbered from 1, 0 is "nothing"."""
    if len(rows) > len(columns):
        turned = {(column, row): cost for (row, column), cost in costs.items()}
        return [(row, column) for column, row in _solve(columns, rows, turned)]
    n, m = len(rows), len(columns)
    up, down = [0.0] * (n + 1), [0.0] * (m + 1)
    taken, way = [0] * (m + 1), [0] * (m + 1)
    for row in range(1, n + 1):
        taken[0], column = row, 0
        least, used = [float("inf")] * (m + 1), [False] * (m + 1)
        while True:
            used[column] = True
            current, delta, following = taken[column], float("inf"), 0
            for other in range(1, m + 1):
                if used[other]:
                    continue
                cost = costs.get((rows[current - 1], columns[other - 1]), _NEVER)
                reduced = cost - up[current] - down[other]
                if reduced < least[other]:
                    least[other], way[other] = reduced, column
                if least[other] < delta:
                    delta, following = least[other], other
            for other in range(m + 1):
                if used[other]:
                    up[taken[other]] += delta
                    down[other] -= delta
                else:
                    least[other] -= delta
            column = following
            if taken[column] == 0:
                break
        while column:
            taken[column], column = taken[way[column]], way[column]
    return [(rows[taken[c] - 1], columns[c - 1]) for c in range(1, m + 1) if taken[c]]
