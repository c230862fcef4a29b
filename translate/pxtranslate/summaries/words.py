"""The words and character pairs of a Chinese text: what summaries compare texts by."""

import operator
import re

import rjieba

_NOT_TEXT = re.compile(r"[\W_]+")
_NAMES = ("nr", "ns", "nt", "nz", "j")


def bare(text: str) -> str:
    """Return the text in lower case, without spaces and punctuation."""
    return _NOT_TEXT.sub("", text.lower())


def bigrams(text: str) -> list[str]:
    """Return the pairs of neighbouring characters of the bare text."""
    letters = bare(text)
    return list(map(operator.add, letters, letters[1:]))


def words(text: str) -> set[str]:
    """Return the words of two characters or more that carry meaning: nouns, verbs, adjectives …"""
    return {word for word, tag in rjieba.tag(text) if len(word) > 1 and tag[:1] in "nvaijlm"}


def names(text: str) -> set[str]:
    """Return the people, places, bodies and other proper names of the text, as far as tagged."""
    return {word for word, tag in rjieba.tag(text) if tag in _NAMES and len(word) > 1}
