"""The names ledger of a run: each person, place and organisation with its one English form.

A name seen surely once (after a title, in a byline) is known wherever else it stands. The ledger is
plain data; where it is kept, and that a user's glossary wins over it, is the business of others.
What it says of a name does not depend on the order in which texts are read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from pxtranslate.names import bylines, gazetteer, organisations, pinyin, shortened, words
from pxtranslate.names.find import find
from pxtranslate.names.mention import Mention, Sort
from pxtranslate.records import Article, Document

SURE = {"person": 0.8, "place": 0.6, "organisation": 0.6}
"""A name this certain is looked for in every other segment too (decision 0065)."""
SHORTEST = {"person": 2, "place": 3, "organisation": 4}
"""Shorter ones are words too easily (a bare county), or of a table and found without the ledger."""


class Row(NamedTuple):
    """A name as it is kept in a file."""

    zh: str
    sort: str
    en: str
    first: str
    certainty: float
    seen: int
    """How often."""
    others: str
    """Joined by "|"."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name. `others` are English forms that were proposed too."""

    zh: str
    sort: Sort
    en: str
    first: str
    """Id of a segment (or the article, for a byline) where it was seen: the least of them."""
    certainty: float
    count: int = 1
    others: tuple[str, ...] = ()
    well_known: bool = False


@dataclass(frozen=True)
class Ledger:
    """Names by their Chinese form."""

    names: dict[str, Name] = field(default_factory=dict)

    def names_in(self, text: str) -> Iterator[Mention]:
        """Yield the sure names of the ledger that stand in a text, however they stand there."""
        for at in range(len(text) - 1):
            for name in self._sure.get(text[at : at + 2], ()):
                if text.startswith(name.zh, at) and words.stands_alone(text, at, len(name.zh)):
                    end = at + len(name.zh)
                    yield Mention(
                        name.zh, name.en, name.sort, at, end, name.certainty, name.well_known
                    )

    def shortened_in(self, text: str) -> Iterator[tuple[Mention, str]]:
        """Yield the firms of the ledger that a text calls by a short form, and their full names."""
        for mention, brand in shortened.find_shortened(text, self._brands):
            yield mention, brand.full

    @cached_property
    def _sure(self) -> dict[str, list[Name]]:
        """By their first two characters, the longest first."""
        index: dict[str, list[Name]] = {}
        for name in sorted(self.names.values(), key=lambda n: (-len(n.zh), n.zh)):
            sure = name.certainty >= SURE[name.sort] and len(name.zh) >= SHORTEST[name.sort]
            if sure and not _well_known(name):
                index.setdefault(name.zh[:2], []).append(name)
        return index

    @cached_property
    def _brands(self) -> dict[str, list[shortened.Brand]]:
        """The brands of the firms, by their first two characters; none that is a name of its own."""
        firms = (
            name
            for name in self.names.values()
            if name.sort == "organisation" and name.certainty >= SURE[name.sort]
        )
        found = (shortened.brand_of(firm.zh, firm.en) for firm in firms)
        return shortened.index(b for b in found if b and b.zh not in self.names)

    def to_rows(self) -> list[Row]:
        """The names as rows, sorted."""
        return [
            Row(n.zh, n.sort, n.en, n.first, n.certainty, n.count, "|".join(n.others))
            for n in sorted(self.names.values(), key=lambda n: (n.sort, n.zh))
        ]


def from_rows(rows: Iterable[Row]) -> Ledger:
    """Undo `to_rows`. Raises ValueError for a sort that is none."""
    names = {}
    for zh, sort, en, first, certainty, count, others in rows:
        if sort not in ("person", "place", "organisation"):
            raise ValueError(f"{zh}: {sort!r} is no sort of name")
        forms = tuple(others.split("|")) if others else ()
        names[zh] = Name(zh, sort, en, first, certainty, count, forms)  # type: ignore[arg-type]
    return Ledger(names)


def build(documents: Iterable[Document], known: Ledger | None = None) -> Ledger:
    """Collect the names of all segments and bylines; what `known` (an earlier run) says stays."""
    found: dict[str, Name] = {}
    for document in documents:
        for article in document.articles:
            for where, mention in _mentions(article):
                _enter(found, _seen(where, mention))
    return joined([Ledger(found)], known)


def joined(ledgers: Iterable[Ledger], known: Ledger | None = None) -> Ledger:
    """One ledger of several, whatever their order; what `known` says of a name's English stays."""
    found: dict[str, Name] = {}
    for ledger in ledgers:
        for name in ledger.names.values():
            _enter(found, name)
    if known is None:
        return Ledger(found)
    names = dict(known.names)
    for zh, name in found.items():
        names[zh] = _seen_again(names[zh], name) if zh in names else name
    return Ledger(names)


def _mentions(article: Article) -> Iterator[tuple[str, Mention]]:
    if article.byline:
        for zh in bylines.people(f"（{article.byline.zh.strip('（）()')}）"):
            yield article.id, Mention(zh, pinyin.person(zh), "person", 0, len(zh), 0.95)
    for segment in article.segments:
        for mention in find(segment.source):
            yield segment.id, mention


def _well_known(name: Name) -> bool:
    """Rows do not say it: a ledger read back asks the tables."""
    if name.sort == "place":
        place = gazetteer.place(name.zh)
        return place is not None and place.well_known
    return name.well_known or (name.sort == "organisation" and organisations.well_known(name.zh))


def _seen(where: str, m: Mention) -> Name:
    return Name(m.zh, m.sort, m.en, where, m.certainty, 1, (), m.well_known)


def _enter(names: dict[str, Name], new: Name) -> None:
    """Add a name to those it may be one of: the surest English is kept, the others are listed."""
    old = names.get(new.zh)
    if old is None:
        names[new.zh] = new
        return
    best = max(old, new, key=lambda name: (name.certainty, name.en, name.sort))
    names[new.zh] = replace(
        best,
        first=min(old.first, new.first),
        count=old.count + new.count,
        others=_others(best, old, new),
    )


def _seen_again(known: Name, new: Name) -> Name:
    """What was known of a name, with what was seen of it now."""
    return replace(
        known,
        count=known.count + new.count,
        certainty=max(known.certainty, new.certainty),
        others=_others(known, known, new),
    )


def _others(best: Name, *all_: Name) -> tuple[str, ...]:
    """The English forms that were proposed besides the best, sorted."""
    forms = {form for name in all_ for form in (name.en, *name.others)}
    return tuple(sorted(forms - {best.en}))
