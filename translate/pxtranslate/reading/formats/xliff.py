"""XLIFF 1.2 and 2.x, and what CAT tools make of 1.2 (.sdlxliff, .mqxliff, .mxliff).

Trados and memoQ keep several sentences in one unit and mark them (`<mrk mtype="seg" mid="…">`) in
`seg-source` and `target`. A target that repeats its Chinese source, as tools prepare them, counts as
empty unless its state says that it is done.
"""

from collections.abc import Iterator
from dataclasses import replace

from pxtranslate.reading.base import Limits, Parsed
from pxtranslate.reading.formats import slots
from pxtranslate.reading.formats.inline import codes, text
from pxtranslate.reading.formats.slots import Bilingual, Edit, Notes, Slot
from pxtranslate.reading.formats.spans import (
    Element,
    closing,
    decoded,
    opened,
    place,
    read,
    space_before,
)
from pxtranslate.text import has_han

_OPEN_STATES = ("", "new", "needs-translation", "needs-adaptation", "needs-l10n", "initial")
"""States in which a target that repeats its source is none (XLIFF 1.2 section 2.3, 2.1 4.3.1.5)."""


def parse(data: bytes, limits: Limits) -> Parsed:
    """Read the sources that are to be translated, sentence by sentence where those are marked."""
    return slots.parsed(bilingual(data))


def bilingual(data: bytes) -> Bilingual:
    """The file and its slots. Raises InputError for what is not well-formed, or no Chinese source."""
    file = decoded(data)
    found: list[Slot] = []
    texts: dict[int, int] = {}  # start of each <file> to its number

    def take(unit: Element) -> None:
        body = next((one for one in unit.above() if one.name == "file"), None)
        also = _languages(unit, file.data)
        if _is_fixed(unit):
            return
        number = texts.setdefault(body.start if body else 0, len(texts))
        make = _version_1 if unit.name == "trans-unit" else _version_2
        found.extend(
            replace(slot, article=number, also=also)
            for slot in make(unit, file.data)
            if slot.source.strip()
        )

    read(file.data, {"trans-unit", "unit"}, "urn:oasis:names:tc:xliff:document", take)
    return replace(file, slots=tuple(found))


def _languages(unit: Element, data: bytes) -> tuple[Edit, ...]:
    """What must be added where the file does not name the language of its targets."""
    for one in unit.above():
        for source, target in (("source-language", "target-language"), ("srcLang", "trgLang")):
            if source in one.attributes:
                theirs = one.attributes.get(target, "")
                slots.require_from_chinese(one.attributes[source], theirs)
                at = one.inside - 2 if one.is_empty_tag else one.inside - 1
                return () if theirs else (Edit(at, at, b' %s="en-US"' % target.encode()),)
    return ()


def _is_fixed(unit: Element) -> bool:
    """Whether the nearest element that says so says that a unit is not to be translated."""
    said = (one.attributes.get("translate") for one in unit.above())
    return next((one for one in said if one is not None), "yes") == "no"


def _there(source: Element, target: Element | None, state: str) -> str:
    """The target that is there; empty for one that only repeats its Chinese source."""
    found = text(target).strip() if target else ""
    copied = found == text(source).strip() and has_han(found) and state in _OPEN_STATES
    return "" if copied else found


def _version_1(unit: Element, data: bytes) -> Iterator[Slot]:
    source, segmented, target = map(unit.child, ("source", "seg-source", "target"))
    if source is None:
        return
    state = target.attributes.get("state", "") if target else ""
    last = target or segmented or source
    notes = Notes(last.end, "xliff1", unit.prefix, gap=space_before(data, source.start))
    sentences = _sentences(segmented)
    ends = {one.attributes.get("mid", ""): one for one in _sentences(target)}
    if target and sentences and ends:
        yield from _marked(sentences, ends, target, state, notes, data)
        return
    if target:
        tag = Edit(target.start, target.end, opened(data[target.start : target.inside]))
        end = closing(target, data)
    else:
        name = b"%starget" % unit.prefix.encode()
        tag = Edit(last.end, last.end, space_before(data, source.start) + b"<%s>" % name)
        end = b"</%s>" % name
    there = _there(source, target, state)
    if segmented and sentences and not there:
        yield from _unmarked(sentences, segmented, tag, end, notes, data)
    else:
        inline = codes(source, data)
        yield Slot(text(source), there, tag.end, tag.end, b"", end, inline, tag, notes=notes)


def _sentences(element: Element | None) -> list[Element]:
    """The sentences that are marked in a source or target."""
    marks = element.within() if element else ()
    return [one for one in marks if one.name == "mrk" and one.attributes.get("mtype") == "seg"]


def _marked(
    sentences: list[Element],
    ends: dict[str, Element],
    target: Element,
    state: str,
    notes: Notes,
    data: bytes,
) -> Iterator[Slot]:
    """The sentences of a unit whose target has marks for them, or for some."""
    at = target.inside
    for source in sentences:
        mark = ends.get(source.attributes.get("mid", ""))
        where = at, at, data[source.start : source.inside], closing(source, data)
        if mark:
            where, at = place(mark, data), mark.end
        inline = codes(source, data)
        yield Slot(text(source), _there(source, mark, state), *where, codes=inline, notes=notes)


def _unmarked(
    sentences: list[Element],
    segmented: Element,
    tag: Edit,
    end: bytes,
    notes: Notes,
    data: bytes,
) -> Iterator[Slot]:
    """The sentences of a unit without a target: it is made as `seg-source` is, marks and all."""
    full = [one for one in sentences if text(one).strip()]
    ends = [*(one.inside for one in full[1:]), segmented.until]
    for number, (source, until) in enumerate(zip(full, ends, strict=True)):
        first, last = not number, source is full[-1]
        yield Slot(
            text(source),
            "",
            tag.end,
            tag.end,
            data[segmented.inside : source.inside] if first else b"",
            data[source.until : until] + (end if last else b""),
            codes(source, data),
            tag if first else None,
            notes=notes,
            shared=True,
        )


def _version_2(unit: Element, data: bytes) -> Iterator[Slot]:
    there = unit.child("notes")
    parts = [
        one for name in ("originalData", "segment", "ignorable") for one in unit.children(name)
    ]
    at = there.until if there else min((one.start for one in parts), default=unit.inside)
    gap = b"" if there else space_before(data, at)
    notes = Notes(at, "xliff2", unit.prefix, wrap=there is None, gap=gap)
    for segment in unit.children("segment"):
        source, target = segment.child("source"), segment.child("target")
        if source is None:
            continue
        name = b"%starget" % segment.prefix.encode()
        opening = space_before(data, source.start) + b"<%s>" % name
        where = source.end, source.end, opening, b"</%s>" % name
        if target:
            where = place(target, data)
        tag = Edit(segment.start, segment.inside, data[segment.start : segment.inside])
        found = _there(source, target, segment.attributes.get("state", ""))
        yield Slot(text(source), found, *where, codes(source, data), tag, notes=notes)
