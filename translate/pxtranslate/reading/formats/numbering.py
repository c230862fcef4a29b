"""Numbers that Word gives paragraphs by itself: 一、 and (1) are text to the reader, so to us.

A paragraph or its style names a numbering and a level, which has a start, a kind of number and a
text such as `第%1条` (ECMA-376 part 1, 17.9). Bullets are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.styles.style import BaseStyle
from docx.text.paragraph import Paragraph
from lxml import etree

_VALUE, _LEVEL = qn("w:val"), qn("w:ilvl")
_DIGITS = "零一二三四五六七八九"
_COUNTING = (
    *("chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting"),
    *("japaneseDigitalTenThousand", "taiwaneseCounting", "taiwaneseCountingThousand"),
    "taiwaneseDigital",
)
_SERIES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperRoman": "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ",
    "lowerRoman": "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ",
}
_UNSPACED = "、．。：）】〕"
"""Marks with room of their own: what follows them needs no space."""
_HIDDEN = ("bullet", "none")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    kind: str
    text: str
    legal: bool
    """All its numbers in figures: 1.1 below 第一章."""


@dataclass(slots=True)
class _List:
    """A numbering, counted as far as we have read; several names may stand for it."""

    levels: dict[int, _Level]
    by_style: dict[str, int]
    counts: dict[int, int] = field(default_factory=dict)

    def count(self, at: int) -> None:
        """One more paragraph of a level; the levels below begin anew."""
        start = self.levels[at].start
        counts = {level: count for level, count in self.counts.items() if level <= at}
        counts[at] = counts[at] + 1 if at in counts else start
        self.counts = counts

    def shown(self, at: int) -> str:
        """What stands before the paragraph last counted."""
        text = self.levels[at].text
        for one, level in self.levels.items():
            count = self.counts.get(one, level.start)
            kind = "decimal" if self.levels[at].legal else level.kind
            text = text.replace(f"%{one + 1}", number(count, kind))
        return text


def write(document: Document) -> None:
    """Put its number before the text of each numbered paragraph of the body."""
    lists, restarts = _lists(document)
    for element in document.element.body.iter(qn("w:p")):
        named = _named(Paragraph(element, document._body))
        if named is None or named[0] not in lists or _is_copy(element):
            continue
        name, level = named
        numbering = lists[name]
        at = numbering.by_style.get(level, 0) if isinstance(level, str) else level
        if at not in numbering.levels:
            continue
        if (start := restarts.pop((name, at), None)) is not None:
            numbering.counts[at] = start - 1
        numbering.count(at)
        if numbering.levels[at].kind not in _HIDDEN:
            _put(element, numbering.shown(at))


def _lists(document: Document) -> tuple[dict[str, _List], dict[tuple[str, int], int]]:
    """The numberings by name, and where one of these names begins anew."""
    abstract: dict[str, _List] = {}
    lists: dict[str, _List] = {}
    restarts: dict[tuple[str, int], int] = {}
    for part in _parts(document):
        for found in part.iter(qn("w:abstractNum")):
            abstract[found.get(qn("w:abstractNumId"), "")] = _list(found)
        for found in part.iter(qn("w:num")):
            name = found.get(qn("w:numId"), "")
            target = abstract.get(_said(found, "w:abstractNumId"))
            if target is not None:
                lists[name] = target
            for override in found.iter(qn("w:lvlOverride")):
                if (start := _count(_said(override, "w:startOverride"))) is not None:
                    restarts[name, _count(override.get(_LEVEL, "")) or 0] = start
    return lists, restarts


def _parts(document: Document) -> Iterator[etree._Element]:
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith("/numbering"):
            yield parse_xml(relation.target_part.blob)  # which expands no entities


def _list(element: etree._Element) -> _List:
    numbering = _List({}, {})
    for level in element.iter(qn("w:lvl")):
        at, start = _count(level.get(_LEVEL, "")) or 0, _count(_said(level, "w:start")) or 0
        kind, text = _said(level, "w:numFmt"), _said(level, "w:lvlText")
        legal = level.find(qn("w:isLgl")) is not None
        numbering.levels[at] = _Level(start, kind, text, legal)
        if style := _said(level, "w:pStyle"):
            numbering.by_style[style] = at
    return numbering


def _named(paragraph: Paragraph) -> tuple[str, int | str] | None:
    """Which numbering a paragraph has, and its level; from a style, the style that names it."""
    found = _of(paragraph._p)
    if found is not None:
        return found[0], found[1] or 0
    for style in styles(paragraph):
        found = _of(style.element)
        if found is not None:
            return found[0], style.style_id if found[1] is None else found[1]
    return None


def styles(paragraph: Paragraph) -> Iterator[BaseStyle]:
    """The style of a paragraph and those it is based on."""
    return based(paragraph.style)


def based(style: BaseStyle | None) -> Iterator[BaseStyle]:
    """A style and those it is based on, each once: a file may run in a circle."""
    seen: set[str] = set()
    while style is not None and style.style_id not in seen:
        seen.add(style.style_id)
        yield style
        style = getattr(style, "base_style", None)


def _of(element: etree._Element) -> tuple[str, int | None] | None:
    properties = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    name = "" if properties is None else _said(properties, "w:numId")
    if properties is None or not name:
        return None
    return name, _count(_said(properties, "w:ilvl"))


def _count(said: str) -> int | None:
    """A number of the file; None for what is none, or none that a list has."""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else None


def _said(element: etree._Element, tag: str, otherwise: str = "") -> str:
    child = element.find(qn(tag))
    return otherwise if child is None else child.get(_VALUE, otherwise)


def _is_copy(element: etree._Element) -> bool:
    """Whether a paragraph stands here a second time, for programs that do not know a drawing."""
    return next(element.iterancestors("{*}Fallback"), None) is not None


def _put(paragraph: etree._Element, shown: str) -> None:
    """A run before the others. An empty paragraph has a number to show in a cell of a table only."""
    texts = "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
    parent = paragraph.getparent()
    if not texts.strip() and (parent is None or parent.tag != qn("w:tc")):
        return
    run: etree._Element = OxmlElement("w:r")
    text = etree.SubElement(run, qn("w:t"))
    text.text = spaced(shown)
    properties = paragraph.find(qn("w:pPr"))
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, run)


def spaced(shown: str) -> str:
    """A number as it stands before a text."""
    return shown if shown[-1:] in _UNSPACED else f"{shown} "


def number(count: int, kind: str) -> str:
    """A number of a kind; in figures where we do not know the kind, or that has no such number."""
    if kind in _COUNTING and 0 < count < 100:
        tens, ones = divmod(count, 10)
        ten = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
        return ten + (_DIGITS[ones] if ones else "")
    series = _SERIES.get(kind, "")
    return series[count - 1] if 0 < count <= len(series) else str(count)
