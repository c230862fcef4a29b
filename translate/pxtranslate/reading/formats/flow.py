"""From an HTML tree to passages, everything kept in the order it stands: for EPUB and web pages.

Knows which elements are blocks, headings or not for reading; does not look for the main story of a
web page, which is the business of `html`. An element is a block where the HTML standard's rendering
section makes it one; any other, known or not (`<st1:place>`), stands within a line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree, html

from pxtranslate.reading.base import CELL_GAP, LAYOUT_CELL, Run, one_line
from pxtranslate.records import Role
from pxtranslate.text import has_han

# fmt: off
_UNREAD = frozenset([
    "script", "style", "noscript", "template", "head", "title", "nav", "iframe", "object",
    "svg", "math", "button", "select", "textarea", "rt", "rp", "audio", "video",
])
BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend",
    "li", "listing", "main", "menu", "ol", "p", "plaintext", "pre", "search", "section",
    "summary", "table", "caption", "thead", "tbody", "tfoot", "tr", "ul", "xmp",
])
# fmt: on
_CELLS = ("td", "th")
_IN_CELLS = ("p", "div", "center")
"""Blocks that editors put the text of a cell into."""
_ROLES: dict[str, Role] = {
    "h1": "title",
    **{f"h{n}": "heading" for n in range(2, 7)},
    "figcaption": "caption",
    "caption": "caption",
}
# Browsers read on after these; libxml2 does not always.
_DOCUMENT_ENDS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_DEEPEST = 120
"""Elements within each other, those that end by themselves not counted: libxml2 drops what lies deeper
than 256."""
_UNNESTED = frozenset([
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody", "tfoot",
])  # fmt: skip
"""Elements that are empty, or end where the next one begins."""
_LEVELS = {"table": 4, "ul": 2, "ol": 2, "dl": 2, "menu": 2}
"""With the elements in them that are not counted."""
_SIZE = 16.0
_BOLD = 1.2
_SIZES = {
    "h1": 38.4,
    "h2": 28.8,
    "h3": 22.5,
    "h4": 19.2,
    "b": 0.0,
    "strong": 0.0,
    "font": 0.0,
    "big": 0.0,
}
"""Of headings, which are bold, by the standard; within a line it depends on what is around."""
_FONTS = {"4": 18.0, "5": 24.0, "6": 32.0, "7": 48.0, "+1": 18.0, "+2": 24.0, "+3": 32.0}
_FONT_SIZE = re.compile(r"font-size\s*:\s*(\d{1,3}(?:\.\d{1,3})?)\s*(px|pt|r?em|%)", re.IGNORECASE)
_WHITE_SPACE = re.compile(r"white-space\s*:\s*([a-z-]+)", re.IGNORECASE)
_KEEPING = ("pre", "pre-wrap", "pre-line", "break-spaces")
"""Values with which browsers end a line where the source does."""
_CAP = re.compile(r"(?:drop[_-]?cap|first[_-]?letter|initial)", re.IGNORECASE)
_FLOAT = re.compile(r"float\s*:\s*left", re.IGNORECASE)
_QUOTES = "“‘「『《"
_PARAGRAPHS = ("p", "div", "section")
_TITLED = re.compile(
    r"(?:^|[\s_-])(?:main|article|news|art|doc|content)?(?:title|headline|biaoti)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LINE_END, _CELL_END = "\0", "\x1f"
"""Within a passage; no page holds the characters themselves."""
_BREAKS = re.compile("(?:<br>){2,}+")
_TAG = re.compile(
    r"<!--(?:(?!-->).)*+|<(?P<raw>script|style)\b(?:(?!</(?P=raw)).)*+"
    r"|<(?P<end>/?)(?P<name>[a-z][^\s<>/]*+)[^<>]*+>",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a page as it stands there."""

    run: Run
    element: etree._Element
    """The block element that holds its end."""
    linked: int
    """Characters that are links."""
    folded: bool
    """Kept from sight by `display: none` until something is clicked, or for good."""
    size: float
    """Of its type in pixels, as far as the page itself says; what is bold counts for larger."""


