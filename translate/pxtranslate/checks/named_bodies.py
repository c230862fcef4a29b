"""A body that became another of its table: Peking University for 清华大学, CPPCC for 全国人大常委会.

Bodies have one English name, or are called by a part of it or by its letters, so that one is missing
says little. That another of the table is there, which the Chinese does not name, says much.
"""

import re
from collections.abc import Iterator
from functools import cache

from pxtranslate.checks.base import Pair
from pxtranslate.names import find as find_names
from pxtranslate.names.english import SMALL, stems
from pxtranslate.names.mention import Mention
from pxtranslate.names.tables import rows
from pxtranslate.records import Issue


def find(pair: Pair) -> Iterator[Issue]:
    """Yield at most one issue: a body of the source instead of which the English has another.

    An error where both are of one kind: two universities, two banks.
    """
    settled = {zh for zh, _ in pair.terms}
    bodies = [
        m
        for m in find_names(pair.source)
        if m.sort == "organisation" and m.zh in _table().keys() - settled
    ]
    for said in dict.fromkeys(_pattern().findall(pair.target)) if bodies else ():
        if any(_may_stand(zh, pair.source) for zh in _names()[said]):
            continue
        for body in bodies:
            if _is_missing(body, said, pair.target):
                message = f"{body.zh} is {body.en}; the English says {said}"
                alike = body.en.split()[-1] == said.split()[-1]
                yield Issue("names", "error" if alike else "warning", message, body.zh, said)
                return


def _is_missing(body: Mention, said: str, target: str) -> bool:
    """Is nothing there of what tells the body from the one that is said, nor its letters?"""
    other = set(stems(said))
    own = set(stems(body.en)) - other - SMALL
    initials = "".join(re.findall(r"\b[A-Z]", body.en))
    short = re.findall(r"\b[A-Z]{2,}\b", target)
    if other <= set(stems(body.en)):
        return False  # China Railway is short for China State Railway Group
    return own.isdisjoint(stems(target)) and not any(one in initials for one in short)


def _may_stand(zh: str, source: str) -> bool:
    """Is it there, or may something be short for it: the first two characters that are its own (工程院)?"""
    return zh in source or zh.removeprefix("中国")[:2] in source


@cache
def _table() -> dict[str, str]:
    return {zh: en for zh, en, *_ in rows("organisations.tsv")}


@cache
def _names() -> dict[str, list[str]]:
    """Chinese names by the English one."""
    found: dict[str, list[str]] = {}
    for zh, en in _table().items():
        if " " in en:
            found.setdefault(en, []).append(zh)
    return found


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(_names(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b(?! of)")
