"""The `summarize` stage: fill the summary of every article, in both languages.

Knows what a summary is made of, not how sentences are chosen or written; that is the business of
`pxtranslate.summaries`. Everything still without English, of all articles, is translated in one go.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from pxtranslate.records import Article, Document, Summary
from pxtranslate.summaries import headline
from pxtranslate.summaries.extract import extract
from pxtranslate.summaries.settings import SummarySettings
from pxtranslate.summaries.units import units


class Translate(Protocol):
    """The translation path of the run: the same terms, figures and checks as for segments."""

    def __call__(self, texts: Sequence[str], task: str) -> list[str | None]:
        """Return the English of each text, None where it failed. `task` is a `Request.task`."""
        ...


def summarize(
    documents: Sequence[Document],
    settings: SummarySettings,
    translate: Translate | None = None,
) -> list[Document]:
    """Return the documents with a summary on each article of kind "article".

    A title's English is its segment's target. Without `translate`, an article that has no title
    takes its first summary sentence as headline, and what has no English stays without.
    """
    told = [a for document in documents for a in document.articles if a.kind == "article"]
    drafts = [_draft(article, settings) for article in told]
    finished = iter(_with_english(told, drafts, translate))
    return [
        replace(document, articles=tuple(_filled(document, finished))) for document in documents
    ]


def _filled(document: Document, finished: Iterator[Summary]) -> Iterator[Article]:
    for article in document.articles:
        summary = next(finished) if article.kind == "article" else None
        yield replace(article, summary=summary)


def _draft(article: Article, settings: SummarySettings) -> Summary:
    zh, en = _headline(article)
    return Summary(
        article=article.id,
        headline_zh=zh,
        headline_en=en,
        sentences=extract(article, settings),
        method=settings.method,
    )


def _headline(article: Article) -> tuple[str, str]:
    """The title in both languages; a candidate without English where there is no title."""
    if article.title is None:
        return headline.candidate([unit.zh for unit in units(article)]), ""
    targets = [s.target or "" for s in article.segments if s.paragraph == article.title.id]
    return article.title.text.strip(), headline.polish(" ".join(targets))


def _with_english(
    articles: Sequence[Article], drafts: Sequence[Summary], translate: Translate | None
) -> Iterator[Summary]:
    untold = [d.headline_zh for d in drafts if d.headline_zh and not d.headline_en]
    bare = [s.zh for d in drafts for s in d.sentences if not s.en]
    headlines = iter(_translated(untold, "headline", translate))
    sentences = iter(_translated(bare, "translate", translate))
    for article, draft in zip(articles, drafts, strict=True):
        told = tuple(s if s.en else replace(s, en=next(sentences)) for s in draft.sentences)
        draft = replace(draft, sentences=told)
        if draft.headline_zh and not draft.headline_en:
            draft = _headed(article, draft, next(headlines))
        yield draft


def _translated(texts: Sequence[str], task: str, translate: Translate | None) -> list[str]:
    if translate is None or not texts:
        return [""] * len(texts)
    return [(english or "").strip() for english in translate(texts, task)]


def _headed(article: Article, draft: Summary, english: str) -> Summary:
    """With that English; failing it, an untitled article takes its first sentence, both of it."""
    if not english and article.title is None and draft.sentences and draft.sentences[0].en:
        first = draft.sentences[0]
        return replace(draft, headline_zh=first.zh, headline_en=first.en)
    return replace(draft, headline_en=headline.polish(english))
