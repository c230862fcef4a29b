"""A document as its result folder tells it: the inverse of `jsonl`.

What was decoded and how it was divided into blocks is not told there; everything else is as it was.
"""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from pxtranslate.errors import InputError
from pxtranslate.records import (
    Article,
    Byline,
    Document,
    Issue,
    Join,
    Match,
    Paragraph,
    Piece,
    Segment,
    Summary,
    SummarySentence,
)
from pxtranslate.regular import read_regular

FILES = ("articles.jsonl", "segments.jsonl", "summaries.jsonl")
"""What a document is read from."""


def document(folder: Path, path: str) -> Document:
    """The document whose results lie in `folder`; `path`: of its input, to be shown.

    Its `text` is that of its paragraphs. Raises InputError.
    """
    articles, segments, summaries = (_lines(folder / name) for name in FILES)
    try:
        parts: defaultdict[str, list[Segment]] = defaultdict(list)
        for row in segments:
            parts[row["article"]].append(_segment(row))
        by_article = {row["article"]: _summary(row) for row in summaries}
        made = tuple(
            _article(row, tuple(parts[row["id"]]), by_article.get(row["id"])) for row in articles
        )
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise InputError(
            f"{folder}: holds no results of ours ({error!r}); run the same batch again"
        ) from error
    text = "\n".join(p.text for one in made for p in one.paragraphs)
    return Document(path, folder.name, "", "utf-8", text, articles=made)


def _article(
    row: dict[str, Any], segments: tuple[Segment, ...], summary: Summary | None
) -> Article:
    title, byline = row["title"], row["byline"]
    return Article(
        row["id"],
        row["kind"],
        title and Paragraph(title["id"], "title", title["zh"], _pieces(title["pieces"])),
        tuple(
            Paragraph(one["id"], one["role"], one["text"], _pieces(one["pieces"]))
            for one in row["paragraphs"]
        ),
        byline and Byline(byline["zh"], byline["en"]),
        tuple(Join(one["paragraph"], one["at"], one["confidence"]) for one in row.get("joins", ())),
        segments,
        summary,
        tuple(row.get("columns", {}).items()),
    )


def _segment(row: dict[str, Any]) -> Segment:
    return Segment(
        row["id"],
        row["article"],
        row["paragraph"],
        row["order"],
        row["source"] + "",
        _pieces(row["pieces"]),
        row["target"],
        row["status"],
        row["origin"],
        row["engine"],
        tuple(_issue(one) for one in row["issues"]),
        row["risk"],
        tried=tuple(row.get("tried", ())),
        match=_match(row["match"]) if "match" in row else None,
    )


def _summary(row: dict[str, Any]) -> Summary:
    return Summary(
        row["article"],
        row["headline"]["zh"],
        row["headline"]["en"],
        tuple(
            SummarySentence(
                one["zh"],
                one["en"],
                tuple(one["segments"]),
                one["method"],
                tuple(_issue(issue) for issue in one["issues"]),
            )
            for one in row["sentences"]
        ),
        row["method"],
    )


def _match(row: dict[str, Any]) -> Match:
    return Match(row["similarity"], row["source"], row["target"], row["file"])


def _issue(row: dict[str, Any]) -> Issue:
    return Issue(row["check"], row["severity"], row["message"], row["source"], row["target"])


def _pieces(rows: list[list[int]]) -> tuple[Piece, ...]:
    return tuple((start, end) for start, end in rows)


def _lines(path: Path) -> list[dict[str, Any]]:
    try:
        text = read_regular(path).decode("utf-8")
        return [json.loads(line) for line in text.split("\n") if line]
    except (OSError, ValueError) as error:
        raise InputError(
            f"{path}: cannot be read ({error}); run the same batch again to write it anew"
        ) from error
