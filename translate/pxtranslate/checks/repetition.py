"""A decoder caught in a loop: the same characters, words or phrase over and over.

Knows nothing of length; a loop that stays within the expected length is found all the same.
"""

import re
from collections.abc import Iterator

from pxtranslate.checks.base import Pair
from pxtranslate.records import Issue, Severity

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_CHARACTERS = re.compile(r"([^\s\d._=*~\-]{1,8}?)\1{4,}")
_SOURCE_LOOP = re.compile(r"([^\d]{1,12}?)[，、！。\s]?(?:\1[，、！。\s]?){2,}")
_SOURCE_TWICE = re.compile(r"([^\d\W]{2,12}).{0,40}?\1", re.DOTALL)
_LONGEST = 12
"""Words in the longest phrase looked for; loops of decoders are shorter."""


def find(pair: Pair) -> Iterator[Issue]:
    """Yield at most one issue: a loop (error), or a long phrase said twice (warning)."""
    characters = _CHARACTERS.search(pair.target)
    if characters and not _SOURCE_LOOP.search(pair.source):
        yield _issue("error", "the same characters again and again", characters[0])
        return
    # Figures may repeat: 1,000,000,000.
    words = [word.casefold() for word in _WORD.findall(pair.target) if not word.isdigit()]
    phrase, times = _loop(words)
    if times >= 3 and not _SOURCE_LOOP.search(pair.source):
        yield _issue("error", f"said {times} times in a row", phrase)
    elif times == 2 and not _SOURCE_TWICE.search(pair.source):
        yield _issue("warning", "said twice in a row", phrase)
    elif times < 2:
        phrase = _twice(words)
        if phrase and not _SOURCE_TWICE.search(pair.source):
            yield _issue("warning", "the same long phrase twice", phrase)


def _issue(severity: Severity, message: str, target: str) -> Issue:
    shown = target if len(target) <= 60 else target[:59] + "…"
    return Issue("repetition", severity, message, target=shown)


def _loop(words: list[str]) -> tuple[str, int]:
    """Give the phrase said most often in a row and how often; ('', 1) if none repeats.

    One or two words must come three times ("very very", "step by step by" are English).
    """
    best, most = "", 1
    for length in range(1, min(_LONGEST, len(words) // 2) + 1):
        same = 0  # words in a row that equal the word `length` further on
        for at in range(len(words) - length):
            same = same + 1 if words[at] == words[at + length] else 0
            times = same // length + 1
            if times > most and (length > 2 or times > 2):
                best, most = " ".join(words[at + 1 - length : at + 1]), times
    return best, most


def _twice(words: list[str], length: int = 7) -> str:
    """Give the first phrase of `length` words that comes back later, or ''."""
    seen: dict[tuple[str, ...], int] = {}
    for start in range(len(words) - length + 1):
        phrase = tuple(words[start : start + length])
        if start - seen.setdefault(phrase, start) >= length:
            return " ".join(phrase)
    return ""
