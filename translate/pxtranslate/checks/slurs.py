"""Slurs and obscenities that the Chinese does not have: a model that lacks a word may write one.

Knows a word by its form alone, and that a source which speaks of insults may mean it.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

from pxtranslate.checks.base import Pair


def slur(pair: Pair) -> str | None:
    """The first slur of the English that nothing in the Chinese accounts for."""
    for english, chinese in _kinds():
        found = english.search(pair.target)
        if found and not chinese.search(pair.source):
            return found[0]
    return None


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    text = (files("pxtranslate.checks") / "data" / "slurs.toml").read_text("utf-8")
    return tuple(
        (re.compile(rf"\b(?:{kind['english']})\b", re.IGNORECASE), re.compile(kind["chinese"]))
        for kind in tomllib.loads(text).values()
    )
