"""From characters with places to lines that never hold text of two columns.

Knows nothing of PDF. Characters come in the order they are drawn, which follows a line nearly
always and the order of reading often; only the first is relied on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pxtranslate.reading.base import is_wide
from pxtranslate.reading.formats.columns import HANGING, Line

_BRIDGED = 1.7
"""Most ems between two characters of one line with a space character between them: an ideographic
space is one em, and justified lines stretch it."""
_UNBRIDGED = 0.7
"""The same without one; columns of a newspaper are further apart."""
_OVERLAP = 0.8
"""Marks set closer than their squares (”，  。（) lie over each other by half an em or more."""
_WORD_GAP = 0.2
_SAME_BASE = 0.3
_LEAST_ALIKE = 0.5
"""Smallest ratio of sizes on one line; condensed characters count by their width."""
_LEAST_STACK = 3
_ASCENT = 0.88
"""Share of an em above the base line in CJK fonts."""
_ASIDE = 0.8
"""Ems that a mark or figure in a line written downwards may be off its middle."""
_AROUND = 4
"""Characters before and after that tell its size."""
_MARK_EM = 1.5
"""Ems to the longer side of a narrow mark; a quotation mark is half an em wide."""
_LATIN_HEIGHT = 1.25
"""Height of a font's box in ems where no Chinese character tells the em by its width."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character: its box from left to right, its origin (y grows down), its font's height."""

    char: str
    left: float
    right: float
    x: float
    base: float
    height: float
    drawn: bool = True
    """False for a space that was only guessed from a gap."""

    @property
    def em(self) -> float:
        """The font's size as far as this character tells it; marks have boxes of any height."""
        width = self.right - self.left
        if is_wide(self.char) and width > 0:
            return width
        if self.char.isalnum():
            return self.height / _LATIN_HEIGHT
        return _MARK_EM * max(width, self.height)


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


def turned(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The page turned a quarter to the left: lines written downwards run rightwards.

    Marks and figures in such lines are set to one side and have boxes of their own; they take the
    line and the size of the characters around them.
    """
    found: list[Glyph] = []
    base = 0.0
    for index, glyph in enumerate(glyphs):
        around = glyphs[max(0, index - _AROUND) : index + _AROUND + 1]
        em = max((g.em for g in around if abs(g.x - glyph.x) < _ASIDE * g.em), default=glyph.em)
        base = base if abs(base + glyph.x) < _ASIDE * em else -glyph.x
        lies = glyph.char.isascii()  # on its side, beginning at its origin
        top = glyph.base if lies else glyph.base - _ASCENT * em
        end = top + (glyph.height if lies else em)
        height = em * _LATIN_HEIGHT
        found.append(Glyph(glyph.char, top, end, top, base, height, glyph.drawn))
    return found


def _follows(last: Glyph, glyph: Glyph, bridged: bool) -> bool:
    """Whether a character goes on with the line of another."""
    low, em = sorted((last.em, glyph.em))
    if not (_shows_em(last) and _shows_em(glyph)):
        em = low
    elif low < _LEAST_ALIKE * em:
        return False
    gap = glyph.left - last.right
    return (
        abs(glyph.base - last.base) <= _SAME_BASE * em
        and -_OVERLAP * em <= gap <= (_BRIDGED if bridged else _UNBRIDGED) * em
    )


def _shows_em(glyph: Glyph) -> bool:
    return is_wide(glyph.char) or glyph.char.isalnum()


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
    drawn = any(space.drawn for space in spaces)
    return [Glyph(char, last.right, glyph.left, last.right, glyph.base, glyph.height, drawn)]


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
    low, high = sorted((_em(line), _em(other)))
    last, first = line[-1], other[0]
    if last.char in HANGING and first.left - last.right > _WORD_GAP * last.em:
        return False  # the mark hangs into the gutter
    right_of = first.left >= last.left
    return right_of and low >= _LEAST_ALIKE * high and _follows(last, first, False)


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
    """Make a line. A space guessed from a gap no wider than others of the line is no space."""
    em = _em(glyphs)
    seen = [glyph for glyph in glyphs if not glyph.char.isspace()]
    usual = median([b.left - a.right for a, b in pairwise(seen)] or [0.0])
    return Line(
        text="".join(
            glyph.char
            for glyph in glyphs
            if glyph.drawn or glyph.right - glyph.left >= usual + _WORD_GAP * em
        ),
        left=min(glyph.left for glyph in glyphs),
        top=min(glyph.base for glyph in glyphs) - _ASCENT * em,
        right=max(glyph.right for glyph in glyphs),
        bottom=max(glyph.base for glyph in glyphs) + (1 - _ASCENT) * em,
        size=em,
    )


def _em(glyphs: Sequence[Glyph]) -> float:
    """The size of a line: of its Chinese characters, else of figures and letters, else of marks."""
    wide = [g.em for g in glyphs if is_wide(g.char)]
    told = [g.em for g in glyphs if g.char.isalnum()] or [g.em for g in glyphs]
    return median(wide or [max(told)])
