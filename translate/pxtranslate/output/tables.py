"""Tables of text as spreadsheets, scripts and people save them: TSV and CSV, quoted or not.

Knows encodings, line ends and quotation marks; nothing of what the cells mean.
"""

import csv
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from pxtranslate.errors import InputError
from pxtranslate.reading.encoding import decode
from pxtranslate.reading.formats.quoting import is_quoted

_SAMPLE = 1 << 16
"""Bytes that tell the encoding."""


def rows(path: Path, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row that is not blank, with the line, from 1, on which it begins.

    In a TSV that no spreadsheet or library saved, quotation marks are the text's own, as `cut` and
    most corpora have it. Raises InputError for what is in no encoding that we read.
    """
    if delimiter == "\t" and not is_quoted(text for _, text in lines(path)):
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
