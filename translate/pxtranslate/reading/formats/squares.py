"""A font of squares, lent to pdfium for every font that a PDF file names and does not carry.

Text and places of a page come from its own tables (encodings, CMaps, widths). But pdfium drops what
its substitute font has no outline for, and takes the substitute from the machine: with Chinese fonts
installed a page read well, without them whole columns were lost. With this font, in which every
character is one em square, a page reads the same everywhere. It is made here, in the TrueType format
(ISO/IEC 14496-22): one glyph, to which a format 13 table (“many to one”) maps all of Unicode.
"""

import ctypes
import struct
from functools import cache

import pypdfium2

_EM, _ASCENT, _DESCENT = 1000, 880, -120
_HANDLE = 1


def lend() -> None:
    """Make pdfium use the squares from now on, in this process."""
    if not isinstance(pypdfium2.PdfSysfontBase.SINGLETON, _Squares):
        _Squares().setup(reusable=True)


def take_back() -> None:
    """Make pdfium use the fonts of the machine again, as it must to draw pages."""
    if isinstance(lent := pypdfium2.PdfSysfontBase.SINGLETON, _Squares):
        lent.close(reusable=True)


class _Squares(pypdfium2.PdfSysfontBase):  # type: ignore[misc]  # it has no types
    """pdfium's callbacks for fonts of the system; their names are its own."""

    def MapFont(self, *_: object) -> int:  # noqa: N802
        return _HANDLE

    def GetFont(self, *_: object) -> int:  # noqa: N802
        return _HANDLE

    def GetFontData(self, _: object, font: object, table: int, buffer: int, size: int) -> int:  # noqa: N802
        data = font_file() if table == 0 else b""
        if buffer and 0 < len(data) <= size:
            ctypes.memmove(buffer, data, len(data))
        return len(data)

    def GetFaceName(self, *_: object) -> int:  # noqa: N802
        return 0

    def GetFontCharset(self, *_: object) -> int:  # noqa: N802
        return 1  # FXFONT_DEFAULT_CHARSET

    def DeleteFont(self, *_: object) -> None:  # noqa: N802
        return


@cache
def font_file() -> bytes:
    """The font, 500 bytes."""
    square = _glyph()
    tables = {
        b"cmap": struct.pack(">HHHHIHHIII", 0, 1, 3, 10, 12, 13, 0, 28, 0, 1)
        + struct.pack(">III", 0x20, 0x10FFFF, 1),
        b"glyf": square,
        b"head": struct.pack(
            ">IIIIHHqqhhhhHHhhh",
            *(0x10000, 0x10000, 0, 0x5F0F3CF5, 0b1011, _EM, 0, 0),
            *(0, _DESCENT, _EM, _ASCENT, 0, 8, 2, 1, 0),
        ),
        b"hhea": struct.pack(
            ">IhhhHhhhhhh8xhH", 0x10000, _ASCENT, _DESCENT, 0, _EM, 0, 0, _EM, 1, 0, 0, 0, 1
        ),
        b"hmtx": struct.pack(">Hhh", _EM, 0, 0),
        b"loca": struct.pack(">III", 0, 0, len(square)),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 2, 4, 1, 0, 0, 2, *(0,) * 8),
    }
    directory = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, len(tables) * 16 - 64)
    at = len(directory) + 16 * len(tables)
    body = b""
    for name, data in sorted(tables.items()):
        padded = data + bytes(-len(data) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sIII", name, total, at + len(body), len(data))
        body += padded
    return directory + body


def _glyph() -> bytes:
    """Four corners of the em, clockwise from the lower left one."""
    head = struct.pack(">hhhhhHH", 1, 0, _DESCENT, _EM, _ASCENT, 3, 0)
    across = struct.pack(">hhhh", 0, 0, _EM, 0)
    up = struct.pack(">hhhh", _DESCENT, _EM, 0, -_EM)
    return head + bytes([1] * 4) + across + up
