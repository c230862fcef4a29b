"""Scanned PDF files: pages without text, drawn and then read by OCR."""

from pxtranslate.reading.base import Limits, Parsed
from pxtranslate.reading.formats import ocr, squares
from pxtranslate.reading.formats.pdf import open_pdf

_DPI = 200
"""Nine-point type is 25 pixels high."""
_LONGEST_SIDE = 4000


def parse(data: bytes, limits: Limits) -> Parsed:
    """Draw each page in grey and read it."""
    ocr.require()
    squares.take_back()
    document = open_pdf(data, limits)
    try:
        pages = (document[number] for number in range(len(document)))
        return ocr.parse(
            (page.render(scale=_scale(*page.get_size())).to_pil().convert("RGB") for page in pages),
            limits,
        )
    finally:
        document.close()


def _scale(width: float, height: float) -> float:
    """Pixels a point."""
    return min(_DPI / 72, _LONGEST_SIDE / max(width, height))