@dataclass(slots=True)
class _Draft:
    parts: list[str]
    linked: int = 0
    shown: float = 0.0
    """The sizes of its characters, summed."""

    def add(self, text: str, place: "_Place") -> None:
        self.parts.append(text)
        size = len("".join(text.split()))
        self.linked += size if place.linked else 0
        self.shown += size * place.size


@dataclass(frozen=True, slots=True)
class _Place:
    element: etree._Element
    role: Role | None = None
    linked: bool = False
    folded: bool = False
    verbatim: bool = False
    """Line breaks of the source are line breaks, as in `<pre>`."""
    size: float = _SIZE


def parse_tree(markup: str) -> html.HtmlElement:
    """Parse a page or fragment. The HTML parser knows no entities of its own making."""
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    whole = _shallow(_DOCUMENT_ENDS.sub("", markup))
    # As bytes, so that an encoding declared inside, or none, is not believed.
    tree = html.document_fromstring(whole.encode("utf-8", "replace"), parser=parser)
    _join_drop_caps(tree)
    _open_cells(tree)
    return tree


def _join_drop_caps(tree: html.HtmlElement) -> None:
    """Put a first character that is set large in a block of its own into the text that it begins."""
    for element in [one for one in tree.iter(*BLOCKS) if _is_drop_cap(one)]:
        following = element.getnext()
        if not (element.tail or "").strip():
            if following is None or following.tag not in _PARAGRAPHS:
                continue
            element.tail, following.text = following.text, None
            following.insert(0, element)
        element.tag = "span"


def _is_drop_cap(element: etree._Element) -> bool:
    """Whether a block holds one character, set apart by what it is called or by floating beside a text."""
    text = "".join("".join(element.itertext()).split())
    if len(text.lstrip(_QUOTES)) != 1 or not has_han(text):
        return False
    style = element.get("style", "")
    floats = _FLOAT.search(style) is not None and _FONT_SIZE.search(style) is not None
    return floats or _CAP.search(f"{element.get('class', '')} {element.get('id', '')}") is not None


def _open_cells(tree: html.HtmlElement) -> None:
    """Let what stands in the cells of a row of data stand in its row, as if no `<p>` were round it."""
    for row in tree.iter("tr"):
        cells = list(row.iterchildren(*_CELLS))
        filled = sum(bool("".join(cell.itertext()).strip()) for cell in cells)
        if filled > 1 and all(map(_is_datum, cells)):
            for block in [block for cell in cells for block in cell.iter(*_IN_CELLS)]:
                block.tag = "span"


def _is_datum(cell: etree._Element) -> bool:
    """Whether a cell holds one short line at most; what only lays out a page holds more, or pictures."""
    if any(one.tag not in _IN_CELLS for one in cell.iterdescendants(*BLOCKS, "img")):
        return False
    held = list(passages(cell))
    return len(held) < 2 and all(len(one.run.text) < LAYOUT_CELL and not one.folded for one in held)


def _shallow(markup: str) -> str:
    """The markup without the tags of elements that lie too deep: pages of old editors never close
    a `<font>`. What was a block still begins a line.
    """
    depth = 0

    def look(tag: re.Match[str]) -> str:
        nonlocal depth
        name = (tag["name"] or "").lower()
        if not name or name in _UNNESTED:
            return tag[0]
        levels = _LEVELS.get(name, 1)
        outer = max(0, depth - levels) if tag["end"] else depth
        depth = outer if tag["end"] else depth + levels
        if outer < _DEEPEST:
            return tag[0]
        return "<br>" if name in BLOCKS else ""

    if markup.count("<") <= _DEEPEST:
        return markup
    return _BREAKS.sub("<br>", _TAG.sub(look, markup))


def runs(root: etree._Element) -> Iterator[Run]:
    """The text shown under an element, one run a block; table rows are one run, cells told apart."""
    return (passage.run for passage in passages(root) if not passage.folded)


def passages(root: etree._Element) -> Iterator[Passage]:
    """The blocks under an element. `raised.take` has to have gone before, or note marks stay."""
    draft, place = _Draft([]), _Place(root)
    yield from _walk(root, place, draft)
    yield from _flush(draft, place)


