"""CSV: the first row names the fields, every other row is an article, or a pair of sentences.

Above the first row may stand what the table is called, and a line for Excel (`sep=;`).
"""

import csv
import io
import re
from collections.abc import Iterator

from pxtranslate.errors import InputError
from pxtranslate.reading.base import Limits, Parsed
from pxtranslate.reading.encoding import decode
from pxtranslate.reading.formats import pairs, rows, slots
from pxtranslate.reading.formats.slots import Bilingual

_DELIMITERS = ",\t;|"
_FOR_EXCEL = re.compile(r'\A"?sep=.?"?\n')
_LONGEST_NAMES = 10_000
"""Characters of a row of names."""


def parse(data: bytes, limits: Limits) -> Parsed:
    """Read the rows; the delimiter is the one that the row of names has most of."""
    decoded = decode(data)
    text = _FOR_EXCEL.sub("", decoded.text)
    first = text.partition("\n")[0]
    if pairs.are_named(first.split(_delimiter(first)), (*limits.title_fields, *limits.text_fields)):
        return slots.parsed(bilingual(data))
    above, text = _above(text, limits)
    delimiter = _delimiter(text.partition("\n")[0])
    notes = [*decoded.notes, *rows.above(above)]
    before = csv.field_size_limit(len(text) + 1)  # 131,072 by default: articles are longer
    try:
        found = list(_rows(text, delimiter, limits, notes))
    except csv.Error as error:
        raise InputError(f"is not well-formed CSV: {error}") from error
    finally:
        csv.field_size_limit(before)
    return rows.parse(found, limits, decoded.encoding, notes)


def bilingual(data: bytes) -> Bilingual:
    """A table of pairs; see `pairs.bilingual`."""
    header = decode(data).text.partition("\n")[0]
    return pairs.bilingual(data, _delimiter(header).encode())


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)


def _above(text: str, limits: Limits) -> tuple[list[list[str]], str]:
    """The rows above the names of the fields, and the text from those on."""
    lines = text.split("\n", rows.MOST_ABOVE)
    heads = [line[:_LONGEST_NAMES] for line in lines[: rows.MOST_ABOVE]]
    table = [next(csv.reader([head], delimiter=_delimiter(head)), []) for head in heads]
    at = rows.header(table, limits) or 0
    return table[:at], "\n".join(lines[at:])


def _rows(text: str, delimiter: str, limits: Limits, notes: list[str]) -> Iterator[dict[str, str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = next(reader, [])
    at = rows.text_column(names, limits)
    for cells in reader:
        while len(cells) > len(names) and not cells[-1].strip():
            cells.pop()
        if (more := len(cells) - len(names)) > 0:
            notes.append(
                f"line {reader.line_num}: {len(cells)} cells where the first row has {len(names)};"
                f" {names[at] if names else 'the last'} was taken to hold a {delimiter}"
            )
            cells[at : at + more + 1] = [delimiter.join(cells[at : at + more + 1])]
        yield dict(zip(names, cells, strict=False))
