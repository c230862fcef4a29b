"""What is written of a whole run: its segments as one table, or as one XLIFF file.

Made from the files of the result folders, one folder after the other, so that ten thousand take no
more memory than one; corrections are in them. Touches no file but those it reads.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from pxtranslate.output import csv, jsonl, parquet, table, xliff
from pxtranslate.records import Article, Document, Issue, Match, Segment

FORMATS: Mapping[str, tuple[str, ...]] = {
    "jsonl": ("segments.jsonl",),
    "csv": ("segments.csv",),
    "parquet": ("segments.parquet", "README.md"),
    "xliff-run": ("segments.xlf",),
    "xliff2-run": ("segments.xliff",),
}
"""What can be asked for, and the files below OUT that it makes."""

Writer = Callable[[BinaryIO], object]
Results = Sequence[tuple[str, str]]
"""Folder and path of each input."""


def require(formats: Collection[str]) -> None:
    """Raise ConfigError if a library is missing that a format needs."""
    if "parquet" in formats:
        parquet.require()


def writers(
    out: Path, results: Results, formats: Collection[str], signature: str
) -> dict[str, Writer]:
    """Who writes each of the files that are asked for, by name; each takes a file opened for bytes.

    Of a run without a result there is no XLIFF: neither version allows one without any text.
    """

    def rows() -> Any:
        return table.rows(out, results)

    def xliff_of(version: xliff.Version) -> Writer:
        documents = (document(out, folder, path) for folder, path in results)
        return lambda file: file.writelines(xliff.run(documents, signature, version))

    def names() -> list[str]:
        return table.columns(out, results)

    every: dict[str, Writer] = {
        "segments.jsonl": lambda file: file.writelines(jsonl.line_of(row) for row in rows()),
        "segments.csv": lambda file: file.writelines(csv.table(names(), rows())),
        "segments.parquet": lambda file: parquet.write(file, names(), rows(), signature),
        "README.md": lambda file: file.write(parquet.card(signature)),
    }
    if results:
        every |= {"segments.xlf": xliff_of("1.2"), "segments.xliff": xliff_of("2.1")}
    wanted = {name for one in formats for name in FORMATS.get(one, ())}
    return {name: writer for name, writer in every.items() if name in wanted}


def document(out: Path, folder: str, path: str) -> Document:
    """A document as its segments.jsonl tells it, for formats that need no more than that."""
    segments = tuple(map(_segment, table.lines(out / folder / "segments.jsonl")))
    article = Article("", "article", None, (), segments=segments)
    text = "".join(segment.source for segment in segments)
    return Document(path, folder, "", "", text, articles=(article,))


def _segment(row: Mapping[str, Any]) -> Segment:
    return Segment(
        row["id"],
        row["article"],
        row["paragraph"],
        row["order"],
        row["source"],
        (),
        target=row["target"],
        status=row["status"],
        origin=row["origin"],
        issues=tuple(Issue(**issue) for issue in row["issues"]),
        risk=row["risk"],
        match=Match(**row["match"]) if "match" in row else None,
    )
