"""Spreadsheets (.xlsx, .xls, .ods): what their cells show; formulas are not run.

A first row that names the fields of an article makes an article of each row, as in a CSV; a column
called zh or source is the text, the one called en or target what is translated of it already. Else
every cell with Chinese is a paragraph, row after row.
"""

import io
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from python_calamine import CalamineError, CalamineWorkbook

from pxtranslate.errors import InputError
from pxtranslate.reading.archive import open_zip
from pxtranslate.reading.base import Limits, Parsed, Run, compose
from pxtranslate.reading.encoding import clean
from pxtranslate.reading.formats import pairs, rows
from pxtranslate.text import has_han

_ZIP = b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
Row = list[str]


def parse(data: bytes, limits: Limits) -> Parsed:
    """Read all sheets, in their order."""
    if data.startswith(_ZIP):
        open_zip(data, limits)
    elif _ENCRYPTED in data:
        raise InputError("is password-protected; save a copy without the password")
    notes: dict[str, None] = {}
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [
            list(_rows(book.get_sheet_by_name(name).to_python(), notes))
            for name in book.sheet_names
        ]
    except CalamineError as error:
        raise InputError(f"is damaged or no spreadsheet ({error})") from error
    sheets = [sheet for sheet in sheets if sheet]
    if not sheets:
        raise InputError("holds no text")
    heads = [rows.header(sheet, limits) for sheet in sheets]
    if heads[0] is not None:
        found: list[dict[str, str]] = []
        for sheet, at in zip(sheets, heads, strict=True):
            if at is not None:
                notes.update(dict.fromkeys(rows.above(sheet[:at])))
                head, *body = sheet[at:]
                found += [dict(zip_longest(head, row[: len(head)], fillvalue="")) for row in body]
        if unnamed := heads.count(None):
            notes[f"{unnamed} of {len(sheets)} sheets left out: no row names their fields"] = None
        return rows.parse(found, limits, "utf-8", notes)
    runs = [run for sheet in sheets for run in _paragraphs(sheet)]
    return compose(runs, "utf-8", notes)


def _rows(found: Sequence[Sequence[object]], notes: dict[str, None]) -> Iterator[Row]:
    for row in found:
        cells = []
        for cell in row:
            text, more = clean(shown(cell))
            notes.update(dict.fromkeys(more))
            cells.append(text)
        if any(cell.strip() for cell in cells):
            yield cells


def shown(cell: object) -> str:
    """A cell as text; whole numbers, which spreadsheets keep as floats, without a point."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _named(sheet: Sequence[Row]) -> list[str]:
    return [cell.strip().casefold() for cell in sheet[0]]


def _paragraphs(sheet: Sequence[Row]) -> Iterator[Run]:
    names = _named(sheet)
    zh, en = (pairs.column(names, wanted) for wanted in (pairs.SOURCE, pairs.TARGET))
    if zh is None:
        yield from (Run(cell, target="") for row in sheet for cell in row if has_han(cell))
        return
    for row in sheet[1:]:
        yield Run(row[zh], target=row[en] if en is not None else "")
