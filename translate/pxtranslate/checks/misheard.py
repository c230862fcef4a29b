"""A person whose surname the English has right and whose given name it has not: "Wang Yu" for 王跃.

It starts from the English and asks whether its name can be heard anywhere in the Chinese, so it needs
no title or word of saying to know that 王跃 is a person. Every reading of a character counts, and
either order; a surname that the Chinese does not have may come from an earlier sentence. Of 16,640
human pairs it finds eleven: nine are slips of the translators, two go by another name (曹孟德, 韩江).
"""

import itertools
import re
from collections.abc import Iterator
from functools import cache

from pxtranslate.checks.base import Pair
from pxtranslate.checks.spelling import as_in_taiwan, readings, reads
from pxtranslate.names import find as find_names
from pxtranslate.names import pinyin
from pxtranslate.names.english import GENERIC, fold
from pxtranslate.names.pinyin import is_pinyin
from pxtranslate.records import Issue

_RUN = re.compile(r"[A-Z][a-zü]+(?:['’-][a-zü]+)?(?: [A-Z][a-zü]+(?:['’-][a-zü]+)?)+(?![\w-])")
"""Capitalised words beside each other: "Mayor Wang Yu"."""
_NOBODY = frozenset(["Hong Kong"])
_MOST = 40
"""More names than a sentence has; each is looked for in the whole Chinese."""
_LONGEST = 3
"""Characters of a given name, at most."""


def find(pair: Pair) -> Iterator[Issue]:
    """Yield an error for each name whose surname the Chinese has and which it does not say."""
    for name in itertools.islice(dict.fromkeys(_named(pair.target)), _MOST):
        family, given = map(fold, name.split())
        at = _surname(pair.source, family)
        if at < 0 or _heard(pair.source, family, given) or _heard(pair.source, given, family):
            continue
        if as_in_taiwan(pair.source, name) or _known(pair.source, name):
            continue
        said = pair.source[at : at + 2]
        message = f"nobody in the Chinese is called {name}; it has {said}"
        yield Issue("names", "error", message, source=said, target=name)


def _named(target: str) -> Iterator[str]:
    """Every two words of pinyin, and no more, that end a run of capitalised ones."""
    for run in _RUN.finditer(target):
        words = run[0].split()
        spelt = list(itertools.takewhile(_may_name, reversed(words)))
        name = " ".join(reversed(spelt))
        if len(spelt) == 2 and name not in _NOBODY:
            yield name


def _may_name(word: str) -> bool:
    return is_pinyin(fold(word)) and word.lower() not in GENERIC


def _surname(source: str, family: str) -> int:
    """Where the Chinese has a character that is a surname so spelt; -1 where it has none."""
    spelt = _spelt().get(family, frozenset())
    return next((at for at, char in enumerate(source[:-1]) if char in spelt), -1)


def _known(source: str, name: str) -> bool:
    """Is it what a person of the source is known as: Han Kuo-yu for 韩国瑜?"""
    return any(name in mention.en for mention in find_names(source) if mention.well_known)


@cache
def _spelt() -> dict[str, frozenset[str]]:
    """Common surnames of one character by every spelling they have."""
    found: dict[str, set[str]] = {}
    for name, (tier, _) in pinyin.surnames().items():
        if tier == "common" and len(name) == 1:
            for reading in pinyin.surname_readings(name):
                found.setdefault(fold(reading), set()).add(name)
    return {reading: frozenset(names) for reading, names in found.items()}


def _heard(source: str, first: str, then: str) -> bool:
    """Do neighbouring characters read as `first` and then as `then`?"""
    return any(
        first in readings(char) and reads(source[at + 1 : at + 1 + _LONGEST], then)
        for at, char in enumerate(source)
    )
