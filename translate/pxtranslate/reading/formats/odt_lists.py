"""Numbers that a writer of OpenDocument gives list items by itself: they are text to the reader.

A list names a style, which has for each level a start, a kind of number and what stands round it
(ODF 1.3 part 3, 16.30 to 16.34); a list may go on where one before it ended (19.780, 19.781).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from pxtranslate.reading.formats.numbering import number, spaced

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _STYLE = f"{{{_SPACE}text:1.0}}", f"{{{_SPACE}style:1.0}}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LIST, _ITEM, _PARAGRAPHS = _TEXT + "list", _TEXT + "list-item", (_TEXT + "p", _TEXT + "h")
_KINDS = {
    "一": "chineseCounting",
    "甲": "ideographTraditional",
    "子": "ideographZodiac",
    "①": "decimalEnclosedCircle",
    "A": "upperLetter",
    "a": "lowerLetter",
    "I": "upperRoman",
    "i": "lowerRoman",
}
"""By the first character of a format, as Word calls them; any other is in figures."""
Counts = dict[int, int]


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    kind: str
    before: str
    after: str
    shown: int
    """How many levels stand in the number, this one the last."""


def write(body: etree._Element, roots: Iterable[etree._Element]) -> None:
    """Put its number before the first paragraph of each item; `roots`: where styles are."""
    styles = {
        style.get(_STYLE + "name", ""): _levels(style)
        for root in roots
        for style in root.iter(_TEXT + "list-style")
    }
    last: dict[str, Counts] = {}  # by style
    named: dict[str, Counts] = {}
    for found in body.iter(_LIST):
        if next(found.iterancestors(_LIST), None) is not None:
            continue
        name = found.get(_TEXT + "style-name", "")
        goes_on = found.get(_TEXT + "continue-numbering") == "true"
        earlier = last.get(name, {}) if goes_on else {}
        counts = dict(named.get(found.get(_TEXT + "continue-list", ""), earlier))
        _count(found, 1, styles.get(name, {}), counts)
        last[name] = counts
        if identity := found.get(_ID):
            named[identity] = counts


def _levels(style: etree._Element) -> dict[int, _Level]:
    levels = {}
    for level in style.iter(_TEXT + "list-level-style-number"):
        shape = level.get(_STYLE + "num-format", "")
        if shape:
            levels[_integer(level, "level", 1)] = _Level(
                _integer(level, "start-value", 1),
                _KINDS.get(shape[0], "decimal"),
                level.get(_STYLE + "num-prefix", ""),
                level.get(_STYLE + "num-suffix", ""),
                _integer(level, "display-levels", 1),
            )
    return levels


def _count(found: etree._Element, at: int, levels: dict[int, _Level], counts: Counts) -> None:
    for item in found.iterchildren(_ITEM):
        paragraph = next(item.iterchildren(*_PARAGRAPHS), None)
        if paragraph is not None:
            for deeper in [level for level in counts if level > at]:
                del counts[deeper]
            start = levels[at].start if at in levels else 1
            counts[at] = _integer(item, "start-value", counts.get(at, start - 1) + 1)
            if at in levels and "".join(paragraph.itertext()).strip():
                paragraph.text = spaced(_number(at, levels, counts)) + (paragraph.text or "")
        for inner in item.iterchildren(_LIST):
            _count(inner, at + 1, levels, counts)


def _number(at: int, levels: dict[int, _Level], counts: Counts) -> str:
    level = levels[at]
    parts = (
        number(counts.get(one, levels[one].start), levels[one].kind)
        for one in range(at - level.shown + 1, at + 1)
        if one in levels
    )
    return level.before + ".".join(parts) + level.after


def _integer(element: etree._Element, name: str, otherwise: int) -> int:
    said = element.get(_TEXT + name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else otherwise
