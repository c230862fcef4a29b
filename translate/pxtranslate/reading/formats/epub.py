"""E-books (.epub): the chapters in the order of the spine.

An EPUB is a zip archive with a package file that names its parts. Names are resolved inside the
archive only; nothing is extracted and nothing is fetched.
"""

import posixpath
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from pxtranslate.errors import InputError
from pxtranslate.reading.archive import open_zip, unpack
from pxtranslate.reading.base import Limits, Parsed, compose
from pxtranslate.reading.encoding import decode, han
from pxtranslate.reading.formats import flow, raised, struck

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONT_KEYS = ("idpf.org/2008/embedding", "ns.adobe.com/pdf/enc")
"""Methods that only garble fonts; any other encrypts the text."""
_PAGES = ("application/xhtml+xml", "text/html")


def parse(data: bytes, limits: Limits) -> Parsed:
    """Read every page of the spine that belongs to the text."""
    archive = open_zip(data, limits)
    if _encrypted(archive):
        raise InputError("is encrypted (DRM); only an unprotected copy can be read")
    notes: dict[str, None] = {}
    runs = []
    lines = marks = folded = 0
    for name in _spine(archive, notes):
        page = decode(_part(archive, name))
        notes.update(dict.fromkeys(page.notes))
        tree = flow.parse_tree(page.text)
        lines += struck.take(tree)
        marks += raised.take(tree)
        passages = list(flow.passages(tree))
        folded += sum(han(passage.run.text) for passage in passages if passage.folded)
        runs += [passage.run for passage in passages if not passage.folded]
    if marks:
        notes[f"{marks} note marks left out"] = None
    notes.update(dict.fromkeys(struck.note(lines)))
    if folded:
        notes[f"{folded} Chinese characters of hidden text left out"] = None
    return compose(runs, "utf-8", notes)


def _spine(archive: zipfile.ZipFile, notes: dict[str, None]) -> Iterator[str]:
    """Names of the archive's members that hold the text, in reading order."""
    rootfile = _xml(archive, _CONTAINER).find(".//{*}rootfile[@full-path]")
    if rootfile is None:
        raise InputError("is damaged: its container names no package")
    path = rootfile.get("full-path", "")
    package = _xml(archive, path)
    items = {item.get("id"): item for item in package.iterfind(".//{*}manifest/{*}item")}
    for reference in package.iterfind(".//{*}spine/{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _PAGES:
            continue
        if "nav" in (item.get("properties") or "").split() or reference.get("linear") == "no":
            notes["tables of contents and asides left out"] = None
            continue
        href = unquote((item.get("href") or "").partition("#")[0])
        yield posixpath.normpath(posixpath.join(posixpath.dirname(path), href))


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        info = archive.getinfo(name)
    except KeyError as error:
        raise InputError(f"is damaged: its part {name[:100]} is missing") from error
    return unpack(archive, info)


def _xml(archive: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(_part(archive, name), parser)
    except etree.LxmlError as error:
        raise InputError(f"is damaged: {name[:100]} is no XML ({error})") from error


def _encrypted(archive: zipfile.ZipFile) -> bool:
    if _ENCRYPTION not in archive.namelist():
        return False
    methods = _xml(archive, _ENCRYPTION).iterfind(".//{*}EncryptionMethod")
    return any(
        not any(key in (method.get("Algorithm") or "") for key in _FONT_KEYS) for method in methods
    )
