"""What the finders of this package give back: one name in one text, with its English."""

from dataclasses import dataclass
from typing import Literal

Sort = Literal["person", "place", "organisation"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as it stands in a text. `[start, end)` are code points of that text."""

    zh: str
    en: str
    sort: Sort
    start: int
    end: int
    certainty: float
    """0 to 1: how sure we are that it is this name *and* that its English is right."""
    well_known: bool = False
    """A country, a province, a capital: no translator needs to be told."""
