"""A "not" that is lost or made up.

Chinese negates with 不 没 未 无 非 and many words that only look like it (不断, 非常); English in
roundabout ways (lack, fail, un-). So only the plain cases are told: one side plainly negates and
nothing at all on the other side could stand for it. Knows nothing of what is negated.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pxtranslate.checks.base import Pair
from pxtranslate.records import Issue


class _Words(NamedTuple):
    patterns: dict[str, re.Pattern[str]]
    """By the side and what they are."""
    answers: dict[str, tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]]
    """Chinese and English that answer each other though one of them says no "not"."""


@cache
def _words() -> _Words:
    data = tomllib.loads(
        (files("pxtranslate.checks") / "data" / "negation.toml").read_text("utf-8")
    )
    answers = {way: data.pop(way) for way in ("lost", "made_up")}
    return _Words(
        patterns={
            f"{side} {kind}": re.compile(text, re.IGNORECASE)
            for side, table in data.items()
            for kind, text in table.items()
        },
        answers={
            way: tuple(
                (re.compile(row["chinese"]), re.compile(rf"\b(?:{row['english']})\b", re.I))
                for row in rows
            )
            for way, rows in answers.items()
        },
    )


def find(pair: Pair) -> Iterator[Issue]:
    """Yield at most one issue: a negation that is lost, or one that is made up."""
    if not pair.target.strip():
        return
    words, answers = _words()
    lost = made_up = None
    meant = pair.source
    # Idioms hold what they are not: where that is missing, and mostly it is, they are not looked for.
    negates = words["chinese strong"].search(pair.source)
    negated = words["english plain"].search(pair.target)
    if negates or negated:
        meant = words["chinese empty"].sub("　", pair.source)
    if negates:
        left = words["chinese idiom"].sub("　", meant)
        for chinese, english in answers["lost"]:
            if said := english.findall(pair.target):  # each answers for one
                left = chinese.sub("　", left, count=len(said))
        lost = words["chinese strong"].search(left)
    if negated:
        rest = words["english idiom"].sub(" ", pair.target)
        for chinese, english in answers["made_up"]:
            if chinese.search(meant):
                rest = english.sub(" ", rest)
        made_up = words["english plain"].search(rest)
    if lost and not words["english any"].search(pair.target):
        message = f"{lost[0]} negates, nothing in the English does"
        yield Issue("negation", "error", message, source=lost[0])
    elif made_up and not words["chinese any"].search(meant):
        message = f"the English says “{made_up[0].strip()}”, nothing in the source negates"
        yield Issue("negation", "error", message, target=made_up[0].strip())
