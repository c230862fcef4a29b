"""Tables of pairs, TSV and CSV: a Chinese and an English column; empty English is to be filled.

The columns are those the first row calls zh and en (or source and target), else the first two. Cells
are found where they stand in the file, so that a filled table differs in those cells alone.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pxtranslate.errors import InputError
from pxtranslate.reading.base import Limits, Parsed, one_line
from pxtranslate.reading.encoding import byte_order_mark, decode
from pxtranslate.reading.formats import slots
from pxtranslate.reading.formats.quoting import is_quoted
from pxtranslate.reading.formats.slots import Bilingual, Edit, Notes, Slot

SOURCE = ("zh", "source", "chinese", "中文", "原文")
TARGET = ("en", "target", "english", "英文", "译文")
"""What a table may call its two columns."""
FORMULA = re.compile(r"\A'*+[=+\-@＝＋－＠]")
"""Spreadsheets run a cell that starts so (OWASP, CSV injection; the full-width forms too)."""
_NOTES = ("note", "notes")
_END = re.compile(rb"\r?\n|\Z")
_QUOTED = rb'"(?:[^"]|"")*+"(?=%s|\r?\n|\Z)'
# In a CSV a cell may hold quotation marks after its first character. In a TSV they are the text's
# own, everywhere, unless a program quoted its cells.
_SPREADSHEET = rb'(?!")(?:(?!\r?\n)[^%s])*+'
_UNQUOTED = rb'(?:(?!\r?\n)[^\t"])*+'
_AS_IT_IS = rb"(?:(?!\r?\n)[^\t])*+"
Cells = list[tuple[int, int]]
"""Where the cells of a row stand in the file, quotation marks and all."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which columns of a table hold what; `note` is one past the last where the table has none."""

    zh: int
    en: int
    note: int
    delimiter: bytes
    header: Cells | None
    quoted: bool


def parse(data: bytes, limits: Limits) -> Parsed:
    """Read the rows that have Chinese."""
    return slots.parsed(bilingual(data))


def bilingual(data: bytes, delimiter: bytes = b"\t") -> Bilingual:
    """The table and its rows. Raises InputError for one without two columns, or that is none."""
    mark, _ = byte_order_mark(data)
    file = slots.as_utf8(data, decode(data).encoding, mark)
    rows, quoted = _rows(file.data, delimiter)
    columns = _columns(file.data, rows, delimiter, quoted)
    found = tuple(_slots(file.data, rows[1:] if columns.header else rows, columns))
    return replace(file, slots=found, delimiter=delimiter.decode(), quoted=quoted)


def cells(text: str, name: str | None, shown: str) -> Iterator[str]:
    """The cells of one column of a table, each on one line; `name`: what its first row calls it.

    Without a name that of a source, or of the text of an article. Raises InputError, naming the file
    as `shown`, where there is no such column.
    """
    first = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max("\t,;|", key=first.count))
    header = next(rows, [])
    wanted = (*SOURCE, *Limits().text_fields) if name is None else (name.strip().casefold(),)
    at = column([one.strip().casefold() for one in header], wanted)
    if at is None:
        said = f"has no column {name}" if name else "has no column called zh, source or text"
        raise InputError(f"{shown}: {said}; name one with --column: {', '.join(header)}")
    try:
        for row in rows:
            if row:
                yield one_line(bare(row[at])) if at < len(row) else ""
    except csv.Error as error:
        raise InputError(f"{shown}:{rows.line_num}: cannot be read as a table ({error})") from error


