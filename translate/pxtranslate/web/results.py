"""An output folder as its reviewer sees it: the files of the run with the edits laid on them.

Knows nothing of requests or pages. A name that comes from outside is looked up among the folders
that are there, never made a path of.
"""

import json
import os
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from pxtranslate.checks.base import Pair
from pxtranslate.checks.run import judge, run
from pxtranslate.config import Settings
from pxtranslate.errors import ConfigError, InputError
from pxtranslate.mending.remedies import Case
from pxtranslate.names import glossary, ledger
from pxtranslate.names.glossary import Glossary
from pxtranslate.names.terms import terms
from pxtranslate.output import reread
from pxtranslate.output.view import is_flagged, paragraphs, segments
from pxtranslate.records import Document, Role, Segment, Terms
from pxtranslate.regular import read_regular
from pxtranslate.state.corrections import Key, keyed
from pxtranslate.state.journal import Journal
from pxtranslate.state.place import Stamp, stamp
from pxtranslate.state.reviewed import HUMAN, Reviewed, is_confirmed, settle
from pxtranslate.text import whole

KEPT = 8
"""Files held in memory at once."""


@dataclass(frozen=True, slots=True)
class Line:
    """One file of a run, as its front page tells it."""

    name: str
    path: str
    segments: int = 0
    asked: int = 0
    """Segments to look at, those among them that are done."""
    left: int = 0


@dataclass(slots=True)
class Sheet:
    """One file under review."""

    placed: Document
    """As the files have it."""
    stamps: tuple[Stamp, ...]
    named: Terms
    settings: Settings
    keys: dict[str, Key] = field(default_factory=dict)
    """By segment id."""
    reviewed: dict[str, Reviewed] = field(default_factory=dict)
    """By segment id; those alone of which anything was said."""
    document: Document = field(init=False)
    """With the edits laid on it."""
    numbers: dict[str, int] = field(init=False)
    _before: dict[str, Segment] = field(init=False)
    _now: dict[str, Segment] = field(init=False)
    _roles: dict[str, Role] = field(init=False)
    _places: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.document = self.placed
        self.keys = {segment.id: key for key, segment in keyed(self.placed)}
        every = list(segments(self.placed))
        self.numbers = {segment.id: number for number, segment in enumerate(every, 1)}
        self._before = {segment.id: segment for segment in every}
        self._now = dict(self._before)
        self._places = {a.id: n for n, a in enumerate(self.placed.articles)}
        self._roles = {p.id: p.role for a in self.placed.articles for p in paragraphs(a)}

    def lay(self, edits: dict[Key, Reviewed]) -> None:
        """Take in what the journal says of this file."""
        changed = [
            id
            for id, key in self.keys.items()
            if edits.get(key, Reviewed()) != self.reviewed.get(id, Reviewed())
        ]
        self.reviewed = {id: edits[key] for id, key in self.keys.items() if key in edits}
        for id in changed:
            self._now[id] = self._laid(self._before[id])
        self._renew({self._now[id].article for id in changed})

    def as_now(self) -> "Sheet":
        """The same, left as it is by what is laid on it later: a long page is made while edits come."""
        kept = copy(self)
        kept._now = dict(self._now)
        return kept

    def segment(self, id: str) -> Segment | None:
        """A segment as it is now; None if there is none of that id."""
        return self._now.get(id)

    def case(self, id: str) -> Case | None:
        """A segment as it is now, with where it stands; None if there is none of that id."""
        segment = self.segment(id)
        if segment is None:
            return None
        article = self.document.articles[self._places[segment.article]]
        paragraph = next(one for one in paragraphs(article) if one.id == segment.paragraph)
        return Case((0, id), article, paragraph, segment)

    def suggested(self, id: str) -> str:
        """The model whose suggestion a person took for the target that is; "" if it is none."""
        said = self.reviewed.get(id)
        return said.by if said and said.target == self._now[id].target else ""

    def version(self, id: str) -> int:
        """The last edit of a segment."""
        return self.reviewed[id].version if id in self.reviewed else 0

    def is_asked(self, id: str) -> bool:
        """Whether a person should look at it, or should and has."""
        return id in self.reviewed or is_flagged(self._before[id])

    def is_open(self, id: str) -> bool:
        """Whether a person still should look at it."""
        return is_flagged(self._now[id]) and self.state(id) != "confirmed"

    def state(self, id: str) -> str:
        """What became of it: `corrected`, `confirmed`, `dismissed`, or nothing yet."""
        said, now = self.reviewed.get(id), self._now[id]
        if said and is_confirmed(now, said):
            return "confirmed"
        if now.origin == HUMAN:
            return "corrected"
        return "dismissed" if said and said.dismissed and not is_flagged(now) else ""

    def line(self) -> Line:
        """How far the review of this file is."""
        asked = [id for id in self._now if self.is_asked(id)]
        left = sum(map(self.is_open, asked))
        return Line(self.placed.name, self.placed.path, len(self._now), len(asked), left)

    def _laid(self, segment: Segment) -> Segment:
        said = self.reviewed.get(segment.id)
        if said is None:
            return segment
        if (
            said.fresh
            and said.target is not None
            and (said.target, said.origin == HUMAN)
            != (
                segment.target,
                segment.origin == HUMAN,
            )
        ):
            origin = "human" if said.origin == HUMAN else "model"
            segment = replace(segment, target=said.target, origin=origin, status="ok")  # type: ignore[arg-type]
            segment = self._checked(segment)
        return settle(segment, said)

    def _checked(self, segment: Segment) -> Segment:
        """The findings in a text that is new. `consistency`, of whole files, waits for a run."""
        if segment.target is None:
            return replace(segment, issues=())
        source = segment.source.strip()
        role = self._roles.get(segment.paragraph, "body")
        pair = Pair(whole(source), whole(segment.target.strip()), role, self.named(source))
        if segment.origin == "human":
            return replace(segment, issues=run(pair, self.settings.checks), risk=0.0)
        issues, risk = judge(pair, self.settings.checks)
        return replace(segment, issues=issues, risk=risk)

    def _renew(self, articles: Iterable[str]) -> None:
        made = list(self.document.articles)
        for id in articles:
            at = self._places[id]
            now = tuple(self._now[segment.id] for segment in made[at].segments)
            made[at] = replace(made[at], segments=now)
        self.document = replace(self.document, articles=tuple(made))


