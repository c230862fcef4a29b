"""The digest people read first: each article's headline and summary in both languages.

Text is escaped, never interpreted: an article that holds Markdown or HTML shows it as characters.
"""

import re
from collections.abc import Iterator
from pathlib import PurePath
from urllib.parse import quote

from pxtranslate.config import Language
from pxtranslate.output.view import (
    characters,
    findings,
    headlines,
    others,
    review_order,
    segments,
)
from pxtranslate.phrases import counted, needs_a_look
from pxtranslate.records import Article, Document, Segment
from pxtranslate.text import visible

LISTED = 50
"""Segments named under "Needs a look"; the report has them all."""

_INLINE = re.compile(r"([\\`*\[\]|~$]|(?<![^\W_])_|_(?![^\W_]))")
# What would begin a heading, a list, a rule or an underline if it came first on its line.
_START = re.compile(r"^(#{1,6}(?=\s|$)|[+\-](?=[\s\-]|$)|=|\d{1,9}(?=[.)](?:\s|$)))")


def render(document: Document, signature: str, language: Language = "both") -> bytes:
    """Return the digest of one document, in both languages or one, as UTF-8."""
    return ("\n".join(_lines(document, signature, language)) + "\n").encode("utf-8")


def escape(text: str) -> str:
    """Return `text` so that any Markdown reader shows it as it is, on one line."""
    text = " ".join(visible(text).split()).replace("&", "&amp;")
    text = text.replace("<", "&lt;").replace(">", "&gt;")
    text = _INLINE.sub(r"\\\1", text)
    return _START.sub(lambda m: f"\\{m[1]}" if not m[1].isdigit() else f"{m[1]}\\", text)


def _lines(document: Document, signature: str, language: Language) -> Iterator[str]:
    every = list(segments(document))
    numbers = {segment.id: number for number, segment in enumerate(every, 1)}
    flagged = review_order(every)
    yield f"# {escape(PurePath(document.path).name)}"
    yield ""
    yield (
        f"**{needs_a_look(len(flagged))}** · {counted(len(every), 'segment')} · "
        f"{counted(len(document.articles), 'article')} · "
        f"{counted(characters(document), 'character')} · [side by side](report.html)"
    )
    for note in document.notes:
        yield ""
        yield f"> {escape(note)}"
    headed = [article for article in document.articles if article.summary or article.title]
    for article in headed:
        yield ""
        yield from _article(article, numbers, language)
    short = [article for article in document.articles if article not in headed]
    yield from _list("Captions and short items", [_item(article, language) for article in short])
    yield from _list("Needs a look", [_finding(s, numbers[s.id]) for s in flagged[:LISTED]])
    if len(flagged) > LISTED:
        yield f"- … and {len(flagged) - LISTED:,} more in [the report](report.html)"
    yield ""
    yield "---"
    yield ""
    yield escape(signature)


def _list(heading: str, items: list[str]) -> Iterator[str]:
    if items:
        yield from ("", f"## {heading}", "", *items)


def _article(article: Article, numbers: dict[str, int], language: Language) -> Iterator[str]:
    heading, below = headlines(article, language)
    yield f"## {escape(heading)}"
    if below:
        yield ""
        yield f"**{escape(below)}**"
    sentences = article.summary.sentences if article.summary else ()
    linked = [(s, _links(s.segments, numbers)) for s in sentences]
    if language == "zh":
        yield from _paragraph("".join(f"{escape(s.zh)}{links}" for s, links in linked))
        return
    yield from _paragraph(" ".join(f"{escape(s.en)}{links}" for s, links in linked if s.en))
    if language == "both":
        yield from _paragraph("".join(escape(s.zh) for s in sentences))


def _paragraph(text: str) -> Iterator[str]:
    if text:
        yield ""
        yield text


def _links(ids: tuple[str, ...], numbers: dict[str, int]) -> str:
    links = (f"[{numbers[id]}](report.html#{quote(id)})" for id in ids if id in numbers)
    return "".join(f" {link}" for link in links)


def _item(article: Article, language: Language) -> str:
    heading, below = headlines(article, language)
    link = f"- [{escape(heading)}](report.html#{quote(article.id)})"
    return f"{link} — {escape(below)}" if below else link


def _finding(segment: Segment, number: int) -> str:
    bad = findings(segment)
    what = f"**{escape(bad[0].check)}** {escape(bad[0].message)}" if bad else "not translated"
    if more := others(bad[1:]):
        what += f" ({escape(more)})"
    link = f"[{number}](report.html#{quote(segment.id)})"
    return f"- {link} {what} — {escape(segment.source)}"
