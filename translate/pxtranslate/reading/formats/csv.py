"""CSV: the first row names the fields, every other row is an article, or a pair of sentences."""

import csv
import io
from collections.abc import Iterator

from pxtranslate.errors import InputError
from pxtranslate.reading.base import Limits, Parsed
from pxtranslate.reading.encoding import decode
from pxtranslate.reading.formats import pairs, rows, slots
from pxtranslate.reading.formats.slots import Bilingual

_DELIMITERS = ",\t;|"


def parse(data: bytes, limits: Limits) -> Parsed:
    """Read the rows; the delimiter is the one that the first row has most of."""
    decoded = decode(data)
    header = decoded.text.partition("\n")[0]
    delimiter = _delimiter(header)
    if pairs.are_named(header.split(delimiter), (*limits.title_fields, *limits.text_fields)):
        return slots.parsed(bilingual(data))
    notes = list(decoded.notes)
    before = csv.field_size_limit(len(decoded.text) + 1)  # 131,072 by default: articles are longer
    try:
        found = list(_rows(decoded.text, delimiter, notes))
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


def _rows(text: str, delimiter: str, notes: list[str]) -> Iterator[dict[str, str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = next(reader, [])
    for cells in reader:
        if len(cells) > len(names):
            notes.append(
                f"line {reader.line_num}: {len(cells)} cells where the first row has {len(names)};"
                " the rest was joined to the last"
            )
            cells = [*cells[: len(names) - 1], delimiter.join(cells[len(names) - 1 :])]
        yield dict(zip(names, cells, strict=False))
