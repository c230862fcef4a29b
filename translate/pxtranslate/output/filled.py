"""A bilingual file again, its empty targets filled and findings beside them; the rest byte for byte.

What the targets are to say is in the document; where they go, the reader of the format knows.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import PurePath
from types import MappingProxyType
from xml.sax.saxutils import escape

from pxtranslate.output.moved import Key, Moved, keyed, put
from pxtranslate.output.placed import placed
from pxtranslate.output.tsv import cell
from pxtranslate.output.view import segments
from pxtranslate.output.xliff import STATE_12, STATE_20, issue_notes
from pxtranslate.phrases import counted
from pxtranslate.reading.formats import bilingual
from pxtranslate.reading.formats.slots import Bilingual, Edit, Notes, Slot
from pxtranslate.records import Document, Origin, Segment
from pxtranslate.text import xml

NAME = "translated"
"""What the file is called in its result folder, whatever it was called."""
Note = tuple[str, str]
"""Priority, 1 (the highest) to 9, and text."""


def name(document: Document) -> str:
    """What the file is called in the result folder; empty if the document is not bilingual."""
    return NAME + PurePath(document.path).suffix.lower() if document.original else ""


def render(document: Document, places: Mapping[Key, Moved] = MappingProxyType({})) -> bytes:
    """Return the file as it was, with the targets that it did not have, or that people corrected.

    `places`: where people put the inline elements of some.
    """
    file = bilingual(document.original, name(document))
    edits: list[Edit] = []
    once: dict[Edit, None] = {}
    notes: dict[Notes, list[Note]] = {}
    known = {id(slot): places.get(key) for key, slot in keyed(file.slots)} if places else {}
    paragraphs = groupby(segments(document), lambda one: one.paragraph)
    for slot, (_, group) in zip(file.slots, paragraphs, strict=True):
        parts = list(group)
        english, moved = joined(parts), known.get(id(slot))
        if _stays(slot, english, moved):
            continue
        content, found = _content(english or "", slot, file, moved)
        human = all(part.origin == "human" for part in parts)
        edits += _edits(slot, content, "human" if human else parts[0].origin)
        once |= dict.fromkeys(slot.also)
        found += [note for part in parts for note in issue_notes(part)]
        if found and slot.notes:
            notes.setdefault(slot.notes, []).extend(found)
            once |= dict.fromkeys(slot.notes.also)
    edits += [Edit(at.at, at.at, _noted(at, found, file)) for at, found in notes.items()]
    return file.written([*once, *edits])


def _stays(slot: Slot, english: str | None, moved: Moved | None) -> bool:
    """Whether the file keeps what stands there: nothing, or a target that nobody corrected."""
    if english is None:
        return bool(slot.target) or not slot.shared
    corrected = english.split() != slot.target.split() or (moved and moved.target == english)
    return bool(slot.target) and (slot.locked or not corrected)


def joined(parts: Sequence[Segment]) -> str | None:
    """The target of a paragraph: those of its sentences; None if one has none."""
    text = ""
    for part in parts:
        if part.target is None:
            return None
        broken = "\n" in part.source[len(part.source.rstrip()) :]
        text += part.target.strip() + ("\n" if broken else " ")
    return text.strip()


def _content(
    english: str, slot: Slot, file: Bilingual, moved: Moved | None
) -> tuple[bytes, list[Note]]:
    """A target as the file writes it, and what there is to say of that."""
    if file.delimiter:
        return _cell(english, file), []
    if moved and moved.target == english:
        return put(slot, moved), []
    content, lost = placed(english, slot.source, slot.codes)
    where = "at the end of the target, where the source has it elsewhere; move it"
    return content, [("2", f"tags: {counted(lost, 'inline tag')} {where}")] if lost else []


def _edits(slot: Slot, content: bytes, origin: Origin) -> list[Edit]:
    edits = [Edit(slot.start, slot.end, slot.before + content + slot.after)]
    if slot.state and slot.notes:
        states = STATE_20 if slot.notes.kind == "xliff2" else STATE_12
        tag = _with_attributes(slot.state.new, states[origin])
        edits.insert(0, Edit(slot.state.start, slot.state.end, tag))
    return edits


def _with_attributes(tag: bytes, attributes: Mapping[str, str]) -> bytes:
    """A start tag with these attributes, in the place of those of their names."""
    for key, value in attributes.items():
        new = f' {key}="{value}"'.encode()
        there = re.compile(rb"""\s%s\s*=\s*("[^"]*"|'[^']*')""" % key.encode())
        if there.search(tag):
            tag = there.sub(new, tag, count=1)
        else:
            end = b"/>" if tag.endswith(b"/>") else b">"
            tag = tag.removesuffix(end).rstrip() + new + end
    return tag


def _noted(where: Notes, notes: Sequence[Note], file: Bilingual) -> bytes:
    """Notes as the format writes them."""
    if where.kind == "cell":
        text = _cell("; ".join(dict.fromkeys(text for _, text in notes)), file)
        return where.prefix.encode() + text
    p, gap = where.prefix, where.gap.decode()
    texts = [(priority, escape(xml(text))) for priority, text in notes]
    if where.kind == "tmx":
        return "".join(f"<{p}note>pxtranslate: {text}</{p}note>{gap}" for _, text in texts).encode()
    if where.kind == "xliff1":
        return "".join(
            f'{gap}<{p}note from="pxtranslate" annotates="target" priority="{priority}">{text}</{p}note>'
            for priority, text in texts
        ).encode()
    inside = "".join(
        f'<{p}note appliesTo="target" category="pxtranslate" priority="{priority}">{text}</{p}note>'
        for priority, text in texts
    )
    return (f"<{p}notes>{inside}</{p}notes>{gap}" if where.wrap else inside).encode()


def _cell(text: str, file: Bilingual) -> bytes:
    """A cell: one line, inert in a spreadsheet, quoted where this table does so."""
    text = cell(text)
    if file.quoted and re.search(f'["{re.escape(file.delimiter)}]', text):
        text = '"' + text.replace('"', '""') + '"'
    return text.encode()
