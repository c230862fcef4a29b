"""Rewriting single columns of the term base's tables; every other byte stays as it is."""

from collections.abc import Mapping
from pathlib import Path

import pxtranslate.termbase

DATA = Path(pxtranslate.termbase.__file__).with_name("data")
COLUMNS = ("zh", "en", "conditions", "evidence", "named", "checked")


def write_column(name: str, values: Mapping[str, str]) -> None:
    """Give the terms that `values` knows by their Chinese their new cell."""
    column = COLUMNS.index(name)
    for file in sorted(DATA.glob("*.tsv")):
        lines = file.read_text(encoding="utf-8").split("\n")
        for number, line in enumerate(lines):
            cells = line.split("\t")
            if not line.startswith("#") and cells[0] in values:
                cells[column] = values[cells[0]]
                lines[number] = "\t".join(cells)
        file.write_text("\n".join(lines), encoding="utf-8")
