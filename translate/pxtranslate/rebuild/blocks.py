"""From plain text to blocks: one block a paragraph, hard-wrapped lines brought together.

Knows line widths, indents and blank lines; knows nothing of headlines, articles or languages beyond
which characters end a sentence. Only offsets are decided here, no character is changed.
"""

import re
from itertools import pairwise

from pxtranslate.records import Block

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_INDENT = re.compile(r"[ \t]*(?:\u3000|  |\t)")
_INNER_BREAK = re.compile(r"(?<=[。！？”…）)])[\s\u3000]*(?:\u3000\u3000| {4})[\s\u3000]*")
_CLOSING = "。！？!?…”’）)：:；;"
_WRAP_SLACK = 3  # kinsoku moves up to two marks, a two-digit figure one more


def text_blocks(text: str) -> tuple[Block, ...]:
    """Cut text into blocks: non-empty lines, or paragraphs where the lines are hard-wrapped.

    A paragraph break kept only as an indent inside a line (“。　　”) counts as well. The blocks are
    in text order, do not overlap, start and end with a non-space character and hold every one.
    """
    lines = [m.span() for m in _LINE.finditer(text) if text[m.start() : m.end()].strip()]
    spans: list[tuple[int, int]] = []
    for start, end in _unwrap(text, lines):
        cuts = [start]
        for match in _INNER_BREAK.finditer(text, start, end):
            cuts += [match.start(), match.end()]
        cuts.append(end)
        spans += zip(cuts[::2], cuts[1::2], strict=True)
    blocks = []
    for start, end in spans:
        body = text[start:end]
        start += len(body) - len(body.lstrip())
        if body.strip():
            blocks.append(Block(text=body.strip(), start=start))
    return tuple(blocks)


def _unwrap(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of lines that belong together; the lines themselves if the text is not hard-wrapped."""
    if not lines:
        return []
    widths = [_width(text[start:end]) for start, end in lines]
    touching = [_touch(text, left, right) for left, right in pairwise(lines)]
    measure = _measure(text, lines, widths, touching)
    if not measure:
        return lines
    spans = [lines[0]]
    for index, joined in enumerate(touching):
        start, end = lines[index + 1]
        full = widths[index] >= measure - 2 * _WRAP_SLACK
        if joined and full and not _INDENT.match(text, start, end):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _measure(
    text: str, lines: list[tuple[int, int]], widths: list[int], touching: list[bool]
) -> int:
    """The width the lines were wrapped at, in half-width columns; 0 if they were not wrapped.

    Wrapped text has many touching lines, nearly all as wide as the widest, and most of them broken
    where no sentence ends. A list of headlines is ragged; a page of paragraphs ends in full stops.
    """
    followed = [i for i, joined in enumerate(touching) if joined]
    if len(followed) < 4:
        return 0
    ranked = sorted(widths[i] for i in followed)
    measure = ranked[int(len(ranked) * 0.9)]
    if not 20 <= measure <= 160 or max(widths) > measure * 1.25:
        return 0
    full = [i for i in followed if widths[i] >= measure - 2 * _WRAP_SLACK]
    broken = [i for i in full if text[lines[i][1] - 1 : lines[i][1]] not in _CLOSING]
    return measure if len(full) >= 0.6 * len(followed) and len(broken) >= 0.6 * len(full) else 0


def _touch(text: str, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether two lines follow each other without a blank line between."""
    gap = text[left[1] : right[0]].replace("\r\n", "\n")
    return len(gap) == 1


def _width(line: str) -> int:
    line = line.rstrip()
    return sum(2 if char >= "\u1100" else 1 for char in line)
