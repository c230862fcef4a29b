"""The exact record of a document: articles, segments and summaries, one JSON object a line.

Every other format is for somebody; these three are the truth. Text is never changed: code points
that could split a line or steer a terminal are written as JSON escapes, which read back the same.
"""

import json
import re
from collections.abc import Iterable, Iterator

from pxtranslate.output.view import segments, title_en
from pxtranslate.records import Document, Issue, Match, Paragraph, Piece
from pxtranslate.text import JSON_UNSAFE

Row = dict[str, object]

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def articles_rows(document: Document) -> Iterator[Row]:
    """One row an article, in reading order; `en` is null where nothing is translated yet."""
    for article in document.articles:
        title, byline = article.title, article.byline
        yield {
            "id": article.id,
            "kind": article.kind,
            "title": title
            and {
                "id": title.id,
                "zh": title.text,
                "en": title_en(article),
                "pieces": _pieces(title.pieces),
            },
            "byline": byline and {"zh": byline.zh, "en": byline.en},
            "paragraphs": [_paragraph(paragraph) for paragraph in article.paragraphs],
            "joins": [
                {"paragraph": join.paragraph, "at": join.at, "confidence": join.confidence}
                for join in article.joins
            ],
            **({"columns": dict(article.columns)} if article.columns else {}),
        }


def segments_rows(document: Document) -> Iterator[Row]:
    """One row a segment; a failed one keeps its place, with `target` null."""
    for segment in segments(document):
        yield {
            "id": segment.id,
            "article": segment.article,
            "paragraph": segment.paragraph,
            "order": segment.order,
            "source": segment.source,
            "target": segment.target,
            "pieces": _pieces(segment.pieces),
            "status": segment.status,
            "origin": segment.origin,
            "engine": segment.engine,
            "issues": [_issue(issue) for issue in segment.issues],
            "risk": segment.risk,
            "tried": list(segment.tried),
            **({"match": _match(segment.match)} if segment.match else {}),
        }


def summaries_rows(document: Document) -> Iterator[Row]:
    """One row an article that has a summary."""
    for article in document.articles:
        summary = article.summary
        if summary is None:
            continue
        yield {
            "article": summary.article,
            "headline": {"zh": summary.headline_zh, "en": summary.headline_en},
            "sentences": [
                {
                    "zh": sentence.zh,
                    "en": sentence.en,
                    "segments": list(sentence.segments),
                    "method": sentence.method,
                    "issues": [_issue(issue) for issue in sentence.issues],
                }
                for sentence in summary.sentences
            ],
            "method": summary.method,
        }


def lines(rows: Iterable[Row]) -> bytes:
    """Rows as UTF-8 JSON Lines: sorted keys, `\\n`, the same rows always the same bytes."""
    return "".join(line(row) + "\n" for row in rows).encode("utf-8")


def line_of(row: Row) -> bytes:
    """One row as one line, with its end, in UTF-8."""
    return f"{line(row)}\n".encode()


def line(row: Row) -> str:
    """One row as one line of JSON, without the line end."""
    return JSON_UNSAFE.sub(_escape, _ENCODER.encode(row))


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1]


def _pieces(pieces: tuple[Piece, ...]) -> list[list[int]]:
    return [list(piece) for piece in pieces]


def _paragraph(paragraph: Paragraph) -> Row:
    return {
        "id": paragraph.id,
        "role": paragraph.role,
        "text": paragraph.text,
        "pieces": _pieces(paragraph.pieces),
    }


def _match(match: Match) -> Row:
    return {
        "similarity": match.similarity,
        "source": match.source,
        "target": match.target,
        "file": match.file,
    }


def _issue(issue: Issue) -> Row:
    return {
        "check": issue.check,
        "severity": issue.severity,
        "message": issue.message,
        "source": issue.source,
        "target": issue.target,
    }
