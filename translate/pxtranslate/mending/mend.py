"""The `mend` stage: better what the checks found wrong, and keep the better of the two.

Remedies in order of their cost, the cheapest first; only what still has an error goes on to the next:

1. repair     by rule, without a model: punctuation, a model's talk, slips of scale, units, names
2. again      with the figures, terms and names that were missed named in the prompt
   as speech  an order that was followed, as something somebody says
   in parts   a sentence that lost something, cut at its commas
   wider      a beam, where a turn of phrase went wrong
3. second     another, stronger model, where `mend.second_model` names one

`mend.rounds` counts how often: 1 is the rules alone, each further round asks the model once more,
each segment the way that can cure its errors (`remedies`), all of them in the same batches. What
was tried is recorded on the segment, and what still fails stays flagged: nothing is hidden here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from statistics import fmean

from pxtranslate.checks.run import check_document
from pxtranslate.config import Settings
from pxtranslate.engines.ask import ask
from pxtranslate.engines.base import Decoding, Engine, Output, Request
from pxtranslate.errors import EngineError
from pxtranslate.mending import speech
from pxtranslate.mending.better import better
from pxtranslate.mending.bounds import bounded
from pxtranslate.mending.figures import exchange
from pxtranslate.mending.remedies import Attempt, Case, attempts, first, last
from pxtranslate.mending.rules import repair
from pxtranslate.mending.spelling import spelt
from pxtranslate.phrases import counted
from pxtranslate.records import Document, Segment, Terms
from pxtranslate.translation.search import greedy
from pxtranslate.translation.translate import Place, answered, replaced, segments

_Asked = set[tuple[str, tuple[Request, ...], Decoding]]
"""Fingerprint, requests and decoding of what was asked: asking it again gives the same answer."""


def mend(
    documents: Sequence[Document],
    engine: Engine,
    settings: Settings,
    terms: Terms,
    second: Engine | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> list[Document]:
    """Mend every segment with an error in at most `settings.mend.rounds` rounds.

    `second` is the stronger model; it is entered only if something is left for it. `say` is told
    what takes time.
    """
    before = list(documents)
    if not settings.mend.rounds:
        return before
    mended = replaced(before, _by_rule(before, settings, terms))
    asked: dict[Place, _Asked] = {}
    for _ in range(settings.mend.rounds - 1):
        chosen = _choose(_failing(mended), engine, settings, terms, asked)
        if chosen:
            say(f"asking again about {counted(len(chosen), 'segment')}")
        mended = replaced(mended, _ask(chosen, engine, settings, terms))
    left = _failing(mended) if second else []
    if second and left:
        wanted = [(case, last(case, settings, terms)) for case in left]
        with second:
            mended = replaced(mended, _ask(wanted, second, settings, terms))
    return [
        old if new == old else check_document(new, settings.checks, terms)
        for old, new in zip(before, mended, strict=True)
    ]


def failing(segment: Segment) -> bool:
    """Whether a segment needs mending: untranslated, or with an error a check is sure of."""
    if segment.origin in ("human", "rule"):
        return False
    return segment.status == "failed" or any(i.severity == "error" for i in segment.issues)


def _failing(documents: Sequence[Document]) -> list[Case]:
    return [Case(*where) for where in segments(documents) if failing(where[3])]


def _by_rule(
    documents: Sequence[Document], settings: Settings, terms: Terms
) -> dict[Place, Segment]:
    changed: dict[Place, Segment] = {}
    for where in segments(documents):
        case, target = Case(*where), where[3].target
        if target is None or case.segment.origin in ("human", "rule"):
            continue
        source = case.segment.source.strip()
        repaired = bounded(source, repair(source, target, terms(source)))
        if any(
            i.check in ("numbers", "dates") and i.severity == "error" for i in case.segment.issues
        ):
            repaired = exchange(source, repaired)
        if any(i.check == "names" and i.severity == "error" for i in case.segment.issues):
            repaired = spelt(source, repaired, terms(source))
        if repaired != target:
            candidate = replace(case.segment, target=repaired)
            changed[case.place] = better(case, candidate, "repair", settings, terms)
    return changed


def _choose(
    cases: Sequence[Case],
    engine: Engine,
    settings: Settings,
    terms: Terms,
    asked: dict[Place, _Asked],
) -> list[tuple[Case, Attempt]]:
    """For each case the most hopeful attempt that was not made yet, if there is one."""
    chosen: list[tuple[Case, Attempt]] = []
    for case in cases:
        plain = first(case, settings, terms)
        greedily = replace(plain, decoding=greedy(settings))
        done = asked.setdefault(case.place, {_known(engine, plain), _known(engine, greedily)})
        for attempt in attempts(case, settings, terms):
            if _known(engine, attempt) not in done:
                done.add(_known(engine, attempt))
                chosen.append((case, attempt))
                break
    return chosen


def _known(engine: Engine, attempt: Attempt) -> tuple[str, tuple[Request, ...], Decoding]:
    return engine.fingerprint, attempt.requests, attempt.decoding


def _ask(
    chosen: Sequence[tuple[Case, Attempt]], engine: Engine, settings: Settings, terms: Terms
) -> Mapping[Place, Segment]:
    """Make the attempts, those decoded alike in the same batches; the better of each two."""
    changed: dict[Place, Segment] = {}
    for search in dict.fromkeys(attempt.decoding for _, attempt in chosen):
        alike = [(case, attempt) for case, attempt in chosen if attempt.decoding == search]
        requests = [request for _, attempt in alike for request in attempt.requests]
        try:
            answers = iter(ask(engine, requests, search, settings.decoding.batch))
        except EngineError as error:  # a first translation stands: nothing is lost
            answers = iter([error] * len(requests))
        for case, attempt in alike:
            answer = _joined([next(answers) for _ in attempt.requests])
            if attempt.remedy == "as speech":
                answer = _unframed(answer)
            candidate = answered(case.segment, answer, engine.fingerprint)
            changed[case.place] = better(case, candidate, attempt.remedy, settings, terms)
    return changed


def _joined(answers: Sequence[Output | EngineError]) -> Output | EngineError:
    """The answers to the parts of a sentence as one; an error if one of them is."""
    outputs = [answer for answer in answers if isinstance(answer, Output)]
    if len(outputs) < len(answers):
        return next(answer for answer in answers if isinstance(answer, EngineError))
    return Output(
        text=reduce(_followed, (output.text for output in outputs)),
        complete=all(output.complete and output.text for output in outputs),
        logprob=fmean(output.logprob for output in outputs),
        remembered=all(output.remembered for output in outputs),
    )


def _followed(text: str, part: str) -> str:
    """The text and what follows: a part with a capital is a sentence, and one behind a full stop has it."""
    if text.endswith(",") and part[:1].isupper():
        text = f"{text[:-1]}."
    elif text.endswith((".", "!", "?", '."', ".”")):
        part = part[:1].upper() + part[1:]
    return f"{text} {part}"


def _unframed(answer: Output | EngineError) -> Output | EngineError:
    """The answer without "He said"; an error if it does not begin so."""
    if isinstance(answer, EngineError):
        return answer
    said = speech.said(answer.text)
    return replace(answer, text=said) if said else EngineError("the answer tells of no speech")
