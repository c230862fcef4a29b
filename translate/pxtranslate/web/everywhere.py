"""Fix once, everywhere: where else a name or term stands, and what it would read like.

Finds and shows; nothing is changed here. An English form stands alone where no letter or digit
touches it: only there is a change sure to be meant.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from pxtranslate.output.view import segments
from pxtranslate.records import Segment
from pxtranslate.text import HAN, visible, whole
from pxtranslate.web.results import Results, Sheet

LONGEST_PHRASE = 6
"""Words of a change that may be a name or term; a longer one is another sentence."""
MOST = 2_000
"""Sentences shown at once."""


MOST_COMPARED = 250_000
"""Pairs of words, old by new, that two texts are compared by: repeated words take that many steps."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that has the form, and how it would read."""

    file: str
    path: str
    id: str
    number: int
    version: int
    parts: list[tuple[str, str]]
    """(text, what it becomes or "")"""
    after: str
    alone: bool
    """Whether the form stands alone wherever it stands."""


@dataclass(frozen=True, slots=True)
class Other:
    """A sentence that has the Chinese, but neither the old nor the new English."""

    file: str
    path: str
    id: str
    number: int
    english: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A change that may hold elsewhere too."""

    old: str
    new: str
    zh: str
    """The Chinese that it likely stands for; "" if nothing tells."""
    here: int
    """Other sentences of the file that have the old form."""


def find(results: Results, old: str, new: str, zh: str) -> tuple[list[Hit], list[Other]]:
    """Every sentence of the run with the English `old`; and those with `zh` that say neither."""
    hits: list[Hit] = []
    others: list[Other] = []
    for sheet in results.holding([old, zh]):
        for segment in segments(sheet.document):
            target = segment.target or ""
            at = (
                sheet.placed.name,
                visible(sheet.placed.path),
                segment.id,
                sheet.numbers[segment.id],
            )
            if old and old in target:
                hits.append(_hit(at, sheet, segment, old, new))
            elif zh and zh in segment.source and not (new and new in target):
                others.append(Other(*at, visible(target)))
            if len(hits) + len(others) >= MOST:
                return hits, others
    return hits, others


def phrase(sheet: Sheet, id: str, before: str, after: str) -> Phrase | None:
    """The name or term that an edit changed, if other sentences of the file have it too."""
    segment = sheet.segment(id)
    for old, new in _changes(before, after):
        same = [
            one
            for one in segments(sheet.document)
            if one.id != id and _alone(old).search(one.target or "")
        ]
        if same and segment:
            zh = _chinese(sheet, segment, old, new, [one.source for one in same])
            return Phrase(old, new, zh, len(same))
    return None


def _hit(at: tuple[str, str, str, int], sheet: Sheet, segment: Segment, old: str, new: str) -> Hit:
    target = whole(segment.target or "")
    cut = target.split(old)
    parts = [
        part for text in cut[:-1] for part in ((visible(text), ""), (visible(old), visible(new)))
    ]
    file, path, id, number = at
    return Hit(
        file,
        path,
        id,
        number,
        sheet.version(id),
        [*parts, (visible(cut[-1]), "")],
        new.join(cut),
        len(_alone(old).findall(target)) == len(cut) - 1,
    )


def _alone(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(form)}(?!\w)")


def _changes(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The short runs of words that were replaced, those with capitals first."""
    old, new = before.split(), after.split()
    if len(old) * len(new) > MOST_COMPARED:
        return
    found = [
        _bare(" ".join(old[a:b]), " ".join(new[c:d]))
        for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if what == "replace" and max(b - a, d - c) <= LONGEST_PHRASE
    ]
    named = [pair for pair in found if all(len(form) > 1 for form in pair) and pair[0] != pair[1]]
    yield from sorted(named, key=lambda pair: not (pair[0][:1].isupper() and pair[1][:1].isupper()))


_EDGES = " \t.,;:!?\"'()[]“”‘’—–-"


def _bare(old: str, new: str) -> tuple[str, str]:
    """Without the marks around them, and without `'s`."""

    def bare(form: str) -> str:
        return re.sub(r"['’]s$", "", form.strip(_EDGES))

    return bare(old), bare(new)


def _chinese(sheet: Sheet, segment: Segment, old: str, new: str, sources: list[str]) -> str:
    """The term whose English it is, else the longest Chinese that all those sentences share."""
    for zh, en in sheet.named(segment.source.strip()):
        if en in (old, new):
            return zh
    shared = _runs(segment.source)
    for source in sources:
        shared = {part for run in shared for part in _common(run, source)}
    return max(shared, key=lambda run: (len(run), run), default="")


def _runs(text: str) -> set[str]:
    return set(re.findall(f"[{HAN}]{{2,}}", text))


def _common(run: str, source: str) -> Iterator[str]:
    """The longest stretch of two characters or more that both have."""
    match = SequenceMatcher(None, run, source, autojunk=False).find_longest_match()
    if match.size > 1:
        yield run[match.a : match.a + match.size]
