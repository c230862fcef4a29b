"""From pictures of pages to lines of text, by the `ocr` extra, whose package brings its models.

Knows nothing of files; `image` and `scan` bring the pictures, `layout` finds the columns.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from statistics import median
from typing import TYPE_CHECKING

from pxtranslate.errors import InputError
from pxtranslate.reading.base import Limits, Parsed, compose, is_wide
from pxtranslate.reading.formats import layout
from pxtranslate.reading.formats.columns import Line

if TYPE_CHECKING:
    from PIL.Image import Image
    from rapidocr import RapidOCR

HOW_TO_INSTALL = "reading it as a picture needs the ocr extra: pip install 'pxtranslate[ocr]'"
_LONGEST_SIDE = 4000
"""Pixels; at the package's 2000 the body text of a broadsheet is 10 pixels high."""
_DOUBTFUL = 0.8
"""Lines that the engine is less sure of are counted in a note."""
_BRACKETS = {"(": "（", ")": "）"}
_NARROW_BRACKET = re.compile(r"(?<=[\u3000-\u9fff])[()]|[()](?=[\u3000-\u9fff])")
"""The engine takes the brackets of Chinese bylines for narrow ones now and then."""
_BODY = 1.25
"""Sizes that differ from the page's usual one by less are that one, measured badly."""
_HEIGHT = 1.15
"""Ems to the height of a box, where a line has too few characters to tell by its width."""


def installed() -> bool:
    """Whether the extra is there."""
    return find_spec("rapidocr") is not None


def require() -> None:
    """Raise InputError if the extra is missing."""
    if not installed():
        raise InputError(HOW_TO_INSTALL)


def parse(pictures: Iterable["Image"], limits: Limits) -> Parsed:
    """Read each picture as a page."""
    pages = []
    doubtful = total = 0
    for picture in pictures:
        page, scores = _page(picture)
        pages.append(page)
        total += len(scores)
        doubtful += sum(score < _DOUBTFUL for score in scores)
    if not total:
        raise InputError("is a picture in which no text was found")
    runs, dropped = layout.runs(pages)
    notes = ["read by OCR"]
    if doubtful:
        notes.append(f"{doubtful} of {total} lines were hard to read: compare with the picture")
    return compose(runs, "ocr", (*notes, *layout.notes(dropped)))


@cache
def _engine() -> "RapidOCR":
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.max_side_len": _LONGEST_SIDE,
            # The classifier that turns lines upside down spoiled an upright line of the first page
            # we tried; and what is hard to read is noted, not left out.
            "Global.use_cls": False,
            "Global.text_score": 0.0,
        }
    )


def _page(picture: "Image") -> tuple[layout.Page, list[float]]:
    from rapidocr.utils.output import RapidOCROutput

    found = _engine()(picture)
    if not isinstance(found, RapidOCROutput) or found.boxes is None or not found.txts:
        return layout.Page((), 0, picture.height), []
    lines: list[Line] = []
    for box, read in zip(found.boxes.tolist(), found.txts, strict=True):
        text = _NARROW_BRACKET.sub(lambda bracket: _BRACKETS[bracket.group()], read)
        xs, ys = [point[0] for point in box], [point[1] for point in box]
        em = _em(text, max(xs) - min(xs), max(ys) - min(ys))
        middle = (min(ys) + max(ys)) / 2
        lines.append(Line(text, min(xs), middle - em / 2, max(xs), middle + em / 2, em))
    usual = median(line.size for line in lines)
    lines = [
        replace(line, size=usual) if 1 / _BODY < line.size / usual < _BODY else line
        for line in lines
    ]
    return layout.Page(tuple(lines), 0, picture.height), list(found.scores or ())


def _em(text: str, width: float, height: float) -> float:
    """Size by the number of characters on the line: boxes differ in height with what is in them."""
    squares = sum(1.0 if is_wide(char) else 0.5 for char in text)
    return width / squares if squares >= 4 else height / _HEIGHT
