"""Where words begin and end in Chinese text, and whether a word is an ordinary one.

The one place that knows the segmenter (rjieba). Nothing here knows names.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from pxtranslate.names.tables import rows

FUNCTION = frozenset(
    "在和与及正已将把被对向从为则所的是也都就又还曾于等率带说称们表作同今昨当日以由到给让便刚任了后"
)
"""Characters that mostly are words of their own beside a name: prepositions, adverbs, verbs of saying."""
ENDINGS = "省市区县州盟旗镇乡村人籍"
"""What may follow a name inside one dictionary word (萍乡 in 萍乡市)."""


def all_han(text: str) -> bool:
    """Is the text Chinese characters and nothing else?"""
    return bool(re.fullmatch(r"[\u3400-\u9fff]+", text))


@cache
def _ordinary() -> frozenset[str]:
    """Ordinary words (白皮书, 陶醉) that the segmenter's dictionary lacks or takes for persons."""
    return frozenset(word for (word,) in rows("words_cedict.txt"))


@lru_cache(maxsize=4096)
def boundaries(text: str) -> frozenset[int]:
    """Every index where a word starts, and the length of the text."""
    return frozenset(start for start, _, _ in tokens(text)) | {len(text)}


def is_listed(word: str) -> bool:
    """Is this a word of our own table, whatever the segmenter's dictionary says of it?"""
    return word in _ordinary()


@lru_cache(maxsize=65536)
def is_common(word: str) -> bool:
    """Is this one dictionary word that is neither a name nor a place?"""
    import rjieba

    if word in _ordinary():
        return True
    if not rjieba.has_word(word):
        return False
    tagged = rjieba.tag(word)
    return len(tagged) == 1 and tagged[0][1][:2] not in ("nr", "ns", "nt", "nz")


def stands_alone(text: str, start: int, size: int) -> bool:
    """Is `text[start:start + size]` a word or several, and not a part of a longer word?

    布鲁塞尔 does not contain 鲁塞. A word the segmenter only guessed proves little: the match must start
    where the guess starts. Where an ordinary word lies across an end of the match it speaks against it
    (全国|会议 has no 国会, 农业|农村|部门 no 农业农村部), but for a place of three characters (五陂|镇长|潭村).
    """
    end, crossed = start + size, 0
    for word_start, word_end, known in tokens(text):
        if word_end <= start or word_start >= end:
            continue
        before, after = word_start < start, word_end > end
        if not before and not after:
            continue
        if after and not before and word_end - end == 1 and text[end] in ENDINGS:
            continue
        if word_start <= start and word_end >= end:  # the match is a part of this one word
            if known or before:
                return False
        elif known:
            crossed += 1
    return crossed == 0 or (crossed == 1 and size > 2 and text[end - 1] in ENDINGS)


def openings(text: str, at: int, sizes: Iterable[int]) -> Iterator[tuple[int, str]]:
    """What stands at a place, as long as each size; nothing for a size that the text is too short for."""
    return ((size, text[at : at + size]) for size in sizes if at + size <= len(text))


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[tuple[int, int, bool], ...]:
    """(start, end, is it in the dictionary) of each word."""
    import rjieba

    found, at = [], 0
    for word in rjieba.cut(text):
        found.append((at, at + len(word), rjieba.has_word(word)))
        at += len(word)
    return tuple(found)


@lru_cache(maxsize=4096)
def tagged(text: str) -> tuple[tuple[int, int, str], ...]:
    """(start, end, part of speech) of each word, in the tags of the jieba family (nr = person)."""
    import rjieba

    found, at = [], 0
    for word, tag in rjieba.tag(text):
        found.append((at, at + len(word), tag))
        at += len(word)
    return tuple(found)
