"""What a workbook says of how its cells are shown, which calamine does not tell: hidden rows and columns,
and figures as they stand there, 3.50% and not 0.035.

Of Office Open XML (ECMA-376, 18.3 and 18.8) the formats of numbers are read, of OpenDocument the text
that the program wrote beside each number. Dates are left to calamine. Old .xls files say it in a way
that is not read here.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from lxml import etree

from pxtranslate.errors import InputError
from pxtranslate.reading.archive import unpack

_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_STYLES, _CONTENT = "xl/styles.xml", "content.xml"
_ROWS, _COLUMNS = 1 << 20, 1 << 14
"""The most that a sheet has."""
_ALIKE = 1000
"""Rows or cells that are said once for all and still told apart: no table has more, a hostile file may."""
_ID = re.compile(r"\{[^{}]*/relationships\}id")
_ON = ("1", "true")
_REFERENCE = re.compile(r"([A-Z]{1,3})\d+")
_BUILT_IN = {
    **{"1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%"},
    **dict.fromkeys(("37", "38", "41"), "#,##0"),
    **dict.fromkeys(("39", "40", "43"), "#,##0.00"),
}
"""Formats that have a number only, but for dates, sums of money and what is as it is."""
_PART = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|\[\$(?P<money>[^\]\-]*)[^\]]*\]'
    r"|(?P<no_text>[_*].|\[[A-Za-z]+\d*\])|(?P<digits>[#0?][#0?,]*(?:\.[#0?]*)?,*)"
    r"|(?P<sign>[^A-Za-z@.\[])"
)
"""A format is made of these, or is one of dates, fractions and the like, or chooses by the size of a number."""
_LONGEST = 255


@dataclass(frozen=True, slots=True)
class Look:
    """How a sheet is shown; rows and columns are counted from 0."""

    rows: set[int] = field(default_factory=set)
    """That are hidden."""
    columns: set[int] = field(default_factory=set)
    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    """The text of cells where it is another than their number."""


def looks(archive: zipfile.ZipFile) -> dict[str, Look]:
    """By the names of the sheets."""
    names = archive.namelist()
    try:
        if _BOOK in names and _RELATIONS in names:
            return _office(archive)
        return _open_document(archive) if _CONTENT in names else {}
    except etree.LxmlError as error:
        raise InputError(f"is damaged or no spreadsheet ({error})") from error


def _office(archive: zipfile.ZipFile) -> dict[str, Look]:
    parts = {
        relation.get("Id"): posixpath.normpath(posixpath.join("/xl", relation.get("Target", "")))
        for relation in _parsed(archive, _RELATIONS)
    }
    formats = _formats(archive) if _STYLES in archive.namelist() else []
    found = {}
    for sheet in _parsed(archive, _BOOK).iterfind("{*}sheets/{*}sheet"):
        identity = next((value for name, value in sheet.items() if _ID.fullmatch(name)), None)
        part = parts.get(identity, "")[1:]
        if part in archive.namelist():
            found[sheet.get("name", "")] = _sheet(unpack(archive, archive.getinfo(part)), formats)
    return found


def _formats(archive: zipfile.ZipFile) -> list[str]:
    """The format of each style of a cell; empty where it has none that we know."""
    styles = _parsed(archive, _STYLES)
    codes = _BUILT_IN | {
        one.get("numFmtId", ""): one.get("formatCode", "")
        for one in styles.iterfind("{*}numFmts/{*}numFmt")
    }
    return [codes.get(one.get("numFmtId", ""), "") for one in styles.iterfind("{*}cellXfs/{*}xf")]


def _sheet(data: bytes, formats: list[str]) -> Look:
    look = Look()
    at = 0
    elements = etree.iterparse(io.BytesIO(data), tag=("{*}col", "{*}row"), resolve_entities=False)
    for _, element in elements:
        hidden = element.get("hidden") in _ON
        if "min" in element.attrib:
            if hidden:
                last = min(_count(element, "max"), _COLUMNS)
                look.columns.update(range(_count(element, "min") - 1, last))
            continue
        at = _count(element, "r", at + 1)
        if hidden:
            look.rows.add(at - 1)
        for column, cell in _cells(element):
            style = _count(cell, "s")
            code = formats[style] if style < len(formats) else ""
            if code and cell.get("t", "n") == "n":
                value = next(cell.iterchildren("{*}v"), cell).text or ""
                if (text := figure(value, code)) is not None:
                    look.shown[at - 1, column] = text
        element.clear()
    return look


def _cells(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    column = -1
    for cell in row:
        column += 1
        if named := _REFERENCE.fullmatch(cell.get("r", "")):
            column = -1
            for letter in named[1]:
                column = (column + 1) * 26 + ord(letter) - ord("A")
        yield column, cell


def figure(value: str, code: str) -> str | None:
    """A number in a format such as `#,##0.0%`; None where the format is of another kind."""
    try:
        return _figure(Decimal(value), code.split(";")) if len(code) <= _LONGEST else None
    except InvalidOperation:  # no number, or one too long
        return None


def _figure(number: Decimal, sections: list[str]) -> str | None:
    """By the section for numbers above 0, or that for those below, or for 0."""
    at = 1 if number < 0 else 2 if not number else 0
    section = sections[at] if at < len(sections) else sections[0]
    if (said := _format(section)) is None:
        return None
    before, digits, after, percent = said
    minus = "-" if number < 0 and len(sections) == 1 else ""
    written = _written(abs(number) * (100 if percent else 1), digits)
    return minus + f"{before}{written}{after}".strip()


@lru_cache(maxsize=1000)
def _format(section: str) -> tuple[str, str, str, bool] | None:
    """What stands before the digits, these, what stands behind them, and whether that says percent."""
    parts = list(_PART.finditer(section))
    at = [n for n, part in enumerate(parts) if part["digits"]]
    if len(at) != 1 or sum(len(part[0]) for part in parts) != len(section):
        return None
    before, after = (
        "".join(
            part["quoted"] or part["escaped"] or part["money"] or part["sign"] or ""
            for part in some
        )
        for some in (parts[: at[0]], parts[at[0] + 1 :])
    )
    return before, parts[at[0]]["digits"], after, any(part["sign"] == "%" for part in parts)


def _written(number: Decimal, digits: str) -> str:
    """A number above 0 in `#,##0.00`: so many places, thousands told apart or counted."""
    bare = digits.rstrip(",")
    whole, _, places = bare.partition(".")
    scaled = number / 1000 ** (len(digits) - len(bare))
    rounded = scaled.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
    if not rounded and "0" not in bare:
        return ""
    before, _, after = f"{rounded:{',' if ',' in whole else ''}f}".partition(".")
    least = len(places.rstrip("#?"))
    after = after[:least] + after[least:].rstrip("0")
    return before.zfill(whole.count("0")) + ("." if after else "") + after


def _open_document(archive: zipfile.ZipFile) -> dict[str, Look]:
    found = {}
    for table in _parsed(archive, _CONTENT).iter("{*}table"):
        look = found[_said(table, "name")] = Look()
        at = 0
        for column in table.iter("{*}table-column"):
            after = min(at + _repeated(column, "columns"), _COLUMNS)
            look.columns.update(range(at, after) if _is_hidden(column) else ())
            at = after
        at = 0
        for row in table.iter("{*}table-row"):
            after = min(at + _repeated(row, "rows"), _ROWS)
            if _is_hidden(row):
                look.rows.update(range(at, after))
            elif texts := dict(_texts(row)):
                look.shown.update(
                    {
                        (n, column): text
                        for n in range(at, min(after, at + _ALIKE))
                        for column, text in texts.items()
                    }
                )
            at = after
    return found


def _texts(row: etree._Element) -> Iterator[tuple[int, str]]:
    """The text of each cell of a row that holds a number."""
    at = 0
    for cell in row:
        after = min(at + _repeated(cell, "columns"), _COLUMNS)
        if _said(cell, "value-type") in ("float", "percentage", "currency"):
            text = "".join("".join(one.itertext()) for one in cell.iterchildren("{*}p"))
            yield from ((column, text) for column in range(at, min(after, at + _ALIKE)))
        at = after


def _is_hidden(element: etree._Element) -> bool:
    return _said(element, "visibility") in ("collapse", "filter")


def _repeated(element: etree._Element, what: str) -> int:
    said = _said(element, f"number-{what}-repeated")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 1


def _said(element: etree._Element, name: str) -> str:
    """An attribute, whatever its namespace."""
    return next((value for key, value in element.items() if key.endswith(f"}}{name}")), "")


def _count(element: etree._Element, name: str, otherwise: int = 0) -> int:
    said = element.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else otherwise


def _parsed(archive: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(unpack(archive, archive.getinfo(name)), parser)
