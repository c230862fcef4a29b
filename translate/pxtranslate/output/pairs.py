"""Read any bilingual file back as units: TSV, CSV, XLSX, JSONL, TMX, XLIFF, and our own DOCX.

For what takes pairs from anywhere: checks, memories, corrections. A pair without a translation has an empty target.
`line` counts from 1 and is where the pair begins in the file. Files are read as they are needed,
never whole. XML is the business of `bilingual`.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from pxtranslate.errors import InputError
from pxtranslate.output import bilingual, docx, tables, tsv, xlsx
from pxtranslate.output.bilingual import Unit
from pxtranslate.output.states import is_machines
from pxtranslate.regular import require_regular

Line = tuple[int, str, str]


def read_pairs(path: Path) -> Iterator[Line]:
    """Yield the line, source and target of each unit; see `read_units`."""
    return ((unit.line, unit.source, unit.target) for unit in read_units(path))


def read_units(path: Path) -> Iterator[Unit]:
    """Yield the pairs of `path`, whose name says what it is.

    Raises InputError for a file that cannot be read, is damaged (naming the line), or holds no
    pair of Chinese and English.
    """
    readers = {
        ".tsv": _tsv,
        ".tab": _tsv,
        ".txt": _tsv,
        ".csv": _csv,
        ".xlsx": _xlsx,
        ".docx": _docx,
        ".jsonl": _jsonl,
        ".tmx": bilingual.tmx,
        **dict.fromkeys((".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff"), bilingual.xliff),
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(readers)
        raise InputError(f"{path}: not a bilingual file by its name; these are: {known}")
    empty = True
    try:
        require_regular(path.stat(), path)
        for unit in reader(path):
            empty = False
            yield unit
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise InputError(f"{path}: cannot be read ({reason})") from error
    if empty:
        raise InputError(f"{path}: holds no pair of Chinese and English text")


def _tsv(path: Path) -> Iterator[Unit]:
    return _table(path, "\t")


def _csv(path: Path) -> Iterator[Unit]:
    return _table(path, ",")


def _table(path: Path, delimiter: str) -> Iterator[Unit]:
    divided = False
    for _, cells in tables.rows(path, delimiter):
        if divided := len(cells) > 1:
            break
    if not divided:
        what = "tab" if delimiter == "\t" else "comma"
        raise InputError(f"{path}: no line has a {what} between source and target")
    yield from map(_unit, tsv.read(path, delimiter))


def _xlsx(path: Path) -> Iterator[Unit]:
    return map(_unit, tsv.parsed(xlsx.cells(path)))


def _docx(path: Path) -> Iterator[Unit]:
    return map(_unit, tsv.parsed(docx.cells(path)))


def _unit(row: tsv.Row) -> Unit:
    return Unit(row.line, row.source, row.target, not is_machines(row.target, row.mark))


def _jsonl(path: Path) -> Iterator[Unit]:
    for number, text in tables.lines(path):
        if not text.strip():
            continue
        try:
            row = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{path}:{number}: not JSON ({error})") from error
        yield Unit(number, *sides(row, f"{path}:{number}"), human=_is_human(row))


def _is_human(row: dict[str, object]) -> bool:
    """Whether a row is not one of ours that says that it is a machine's."""
    return row.get("origin") in (None, "human")


def sides(row: object, where: str) -> tuple[str, str]:
    """The Chinese and the English of a JSON row. Raises InputError, naming `where`, if it has none."""
    if isinstance(row, dict):
        inner = row.get("translation", row)
        for source, target in (("source", "target"), ("zh", "en")):
            if isinstance(inner, dict) and source in inner:
                zh, en = inner[source], inner.get(target)
                if isinstance(zh, str) and (en is None or isinstance(en, str)):
                    return zh, en or ""
    raise InputError(f'{where}: no text under "source" and "target", nor under "zh" and "en"')
