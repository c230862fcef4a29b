"""Leave out what nobody asked to have in English: a digest is told without translating the rest.

Takes documents whose summaries are drafted and marks every segment that no headline and no summary
sentence needs; marked segments keep their place, have no target, and are neither failed nor
flagged. Knows neither engines nor how a summary came about.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from pxtranslate.config import English, Settings
from pxtranslate.records import Article, Document

Asked = English | Literal["nothing"]
"""What is put into English."""

NOTES: dict[Asked, str] = {
    "summaries": "A digest: only headlines and the sentences of summaries were translated, as asked",
    "headlines": "Only headlines were translated, as asked",
    "nothing": "A digest in Chinese: nothing was translated, as asked",
}


def asked(settings: Settings) -> Asked:
    """What these settings want in English; of a digest in Chinese, nothing."""
    digest = settings.output.english != "all"
    return "nothing" if digest and settings.summary.language == "zh" else settings.output.english


def leave_out(documents: Sequence[Document], english: Asked) -> list[Document]:
    """Return the documents with what is not asked for marked, and a note that says so.

    What a person has translated stays.
    """
    return [
        replace(
            document,
            articles=tuple(_marked(article, english) for article in document.articles),
            notes=(*document.notes, NOTES[english]),
        )
        for document in documents
    ]


def _marked(article: Article, english: Asked) -> Article:
    sentences = article.summary.sentences if article.summary and english == "summaries" else ()
    quoted = {
        id for sentence in sentences if sentence.method == "extract" for id in sentence.segments
    }
    title = article.title.id if article.title and english != "nothing" else None
    return replace(
        article,
        segments=tuple(
            segment
            if segment.id in quoted or segment.paragraph == title or segment.origin == "human"
            else replace(segment, status="unasked")
            for segment in article.segments
        ),
    )
