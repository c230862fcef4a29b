"""Pairs out of bilingual XML: TMX, XLIFF 1.2 and 2.x, and what CAT tools make of XLIFF 1.2.

Trados (.sdlxliff) and memoQ (.mqxliff) keep several sentences in one unit and mark them
(`<mrk mtype="seg" mid="…">`) in `seg-source` and `target`. XML is untrusted: entities, external DTDs
and the network stay shut. Read as a stream, for memories of any size; what fills such files, and needs
their bytes, is `reading.formats.xliff` and `….tmx`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from pxtranslate.errors import InputError
from pxtranslate.output.states import MARKED, confirmed, is_machines, locked
from pxtranslate.reading.formats.inline import MARKUP
from pxtranslate.reading.formats.slots import language


class Unit(NamedTuple):
    """A pair as a file holds it."""

    line: int
    """Where it begins, from 1."""
    source: str
    target: str
    """Empty where there is none."""
    human: bool = True
    """Whether a person stands behind the target; so it is where the file says nothing."""


_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def tmx(path: Path) -> Iterator[Unit]:
    """The units that have Chinese."""
    for unit in _elements(path, {"tu"}):
        sides: dict[str, str] = {}
        for variant in unit.iterchildren("{*}tuv"):
            tag = variant.get(_XML_LANG) or variant.get("lang")
            seg = variant.find("{*}seg")
            if tag and seg is not None:
                sides.setdefault(language(tag), _text(seg, path))
        if "zh" in sides:
            marked = unit.findtext(f"{{*}}prop[@type='{MARKED}']") or ""
            target = sides.get("en", "")
            human = not is_machines(target, marked)
            yield Unit(unit.sourceline or 0, sides["zh"], target, human)


def xliff(path: Path) -> Iterator[Unit]:
    """The units that are to be translated, sentence by sentence where those are marked.

    One that is locked is none unless it has a translation, which then is as good as others.
    """
    for unit in _elements(path, {"trans-unit", "segment"}):
        if _is_fixed(unit):
            continue
        for one in _sentences(unit, path):
            yield one._replace(source=one.target, target=one.source) if _is_reversed(unit) else one


def _sentences(unit: etree._Element, path: Path) -> Iterator[Unit]:
    source, target = unit.find("{*}source"), unit.find("{*}target")
    marked = _marked(unit.find("{*}seg-source"))
    if marked:
        ends = _marked(target)
        for name, mark in marked.items():
            english = _text(ends[name], path) if name in ends else ""
            one = Unit(mark.sourceline or 0, _text(mark, path), english, confirmed(unit, name))
            if not locked(unit, name) or _is_told(one):
                yield one
    elif source is not None:
        english = _text(target, path) if target is not None else ""
        one = Unit(unit.sourceline or 0, _text(source, path), english, confirmed(unit))
        if not locked(unit) or _is_told(one):
            yield one


def _is_told(unit: Unit) -> bool:
    """Whether it has a target that is not only its source again."""
    return unit.target.strip() not in ("", unit.source.strip())


def _marked(element: etree._Element | None) -> dict[str, etree._Element]:
    """The marked sentences of a source or target, by number."""
    if element is None:
        return {}
    marks = (mark for mark in element.iter("{*}mrk") if mark.get("mtype") == "seg")
    return {mark.get("mid", ""): mark for mark in marks}


def _is_fixed(unit: etree._Element) -> bool:
    """Whether the nearest element that says so says that a unit is not to be translated."""
    said = (element.get("translate") for element in (unit, *unit.iterancestors()))
    return next((one for one in said if one is not None), "yes") == "no"


def _is_reversed(unit: etree._Element) -> bool:
    """Whether the file translates from English into Chinese: then its target is our source."""
    for element in unit.iterancestors():
        tags = (
            element.get("source-language") or element.get("srcLang"),
            element.get("target-language") or element.get("trgLang"),
        )
        if tags[0] and tags[1]:
            return (language(tags[0]), language(tags[1])) == ("en", "zh")
    return False


def _elements(path: Path, names: set[str]) -> Iterator[etree._Element]:
    """Yield each element of these local names, complete, and forget it afterwards."""
    with path.open("rb") as file:
        try:
            for _, element in etree.iterparse(
                file,
                tag=[f"{{*}}{name}" for name in sorted(names)],
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
            ):
                yield element
                element.clear()
                while (done := element.getprevious()) is not None:
                    parent = done.getparent()
                    if parent is None:  # a comment before the root
                        break
                    parent.remove(done)
        except etree.XMLSyntaxError as error:
            message = " ".join((error.msg or "damaged").split())
            raise InputError(
                f"{path}:{error.lineno or 1}: not well-formed XML ({message})"
            ) from error


def _text(element: etree._Element, path: Path) -> str:
    parts = [element.text or ""]
    for child in element:
        if isinstance(child, etree._Entity):
            raise InputError(
                f"{path}:{child.sourceline}: uses the entity {child.text}, which is not read from "
                "untrusted files; replace it by its text"
            )
        if isinstance(child.tag, str) and etree.QName(child).localname not in MARKUP:
            parts.append(_text(child, path))
        parts.append(child.tail or "")
    return "".join(parts)
