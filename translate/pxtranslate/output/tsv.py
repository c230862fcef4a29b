"""One segment a line for spreadsheets and training tools: `zh`, `en`, `id`, `number`, a header first.

Every segment has a line, in reading order; a failed one has an empty second cell. Excel,
LibreOffice, pandas, `csv` and `cut` read the same cells, because no cell holds a tab or a line
break, and none begins with the quotation mark that some of them take for markup (decision 0170). The exact
text is in segments.jsonl.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pxtranslate.output import tables
from pxtranslate.output.view import segments
from pxtranslate.reading.formats.pairs import FORMULA, SOURCE, TARGET, bare, column
from pxtranslate.records import Document
from pxtranslate.text import one_line

HEADER = ("zh", "en", "id", "number")
_OPENING = re.compile(r'(?:^|(?<=[\s(\[（【‘—]))"')


class Figure(str):
    """A cell that a spreadsheet holds as a number, date or truth value: what was typed is not known.

    Of 3.5% it keeps 0.035, of 2-1 a day in February.
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a bilingual table."""

    line: int
    source: str
    target: str
    number: int | None = None
    """Of the segment in its document, from 1; None where the table does not say."""
    more: bool = False
    """Whether it has cells beyond those that we write."""
    mark: str = ""
    """Of the target, where a machine wrote it and the table says so."""


def render(document: Document) -> bytes:
    """Return the whole table as UTF-8."""
    rows = [
        (cell(one.source), cell(one.target or ""), one.id, str(number))
        for number, one in enumerate(segments(document), 1)
    ]
    return "".join("\t".join(row) + "\n" for row in (HEADER, *rows)).encode("utf-8")


def cell(text: str) -> str:
    """Return `text` as a cell: one line, inert in a spreadsheet, the same to all who read it.

    Straight quotation marks are set as typographic ones where the cell would begin with one.
    """
    text = one_line(text)
    if text.startswith('"'):
        straight = not re.search("[“”]", text)
        text = _OPENING.sub("“", text).replace('"', "”") if straight else f"“{text[1:]}"
    return inert(text)


def inert(text: str) -> str:
    """Return `text` on one line, and so that no spreadsheet runs it; the quotation marks stay."""
    text = one_line(text)
    return f"'{text}" if FORMULA.match(text) else text


def readings(text: str) -> set[str]:
    """What a cell may have been before `cell` or a spreadsheet wrote it: all of one meaning."""
    text = " ".join(text.split())
    found = {text, text.replace("“", '"').replace("”", '"')}
    if text.startswith("“"):
        found.add(f'"{text[1:]}')
    if re.fullmatch(r"\d{4,15}", text):  # spreadsheets drop the commas of a bare figure
        found.add(f"{int(text):,}")
    return found


def read(path: Path, delimiter: str = "\t") -> Iterator[Row]:
    """Read a table of pairs; see `parsed`. Raises InputError as `tables.rows` does."""
    return parsed((line, [*map(bare, cells)]) for line, cells in tables.rows(path, delimiter))


def parsed(lines: Iterable[tuple[int, list[str]]]) -> Iterator[Row]:
    """The pairs of a table: the first two columns, or those the first row calls zh and en.

    `lines` are the cells of each row and where it begins.
    """
    zh, en, numbered, marked, width = 0, 1, None, None, len(HEADER)
    for line, cells in lines:
        if line == 1:
            named = [one.strip().lower() for one in cells]
            columns = [column(named, wanted) for wanted in (SOURCE, TARGET)]
            if columns[0] is not None and columns[1] is not None:
                zh, en = columns[0], columns[1]
                numbered, marked = (column(named, (name,)) for name in ("number", "mark"))
                width = max(width, len(named))
                continue
        cells += [""] * (max(zh, en) + 1 - len(cells))  # an editor may trim an empty target
        if not (cells[zh].strip() or cells[en].strip()):
            continue
        number = _cell(cells, numbered).strip()
        yield Row(
            line,
            cells[zh],
            cells[en],
            int(number) if re.fullmatch(r"\d{1,9}", number) else None,
            any(one.strip() for one in cells[width:]),
            _cell(cells, marked).strip(),
        )


def _cell(cells: list[str], at: int | None) -> str:
    return cells[at] if at is not None and at < len(cells) else ""
