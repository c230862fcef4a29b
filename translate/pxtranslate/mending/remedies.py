"""What can be asked again about a segment that failed: which request, decoded how, for which error.

Each error goes straight to the ways that can cure it (decision 0075); a way that cannot is a wasted
request. Knows segments, their issues and requests; it asks nothing itself.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pxtranslate.articles.segment import sentences
from pxtranslate.config import Settings
from pxtranslate.engines.ask import LOOP_PENALTY
from pxtranslate.engines.base import Decoding, Request
from pxtranslate.figures.compare import compare
from pxtranslate.figures.rewrite import rewrite
from pxtranslate.figures.say import figure
from pxtranslate.figures.when import DAYS, YEARS
from pxtranslate.mending import speech
from pxtranslate.names import find
from pxtranslate.records import Article, Paragraph, Segment, Terms
from pxtranslate.translation.requests import request_for
from pxtranslate.translation.search import widest
from pxtranslate.translation.translate import Place

Remedy = Literal["again", "as speech", "in parts", "wider", "second"]

CURES: dict[str, tuple[Remedy, ...]] = {
    "numbers": ("again", "in parts", "wider"),
    "dates": ("again", "wider"),
    "names": ("again", "wider"),
    "terms": ("again", "wider"),
    "codes": ("again", "wider"),
    "leftover": ("again", "wider"),
    "repetition": ("again", "in parts"),
    "omission": ("in parts", "wider"),
    "truncated": ("in parts", "wider"),
    "engine": ("in parts", "wider"),  # no check: the engine gave nothing
    "addition": ("wider",),
    "negation": ("wider",),
    "direction": ("wider",),
    "quotes": ("wider",),
    "obeyed": ("as speech", "wider", "in parts"),
    "language": ("wider",),
    "unfinished": (),  # no check: they took too long
    "punctuation": (),  # the rules' business
    "consistency": (),  # the business of `one_form`: the same request has the same answer
}
"""Check -> the remedies that can cure its errors, cheapest first."""

WIDER_BEAM = 4
SHORTEST_PART = 12
"""Characters below which a part of a sentence has too little context to be translated alone."""


@dataclass(frozen=True, slots=True)
class Case:
    """A segment that failed, with what is needed to try again."""

    place: Place
    article: Article
    paragraph: Paragraph
    segment: Segment


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to ask again; of more than one request the answers are joined."""

    remedy: Remedy
    requests: tuple[Request, ...]
    decoding: Decoding


def first(case: Case, settings: Settings, terms: Terms) -> Attempt:
    """What `translate` asked."""
    asked = request_for(case.segment, case.paragraph, case.article, settings.prompt, terms)
    return Attempt("again", (asked,), widest(settings))


def attempts(case: Case, settings: Settings, terms: Terms) -> Iterator[Attempt]:
    """The ways to ask again, the one that can cure most of the segment's errors first."""
    errors = [issue.check for issue in case.segment.issues if issue.severity == "error"]
    if "obeyed" in errors:  # then all else is wrong because of it
        errors = ["obeyed"]
    if errors.count("numbers") > 1:  # with two figures mostly a clause is lost
        errors.append("omission")
    cures = Counter(remedy for check in errors for remedy in CURES[check])
    order: tuple[Remedy, ...] = ("again", "as speech", "in parts", "wider")
    if "：" in case.segment.source:  # an order before a colon is translated when it stands alone
        order = ("again", "in parts", "as speech", "wider")
    named = _named(case, first(case, settings, terms).requests[0])
    plain = widest(settings)
    if "leftover" in errors:
        plain = replace(plain, forbid_han=True)
    if "repetition" in errors:
        plain = replace(plain, repetition_penalty=LOOP_PENALTY)
    for remedy in sorted((r for r in order if cures[r]), key=lambda r: (-cures[r], order.index(r))):
        if remedy == "in parts":
            parts = _parts(named)
            if len(parts) > 1:
                yield Attempt(remedy, parts, plain)
        elif remedy == "wider":
            yield Attempt(remedy, (named,), replace(plain, beam=max(WIDER_BEAM, plain.beam)))
        elif remedy == "as speech":
            yield Attempt(remedy, (replace(named, text=speech.quoted(named.text)),), plain)
        else:
            yield Attempt(remedy, (named,), plain)


def last(case: Case, settings: Settings, terms: Terms) -> Attempt:
    """What the second model is asked: all that is known to have gone wrong is named."""
    named = _named(case, first(case, settings, terms).requests[0])
    return Attempt("second", (named,), widest(settings))


def _parts(request: Request) -> tuple[Request, ...]:
    cut = sentences(request.text, max(SHORTEST_PART, len(request.text) * 2 // 3))
    return tuple(
        replace(request, text=text.strip(), terms=tuple(t for t in request.terms if t[0] in text))
        for text in cut
        if text.strip()
    )


def _named(case: Case, asked: Request) -> Request:
    """The request with what went wrong named; a term that was named in vain is written in place."""
    wrong = dict(_wrong(case))
    vain = {zh: f" {en} " for zh, en in asked.terms if wrong.get(zh) == en}
    text = asked.text
    if vain:  # the longest first: 萍乡 is not written in the place of half of 萍乡海关
        named = sorted((zh for zh, _ in asked.terms), key=lambda zh: -len(zh))
        text = re.sub("|".join(map(re.escape, named)), lambda m: vain.get(m[0], m[0]), text)
    known = {zh for zh, _ in asked.terms}
    missing = [(zh, en) for zh, en in wrong.items() if zh not in known and zh in text]
    kept = [(zh, en) for zh, en in asked.terms if zh not in vain]
    return replace(asked, text=text.strip(), terms=(*kept, *missing))


def _wrong(case: Case) -> Iterator[tuple[str, str]]:
    """(Chinese as the model sees it, English) of what the target has wrong or lacks."""
    source, target = case.segment.source.strip(), case.segment.target
    if target is None:
        return
    by_check: dict[str, list[str]] = {}
    for issue in case.segment.issues:
        if issue.severity == "error":
            by_check.setdefault(issue.check, []).append(issue.source)
    if "numbers" in by_check or "dates" in by_check:
        for match in compare(source, target):
            if match.source and match.sure and match.verdict not in ("same", "rounded"):
                yield rewrite(match.source.text).text, figure(match.source)
    if "dates" in by_check:
        yield from ((zh, en) for zh, en in (YEARS | DAYS).items() if zh in source)
    for code in by_check.get("codes", ()):
        yield code, code
    for issue in case.segment.issues:
        if issue.check == "terms" and issue.severity == "error":
            yield issue.source, issue.target
    names = {name.zh: name.en for name in find(source)} if "names" in by_check else {}
    yield from ((zh, names[zh]) for zh in by_check.get("names", ()) if zh in names)
