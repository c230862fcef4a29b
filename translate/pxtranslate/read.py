"""Read: from paths to documents with blocks. With `write`, the only stage that sees files.

`find_inputs` says what there is, `read` decodes one of them. What a format looks like inside is the
business of `pxtranslate.readers`; what the blocks mean is that of `split`.
"""

import contextlib
import errno
import hashlib
import importlib
import logging
import os
import re
import stat
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pxtranslate import readers
from pxtranslate.errors import InputError
from pxtranslate.readers import ARCHIVES, FORMATS, PICTURES, ocr, sandbox
from pxtranslate.readers.archive import members, open_zip, unpack
from pxtranslate.readers.base import Limits, Parsed, Scanned
from pxtranslate.readers.encoding import han
from pxtranslate.readers.mojibake import suspect
from pxtranslate.records import Document

__all__ = ["Input", "Limits", "digest", "find_inputs", "read"]

_log = logging.getLogger(__name__)
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
    member: int | None = None
    """Position in the archive."""


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
                if reason := _unreadable(file.name):
                    skipped(_show(file), reason)
                else:
                    found += _entries(file, file, skipped)
            if len(found) == before:
                raise InputError(f"{path}: holds no file to read (looked for {_kinds()})")
        elif not _known(path.name):
            raise InputError(f"{path}: {_unreadable(path.name)} (there is for {_kinds()})")
        else:
            # A link that a person names is meant; one that lies in a folder may lead anywhere.
            found += _entries(path, path.resolve(), skipped)
    return _named(found)


def read(item: Input, limits: Limits = Limits()) -> Document:  # noqa: B008 - frozen
    """Read one input. Raises InputError with one line that names the file and the reason."""
    try:
        data = _content(item, limits)
        parsed = _parse(item, data, limits)
        suspicion = suspect(parsed.text)
        _require_chinese(parsed.text, suspicion)
    except InputError as error:
        # What parsers and field names bring along may have line ends.
        raise InputError(f"{item.shown}: {' '.join(str(error).split())}") from error
    return Document(
        path=item.shown,
        name=item.name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=parsed.encoding,
        text=parsed.text,
        blocks=parsed.blocks,
        notes=(*parsed.notes, suspicion) if suspicion else parsed.notes,
    )


def digest(item: Input, limits: Limits = Limits()) -> str:  # noqa: B008 - frozen
    """SHA-256 of an input's bytes, unparsed. Raises InputError as `read` does."""
    try:
        return hashlib.sha256(_content(item, limits)).hexdigest()
    except InputError as error:
        # What parsers and field names bring along may have line ends.
        raise InputError(f"{item.shown}: {' '.join(str(error).split())}") from error


def _walk(folder: Path) -> Iterator[Path]:
    """All files under a folder that are not hidden, sorted, links to folders not followed."""
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry)
        else:
            yield entry


def _entries(shown: Path, file: Path, skipped: Callable[[str, str], None]) -> Iterator[Input]:
    """The inputs in one file: itself, or what an archive holds.

    An archive that cannot be opened or holds nothing is an input itself, for `read` to say why.
    """
    inside = []
    if file.suffix.lower() in ARCHIVES:
        with contextlib.suppress(InputError):
            inside = members(_archive(file, Limits()))
    readable = []
    for member in inside:
        name = f"{_show(shown)}/{member.name}"
        if Path(member.name).suffix.lower() in ARCHIVES:
            skipped(name, "an archive inside an archive; unpack it by hand")
        elif reason := _unreadable(member.name):
            skipped(name, reason)
        else:
            stem = _safe(Path(member.name).stem)
            readable.append(Input(file, name, stem, member.size, member.index))
    yield from readable or [Input(file, _show(shown), _safe(shown.stem), file.lstat().st_size)]


def _known(name: str) -> bool:
    return Path(name).suffix.lower() in (*FORMATS, *ARCHIVES)


