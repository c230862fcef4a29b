"""Word files (.docx): paragraphs, tables and text boxes in order, headings by their style.

Strict Open XML is read like any other. Tracked changes are read as accepted; hidden and struck-out
text, headers, footers and comments are left out with a note, placeholders of forms without; lists have the numbers
that Word gives them.
python-docx opens the package and knows the styles; text is gathered here, because it passes over
insertions, content controls and text boxes.
"""

import io
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.text.paragraph import Paragraph
from lxml import etree

from pxtranslate.errors import InputError
from pxtranslate.reading.archive import open_zip, refuse_doctype
from pxtranslate.reading.base import Limits, Parsed, Run, compose, lines, row
from pxtranslate.reading.encoding import clean, han
from pxtranslate.reading.formats import numbering, opc, raised, struck, symbols
from pxtranslate.records import Role

_OLE = b"\xd0\xcf\x11\xe0"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_UNREAD = {qn("w:del"), qn("w:moveFrom"), qn("w:rt"), qn("w:pPr"), _COMPATIBILITY + "Fallback"}
_BREAKS = {qn("w:br"), qn("w:cr")}
_TEXT, _TAB, _RUN, _BOX = qn("w:t"), qn("w:tab"), qn("w:r"), qn("w:txbxContent")
_TEXTS = {_TEXT, "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_PROPERTIES = qn("w:pPr")
_SIGNS = {qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): "", _TAB: " ", qn("w:ptab"): " "}
"""Characters that are elements; a soft hyphen shows only where a line breaks."""
_SYMBOL, _FONT, _CHAR = qn("w:sym"), qn("w:font"), qn("w:char")
_RAISED = f"{qn('w:rPr')}/{qn('w:vertAlign')}[@{qn('w:val')}='superscript']"
_MARK_GONE = {f"{qn('w:pPr')}/{qn('w:rPr')}/{qn(mark)}" for mark in ("w:del", "w:moveFrom")}
"""The mark at a paragraph's end is deleted: it goes on with the next."""
_INITIALS = [
    f"{qn('w:pPr')}/{qn('w:framePr')}[@{qn('w:dropCap')}='{how}']" for how in ("drop", "margin")
]
"""A large first letter stands in a paragraph of its own, before the one that it begins."""
_PLACEHOLDER, _CONTROL = qn("w:showingPlcHdr"), qn("w:sdt")
_OFF = ("0", "false", "off")
_STRIKES = [f"{qn('w:rPr')}/{qn(line)}" for line in ("w:strike", "w:dstrike")]
_STYLED = (f"{qn('w:rPr')}/{qn('w:rStyle')}", f"{_PROPERTIES}/{qn('w:pStyle')}")
"""Where a run and a paragraph name their style."""
_EMBEDDED = qn("w:altChunk")
_VANISH, _VALUE, _TYPE = qn("w:vanish"), qn("w:val"), qn("w:type")


