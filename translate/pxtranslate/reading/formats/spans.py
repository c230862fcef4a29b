"""XML elements and where in the file's bytes they stand, so that the rest can stay as it is.

An XML library that writes a tree again changes quotation marks, line ends and declarations; here only
places are found. Entities of the file's own and external DTDs stay shut. Knows no vocabulary.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Self
from xml.parsers import expat

from pxtranslate.errors import InputError
from pxtranslate.reading.encoding import byte_order_mark
from pxtranslate.reading.formats.slots import Bilingual, as_utf8

_DECLARED = re.compile(rb"""\A<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']""")
TAG = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*+>""")
"""A start or end tag, whatever its attributes hold."""
_LANG = "http://www.w3.org/XML/1998/namespace lang xml"
_WIDEST = 200
"""Characters of an indent that is copied."""
_DEEPEST = 200
"""Elements inside each other; those of real files are a tenth as deep."""


@dataclass(slots=True, eq=False)
class Element:
    """An element: its tags are `[start, inside)` and `[until, end)`, what it holds is between."""

    name: str
    """The local name; of another vocabulary with its namespace before it."""
    prefix: str
    """Of the namespace, with its colon, as the file writes it."""
    attributes: dict[str, str]
    start: int
    inside: int
    until: int = 0
    end: int = 0
    foreign: dict[str, str] = field(default_factory=dict)
    """Attributes of other vocabularies, by local name: what a tool notes for itself."""
    parent: Self | None = None
    parts: list["Element | str"] = field(default_factory=list)
    """Text and elements in order; only inside what `read` was asked for."""

    @property
    def is_empty_tag(self) -> bool:
        """Whether it is written `<x/>`."""
        return self.inside == self.end

    def children(self, name: str) -> list["Element"]:
        """The elements of that name directly inside."""
        return [one for one in self.parts if isinstance(one, Element) and one.name == name]

    def child(self, name: str) -> "Element | None":
        """The first of them."""
        return next(iter(self.children(name)), None)

    def within(self) -> Iterator["Element"]:
        """All elements inside, in order."""
        for one in self.parts:
            if isinstance(one, Element):
                yield one
                yield from one.within()

    def above(self) -> Iterator["Element"]:
        """Itself and what it stands in, the innermost first."""
        one: Element | None = self
        while one is not None:
            yield one
            one = one.parent


def opened(tag: bytes) -> bytes:
    """A start tag, also of what was written `<x/>`."""
    return tag[:-2].rstrip() + b">" if tag.endswith(b"/>") else tag


def closing(element: Element, data: bytes) -> bytes:
    """The end tag of an element, also of one written `<x/>`."""
    name = re.match(rb"<([^\s/>]+)", data[element.start : element.inside])
    return b"</%s>" % name[1] if name else b""


def place(element: Element, data: bytes) -> tuple[int, int, bytes, bytes]:
    """What new content takes the place of, and the tags round it that are not there yet."""
    if not element.is_empty_tag:
        return element.inside, element.until, b"", b""
    tag = opened(data[element.start : element.end])
    return element.start, element.end, tag, closing(element, data)


def space_before(data: bytes, at: int) -> bytes:
    """The line end and indent before a tag."""
    near = data[max(0, at - _WIDEST) : at]
    return near[len(near.rstrip()) :]


def decoded(data: bytes) -> Bilingual:
    """The file as UTF-8, by its mark or its declaration. Raises InputError if it is not in that."""
    mark, encoding = byte_order_mark(data)
    if not encoding:
        found = _DECLARED.match(data)
        encoding = found[1].decode().lower() if found else "utf-8"
    return as_utf8(data, encoding, mark)


def read(data: bytes, names: Collection[str], spaces: str, take: Callable[[Element], None]) -> None:
    """Give `take` each element of these names when it ends, with all that is in it.

    `spaces` begins the namespaces whose elements are called by their local name alone; those of none
    are, too. Raises InputError for what is not well-formed, naming the line.
    """
    parser = expat.ParserCreate("utf-8", " ")
    parser.namespace_prefixes = True
    parser.buffer_text = True
    parser.ordered_attributes = False
    open_: list[Element] = []
    kept = [0]  # how many of the open elements are asked for

    def named(full: str) -> tuple[str, str]:
        """Name and prefix out of `name`, `namespace name` or `namespace name prefix`."""
        if " " not in full:
            return full, ""
        space, local, *prefix = full.split(" ")
        name = local if space.startswith(spaces) else f"{{{space}}}{local}"
        return name, f"{prefix[0]}:" if prefix else ""

    def begin(full: str, attributes: dict[str, str]) -> None:
        if len(open_) == _DEEPEST:
            raise InputError(f"nests elements more than {_DEEPEST} deep")
        start = parser.CurrentByteIndex
        tag = TAG.match(data, start)
        if tag is None:
            raise InputError(f"line {parser.CurrentLineNumber}: a tag that cannot be read")
        name, prefix = named(full)
        plain = {key: value for key, value in attributes.items() if " " not in key}
        plain |= {"lang": attributes[_LANG]} if _LANG in attributes else {}
        foreign = {key.split(" ")[1]: value for key, value in attributes.items() if " " in key}
        above = open_[-1] if open_ else None
        element = Element(name, prefix, plain, start, tag.end(), foreign=foreign, parent=above)
        if kept[0]:
            open_[-1].parts.append(element)
        kept[0] += name in names
        open_.append(element)

    def end(_: str) -> None:
        element = open_.pop()
        if data[element.inside - 2 : element.inside] == b"/>":
            element.until = element.end = element.inside
        else:
            element.until = parser.CurrentByteIndex
            element.end = data.index(b">", element.until) + 1
        if element.name in names:
            kept[0] -= 1
            take(element)

    def text(found: str) -> None:
        if kept[0]:
            open_[-1].parts.append(found)

    def refuse(name: str, *_: object) -> None:
        raise InputError(
            f"line {parser.CurrentLineNumber}: uses the entity {name}, which is not read from"
            " untrusted files; replace it by its text"
        )

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.EntityDeclHandler = refuse
    parser.SkippedEntityHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code)
        raise InputError(f"line {error.lineno}: not well-formed XML ({what})") from error
