"""The `one form` stage, after mending: what a document coins or names again has one English form in it.

A model guesses words in quotation marks, and foreign names that no table has, anew in every sentence. Of
what they became the form that a person gave counts, else the most frequent, else the first; sentences that have
another are asked for again with it named, and keep the new English if it is no worse.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from pxtranslate.checks import consistency
from pxtranslate.checks.base import Pair
from pxtranslate.checks.run import check_document
from pxtranslate.config import Settings
from pxtranslate.engines.ask import ask
from pxtranslate.engines.base import Engine, Request
from pxtranslate.errors import EngineError
from pxtranslate.mending.better import better
from pxtranslate.mending.remedies import Case, first
from pxtranslate.phrases import counted
from pxtranslate.records import Document, Segment, Terms
from pxtranslate.script import see
from pxtranslate.text import whole
from pxtranslate.translation.search import widest
from pxtranslate.translation.translate import Place, answered, replaced, segments

_LONGEST = 8
"""Most words of a form: more is a sentence that somebody said, and may be put in two ways."""
_Use = tuple[Case, str]
"""Where a word stands, and what it became there; empty if that cannot be told."""


def one_form(
    documents: Sequence[Document],
    engine: Engine,
    settings: Settings,
    terms: Terms,
    kept: Collection[Place] = (),
    say: Callable[[str], None] = lambda line: None,
) -> list[Document]:
    """Ask again where a word has another form than elsewhere in its document.

    `kept`: segments whose English a person found good; it stays, and its forms count as a person's.
    Nothing is asked where nothing is asked again at all (`mend.rounds`) or `consistency` is off. An
    engine that fails costs nothing: the translations stand, and `consistency` tells of them.
    """
    if settings.mend.rounds < 2 or settings.checks.consistency == "off":
        return list(documents)
    wanted = _wanted(documents, settings, terms, kept)
    if wanted:
        say(f"asking again about {counted(len(wanted), 'segment')}, for one form of what they name")
    requests = [request for _, request, _ in wanted]
    try:
        answers = ask(engine, requests, widest(settings), settings.decoding.batch)
    except EngineError:
        return list(documents)
    changed: dict[Place, Segment] = {}
    for (case, _, named), answer in zip(wanted, answers, strict=True):
        found = answered(case.segment, answer, engine.fingerprint)
        if any(not consistency.stands(zh, en, found.target or "") for zh, en in named.items()):
            tried = (*case.segment.tried, "one form: not taken")
            changed[case.place] = replace(case.segment, tried=tried)
        else:
            changed[case.place] = better(case, found, "one form", settings, terms)
    return [
        old if new == old else check_document(new, settings.checks, terms)
        for old, new in zip(documents, replaced(documents, changed), strict=True)
    ]


def _wanted(
    documents: Sequence[Document], settings: Settings, terms: Terms, kept: Collection[Place]
) -> list[tuple[Case, Request, dict[str, str]]]:
    """The segments that have another form, what is asked, and the forms named in it."""
    named: dict[Place, dict[str, str]] = {}
    cases: dict[Place, Case] = {}
    for uses in _uses(documents):
        for zh, found in uses.items():
            form = _form(found, kept)
            for case, english in found:
                free = case.segment.origin not in ("human", "rule") and case.place not in kept
                target = case.segment.target or ""
                if form and free and not consistency.stands(zh, form, target, english):
                    named.setdefault(case.place, {})[zh] = form
                    cases[case.place] = case
    wanted = []
    for place, forms in named.items():
        asked = first(cases[place], settings, terms).requests[0]
        known = {zh for zh, _ in asked.terms}
        new = {zh: en for zh, en in forms.items() if zh not in known and zh in asked.text}
        if new:
            request = replace(asked, terms=(*asked.terms, *new.items()))
            wanted.append((cases[place], request, new))
    return wanted


def _uses(documents: Sequence[Document]) -> Iterator[dict[str, list[_Use]]]:
    """For each document what it coins or names more than once."""
    uses: list[dict[str, list[_Use]]] = [{} for _ in documents]
    for where in segments(documents):
        case = Case(*where)
        if case.segment.target is None:
            continue
        source, target = see(whole(case.segment.source)).text, whole(case.segment.target)
        became = dict(consistency.renderings(Pair(source, target)))
        for zh in dict.fromkeys((*consistency.quoted(source), *became)):
            uses[case.place[0]].setdefault(zh, []).append((case, became.get(zh, "")))
    for found in uses:
        yield {zh: several for zh, several in found.items() if len(several) > 1}


def _form(uses: Sequence[_Use], kept: Collection[Place]) -> str:
    """The form that counts; empty if none can be told."""
    given = [(case, en) for case, en in uses if en and len(en.split()) <= _LONGEST]
    by_person = [en for case, en in given if case.segment.origin == "human" or case.place in kept]
    if by_person:
        return by_person[0]
    sound = [en for case, en in given if _sound(case, en)] or [en for _, en in given]
    votes = Counter(consistency.words(en) for en in sound)
    return max(sound, key=lambda en: votes[consistency.words(en)], default="")


def _sound(case: Case, english: str) -> bool:
    """Whether nothing speaks against a form: no headline, which is put freely, no error in its sentence, no
    warning of a name in it."""
    return case.paragraph.role not in ("title", "heading") and not any(
        issue.severity == "error"
        or (issue.check == "names" and issue.severity == "warning" and issue.target in english)
        for issue in case.segment.issues
    )
