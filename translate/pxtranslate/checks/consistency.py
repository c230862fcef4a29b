"""The same source, name or words in quotation marks, with different English in one document.

Coined words and slogans stand in quotation marks, and a model guesses them anew in every sentence,
as it does foreign names that no table has.
Knows nothing of which of them is right. The one check that must
remember: the caller keeps the memory (`seen`, source -> the English it got first) for as long as a
document or a file lasts.
"""

import re
from collections.abc import Iterator

from pxtranslate.checks import transcribed
from pxtranslate.checks.base import Pair
from pxtranslate.checks.lexicon import english_words, stem
from pxtranslate.names import transcription
from pxtranslate.records import Issue

_SHORTEST = 4  # characters; "图为", "记者" and the like may well differ
_CHINESE_MARK = re.compile("[“‘「『]")
_CHINESE_QUOTED = re.compile("[“‘「『]([\\u4e00-\\u9fff]{2,8})[”’」』]")
_ENGLISH_QUOTED = re.compile(
    r"[“\"]([^“”\"‘’]{2,60})[”\"]|(?<![A-Za-z])[‘']([^‘’'“”\"]{2,60})[’'](?![a-z])"
)


def find(pair: Pair, seen: dict[str, str] | None = None) -> Iterator[Issue]:
    """Yield a warning for each text of which `seen` has other English; note the new ones in it."""
    if seen is None or not pair.target.strip():
        return
    for source, target in texts(pair):
        first = seen.setdefault(source, target)
        if source == _line(pair.source):
            if first.casefold() != target.casefold():
                message = f"the same source was translated before as: {first}"
                yield Issue(
                    "consistency", "warning", message, source=source[:60], target=target[:60]
                )
        elif not stands(source, first, pair.target, target):
            message = f"{source} is “{target}” here, and was “{first}” before"
            yield Issue("consistency", "warning", message, source=source, target=target)


def texts(pair: Pair) -> Iterator[tuple[str, str]]:
    """What should have one English form: the whole pair, if long enough, and what it coins and names."""
    source = _line(pair.source)
    if len(source) >= _SHORTEST:
        yield source, _line(pair.target)
    # A caption of one name has been told already.
    yield from (found for found in renderings(pair) if found[0] != source)


def renderings(pair: Pair) -> Iterator[tuple[str, str]]:
    """The words in quotation marks, and the foreign names, each with what it became.

    Quotations answer each other by their order, and only where both sides have as many.
    """
    ours = quoted(pair.source)
    theirs = [double or single for double, single in _ENGLISH_QUOTED.findall(pair.target)]
    if len(ours) == len(theirs) == len(_CHINESE_MARK.findall(pair.source)):
        yield from zip(ours, (english.strip(" ,.") for english in theirs), strict=True)
    yield from transcribed.renderings(_line(pair.source), pair.target)


def quoted(source: str) -> list[str]:
    """The words in quotation marks, in their order."""
    return _CHINESE_QUOTED.findall(source)


def stands(source: str, first: str, target: str, now: str = "") -> bool:
    """Is what `source` became first in `target` again; is it (`now`) the same name, if it is one?"""
    if words(first) <= words(target):
        return True
    return transcription.likely(source) and transcribed.same(first, now)


def words(english: str) -> frozenset[str]:
    """What a rendering is compared by: the stems of its words that mean something."""
    return frozenset(stem(word) for word, _ in english_words(english))


def _line(text: str) -> str:
    return " ".join(text.split())
