"""Which lines are verse: short, broken where a phrase ends, and neither headlines nor halves of a text.

Knows lines in a row, and of a page its units and which of them touch; knows nothing of articles. Verse
is told from wrapped text by where its lines break, and from a list of headlines by how short they are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median

from pxtranslate.articles.lists import touch
from pxtranslate.articles.looks import Unit
from pxtranslate.articles.seams import word_across
from pxtranslate.articles.topics import shared

_FEWEST = 4
_LONGEST = 24
"""Characters of a line; of the median line a list of headlines has as many as 14 and more."""
_MEDIAN = (3.5, 14)
_INNER = 0.25
"""Of the lines, at most, have a mark within; of wrapped text two in three do."""
_CUT = 0.15
"""Of the line breaks, at most, lie within a word: a dictionary finds words in verse by chance, too."""
_OUT = 1.5
"""Times the longest line above it that a headline below a poem may have, and its last line has not."""
_NEAR = 3
"""Lines that a headline below them shares no words with."""
_AGAIN = 0.3
"""Share of a headline, at least, that its text says again."""
_MARK = re.compile(r"[，。！？；：、,;:](?=.)")
_FINAL = re.compile(r"[，。！？；：、…—,!?;:”’」』）)]$")
_LEADS_UP = re.compile(r"[：:]$")


def is_verse(lines: Sequence[str]) -> bool:
    """Whether lines in a row, without space at their ends, are verse."""
    if len(lines) < _FEWEST or not _MEDIAN[0] <= median(map(len, lines)) <= _MEDIAN[1]:
        return False
    if sum(_MARK.search(line) is not None for line in lines) > _INNER * len(lines):
        return False
    if any(line.count("（") != line.count("）") for line in lines):
        return False  # a text cut in two
    if 6 * sum(_tells(*pair) for pair in pairwise(lines)) >= len(lines):
        return False
    seams = [pair for pair in pairwise(lines) if not _FINAL.search(pair[0])]
    # “很窄 / 窄得”: a poet takes up the last word, and 窄窄 is one.
    cut = sum(left[-1] != right[0] and word_across(left, right) == 1 for left, right in seams)
    return cut <= _CUT * len(seams)


def _tells(line: str, below: str) -> bool:
    """Whether a line is a sentence that says again what the line above it says: news in brief."""
    return not _FINAL.search(line) and below.endswith("。") and shared(line, below) >= _AGAIN


def may_be_verse(line: str) -> bool:
    """Whether a line, without space at its ends, is no longer than lines of verse are."""
    return 0 < len(line) <= _LONGEST


def with_verse(units: Sequence[Unit], text: str) -> list[Unit]:
    """Take lines of verse for text that follows what is above, and the line that heads a poem for its
    headline; `text` says which lines touch.
    """
    found = list(units)
    shown = [unit for unit in units if not unit.running]
    for first, last in _runs(shown):
        while last > first and _heads_below(shown, first, last, text):
            last -= 1
        head = _headline(shown, first, last)
        if head is not None:
            found[shown[head].index] = replace(shown[head], trusted=True)
        for unit in shown[first + (head == first) : last + 1]:
            found[unit.index] = replace(unit, look="body", whole=True, trusted=True, verse=True)
    return found


def _runs(units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """The first and last line of each run of verse, with the headlines that touch it."""
    for key, group in groupby(range(len(units)), key=lambda n: _kin(units[n])):
        run = list(group)
        if key and is_verse([units[n].text for n in run]):
            yield run[0], run[-1]


def _kin(unit: Unit) -> tuple[int | None] | None:
    """What lines of one poem have in common; None for what is no line of verse."""
    whole = unit.marks.head == 0 and unit.marks.tail == len(unit.block.text)
    lies = unit.block.role is None and unit.look in ("title", "body")
    return (unit.block.article,) if whole and lies and may_be_verse(unit.text) else None


def _headline(units: Sequence[Unit], first: int, last: int) -> int | None:
    """Which line heads a poem: its first, or one above it, but for the second of two lines there."""
    above = first - 1
    while above >= 0 and units[above].look == "byline":
        above -= 1
    if above >= 0 and units[above].titled:
        return None if above and units[above - 1].titled else above
    quoted = above == first - 1 >= 0 and _is_quoted(units, first, last)
    return None if quoted or units[first].look != "title" else first


def _is_quoted(units: Sequence[Unit], first: int, last: int) -> bool:
    """Whether verse stands within the prose above it: led up to, or its first line like the others."""
    if _LEADS_UP.search(units[first - 1].text):
        return True
    if units[first - 1].signed:
        return False
    sizes = {len(_FINAL.sub("", unit.text)) for unit in units[first : last + 1]}
    return len(sizes) == 1


def _heads_below(units: Sequence[Unit], first: int, last: int, text: str) -> bool:
    """Whether the last line of a run is a headline of what is below it."""
    if units[last].look != "title":
        return False
    line = units[last].text
    over, under = _touches(units, last, text)
    if not over and len(line) > _OUT * max(len(unit.text) for unit in units[first:last]):
        return True
    below = next((unit for unit in units[last + 1 :] if unit.look != "byline"), None)
    if below is None or (below is not units[last + 1] and below.look != "body"):
        return False  # who wrote it
    if over != under:
        return not over
    if not over and all(any(_touches(units, n, text)) for n in range(first + 1, last)):
        return True
    others = max(shared(line, unit.text) for unit in units[max(first, last - _NEAR) : last])
    return below.marks.head > 0 or shared(line, below.text) > others


def _touches(units: Sequence[Unit], n: int, text: str) -> tuple[bool, bool]:
    """Whether a line touches the one above it, and the one below it."""
    over = n > 0 and touch(text, units[n - 1], units[n])
    return over, n + 1 < len(units) and touch(text, units[n], units[n + 1])
