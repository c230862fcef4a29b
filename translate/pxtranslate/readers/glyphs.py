"""From characters with places to lines that never hold text of two columns.

Knows nothing of PDF. Characters come in the order they are drawn, which follows a line nearly
always and the order of reading often; only the first is relied on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pxtranslate.readers.base import is_wide
from pxtranslate.readers.layout import Line

_BRIDGED = 1.7
"""Most ems between two characters of one line with a space character between them: an ideographic
space is one em, and justified lines stretch it."""
_UNBRIDGED = 0.7
"""The same without one; columns of a newspaper are further apart."""
_OVERLAP = 0.8
"""Marks set closer than their squares (”，  。（) lie over each other by half an em or more."""
_WORD_GAP = 0.2
_SAME_BASE = 0.3
_LEAST_ALIKE = 0.6
"""Smallest ratio of sizes on one line; condensed characters count by their width."""
_LEAST_STACK = 3
_ASCENT = 0.88
"""Share of an em above the base line in CJK fonts."""
_LATIN_HEIGHT = 1.25
"""Height of a font's box in ems where no Chinese character tells the em by its width."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character: where it begins and ends, its base line (y grows down), its font's height."""

    char: str
    left: float
    right: float
    base: float
    height: float
    drawn: bool = True
    """False for a space that was only guessed from a gap."""

    @property
    def em(self) -> float:
        width = self.right - self.left
        return width if is_wide(self.char) and width > 0 else self.height / _LATIN_HEIGHT


def gather(glyphs: Sequence[Glyph]) -> list[Line]:
    """Lines in no particular order; a headline written downwards is one tall line."""
    found: list[list[Glyph]] = []
    spaces: list[Glyph] = []
    for glyph in glyphs:
        if glyph.char.isspace():
            spaces.append(glyph)
            continue
        last = found[-1] if found else []
        if last and _follows(last[-1], glyph, any(space.drawn for space in spaces)):
            last += (*_space(last[-1], glyph, spaces), glyph)
        else:
            found.append([glyph])
        spaces = []
    return [_line(line) for line in _stacked(_joined(found))]


def is_vertical(glyphs: Sequence[Glyph]) -> bool:
    """Whether most characters stand below the one before them."""
    steps = [
        abs(b.base - a.base) > abs(b.left - a.left)
        for a, b in pairwise(glyph for glyph in glyphs if is_wide(glyph.char))
    ]
    return sum(steps) > len(steps) / 2


def turn(glyph: Glyph) -> Glyph:
    """Seen with the page turned a quarter to the left: lines written downwards run rightwards."""
    top = glyph.base - _ASCENT * glyph.em
    return Glyph(glyph.char, top, top + glyph.em, -glyph.left, glyph.height)


def _follows(last: Glyph, glyph: Glyph, bridged: bool) -> bool:
    """Whether a character goes on with the line of another."""
    em = max(last.em, glyph.em)
    gap = glyph.left - last.right
    both_wide = is_wide(last.char) and is_wide(glyph.char)
    return (
        abs(glyph.base - last.base) <= _SAME_BASE * em
        and not (both_wide and min(last.em, glyph.em) < _LEAST_ALIKE * em)
        and -_OVERLAP * em <= gap <= (_BRIDGED if bridged else _UNBRIDGED) * em
    )


def _space(last: Glyph, glyph: Glyph, spaces: Sequence[Glyph]) -> list[Glyph]:
    """The space between two characters, if there is one to be seen.

    Between Chinese and Latin characters it is a matter of typesetting, not of text.
    """
    wide = is_wide(last.char), is_wide(glyph.char)
    if glyph.left - last.right < _WORD_GAP * max(last.em, glyph.em) or wide[0] != wide[1]:
        return []
    if all(wide) and not spaces:
        return []
    char = "\u3000" if any(space.char == "\u3000" for space in spaces) else " "
    return [Glyph(char, last.right, glyph.left, glyph.base, glyph.height)]


def _joined(lines: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Bring together the parts of lines that were not drawn one after the other."""
    starts: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        starts.setdefault(round(line[0].base), []).append(index)
    gone: set[int] = set()
    for index, line in enumerate(lines):
        if index in gone:
            continue
        while True:
            base = round(line[-1].base)
            near = (n for y in (base - 1, base, base + 1) for n in starts.get(y, ()))
            after = next(
                (n for n in near if n != index and n not in gone and _goes_on(line, lines[n])), None
            )
            if after is None:
                break
            line += (*_space(line[-1], lines[after][0], ()), *lines[after])
            gone.add(after)
    return [line for index, line in enumerate(lines) if index not in gone]


def _goes_on(line: Sequence[Glyph], other: Sequence[Glyph]) -> bool:
    return other[0].left >= line[-1].left and _follows(line[-1], other[0], False)


def _stacked(lines: Sequence[list[Glyph]]) -> Iterator[list[Glyph]]:
    """Join three or more characters that stand alone, each right below the one before."""
    stack: list[Glyph] = []
    for line in (*lines, []):
        alone = line[0] if len(line) == 1 else None
        if alone and stack and _is_below(stack[-1], alone):
            stack.append(alone)
            continue
        yield from [stack] if len(stack) >= _LEAST_STACK else ([glyph] for glyph in stack)
        stack = [alone] if alone else []
        if line and not alone:
            yield line


def _is_below(upper: Glyph, lower: Glyph) -> bool:
    em = max(upper.em, lower.em)
    middles = (lower.left + lower.right - upper.left - upper.right) / 2
    return abs(middles) < _SAME_BASE * em and 0.7 * em < lower.base - upper.base < 2 * em


def _line(glyphs: Sequence[Glyph]) -> Line:
    em = median([g.em for g in glyphs if is_wide(g.char)] or [max(g.em for g in glyphs)])
    return Line(
        text="".join(glyph.char for glyph in glyphs),
        left=min(glyph.left for glyph in glyphs),
        top=min(glyph.base for glyph in glyphs) - _ASCENT * em,
        right=max(glyph.right for glyph in glyphs),
        bottom=max(glyph.base for glyph in glyphs) + (1 - _ASCENT) * em,
        size=em,
    )
