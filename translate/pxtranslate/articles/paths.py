"""The cheapest set of links that form no circle: which unit of a page follows which.

Knows costs and nothing of pages. As `assignment.assign`, where row and column n are the same thing.
"""

from collections.abc import Mapping

from pxtranslate.assignment import Costs, assign

_CIRCLES = 50
_SMALL = 5000  # links; a page of 60 blocks has 300, and trying four breaks costs four solutions


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
