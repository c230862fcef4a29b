"""Read any bilingual file back as (line, source, target): TSV, CSV, JSONL, TMX, XLIFF.

For `check`, which takes pairs from anywhere. A pair without a translation has an empty target.
`line` counts from 1 and is where the pair begins in the file. Files are read as they are needed,
never whole. XML is untrusted: entities, external DTDs and the network stay shut.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from pxtranslate.errors import InputError
from pxtranslate.output import tables, tsv
from pxtranslate.reading.regular import require_regular

Line = tuple[int, str, str]

# Inline elements whose content is markup of the original file, not text of the sentence.
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut", "sc", "ec", "sm", "em", "x", "bx", "ex", "cp"})


def read_pairs(path: Path) -> Iterator[Line]:
    """Yield the pairs of `path`, whose name says what it is.

    Raises InputError for a file that cannot be read, is damaged (naming the line), or holds no
    pair of Chinese and English.
    """
    readers = {
        ".tsv": _tsv,
        ".txt": _tsv,
        ".csv": _csv,
        ".jsonl": _jsonl,
        ".tmx": _tmx,
        ".xlf": _xliff,
        ".xliff": _xliff,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(readers)
        raise InputError(f"{path}: not a bilingual file by its name; check reads {known}")
    empty = True
    try:
        require_regular(path.stat(), path)
        for line in reader(path):
            empty = False
            yield line
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise InputError(f"{path}: cannot be read ({reason})") from error
    if empty:
        raise InputError(f"{path}: holds no pair of Chinese and English text")


def _tsv(path: Path) -> Iterator[Line]:
    return _table(path, "\t")


def _csv(path: Path) -> Iterator[Line]:
    return _table(path, ",")


def _table(path: Path, delimiter: str) -> Iterator[Line]:
    divided = False
    for _, cells in tables.rows(path, delimiter):
        if divided := len(cells) > 1:
            break
    if not divided:
        what = "tab" if delimiter == "\t" else "comma"
        raise InputError(f"{path}: no line has a {what} between source and target")
    for row in tsv.read(path, delimiter):
        yield row.line, row.source, row.target


def _jsonl(path: Path) -> Iterator[Line]:
    for number, text in tables.lines(path):
        if not text.strip():
            continue
        try:
            row = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{path}:{number}: not JSON ({error})") from error
        yield number, *sides(row, f"{path}:{number}")


def sides(row: object, where: str) -> tuple[str, str]:
    """The Chinese and the English of a JSON row. Raises InputError, naming `where`, if it has none."""
    if isinstance(row, dict):
        inner = row.get("translation", row)
        for source, target in (("source", "target"), ("zh", "en")):
            if isinstance(inner, dict) and source in inner:
                zh, en = inner[source], inner.get(target)
                if isinstance(zh, str) and (en is None or isinstance(en, str)):
                    return zh, en or ""
    raise InputError(f'{where}: no text under "source" and "target", nor under "zh" and "en"')


def _tmx(path: Path) -> Iterator[Line]:
    for unit in _elements(path, {"tu"}):
        sides: dict[str, str] = {}
        for variant in unit.iterchildren("{*}tuv"):
            language = variant.get("{http://www.w3.org/XML/1998/namespace}lang") or variant.get(
                "lang"
            )
            seg = variant.find("{*}seg")
            if language and seg is not None:
                sides.setdefault(language.lower().partition("-")[0], _text(seg, path))
        if "zh" in sides:
            yield unit.sourceline or 0, sides["zh"], sides.get("en", "")


def _xliff(path: Path) -> Iterator[Line]:
    for unit in _elements(path, {"trans-unit", "segment"}):
        source, target = unit.find("{*}source"), unit.find("{*}target")
        if source is not None:
            english = _text(target, path) if target is not None else ""
            yield unit.sourceline or 0, _text(source, path), english


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
        if isinstance(child.tag, str) and etree.QName(child).localname not in _CODES:
            parts.append(_text(child, path))
        parts.append(child.tail or "")
    return "".join(parts)
