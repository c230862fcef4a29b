"""A first character set large over two or three lines of a page, joined to the line that it begins.

Knows lines with places; knows nothing of columns or paragraphs.
"""

from collections.abc import Sequence
from dataclasses import replace

from pxtranslate.reading.base import is_wide
from pxtranslate.reading.formats.columns import Line

_LARGE = 1.6
"""Times the size of the text beside it."""
_BESIDE = 1.5
"""Ems at most between a large character and the text, and how far both may lie over each other."""
_OVER = 0.5
_ROWS = 2
_QUOTES = "“‘「『《"


def joined(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page, each large first character in the line of text that it begins."""
    found = {id(line): line for line in lines}
    alone = [
        line for line in lines if len(line.text.lstrip(_QUOTES)) == 1 and is_wide(line.text[-1])
    ]
    for cap in alone:
        rows = [line for line in lines if _is_beside(cap, line)]
        stacked = any(other is not cap and abs(other.left - cap.left) < cap.size for other in alone)
        if len(rows) < _ROWS or stacked:
            continue
        first = min(rows, key=lambda line: line.top)
        for line in rows:
            text = cap.text + line.text if line is first else line.text
            found[id(line)] = replace(line, text=text, left=cap.left)
        del found[id(cap)]
    return list(found.values())


def _is_beside(cap: Line, line: Line) -> bool:
    """Whether a line of text stands right of a large character, at its height."""
    level = cap.top - _OVER * line.size < line.middle < cap.bottom + _OVER * line.size
    near = -_OVER * line.size < line.left - cap.right < _BESIDE * line.size
    return line is not cap and cap.size >= _LARGE * line.size and level and near
