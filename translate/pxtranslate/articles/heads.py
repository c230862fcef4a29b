"""Running heads of a dump of pages: by what they say, and as they come again where pages begin or end.

Knows lines in order and what stands between them; what a head says by itself is known to `reading.running`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from pxtranslate.articles.credits import find_marks
from pxtranslate.articles.furniture import is_page_mark
from pxtranslate.articles.looks import is_whole, reads_as_title
from pxtranslate.reading.base import CELL_GAP
from pxtranslate.reading.running import goes_with_heads
from pxtranslate.records import Piece
from pxtranslate.script import plain
from pxtranslate.text import has_han

_LONGEST = 30
_LINE = 20
"""Characters from which on a line without an end is a cut text."""
_OTHER = re.compile(f"[，、。；：:]|{re.escape(CELL_GAP)}")
"""What no head has: it says nothing, labels nothing, is no row of a table."""
_NUMBER = re.compile(r"^\W*+\d++\W*+|(?<![\W\d])\W*+\d++\W*+$")
"""Of the page, at either end of its head."""
_OFTEN = 3
"""Times that a head comes which does not say that it is one; headlines come twice."""
_TWICE = 2
"""Times that a section's name comes which stands alone: once it may head what is below it."""


def running_heads(text: str, spans: Sequence[Piece]) -> set[int]:
    """Which lines are running heads: by what they say, or as they come again and again at the edges of
    pages (a form feed, the number of a page, another head), or where they cut a text.
    """
    lines = [text[start:end].strip() for start, end in spans]
    starts = [*(start for start, _ in spans), len(text)]
    feeds = {n for n, (_, end) in enumerate(spans, 1) if "\f" in text[end : starts[n]]}
    marks = {n for n, line in enumerate(lines) if is_page_mark(line)}
    found = marks | _section_at_top(lines)
    again: defaultdict[str, list[int]] = defaultdict(list)
    for n, line in enumerate(lines):
        if n not in marks and _may_be_head(line):
            again["".join(_NUMBER.sub("", line).split())].append(n)
    for name, places in again.items():
        edges = [{n, n + 1} & feeds or {n - 1, n + 1} & marks for n in places]
        cuts = [0 < n < len(lines) - 1 and _is_cut(lines[n - 1]) for n in places]
        often = len(places) >= _OFTEN and (all(edges) or any(cuts))
        if often or (len(places) >= _TWICE and goes_with_heads(name)):
            found.update(places)
    return _with_neighbours(lines, found, feeds)


def _section_at_top(lines: Sequence[str]) -> set[int]:
    """The first line if it names a section and a headline stands right below it."""
    if len(lines) < _TWICE or not has_han(lines[0]):
        return set()
    return {0} if goes_with_heads(plain(lines[0])) and reads_as_title(lines[1]) else set()


def _may_be_head(line: str) -> bool:
    """Whether a line is short and neither the end of a text, who wrote one nor a row of a table."""
    if len(line) > _LONGEST or not has_han(line) or _OTHER.search(line) or is_whole(line):
        return False
    marks = find_marks(line)
    return marks.head < marks.tail


def _is_cut(line: str) -> bool:
    return len(line) >= _LINE and not is_whole(line) and not reads_as_title(line)


def _with_neighbours(lines: Sequence[str], found: set[int], feeds: Iterable[int]) -> set[int]:
    """And the section's name or the bare number beside a head, or at a page's end."""
    beside = {n + step for n in found for step in (-1, 1)} | {
        n - step for n in feeds for step in (0, 1)
    }
    more = {n for n in beside - found if 0 <= n < len(lines) and goes_with_heads(lines[n])}
    return _with_neighbours(lines, found | more, ()) if more else found
