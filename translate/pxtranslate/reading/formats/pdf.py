"""PDF: the characters with their places, gathered into lines; `layout` makes pages of them."""

import ctypes
import re
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from pxtranslate.errors import InputError
from pxtranslate.reading.base import Limits, Parsed, Scanned, compose
from pxtranslate.reading.formats import layout, notes, squares
from pxtranslate.reading.formats.glyphs import Glyph, gather, is_vertical, turned

_UNKNOWN = re.compile("[\ue000-\uf8ff\ufffd\ufffe\uffff\x00]")
_MOST_UNKNOWN = 0.2
"""Share of characters without a meaning above which fonts are taken to be garbled."""
_MOST_FONTS = 3
_HYPHEN = "\x02"
"""What pdfium gives for a hyphen at the end of a line."""


def parse(data: bytes, limits: Limits) -> Parsed:
    """Read every page's text in reading order. Raises Scanned if there is none, or none of use."""
    squares.lend()
    document = open_pdf(data, limits)
    try:
        fonts: set[str] = set()
        pages = [_page(document[number], fonts) for number in range(len(document))]
    finally:
        document.close()
    text = "".join(line.text for page in pages for line in page.lines)
    if not text.strip():
        raise Scanned("holds no text, only pictures", len(pages))
    unknown = len(_UNKNOWN.findall(text))
    named = f" ({', '.join(sorted(fonts)[:_MOST_FONTS])})" if fonts else ""
    if unknown > _MOST_UNKNOWN * len(text):
        reason = f"has fonts that do not tell which characters they draw{named}"
        raise Scanned(f"{reason}; save it with its fonts, or let OCR read it", len(pages))
    runs, dropped = layout.runs(pages)
    remarks = []
    if empty := sum(not page.lines for page in pages):
        remarks.append(f"{empty} of {len(pages)} pages hold no text, only pictures")
    if unknown:
        remarks.append(f"{unknown} characters whose font does not tell what they are{named}")
    return compose(runs, "utf-8", (*remarks, *layout.notes(dropped)))


def open_pdf(data: bytes, limits: Limits) -> pypdfium2.PdfDocument:
    """Open a file. Raises InputError if it is damaged, encrypted or too long."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise InputError("is password-protected; save a copy without the password") from error
        raise InputError("is damaged or no PDF file") from error
    if not 0 < len(document) <= limits.pages:
        count = len(document)
        document.close()
        raise InputError(f"has {count} pages, where 1 to {limits.pages} can be read")
    return document


def _page(page: pypdfium2.PdfPage, fonts: set[str]) -> layout.Page:
    """The lines of a page; adds to `fonts` those that do not tell their characters."""
    left, bottom, right, top = page.get_bbox()
    textpage = page.get_textpage()
    try:
        glyphs = list(_glyphs(textpage, fonts))
    finally:
        textpage.close()
        page.close()
    if is_vertical(glyphs):
        return layout.Page(tuple(gather(turned(glyphs))), -right, -left)
    text, marks = notes.take(glyphs)
    lines, below = notes.found(gather(text), marks)
    return layout.Page(tuple(lines), -top, -bottom, tuple(map(tuple, below)))


def _glyphs(textpage: pypdfium2.PdfTextPage, fonts: set[str]) -> Iterator[Glyph]:
    """The characters in the order they are drawn; y grows down."""
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    high = 0
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if 0xD800 <= code < 0xDC00:  # the first half of a character beyond 16 bits
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        elif code == 0 or 0xDC00 <= code < 0xE000:
            code = 0xFFFD
        high = 0
        if pdfium.FPDFText_HasUnicodeMapError(textpage, index) == 1:  # the font's own number
            code = 0xFFFD
            fonts.add(_font(textpage, index))
        drawn = pdfium.FPDFText_IsGenerated(textpage, index) != 1
        if not pdfium.FPDFText_GetLooseCharBox(textpage, index, box):
            continue
        pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
        char = "-" if chr(code) == _HYPHEN else chr(code)
        height = abs(box.top - box.bottom)
        yield Glyph(char, box.left, box.right, x.value, -y.value, height, drawn)


def _font(textpage: pypdfium2.PdfTextPage, index: int) -> str:
    """The name of a character's font, without the mark of a subset (ABCDEF+)."""
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(textpage, index, name, len(name), None)
    return name.value.decode("utf-8", "replace").rpartition("+")[2] or "a font without name"