def parse(data: bytes, limits: Limits) -> Parsed:
    """Read the body, then foot- and endnotes."""
    if data.startswith(_OLE):
        raise InputError(
            "is password-protected, or an old .doc file by another name;"
            " open it in Word and save it as .docx without a password"
        )
    archive = open_zip(data, limits)
    refuse_doctype(archive)
    try:
        package, lost = opc.mended(archive)
        document = docx.Document(io.BytesIO(package))
        body = document.element.body
        _accept(body)
        lined = _lined_styles(document)
        pieces = _strike(body, lined)
        numbering.write(document)
    except (OpcError, KeyError, ValueError, AttributeError, etree.LxmlError) as error:
        raise InputError(f"is damaged or no Word document ({error})") from error
    has_title = any(_level(p) == 0 for p in document.paragraphs)
    runs = list(_blocks(body, document, has_title))
    notes = [f"{lost} parts that the file names are not in it (pictures, say)"] if lost else []
    if body.find(f".//{_EMBEDDED}") is not None:
        notes.append("an embedded document left out; open the file in Word and save it again")
    footnotes: list[Run] = []
    for kind in ("footnotes", "endnotes"):
        for part in _parts(document, kind):
            pieces += _strike(part, lined)
            footnotes += _notes_of(part)
    notes += struck.note(pieces)
    if footnotes:
        runs += footnotes
        notes.append(f"{len(footnotes)} foot- or endnotes stand at the end")
    if any(han(text) for kind in ("header", "footer") for text in _texts(document, kind)):
        notes.append("headers and footers left out")
    if any(map(han, _texts(document, "comments"))):
        notes.append("comments left out")
    hidden = sum(han(_gather(run, hidden=True)) for run in body.iter(_RUN) if _is_hidden(run))
    if hidden:
        notes.append(f"{hidden} Chinese characters of hidden text left out")
    if unknown := sum(run.text.count(symbols.UNKNOWN) for run in runs):
        notes.append(f"{unknown} symbols that only their font knows shown as {symbols.UNKNOWN}")
    cleaned = [(run, *clean(run.text)) for run in runs]
    notes += [note for _, _, more in cleaned for note in more]
    return compose((Run(text, run.role) for run, text, _ in cleaned), "utf-8", dict.fromkeys(notes))


def _accept(body: etree._Element) -> None:
    """Join paragraphs whose mark between is deleted, or of which one is the first letter of the next;
    take out what only asks for text.
    """
    for flag in list(body.iter(_PLACEHOLDER)):
        control = next(flag.iterancestors(_CONTROL), None)
        if control is not None and flag.get(_VALUE) not in _OFF:
            for text in control.iter(_TEXT):
                text.text = ""
    for paragraph in list(body.iter(_PARAGRAPH)):
        following = next(paragraph.itersiblings(_PARAGRAPH, _TABLE), None)
        if following is None or following.tag != _PARAGRAPH:
            continue
        if any(paragraph.find(mark) is not None for mark in (*_MARK_GONE, *_INITIALS)):
            moved = [child for child in paragraph if child.tag != _PROPERTIES]
            at = 0 if following.find(_PROPERTIES) is None else 1
            following[at:at] = moved
            _remove(paragraph)


def _lined_styles(document: Document) -> dict[str, bool]:
    """Of each style that says so, or is based on one that does, whether its text is struck out."""
    lined: dict[str, bool] = {}
    for style in document.styles:
        said = (_is_lined(one.element) for one in numbering.based(style))
        if (first := next((line for line in said if line is not None), None)) is not None:
            lined[style.style_id] = first
    return lined


def _is_lined(element: etree._Element) -> bool | None:
    """Whether a run or a style strikes its text out; None where it does not say."""
    found = [line for path in _STRIKES if (line := element.find(path)) is not None]
    return any(line.get(_VALUE) not in _OFF for line in found) if found else None


def _strike(root: etree._Element, lined: dict[str, bool]) -> int:
    """Take out what is struck through under `root`; how many pieces there were."""
    runs = {run for run in root.iter(_RUN) if _is_struck(run, lined)}
    pieces = sum(run.getprevious() not in runs for run in runs)
    for run in runs:
        _remove(run)
    return pieces


def _is_struck(run: etree._Element, lined: dict[str, bool]) -> bool:
    """By what it says itself, else its style, else the style of its paragraph."""
    said = _is_lined(run)
    if said is None:
        paragraph = next(run.iterancestors(_PARAGRAPH), run)
        named = (one.find(path) for one, path in zip((run, paragraph), _STYLED, strict=True))
        styles = [style.get(_VALUE, "") for style in named if style is not None]
        said = next((lined[style] for style in styles if style in lined), False)
    if not said or _is_hidden(run) or not _gather(run).strip():
        return False
    return not any(parent.tag in _UNREAD for parent in run.iterancestors())


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _blocks(element: etree._Element, document: Document, has_title: bool) -> Iterator[Run]:
    """Runs of what an element holds; anything but paragraphs and tables is only a wrapper."""
    for child in element:
        if child.tag in _UNREAD:
            continue
        if isinstance(child, CT_P):
            role = _role(Paragraph(child, document._body), has_title)
            yield from lines(_gather(child), role)
            for box in _nearest(child, _BOX):
                if not any(parent.tag in _UNREAD for parent in box.iterancestors()):
                    yield from _blocks(box, document, has_title)
        elif child.tag == _TABLE:
            yield from _table(child, document, has_title)
        elif len(child):
            yield from _blocks(child, document, has_title)


