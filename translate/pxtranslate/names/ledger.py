"""The names ledger of a run: each person, place and organisation with its one English form.

A name seen surely once (after a title, in a byline) is known wherever else it stands. The ledger is
plain data; where it is kept, and that a user's glossary wins over it, is the business of others.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from pxtranslate.names import bylines, pinyin, words
from pxtranslate.names.find import find
from pxtranslate.names.mention import Mention, Sort
from pxtranslate.records import Article, Document

SURE = 0.8
"""A person this certain is looked for in every other segment too."""
Row = tuple[str, str, str, str, float, int, str]


@dataclass(frozen=True, slots=True)
class Name:
    """One name. `others` are English forms that were proposed too: conflicts to look at."""

    zh: str
    sort: Sort
    en: str
    first: str
    """Id of the segment (or the article, for a byline) where it was first seen."""
    certainty: float
    count: int = 1
    others: tuple[str, ...] = ()
    well_known: bool = False


@dataclass(frozen=True)
class Ledger:
    """Names by their Chinese form."""

    names: dict[str, Name] = field(default_factory=dict)
    _persons: dict[str, list[Name]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index: dict[str, list[Name]] = {}
        for name in sorted(self.names.values(), key=lambda n: -len(n.zh)):
            if name.sort == "person" and name.certainty >= SURE:
                index.setdefault(name.zh[0], []).append(name)
        object.__setattr__(self, "_persons", index)

    def persons_in(self, text: str) -> Iterator[Mention]:
        """Yield the sure persons of the ledger that stand in a text, however they stand there."""
        for at, first in enumerate(text):
            for name in self._persons.get(first, ()):
                if text.startswith(name.zh, at) and words.stands_alone(text, at, len(name.zh)):
                    end = at + len(name.zh)
                    yield Mention(
                        name.zh, name.en, "person", at, end, name.certainty, name.well_known
                    )

    def conflicts(self) -> list[Name]:
        """Names for which more than one English form was proposed."""
        return [name for name in self.names.values() if name.others]

    def to_rows(self) -> list[Row]:
        """Plain rows, sorted: zh, sort, en, first, certainty, count, other forms joined by "|"."""
        return [
            (n.zh, n.sort, n.en, n.first, n.certainty, n.count, "|".join(n.others))
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
    names = dict(known.names) if known else {}
    for document in documents:
        for article in document.articles:
            for where, mention in _mentions(article):
                _enter(names, where, mention)
    return Ledger(names)


def _mentions(article: Article) -> Iterator[tuple[str, Mention]]:
    if article.byline:
        for zh in bylines.people(f"（{article.byline.zh.strip('（）()')}）"):
            yield article.id, Mention(zh, pinyin.person(zh), "person", 0, len(zh), 0.95)
    for segment in article.segments:
        for mention in find(segment.source):
            yield segment.id, mention


def _enter(names: dict[str, Name], where: str, m: Mention) -> None:
    old = names.get(m.zh)
    if old is None:
        names[m.zh] = Name(m.zh, m.sort, m.en, where, m.certainty, 1, (), m.well_known)
        return
    others = old.others
    if m.en != old.en and m.en not in others:
        others = (*others, m.en)
    certainty = max(old.certainty, m.certainty)
    names[m.zh] = replace(old, count=old.count + 1, certainty=certainty, others=others)
