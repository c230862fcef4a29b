"""Lines on a page, wherever they stand, in reading order: bands of columns.

A line never holds text of two columns. A region is cut recursively: at strips of white from edge to
edge, at gutters that run clear through, and above and below what spans columns. Knows nothing of
paragraphs, nor whether the lines come from a PDF or from OCR.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from pxtranslate.reading.base import CELL_GAP

_GUTTER = 0.8
"""Least width of a gutter, in ems; newspapers have 1 to 2."""
HANGING = ("，", "。", "、", "；", "：", "！", "？")
"""Marks that may hang over the edge of a column, into the gutter."""
_STRIP = 1.8
"""Least height of a strip of white that no column crosses, in ems beyond the usual space between
lines: paragraphs of neighbouring columns that happen to end on one level leave less."""
_NARROWEST = 4.0
"""A column is wider, in ems; what is narrower are list numbers and table cells."""
_OVERLAP = 0.35
"""Ems that lines set close may lie over each other: boxes are as high as the font allows."""
_LAST_ROWS = 3
"""Rows above a headline; all columns of a story end in them, if not all in the last."""
_CELL = 3.0
"""Ems of white that make cells of the parts of a row."""
_FEWEST_ROWS = 3
_PAIR = 2
"""Columns that may as well be two of text; with more, short lines are cells."""
_PITCH = 1.7
"""Ems from row to row that tables have and running text has not."""
_SET = 1.4
"""Times the size of one cell that another may have; of figures alone it can only be guessed."""
_LEVEL = 0.3
"""Ems that cells of a row may be off each other's level."""
_LONGEST_CELL = 8.0
"""Ems; narrower columns hold no running text."""
_RAGGED = 2.4
"""Ems that a full line of text may end before its column."""
_HEADLINE = 1.25
"""Times the usual size."""
_OFF_MIDDLE = 2.0
"""Ems that a centred headline may be off the middle of its columns."""
_OFF_MIDDLE_SMALL = 0.5
"""The same of a kicker or byline; a paragraph is indented by more."""
_FIRST_ROWS = 5
"""Rows that show where columns are; the first alone may be short."""
_SLACK = 0.2
"""Ems that what stands in a column may jut out of it."""
_SAME_SIZE = 1.08


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


Column = list[Line]
"""Lines one below the other."""


def bands(lines: Sequence[Line]) -> Iterator[list[Column]]:
    """Cut a region into bands from top to bottom, each of columns from left to right.

    Only columns of one band are sure to follow each other.
    """
    if not lines:
        return
    em = median(line.size for line in lines)
    if table := _table(lines, em):
        above, rows, below = table
        yield from bands(above)
        yield [[_joined(row) for row in rows]]
        yield from bands(below)
    elif len(strips := _strips(lines, em)) > 1:
        yield from (band for strip in strips for band in bands(strip))
    elif len(stories := _stacked(lines, em)) > 1:
        yield from (band for story in stories for band in bands(story))
    elif head := _head(lines, em):
        yield from (band for part in head for band in bands(part))
    elif steps := _steps(lines, em):
        yield from (band for step in steps for band in bands(step))
    elif len(columns := _columns(lines, em)) > 1:
        parts = [list(bands(column)) for column in columns]
        if all(len(part) == 1 and len(part[0]) == 1 for part in parts):
            yield [part[0][0] for part in parts]
        else:
            yield from (band for part in parts for band in part)
    elif len(layers := _layers(lines, em)) > 1:
        yield from (band for layer in layers for band in bands(layer))
    else:
        yield [[line for row in _rows(lines) for line in _across(row)]]


def _table(
    lines: Sequence[Line], em: float
) -> tuple[list[Line], list[list[Line]], list[Line]] | None:
    """The first rows in a region that are those of a table, with what stands above and below them.

    Columns of text are told from columns of cells by their lines, most of which fill them.
    """
    rows = _rows(lines)
    first = 0
    while first < len(rows):
        last = first
        while last < len(rows) and _is_row(rows[last], em):
            last += 1
        if last - first >= _FEWEST_ROWS and _are_cells(rows[first:last], em):
            above, below = (
                [line for row in part for line in row] for part in (rows[:first], rows[last:])
            )
            return above, rows[first:last], below
        first = last + 1
    return None


