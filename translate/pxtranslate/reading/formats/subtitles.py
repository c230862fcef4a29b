"""Subtitles (.srt, .vtt): what is said, without numbers and times; one block a caption, one article.

Where most captions say the same in two languages, each is a block of its own.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from pxtranslate.errors import InputError
from pxtranslate.reading.base import Limits, Parsed, Run, compose, one_line
from pxtranslate.reading.encoding import decode
from pxtranslate.reading.formats.markup import unescaped
from pxtranslate.text import has_han

_TIMES = re.compile(
    r"\s*(?:\d+:)?\d{1,2}:\d{2}[,.]\d{1,3}\s*-->\s*(?:\d+:)?\d{1,2}:\d{2}[,.]\d{1,3}.*"
)
_NUMBER = re.compile(r"\s*\d+\s*")
_STYLES = re.compile(r"</?[a-zA-Z][^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}")
"""Tags of styles, of the moment at which a word is said, and those of players in braces."""
_KINDS = ("WEBVTT", "NOTE", "STYLE", "REGION")


def parse(data: bytes, limits: Limits) -> Parsed:
    """Read the captions. Raises InputError if there is no line of times."""
    decoded = decode(data)
    if not any(map(_TIMES.fullmatch, decoded.text.split("\n"))):
        raise InputError(
            "holds no subtitles: no line of times such as 00:00:01,000 --> 00:00:04,000"
        )
    blocks = re.split(r"\n[^\S\n]*\n\s*", decoded.text.strip())
    captions = [said for block in blocks for said in _captions(block.split("\n")) if said]
    both = [said for said in captions if any(map(has_han, said)) and any(map(_is_foreign, said))]
    bilingual = 2 * len(both) > len(captions)
    runs = (
        Run(one_line("\n".join(lines)), "body", 0)
        for said in captions
        for _, lines in groupby(said, lambda line: bilingual and _is_foreign(line))
    )
    return compose(runs, decoded.encoding, (*decoded.notes, "times of the subtitles left out"))


def _captions(block: Sequence[str]) -> Iterator[list[str]]:
    """The lines of each caption of a block, which has several where no empty line is between them."""
    times = [n for n, line in enumerate(block) if _TIMES.fullmatch(line)]
    for begin, end in pairwise((-1, *times, len(block))):
        said = [unescaped(_STYLES.sub("", line)) for line in block[begin + 1 : end]]
        if begin < 0 and (end == 1 < len(block) or block[0].startswith(_KINDS)):
            continue  # the name of the first caption, or what is none
        if end < len(block) and said and _NUMBER.fullmatch(said[-1]):
            said.pop()
        yield said


def _is_foreign(line: str) -> bool:
    """Whether a line is in words, and none of them Chinese."""
    return any(map(str.isalpha, line)) and not has_han(line)
