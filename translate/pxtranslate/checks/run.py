"""Look for what is wrong with translations; every check over a pair, or over a document.

A check is a function of one pair in `pxtranslate.checks`; this module runs them, holds them to
their ceilings and asks how likely a major error is. It knows neither engines nor files.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module

from pxtranslate.budget import A_PAIR, Overdue, budget
from pxtranslate.checks import consistency, doubt
from pxtranslate.checks.base import Pair
from pxtranslate.checks.risk import UNFINISHED, risk
from pxtranslate.config import Checks
from pxtranslate.records import Article, Document, Issue, Segment, Severity, Terms
from pxtranslate.script import Seen, plain, see
from pxtranslate.text import visible, whole

CHECKS: dict[str, str] = {
    name: f"pxtranslate.checks.{name}:find"
    for name in (
        "language",
        "numbers",
        "dates",
        "names",
        "terms",
        "omission",
        "addition",
        "leftover",
        "repetition",
        "truncated",
        "quotes",
        "negation",
        "direction",
        "obeyed",
        "codes",
        "punctuation",
        "consistency",
    )
}
"""Check name -> where its function is, loaded when first used; in the order findings are told."""

_OF_ANY_LANGUAGE = frozenset({"language", "leftover"})
"""All there is to say of a target that is not English; the other checks would only echo it."""

_GRAVITY: dict[Severity, float] = {"error": 0.6, "warning": 0.25, "info": 0.03}
"""Share of the remaining safety that one finding takes away."""
_NO_MODEL = frozenset({"human", "rule"})
"""Origins of segments that are not doubted for how they look; what checks find still holds."""
_ORDER: tuple[Severity, ...] = ("info", "warning", "error")


@cache
def load(name: str) -> Callable[..., Iterator[Issue]]:
    """Give the function of a check: `find(pair, …)`, with its own settings as keywords."""
    module, _, function = CHECKS[name].partition(":")
    found: Callable[..., Iterator[Issue]] = getattr(import_module(module), function)
    return found


@dataclass(frozen=True, slots=True)
class Group:
    """Pairs that are judged together, wherever that is done."""

    pairs: tuple[Pair, ...]
    scores: tuple[float | None, ...]
    """What a model says of each, where one was asked; see `judge`."""
    seen: Mapping[str, str]
    """The English that their sources got first, in the groups before."""


def run(pair: Pair, settings: Checks, seen: dict[str, str] | None = None) -> tuple[Issue, ...]:
    """Run every check that is on; what they find, errors first.

    Of a target that is not English little more than that is told.
    `seen` is the memory of `consistency` over a document or a file; without it that check rests.
    The checks see the source in one script (`pxtranslate.script`); what is told quotes it as it is.
    A pair that takes them too long keeps what was found so far, and an error says so.
    """
    issues: list[Issue] = []
    try:
        with budget(A_PAIR):
            issues.extend(_findings(pair, settings, seen))
    except Overdue as error:
        issues.append(Issue(UNFINISHED, "error", f"not all checks were made: they {error}"))
    return tuple(sorted(issues, key=lambda issue: -_ORDER.index(issue.severity)))


def _findings(pair: Pair, settings: Checks, seen: dict[str, str] | None) -> Iterator[Issue]:
    """What each check finds, as it is found."""
    original = whole(pair.source)
    read = see(original)
    terms = tuple((plain(zh), en) for zh, en in pair.terms)
    pair = replace(pair, source=read.text, target=whole(pair.target), terms=terms)
    foreign = False
    for name in CHECKS:
        ceiling = getattr(settings, name)
        if ceiling == "off" or (foreign and name not in _OF_ANY_LANGUAGE):
            continue
        for found in load(name)(pair, **_own(name, settings, seen)):
            issue = found if read.text == original else _quoted(found, original, read)
            lower = _ORDER.index(ceiling) < _ORDER.index(issue.severity)
            foreign |= issue.check == "language"
            yield replace(issue, severity=ceiling) if lower else issue


def _quoted(issue: Issue, original: str, read: Seen) -> Issue:
    """The finding with the words of the source as they were written there."""
    at = read.text.find(issue.source) if issue.source else -1
    if at < 0:
        return issue
    start, end = read.span(at, at + len(issue.source))
    quoted = original[start:end]
    return replace(
        issue, source=quoted, message=issue.message.replace(issue.source, visible(quoted))
    )


def _own(name: str, settings: Checks, seen: dict[str, str] | None) -> dict[str, object]:
    """Give the keywords of a check beside the pair."""
    if name == "omission":
        return {"threshold": settings.omission_threshold}
    if name == "addition":
        return {"threshold": settings.addition_threshold}
    return {"seen": seen} if name == "consistency" else {}


def judge(
    pair: Pair,
    settings: Checks,
    seen: dict[str, str] | None = None,
    reverse: float | None = None,
    logprob: float = 0.0,
) -> tuple[tuple[Issue, ...], float]:
    """Run every check, `doubt` last; what they find, errors first, and the risk.

    The risk is the probability of a major error, and never lower for one more finding; surer where
    a model was asked (`reverse`), surest of what it wrote itself (`logprob`).
    """
    pair = replace(pair, source=whole(pair.source), target=whole(pair.target))
    issues = run(pair, settings, seen)
    chance = risk(pair, issues, reverse, logprob)
    if settings.doubt == "off" or any(issue.check == UNFINISHED for issue in issues):
        return issues, chance
    threshold = settings.doubt_threshold_own if logprob else settings.doubt_threshold
    found = doubt.find(pair, chance, issues, threshold, logprob)
    doubts = [
        replace(issue, severity=min(issue.severity, settings.doubt, key=_ORDER.index))
        for issue in found
    ]
    return tuple(
        sorted((*issues, *doubts), key=lambda issue: -_ORDER.index(issue.severity))
    ), chance


def judge_all(settings: Checks, group: Group) -> list[tuple[tuple[Issue, ...], float]]:
    """Judge the pairs of a group, in order."""
    seen = dict(group.seen)
    return [
        judge(pair, settings, seen, score)
        for pair, score in zip(group.pairs, group.scores, strict=True)
    ]


def group_of(pairs: Sequence[Pair], scores: Sequence[float | None], seen: dict[str, str]) -> Group:
    """The next pairs of a file, with what they must know of those before; `seen` learns of them."""
    mine: dict[str, str] = {}
    for pair in pairs:
        read = replace(pair, source=see(whole(pair.source)).text, target=whole(pair.target))
        for source, _ in consistency.texts(read):
            if source in seen:
                mine.setdefault(source, seen[source])
        for _ in consistency.find(read, seen):
            pass
    return Group(tuple(pairs), tuple(scores), mine)


def gravity(issues: Sequence[Issue]) -> float:
    """Sum findings up: 0 (nothing found) to 1; never lower for one more finding.

    Each finding takes its share of the safety that is left, so one error outweighs two warnings,
    and two errors outweigh one. It compares translations of one source, where `risk`, which mostly
    knows what is hard to translate, would not tell them apart.
    """
    return round(1 - math.prod(1 - _GRAVITY[issue.severity] for issue in issues), 4)


def check_document(
    document: Document, settings: Checks, terms: Terms = lambda source: ()
) -> Document:
    """Fill `issues` and `risk` of every segment that has a target; all else stays as it is."""
    seen: dict[str, str] = {}
    articles = tuple(
        _check_article(article, settings, terms, seen) for article in document.articles
    )
    return replace(document, articles=articles)


def _check_article(
    article: Article, settings: Checks, terms: Terms, seen: dict[str, str]
) -> Article:
    blocks = (*((article.title,) if article.title else ()), *article.paragraphs)
    roles = {block.id: block.role for block in blocks}

    def look(segment: Segment) -> Segment:
        if segment.target is None:
            return segment
        pair = Pair(
            source=segment.source.strip(),
            target=segment.target.strip(),
            role=roles.get(segment.paragraph, "body"),
            terms=terms(segment.source.strip()),
        )
        if segment.origin in _NO_MODEL:
            issues = run(pair, settings, seen)
            return replace(segment, issues=issues, risk=risk(pair, issues))
        issues, chance = judge(pair, settings, seen, logprob=segment.logprob)
        return replace(segment, issues=issues, risk=chance)

    return replace(article, segments=tuple(look(segment) for segment in article.segments))
