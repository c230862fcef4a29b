"""aligned.xlsx: the table of a document as a spreadsheet that is filtered, corrected and read back.

Written by hand (ECMA-376 part 1, chapter 18): texts are typed as such and the columns of both languages
formatted so, so that nothing in them or typed there is run or guessed at, and the same document gives
the same bytes. Read with calamine, whoever saved it.
"""

import io
import math
import re
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from python_calamine import CalamineError, CalamineWorkbook

from pxtranslate.errors import InputError
from pxtranslate.output import sheet
from pxtranslate.output.elements import dropped
from pxtranslate.output.package import fixed, packed, properties
from pxtranslate.output.tsv import Figure
from pxtranslate.phrases import counted
from pxtranslate.reading.archive import open_zip
from pxtranslate.reading.base import Limits
from pxtranslate.reading.formats.sheet import shown
from pxtranslate.records import Document
from pxtranslate.regular import read_regular
from pxtranslate.text import count_han, xml

LONGEST = 32_767
"""UTF-16 units of a cell. A longer text is left out, or its stump would come back as an edit."""
_WIDTHS = (48, 60, 9, 40, 7, 9, 8, 11, 9, 14)
_SEVERITIES = {"error": 5, "warning": 6}
_ZH, _EN, _OTHER, _RISK, _HEAD = 1, 2, 3, 4, 7
"""Cell styles: places in `cellXfs` of office/xlsx/xl/styles.xml."""
_LINE, _TALLEST = 16, 400
"""Points of a line, and of the tallest row; Excel takes 409."""
_HIDDEN = sheet.HEADER.index("mark")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_RETURNS = re.compile("\r")


def render(document: Document, signature: str) -> bytes:
    """Return the workbook."""
    lost = dropped(document)
    description = f"{signature}; {counted(lost, 'character')} dropped" if lost else signature
    parts = {
        "xl/worksheets/sheet1.xml": "".join(_sheet(document)).encode(),
        "docProps/core.xml": properties(document.name, description),
    }
    return packed(fixed("xlsx") | parts)


def cells(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row of the first sheet that is not blank, as text, with its number from 1.

    What is no text in the sheet is a `tsv.Figure`.
    Raises InputError for what is no workbook.
    """
    try:
        data = read_regular(path)
        open_zip(data, Limits())  # or a bomb would be unpacked
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, InputError, OSError, ValueError, IndexError) as error:
        raise InputError(f"{path}: damaged or no spreadsheet ({error})") from error
    for number, row in enumerate(rows, 1):
        texts = [cell if isinstance(cell, str) else Figure(shown(cell)) for cell in row]
        if any(text.strip() for text in texts):
            yield number, texts


def _sheet(document: Document) -> Iterator[str]:
    yield f'{_DECLARATION}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
    yield '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2"'
    yield ' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>'
    for at, width in enumerate(_WIDTHS):
        hidden = ' hidden="1"' if at == _HIDDEN else ""
        yield f'<col min="{at + 1}" max="{at + 1}" width="{width}" customWidth="1"{hidden}/>'
    yield "</cols><sheetData>"
    yield f'<row r="1">{"".join(_cell(name, _HEAD) for name in sheet.HEADER)}</row>'
    last = 1
    for last, cells in enumerate(sheet.rows(document), 2):
        styles = [_ZH, _EN, _SEVERITIES.get(str(cells[2]), _OTHER), _OTHER, _RISK]
        styles += [_OTHER] * (len(cells) - len(styles))
        yield f'<row r="{last}" ht="{_height(cells)}">{"".join(map(_cell, cells, styles))}</row>'
    end = chr(ord("A") + len(sheet.HEADER) - 1)
    yield f'</sheetData><autoFilter ref="A1:{end}{last}"/>'
    yield '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'


def _height(cells: sheet.Row) -> int:
    """Points that the longest of the wrapped texts needs; LibreOffice does not look for itself.

    A column of width 1 holds a digit, about half a Chinese character or 1.1 letters of English.
    """
    texts = zip(cells[:4], _WIDTHS, strict=False)
    lines = [_columns(str(text)) / width for text, width in texts]
    return min(_TALLEST, _LINE * max(1, math.ceil(max(lines) + 0.15)))


def _columns(text: str) -> float:
    wide = count_han(text) + sum(text.count(mark) for mark in "，。、；：“”（）《》")
    return 1.9 * wide + 0.9 * (len(text) - wide)


def _cell(value: str | float, style: int) -> str:
    if not isinstance(value, str):
        return f'<c s="{style}"><v>{value}</v></c>'
    text = xml(value)
    if len(text.encode("utf-16-le")) > 2 * LONGEST:
        text = ""
    text = _RETURNS.sub("_x000D_", _ESCAPED.sub("_x005F_", text))
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