@dataclass(frozen=True, slots=True)
class _Run:
    """What the last run that came to its end says of itself."""

    settings: Settings = field(default_factory=Settings)
    rows: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    """What it says of each file, by folder."""


class Results:
    """The files of one run and the journal of their review."""

    def __init__(self, out: Path, journal: Journal, person: str = "") -> None:
        self.out = out.absolute()
        self.journal = journal
        self.person = person
        self._sheets: dict[str, Sheet] = {}
        self._run: tuple[Stamp | None, _Run] = None, _Run()

    def names(self) -> list[str]:
        """The folders that hold results, none that leads out of this one."""
        return [name for name in sorted(os.listdir(self.out)) if self._holds(name)]  # noqa: PTH208

    def has(self, name: str) -> bool:
        """Whether `name` is one of `names`."""
        return name in os.listdir(self.out) and self._holds(name)  # noqa: PTH208

    def following(self, name: str) -> str:
        """The file after this one, from the start again after the last; "" if there is no other."""
        names = sorted(os.listdir(self.out))  # noqa: PTH208
        at = bisect(names, name)
        after = (one for one in (*names[at:], *names[: max(at - 1, 0)]) if self._holds(one))
        return next(after, "")

    def _holds(self, name: str) -> bool:
        real = [(self.out / name / file).resolve() for file in reread.FILES]
        home = self.out.resolve()
        return all(path.is_relative_to(home) and path.is_file() for path in real)

    def lines(self) -> list[Line]:
        """Every file of the run, in the order it was given, the rest by name."""
        names = self.names()
        rows = self._last().rows
        edited = self.journal.names()
        order = {name: n for n, name in enumerate(rows)}
        lines = []
        for name in sorted(names, key=lambda name: (order.get(name, len(order)), name)):
            if name in rows and name not in edited:
                row = rows[name]
                lines.append(
                    Line(name, str(row["path"]), row["segments"], row["flagged"], row["flagged"])
                )
            else:
                lines.append(self.sheet(name).line())
        return lines

    def settings(self) -> Settings:
        """Those of the last run that came to its end, else the usual ones."""
        return self._last().settings

    def glossary_path(self) -> Path:
        """The user's glossary: the one that the run was given, else OUT/glossary.tsv."""
        named = self.settings().names.glossary
        return Path(named) if named else self.out / glossary.OWN

    def sheet(self, name: str) -> Sheet:
        """A file under review, as it is now. Raises InputError."""
        folder = self.out / name
        edits = self.journal.reviewed(name)  # before the files, which may tell them meanwhile
        stamps = _stamps(folder)
        sheet = self._sheets.pop(name, None)
        if sheet is None or sheet.stamps != stamps:
            path = self._last().rows.get(name, {}).get("path", name)
            placed = reread.document(folder, path)
            sheet = Sheet(placed, stamps, self._terms(placed), self.settings())
        sheet.lay(edits)
        self._sheets[name] = sheet
        while len(self._sheets) > KEPT:
            del self._sheets[next(iter(self._sheets))]
        return sheet

    def forget_terms(self) -> None:
        """Name terms again: the glossary has changed."""
        self._sheets.clear()

    def holding(self, words: Iterable[str]) -> Iterator[Sheet]:
        """The files that hold any of the words, in source or target."""
        wanted = [json.dumps(word, ensure_ascii=False)[1:-1].encode() for word in words if word]
        edited = self.journal.names()
        for name in self.names():
            data = read_regular(self.out / name / "segments.jsonl")
            if name in edited or any(word in data for word in wanted):
                yield self.sheet(name)

    def _terms(self, document: Document) -> Terms:
        """What names a text's terms, made when the first edit asks for it."""

        @cache
        def made() -> Terms:
            try:
                own = glossary.load(self.glossary_path())
            except ConfigError:  # there is none, or it is the next run that should complain
                own = Glossary()
            names = ledger.build([document])
            return cache(partial(terms, glossary=own, ledger=names))

        return lambda source: made()(source)

    def _last(self) -> _Run:
        """What the manifest says, read again only where it is another one."""
        path = self.out / "manifest.json"
        now = stamp(str(path)) if path.is_file() else None
        if now is None or now != self._run[0]:
            self._run = now, _run(path)
        return self._run[1]


def checks(document: Document) -> list[tuple[str, int]]:
    """The checks that found something, and in how many segments, the most frequent first."""
    found = Counter(
        check
        for segment in segments(document)
        for check in {issue.check for issue in segment.issues if issue.severity != "info"}
    )
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def _run(path: Path) -> _Run:
    try:
        found = json.loads(read_regular(path))
        rows = {row["folder"]: row for row in found["inputs"] if row["folder"]}
        return _Run(Settings.model_validate(found["settings"]), rows)
    except (OSError, ValueError, LookupError, TypeError):  # a run that was stopped has none
        return _Run()


def _stamps(folder: Path) -> tuple[Stamp, ...]:
    try:
        return tuple(stamp(str(folder / name)) for name in reread.FILES)
    except OSError as error:
        raise InputError(
            f"{folder}: cannot be read ({error.strerror}); open the page again"
        ) from error
