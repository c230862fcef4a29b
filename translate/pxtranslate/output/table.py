"""All segments of a run as rows of one table, for pandas and the like: OUT/segments.jsonl.

Made from the files of the result folders, so that it tells what they tell, corrections included.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

from pxtranslate.errors import InputError
from pxtranslate.output.jsonl import Row
from pxtranslate.output.view import worst

HEADER = (
    *("file", "folder", "article", "id", "number", "source", "target"),
    *("severity", "checks", "risk", "origin", "status"),
)
"""The columns that every table of a run has, in the order of those that keep one."""
COUNTS = ("number",)
COLUMNS = "columns"
"""Before the name of a column of the input that would hide one of ours: `columns.source`."""


def rows(out: Path, results: Iterable[tuple[str, str]]) -> Iterator[Row]:
    """One row a segment; `results` are (folder, path of the input) in the order wanted.

    Raises InputError for a folder whose JSON Lines cannot be read.
    """
    for folder, path in results:
        carried = {
            row["id"]: row.get(COLUMNS, {}) for row in lines(out / folder / "articles.jsonl")
        }
        for number, one in enumerate(lines(out / folder / "segments.jsonl"), 1):
            row: Row = {
                "file": path,
                "folder": folder,
                "article": one["article"],
                "id": one["id"],
                "number": number,
                "source": one["source"],
                "target": one["target"],
                "severity": worst(issue["severity"] for issue in one["issues"]),
                "checks": sorted({issue["check"] for issue in one["issues"]}),
                "risk": one["risk"],
                "origin": one["origin"],
                "status": one["status"],
            }
            for name, value in carried.get(one["article"], {}).items():
                row[_named(name)] = value
            yield row


def columns(out: Path, results: Iterable[tuple[str, str]]) -> list[str]:
    """The names of the columns of inputs that rows carry along, as they come first."""
    found: dict[str, None] = {}
    for folder, _ in results:
        for row in lines(out / folder / "articles.jsonl"):
            found |= dict.fromkeys(map(_named, row.get(COLUMNS, {})))
    return list(found)


def cells(row: Row, names: Sequence[str]) -> list[object]:
    """The values of a row under these names, None where it has none; the checks as one text."""
    values = row | {"checks": " ".join(map(str, cast(list[str], row["checks"])))}
    return [values.get(name) for name in names]


def _named(column: str) -> str:
    return f"{COLUMNS}.{column}" if column in HEADER else column


def results(out: Path, folders: Iterable[str]) -> list[tuple[str, str]]:
    """Each folder with the path of its input, as the manifest has it; else with its own name."""
    try:
        inputs = json.loads((out / "manifest.json").read_text("utf-8"))["inputs"]
        paths = {row["folder"]: row["path"] for row in inputs}
    except (OSError, ValueError, LookupError, TypeError):  # a run that was stopped has none
        paths = {}
    return [(folder, paths.get(folder, folder)) for folder in folders]


def lines(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file of ours. Raises InputError."""
    try:
        return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    except (OSError, ValueError) as error:
        raise InputError(
            f"{path}: cannot be read ({error}); run the same batch again to write it anew"
        ) from error
