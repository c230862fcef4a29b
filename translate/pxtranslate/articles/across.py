"""Headlines that stand above each other because a page was read across its columns, and their texts.

Knows the units of a page and what they are about: as many texts as headlines below a row of these,
each told by one headline and by no other.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from pxtranslate.articles.looks import Unit, opens_late
from pxtranslate.articles.topics import Topics, likeness

_MOST = 6
"""Columns of a page."""
_OWN = 0.2
"""Share of a headline, at least, that its text says again."""
_OTHERS = 0.1
"""Of that share, at most, another text of the row says, too."""
_STRANGERS = 0.025
"""How alike the texts of two articles are at most; neighbours in one article are less alike once in twenty."""


def read_across(units: Sequence[Unit], topics: Topics) -> dict[int, int]:
    """The text of each headline in a row of headlines whose texts stand in the same order below them."""
    return {
        first + n: first + size + n
        for first, size in _rows(units)
        if _each_has_its_own(topics, first, size) and _strange(units, topics, first + size, size)
        for n in range(size)
    }


def _rows(units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Where as many texts follow a row of headlines: its first unit and its length."""
    for heads, group in groupby(range(len(units)), key=lambda n: _may_head(units[n])):
        row = list(group)
        texts = units[row[-1] + 1 : row[-1] + 1 + len(row)]
        if (
            heads
            and 2 <= len(row) <= _MOST
            and len(texts) == len(row)
            and all(map(_is_text, texts))
        ):
            yield row[0], len(row)


def _may_head(unit: Unit) -> bool:
    return unit.titled and not unit.trusted and not unit.numbered


def _is_text(unit: Unit) -> bool:
    return unit.look == "body" and not unit.trusted and not opens_late(unit.text)


def _each_has_its_own(topics: Topics, first: int, size: int) -> bool:
    for n in range(size):
        shares = [topics.covered(first + n, [first + size + m]) for m in range(size)]
        own = shares.pop(n)
        if own < _OWN or max(shares) > _OTHERS * own:
            return False
    return True


def _strange(units: Sequence[Unit], topics: Topics, first: int, size: int) -> bool:
    """Whether each text of a row says where it was filed, or else is of another matter than the one before."""
    filed = [units[n].marks.head > 0 for n in range(first, first + size)]
    if any(filed):
        return all(filed)
    vectors = [topics.vector([n]) for n in range(first, first + size)]
    return all(likeness(left, right) < _STRANGERS for left, right in pairwise(vectors))
