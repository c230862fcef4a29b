"""XLIFF 1.2 and 2.x, and what CAT tools make of 1.2 (.sdlxliff, .mqxliff, .mxliff).

Trados and memoQ keep several sentences in one unit and mark them (`<mrk mtype="seg" mid="…">`) in
`seg-source` and `target`. A target that repeats its Chinese source, as tools prepare them, counts as
empty unless its state says that it is done. What is locked (`locked` of Trados' `sdl:seg`, of memoQ and
Phrase on the unit) stays as it is, also where it has no target.
"""

from collections.abc import Container, Iterator
from dataclasses import replace

from pxtranslate.reading.base import Limits, Parsed
from pxtranslate.reading.formats import slots
from pxtranslate.reading.formats.inline import codes, target_codes, text
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
    left = 0
    texts: dict[int, int] = {}  # start of each <file> to its number

    def take(unit: Element) -> None:
        nonlocal left
        body = next((one for one in unit.above() if one.name == "file"), None)
        also = _languages(unit)
        make = _version_1 if unit.name == "trans-unit" else _version_2
        all_ = [one for one in make(unit, file.data) if one.source.strip()]
        # What is locked and has English is shown and checked, as other targets that are there.
        taken = [] if _is_fixed(unit) else [one for one in all_ if not one.locked or _is_told(one)]
        left += len(all_) - len(taken)
        if taken:
            number = texts.setdefault(body.start if body else 0, len(texts))
            found.extend(replace(one, article=number, also=also) for one in taken)

    read(file.data, {"trans-unit", "unit"}, "urn:oasis:names:tc:xliff:document", take)
    return replace(file, slots=tuple(found), left=left)


def _is_told(slot: Slot) -> bool:
    """Whether it has a target that is not only its source again."""
    return slot.target not in ("", slot.source.strip())


def _languages(unit: Element) -> tuple[Edit, ...]:
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
    locked = _locked(unit, sentences)
    ends = {one.attributes.get("mid", ""): one for one in _sentences(target)}
    if target and sentences and ends:
        yield from _marked(sentences, ends, target, state, notes, data, locked)
        return
    if target:
        tag = Edit(target.start, target.end, opened(data[target.start : target.inside]))
        end = closing(target, data)
    else:
        name = b"%starget" % unit.prefix.encode()
        tag = Edit(last.end, last.end, space_before(data, source.start) + b"<%s>" % name)
        end = b"</%s>" % name
    found = _there(source, target, state)
    if segmented and sentences and not found:
        yield from _unmarked(sentences, segmented, tag, end, notes, data, locked)
    else:
        where = tag.end, tag.end, b"", end, codes(source, data), target_codes(target, data), tag
        yield Slot(text(source), found, *where, notes=notes, locked=_is_locked(unit))


def _locked(unit: Element, sentences: list[Element]) -> set[str]:
    """The numbers of the marked sentences that a tool has locked, each or with the whole unit."""
    if _is_locked(unit):
        return {one.attributes.get("mid", "") for one in sentences}
    defined = (one for one in unit.within() if one.name.endswith("}seg"))
    return {
        one.attributes.get("id", "")
        for one in defined
        if slots.is_locked(one.attributes.get("locked", ""))
    }


def _is_locked(unit: Element) -> bool:
    return slots.is_locked(unit.foreign.get("locked", ""))


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
    locked: Container[str],
) -> Iterator[Slot]:
    """The sentences of a unit whose target has marks for them, or for some."""
    at = target.inside
    for source in sentences:
        mid = source.attributes.get("mid", "")
        mark = ends.get(mid)
        where = at, at, data[source.start : source.inside], closing(source, data)
        if mark:
            where, at = place(mark, data), mark.end
        tags = codes(source, data), target_codes(mark, data)
        found = _there(source, mark, state)
        yield Slot(text(source), found, *where, *tags, notes=notes, locked=mid in locked)


def _unmarked(
    sentences: list[Element],
    segmented: Element,
    tag: Edit,
    end: bytes,
    notes: Notes,
    data: bytes,
    locked: Container[str],
) -> Iterator[Slot]:
    """The sentences of a unit without a target: it is made as `seg-source` is, marks and all.

    The mark of one that is locked is made, too, and holds nothing: so tools leave one untranslated.
    """
    between = [bytearray()]  # what stands before each sentence that is open, and behind the last
    open_: list[Element] = []
    at = segmented.inside
    for one in sentences:
        if not text(one).strip():
            continue
        between[-1] += data[at : one.inside]
        at = one.until
        if one.attributes.get("mid", "") in locked:
            yield Slot(text(one), "", tag.end, tag.end, locked=True)
        else:
            open_.append(one)
            between.append(bytearray())
    between[-1] += data[at : segmented.until] + end
    for number, one in enumerate(open_):
        yield Slot(
            text(one),
            "",
            tag.end,
            tag.end,
            b"" if number else bytes(between[0]),
            bytes(between[number + 1]),
            codes(one, data),
            state=None if number else tag,
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
        locked = _is_locked(unit) or _is_locked(segment)
        tags = codes(source, data), target_codes(target, data)
        yield Slot(text(source), found, *where, *tags, tag, notes=notes, locked=locked)
