"""What people changed in the output: read back before anything is written over it, and kept.

A target in a result folder that is not the one put there is a person's. It holds for that sentence
of that document (counted among equal ones) until the sentence is gone from the source. Files are
compared by content, so a copied or touched file is no correction. Knows nothing of the state.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pxtranslate.errors import InputError
from pxtranslate.output.pairs import read_pairs
from pxtranslate.output.view import segments
from pxtranslate.reading.regular import read_regular
from pxtranslate.records import Article, Document, Segment
from pxtranslate.state.place import Stamp, set_aside, stamp
from pxtranslate.text import one_line, xml

READ_BACK = ("aligned.tmx", "aligned.xlf", "aligned.xliff", "aligned.tsv", "segments.jsonl")
"""What people edit, least exact first: where two disagree, the last one wins."""
MARK = 12
"""Hexadecimal digits of a mark."""

Key = tuple[str, int]
"""Mark of a source, and its number among equal sources of the document."""
T = TypeVar("T")


def marks(document: Document) -> str:
    """The pairs of a document in short: for each segment the mark of its source and its target."""
    return "".join(
        mark(segment.source) + mark(segment.target or "") for segment in segments(document)
    )


def mark(text: str) -> str:
    """A short hash of a text as every format can carry it."""
    plain = text.strip() if text.isprintable() else one_line(xml(text))
    plain = plain.replace("\ufffd", "")  # what stands for half a character in some, not in others
    return hashlib.blake2b(plain.encode(), digest_size=MARK // 2).hexdigest()


def read_back(
    folder: Path,
    files: Mapping[str, Stamp],
    placed: Sequence[str],
    say: Callable[[str], None],
) -> dict[Key, str]:
    """The targets in a result folder that were never `placed` there by us.

    `files` are as we left them; those that still are so are not opened. One that cannot be read to
    its end is set aside under another name rather than lost.
    """
    if not placed:
        return corrected_before(folder)
    ours: dict[Key, set[str]] = {}
    for one in placed:
        cut = [one[at : at + MARK] for at in range(0, len(one), MARK)]
        for key, target in _numbered(zip(cut[::2], cut[1::2], strict=True)):
            ours.setdefault(key, set()).add(target)
    found: dict[Key, str] = {}
    for path in (folder / name for name in READ_BACK):
        if not path.exists() or stamp(str(path)) == files.get(path.name):
            continue
        try:
            pairs = [(mark(source), target) for _, source, target in read_pairs(path)]
        except InputError as error:
            say(f"{error}; what may have been edited there is kept as {set_aside(path)}")
            continue
        for key, target in _numbered(pairs):
            if target.strip() and key in ours and mark(target) not in ours[key]:
                found[key] = target
    return found


def correct(document: Document, corrections: Mapping[Key, str]) -> Document:
    """Put what people wrote in place of the targets."""
    if not corrections:
        return document
    numbered = _numbered((mark(s.source), s) for s in segments(document))
    written = {s.id: corrections[key] for key, s in numbered if key in corrections}
    return replace(
        document, articles=tuple(_corrected(article, written) for article in document.articles)
    )


def _corrected(article: Article, written: Mapping[str, str]) -> Article:
    def look(segment: Segment) -> Segment:
        if segment.id not in written:
            return segment
        return replace(segment, target=written[segment.id], origin="human")

    return replace(article, segments=tuple(map(look, article.segments)))


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
    try:
        lines = read_regular(folder / "segments.jsonl").decode("utf-8", "replace").split("\n")
    except OSError:
        return {}
    pairs = [(mark(row["source"]), row) for row in _rows(lines)]
    return {key: row["target"] for key, row in _numbered(pairs) if row.get("origin") == "human"}


def _rows(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    for line in lines:
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(row, dict) and all(isinstance(row.get(k), str) for k in ("source", "target")):
            yield row
