"""What JSONL, CSV and spreadsheets have in common: a row is an article, its fields found by name.

Knows nothing of how rows are written.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pxtranslate.errors import InputError
from pxtranslate.reading.base import Limits, Parsed, Run, compose
from pxtranslate.reading.formats.markup import plain
from pxtranslate.records import Columns, Role

_LINE_ENDS = re.compile("[\r\n\f\u2028\u2029]+")
_DECORATION = re.compile(r"[\s*＊:：]")
_OF = re.compile("(?:新闻|新聞|文章|稿件|报道|報道|(?:news|article|story|post)[_-]?)(?=.)")
"""What a name may say that all its fields are of: 新闻标题, article_text."""
MOST_ABOVE = 10
"""Rows above the names of the fields: what the table is called, when it was made."""


def parse(
    rows: Iterable[Mapping[str, str]], limits: Limits, encoding: str, notes: Iterable[str]
) -> Parsed:
    """Make one article of each row. Raises InputError if no row has a field that we know."""
    runs: list[Run] = []
    names: dict[str, bool] = {}  # whether something in it is carried along
    used: set[str] = set()
    columns: list[Columns] = []
    for row in rows:
        chosen = dict(_choose(row, limits))
        for name, value in row.items():
            names[name] = names.get(name, False) or bool(value.strip())
        used.update(chosen.values())
        number = len(columns)
        found = [run for role, name in chosen.items() for run in _runs(row[name], role, number)]
        if found:
            runs += found
            rest = [name for name in row if name not in chosen.values()]
            columns.append(tuple((name, row[name]) for name in rest))
    if not runs:
        raise InputError(
            f"has no field for a title ({', '.join(limits.title_fields)}) or a text"
            f" ({', '.join(limits.text_fields)}); its fields are: {', '.join(names) or 'none'}"
        )
    carried = [name for name, filled in names.items() if filled and name not in used]
    left = (f"fields carried along, not translated: {', '.join(carried)}",) if carried else ()
    return replace(compose(runs, encoding, (*notes, *left)), columns=tuple(columns))


def header(table: Sequence[Sequence[str]], limits: Limits) -> int | None:
    """Which row of a table names the fields of an article: the first, or one below what the table
    is called, which must name two.
    """
    for at, cells in enumerate(table[:MOST_ABOVE]):
        roles = [role for role, _ in _known(cells, limits)]
        if set(roles) - {"byline"} and (not at or len(set(roles)) > 1):
            return at
    return None


def above(table: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """A note on the rows above the names of the fields."""
    texts = [" ".join(filter(str.strip, cells)) for cells in table]
    return (f"left out above the names of the fields: {'; '.join(texts)}",) if texts else ()


def text_column(names: Sequence[str], limits: Limits) -> int:
    """Which column holds the text; the last, where none is called so."""
    texts = [name for role, name in _known(names, limits) if role == "body"]
    return names.index(texts[0]) if texts else len(names) - 1


def is_known(name: str, limits: Limits) -> bool:
    """Whether a field of this name is one of an article."""
    return bool(_known([name], limits))


def _choose(row: Mapping[str, str], limits: Limits) -> Iterator[tuple[Role, str]]:
    """Which field of a row plays which role, in the order of an article: the first that is filled."""
    chosen: set[Role] = set()
    for role, name in _known(row, limits):
        if role not in chosen and row[name].strip():
            chosen.add(role)
            yield role, name


def _known(given: Iterable[str], limits: Limits) -> list[tuple[Role, str]]:
    """The names of fields that have a role, those of a role in the order we look for them."""
    fields: dict[str, str] = {}
    plainly = {name.strip().casefold(): name for name in given}
    for name in plainly.values():
        fields.setdefault(_OF.sub("", _DECORATION.sub("", name).casefold(), count=1), name)
    fields |= plainly
    roles: tuple[tuple[Role, tuple[str, ...]], ...] = (
        ("title", limits.title_fields),
        ("byline", limits.byline_fields),
        ("body", limits.text_fields),
    )
    return [
        (role, fields[name.casefold()])
        for role, names in roles
        for name in names
        if name.casefold() in fields
    ]


def _runs(text: str, role: Role, article: int) -> Iterator[Run]:
    """The runs of one field: a text has paragraphs, whose roles `split` finds; others are one."""
    text = plain(text)
    if role == "body":
        for line in _LINE_ENDS.split(text):
            if line.strip():
                yield Run(line, None, article)
    elif text.strip():
        yield Run(" ".join(text.split()), role, article)
