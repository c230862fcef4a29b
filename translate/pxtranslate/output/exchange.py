"""Pairs as a file for other programs: TMX, TSV, CSV or JSON Lines, by the ending of its name.

Written one after the other, however many there are. TSV and CSV hold a pair a line, as `tsv.cell`
makes it; JSON Lines hold the text exactly; TMX drops what XML cannot hold, and the caller is told
how much that is.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pxtranslate.errors import ConfigError, InputError
from pxtranslate.output import jsonl, tmx, tsv
from pxtranslate.text import count_not_xml

Texts = tuple[str, str, str]
"""Source, target, and the name of the file they are from."""


def export(path: Path, pairs: Iterable[Texts], zh: str = "zh-CN") -> int:
    """Write pairs to `path`, whole or not at all; how many characters its format could not hold.

    `zh` is the language code of the sources. Raises ConfigError for an ending that is none of
    these, InputError where the file cannot be written.
    """
    writers: dict[str, Callable[[Iterable[Texts]], Iterator[bytes]]] = {
        ".tmx": lambda pairs: tmx.units(pairs, zh),
        ".tsv": _tsv,
        ".csv": _csv,
        ".jsonl": _jsonl,
    }
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise ConfigError(f"{path}: a memory is written as {', '.join(writers)}; name such a file")
    lost = 0

    def counted() -> Iterator[Texts]:
        nonlocal lost
        for pair in pairs:
            lost += count_not_xml(pair[0]) + count_not_xml(pair[1])
            yield pair

    partial = path.with_name(f"{path.name}.partial")
    try:
        with partial.open("wb") as file:
            file.writelines(writer(counted()))
        partial.replace(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror})") from error
    finally:
        partial.unlink(missing_ok=True)
    return 0 if path.suffix.lower() == ".jsonl" else lost


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
