"""Where a person put the inline elements of a target, told by those of its source.

Only what is told surely: every element that the target needs stands in it once, and no other does.
What is written is always the source's own element: an editor may write it in another way.
"""

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pxtranslate.output.placed import escaped, placed
from pxtranslate.reading.formats import bilingual
from pxtranslate.reading.formats.slots import Code, Slot
from pxtranslate.reading.formats.spans import TAG
from pxtranslate.text import mark

_NAME = re.compile(rb"<(?:[^\s:/>]+:)?([^\s/>]+)")
_IDS = re.compile(rb"""\s(?:id|i|rid|x|startRef)\s*=\s*(?:"([^"]*)"|'([^']*)')""")

Key = tuple[str, int]
"""Mark of a source and its inline elements, and its number among equal ones of the file."""


class Moved(NamedTuple):
    """Where the inline elements of a target stand."""

    target: str
    """The words this holds for, and no others."""
    places: tuple[tuple[int, int], ...]
    """In the order of the target: a code point of it, and which tag of the source stands before
    that; tags are numbered as the source has them, both of a pair."""


class _Tag(NamedTuple):
    at: int
    what: bytes
    """By what it is known again in a file that another program wrote."""
    raw: bytes
    needed: bool


def moved(slot: Slot, edited: Slot) -> Moved | None:
    """Where the elements of a source stand in a target of it; None if that is not sure."""
    numbers: defaultdict[bytes, deque[int]] = defaultdict(deque)
    ours = list(_tags(slot.codes))
    for number, tag in enumerate(ours):
        numbers[tag.what].append(number)
    places = []
    for tag in _tags(edited.there):
        if not numbers[tag.what]:
            return None
        at = min(max(tag.at, 0), len(edited.target))
        places.append((at, numbers[tag.what].popleft()))
    if any(ours[number].needed for left in numbers.values() for number in left):
        return None
    return Moved(edited.target, tuple(places))


def put(slot: Slot, where: Moved) -> bytes:
    """The target as XML, the inline elements of its source where they were put."""
    tags = [tag.raw for tag in _tags(slot.codes)]
    parts, at = [], 0
    for place, number in where.places:
        parts += [escaped(where.target[at:place]), tags[number]]
        at = place
    return b"".join([*parts, escaped(where.target[at:])])


def read(original: bytes, data: bytes, name: str) -> dict[Key, Moved | None]:
    """What people moved in the targets of a filled file, beside what we made of its `original`.

    None: all stands where it stood or where we put it. Targets of which neither is sure are not
    among them. Raises InputError.
    """
    after = dict(keyed(bilingual(data, name).slots))
    found: dict[Key, Moved | None] = {}
    for key, slot in keyed(bilingual(original, name).slots):
        edited = after.get(key)
        where = moved(slot, edited) if edited and edited.target else None
        if where:
            if where.target == slot.target:
                as_it_was = where == moved(slot, slot)
            else:
                as_it_was = put(slot, where) == placed(where.target, slot.source, slot.codes)[0]
            found[key] = None if as_it_was else where
    return found


def keyed(slots: Sequence[Slot]) -> Iterator[tuple[Key, Slot]]:
    """The slots that have inline elements, each with what its places are kept under."""
    seen: defaultdict[str, int] = defaultdict(int)
    for slot in slots:
        if slot.codes:
            tags = b"".join(tag.what for tag in _tags(slot.codes)).decode()
            source = mark(f"{slot.source}\0{tags}")
            yield (source, seen[source]), slot
            seen[source] += 1


def _tags(codes: Sequence[Code]) -> Iterator[_Tag]:
    for code in codes:
        first = _known(code.opening)
        yield _Tag(code.start, first, code.opening, code.needed)
        yield from _tags(code.inner)
        if code.closing:
            last = first + b"/" if code.closing.startswith(b"</") else _known(code.closing)
            yield _Tag(code.end, last, code.closing, code.needed)


def _known(tag: bytes) -> bytes:
    """Name and numbers of an element; all of it where it has no number."""
    start, name = TAG.match(tag), _NAME.match(tag)
    numbers = [a or b for a, b in _IDS.findall(start[0])] if start else []
    return b" ".join([name[1], *numbers]) if name and numbers else tag
