"""Pairs out of every kind of file a user has them in, each with where it stands.

TSV and CSV, with a first row that names the columns or without; JSONL; TMX; XLIFF; and what `batch`
wrote, of which only a person's corrections are taken: a model must not learn from a model. Knows
nothing of which pairs are good.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pxtranslate.errors import InputError
from pxtranslate.output import tables
from pxtranslate.output.pairs import read_pairs, sides
from pxtranslate.reading.formats.pairs import bare

_NAMES = {"zh": ("zh", "source", "chinese"), "en": ("en", "target", "english")}
_DOCUMENT = ("document", "doc", "docid", "article")
MADE = "made by a model, not corrected"


@dataclass(frozen=True, slots=True)
class Row:
    """One pair as it was found."""

    file: str
    line: int
    zh: str
    en: str
    document: str = ""
    """What the pair belongs to, where the file says so."""
    corrected: bool = False
    """A person corrected what the model had written."""
    unfit: str = ""
    """Why the file itself says that it is not for training."""


def read(paths: Sequence[Path]) -> Iterator[Row]:
    """Yield the pairs of all files; of a folder, those of the `segments.jsonl` below it.

    Raises InputError for a file that is missing, damaged, or of no known kind.
    """
    for path in paths:
        if not path.is_dir():
            yield from _file(path)
            continue
        found = sorted(path.rglob("segments.jsonl"))
        if not found:
            raise InputError(f"{path}: holds no segments.jsonl; name a folder that batch wrote")
        for each in found:
            yield from _file(each)


def _file(path: Path) -> Iterator[Row]:
    kind = path.suffix.lower()
    try:
        if kind in (".tsv", ".txt", ".csv"):
            yield from _table(path, "," if kind == ".csv" else "\t")
        elif kind == ".jsonl":
            yield from _jsonl(path)
        else:
            for line, zh, en in read_pairs(path):
                yield Row(str(path), line, zh, en)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error


def _table(path: Path, delimiter: str) -> Iterator[Row]:
    """Rows of a table; columns by the names in its first row, else the first two."""
    zh, en, document = 0, 1, -1
    for line, cells in tables.rows(path, delimiter):
        if line == 1 and (found := _columns(cells)):
            zh, en, document = found
            continue
        cell = dict(enumerate(cells))
        belongs = cell.get(document, "")
        yield Row(str(path), line, bare(cell.get(zh, "")), bare(cell.get(en, "")), belongs)


def _columns(cells: Sequence[str]) -> tuple[int, int, int] | None:
    names = [cell.strip().lower() for cell in cells]
    places = [next((names.index(n) for n in named if n in names), -1) for named in _NAMES.values()]
    if -1 in places:
        return None
    return places[0], places[1], next((names.index(n) for n in _DOCUMENT if n in names), -1)


def _jsonl(path: Path) -> Iterator[Row]:
    for number, text in tables.lines(path):
        if not text.strip():
            continue
        try:
            row = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{path}:{number}: not JSON ({error})") from error
        zh, en = sides(row, f"{path}:{number}")
        document = next((str(row[key]) for key in _DOCUMENT if row.get(key)), "")
        human = row.get("origin") == "human"
        unfit = "" if human or "origin" not in row else MADE
        yield Row(str(path), number, zh, en, document, human, unfit)
