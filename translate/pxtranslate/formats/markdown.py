"""The digest people read first: each article's headline and summary in both languages.

Text is escaped, never interpreted: an article that holds Markdown or HTML shows it as characters.
"""

import re
from collections.abc import Iterator
from pathlib import PurePath
from urllib.parse import quote

from pxtranslate.formats.characters import visible
from pxtranslate.formats.view import (
    characters,
    headline_en,
    headline_zh,
    review_order,
    segments,
)
from pxtranslate.records import Article, Document, Segment, Summary

LISTED = 50
"""Segments named under "Needs a look"; the report has them all."""

_INLINE = re.compile(r"([\\`*_\[\]{}|~$])")
_START = re.compile(r"^([#+\-=>:]|\d+(?=[.)]))")


def render(document: Document, signature: str) -> bytes:
    """Return the digest of one document as UTF-8."""
    return ("\n".join(_lines(document, signature)) + "\n").encode("utf-8")


def escape(text: str) -> str:
    """Return `text` so that any Markdown reader shows it as it is, on one line."""
    text = " ".join(visible(text).split()).replace("&", "&amp;")
    text = text.replace("<", "&lt;").replace(">", "&gt;")
    text = _INLINE.sub(r"\\\1", text)
    return _START.sub(lambda m: f"\\{m[1]}" if not m[1].isdigit() else f"{m[1]}\\", text)


def counted(number: int, noun: str) -> str:
    """`1 segment`, `1,203 segments`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def needs_a_look(number: int) -> str:
    """Say what a person sees first: how many segments need a look."""
    if number == 0:
        return "Nothing needs a look"
    return f"{counted(number, 'segment')} need{'s' if number == 1 else ''} a look"


def _lines(document: Document, signature: str) -> Iterator[str]:
    every = list(segments(document))
    flagged = review_order(every)
    yield f"# {escape(PurePath(document.path).name)}"
    yield ""
    yield (
        f"**{needs_a_look(len(flagged))}** · {counted(len(every), 'segment')} · {counted(len(document.articles), 'article')} · "
        f"{counted(characters(document), 'character')} · [side by side](report.html)"
    )
    for note in document.notes:
        yield ""
        yield f"> {escape(note)}"
    for article in document.articles:
        yield ""
        yield from _article(article)
    if flagged:
        yield ""
        yield "## Needs a look"
        yield ""
        yield from (_finding(segment) for segment in flagged[:LISTED])
        if len(flagged) > LISTED:
            yield f"- … and {len(flagged) - LISTED:,} more in [the report](report.html)"
    yield ""
    yield "---"
    yield ""
    yield escape(signature)


def _article(article: Article) -> Iterator[str]:
    yield f"## {escape(headline_en(article) or 'Not translated')}"
    yield ""
    yield f"**{escape(headline_zh(article))}**"
    if article.summary is not None and article.summary.sentences:
        yield ""
        yield from _summary(article.summary)


def _summary(summary: Summary) -> Iterator[str]:
    yield " ".join(
        f"{escape(sentence.en)} {_links(sentence.segments)}".rstrip()
        for sentence in summary.sentences
    )
    yield ""
    yield "".join(escape(sentence.zh) for sentence in summary.sentences)


def _links(ids: tuple[str, ...]) -> str:
    return "".join(f"[[{n}]](report.html#{quote(id)})" for n, id in enumerate(ids, 1))


def _finding(segment: Segment) -> str:
    worst = [issue for issue in segment.issues if issue.severity != "info"]
    what = "; ".join(f"{escape(i.check)}: {escape(i.message)}" for i in worst) or "not translated"
    link = f"[{escape(segment.id)}](report.html#{quote(segment.id)})"
    return f"- {link} {what} — {escape(segment.source)}"
