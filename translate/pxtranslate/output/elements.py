"""Building XML that a strict reader accepts: what TMX and XLIFF writing share.

Knows lxml and nothing of either format. Text keeps its spaces and line ends; only code points that
XML 1.0 forbids are dropped, and `dropped` says how many.
"""

from collections.abc import Mapping

from lxml import etree

from pxtranslate.output.view import segments
from pxtranslate.records import Document
from pxtranslate.text import chinese_script, count_not_xml, xml

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
ENGLISH = "en-US"


def chinese(document: Document) -> str:
    """Language code of the source for CAT tools, which know countries better than scripts."""
    return "zh-TW" if chinese_script(document.text) == "Hant" else "zh-CN"


def dropped(document: Document) -> int:
    """How many code points of sources and targets XML cannot hold."""
    return sum(count_not_xml(s.source) + count_not_xml(s.target or "") for s in segments(document))


def add(
    parent: etree._Element,
    tag: str,
    text: str | None = None,
    attributes: Mapping[str, str] | None = None,
) -> etree._Element:
    """Append a child on a line of its own; drop what XML cannot hold from its text and attributes."""
    clean = {name: xml(value) for name, value in (attributes or {}).items()}
    child = etree.SubElement(parent, tag, clean)
    if text is not None:
        child.text = xml(text)
    if parent.text is None:
        parent.text = "\n"
    child.tail = "\n"
    return child


def serialized(root: etree._Element, doctype: str | None = None) -> bytes:
    """Return the file as UTF-8 with its declaration and a line end."""
    declaration = b'<?xml version="1.0" encoding="UTF-8"?>\n'
    head = f"{doctype}\n".encode() if doctype else b""
    return (
        declaration + head + etree.tostring(root, encoding="UTF-8", xml_declaration=False) + b"\n"
    )
