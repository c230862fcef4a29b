"""Footnotes on a page: their raised marks in the text, which are no text, and where they stand below it.

Comes between characters and lines; `layout` puts the notes below the text that they interrupt.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pxtranslate.reading.base import is_wide
from pxtranslate.reading.formats.columns import Column, Line
from pxtranslate.reading.formats.glyphs import Glyph
from pxtranslate.reading.formats.raised import exponent, is_mark, is_number

_SMALLER = 0.95
"""Times the height of the text beside it that a mark has at most, and times its size that a note has."""
_RAISED = (0.15, 0.8)
"""Ems that a mark stands above the base of the text."""
_TOUCHES = 0.5
"""Ems between the text and a mark behind it."""
_BEFORE = 2.5
"""Ems between a mark and the note that it begins."""
_LONGEST = 6
"""Characters of a mark: [12]."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that was taken out of the text, and the character beside it."""

    text: str
    base: float
    size: float


def take(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[Mark]]:
    """The characters without the marks of notes, exponents as such; and the marks."""
    kept: list[Glyph] = []
    marks: list[Mark] = []
    index = 0
    while index < len(glyphs):
        host = next((glyph for glyph in reversed(kept) if glyph.drawn), None)
        run = list(_raised(glyphs[index : index + _LONGEST], host)) if host else []
        text = "".join(glyph.char for glyph in run)
        before = "".join(glyph.char for glyph in kept[-_LONGEST:]).rstrip().rstrip("）")
        if host and is_mark(text, before):
            marks.append(Mark(text, host.base, _size(kept[-_LONGEST:], host)))
            kept.append(_levelled(run[0], "", run[-1].right, host))  # keeps its place in the line
        elif host and is_number(text):
            kept += [_levelled(one, exponent(one.char), one.right, host) for one in run]
        else:
            run = [glyphs[index]]
            kept += run
        index += len(run)
    return kept, marks


def _raised(glyphs: Sequence[Glyph], host: Glyph) -> Iterator[Glyph]:
    """The first characters, as far as they are small and stand raised behind another."""
    last = host
    for glyph in glyphs:
        up = (host.base - glyph.base) / host.em
        gap = (glyph.left - last.right) / host.em
        small = glyph.height < _SMALLER * host.height and not glyph.char.isspace()
        if not (small and _RAISED[0] < up < _RAISED[1] and -_TOUCHES < gap < _TOUCHES):
            return
        yield glyph
        last = glyph


def _size(glyphs: Sequence[Glyph], host: Glyph) -> float:
    """The size of the text that ends with a character; the last Chinese one tells it best."""
    return next((glyph.em for glyph in reversed(glyphs) if is_wide(glyph.char)), host.em)


def _levelled(glyph: Glyph, char: str, right: float, host: Glyph) -> Glyph:
    return replace(glyph, char=char, right=right, base=host.base, height=host.height)


def found(lines: Sequence[Line], marks: Sequence[Mark]) -> tuple[list[Line], list[Column]]:
    """The lines without marks that stand alone, and the lines of each note."""
    first = {line: mark for line in lines if (mark := _first_in_line(line, lines))}
    begun = {
        note: label for mark in (*marks, *first.values()) for label, note in _begun(lines, mark)
    }
    alone = {label for note, label in begun.items() if label is not note}
    kept = [line for line in lines if line not in first and line not in alone]
    notes: list[Column] = []
    for line in sorted(kept, key=_place):
        if line in begun:
            notes.append([line])
        elif notes and line.size <= notes[-1][0].size / _SMALLER:
            notes[-1].append(line)
    return kept, notes


def _first_in_line(label: Line, lines: Sequence[Line]) -> Mark | None:
    """The mark that a line is, where the text that it stands behind ended with the line above."""
    if not is_mark(label.text, ""):
        return None
    for line in lines:
        up = (line.bottom - label.bottom) / line.size
        touches = abs(line.left - label.right) < _TOUCHES * line.size
        if (
            touches
            and _RAISED[0] < up < _RAISED[1]
            and label.size < _SMALLER * line.size
            and not line.text[0].isascii()
        ):
            return Mark(label.text, line.bottom, line.size)
    return None


def _place(line: Line) -> tuple[float, float]:
    return round(line.bottom), line.left


def _begun(lines: Sequence[Line], mark: Mark) -> Iterator[tuple[Line, Line]]:
    """The lines that bear a mark below the text that refers to it, each with the note it begins."""
    for label in lines:
        if not label.text.startswith(mark.text) or label.top < mark.base:
            continue
        rest = label.text.removeprefix(mark.text)
        if not rest:
            beside = [line for line in lines if _is_beside(line, label)]
        else:
            begins = rest[0].isspace() if is_number(mark.text) else rest[0] != mark.text[-1]
            beside = [label] if begins else []
        yield from ((label, line) for line in beside if line.size < _SMALLER * mark.size)


def _is_beside(line: Line, label: Line) -> bool:
    """Whether a line goes on where a mark that stands before it ends."""
    gap = line.left - label.right
    return 0 <= gap <= _BEFORE * line.size and abs(line.bottom - label.bottom) < line.size / 2
