"""OpenDocument text (.odt, of LibreOffice and OpenOffice): paragraphs, headings, tables in order.

Element names are those of ODF 1.3, part 3. Deleted text of tracked changes, struck-out text and
comments are left out; notes stand at the end.
"""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from pxtranslate.errors import InputError
from pxtranslate.reading.archive import open_zip, refuse_doctype, unpack
from pxtranslate.reading.base import Limits, Parsed, Run, compose, lines, row
from pxtranslate.reading.encoding import clean, han
from pxtranslate.reading.formats import odt_lists, raised, struck
from pxtranslate.records import Role

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _OFFICE = (
    f"{{{_SPACE}text:1.0}}",
    f"{{{_SPACE}table:1.0}}",
    f"{{{_SPACE}office:1.0}}",
)
_DRAW, _STYLE = f"{{{_SPACE}drawing:1.0}}", f"{{{_SPACE}style:1.0}}"
_UNREAD = {
    _TEXT + "tracked-changes", _TEXT + "ruby-text", _TEXT + "note", _TEXT + "sequence-decls",
    _TEXT + "table-of-content", _TEXT + "hidden-text", _OFFICE + "annotation", _OFFICE + "forms",
    _TEXT + "placeholder",
}  # fmt: skip
_PARAGRAPHS = (_TEXT + "p", _TEXT + "h")
_BOXES = tuple(
    _DRAW + shape
    for shape in (
        *("text-box", "custom-shape", "rect", "circle", "ellipse", "path", "polygon", "polyline"),
        *("regular-polygon", "line", "connector", "caption", "measure"),
    )
)
"""Whatever is drawn may hold text of its own."""
_SIGNS = {_TEXT + "tab": " ", _TEXT + "line-break": "\n"}
_STYLED = (*_PARAGRAPHS, _TEXT + "span")
_LINES = (_STYLE + "text-line-through-style", _STYLE + "text-line-through-type")
_RAISED = re.compile(r"super|[1-9]\d*%")
_MOST_SPACES = 100


def parse(data: bytes, limits: Limits) -> Parsed:
    """Read the body, then foot- and endnotes."""
    archive = open_zip(data, limits)
    refuse_doctype(archive)
    try:
        if b"encryption-data" in unpack(archive, archive.getinfo("META-INF/manifest.xml")):
            raise InputError("is password-protected; save a copy without the password")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        parts = [
            etree.fromstring(unpack(archive, archive.getinfo(name)), parser)
            for name in ("content.xml", "styles.xml")
            if name == "content.xml" or name in archive.namelist()
        ]
    except (KeyError, etree.LxmlError) as error:
        raise InputError(f"is damaged or no OpenDocument text ({error})") from error
    root = parts[0]
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise InputError("is no OpenDocument text; if it is a table, save it as .csv")
    titles = {
        style.get(_STYLE + "name", "")
        for style in root.iter(_STYLE + "style")
        if style.get(_STYLE + "parent-style-name") == "Title"
    } | {"Title"}
    _write_raised(root)
    pieces = _strike(body, _lined_styles(parts), False)
    odt_lists.write(body, reversed(parts))
    has_title = any(p.get(_TEXT + "style-name") in titles for p in body.iter(_TEXT + "p"))
    runs = list(_blocks(body, titles, has_title))
    ends = [run for note in body.iter(_TEXT + "note-body") for run in _blocks(note, titles, True)]
    notes = [f"{len(ends)} foot- or endnotes stand at the end"] if ends else []
    notes += struck.note(pieces)
    if any(han("".join(remark.itertext())) for remark in body.iter(_OFFICE + "annotation")):
        notes.append("comments left out")
    cleaned = [(run, *clean(run.text)) for run in (*runs, *ends)]
    notes += [note for _, _, more in cleaned for note in more]
    return compose((Run(text, run.role) for run, text, _ in cleaned), "utf-8", dict.fromkeys(notes))


