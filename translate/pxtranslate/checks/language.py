"""The target is English at all: not a copy of the source, not empty of words, not French.

Knows nothing of single Chinese words left over; that is the business of `leftover`.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from pxtranslate.checks.base import Pair
from pxtranslate.records import Issue
from pxtranslate.text import count_han, has_han

_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _common() -> tuple[frozenset[str], frozenset[str]]:
    """Give the commonest words of English, and of the languages it is told from."""
    text = (files("pxtranslate.checks") / "data" / "common_words.txt").read_text("utf-8")
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    return frozenset(lines[0]), frozenset(word for line in lines[1:] for word in line)


def find(pair: Pair) -> Iterator[Issue]:
    """Yield at most one error."""
    source, target = pair.source.strip(), pair.target.strip()
    if not target or not has_han(source):
        return
    letters = _LETTER.findall(target)
    latin = len(_LATIN.findall(target))
    words = [word.casefold() for word in _WORD.findall(target)]
    if source == target:
        message = "the source is copied, not translated"
    elif letters and latin < 0.5 * len(letters):
        message = "the target is not written in Latin letters"
    elif not letters and count_han(source) > 3:
        message = "the target has no words"
    elif len(words) >= 8 and _is_other(words):
        message = "the target is not English"
    else:
        return
    yield Issue("language", "error", message, target=target[:60])


def _is_other(words: list[str]) -> bool:
    """Say whether the small words are those of another language, two to one and more."""
    english, other = _common()
    return sum(word in other for word in words) > 2 + 2 * sum(word in english for word in words)
