"""Lines on a page, wherever they stand: columns, reading order, paragraphs.

Takes boxes of text with a size, from a PDF or from OCR, and knows nothing of either. A line never
holds text of two columns; a page is cut recursively, at gutters that run clear through, at strips
of white from edge to edge, and at gutters that only headlines cross. What cannot be told from
geometry (an article that goes on elsewhere) is left for `split`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pxtranslate.readers.base import CELL_GAP, Run, one_line
from pxtranslate.records import Role

_GUTTER = 0.8
"""Least width of a gutter, in ems; newspapers have 1 to 2."""
_STRIP = 1.8
"""Least height of a strip of white that no column crosses, in ems beyond the usual space between
lines: paragraphs of neighbouring columns that happen to end on one level leave less."""
_NARROWEST = 4.0
"""A column is wider, in ems; what is narrower are list numbers and table cells."""
_OVERLAP = 0.35
_CELL = 3.0
"""Ems of white that make cells of the parts of a row."""
_INDENT = (0.8, 4.5)
_SHORT = 2.4
"""A line that ends so many ems before its column does ends its paragraph; marks that may not open
a line push up to two characters over."""
_SAME_SIZE = 1.08
_HEADING = 1.1
_TITLE = 1.3
"""Sizes from which on a short line is a heading or title, in body sizes."""
_LONGEST_TITLE = 60
_SENTENCE_END = "。！？!?…”’」』）)】"
_MARGIN = 0.09
"""Share of the page's height at top and bottom where running heads stand."""
_PAGE_NUMBER = re.compile(
    r"[\s\-–—·•|/]*(?:第?\s*[A-Z]?\d{1,4}\s*[页頁版]?(?:\s*[/／]?\s*共?\s*\d{1,4}\s*[页頁]?)?"
    r"|第?[一二三四五六七八九十百]{1,4}[页頁版])[\s\-–—·•|/]*"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A run of text on one line. Coordinates grow right and down; `size` is an em."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page in any order, and where the page begins and ends."""

    lines: tuple[Line, ...]
    top: float
    bottom: float


Column = list[Line]
"""Lines one below the other."""


def runs(pages: Sequence[Page]) -> tuple[list[Run], list[str]]:
    """Paragraphs of all pages in reading order, and what was dropped: heads and page numbers."""
    body = _body_size(pages)
    heads = _running_heads(pages)
    dropped: dict[str, None] = {}
    paragraphs: list[Column] = []
    before: Column = []
    for number, page in enumerate(pages):
        kept = []
        for line in page.lines:
            if (number, line) in heads:
                dropped[line.text.strip()] = None
            else:
                kept.append(line)
        bands = list(_bands(kept))
        # A page of one column goes on with the page before; any other band begins anew.
        flows = all(len(columns) == 1 for columns in bands)
        before = before if flows else []
        for columns in bands:
            for column in columns:
                _add(paragraphs, column, before, body)
                before = column
            before = []
        before = bands[-1][-1] if flows and bands else []
    return _with_roles(paragraphs, body), list(dropped)


def notes(dropped: Sequence[str]) -> list[str]:
    """What a person should know of the lines that were dropped."""
    return [f"running heads and page numbers left out: {' / '.join(dropped)}"] if dropped else []


def _body_size(pages: Iterable[Page]) -> float:
    """The size that most characters have."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] or 1.0 if sizes else 1.0


def _running_heads(pages: Sequence[Page]) -> set[tuple[int, Line]]:
    """Lines in the margins that repeat from page to page, or stand in a row with a page number."""
    margins: list[list[Line]] = []
    seen: Counter[str] = Counter()
    for page in pages:
        depth = (page.bottom - page.top) * _MARGIN
        lines = [
            line
            for line in page.lines
            if line.bottom < page.top + depth or line.top > page.bottom - depth
        ]
        margins.append(lines)
        seen.update({_without_digits(line.text) for line in lines})
    often = max(2, 0.4 * len(pages))
    found = set()
    for number, lines in enumerate(margins):
        for line in lines:
            row = [other for other in lines if abs(other.middle - line.middle) < line.size / 2]
            numbered = any(_PAGE_NUMBER.fullmatch(other.text) for other in row)
            if numbered or seen[_without_digits(line.text)] >= often:
                found.add((number, line))
    return found


def _without_digits(text: str) -> str:
    return re.sub(r"[\d\s]+", "#", text)


def _bands(lines: Sequence[Line]) -> Iterator[list[Column]]:
    """Cut a region into bands from top to bottom, each of columns from left to right.

    Only columns of one band are sure to follow each other.
    """
    if not lines:
        return
    em = median(line.size for line in lines)
    if len(strips := _strips(lines, em)) > 1:
        yield from (band for strip in strips for band in _bands(strip))
    elif len(columns := _columns(lines, em)) > 1:
        parts = [list(_bands(column)) for column in columns]
        if all(len(part) == 1 and len(part[0]) == 1 for part in parts):
            yield [part[0][0] for part in parts]
        else:
            yield from (band for part in parts for band in part)
    elif len(layers := _layers(lines, em)) > 1:
        yield from (band for layer in layers for band in _bands(layer))
    else:
        yield [[line for row in _rows(lines) for line in _across(row)]]


def _strips(lines: Sequence[Line], em: float) -> list[list[Line]]:
    """Split at strips of white from edge to edge that are higher than lines usually are apart."""
    rows = _rows(lines)
    gaps = [
        min(line.top for line in low) - max(line.bottom for line in high)
        for high, low in pairwise(rows)
    ]
    usual = median(gaps) if gaps else 0.0
    strips = [list(rows[0])]
    for row, gap in zip(rows[1:], gaps, strict=True):
        if gap >= usual + _STRIP * em:
            strips.append([])
        strips[-1] += row
    return strips


def _columns(lines: Sequence[Line], em: float) -> list[list[Line]]:
    """Split at every gutter that runs clear through from top to bottom."""
    columns: list[list[Line]] = []
    reach = float("-inf")
    for line in sorted(lines, key=lambda line: line.left):
        if line.left - reach >= _GUTTER * em:
            columns.append([])
        columns[-1].append(line)
        reach = max(reach, line.right)
    wide: list[list[Line]] = []
    for column in columns:
        if wide and min(_width(column), _width(wide[-1])) < _NARROWEST * em:
            wide[-1] += column
        else:
            wide.append(column)
    return wide


def _width(lines: Sequence[Line]) -> float:
    """Of a column; a headline written downwards is as wide as it is high."""
    across = max(line.right for line in lines) - min(line.left for line in lines)
    return max(across, *(line.bottom - line.top for line in lines))


def _layers(lines: Sequence[Line], em: float) -> list[list[Line]]:
    """Split where a row would close a gutter: above and below what spans columns."""
    layers: list[list[Line]] = []
    open_gutters = 0
    for row in _rows(lines):
        here = len(_columns(row, em))
        if layers and len(_columns([*layers[-1], *row], em)) >= max(here, open_gutters):
            layers[-1] += row
            open_gutters = max(here, open_gutters)
        else:
            layers.append(list(row))
            open_gutters = here
    return layers


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that share some height, from top to bottom."""
    rows: list[list[Line]] = []
    reach = float("-inf")
    for line in sorted(lines, key=lambda line: line.top):
        # Boxes are as high as the font allows, so lines set close overlap a little.
        if line.top + _OVERLAP * line.size >= reach:
            rows.append([])
        rows[-1].append(line)
        reach = max(reach, line.bottom)
    return rows


def _across(row: Sequence[Line]) -> Iterator[Line]:
    """What stands in one row of one column: one line, its parts told apart by space or as cells."""
    ordered = sorted(row, key=lambda line: line.left)
    line = ordered[0]
    for other in ordered[1:]:
        gap = other.left - line.right
        if not _alike(line, other) or gap < 0:
            yield line
            line = other
            continue
        space = "\u3000" if gap < _CELL * line.size else CELL_GAP
        line = replace(
            line,
            text=line.text + space + other.text,
            top=min(line.top, other.top),
            right=other.right,
            bottom=max(line.bottom, other.bottom),
        )
    yield line


def _alike(line: Line, other: Line) -> bool:
    """Set in the same size."""
    return 1 / _SAME_SIZE < line.size / other.size < _SAME_SIZE


def _add(paragraphs: list[Column], column: Column, before: Column, body: float) -> None:
    """Group the lines of a column into paragraphs; the last one of `before` may go on in it."""
    gaps = [low.top - high.bottom for high, low in pairwise(column)]
    usual = median(gaps) if gaps else 0.0
    indents = any(_is_indented(line, part) for part in (before, column) for line in part)
    for index, line in enumerate(column):
        last = column[index - 1] if index else before[-1] if before else None
        if last is None or not _alike(last, line):
            goes_on = False
        elif index == 0:
            whole = last.text.rstrip()[-1:] in _SENTENCE_END and not indents
            goes_on = _is_full(last, before) and not _is_indented(line, column) and not whole
        elif line.top - last.bottom > max(usual, 0.0) + 0.6 * line.size:
            goes_on = False
        else:
            big = line.size >= _TITLE * body
            goes_on = big or (_is_full(last, column) and not _is_indented(line, column))
        if goes_on:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])


