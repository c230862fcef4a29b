"""aligned.csv and segments.csv: one segment a row, quoted by RFC 4180, in UTF-8 with `\\n`.

A cell is one line and begins with no sign that a spreadsheet runs (see `tsv`); the exact text is in
segments.jsonl. Excel by double click takes a CSV for another encoding: for Excel there is XLSX.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from pxtranslate.output import sheet, tsv
from pxtranslate.output.jsonl import Row
from pxtranslate.output.table import HEADER, cells
from pxtranslate.records import Document


def render(document: Document) -> bytes:
    """Return the whole table."""
    return b"".join(map(line, [sheet.HEADER, *sheet.rows(document)]))


def table(more: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield segments.csv line by line: rows of `table.rows`, with `more` columns of the inputs."""
    names = [*HEADER, *more]
    yield line(names)
    for row in rows:
        yield line(cells(row, names))


def line(cells: Iterable[object]) -> bytes:
    """One row, its texts made inert."""
    text = io.StringIO(newline="")
    written = [tsv.inert(one) if isinstance(one, str) else one for one in cells]
    csv.writer(text, lineterminator="\n").writerow(written)
    return text.getvalue().encode("utf-8", "replace")
