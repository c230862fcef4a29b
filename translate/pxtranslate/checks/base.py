"""What a check is given and what it gives back.

A check is a module with a function `find(pair) -> Iterator[Issue]`. It sees one source and one
target and nothing else; it knows neither engines nor files nor the config. Its severity is its own
opinion: `error` where a reader would be misled, `warning` where a person should look, `info` else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from pxtranslate.records import Issue, Role


@dataclass(frozen=True, slots=True)
class Pair:
    """A source and its target, with what is known about them."""

    source: str
    target: str
    role: Role = "body"
    terms: tuple[tuple[str, str], ...] = ()
    """(Chinese, English) pairs that the target is expected to use."""


class Check(Protocol):
    """One way a translation can be wrong."""

    def __call__(self, pair: Pair) -> Iterator[Issue]:
        """Yield what is wrong with the pair, worst first; nothing if nothing is."""
        ...
