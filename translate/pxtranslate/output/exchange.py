"""Pairs as a file for other programs: TMX, TSV, CSV or JSON Lines, by the ending of its name.

Written one after the other, however many there are. TSV and CSV hold a pair a line, as `tsv.cell`
makes it; JSON Lines hold the text exactly; TMX drops what XML cannot hold, and the caller is told
how much that is.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from pxtranslate.errors import ConfigError
from pxtranslate.output import jsonl, tmx, tsv
from pxtranslate.text import count_not_xml

ENDINGS = (".tmx", ".tsv", ".csv", ".jsonl")
Texts = tuple[str, str, str]
"""Source, target, and the name of the file they are from."""


def require(path: Path) -> None:
    """Raise ConfigError for an ending that is none of these."""
    if path.suffix.lower() not in ENDINGS:
        raise ConfigError(f"{path}: a memory is written as {', '.join(ENDINGS)}; name such a file")


def export(file: BinaryIO, ending: str, pairs: Iterable[Texts], zh: str = "zh-CN") -> int:
    """Write pairs to a file of this ending; how many characters its format could not hold.

    `zh` is the language code of the sources.
    """
    writers: dict[str, Callable[[Iterable[Texts]], Iterator[bytes]]] = {
        ".tmx": lambda pairs: tmx.units(pairs, zh),
        ".tsv": _tsv,
        ".csv": _csv,
        ".jsonl": _jsonl,
    }
    lost = 0

    def counted() -> Iterator[Texts]:
        nonlocal lost
        for pair in pairs:
            lost += count_not_xml(pair[0]) + count_not_xml(pair[1])
            yield pair

    file.writelines(writers[ending](counted()))
    return 0 if ending == ".jsonl" else lost


def _tsv(pairs: Iterable[Texts]) -> Iterator[bytes]:
    yield b"zh\ten\tfile\n"
    for pair in pairs:
        yield ("\t".join(map(tsv.cell, pair)) + "\n").encode()


def _csv(pairs: Iterable[Texts]) -> Iterator[bytes]:
    yield b"zh,en,file\n"
    for pair in pairs:
        line = io.StringIO(newline="")
        csv.writer(line, lineterminator="\n").writerow(map(tsv.inert, pair))
        yield line.getvalue().encode()


def _jsonl(pairs: Iterable[Texts]) -> Iterator[bytes]:
    for source, target, file in pairs:
        yield (jsonl.line({"source": source, "target": target, "file": file}) + "\n").encode()
