"""The published form of our JSON Lines files (JSON Schema, draft 2020-12), and what of a file is not so.

The schemas lie in `schemas/`, one a kind of file, each complete in itself. Reads files and nothing
else; line after line, so that a file may have any size.
"""

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal, NamedTuple

from jsonschema import Draft202012Validator

from pxtranslate.errors import InputError
from pxtranslate.output import tables
from pxtranslate.regular import require_regular

Kind = Literal["articles", "segments", "summaries", "run"]
_KINDS: dict[str, Kind] = {
    "articles.jsonl": "articles",
    "segments.jsonl": "segments",
    "summaries.jsonl": "summaries",
}
_SHOWN = 160
"""Characters that are shown of what is wrong."""


class Problem(NamedTuple):
    """What is wrong with a line."""

    line: int
    where: str
    """Path of the value: `$.issues[0].severity`."""
    message: str


def published(kind: Kind) -> dict[str, Any]:
    """The schema of a kind of file."""
    path = resources.files("pxtranslate.output") / "schemas" / f"{kind}.schema.json"
    schema: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return schema


def files(path: Path) -> list[Path]:
    """The files of an output folder, or of one result folder, that have a schema; or the file itself.

    Raises InputError if there is none.
    """
    if path.is_file():
        return [path]
    found = [one for name in _KINDS for one in (*path.glob(name), *path.glob(f"*/{name}"))]
    if not found:
        names = ", ".join(_KINDS)
        raise InputError(f"{path}: holds no {names}; name such a file, or the OUT of a batch")
    return sorted(found)


def problems(path: Path) -> Iterator[Problem]:
    """What is wrong in a file, line by line.

    Which schema holds is told by its name and, of a table of segments, by its first row. Raises
    InputError for a file that cannot be read, or that no schema is for.
    """
    kind = _KINDS.get(path.name)
    if kind is None:
        known = ", ".join(_KINDS)
        raise InputError(f"{path}: there is no schema for a file of this name, only for {known}")
    validator = None
    try:
        require_regular(path.stat(), path)
        for number, text in tables.lines(path):
            try:
                row = json.loads(text)
            except (ValueError, RecursionError) as error:
                yield Problem(number, "$", f"not JSON ({error})")
                continue
            if validator is None:
                whole = kind == "segments" and isinstance(row, dict) and "folder" in row
                validator = _validator("run" if whole else kind)
            for one in validator.iter_errors(row):
                yield Problem(number, one.json_path, _short(one.message))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error


@cache
def _validator(kind: Kind) -> Draft202012Validator:
    return Draft202012Validator(published(kind))


def _short(message: str) -> str:
    return message if len(message) <= _SHOWN else f"{message[:_SHOWN]}…"
