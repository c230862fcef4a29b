"""A set of sentences with their English, and other people's translations of the same sentences.

Own sets are bilingual files as `check` reads them; the few that ship are named. Knows files, not
scores.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from pxtranslate.errors import InputError
from pxtranslate.output.pairs import read_pairs
from pxtranslate.phrases import counted
from pxtranslate.regular import read_regular

MAJOR = 2
"""So many raters must have marked a major error, as where `risk` was fitted."""
_LINES = {".en", ".txt"}
"""Endings of outputs that are a line a sentence."""


@dataclass(frozen=True, slots=True)
class ReferenceSet:
    """Chinese sentences and one reference for each."""

    name: str
    sources: tuple[str, ...]
    references: tuple[str, ...]
    whole: int
    """Sentences in the file; those here may be its first ones only."""

    @property
    def characters(self) -> int:
        """Source characters, as speeds count them."""
        return sum(map(len, self.sources))

    @property
    def digest(self) -> str:
        """A hash of all sentences: results of one set are not compared with those of another."""
        text = json.dumps([self.sources, self.references])
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Outputs:
    """What some other system made of the sentences of a set, and what raters thought of it."""

    name: str
    targets: tuple[str, ...]
    major: tuple[bool, ...] = ()
    """Whether a reader found a major error; empty where nobody judged."""


def shipped() -> list[str]:
    """The names of the sets that come with the package."""
    folder = files("pxtranslate.evaluation") / "sets"
    return sorted(entry.name[:-4] for entry in folder.iterdir() if entry.name.endswith(".tsv"))


def load(named: str, segments: int | None = None) -> ReferenceSet:
    """Read a set by its name or the path of its file; its first `segments` sentences.

    Raises InputError for a file that cannot be read, or a line without Chinese or English.
    """
    if named in shipped():
        with as_file(files("pxtranslate.evaluation") / "sets" / f"{named}.tsv") as path:
            return _read(path, segments)
    path = Path(named).expanduser()
    if not path.exists():
        raise InputError(
            f"{named}: no such file, and no set of that name; there are {', '.join(shipped())}"
        )
    return _read(path, segments)


def _read(path: Path, segments: int | None) -> ReferenceSet:
    sources, references = [], []
    for line, source, target in read_pairs(path):
        if not source.strip() or not target.strip():
            raise InputError(f"{path}:{line}: a set needs Chinese and English on every line")
        sources.append(" ".join(source.split()))
        references.append(" ".join(target.split()))
    return ReferenceSet(
        path.stem, tuple(sources[:segments]), tuple(references[:segments]), len(sources)
    )


def outputs(paths: Sequence[Path], among: ReferenceSet) -> list[Outputs]:
    """Read other systems' translations of a set.

    A `.en` or `.txt` file has a line for each sentence; a bilingual file is looked up by its Chinese,
    and in JSONL `major` tells what raters found (true, or how many of them). Raises InputError where
    the sentences are not those of the set.
    """
    shown = [path.stem.rpartition(".")[2] for path in paths]
    names = shown if len(set(shown)) == len(shown) else [path.name for path in paths]
    return [
        _lines(path, name, among) if path.suffix.lower() in _LINES else _pairs(path, name, among)
        for path, name in zip(paths, names, strict=True)
    ]


def _lines(path: Path, name: str, among: ReferenceSet) -> Outputs:
    try:
        text = read_regular(path).decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({error})") from error
    lines = text.removesuffix("\n").split("\n")
    if len(lines) != among.whole:
        raise InputError(
            f"{path}: has {counted(len(lines), 'line')}, and {among.name} {among.whole} sentences;"
            " write one line for each"
        )
    return Outputs(name, tuple(line.strip() for line in lines[: len(among.sources)]))


def _pairs(path: Path, name: str, among: ReferenceSet) -> Outputs:
    found = {" ".join(zh.split()): en for _, zh, en in read_pairs(path)}
    for number, source in enumerate(among.sources, 1):
        if source not in found:
            raise InputError(f"{path}: has no translation of sentence {number}: {source[:40]}")
    judged = dict(_judged(path)) if path.suffix.lower() == ".jsonl" else {}
    major = tuple(judged[source] for source in among.sources if source in judged)
    return Outputs(
        name,
        tuple(" ".join(found[source].split()) for source in among.sources),
        major if len(major) == len(among.sources) else (),
    )


def _judged(path: Path) -> Iterator[tuple[str, bool]]:
    for line in path.read_text("utf-8-sig").split("\n"):
        row = json.loads(line) if line.strip() else {}
        if "major" in row:
            source = str(row.get("zh", row.get("source", "")))
            wrong = row["major"]
            yield " ".join(source.split()), wrong if isinstance(wrong, bool) else wrong >= MAJOR
