"""What people changed in the output: read back before anything is written over it, and kept.

A target in a result folder that is not the one put there is a person's. It holds for that sentence
of that document (counted among equal ones) until the sentence is gone from the source. Files are
compared by content, so a copied or touched file is no correction. Knows nothing of the state.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from pxtranslate.articles.segment import whole
from pxtranslate.errors import InputError
from pxtranslate.output import docx, tsv, xlsx
from pxtranslate.output.filled import NAME, joined
from pxtranslate.output.pairs import read_units
from pxtranslate.output.view import segments
from pxtranslate.phrases import counted
from pxtranslate.reading.formats import FILLED
from pxtranslate.records import Article, Document, Segment
from pxtranslate.regular import read_regular, require_regular
from pxtranslate.state.place import Stamp, keep_beside, stamp
from pxtranslate.text import MARK, mark

_TABLES: Mapping[str, Callable[[Path], Iterable[tsv.Row]]] = {
    ".docx": lambda path: tsv.parsed(docx.cells(path)),
    ".csv": lambda path: tsv.read(path, ","),
    ".xlsx": lambda path: tsv.parsed(xlsx.cells(path)),
    ".tab": tsv.read,
    ".tsv": tsv.read,
}
READ_AS_THEY_ARE = (
    *("aligned.tmx", "aligned.xlf", "aligned.xliff"),
    *("aligned.docx", "aligned.csv", "aligned.xlsx", "aligned.tsv"),
    "segments.jsonl",
)
READ_BACK = (*(NAME + suffix for suffix in FILLED), *READ_AS_THEY_ARE)
"""What people edit, least exact first: where two disagree, the last one wins. Of a bilingual file that
was filled, their words are taken here, the places of inline tags by `results`; states and notes are only
in what is kept beside."""
_UNMATCHED = "could not be matched with a sentence or holds more than one"
_NO_TEXT = (
    "could not be taken: the English is a number or a date, not the text that was typed; format the cell"
    " as text and type it again"
)
_NAMED = 8
"""Lines of a file that a message names."""

Key = tuple[str, int]
"""Mark of a source, and its number among equal sources of the document."""
T = TypeVar("T")


def marks(document: Document) -> str:
    """The pairs of a document in short: for each segment the mark of its source and its target.

    After them those of the paragraphs that we cut into sentences: people may have them whole.
    """
    pairs = [(segment.source, segment.target) for segment in segments(document)]
    cut = (group for group in _paragraphs(document) if len(group) > 1)
    pairs += [(whole(group).source, joined(group)) for group in cut]
    return "".join(mark(source) + mark(target or "") for source, target in pairs)


def _paragraphs(document: Document) -> Iterator[list[Segment]]:
    for _, group in groupby(segments(document), lambda one: one.paragraph):
        yield list(group)


@dataclass(slots=True)
class Edits:
    """What people wrote in one result folder, and in which file each of it stands."""

    targets: dict[Key, str] = field(default_factory=dict)
    files: dict[Key, str] = field(default_factory=dict)


def read_back(
    folder: Path,
    files: Mapping[str, Stamp],
    placed: Sequence[str],
    say: Callable[[str], None],
) -> Edits:
    """The targets in a result folder that were never `placed` there by us.

    `files` are as we left them; those that still are so are not opened. One that cannot be read to
    its end, or holds more than can be taken from it, is kept beside under another name rather than
    lost, and `say` is told.
    """
    edits = Edits()
    if not placed:
        edits.targets = corrected_before(folder)
        return edits
    ours = _Ours(placed)
    for path in (folder / name for name in READ_BACK):
        if not path.exists() or stamp(str(path)) == files.get(path.name):
            continue
        try:
            found, left = ours.compare(path)
        except InputError as error:
            say(
                f"{error}; what may have been edited there is kept as {keep_beside(path, 'unread')}"
            )
            continue
        edits.targets |= found
        edits.files |= dict.fromkeys(found, path.name)
        kept = keep_beside(path, "edited") if left else path
        for why, lines in left.items():
            named = ", ".join(map(str, lines[:_NAMED])) + (" …" if len(lines) > _NAMED else "")
            say(
                f"{path}: {counted(len(lines), 'line')} {why} ({named}); the file is kept as {kept}"
            )
    return edits


class _Ours:
    """What we placed in a folder, in short: by source, and by number in the document."""

    def __init__(self, placed: Sequence[str]) -> None:
        self._targets: dict[Key, set[str]] = {}
        self._every: defaultdict[str, set[str]] = defaultdict(set)
        self._numbered: list[list[Key]] = []
        for one in placed:
            cut = [one[at : at + MARK] for at in range(0, len(one), MARK)]
            pairs = list(_numbered(zip(cut[::2], cut[1::2], strict=True)))
            self._numbered.append([key for key, _ in pairs])
            for key, target in pairs:
                self._targets.setdefault(key, set()).add(target)
                self._every[key[0]].add(target)

    def compare(self, path: Path) -> tuple[dict[Key, str], dict[str, list[int]]]:
        """The targets of a file that are not ours, and by reason the lines that none can be taken from."""
        found: dict[Key, str] = {}
        left: defaultdict[str, list[int]] = defaultdict(list)
        seen: dict[str, int] = {}
        rows = list(_read(path))
        unsure = self._counted_otherwise(rows) if path.stem == NAME else set()
        for row in rows:
            sources = set(map(mark, row.sources))
            known = next((one for one in sources if (one, 0) in self._targets), "")
            key = self._by_number(row.number, sources)
            if key is None and known:
                key = known, seen.get(known, -1) + 1
            if key:
                seen[key[0]] = key[1]
            targets = set(map(mark, row.targets))
            written = row.target.strip() and not row.untouched
            if key and key[0] in unsure:
                if written and not targets & self._every[key[0]]:
                    left[_UNMATCHED].append(row.line)
                continue
            if key is None or key not in self._targets or row.more:
                left[_UNMATCHED].append(row.line)
            if key in self._targets and written and not targets & self._targets[key]:
                if isinstance(row.target, tsv.Figure):
                    left[_NO_TEXT].append(row.line)
                else:
                    found[key] = row.target
        return found, left

    def _counted_otherwise(self, rows: Iterable["_Row"]) -> set[str]:
        """The sources of which a file has more or fewer than we placed there.

        Such a sentence stands alone in one paragraph and among others in another: which of its
        places a row is cannot be told by counting.
        """
        there = Counter(one for row in rows for one in set(map(mark, row.sources)))
        placed = [Counter(source for source, _ in keys) for keys in self._numbered]
        return {one for one, number in there.items() if all(number != of[one] for of in placed)}

    def _by_number(self, number: int | None, sources: set[str]) -> Key | None:
        for keys in self._numbered if number else ():
            if number and number <= len(keys) and keys[number - 1][0] in sources:
                return keys[number - 1]
        return None


@dataclass(frozen=True, slots=True)
class _Row:
    """A pair of a file, and all that it may have been before a spreadsheet saved it."""

    line: int
    sources: set[str]
    target: str
    targets: set[str]
    number: int | None = None
    more: bool = False
    untouched: bool = False
    """Whether it says itself that the target is as a machine wrote it, however old the file is."""


def _read(path: Path) -> Iterator[_Row]:
    try:
        require_regular(path.stat(), path)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    if path.suffix in _TABLES:
        ours = path.stem != NAME  # the columns of a table that was given are not ours
        for row in _TABLES[path.suffix](path):
            targets = tsv.readings(row.target) | {row.target}
            sources = tsv.readings(row.source) | {row.source}
            number = row.number if ours else None
            untouched = ours and row.mark in map(mark, targets)
            yield _Row(row.line, sources, row.target, targets, number, row.more and ours, untouched)
    else:
        told = path.suffix == ".tmx"  # in XLIFF a state that nobody saw to says nothing of the text
        for unit in read_units(path):
            untouched = told and not unit.human
            yield _Row(unit.line, {unit.source}, unit.target, {unit.target}, untouched=untouched)


def correct(document: Document, corrections: Mapping[Key, str]) -> Document:
    """Put what people wrote in place of the targets; a paragraph written whole is one segment."""
    if not corrections:
        return document
    parts = {s.id: corrections[key] for key, s in keyed(document) if key in corrections}
    wholes = _wholes(document, corrections)

    def each(article: Article) -> Iterator[Segment]:
        for paragraph, group in groupby(article.segments, lambda one: one.paragraph):
            if paragraph in wholes:
                yield _written(whole(list(group)), wholes[paragraph])
            else:
                yield from (_written(s, parts[s.id]) if s.id in parts else s for s in group)

    articles = (replace(one, segments=tuple(each(one))) for one in document.articles)
    return replace(document, articles=tuple(articles))


def _wholes(document: Document, corrections: Mapping[Key, str]) -> dict[str, str]:
    """What people wrote for paragraphs that we cut, by their ids.

    They are numbered after the segments, as in `marks`: a headline of the same words is another text.
    """
    numbered = _texts(document)
    return {id: corrections[key] for key, id in numbered if id and key in corrections}


def places(document: Document) -> set[Key]:
    """Where a correction can stand: the segments, and the paragraphs that we cut."""
    return {key for key, _ in _texts(document)}


def _texts(document: Document) -> Iterator[tuple[Key, str]]:
    """All that `marks` tells of, each with the id of the paragraph if it is one."""
    every: list[tuple[str, str]] = [(mark(one.source), "") for one in segments(document)]
    for group in _paragraphs(document):
        if len(group) > 1:
            every.append((mark(whole(group).source), group[0].paragraph))
    return _numbered(every)


def _written(segment: Segment, target: str) -> Segment:
    return replace(segment, target=target, origin="human")


def keyed(document: Document) -> Iterator[tuple[Key, Segment]]:
    """Each segment with what a correction of it is kept under."""
    return _numbered((mark(s.source), s) for s in segments(document))


def _numbered(pairs: Iterable[tuple[str, T]]) -> Iterator[tuple[Key, T]]:
    """Number equal sources in order."""
    seen: dict[str, int] = {}
    for source, value in pairs:
        number = seen[source] = seen.get(source, -1) + 1
        yield (source, number), value


def corrected_before(folder: Path) -> dict[Key, str]:
    """The corrections that a result folder of which we remember nothing shows as such.

    A line that is damaged costs its own correction only.
    """
    return {
        key: row["target"]
        for key, row in _recorded(folder)
        if isinstance(row.get("target"), str)
        and row.get("origin") == "human"
        and "match" not in row  # that one is in a memory
    }


def sources(folder: Path) -> dict[Key, str]:
    """The sentences of a result folder, as it is."""
    return {key: row["source"] for key, row in _recorded(folder)}


def _recorded(folder: Path) -> Iterator[tuple[Key, dict[str, str]]]:
    """The rows of a result folder's segments; nothing where there are none."""
    try:
        lines = read_regular(folder / "segments.jsonl").decode("utf-8", "replace").split("\n")
    except (OSError, ValueError):  # a name that is none, from a file that was carried here
        lines = []
    return _numbered([(mark(row["source"]), row) for row in _rows(lines)])


def _rows(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    for line in lines:
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(row, dict) and isinstance(row.get("source"), str):
            yield row
