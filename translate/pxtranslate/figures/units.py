"""The table of units (units.tsv), and when two of them measure the same thing.

`base` and `factor` turn a value into a common unit: 15亩 and 1 hectare are both 10,000 square metres.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files

from pxtranslate.figures.quantity import Kind


@dataclass(frozen=True, slots=True)
class Unit:
    """One row of the table; the word lists are as they appear in text."""

    name: str
    kind: Kind
    base: str
    factor: Fraction
    chinese: tuple[str, ...]
    english: tuple[str, ...]


_KINDS: dict[str, Kind] = {"money": "money", "measure": "measure", "duration": "duration"}


@cache
def units() -> dict[str, Unit]:
    """Every unit by its name."""
    table = files("pxtranslate.figures").joinpath("units.tsv").read_text("utf-8")
    rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {
        row["unit"]: Unit(
            row["unit"],
            _KINDS[row["kind"]],
            row["base"],
            Fraction(row["factor"]),
            tuple(filter(None, row["chinese"].split("|"))),
            tuple(filter(None, row["english"].split("|"))),
        )
        for row in rows
    }


@cache
def chinese_words() -> dict[str, Unit]:
    """Every Chinese word or sign for a unit, casefolded."""
    return {word.casefold(): unit for unit in units().values() for word in unit.chinese}


@cache
def english_words() -> dict[str, Unit]:
    """Every English word or sign for a unit, in lower case, plurals too; the first row wins."""
    words: dict[str, Unit] = {}
    for unit in units().values():
        for word in unit.english:
            words.setdefault(word, unit)
            if word.isascii() and word[-1].isalpha() and len(word) > 2:
                words.setdefault(word + "s", unit)
    return words


def alternatives(words: Iterable[str]) -> str:
    """The words as one regular expression, longest first, so that 美元 is not read as 元.

    A blank in a word also stands for a hyphen: 3,000-square-meter.
    """
    escaped = (re.escape(word) for word in sorted(words, key=len, reverse=True))
    return "|".join(escaped).replace(r"\ ", r"[\s-]")