def _unreadable(name: str) -> str:
    """Why a file of this name found in a folder is not read; empty if it is."""
    if not _known(name):
        return f"no reader for {Path(name).suffix or 'a name without an ending'}"
    if Path(name).suffix.lower() in PICTURES and not ocr.installed():
        return ocr.HOW_TO_INSTALL
    return ""


def _kinds() -> str:
    return " ".join(sorted((*FORMATS, *ARCHIVES)))


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
    """Drop what was found twice, and give those a short hash of their path whose names would collide, also where case is one.

    `index.html` and `manifest.json` lie beside the result folders.
    """
    once: dict[tuple[Path, int | None], Input] = {}
    for item in found:
        once.setdefault((item.path.parent.resolve() / item.path.name, item.member), item)
    found = list(once.values())
    count = Counter(item.name.casefold() for item in found)
    count.update({"index.html": 1, "manifest.json": 1})
    return [
        item
        if count[item.name.casefold()] == 1
        else replace(item, name=f"{item.name}-{_short_hash(item.shown, item.member)}")
        for item in found
    ]


def _short_hash(shown: str, member: int | None) -> str:
    return hashlib.sha256(f"{shown}\0{member}".encode()).hexdigest()[:6]


def _show(path: Path) -> str:
    """A path as text that any output can carry, whatever bytes its name has."""
    return str(path).encode("utf-8", "replace").decode()


def _load(path: Path, limits: Limits) -> bytes:
    """The bytes of a regular file, and nothing else: no link, FIFO or device is opened."""
    try:
        # O_NONBLOCK so that opening a FIFO returns, to be refused.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
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
        try:
            return file.read(limits.file_bytes)
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}") from error


def _archive(path: Path, limits: Limits) -> zipfile.ZipFile:
    """An archive, kept for its other members until the next archive is asked for."""
    try:
        status = path.lstat()
    except OSError as error:
        raise InputError(f"cannot be opened: {error.strerror}") from error
    return _archive_as_of(path, limits, status.st_ino, status.st_mtime_ns)


@lru_cache(maxsize=1)
def _archive_as_of(path: Path, limits: Limits, inode: int, changed: int) -> zipfile.ZipFile:
    return open_zip(_load(path, limits), limits)


def _content(item: Input, limits: Limits) -> bytes:
    """The bytes of the file or member."""
    if item.member is None:
        data = _load(item.path, limits)
    else:
        archive = _archive(item.path, limits)
        infos = archive.infolist()
        if item.member >= len(infos):
            raise InputError("has gone from its archive since the run began")
        data = unpack(archive, infos[item.member])
    if not data:
        raise InputError("is empty (0 bytes)")
    return data


def _parse(item: Input, data: bytes, limits: Limits) -> Parsed:
    suffix = Path(item.shown).suffix.lower()
    if suffix in ARCHIVES:
        open_zip(data, limits)
        raise InputError(f"holds no file to read (looked for {_kinds()})")
    form = FORMATS[suffix]
    if suffix in PICTURES:
        limits = replace(limits, seconds=limits.seconds_a_scan)
    if form.child:
        try:
            return sandbox.parse(form.module, data, limits)
        except Scanned as error:
            if not ocr.installed():
                raise InputError(f"{error}; {ocr.HOW_TO_INSTALL}") from error
            limits = replace(limits, seconds=limits.seconds_a_scan * error.pages)
            return sandbox.parse("scan", data, limits)
    parsed: Parsed = importlib.import_module(f"{readers.__name__}.{form.module}").parse(
        data, limits
    )
    return parsed


def _require_chinese(text: str, suspicion: str | None) -> None:
    """Raise InputError if there is no Chinese to translate."""
    if not text.strip():
        raise InputError("holds no text but space")
    chinese = han(text)
    kana = _KANA.subn("", text)[1]
    letters = _LETTER.subn("", text)[1]
    if kana > _MOST_KANA * (chinese + kana):
        raise InputError("holds no Chinese text: it looks Japanese")
    if not chinese or chinese < _LEAST_HAN * letters:
        reason = suspicion or f"{chinese} of its {letters} letters are Chinese"
        raise InputError(f"holds no Chinese text: {reason}")
