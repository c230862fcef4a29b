"""What the user has translated before (`--tm`): a text that is the same takes her target, unchanged.

Exact matches only, but for space; a fuzzy one is a person's to judge. Knows nothing of files.
"""

from collections.abc import Mapping
from dataclasses import replace

from pxtranslate.records import Article, Document, Paragraph, Segment

Known = Mapping[str, str]
"""Source, as `key` has it, to target."""


def key(text: str) -> str:
    """A source as memories are asked for it."""
    return " ".join(text.split())


def recall_paragraphs(document: Document, known: Known) -> Document:
    """The document, not yet cut into segments, with the targets of paragraphs known as a whole."""

    def look(paragraph: Paragraph) -> Paragraph:
        target = known.get(key(paragraph.text), "")
        return replace(paragraph, target=target) if target and not paragraph.target else paragraph

    def each(article: Article) -> Article:
        return replace(article, paragraphs=tuple(map(look, article.paragraphs)))

    return replace(document, articles=tuple(map(each, document.articles))) if known else document


def recall_segments(document: Document, known: Known) -> Document:
    """The document with the targets of segments that are known."""

    def look(segment: Segment) -> Segment:
        target = known.get(key(segment.source), "")
        found = target and segment.target is None
        return replace(segment, target=target, origin="human") if found else segment

    def each(article: Article) -> Article:
        return replace(article, segments=tuple(map(look, article.segments)))

    return replace(document, articles=tuple(map(each, document.articles))) if known else document
