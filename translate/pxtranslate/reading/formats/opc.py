"""Office packages (ECMA-376 part 2) as other programs write them, made such that python-docx opens them.

Repaired are what costs the whole file and says nothing of its text: relationships to parts that are
not there (`NULL`, `#_top`, a lost picture), names that differ in case or slashes, a part whose kind
is not declared, and the namespaces of Strict Open XML, which are those of every other file but for
their spelling. Knows nothing of Word.
"""

import io
import posixpath
import re
import zipfile
from urllib.parse import unquote

from lxml import etree

from pxtranslate.reading.archive import unpack

_TYPES = "[Content_Types].xml"
# http://purl.oclc.org/ooxml/wordprocessingml/main -> …/wordprocessingml/2006/main, and so on.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_SPELT = rb"http://schemas.openxmlformats.org/\1/2006/"
_XML = (".xml", ".rels")


def mended(archive: zipfile.ZipFile) -> tuple[bytes, int]:
    """The package again, and how many relationships that lead nowhere were taken out."""
    names = {_plain(info.filename): info for info in archive.infolist() if not info.is_dir()}
    known = {name.lower(): name for name in names}
    lost = 0
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as package:
        for name, info in names.items():
            data = unpack(archive, info)
            if name.lower().endswith(_XML):
                data = _STRICT.sub(_SPELT, data)
            if name.lower().endswith(".rels"):
                data, dropped = _relations(data, name, known)
                lost += dropped
            elif name.lower() == _TYPES.lower():
                name, data = _TYPES, _types(data, known)
            package.writestr(name, data)
    return written.getvalue(), lost


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")


def _relations(data: bytes, name: str, known: dict[str, str]) -> tuple[bytes, int]:
    """The relationships of a part whose targets exist, spelt as those are."""
    root = _parsed(data)
    folder = posixpath.dirname(posixpath.dirname(name))
    dropped = 0
    for relation in list(root):
        if relation.get("TargetMode") == "External":
            continue
        target = _plain(relation.get("Target", "")) if relation.get("Target") else ""
        absolute = relation.get("Target", "").startswith(("/", "\\"))
        path = posixpath.normpath(posixpath.join("" if absolute else folder, unquote(target)))
        found = known.get(path.lower())
        if found is None or not target:
            root.remove(relation)
            dropped += 1
        else:
            relation.set("Target", f"/{found}")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8"), dropped


def _types(data: bytes, known: dict[str, str]) -> bytes:
    """The kinds of parts, with one for every ending that a part has."""
    root = _parsed(data)
    space = etree.QName(root).namespace
    declared = {element.get("Extension", "").lower() for element in root}
    for ending in sorted({posixpath.splitext(name)[1][1:] for name in known} - declared - {""}):
        attributes = {"Extension": ending, "ContentType": "application/octet-stream"}
        etree.SubElement(root, f"{{{space}}}Default", attributes)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _parsed(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)
