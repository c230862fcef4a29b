"""The `summarize` stage: fill the summary of every article, in both languages.

Knows what a summary is made of, not how sentences are chosen, written or verified; that is the
business of `pxtranslate.summaries`. What is still without English, of all articles, is translated
in one go; a new sentence whose English fails its checks gives way to one of the article's own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from pxtranslate.engines.base import Engine
from pxtranslate.errors import ConfigError, EngineError
from pxtranslate.records import Article, Document, Summary, SummarySentence
from pxtranslate.summaries import headline
from pxtranslate.summaries.abstract import abstract, stand_in
from pxtranslate.summaries.extract import extract
from pxtranslate.summaries.settings import SummarySettings
from pxtranslate.summaries.units import units
from pxtranslate.summaries.verify import problems

Sentences = tuple[SummarySentence, ...]


class Translate(Protocol):
    """The translation path of the run: the same terms, figures and mending as for segments."""

    def __call__(self, texts: Sequence[str], task: str) -> Sequence[str | None]:
        """Return the English of each text, None where it failed. `task` is a `Request.task`."""
        ...


def summarize(
    documents: Sequence[Document],
    settings: SummarySettings,
    engine: Engine | None = None,
    translate: Translate | None = None,
) -> list[Document]:
    """Return the documents with a summary on each article of kind "article".

    A title's English is its segment's target. Without `translate`, an article that has no title
    takes its first summary sentence as headline, and what has no English stays without. Raises
    ConfigError for method "abstract" without an engine, EngineError if the engine cannot write.
    """
    told = [a for document in documents for a in document.articles if a.kind == "article"]
    drafts = [
        _draft(article, found)
        for article, found in zip(told, _sentences(told, settings, engine), strict=True)
    ]
    finished = iter(_with_english(told, drafts, translate))
    return [
        replace(document, articles=tuple(_filled(document, finished))) for document in documents
    ]


def _filled(document: Document, finished: Iterator[Summary]) -> Iterator[Article]:
    for article in document.articles:
        summary = next(finished) if article.kind == "article" else None
        yield replace(article, summary=summary)


def _sentences(
    articles: Sequence[Article], settings: SummarySettings, engine: Engine | None
) -> list[Sentences]:
    if settings.method == "abstract" and engine is None:
        raise ConfigError('summary.method = "abstract" needs a model; choose one or use "extract"')
    if settings.method != "extract" and engine is not None:
        try:
            return abstract(articles, settings, engine)
        except EngineError:
            if settings.method == "abstract":
                raise  # "auto" promises a summary from any engine, one that only translates too
    return [extract(article, settings) for article in articles]


def _draft(article: Article, found: Sentences) -> Summary:
    if article.title is None:
        zh, en = headline.candidate([unit.zh for unit in units(article)]), ""
    else:
        targets = [s.target or "" for s in article.segments if s.paragraph == article.title.id]
        zh, en = article.title.text.strip(), headline.polish(" ".join(targets))
    return Summary(article.id, headline_zh=zh, headline_en=en, sentences=found, method="")


def _with_english(
    articles: Sequence[Article], drafts: Sequence[Summary], translate: Translate | None
) -> Iterator[Summary]:
    untold = [d.headline_zh for d in drafts if d.headline_zh and not d.headline_en]
    bare = [s.zh for d in drafts for s in d.sentences if not s.en]
    headlines = iter(_translated(untold, "headline", translate))
    sentences = iter(_translated(bare, "translate", translate))
    for article, draft in zip(articles, drafts, strict=True):
        told = tuple(s if s.en else replace(s, en=next(sentences)) for s in draft.sentences)
        if translate is not None:
            told = _agreeing(article, told)
        methods = "+".join(sorted({sentence.method for sentence in told})) or "extract"
        draft = replace(draft, sentences=told, method=methods)
        if draft.headline_zh and not draft.headline_en:
            draft = _headed(article, draft, next(headlines))
        yield draft


def _translated(texts: Sequence[str], task: str, translate: Translate | None) -> list[str]:
    if translate is None or not texts:
        return [""] * len(texts)
    return [(english or "").strip() for english in translate(texts, task)]


def _agreeing(article: Article, told: Sentences) -> Sentences:
    """With the article's own sentence where a new one has no English, or a wrong one."""
    agreed = list(told)
    for at, sentence in enumerate(told):
        if sentence.method == "extract":
            continue
        issues = tuple(problems(sentence, article.segments))
        if sentence.en and not any(issue.severity == "error" for issue in issues):
            agreed[at] = replace(sentence, issues=issues)
        else:
            agreed[at] = stand_in(sentence, article, agreed)
    return tuple(agreed)


def _headed(article: Article, draft: Summary, english: str) -> Summary:
    """With that English; failing it, an untitled article takes its first sentence, both of it."""
    if not english and article.title is None and draft.sentences and draft.sentences[0].en:
        first = draft.sentences[0]
        return replace(draft, headline_zh=first.zh, headline_en=first.en)
    return replace(draft, headline_en=headline.polish(english))
