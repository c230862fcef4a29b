"""Zip packages, which DOCX, XLSX and EPUB are: the same parts always the same bytes.

Times are those of the beginning of the format (1980) and the packing is fixed. Knows nothing of what
the parts mean.
"""

import io
import zipfile
from collections.abc import Mapping
from functools import cache
from importlib import resources
from xml.sax.saxutils import escape

from pxtranslate.text import xml

_BEGINNING = (1980, 1, 1, 0, 0, 0)


def packed(parts: Mapping[str, bytes], stored: str = "") -> bytes:
    """The parts by name, in their order; the one named `stored` is not packed."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for name, part in parts.items():
            info = zipfile.ZipInfo(name, _BEGINNING)
            info.create_system = 3  # or the name of the system would be in the bytes
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            package.writestr(info, part, compresslevel=6)
    return data.getvalue()


@cache
def fixed(kind: str) -> dict[str, bytes]:
    """The parts that all packages of a kind share, by name: the files below `office/`."""
    folder = resources.files("pxtranslate.output") / "office" / kind
    names = [line for line in (folder / "parts.txt").read_text("utf-8").split("\n") if line]
    return {name: folder.joinpath(*name.split("/")).read_bytes() for name in names}


def properties(title: str, description: str) -> bytes:
    """`docProps/core.xml` (ECMA-376 part 2) of an Office file, without times and people."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(xml(title))}</dc:title><dc:creator>pxtranslate</dc:creator>"
        f"<dc:description>{escape(xml(description))}</dc:description></cp:coreProperties>"
    ).encode()
