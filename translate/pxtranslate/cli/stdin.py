"""Standard input as a file, for commands that read a file of any kind: `-` stands for it."""

import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pxtranslate.reading.base import Limits


@contextmanager
def as_file(file: Path, suffix: Callable[[bytes], str]) -> Iterator[Path]:
    """The path itself; for `-` a file that holds standard input while the block runs.

    `suffix` tells from the bytes what ending the file would have.
    """
    if str(file) != "-":
        yield file
        return
    data = sys.stdin.buffer.read()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"stdin{suffix(data)}"
        path.write_bytes(data)
        yield path


def bilingual(data: bytes) -> str:
    """The ending of a bilingual file, by how it begins."""
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:2000]
    if head.startswith(b"<"):
        return ".tmx" if b"<tmx" in head else ".xlf"
    if head.startswith(b"{"):
        return ".jsonl"
    first = head.partition(b"\n")[0]
    return ".tsv" if b"\t" in first or b"," not in first else ".csv"


def article(data: bytes) -> str:
    """The ending of a file of news, by how it begins; pictures and books are named, not piped."""
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if head.startswith(b"%pdf-"):
        return ".pdf"
    if head.startswith((b"<!doctype html", b"<html")):
        return ".html"
    first = data.partition(b"\n")[0].decode("utf-8", "ignore").lstrip("\ufeff").casefold()
    names = {one.strip().strip('"') for one in re.split("[,;\t]", first)}
    if len(names) > 1 and not names.isdisjoint((*Limits().title_fields, *Limits().text_fields)):
        return ".csv"
    return ".jsonl" if head.startswith(b'{"') else ".txt"
