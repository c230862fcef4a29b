"""The text of one cell of the report, cut where a mark begins or ends and where a join falls.

Knows a text, what checks read in it, and its joins; nothing of segments, articles or HTML.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from pxtranslate.records import Join
from pxtranslate.text import visible

DOUBTFUL = 0.8
"""A join less certain than this is shown with its confidence, not only marked."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a cell: text, perhaps marked with a severity, or a join between stretches."""

    text: str
    mark: str = ""
    join: bool = False
    doubtful: bool = False
    short: str = ""


def cut(text: str, read: list[tuple[str, str]], joins: list[tuple[int, Join]]) -> list[Part]:
    """Cut `text` where a mark begins or ends and where a join falls.

    What a check read is marked where it stands in the text literally; else nothing is.
    """
    if not joins and not any(words for words, _ in read):
        return [Part(visible(text))]
    marks = [""] * len(text)
    at_join = dict(joins)
    edges = {0, *at_join}
    for words, severity in reversed(read):
        if words and (found := _whole(words).search(text)):
            marks[found.start() : found.end()] = [severity] * len(words)
            edges |= {found.start(), found.end()}
    starts = [
        edge
        for edge in sorted(edges)
        if edge < len(text) and (not edge or edge in at_join or marks[edge] != marks[edge - 1])
    ]
    parts: list[Part] = []
    for start, end in pairwise([*starts, len(text)]):
        if start in at_join:
            parts.append(_join(at_join[start]))
        parts.append(Part(visible(text[start:end]), mark=marks[start]))
    return parts


def _whole(words: str) -> re.Pattern[str]:
    """Find `words` but not inside a longer figure or word: 6万 does not stand in 4.6万."""
    before = r"(?<![0-9A-Za-z])(?<![0-9][.,])" if re.match("[0-9A-Za-z]", words) else ""
    after = r"(?![0-9A-Za-z])" if re.search("[0-9A-Za-z]$", words) else ""
    return re.compile(before + re.escape(words) + after)


def _join(join: Join) -> Part:
    percent = f"{join.confidence:.0%}"
    doubtful = join.confidence < DOUBTFUL
    return Part(
        text=f"Joined across a column break here, {percent} sure",
        join=True,
        doubtful=doubtful,
        short=f"{percent}" if doubtful else "",
    )
