"""aligned.epub: a book for reading in both languages, a chapter an article, paragraphs in turn.

EPUB 3.3 (w3.org/TR/epub-33), so that epubcheck has nothing to say. The identifier comes from the content of the
input; `dcterms:modified`, which the format demands, is the beginning of zip time, or a rerun would
change the file.
"""

import uuid
from collections.abc import Iterator
from pathlib import PurePath
from xml.sax.saxutils import escape, quoteattr

from pxtranslate.output.elements import dropped
from pxtranslate.output.interlinear import MISSING, body
from pxtranslate.output.package import fixed, packed
from pxtranslate.output.view import headline_en, headline_zh
from pxtranslate.phrases import counted
from pxtranslate.records import Article, Document
from pxtranslate.text import chinese_script, visible, xml

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_XHTML = (
    f"{_DECLARATION}<!DOCTYPE html>\n"
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    ' lang="en" xml:lang="en"><head><title>{}</title>'
    '<link rel="stylesheet" type="text/css" href="style.css"/></head><body>{}</body></html>\n'
)


def render(document: Document, signature: str) -> bytes:
    """Return the book."""
    zh = f"zh-{chinese_script(document.text)}"
    chapters = {
        f"OEBPS/c{number}.xhtml": _page(_english(article), "".join(_chapter(article, zh)))
        for number, article in enumerate(document.articles, 1)
    } or {"OEBPS/c1.xhtml": _page("Nothing", "<p>There is no article in this file.</p>")}
    parts = {
        "OEBPS/content.opf": _package(document, signature, len(chapters), zh),
        "OEBPS/nav.xhtml": _contents(document),
        **chapters,
    }
    return packed(fixed("epub") | {name: part.encode() for name, part in parts.items()}, "mimetype")


def _chapter(article: Article, zh: str) -> Iterator[str]:
    yield f"<h1>{_text(_english(article))}</h1>"
    if article.title is not None:
        yield f'<p class="zh byline" {_language(zh)}>{_text(headline_zh(article))}</p>'
    for role, source, target in body(article):
        tag = "h2" if role == "heading" else "p"
        kind = f" {role}" if role in ("byline", "caption") else ""
        missing = " missing" if target == MISSING else ""
        yield f'<{tag} class="zh{kind}" {_language(zh)}>{_text(source)}</{tag}>'
        yield f'<p class="en{kind}{missing}">{_text(target)}</p>'


def _contents(document: Document) -> str:
    items = "".join(
        f'<li><a href="c{number}.xhtml">{_text(_english(article))}</a></li>'
        for number, article in enumerate(document.articles, 1)
    )
    items = items or '<li><a href="c1.xhtml">Nothing</a></li>'
    return _page("Contents", f'<nav epub:type="toc"><h1>Contents</h1><ol>{items}</ol></nav>')


def _package(document: Document, signature: str, chapters: int, zh: str) -> str:
    lost = dropped(document)
    note = f"{signature}; {counted(lost, 'character')} dropped" if lost else signature
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"urn:sha256:{document.sha256}")
    names = [f"c{number}" for number in range(1, chapters + 1)]
    items = "".join(
        f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>'
        for name in names
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in names)
    return (
        f'{_DECLARATION}<package xmlns="http://www.idpf.org/2007/opf" version="3.0"'
        ' unique-identifier="id" xml:lang="en"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:uuid:{key}</dc:identifier>'
        f"<dc:title>{_text(PurePath(document.path).name)}</dc:title>"
        f"<dc:language>en</dc:language><dc:language>{zh}</dc:language>"
        f"<dc:description>{_text(note)}</dc:description>"
        '<meta property="dcterms:modified">1980-01-01T00:00:00Z</meta></metadata><manifest>'
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f'<item id="css" href="style.css" media-type="text/css"/>{items}</manifest>'
        f"<spine>{spine}</spine></package>\n"
    )


def _page(title: str, body: str) -> str:
    return _XHTML.format(_text(title), body)


def _english(article: Article) -> str:
    return headline_en(article) or MISSING


def _language(tag: str) -> str:
    return f"lang={quoteattr(tag)} xml:lang={quoteattr(tag)}"


def _text(text: str) -> str:
    return escape(xml(visible(text))) or "—"
