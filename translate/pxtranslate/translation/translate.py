"""The `translate` stage: fill the target of every segment of many documents.

Batches cross articles and files here and nowhere else. **The law:** the same articles, segments,
ids and order come out as went in; a segment that failed has an error and no target.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from pxtranslate.config import Prompt, Settings
from pxtranslate.engines.ask import Answer
from pxtranslate.engines.base import Engine, Output, Request
from pxtranslate.errors import EngineError
from pxtranslate.names import bylines
from pxtranslate.records import Article, Document, Issue, Paragraph, Segment, Terms
from pxtranslate.translation.headline import polish
from pxtranslate.translation.requests import bare_request, by_rule, request_for
from pxtranslate.translation.search import search

Progress = Callable[[int], None]
"""Called with the source characters that were just finished."""
Latest = Callable[[str], None]
"""Called with the English of something that was just translated."""
Place = tuple[int, str]
"""Number of the document, id of the segment in it."""


def translate(
    documents: Sequence[Document],
    engine: Engine,
    settings: Settings,
    terms: Terms,
    progress: Progress = lambda characters: None,
    latest: Latest = lambda english: None,
) -> list[Document]:
    """Translate every segment that is asked for and that no person did; see the law above.

    Raises OutOfMemory if nothing fits.
    """
    done: dict[Place, Segment] = {}
    places: list[Place] = []
    requests: list[Request] = []
    characters: Counter[Request] = Counter()
    prompt = _prompt(engine, settings)
    for place, article, paragraph, segment in segments(documents):
        if segment.origin == "human" or segment.status == "unasked":
            progress(len(segment.source))
            continue
        target = by_rule(segment, paragraph)
        if target is not None:
            done[place] = replace(segment, target=target, origin="rule")
            progress(len(segment.source))
        else:
            places.append(place)
            requests.append(request_for(segment, paragraph, article, prompt, terms))
            characters[requests[-1]] += len(segment.source)

    def settled(found: Mapping[Request, Answer]) -> None:
        progress(sum(characters[request] for request in found))
        for answer in found.values():
            if isinstance(answer, Output) and answer.text:
                latest(answer.text)
                break

    answers = search(engine, requests, settings, settled)
    waiting = {place: segment for place, _, _, segment in segments(documents)}
    for place, request, answer in zip(places, requests, answers, strict=True):
        found = answered(waiting[place], answer, engine.fingerprint)
        if request.task == "headline" and found.target and engine.translates:
            found = replace(found, target=polish(found.target))
        done[place] = found
    return [_with_bylines(document) for document in replaced(documents, done)]


def _with_bylines(document: Document) -> Document:
    """The document with the English of each byline where its record has room for it."""
    return replace(document, articles=tuple(map(_with_byline, document.articles)))


def _with_byline(article: Article) -> Article:
    if article.byline is None:
        return article
    paragraphs = {p.id for p in article.paragraphs if p.role == "byline"}
    targets = [s.target for s in article.segments if s.paragraph in paragraphs and s.target]
    english = bylines.english(article.byline.zh) or " ".join(targets)
    return replace(article, byline=replace(article.byline, en=english))


def _prompt(engine: Engine, settings: Settings) -> Prompt:
    """An engine that only gives the text back is shown the text as it is."""
    return settings.prompt if engine.translates else Prompt(figures=False, terms=False)


def segments(
    documents: Sequence[Document],
) -> Iterator[tuple[Place, Article, Paragraph, Segment]]:
    """Every segment of the documents with where it stands."""
    for number, document in enumerate(documents):
        for article in document.articles:
            paragraphs = {p.id: p for p in (article.title, *article.paragraphs) if p}
            for segment in article.segments:
                yield (number, segment.id), article, paragraphs[segment.paragraph], segment


def replaced(documents: Sequence[Document], changed: Mapping[Place, Segment]) -> list[Document]:
    """The documents with some segments put in the places of their namesakes."""
    return [
        replace(
            document,
            articles=tuple(
                replace(
                    article,
                    segments=tuple(changed.get((number, s.id), s) for s in article.segments),
                )
                for article in document.articles
            ),
        )
        for number, document in enumerate(documents)
    ]


def answered(segment: Segment, answer: Output | EngineError, fingerprint: str) -> Segment:
    """The segment with what the engine said, or with why it has no target.

    That the engine failed is no finding of a check: its issue is called `engine`. An answer that was
    cut off is `truncated`, as a target that breaks off is.
    """
    if isinstance(answer, EngineError):
        issue = Issue("engine", "error", f"no translation: {answer}")
    elif not answer.complete:
        issue = Issue(
            "truncated", "error", "no translation: the model did not come to an end, twice"
        )
    elif not answer.text:
        issue = Issue("engine", "error", "no translation: the model answered with nothing")
    else:
        return replace(
            segment,
            target=answer.text,
            origin="memory" if answer.remembered else "model",
            engine=fingerprint,
            logprob=answer.logprob,
        )
    return replace(
        segment, status="failed", target=None, engine=fingerprint, issues=(issue,), risk=1.0
    )


def translate_texts(
    texts: Sequence[str], task: str, engine: Engine, settings: Settings, terms: Terms
) -> list[str | None]:
    """Translate texts that are no segments (summaries, headlines) the same way; None: failed."""
    requests = [bare_request(text, task, _prompt(engine, settings), terms) for text in texts]
    answers = search(engine, requests, settings)
    return [
        answer.text if isinstance(answer, Output) and answer.complete else None
        for answer in answers
    ]