def _table(table: etree._Element, document: Document, has_title: bool) -> Iterator[Run]:
    for found in _nearest(table, _ROW):
        cells = [list(_blocks(cell, document, has_title)) for cell in _nearest(found, _CELL)]
        yield from row(cells)


def _nearest(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Descendants of a tag that lie in no other element of the same kind as `element`."""
    for found in element.iter(tag):
        if next(found.iterancestors(str(element.tag))) is element:
            yield found


def _gather(element: etree._Element, hidden: bool = False) -> str:
    """The text an element shows, with `\\n` for its line breaks; text boxes are left out."""
    text = ""
    for child in element:
        if child.tag in _TEXTS:
            text += child.text or ""
        elif child.tag in _BREAKS:
            text += "\n"
        elif child.tag in _SIGNS:
            text += _SIGNS[str(child.tag)]
        elif child.tag == _SYMBOL:
            text += _symbol(child)
        elif child.tag not in _UNREAD and child.tag != _BOX:
            text += (
                "" if _is_hidden(child) and not hidden else _raised(child, _gather(child, hidden))
            )
    return text


def _symbol(element: etree._Element) -> str:
    try:
        return symbols.meaning(element.get(_FONT, ""), int(element.get(_CHAR, ""), 16))
    except ValueError:
        return symbols.UNKNOWN


def _raised(element: etree._Element, text: str) -> str:
    """Small raised figures, exponents or marks of notes, never run into the figure before them."""
    if (
        element.tag == _RUN
        and text.isascii()
        and text.isdigit()
        and element.find(_RAISED) is not None
    ):
        return raised.exponent(text)
    return text


def _is_hidden(element: etree._Element) -> bool:
    if element.tag != _RUN:
        return False
    vanish = element.find(f"{qn('w:rPr')}/{_VANISH}")
    return vanish is not None and vanish.get(_VALUE) not in _OFF


def _role(paragraph: Paragraph, has_title: bool) -> Role | None:
    """From the style: the title style, or the first level where no paragraph has that one."""
    level = _level(paragraph)
    if level is not None:
        return "title" if level == 0 or (level == 1 and not has_title) else "heading"
    name = paragraph.style.name if paragraph.style is not None else None
    return "caption" if name == "Caption" else None


def _level(paragraph: Paragraph) -> int | None:
    """0 for the title style, 1 to 9 for headings, None for text."""
    # A newsroom's own style is often based on a built-in one.
    for style in numbering.styles(paragraph):
        name = (style.name or "").casefold()
        if name == "title":
            return 0
        if name == "subtitle":
            return 2
        if name.startswith("heading ") and name[8:].isdecimal():
            return int(name[8:])
    return None


def _texts(document: Document, kind: str) -> Iterator[str]:
    """The text of each related part of a kind."""
    for part in _parts(document, kind):
        yield "".join(text.text or "" for text in part.iter(_TEXT))


def _notes_of(part: etree._Element) -> Iterator[Run]:
    for note in part:
        if note.get(_TYPE) is None:  # the others are the separator lines
            text = " ".join(_gather(p) for p in note.iter(_PARAGRAPH))
            if text.strip():
                yield Run(text)


def _parts(document: Document, kind: str) -> Iterator[etree._Element]:
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
            yield parse_xml(relation.target_part.blob)