def _walk(element: etree._Element, around: _Place, draft: _Draft) -> Iterator[Passage]:
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in _UNREAD:
        return
    if is_folded(element) and not around.folded:
        place = replace(around, folded=True)
        if tag in BLOCKS:
            yield from _flush(draft, around)
        aside = _Draft([])
        yield from _walk(element, place, aside)
        yield from _flush(aside, replace(place, element=element))
        return
    if tag == "br" and around.role == "title":
        draft.parts.append(_LINE_END)  # a headline in two lines is one headline
        return
    if tag == "br":
        yield from _flush(draft, around)
        return
    place = around
    if tag in BLOCKS:
        yield from _flush(draft, around)
        role = _ROLES.get(tag, around.role)
        place = replace(around, element=element, role=role)
    elif tag in _CELLS:
        draft.parts.append(_CELL_END)
    elif tag == "a" and (element.get("href") is not None or not _is_anchor(element)):
        place = replace(around, linked=True)
    place = replace(place, verbatim=_is_verbatim(element, around.verbatim))
    if tag in _SIZES or "style" in element.attrib or "class" in element.attrib:
        place = replace(place, size=_size(element, place.size))
    yield from _text(element.text, place, draft)
    for child in element:
        yield from _walk(child, place, draft)
        yield from _text(child.tail, place, draft)
    if tag in BLOCKS:
        yield from _flush(draft, place)


def _text(text: str | None, place: _Place, draft: _Draft) -> Iterator[Passage]:
    first, *more = (text or "").split("\n") if place.verbatim else (text or "",)
    draft.add(first, place)
    for line in more:
        yield from _flush(draft, place)
        draft.add(line, place)


def _flush(draft: _Draft, place: _Place) -> Iterator[Passage]:
    cells = map(_shown, "".join(draft.parts).split(_CELL_END))
    text = CELL_GAP.join(filter(None, cells)).strip(CELL_GAP)
    linked, size = draft.linked, draft.shown / (len("".join(text.split())) or 1)
    draft.parts.clear()
    draft.linked, draft.shown = 0, 0.0
    if text:
        yield Passage(Run(text, place.role), place.element, linked, place.folded, size)


def _shown(cell: str) -> str:
    return " ".join(filter(None, map(one_line, cell.split(_LINE_END))))


def _size(element: etree._Element, around: float) -> float:
    """The size of type in an element, as browsers show it where no sheet of styles says otherwise.

    What is named a title is shown as one, whatever the sheet.
    """
    size = around
    if element.tag == "font":
        size = _FONTS.get(element.get("size", ""), around)
    elif element.tag in _SIZES:
        size = _SIZES[element.tag] if element.tag in BLOCKS else _BOLD * around
    if _TITLED.search(f"{element.get('class', '')} {element.get('id', '')}"):
        size = max(size, _SIZES["h2"])
    if found := _FONT_SIZE.search(element.get("style", "")):
        number, unit = float(found[1]), found[2].lower()
        size = number * {"px": 1, "pt": 4 / 3, "%": around / 100}.get(unit, around)
    return size


def _is_verbatim(element: etree._Element, around: bool) -> bool:
    """Whether line breaks of the source are shown, as `<pre>` and `white-space: pre-line` ask for."""
    if found := _WHITE_SPACE.search(element.get("style", "")):
        return found[1].lower() in _KEEPING
    return around or element.tag == "pre"


def _is_anchor(element: etree._Element) -> bool:
    """A place to link to; an `<a>` without place or address is a link that a script follows."""
    return element.get("name") is not None or element.get("id") is not None


def is_folded(element: etree._Element) -> bool:
    """Whether an element takes no place on the page.

    Text that is only transparent or `visibility: hidden` does: pages hide it so until their script
    has run (every WeChat article), and `aria-hidden` hides nothing from eyes.
    """
    style = re.sub(r"\s", "", element.get("style", "")).lower()
    return element.get("hidden") is not None or "display:none" in style
