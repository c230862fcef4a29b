"""What a figure is of each: 每亩, 每斤, 人均, /吨 that the English leaves out, or makes another.

The value is right and the unit too, and 6 yuan a kilogram is still twice 6 yuan a jin. The measures stand
in data/per.toml. One is lost where no word of the English can stand for it: 15 of the 476 that human
pairs have, mostly because the translator forgot it.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pxtranslate.checks.base import Pair
from pxtranslate.records import Issue

_ANY = re.compile(r"[每均/]|时速|亩产|度电|一(?:[亩斤吨]|公斤|平)")
"""What every measure has one of."""
_FIGURE = re.compile(r"[\d０-９一二两三四五六七八九十百千万亿半几]")
_CLAUSE = re.compile(r"[^，。；！？,;!?\n]{0,40}")
_NEAR = 4
"""Characters between a figure and what it is per: 6元每斤, 30万吨/年."""


class _Measure(NamedTuple):
    name: str
    family: str
    chinese: re.Pattern[str]
    english: re.Pattern[str]
    each: re.Pattern[str]
    counted: re.Pattern[str]
    """So many of it, each of which has nothing."""


@cache
def _measures() -> tuple[_Measure, ...]:
    path = files("pxtranslate.checks") / "data" / "per.toml"
    return tuple(
        _Measure(
            name,
            row["family"],
            re.compile(row["chinese"]),
            re.compile(rf"\b(?:{row['english']})\b", re.I),
            re.compile(rf"(?:\b(?:per|an?|each|every)[\s-]|/)(?:{row['english']})\b", re.I),
            re.compile(
                rf"(?<![\d.,])\d[\d.,]*+(?: [mbtr]+illion)?[\s-](?:{row['english']})\b", re.I
            ),
        )
        for name, row in tomllib.loads(path.read_text("utf-8")).items()
    )


def find(pair: Pair) -> Iterator[Issue]:
    """Yield an error for a measure that became another, a warning for one that is lost."""
    if not _ANY.search(pair.source):
        return
    said = {
        one: found
        for one in _measures()
        if (found := one.chinese.search(pair.source)) and _has_figure(pair.source, found)
    }
    for one, found in said.items():
        kept = one.english.search(pair.target)
        if kept and (
            one.each.search(pair.target) or one.english.search(one.counted.sub(" ", pair.target))
        ):
            continue
        other = next(
            (
                instead
                for two in _measures()
                if one.family and two.family == one.family and two not in said
                if (instead := two.each.search(pair.target))
            ),
            None,
        )
        name = one.name.replace("_", " ")
        if other:
            message = f"{found[0]} is per {name}, English says {other[0]} ✗"
            yield Issue("numbers", "error", message, found[0], other[0])
        elif not kept:
            message = f"{found[0]} is per {name}, which is not in the English"
            yield Issue("numbers", "warning", message, found[0])


def _has_figure(source: str, found: re.Match[str]) -> bool:
    """Whether something is counted per this: 每天产3万件, 6元每斤, but not 每天巡山."""
    before = source[max(0, found.start() - _NEAR) : found.end()]
    clause = _CLAUSE.match(source, found.end())
    return bool(_FIGURE.search(before) or (clause and _FIGURE.search(clause[0])))
