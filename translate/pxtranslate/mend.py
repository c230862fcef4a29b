"""The `mend` stage: ask again for segments whose checks failed, and keep the better of the two.

A bounded ladder, cheapest rung first; only what still has an error goes on to the next:

1. repair    full-width punctuation is written as English does, wherever it stands; no model
2. again     the same sentence with its figures and terms all named in the prompt
3. in parts  a sentence that lost something, cut at its commas; otherwise a wider search

A candidate replaces the target only if the checks score it better. What was tried is recorded on
the segment, and what still fails stays flagged: nothing is hidden here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pxtranslate import check, prepare
from pxtranslate.ask import ask
from pxtranslate.check import Terms
from pxtranslate.checks.base import Pair
from pxtranslate.config import Settings
from pxtranslate.engines.base import Decoding, Engine, Output, Request
from pxtranslate.figures.rewrite import rewrite
from pxtranslate.records import Article, Document, Paragraph, Segment
from pxtranslate.repair import repair
from pxtranslate.segment import sentences
from pxtranslate.translate import Place, decoding, replaced, segments

WIDER_BEAM = 4
SHORTEST_PART = 12
"""Characters below which a part of a sentence has too little context to be translated alone."""
_LOST = {"omission", "truncated", "numbers", "quotes"}
"""Checks that speak of something missing: the parts of a long sentence lose less."""


@dataclass(frozen=True, slots=True)
class Case:
    """A segment that failed, with what is needed to try again."""

    place: Place
    article: Article
    paragraph: Paragraph
    segment: Segment


Rung = Callable[[Sequence[Case], Engine, Settings, Terms], list[str | None]]
"""Takes the cases, gives a new target for each or None where it has nothing to offer."""


def mend(
    documents: Sequence[Document], engine: Engine, settings: Settings, terms: Terms
) -> list[Document]:
    """Try the rungs of the ladder on every segment with an error, up to `settings.mend.rounds`."""
    mended = list(documents)
    for name, rung in LADDER[: settings.mend.rounds]:
        wanted = repairable if name == "repair" else failing
        cases = [Case(*where) for where in segments(mended) if wanted(where[3])]
        targets = rung(cases, engine, settings, terms)
        changed = {
            case.place: judged(case, target, name, settings, terms, engine.fingerprint)
            for case, target in zip(cases, targets, strict=True)
            if target is not None
        }
        mended = replaced(mended, changed)
    return mended


def repairable(segment: Segment) -> bool:
    """Whether rule alone makes a target better."""
    target = segment.target
    return segment.origin in ("model", "memory") and target is not None and repair(target) != target


def failing(segment: Segment) -> bool:
    """Whether a segment needs mending: untranslated, or with an error a check is sure of."""
    if segment.origin in ("human", "rule"):
        return False
    return segment.status == "failed" or any(i.severity == "error" for i in segment.issues)


def judged(
    case: Case, target: str, rung: str, settings: Settings, terms: Terms, fingerprint: str
) -> Segment:
    """The segment with the new target if the checks like it better; the attempt noted either way."""
    segment = case.segment
    source = segment.source.strip()
    pair = Pair(source, target, case.paragraph.role, terms(source))
    issues = check.run(pair, settings.checks)
    risk = check.risk(issues, segment.logprob)
    if segment.target is not None and risk >= segment.risk:
        return replace(segment, tried=(*segment.tried, f"{rung}: no better"))
    return replace(
        segment,
        target=target,
        status="ok",
        engine=fingerprint,
        issues=issues,
        risk=risk,
        tried=(*segment.tried, f"{rung}: kept"),
    )


def _repair(
    cases: Sequence[Case], engine: Engine, settings: Settings, terms: Terms
) -> list[str | None]:
    return [repair(case.segment.target or "") for case in cases]


def _again(
    cases: Sequence[Case], engine: Engine, settings: Settings, terms: Terms
) -> list[str | None]:
    requests = []
    for case in cases:
        plain = case.segment.source.strip()
        asked = _request(case, settings, terms)
        figures = tuple((change.before, change.after) for change in rewrite(plain).changes)
        requests.append(replace(asked, terms=tuple(dict.fromkeys(asked.terms + figures))))
    return _texts(engine, requests, decoding(settings), settings)


def _otherwise(
    cases: Sequence[Case], engine: Engine, settings: Settings, terms: Terms
) -> list[str | None]:
    parts: list[list[Request]] = []
    for case in cases:
        asked = _request(case, settings, terms)
        lost = case.segment.status == "failed" or any(
            issue.check in _LOST for issue in case.segment.issues
        )
        cut = sentences(asked.text, max(SHORTEST_PART, len(asked.text) // 2)) if lost else []
        parts.append([replace(asked, text=text) for text in cut] if len(cut) > 1 else [asked])
    wider = replace(decoding(settings), beam=max(WIDER_BEAM, settings.decoding.beam))
    answers = iter(_texts(engine, [r for group in parts for r in group], wider, settings))
    found: list[str | None] = []
    for group in parts:
        texts = [next(answers) for _ in group]
        whole = [text for text in texts if text is not None]
        found.append(" ".join(whole) if len(whole) == len(group) else None)
    return found


LADDER: tuple[tuple[str, Rung], ...] = (
    ("repair", _repair),
    ("again", _again),
    ("in parts", _otherwise),
)


def _request(case: Case, settings: Settings, terms: Terms) -> Request:
    return prepare.request(case.segment, case.paragraph, case.article, settings.prompt, terms)


def _texts(
    engine: Engine, requests: Sequence[Request], search: Decoding, settings: Settings
) -> list[str | None]:
    answers = ask(engine, requests, search, settings.decoding.batch)
    return [
        answer.text if isinstance(answer, Output) and answer.complete and answer.text else None
        for answer in answers
    ]
