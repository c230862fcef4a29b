"""One file an input format; `FORMATS` says which file name goes to which.

A reader that parses structure (markup, archives, page geometry) runs in a child process; one that
only decodes text or reads rows with the standard library does not, so that ten thousand short
files cost a few seconds.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pxtranslate.reading.formats.slots import Bilingual


@dataclass(frozen=True, slots=True)
class Format:
    """Which module of this package reads a format, and whether in a child process."""

    module: str
    child: bool
    by_name: bool = False
    """Whether it is read only where a person names it, not wherever it lies in a folder."""


PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"})
"""Suffixes of what only the ocr extra reads."""
_HTML = Format("html", child=True)
_WHOLE_PAGE = Format("mhtml", child=True)
_SUBTITLES = Format("subtitles", child=False)
_MARKDOWN = Format("markdown", child=True)
_SPREADSHEET = Format("sheet", child=True)
# In folders they are memories and glossaries, mostly.
_PAIRS, _TMX = Format("pairs", child=False, by_name=True), Format("tmx", child=True, by_name=True)
XLIFF = (".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff")

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        ".txt": Format("text", child=False),
        ".jsonl": Format("jsonl", child=False),
        ".csv": Format("csv", child=False),
        ".md": _MARKDOWN,
        ".markdown": _MARKDOWN,
        ".html": _HTML,
        ".htm": _HTML,
        ".xhtml": _HTML,
        ".shtml": _HTML,
        ".docx": Format("docx", child=True),
        ".odt": Format("odt", child=True),
        ".rtf": Format("rtf", child=True),
        ".mhtml": _WHOLE_PAGE,
        ".mht": _WHOLE_PAGE,
        ".srt": _SUBTITLES,
        ".vtt": _SUBTITLES,
        ".epub": Format("epub", child=True),
        ".pdf": Format("pdf", child=True),
        ".xlsx": _SPREADSHEET,
        ".xls": _SPREADSHEET,
        ".ods": _SPREADSHEET,
        **dict.fromkeys(XLIFF, Format("xliff", child=True)),
        ".tmx": _TMX,
        ".tsv": _PAIRS,
        ".tab": _PAIRS,
        **dict.fromkeys(PICTURES, Format("image", child=True)),
    }
)
"""By lower-case suffix."""
FILLED: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(XLIFF, "xliff"),
        ".tmx": "tmx",
        ".tsv": "pairs",
        ".tab": "pairs",
        ".csv": "csv",
    }
)
"""Bilingual files that can be written again with their empty targets filled, and who reads them."""
MARKED_UP = (*XLIFF, ".tmx")
"""Those of them whose texts have inline elements."""
ARCHIVES = frozenset({".zip"})
"""Suffixes of files whose members are inputs."""

_BEGINNINGS = (
    (re.compile(rb"%PDF-\d"), ".pdf"),
    (re.compile(rb"\{\\rtf\d"), ".rtf"),
    (
        re.compile(
            rb"(?:<\?xml[^<>]*>\s*)?(?:<!--[^<>]*>\s*)?<(?:!doctype\s+html|html)[\s>]", re.I
        ),
        ".html",
    ),
)
"""What no file of another format begins with."""
_SPACE = b"\xef\xbb\xbf\xff\xfe \t\r\n"


def evident(data: bytes) -> str | None:
    """The suffix that a file should have by how it begins; None where that does not tell."""
    head = data[:2000].replace(b"\0", b"").lstrip(_SPACE)  # UTF-16 has a NUL at every letter
    return next((suffix for beginning, suffix in _BEGINNINGS if beginning.match(head)), None)


def bilingual(data: bytes, name: str) -> "Bilingual":
    """A bilingual file of that name, as it can be written again. Raises InputError."""
    reader = import_module(f"{__name__}.{FILLED[PurePath(name).suffix.lower()]}")
    file: Bilingual = reader.bilingual(data)
    return file
