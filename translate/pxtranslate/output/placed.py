"""Inline elements of a source put into its target, as far as is known where they belong.

What stands before, behind or round the whole source does so in the target; what stands round a figure
or a Latin word does so where the target has that once. The rest stands empty at the end, where a tool
sees that none is missing and a person puts it right.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from pxtranslate.reading.formats.slots import Code
from pxtranslate.text import xml

_OPENERS, _CLOSERS = " \t\r\n\u3000“‘「『（(《【", " \t\r\n\u3000”’」』）)》】。．.！!？?…；;：:"
"""What may stand between the edge of a source and an element that is as good as at it."""


@dataclass(slots=True)
class _Places:
    """What goes before, into and behind a target, each in the order of the source."""

    source: str
    target: str
    head: list[bytes] = field(default_factory=list)
    within: list[tuple[int, int, Code]] = field(default_factory=list)
    tail: list[bytes] = field(default_factory=list)
    lost: int = 0

    def put(self, codes: Sequence[Code]) -> None:
        """Find a place for each."""
        first = len(self.source) - len(self.source.lstrip(_OPENERS))
        last = len(self.source.rstrip(_CLOSERS))
        for code in codes:
            if code.closing and code.start <= first and code.end >= last:
                self.head.append(code.opening)
                self.put(code.inner)
                self.tail.append(code.closing)
            elif not code.closing and (code.start <= first or code.start >= last):
                (self.head if code.start <= first else self.tail).append(code.opening)
            elif at := self._found(code):
                self.within.append((*at, code))
                self.put(code.inner)
            else:
                if code.needed:
                    self.tail.append(code.opening)
                    self.lost += 1
                self.put(code.inner)
                if code.needed:
                    self.tail.append(code.closing)

    def _found(self, code: Code) -> tuple[int, int] | None:
        """Where the target has what the code stands round, once and as a whole word."""
        words = self.source[code.start : code.end].strip()
        if not code.closing or not words:
            return None
        found = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", self.target)]
        if len(found) != 1:
            return None
        (start, end) = found[0]
        crossed = any(s < start < e < end or start < s < end < e for s, e, _ in self.within)
        return None if crossed else (start, end)


def placed(target: str, source: str, codes: Sequence[Code]) -> tuple[bytes, int]:
    """The target as XML with the source's inline elements, and how many have no place of their own."""
    places = _Places(source, target)
    places.put(codes)
    opening: dict[int, bytes] = {}
    closing: dict[int, bytes] = {}
    for start, end, code in places.within:  # outer before inner
        opening[start] = opening.get(start, b"") + code.opening
        closing[end] = code.closing + closing.get(end, b"")
    parts, at = list(places.head), 0
    for cut in sorted({*opening, *closing}):
        parts += [escaped(target[at:cut]), closing.get(cut, b""), opening.get(cut, b"")]
        at = cut
    return b"".join([*parts, escaped(target[at:]), *places.tail]), places.lost


def escaped(text: str) -> bytes:
    """A text as XML has it."""
    return escape(xml(text)).encode()
