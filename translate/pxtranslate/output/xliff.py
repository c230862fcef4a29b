"""XLIFF for post-editing: version 1.2, which every tool reads, and 2.1, which newer ones prefer.

Every segment is a unit of its own (a reader is known to merge several segments of one unit and to
lose source text). A failed segment has no target. Findings travel as notes.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

from lxml import etree

from pxtranslate import __version__
from pxtranslate.output.elements import ENGLISH, XML_SPACE, add, chinese, dropped, serialized
from pxtranslate.output.states import MACHINE
from pxtranslate.output.view import segments
from pxtranslate.records import Document, Match, Segment

V12 = "urn:oasis:names:tc:xliff:document:1.2"
Version = Literal["1.2", "2.1"]
V20 = "urn:oasis:names:tc:xliff:document:2.0"  # 2.1 kept the namespace of 2.0

_PRESERVE = {XML_SPACE: "preserve"}
# What an editor may assume of a target, by where it came from.
STATE_12 = {
    "model": {"state": "needs-review-translation", "state-qualifier": "mt-suggestion"},
    "memory": {"state": "needs-review-translation", "state-qualifier": "leveraged-tm"},
    "rule": {"state": "needs-review-translation", "state-qualifier": "mt-suggestion"},
    "human": {"state": "signed-off"},
}
STATE_20 = {
    **{origin: {"state": "translated", "subState": MACHINE} for origin in STATE_12},
    "human": {"state": "final"},
}


def render_12(document: Document, signature: str) -> bytes:
    """Return the document as XLIFF 1.2 in UTF-8."""
    root = _root("1.2", chinese(document))
    _file_12(root, document, signature)
    return serialized(root)


def render_21(document: Document, signature: str) -> bytes:
    """Return the document as XLIFF 2.1 in UTF-8."""
    root = _root("2.1", chinese(document))
    _file_21(root, document, signature, 1)
    return serialized(root)


def run(documents: Iterable[Document], signature: str, version: Version) -> Iterator[bytes]:
    """Yield documents, one or more, as one XLIFF file, piece by piece, each as a `file` of its own.

    XLIFF 2 has one source language for all of them: that of the first.
    """
    root, end = None, b""
    for number, document in enumerate(documents, 1):
        if root is None:
            root = _root(version, chinese(document))
            root.text = "\n"
            head, end = serialized(root).split(b"</")
            yield head
        root.clear(keep_tail=True)
        if version == "1.2":
            file = _file_12(root, document, signature)
        else:
            file = _file_21(root, document, signature, number)
        yield etree.tostring(file, encoding="UTF-8")
    yield b"</" + end if end else serialized(_root(version, "zh-CN"))


def _root(version: Version, zh: str) -> etree._Element:
    if version == "1.2":
        return etree.Element(f"{{{V12}}}xliff", {"version": "1.2"}, nsmap={None: V12})
    attributes = {"version": "2.1", "srcLang": zh, "trgLang": ENGLISH}
    return etree.Element(f"{{{V20}}}xliff", attributes, nsmap={None: V20})


def _file_12(root: etree._Element, document: Document, signature: str) -> etree._Element:
    file = add(
        root,
        f"{{{V12}}}file",
        attributes={
            "original": document.name,
            "source-language": chinese(document),
            "target-language": ENGLISH,
            "datatype": "plaintext",
        },
    )
    header = add(file, f"{{{V12}}}header")
    tool = {"tool-id": "pxtranslate", "tool-name": "pxtranslate", "tool-version": __version__}
    add(header, f"{{{V12}}}tool", attributes=tool)
    for note in _file_notes(document, signature):
        add(header, f"{{{V12}}}note", note)
    body = add(file, f"{{{V12}}}body")
    for number, segment in enumerate(segments(document), 1):
        attributes = {"id": str(number), "resname": segment.id, **_PRESERVE}
        if segment.origin == "human":
            attributes["approved"] = "yes"
        unit = add(body, f"{{{V12}}}trans-unit", attributes=attributes)
        add(unit, f"{{{V12}}}source", segment.source)
        if segment.target is not None:
            add(unit, f"{{{V12}}}target", segment.target, STATE_12[segment.origin])
        if segment.match and segment.origin != "human":
            _alternative(unit, segment.match)
        for severity, note in issue_notes(segment):
            attributes = {"from": "pxtranslate", "annotates": "target", "priority": severity}
            add(unit, f"{{{V12}}}note", note, attributes)
    return file


def _alternative(unit: etree._Element, match: Match) -> None:
    """What a person made of a sentence much like this one, as translators' tools show it."""
    attributes = {"match-quality": f"{match.similarity:.0%}", "origin": match.file}
    other = add(unit, f"{{{V12}}}alt-trans", attributes=attributes)
    add(other, f"{{{V12}}}source", match.source, _PRESERVE)
    add(other, f"{{{V12}}}target", match.target, _PRESERVE)


def _file_21(
    root: etree._Element, document: Document, signature: str, number: int
) -> etree._Element:
    file = add(root, f"{{{V20}}}file", attributes={"id": f"f{number}", "original": document.name})
    notes = add(file, f"{{{V20}}}notes")
    for note in _file_notes(document, signature):
        add(notes, f"{{{V20}}}note", note)
    for unit_number, segment in enumerate(segments(document), 1):
        attributes = {
            "id": f"u{unit_number}",
            "name": segment.id,
        }  # an id may hold no space or slash
        unit = add(file, f"{{{V20}}}unit", attributes=attributes)
        found = list(issue_notes(segment))
        if found:
            notes = add(unit, f"{{{V20}}}notes")
            for severity, note in found:
                add(notes, f"{{{V20}}}note", note, {"appliesTo": "target", "priority": severity})
        state = {"state": "initial"} if segment.target is None else STATE_20[segment.origin]
        part = add(unit, f"{{{V20}}}segment", attributes={"id": "s1", **state})
        add(part, f"{{{V20}}}source", segment.source, _PRESERVE)
        if segment.target is not None:
            add(part, f"{{{V20}}}target", segment.target, _PRESERVE)
    return file


def _file_notes(document: Document, signature: str) -> Iterator[str]:
    yield signature
    if lost := dropped(document):
        yield f"{lost} characters that XML cannot hold were dropped"


def issue_notes(segment: Segment) -> Iterator[tuple[str, str]]:
    """(priority, text) of what checks found; 1 is the highest priority in both versions."""
    priority = {"error": "1", "warning": "2", "info": "9"}
    for issue in segment.issues:
        read = " → ".join(part for part in (issue.source, issue.target) if part)
        text = f"{issue.check}: {issue.message}" + (f" ({read})" if read else "")
        yield priority[issue.severity], text
