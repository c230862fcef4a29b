"""What the user translated before and gave for this run (`--tm`): the same text takes that target.

Exact matches only, but for space; a paragraph that is known as a whole is one segment. Knows nothing
of files.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from pxtranslate.articles.segment import whole
from pxtranslate.records import Document, Segment

Known = Mapping[str, str]
"""Source, as `key` has it, to target."""


def key(text: str) -> str:
    """A source as it is looked for."""
    return " ".join(text.split())


def recall(document: Document, known: Known) -> Document:
    """The document with the targets that are known; what a person has done in it already stays."""
    if not known:
        return document
    articles = tuple(
        replace(article, segments=tuple(_recalled(article.segments, known)))
        for article in document.articles
    )
    return replace(document, articles=articles)


def _recalled(segments: tuple[Segment, ...], known: Known) -> Iterator[Segment]:
    for _, group in groupby(segments, lambda one: one.paragraph):
        parts = list(group)
        one = whole(parts)
        if key(one.source) in known and all(map(_is_free, parts)):
            parts = [one]
        for part in parts:
            target = known.get(key(part.source))
            if target and _is_free(part):
                yield replace(part, target=target, origin="human", match=None)
            else:
                yield part


def _is_free(segment: Segment) -> bool:
    """Whether no person did it in this file or its results; a memory of many files gives way."""
    return segment.origin != "human" or segment.match is not None
