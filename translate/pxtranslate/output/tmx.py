"""TMX 1.4 for translation memories: every translated segment is a unit, in reading order.

Failed and blank segments are left out: a memory must not learn an empty translation. Only fields the
standard knows, and props of type x-…; no dates, so the same document gives the same bytes.
"""

import hashlib
from collections.abc import Iterable, Iterator

from lxml import etree

from pxtranslate import __version__
from pxtranslate.output.elements import ENGLISH, XML_LANG, add, chinese, dropped, serialized
from pxtranslate.output.states import MARKED
from pxtranslate.output.view import is_flagged, segments
from pxtranslate.records import Document, Segment
from pxtranslate.text import mark

# The DTD fixes version and these attributes; OmegaT refuses a file without them. It is named, as
# readers expect, and never fetched.
_DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'


def render(document: Document, signature: str) -> bytes:
    """Return the memory as UTF-8."""
    zh = chinese(document)
    root, body = _frame(zh, signature, dropped(document))
    for segment in segments(document):
        if segment.target and segment.target.strip() and segment.source.strip():
            _unit(body, document, segment, segment.target, zh)
    return serialized(root, _DOCTYPE)


def units(pairs: Iterable[tuple[str, str, str]], zh: str) -> Iterator[bytes]:
    """Yield a memory of (source, target, file they are from) piece by piece, as UTF-8."""
    root, body = _frame(zh, f"px:{__version__}")
    head, end = serialized(root, _DOCTYPE).split(b"</body>")
    yield head
    for source, target, file in pairs:
        body.clear()
        unit = add(body, "tu")
        add(unit, "prop", file, {"type": "x-document"})
        _variants(unit, source, target, zh)
        yield etree.tostring(unit, encoding="UTF-8")
    yield b"</body>" + end


def _frame(zh: str, signature: str, lost: int = 0) -> tuple[etree._Element, etree._Element]:
    """A memory without units: its root and its body."""
    root = etree.Element("tmx", {"version": "1.4"})
    header = add(
        root,
        "header",
        attributes={
            "creationtool": "pxtranslate",
            "creationtoolversion": __version__,
            "segtype": "sentence",
            "o-tmf": "pxtranslate",
            "adminlang": "en",
            "srclang": zh,
            "datatype": "plaintext",
        },
    )
    add(header, "note", signature)
    if lost:
        add(header, "prop", str(lost), {"type": "x-dropped-characters"})
    body = add(root, "body")
    body.text = (
        "\n"  # an empty body stays an element with an end tag, as the DTD's examples have it
    )
    return root, body


def _unit(body: etree._Element, document: Document, segment: Segment, target: str, zh: str) -> None:
    key = hashlib.sha256(f"{document.sha256}\n{segment.id}".encode()).hexdigest()[:16]
    unit = add(body, "tu", attributes={"tuid": key})
    add(unit, "prop", document.name, {"type": "x-document"})
    add(unit, "prop", segment.id, {"type": "x-segment"})
    add(unit, "prop", segment.origin, {"type": "x-origin"})
    if segment.origin != "human":
        add(unit, "prop", mark(target), {"type": MARKED})
    if is_flagged(segment):
        checks = sorted({i.check for i in segment.issues if i.severity != "info"})
        add(unit, "prop", " ".join(checks), {"type": "x-needs-a-look"})
    _variants(unit, segment.source, target, zh)


def _variants(unit: etree._Element, source: str, target: str, zh: str) -> None:
    for language, text in ((zh, source), (ENGLISH, target)):
        # no line breaks of ours inside a variant: some readers take them for text
        variant = add(unit, "tuv", attributes={XML_LANG: language})
        add(variant, "seg", text).tail = None
        variant.text = None
