"""TMX 1.4: translation memories. A unit with Chinese and without English is to be filled."""

import re
from dataclasses import replace

from pxtranslate.reading.base import Limits, Parsed
from pxtranslate.reading.formats import slots
from pxtranslate.reading.formats.inline import codes, target_codes, text
from pxtranslate.reading.formats.slots import Bilingual, Notes, Slot
from pxtranslate.reading.formats.spans import Element, decoded, place, read, space_before

_ENGLISH = re.compile(rb"""\blang\s*=\s*["'](en[\w-]*)["']""", re.IGNORECASE)


def parse(data: bytes, limits: Limits) -> Parsed:
    """Read the units that have Chinese."""
    return slots.parsed(bilingual(data))


def bilingual(data: bytes) -> Bilingual:
    """The file and its units. Raises InputError for what is not well-formed, naming the line."""
    file = decoded(data)
    named = _ENGLISH.search(file.data)
    english = named[1] if named else b"en-US"
    found: list[Slot] = []

    def take(unit: Element) -> None:
        sides: dict[str, Element] = {}
        variants = unit.children("tuv")
        for variant in variants:
            tag = variant.attributes.get("lang", "")
            seg = variant.child("seg")
            if tag and seg:
                sides.setdefault(slots.language(tag), seg)
        zh, en = sides.get("zh"), sides.get("en")
        if zh is None or not text(zh).strip():
            return
        first, last = variants[0], variants[-1]
        notes = Notes(first.start, "tmx", unit.prefix, gap=space_before(file.data, first.start))
        inline = codes(zh, file.data)
        if en is not None:
            where = place(en, file.data)
            tags = target_codes(en, file.data)
            slot = Slot(text(zh), text(en).strip(), *where, inline, tags, notes=notes)
        else:
            p = unit.prefix.encode()
            opening = b'<%stuv xml:lang="%s" creationid="pxtranslate"><%sseg>' % (p, english, p)
            slot = Slot(
                text(zh),
                "",
                last.end,
                last.end,
                space_before(file.data, last.start) + opening,
                b"</%sseg></%stuv>" % (p, p),
                inline,
                notes=notes,
            )
        found.append(slot)

    read(file.data, {"tu"}, "http://www.lisa.org/tmx", take)
    return replace(file, slots=tuple(found))
