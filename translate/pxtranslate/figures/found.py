"""Making quantities out of what an expression found in Chinese text; `text` is filled in later."""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from pxtranslate.figures.quantity import Change, Kind, Quantity

Reader = Callable[[re.Match[str]], Iterator[Quantity]]
"""Gives the quantities of one match of its shape."""


def span(found: re.Match[str], group: str | int = 0) -> tuple[int, int]:
    """Where a group stands."""
    return found.start(group), found.end(group)


def one(
    kind: Kind,
    value: Fraction | int | None,
    place: tuple[int, int],
    *,
    unit: str = "",
    approx: bool = False,
    firm: bool = True,
    others: tuple[Fraction, ...] = (),
    high: Fraction | int | None = None,
    vague: bool = False,
    change: Change = "",
) -> Iterator[Quantity]:
    """Yield the quantity, or nothing where there is no value."""
    if value is not None:
        low, top = Fraction(value), Fraction(value if high is None else high)
        low, top = min(low, top), max(low, top)
        yield Quantity(kind, low, top, unit, approx, *place, "", firm, others, vague, change)
