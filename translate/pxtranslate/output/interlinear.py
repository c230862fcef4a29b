"""What a reader of both languages sees: paragraph after paragraph, the Chinese and its English.

For Markdown (aligned.md, here) and EPUB. A paragraph's English is its sentences' targets with spaces
between; where one is missing, that is said.
"""

from collections.abc import Iterator
from pathlib import PurePath
from typing import NamedTuple

from pxtranslate.output.markdown import escape
from pxtranslate.output.view import headline_en, headline_zh, paragraphs
from pxtranslate.records import Article, Document, Role

MISSING = "[not translated]"


class Both(NamedTuple):
    """A paragraph in both languages."""

    role: Role
    zh: str
    en: str


def body(article: Article) -> Iterator[Both]:
    """The paragraphs of an article after its title."""
    title = article.title.id if article.title else None
    for paragraph in paragraphs(article):
        if paragraph.id != title and paragraph.text.strip():
            targets = [s.target for s in article.segments if s.paragraph == paragraph.id]
            english = " ".join(MISSING if one is None else one.strip() for one in targets)
            yield Both(paragraph.role, paragraph.text.strip(), english)


def markdown(document: Document, signature: str) -> bytes:
    """Return aligned.md: headings in both languages, then Chinese and English in turn."""
    return ("\n".join(_lines(document, signature)) + "\n").encode("utf-8")


def _lines(document: Document, signature: str) -> Iterator[str]:
    yield f"# {escape(PurePath(document.path).name)}"
    for article in document.articles:
        yield from ("", f"## {escape(headline_en(article) or MISSING)}")
        if article.title is not None:
            yield from ("", f"**{escape(headline_zh(article))}**")
        for role, zh, en in body(article):
            mark = "### " if role == "heading" else ""
            yield from ("", f"{mark}{escape(zh)}", "", f"{mark}{escape(en)}")
    yield from ("", "---", "", escape(signature))