def _is_indented(line: Line, column: Column) -> bool:
    left = min(other.left for other in _peers(line, column))
    return _INDENT[0] * line.size <= line.left - left <= _INDENT[1] * line.size


def _is_full(line: Line, column: Column) -> bool:
    right = max(other.right for other in _peers(line, column))
    return line.right >= right - _SHORT * line.size


def _peers(line: Line, column: Column) -> Iterator[Line]:
    """The lines of a column in the size of one of them."""
    return (other for other in column if _alike(other, line))


def _with_roles(paragraphs: Sequence[Column], body: float) -> list[Run]:
    """The text of each paragraph. Of large short ones in a row the largest is the title."""
    texts = [one_line("\n".join(line.text for line in lines)) for lines in paragraphs]
    large = []
    for lines, text in zip(paragraphs, texts, strict=True):
        ratio = median(line.size for line in lines) / body
        short = len(text) <= _LONGEST_TITLE and not text.endswith(("。", "；", "，"))
        large.append(ratio if short and ratio >= _HEADING else 0.0)
    found = []
    for index, text in enumerate(texts):
        role: Role | None = None
        if large[index]:
            largest = large[index] >= max(_neighbours(large, index))
            role = "title" if largest and large[index] >= _TITLE else "heading"
        found.append(Run(text, role))
    return found


def _neighbours(large: Sequence[float], index: int) -> Iterator[float]:
    """The sizes of the large paragraphs in a row that `index` stands in."""
    for step in (-1, 1):
        at = index
        while 0 <= at < len(large) and large[at]:
            yield large[at]
            at += step
