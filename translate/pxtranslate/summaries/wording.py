"""The clauses, words and character pairs of a Chinese text: what summaries compare texts by."""

import operator
import re
from functools import lru_cache
from itertools import chain

import rjieba

from pxtranslate.text import whole

CLAUSE_ENDS = re.compile(r"[，；。！？：,;!?\n]|、(?=[^、，。；]*\d)")
"""Commas and the like, and 、 before a figure, which has its own words."""
_PIECE = re.compile(r"[^，。；：！？、]+|[，。；：！？、]+")
"""The segmenter joins no words over these marks, so that a clause has the words it has alone."""
_NOT_TEXT = re.compile(r"[\W_]+")
_BESIDE = "tmqabsfuxklie"
"""First letters of the tags of what may stand before and between the nouns of a subject."""
_NAMES = ("nr", "ns", "nt", "nz", "j")
_PREFIXES = "非副反"
"""What makes another of the one it stands before: 副 of a mayor, 非 of an industry."""


def bare(text: str) -> str:
    """Return the text in lower case, without spaces and punctuation."""
    return _NOT_TEXT.sub("", text.lower())


def bigrams(text: str) -> list[str]:
    """Return the pairs of neighbouring characters of the bare text."""
    letters = bare(text)
    return list(map(operator.add, letters, letters[1:]))


def share_of(text: str, other: str) -> float:
    """Return the share of the text's character pairs that the other has, in [0, 1]."""
    pairs = set(bigrams(text))
    return len(pairs & set(bigrams(other))) / max(1, len(pairs))


def clauses(text: str) -> list[str]:
    """Return the clauses of the text, in order."""
    return [clause for part in CLAUSE_ENDS.split(text) if (clause := part.strip())]


def tagged(text: str) -> tuple[tuple[str, str], ...]:
    """Return the words of the text, each with its tag of the jieba family."""
    return tuple(chain.from_iterable(map(_tagged, _PIECE.findall(text))))


@lru_cache(maxsize=16_384)  # of the articles of a shard; several look at each of their clauses
def _tagged(piece: str) -> tuple[tuple[str, str], ...]:
    return tuple(rjieba.tag(whole(piece)))


@lru_cache(maxsize=4096)
def words(text: str) -> frozenset[str]:
    """Return the words of two characters or more that carry meaning: nouns, verbs, adjectives …"""
    return frozenset(word for word, tag in tagged(text) if len(word) > 1 and tag[:1] in "nvaijlm")


def says(text: str, word: str) -> bool:
    """Tell whether the text has the word, not just another made from it by a prefix."""
    at, parted = 0, set()
    for piece in rjieba.cut(whole(text)):  # 非 may also end a word of its own, as in 南非
        at += len(piece)
        parted |= {at} if piece in _PREFIXES else set()
    return any(found.start() not in parted for found in re.finditer(re.escape(word), text))


def names(text: str) -> set[str]:
    """Return the people, places, bodies and other proper names of the text, as far as tagged."""
    return {word for word, tag in tagged(text) if tag in _NAMES and len(word) > 1}


def subject(clause: str) -> set[str]:
    """Return the words a clause begins with that can name who acts; none if it begins with a verb.

    Times before it are passed over, and a place that only says whose: 去年，中国企业 gives 企业.
    """
    found: dict[str, str] = {}
    prefix = ""
    for word, tag in tagged(clause):
        if tag[0] == "n" or tag in ("j", "eng"):
            found |= {prefix + word: tag} if len(word) > 1 else {}
        elif tag[0] not in _BESIDE and word not in _PREFIXES:
            break
        prefix = word if word in _PREFIXES else ""
    return {word for word, tag in found.items() if tag != "ns"} or set(found)
