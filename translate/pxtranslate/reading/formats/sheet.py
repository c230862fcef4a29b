"""Spreadsheets (.xlsx, .xls, .ods): what their cells show; formulas are not run, what is hidden is left out.

A first row that names the fields of an article makes an article of each row, as in a CSV; a column
called zh or source is the text, the one called en or target what is translated of it already. Else
every row is read as one of a table in Word, where some Chinese is in its table: what stands between
empty rows.
"""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from pxtranslate.errors import InputError
from pxtranslate.phrases import counted
from pxtranslate.reading.archive import open_zip
from pxtranslate.reading.base import Limits, Parsed, Run, compose, row
from pxtranslate.reading.encoding import clean
from pxtranslate.reading.formats import cells, pairs, rows
from pxtranslate.text import has_han

_ZIP = b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
Row = list[str]


def parse(data: bytes, limits: Limits) -> Parsed:
    """Read all sheets that are shown, in their order."""
    left_out: Counter[str] = Counter()
    notes: dict[str, None] = {}
    tables = list(_tables(data, limits, left_out, notes))
    sheets = [filled for table in tables if (filled := list(filter(_is_filled, table)))]
    if not sheets:
        raise InputError("holds no text")
    heads = [rows.header(sheet, limits) for sheet in sheets]
    if heads[0] is not None:
        notes.update(_told(left_out))
        articles: list[dict[str, str]] = []
        for sheet, at in zip(sheets, heads, strict=True):
            if at is not None:
                notes.update(dict.fromkeys(rows.above(sheet[:at])))
                head, *body = sheet[at:]
                articles += [
                    dict(zip_longest(head, one[: len(head)], fillvalue="")) for one in body
                ]
        if unnamed := heads.count(None):
            notes[f"{unnamed} of {len(sheets)} sheets left out: no row names their fields"] = None
        return rows.parse(articles, limits, "utf-8", notes)
    runs = [run for table in tables for run in _paragraphs(table, left_out)]
    return compose(runs, "utf-8", (*notes, *_told(left_out)))


def _told(left_out: Counter[str]) -> dict[str, None]:
    """The notes on what was left out."""
    return {f"{counted(count, what)} left out": None for what, count in left_out.items() if count}


def _tables(
    data: bytes, limits: Limits, left_out: Counter[str], notes: dict[str, None]
) -> Iterator[list[Row]]:
    """The rows of each sheet that is shown."""
    looks: dict[str, cells.Look] = {}
    if data.startswith(_ZIP):
        looks = cells.looks(open_zip(data, limits))
    elif _ENCRYPTED in data:
        raise InputError("is password-protected; save a copy without the password")
    else:
        notes["of an .xls file hidden rows are read too, and 3.5% as 0.035: save it as .xlsx"] = (
            None
        )
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for one in book.sheets_metadata:
            if one.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(one.name)
            if one.visible == SheetVisibleEnum.Visible:
                yield list(_rows(sheet, looks.get(one.name, cells.Look()), left_out, notes))
            else:
                left_out["hidden sheet"] += sheet.height > 0
    except CalamineError as error:
        raise InputError(f"is damaged or no spreadsheet ({error})") from error


def _rows(
    sheet: CalamineSheet, look: cells.Look, left_out: Counter[str], notes: dict[str, None]
) -> Iterator[Row]:
    """The rows that are shown, empty ones too, of the cells that are."""
    top, left = sheet.start or (0, 0)
    hidden: set[int] = set()
    for at, values in enumerate(sheet.to_python(), top):
        texts = [look.shown.get((at, n)) or shown(value) for n, value in enumerate(values, left)]
        if at in look.rows:
            left_out["hidden row"] += _is_filled(texts)
            continue
        hidden.update(n for n, text in enumerate(texts, left) if n in look.columns and text)
        found = [clean(text) for n, text in enumerate(texts, left) if n not in look.columns]
        notes.update(dict.fromkeys(note for _, more in found for note in more))
        yield [text for text, _ in found]
    left_out["hidden column"] += len(hidden)


def shown(value: object) -> str:
    """A cell as text; whole numbers, which spreadsheets keep as floats, without a point."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"  # as Excel rounds
    return str(value)


def _is_filled(texts: Row) -> bool:
    return any(map(str.strip, texts))


def _paragraphs(sheet: Sequence[Row], left_out: Counter[str]) -> Iterator[Run]:
    head, *body = list(filter(_is_filled, sheet)) or [[]]
    names = [cell.strip().casefold() for cell in head]
    zh, en = (pairs.column(names, wanted) for wanted in (pairs.SOURCE, pairs.TARGET))
    if zh is None:
        yield from (replace(run, target="") for run in _table_rows(sheet, left_out))
        return
    for one in body:
        yield Run(one[zh], target=one[en] if en is not None else "")


def _table_rows(sheet: Sequence[Row], left_out: Counter[str]) -> Iterator[Run]:
    """The rows of each table that has some Chinese."""
    for filled, table in groupby(sheet, _is_filled):
        texts = list(table)
        if any(has_han(cell) for one in texts for cell in one):
            for one in texts:
                yield from row([list(map(Run, cell.splitlines())) for cell in one])
        elif filled:
            left_out["non-Chinese table"] += 1