def _is_row(row: Sequence[Line], em: float) -> bool:
    """Whether lines stand exactly beside each other, with room for a gutter between."""
    ordered = sorted(row, key=lambda line: line.left)
    return len(row) > 1 and all(
        right.left - left.right >= _GUTTER * em
        and abs(right.middle - left.middle) < _LEVEL * em
        and 1 / _SET < left.size / right.size < _SET
        for left, right in pairwise(ordered)
    )


def _are_cells(rows: Sequence[Sequence[Line]], em: float) -> bool:
    """Whether rows fall into columns of cells; two columns only with figures or room between the rows."""
    columns = _apart([line for row in rows for line in row], em)
    if len(columns) < max(map(len, rows)) or any(_is_text(column, em) for column in columns):
        return False
    figures = max(sum(any(map(str.isdigit, line.text)) for line in column) for column in columns)
    pitch = median(low[0].middle - high[0].middle for high, low in pairwise(rows))
    return len(columns) > _PAIR or 2 * figures >= len(rows) or pitch >= _PITCH * em


def _is_text(column: Sequence[Line], em: float) -> bool:
    """Whether a column is running text: it has sentences, or marks and lines most of which fill it."""
    text = "".join(line.text for line in column)
    if "。" in text:
        return True
    width = max(line.right for line in column) - min(line.left for line in column)
    full = sum(line.right - line.left >= width - _RAGGED * em for line in column)
    return "，" in text and width >= _LONGEST_CELL * em and 3 * full >= 2 * len(column)


def _joined(row: Sequence[Line]) -> Line:
    """A row of a table as one line, its cells told apart."""
    ordered = sorted(row, key=lambda line: line.left)
    return Line(
        CELL_GAP.join(line.text for line in ordered),
        ordered[0].left,
        min(line.top for line in row),
        ordered[-1].right,
        max(line.bottom for line in row),
        ordered[0].size,
    )


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


def _stacked(lines: Sequence[Line], em: float) -> list[list[Line]]:
    """Split above and below headlines that have their row for themselves between rows of columns.

    Beside the headline of one column others have text; where they have none, and go on level with
    what is below the headline, a story ends in all of them and the next begins.
    """
    rows = _rows(lines)
    large = [_is_large(row, em) for row in rows]
    cuts = [0]
    for number in range(1, len(rows)):
        if not large[number] or large[number - 1]:
            continue
        below = next((n for n in range(number, len(rows)) if not large[n]), number)
        above = rows[max(0, number - _LAST_ROWS) : number]
        if any(_is_parted(row, em) for row in above) and len(_columns(rows[below], em)) > 1:
            cuts += [number, below]
    if len(cuts) > 1 and large[0]:
        cuts.insert(1, large.index(False))
    return [
        [line for row in rows[start:end] for line in row]
        for start, end in pairwise((*cuts, len(rows)))
    ]


def _is_parted(row: Sequence[Line], em: float) -> bool:
    """Whether there is room for a gutter in a row, however little stands beside it."""
    ordered = sorted(row, key=lambda line: line.left)
    return any(right.left - _edge(left) >= _GUTTER * em for left, right in pairwise(ordered))


def _head(lines: Sequence[Line], em: float) -> list[list[Line]]:
    """Split off what stands above the columns: a headline of any number of rows, with a kicker or a
    byline, that no column has room for or that is set in the middle of them all.
    """
    rows = _rows(lines)
    first = next((number for number, row in enumerate(rows) if _is_parted(row, em)), 0)
    slots = _slots(rows[first:], em)
    middle = (min(line.left for line in lines) + max(line.right for line in lines)) / 2
    wide = [n for n in range(first) if not any(_fits(rows[n], slot) for slot in slots)]
    end = wide[-1] + 1 if wide else 0
    while end < first and _is_centred(rows[end], middle, em):
        end += 1
    above, below = ([line for row in part for line in row] for part in (rows[:end], rows[end:]))
    headed = any(_is_large(row, em) for row in rows[:end])
    return [above, below] if headed and (wide or end == first) else []


