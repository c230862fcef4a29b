"""The stages `draft` and `tell`: a summary of every article in Chinese, then in English too.

Knows what a summary is made of, not how sentences are chosen, written or verified; that is the
business of `pxtranslate.summaries`. A draft can be made before anything is translated: then what
it tells is all that need be. What is still without English, of all articles, is translated in one
go; a new sentence whose English fails its checks gives way to one of the article's own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from pxtranslate.config import Summaries
from pxtranslate.engines.base import Engine
from pxtranslate.errors import ConfigError, EngineError
from pxtranslate.records import Article, Document, Summary, SummarySentence
from pxtranslate.summaries import headline
from pxtranslate.summaries.abstract import abstract, own_sentence
from pxtranslate.summaries.compress import shortened
from pxtranslate.summaries.extract import extract, to_sentence
from pxtranslate.summaries.sentences import units
from pxtranslate.summaries.verify import problems
from pxtranslate.translation.headline import polish

Sentences = tuple[SummarySentence, ...]


class Translate(Protocol):
    """The translation path of the run: the same terms, figures and mending as for segments."""

    def __call__(self, texts: Sequence[str], task: str) -> Sequence[str | None]:
        """Return the English of each text, None where it failed. `task` is a `Request.task`."""
        ...


def draft(
    documents: Sequence[Document],
    settings: Summaries,
    engine: Engine | None = None,
    batch: int = 64,
    say: Callable[[str], None] = lambda line: None,
) -> list[Document]:
    """Return the documents with a summary on each article of kind "article", without English.

    Where "auto" falls back on sentences of the articles, a note on each document says why, and so
    does `say`. `batch`: most texts the engine is shown at once.

    Raises ConfigError for method "abstract" without an engine, EngineError if the engine cannot
    write.
    """
    news = [a for document in documents for a in document.articles if a.kind == "article"]
    sentences, why = _sentences(news, settings, engine, batch)
    drafts = iter(
        Summary(article.id, _headline(article), headline_en="", sentences=found, method="")
        for article, found in zip(news, sentences, strict=True)
    )
    filled = _filled(documents, lambda article: article.kind == "article", drafts)
    if not why:
        return filled
    note = f"Summaries are sentences of the articles: {why}"
    say(note)
    return [replace(document, notes=(*document.notes, note)) for document in filled]


def tell(
    documents: Sequence[Document],
    translate: Translate | None = None,
    *,
    sentences: bool = True,
    checked: bool = True,
) -> list[Document]:
    """Return the documents with the English of their summaries.

    A title's English is its segment's target, an extracted sentence's those of its segments.
    Without `translate`, an article that has no title takes its first summary sentence as headline,
    and what has no English stays without. `sentences`: False for headlines alone. `checked`: False
    where the English is none, of an engine that gives the text back.
    """
    news = [a for document in documents for a in document.articles if a.summary]
    drafts = [_own_english(article) for article in news]
    if sentences and translate:
        drafts = _agreeing(news, _in_english(drafts, translate), checked)
        drafts = _in_english(drafts, translate)  # where the article's own sentence stands in
    headed = _headed(news, [_with_method(one) for one in drafts], translate)
    return _filled(documents, lambda article: article.summary is not None, headed)


def _filled(
    documents: Sequence[Document], which: Callable[[Article], bool], summaries: Iterator[Summary]
) -> list[Document]:
    return [
        replace(
            document,
            articles=tuple(
                replace(article, summary=next(summaries) if which(article) else None)
                for article in document.articles
            ),
        )
        for document in documents
    ]


def _sentences(
    articles: Sequence[Article], settings: Summaries, engine: Engine | None, batch: int
) -> tuple[Iterable[Sentences], str]:
    """The sentences of each summary; and why no model wrote them, where one was asked to.

    One by one where no model writes them: what is known of an article is then at hand for its
    headline.
    """
    why = ""
    if settings.method == "abstract" and engine is None:
        raise ConfigError('summary.method = "abstract" needs a model; choose one or use "extract"')
    if settings.method == "compress":
        return (shortened(article, settings) for article in articles), why
    if settings.method != "extract" and engine is not None:
        try:
            return abstract(articles, settings, engine, batch), why
        except EngineError as error:
            if settings.method == "abstract":
                raise  # "auto" promises a summary from any engine, one that only translates too
            why = str(error)
    return (extract(article, settings) for article in articles), why


def _headline(article: Article) -> str:
    if article.title is not None:
        return article.title.text.strip()
    return headline.candidate([unit.zh for unit in units(article)])


def _own_english(article: Article) -> Summary:
    """The article's summary with the English that its own segments have."""
    assert article.summary is not None
    own = {one.segments: one for one in map(to_sentence, units(article))}
    sentences = tuple(
        own.get(one.segments, one) if one.method == "extract" else one
        for one in article.summary.sentences
    )
    title = article.title.id if article.title else None
    targets = [s.target or "" for s in article.segments if s.paragraph == title]
    english = polish(" ".join(targets))
    return replace(article.summary, sentences=sentences, headline_en=english)


def _in_english(drafts: Sequence[Summary], translate: Translate) -> list[Summary]:
    """The summaries with English for every sentence that has none."""
    bare = [s.zh for one in drafts for s in one.sentences if not s.en]
    found = iter(_translated(bare, "translate", translate))
    return [
        replace(
            one,
            sentences=tuple(s if s.en else replace(s, en=next(found)) for s in one.sentences),
        )
        for one in drafts
    ]


def _translated(texts: Sequence[str], task: str, translate: Translate | None) -> list[str]:
    if translate is None or not texts:
        return [""] * len(texts)
    return [(english or "").strip() for english in translate(texts, task)]


def _agreeing(
    articles: Sequence[Article], drafts: Sequence[Summary], checked: bool
) -> list[Summary]:
    """With the article's own sentence where a new one has no English, or a wrong one."""
    return [
        replace(one, sentences=_sound(article, one.sentences, checked))
        for article, one in zip(articles, drafts, strict=True)
    ]


def _sound(article: Article, sentences: Sentences, checked: bool) -> Sentences:
    agreed = list(sentences)
    for at, sentence in enumerate(sentences):
        if sentence.method == "extract":
            continue
        english = sentence.en if checked else ""
        issues = tuple(problems(replace(sentence, en=english), article.segments))
        if sentence.en and not any(issue.severity == "error" for issue in issues):
            agreed[at] = replace(sentence, issues=issues)
        else:
            agreed[at] = own_sentence(sentence, article, agreed)
    return tuple(agreed)


def _with_method(summary: Summary) -> Summary:
    methods = "+".join(sorted({sentence.method for sentence in summary.sentences}))
    return replace(summary, method=methods or "extract")


def _headed(
    articles: Sequence[Article], drafts: Sequence[Summary], translate: Translate | None
) -> Iterator[Summary]:
    """With a headline in English; failing it, an untitled article takes its first sentence."""
    untold = [one.headline_zh for one in drafts if one.headline_zh and not one.headline_en]
    found = iter(_translated(untold, "headline", translate))
    for article, one in zip(articles, drafts, strict=True):
        if not one.headline_zh or one.headline_en:
            yield one
            continue
        english, first = next(found), one.sentences[0] if one.sentences else None
        if not english and article.title is None and first and first.en:
            yield replace(one, headline_zh=first.zh, headline_en=first.en)
        else:
            yield replace(one, headline_en=polish(english))
