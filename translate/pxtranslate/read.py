"""Read: from paths to documents with blocks. With `write`, the only stage that sees files.

`find_inputs` says what there is, `read` decodes one of them. What a format looks like inside is the
business of `pxtranslate.readers`; what the blocks mean is that of `split`.
"""

import errno
import hashlib
import importlib
import logging
import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pxtranslate.errors import InputError
from pxtranslate.readers import FORMATS, Format
from pxtranslate.readers.base import Limits, Parsed
from pxtranslate.records import Document

__all__ = ["Input", "Limits", "find_inputs", "read"]

_log = logging.getLogger(__name__)
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_LETTER = re.compile(r"[^\W\d_]")
_LEAST_HAN = 0.05
"""Share of letters that must be Chinese; an English story with a few names in it has less."""
_MOST_KANA = 0.1
"""Share of kana among Han and kana; Japanese news has half, Chinese news a の in a brand name."""
_LONGEST_NAME = 60
"""Characters of a folder name; three bytes each stay below the 255 of common file systems."""


@dataclass(frozen=True, slots=True)
class Input:
    """Something to read: a file, or a member of an archive."""

    path: Path
    """The file to open."""
    shown: str
    """The path as people should see it; for a member, the archive's and the member's."""
    name: str
    """Name of its result folder, unique in the run and safe on every file system."""
    size: int
    """Bytes; of a member, as the archive claims."""
    member: str | None = None


def log_skipped(path: str, reason: str) -> None:
    """Say on the log what a folder holds that is not read."""
    _log.warning("skipped %s: %s", path, reason)


def find_inputs(
    paths: Sequence[Path], skipped: Callable[[str, str], None] = log_skipped
) -> list[Input]:
    """List what can be read under `paths`, in the order given, folders in sorted order.

    Hidden files are left out, links inside folders are not followed, and `skipped` is told the path
    and the reason of every other file that has no reader. A file that turns out to be unreadable
    is in the list all the same: `read` gives the reason. Raises InputError if a path is missing or
    nothing at all was found.
    """
    found: list[Input] = []
    for path in paths:
        if not path.exists():
            raise InputError(f"{path}: no such file or folder")
        before = len(found)
        if path.is_dir():
            for file in _walk(path):
                if _format(file.name) is None:
                    skipped(str(file), f"no reader for {file.suffix or 'a name without an ending'}")
                else:
                    found.extend(_entries(file, file))
            if len(found) == before:
                raise InputError(f"{path}: holds no file to read (looked for {_kinds()})")
        elif _format(path.name) is None:
            raise InputError(f"{path}: no reader for this kind of file (there is for {_kinds()})")
        else:
            # A link that a person names is meant; one that lies in a folder may lead anywhere.
            found.extend(_entries(path, path.resolve()))
    return _named(found)


def read(item: Input, limits: Limits = Limits()) -> Document:  # noqa: B008 - frozen
    """Read one input. Raises InputError with one line that names the file and the reason."""
    try:
        data = _load(item, limits)
        parsed = _parse(item, data, limits)
        _require_chinese(parsed)
    except InputError as error:
        raise InputError(f"{item.shown}: {error}") from error
    return Document(
        path=item.shown,
        name=item.name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=parsed.encoding,
        text=parsed.text,
        blocks=parsed.blocks,
        notes=parsed.notes,
    )


def _walk(folder: Path) -> Iterator[Path]:
    """All files under a folder that are not hidden, sorted, links to folders not followed."""
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry)
        else:
            yield entry


def _entries(shown: Path, file: Path) -> Iterable[Input]:
    """The inputs in one file: itself, or what an archive holds."""
    yield Input(file, str(shown), _safe(shown.stem), file.lstat().st_size)


def _format(name: str) -> Format | None:
    return FORMATS.get(Path(name).suffix.lower())


def _kinds() -> str:
    return " ".join(sorted(FORMATS))


def _safe(stem: str) -> str:
    """A folder name that no file system minds and that shows nothing unexpected on a terminal."""
    bare = re.sub(
        r'[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]', "_", stem
    )
    bare = re.sub("[\ud800-\udfff]", "_", bare)[:_LONGEST_NAME].strip(" .")
    if re.fullmatch("(?i)con|prn|aux|nul|com[0-9]|lpt[0-9]", bare):
        bare += "_"
    return bare or "unnamed"


def _named(found: Sequence[Input]) -> list[Input]:
    """Give those a short hash of their path whose names would collide, also where case is one.

    `index.html` and `manifest.json` lie beside the result folders.
    """
    count = Counter(item.name.casefold() for item in found)
    count.update({"index.html": 1, "manifest.json": 1})
    return [
        item
        if count[item.name.casefold()] == 1
        else replace(item, name=f"{item.name}-{hashlib.sha256(_bytes(item.shown)).hexdigest()[:6]}")
        for item in found
    ]


def _bytes(shown: str) -> bytes:
    return shown.encode("utf-8", "surrogateescape")


def _load(item: Input, limits: Limits) -> bytes:
    """The bytes of a regular file, and nothing else: no link, FIFO or device is opened."""
    try:
        # O_NONBLOCK so that opening a FIFO returns, to be refused.
        descriptor = os.open(item.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise InputError("is a symbolic link; name the file it leads to") from error
        raise InputError(f"cannot be opened: {error.strerror}") from error
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise InputError("is not a regular file (a pipe, socket or device)")
        if status.st_size > limits.file_bytes:
            raise InputError(
                f"is {status.st_size >> 20} MiB, more than the {limits.file_bytes >> 20} MiB"
                " read at once; split it"
            )
        if status.st_size == 0:
            raise InputError("is empty (0 bytes)")
        try:
            return file.read(limits.file_bytes)
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}") from error


def _parse(item: Input, data: bytes, limits: Limits) -> Parsed:
    form = _format(item.member or item.path.name)
    if form is None:
        raise InputError("no reader for this kind of file")
    reader = importlib.import_module(f"pxtranslate.readers.{form.module}")
    parsed: Parsed = reader.parse(data, limits)
    return parsed


def _require_chinese(parsed: Parsed) -> None:
    """Raise InputError if there is no Chinese to translate."""
    if not parsed.blocks:
        raise InputError("holds no text but space")
    han = len(_HAN.findall(parsed.text))
    kana = len(_KANA.findall(parsed.text))
    letters = len(_LETTER.findall(parsed.text))
    if kana > _MOST_KANA * (han + kana):
        raise InputError("holds no Chinese text: it looks Japanese")
    if han == 0 or han < _LEAST_HAN * letters:
        raise InputError(f"holds no Chinese text: {han} of its {letters} letters are Chinese")
