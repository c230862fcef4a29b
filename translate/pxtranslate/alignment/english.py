"""Cut English text into sentences. Knows abbreviations, quotation marks and numbers of headings."""

import re
from collections.abc import Iterator

_END = re.compile(r"(?<![.!?…])[.!?…]++[\"”’')\]]*+(?=\s+[\"“‘'(\[]*[A-Z0-9])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|St|Jr|Sr|Inc|Ltd|Co|Corp|No|vs|etc"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|a\.m|p\.m|e\.g|i\.e|approx|dept|est)|\.[A-Za-z])\.$"
)

_NUMBER = re.compile(r"\s*(?:\d+\.)+")
"""1. or 3.2.1. before a heading or an item: the Chinese side keeps it with what it numbers."""


def sentences(text: str) -> list[str]:
    """The sentences of a text in order, without the space between them; lines never run on."""
    return [sentence for line in text.splitlines() for sentence in _of_line(line.strip())]


def _of_line(line: str) -> Iterator[str]:
    start = 0
    for match in _END.finditer(line):
        numbers = _NUMBER.fullmatch(line, start, match.end())
        if not numbers and not _ABBREVIATED.search(line, start, match.end()):
            yield line[start : match.end()].strip()
            start = match.end()
    if line[start:].strip():
        yield line[start:].strip()
