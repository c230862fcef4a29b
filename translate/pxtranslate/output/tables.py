"""Tables of text as spreadsheets, scripts and people save them: TSV and CSV, quoted or not.

Knows encodings, line ends and quotation marks; nothing of what the cells mean.
"""

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from pxtranslate.errors import InputError
from pxtranslate.reading.encoding import decode

_SAMPLE = 1 << 16
"""Bytes that tell the encoding."""
LONGEST_CELL = 1 << 17
"""Characters; the limit of Python's `csv`. A record that is longer is no record of a spreadsheet."""
_RECORD = {
    delimiter: re.compile(rf"{cell}(?:{delimiter}{cell})*")
    for delimiter in "\t,"
    for cell in (rf'(?:"(?:[^"]|"")*+"|[^"{delimiter}]*+)',)
}
"""A record by RFC 4180, whatever its delimiter."""


def rows(path: Path, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row that is not blank, with the line, from 1, on which it begins.

    A table in which every cell that holds a quotation mark is quoted by RFC 4180 was saved by a
    spreadsheet or a library; in a TSV that is otherwise, quotation marks are the text's own, as
    `cut` and most corpora have it. Raises InputError for what is in no encoding that we read.
    """
    if delimiter == "\t" and not _quoted(path):
        for number, text in lines(path):
            if text.strip():
                yield number, text.rstrip("\r\n").split("\t")
        return
    reader = csv.reader((text for _, text in lines(path)), delimiter=delimiter)
    begun = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begun, cells
            begun = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"{path}:{begun}: cannot be read as a table ({error})") from error


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file with their ends, numbered from 1; only `\\n` ends one."""
    number, encoding = 0, _encoding(path)
    with path.open(encoding=encoding, newline="\n") as found:
        try:
            for number, text in enumerate(found, 1):
                yield number, text.removeprefix("\ufeff") if number == 1 else text
        except UnicodeDecodeError as error:
            raise InputError(
                f"{path}:{number + 1}: not {encoding.upper()} as the lines above"
                f" ({error.reason}); save it as UTF-8 and try again"
            ) from error


def _encoding(path: Path) -> str:
    """What the first lines of a file are written in."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
        if len(sample) == _SAMPLE:  # to the end of a line: no character is cut there
            sample += file.readline(_SAMPLE)
    with suppress(UnicodeDecodeError):  # ours are; a few letters may look like anything else too
        sample.decode("utf-8")
        return "utf-8"
    try:
        return decode(sample).encoding
    except InputError as error:
        raise InputError(f"{path}: {error}; save it as UTF-8") from error


def _quoted(path: Path) -> bool:
    """Whether each cell of a TSV that holds a quotation mark is quoted by RFC 4180."""
    record = ""
    for _, text in lines(path):
        record += text
        if record.count('"') % 2 and len(record) < LONGEST_CELL:
            continue  # a line end inside quotes
        if '"' in record and not _RECORD["\t"].fullmatch(record.rstrip("\r\n")):
            return False
        record = ""
    return not record