def bare(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from running it (`output.tsv.cell`)."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def are_named(header: Iterable[str], articles: Iterable[str]) -> bool:
    """Whether a first row calls a column zh or source, and none as articles have it: `title`, `text`."""
    names = {one.strip().strip('"').casefold() for one in header}
    return not names.isdisjoint(SOURCE) and names.isdisjoint(one.casefold() for one in articles)


def _rows(data: bytes, delimiter: bytes) -> tuple[list[Cells], bool]:
    """The rows, and whether cells with quotation marks are quoted."""
    quoted = _QUOTED.replace(b"%s", re.escape(delimiter)) + b"|"
    if delimiter != b"\t":
        bare = _SPREADSHEET.replace(b"%s", re.escape(delimiter))
        return list(_cut(data, delimiter, re.compile(quoted + bare))), True
    if is_quoted(io.StringIO(data.decode(), newline="\n")):
        return list(_cut(data, delimiter, re.compile(quoted + _UNQUOTED))), True
    return list(_cut(data, delimiter, re.compile(_AS_IT_IS))), False


def _cut(data: bytes, delimiter: bytes, cell: re.Pattern[bytes]) -> Iterator[Cells]:
    at = 0
    while at < len(data):
        cells: Cells = []
        while True:
            found = cell.match(data, at)
            if found is None:
                line = data.count(b"\n", 0, at) + 1
                raise InputError(
                    f"line {line}: a quotation mark opens a cell and does not close it"
                )
            cells.append(found.span())
            at = found.end()
            if not data.startswith(delimiter, at):
                break
            at += 1
        end = _END.match(data, at)
        if end is None:
            line = data.count(b"\n", 0, at) + 1
            raise InputError(f"line {line}: a quotation mark within a cell that is not quoted")
        at = end.end()
        yield cells


def _columns(data: bytes, rows: Sequence[Cells], delimiter: bytes, quoted: bool) -> _Columns:
    header = rows[0] if rows else []
    names = [_text(data, header, at, quoted).strip().lower() for at in range(len(header))]
    zh, en, note = (column(names, wanted) for wanted in (SOURCE, TARGET, _NOTES))
    if zh is not None:
        en = len(names) if en is None else en
        note = max(len(names), en + 1) if note is None else note
        return _Columns(zh, en, note, delimiter, header, quoted)
    if all(len(cells) < 2 for cells in rows):
        raise InputError(
            "holds no pair: no row has two cells, and the first row calls none zh or source;"
            " save a text without columns as .txt"
        )
    return _Columns(0, 1, 0, delimiter, None, quoted)


def column(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    """Which column bears one of the names."""
    return next((at for at, name in enumerate(names) if name in wanted), None)


def _slots(data: bytes, rows: Sequence[Cells], columns: _Columns) -> Iterator[Slot]:
    also, noted = _headed(columns)
    for cells in rows:
        source, target = (_text(data, cells, at, columns.quoted) for at in (columns.zh, columns.en))
        if not source.strip():
            continue
        width, end = len(cells), cells[-1][1]
        start, until, before = end, end, columns.delimiter * (columns.en + 1 - width)
        if columns.en < width:
            (start, until), before = cells[columns.en], b""
        notes = None
        if columns.header and columns.note >= width:
            missing = columns.note + 1 - max(width, columns.en + 1)
            notes = Notes(end, "cell", columns.delimiter.decode() * missing, also=noted)
        elif columns.header and cells[columns.note][0] == cells[columns.note][1]:
            notes = Notes(cells[columns.note][0], "cell")
        yield Slot(source, target.strip(), start, until, before, also=also, notes=notes)


def _headed(columns: _Columns) -> tuple[tuple[Edit, ...], tuple[Edit, ...]]:
    """What the first row lacks of the English column, and of that of notes."""
    if not columns.header:
        return (), ()
    width, end = len(columns.header), columns.header[-1][1]
    also = (Edit(end, end, columns.delimiter + b"en"),) if columns.en >= width else ()
    noted = (Edit(end, end, columns.delimiter + b"note"),) if columns.note >= width else ()
    return also, noted


def _text(data: bytes, cells: Cells, at: int, quoted: bool) -> str:
    """What a cell says; nothing where a row is shorter."""
    if at >= len(cells):
        return ""
    cell = data[slice(*cells[at])].decode()
    if quoted and len(cell) > 1 and cell[0] == cell[-1] == '"':
        cell = cell[1:-1].replace('""', '"')
    return bare(cell)
