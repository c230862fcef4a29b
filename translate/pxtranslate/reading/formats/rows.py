"""What JSONL and CSV have in common: a row is an article, its fields found by name.

Knows nothing of how rows are written.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pxtranslate.errors import InputError
from pxtranslate.reading.base import Limits, Parsed, Run, compose
from pxtranslate.reading.formats.markup import plain
from pxtranslate.records import Columns, Role

_LINE_ENDS = re.compile("[\r\n\f\u2028\u2029]+")


def parse(
    rows: Iterable[Mapping[str, str]], limits: Limits, encoding: str, notes: Iterable[str]
) -> Parsed:
    """Make one article of each row. Raises InputError if no row has a field that we know."""
    runs: list[Run] = []
    unused: dict[str, None] = {}
    columns: list[Columns] = []
    for row in rows:
        fields = {name.strip().casefold(): name for name in row}
        chosen = dict(_choose(fields, limits))
        unused.update(dict.fromkeys(name for name in row if name not in chosen.values()))
        number = len(columns)
        found = [run for role, name in chosen.items() for run in _runs(row[name], role, number)]
        if found:
            runs += found
            rest = [name for name in row if name not in chosen.values()]
            columns.append(tuple((name, row[name]) for name in rest))
    if not runs:
        raise InputError(
            f"has no field for a title ({', '.join(limits.title_fields)}) or a text"
            f" ({', '.join(limits.text_fields)}); its fields are: {', '.join(unused) or 'none'}"
        )
    left = (f"fields carried along, not translated: {', '.join(unused)}",) if unused else ()
    return replace(compose(runs, encoding, (*notes, *left)), columns=tuple(columns))


def _choose(fields: Mapping[str, str], limits: Limits) -> Iterator[tuple[Role, str]]:
    """Which field of a row plays which role, in the order of an article."""
    roles: tuple[tuple[Role, tuple[str, ...]], ...] = (
        ("title", limits.title_fields),
        ("byline", limits.byline_fields),
        ("body", limits.text_fields),
    )
    for role, names in roles:
        for name in names:
            if name.casefold() in fields:
                yield role, fields[name.casefold()]
                break


def _runs(text: str, role: Role, article: int) -> Iterator[Run]:
    """The runs of one field: a text has paragraphs, whose roles `split` finds; others are one."""
    text = plain(text)
    if role == "body":
        for line in _LINE_ENDS.split(text):
            if line.strip():
                yield Run(line, None, article)
    elif text.strip():
        yield Run(" ".join(text.split()), role, article)