def _is_large(row: Sequence[Line], em: float) -> bool:
    return min(line.size for line in row) >= _HEADLINE * em


def _slots(rows: Sequence[Sequence[Line]], em: float) -> list[tuple[float, float]]:
    """From where to where each column that begins here may reach, up to its neighbours."""
    begin = (
        [line for row in rows[:number] for line in row] for number in range(_FIRST_ROWS, 0, -1)
    )
    columns = max((_columns(lines, em) for lines in begin), key=len)
    lefts = [min(line.left for line in column) for column in columns]
    rights = [max(line.right for line in column) for column in columns]
    left = min(line.left for row in rows for line in row) - _SLACK * em
    right = max(line.right for row in rows for line in row) + _SLACK * em
    return list(zip([left, *rights[:-1]], [*lefts[1:], right], strict=True))


def _fits(row: Sequence[Line], slot: tuple[float, float]) -> bool:
    return all(slot[0] <= line.left and line.right <= slot[1] for line in row)


def _is_centred(row: Sequence[Line], middle: float, em: float) -> bool:
    """Whether a row is set around the middle of its columns; running text with its indents is not."""
    off = (min(line.left for line in row) + max(line.right for line in row)) / 2 - middle
    return abs(off) < (_OFF_MIDDLE if _is_large(row, em) else _OFF_MIDDLE_SMALL) * em


def _steps(lines: Sequence[Line], em: float) -> list[list[Line]]:
    """Where nothing stands beside anything, the parts of columns as they come from top to bottom."""
    rows = _rows(lines)
    columns = _columns(lines, em)
    if len(columns) == 1 or any(_is_parted(row, em) for row in rows):
        return []
    column_of = {line: number for number, column in enumerate(columns) for line in column}
    return [
        [line for row in part for line in row]
        for _, part in groupby(rows, lambda row: column_of[row[0]])
    ]


def _columns(lines: Sequence[Line], em: float) -> list[list[Line]]:
    """Split at every gutter that runs clear through from top to bottom, into columns wide enough."""
    wide: list[list[Line]] = []
    for column in _apart(lines, em):
        if wide and min(_width(column), _width(wide[-1])) < _NARROWEST * em:
            wide[-1] += column
        else:
            wide.append(column)
    return wide


def _apart(lines: Sequence[Line], em: float) -> list[list[Line]]:
    """Split at every gutter that runs clear through from top to bottom."""
    columns: list[list[Line]] = []
    reach = float("-inf")
    for line in sorted(lines, key=lambda line: line.left):
        if line.left - reach >= _GUTTER * em:
            columns.append([])
        columns[-1].append(line)
        reach = max(reach, _edge(line))
    return columns


def _edge(line: Line) -> float:
    """Where a line ends, but for a mark that may hang."""
    return line.right - line.size if line.text.endswith(HANGING) else line.right


def _width(lines: Sequence[Line]) -> float:
    """Of a column; a headline written downwards is as wide as it is high."""
    across = max(line.right for line in lines) - min(line.left for line in lines)
    return max(across, *(line.bottom - line.top for line in lines))


def _layers(lines: Sequence[Line], em: float) -> list[list[Line]]:
    """Split once, where it opens gutters for the most lines: below a headline, say."""
    rows = _rows(lines)
    best: list[list[Line]] = []
    most = 0
    for number in range(1, len(rows)):
        parts = [[line for row in part for line in row] for part in (rows[:number], rows[number:])]
        opened = sum(len(part) for part in parts if _has_columns(part, em))
        if opened > most:
            best, most = parts, opened
    return best


def _has_columns(lines: Sequence[Line], em: float) -> bool:
    """Whether there are gutters, and more than a row of cells between them."""
    columns = _columns(lines, em)
    return len(columns) > 1 and max(map(len, columns)) > 1


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that share some height, from top to bottom."""
    rows: list[list[Line]] = []
    reach = float("-inf")
    for line in sorted(lines, key=lambda line: line.top):
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
        if not alike(line, other) or gap < 0:
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


def alike(line: Line, other: Line) -> bool:
    """Set in the same size."""
    return 1 / _SAME_SIZE < line.size / other.size < _SAME_SIZE
