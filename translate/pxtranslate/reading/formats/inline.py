"""The text of a source in XML, and the inline elements in it: XLIFF 1.2 and 2.x, TMX 1.4.

Which elements hold text and which hold markup of the original file: XLIFF 1.2 section 2.4, XLIFF
2.1 section 4.3.1.4, TMX 1.4b section 2.3.
"""

from collections.abc import Iterator

from pxtranslate.reading.formats.slots import Code
from pxtranslate.reading.formats.spans import Element

MARKUP = frozenset({"bpt", "ept", "ph", "it", "ut", "sc", "ec", "sm", "em", "x", "bx", "ex", "cp"})
"""Inline elements whose content is markup of the original file, not text of the sentence."""
_REMARKS = frozenset({"mrk", "hi", "sm", "em"})
"""What marks a term or carries a comment; a target is whole without it."""
_SECOND = {"ept": "bpt", "ex": "bx", "ec": "sc"}
"""Second halves of pairs, and their first."""


def text(element: Element) -> str:
    """What a reader of the sentence reads."""
    return "".join(_texts(element))


def _texts(element: Element) -> Iterator[str]:
    for part in element.parts:
        if isinstance(part, str):
            yield part
        elif part.name not in MARKUP:
            yield from _texts(part)


def codes(element: Element, data: bytes, at: int = 0) -> tuple[Code, ...]:
    """The inline elements of a source, by offset into its text; `at`: where its own text begins.

    Two halves of a pair (`bpt` and `ept`, `sc` and `ec`) are one, round what stands between them.
    """
    found: list[Code] = []
    begun: list[tuple[str, int]] = []  # key of a first half, and its place in `found`
    for part in element.parts:
        if isinstance(part, str):
            at += len(part)
            continue
        raw, needed = data[part.start : part.end], part.name not in _REMARKS
        if part.name in _SECOND and begun and begun[-1][0] == _key(part):
            first = begun.pop()[1]
            half, *inner = found[first:]
            found[first:] = [Code(half.start, at, half.opening, raw, needed, tuple(inner))]
        elif part.name in MARKUP or part.is_empty_tag:
            if part.name in _SECOND.values():
                begun.append((_key(part), len(found)))
            found.append(Code(at, at, raw, needed=needed))
        else:
            end = at + len(text(part))
            opening, closing = data[part.start : part.inside], data[part.until : part.end]
            found.append(Code(at, end, opening, closing, needed, codes(part, data, at)))
            at = end
    return tuple(found)


def target_codes(target: Element | None, data: bytes) -> tuple[Code, ...]:
    """The inline elements of a target, by offset into its text without the space round it."""
    if target is None:
        return ()
    found = text(target)
    return codes(target, data, len(found.lstrip()) - len(found))


def _key(half: Element) -> str:
    """What a half of a pair has in common with the other."""
    said = (half.attributes.get(name) for name in ("startRef", "i", "rid", "id"))
    return next((one for one in said if one), "")
