"""The terms as they stand in the tables: one file a kind, a row a term, tab-separated.

    zh   en | other form | …   conditions   evidence   named   checked

The first form is the one told to the model and to people; of the others every one is right (see
`english` for their `*` and `…`). Evidence: `k` general knowledge of the field, `c` the gloss of
CC-CEDICT uses a form too, `m 12/14` so many of the references of `mt_train` do, `o` the public
standard of posts and bodies does. Named: the default model gets it wrong by itself. Checked: a
translation without any of the forms is worth a warning. Both are measured (decision 0066).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from pxtranslate.termbase.conditions import Condition, parse

DATA = files(__package__).joinpath("data")
YES = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the language of news."""

    zh: str
    forms: tuple[str, ...]
    kind: str
    conditions: tuple[Condition, ...] = ()
    evidence: str = "k"
    named: bool = False
    checked: bool = False

    @property
    def en(self) -> str:
        """The form to name."""
        return self.forms[0]


def tables() -> list[Traversable]:
    """The files of the term base, by name."""
    found = (file for file in DATA.iterdir() if file.name.endswith(".tsv"))
    return sorted(found, key=lambda file: file.name)


def read(kind: str, text: str) -> Iterator[Term]:
    """Yield the terms of one table. Raises ValueError naming the line of a row that is none."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        try:
            zh, forms, conditions, evidence, named, checked = cells
            yield Term(
                zh,
                tuple(forms.split(" | ")),
                kind,
                parse(conditions),
                evidence,
                YES[named],
                YES[checked],
            )
        except (ValueError, KeyError) as error:
            raise ValueError(f"{kind}.tsv, line {number}: {error}") from error


@cache
def terms() -> tuple[Term, ...]:
    """All terms of all tables."""
    return tuple(
        term
        for file in tables()
        for term in read(file.name.removesuffix(".tsv"), file.read_text(encoding="utf-8"))
    )