def _write_raised(root: etree._Element) -> None:
    """Small raised figures, exponents or marks of notes, as such: else they run into what is before."""
    styles = {
        style.get(_STYLE + "name")
        for style in root.iter(_STYLE + "style")
        for properties in style.iter(_STYLE + "text-properties")
        if _RAISED.match(properties.get(_STYLE + "text-position", ""))
    }
    for span in root.iter(_TEXT + "span"):
        text = span.text or ""
        if span.get(_TEXT + "style-name") in styles and text.isascii() and text.isdigit():
            span.text = raised.exponent(text)


def _lined_styles(parts: list[etree._Element]) -> dict[str, bool | None]:
    """Of each style, whether its text is struck out; None where it does not say."""
    styles = {
        style.get(_STYLE + "name", ""): style
        for part in reversed(parts)
        for style in part.iter(_STYLE + "style")
    }
    return {name: _is_lined(name, styles) for name in styles}


def _is_lined(name: str, styles: Mapping[str, etree._Element]) -> bool | None:
    """By what a style says itself, else by the one it is based on; a file may run in a circle."""
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        properties = list(styles[name].iterchildren(_STYLE + "text-properties"))
        said = [line for one in properties for kind in _LINES if (line := one.get(kind))]
        if said:
            return any(line != "none" for line in said)
        name = styles[name].get(_STYLE + "parent-style-name", "")
    return None


def _strike(element: etree._Element, lined: Mapping[str, bool | None], around: bool) -> int:
    """Take out what is struck through in an element; how many pieces there were."""
    on = lined.get(element.get(_TEXT + "style-name", "")) if element.tag in _STYLED else None
    if on is None:
        on = around and element.tag not in _PARAGRAPHS
    pieces = int(on and not around and bool("".join(element.itertext()).strip()))
    if on:
        element.text = None
    for child in element:
        if child.tag not in _UNREAD or child.tag == _TEXT + "note":
            pieces += _strike(child, lined, on)
        if on:
            child.tail = None
    return pieces


def _blocks(element: etree._Element, titles: set[str], has_title: bool) -> Iterator[Run]:
    """Runs of what an element holds; anything but paragraphs and rows is only a wrapper."""
    for child in element:
        if child.tag in _UNREAD or not isinstance(child.tag, str) or _is_placeholder(child):
            continue
        if child.tag in _PARAGRAPHS:
            role = _role(child, titles, has_title)
            yield from lines(_gather(child), role)
            for box in child.iter(*_BOXES):
                if next(box.iterancestors(*_PARAGRAPHS, *_UNREAD)) is child:
                    yield from _blocks(box, titles, has_title)
        elif child.tag == _TABLE + "table-row":
            cells = [list(_blocks(cell, titles, has_title)) for cell in child]
            yield from row(cells)
        else:
            yield from _blocks(child, titles, has_title)


def _is_placeholder(element: etree._Element) -> bool:
    """Whether an element of a form shows only what to write there."""
    return any(
        name.endswith("}showing-place-holder") and value == "true"
        for name, value in element.attrib.items()
    )


def _role(paragraph: etree._Element, titles: set[str], has_title: bool) -> Role | None:
    """By style or outline level; the first level is the title where no paragraph has that style."""
    if paragraph.get(_TEXT + "style-name") in titles:
        return "title"
    if paragraph.tag == _TEXT + "h":
        first = paragraph.get(_TEXT + "outline-level", "1") == "1"
        return "title" if first and not has_title else "heading"
    return None


def _gather(element: etree._Element) -> str:
    """The text an element shows; text boxes are left out."""
    text = element.text or ""
    for child in element:
        if child.tag in _SIGNS:
            text += _SIGNS[str(child.tag)]
        elif child.tag == _TEXT + "s":
            count = child.get(_TEXT + "c", "1")
            text += " " * min(int(count) if count.isdigit() else 1, _MOST_SPACES)
        elif (
            child.tag not in _UNREAD
            and child.tag not in _BOXES
            and isinstance(child.tag, str)
            and not _is_placeholder(child)
        ):
            text += _gather(child)
        text += child.tail or ""
    return text
