"""Read: from paths to documents with blocks. With `write`, the only stage that sees files.

`find_inputs` says what there is, `read` decodes one of them. What a format looks like inside is the
business of `pxtranslate.readers`; what the blocks mean is that of `split`.
"""

import contextlib
import hashlib
import importlib
import logging
import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pxtranslate import readers
from pxtranslate.errors import InputError
from pxtranslate.readers import ARCHIVES, FORMATS, PICTURES, ocr, sandbox
from pxtranslate.readers.archive import members, open_zip, unpack
from pxtranslate.readers.base import Crashed, Limits, Parsed, Scanned
from pxtranslate.readers.encoding import han
from pxtranslate.readers.files import archive, load
from pxtranslate.readers.mojibake import suspect
from pxtranslate.records import Document
from pxtranslate.text import visible

__all__ = ["Crashed", "Input", "Limits", "digest", "find_inputs", "read"]

_log = logging.getLogger(__name__)
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_LETTER = re.compile(r"[^\W\d_]")
_MOST_NOTES = 20
_LEAST_HAN = 0.05
"""Share of letters that must be Chinese; an English story with a few names in it has less."""
_MOST_KANA = 0.1
"""Share of kana among Han and kana; Japanese news has half, Chinese news a の in a brand name."""
_HINTS = {
    **dict.fromkeys((".doc", ".wps", ".rtf", ".odt"), "; save it as .docx"),
    **dict.fromkeys((".rar", ".7z", ".tar", ".gz", ".tgz"), "; unpack it, or pack it as .zip"),
    **dict.fromkeys((".xls", ".xlsx", ".ods"), "; save it as .csv"),
    **dict.fromkeys((".mobi", ".azw3"), "; convert it to .epub"),
}
"""What to do with files that newsrooms have and we cannot read."""
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
    _log.warning("skipped %s: %s", visible(path), visible(reason))


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
        try:
            folder = stat.S_ISDIR(path.stat().st_mode)
        except FileNotFoundError as error:
            raise InputError(f"{path}: no such file or folder") from error
        except (OSError, ValueError) as error:
            raise InputError(f"{path}: cannot be opened: {error}") from error
        before = len(found)
        if folder:
            for file in _walk(path, skipped):
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


def read(item: Input, limits: Limits = Limits(), *, apart: bool = False) -> Document:  # noqa: B008 - frozen
    """Read one input. Raises InputError with one line that names the file and the reason.

    Crashed, an InputError, if it made its reader crash or hang. `apart`: in the child process,
    whatever the format.
    """
    try:
        data = _content(item, limits)
        parsed = _parse(item, data, limits, apart)
        suspicion = suspect(parsed.text)
        _require_chinese(parsed.text, suspicion)
    except InputError as error:
        # What parsers and field names bring along may have line ends.
        kind = Crashed if isinstance(error, Crashed) else InputError
        raise kind(f"{item.shown}: {' '.join(str(error).split())}") from error
    return Document(
        path=item.shown,
        name=item.name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=parsed.encoding,
        text=parsed.text,
        blocks=parsed.blocks,
        notes=_few([suspicion, *parsed.notes] if suspicion else parsed.notes),
    )


def digest(item: Input, limits: Limits = Limits()) -> str:  # noqa: B008 - frozen
    """SHA-256 of an input's bytes, unparsed. Raises InputError as `read` does."""
    try:
        return hashlib.sha256(_content(item, limits)).hexdigest()
    except InputError as error:
        # What parsers and field names bring along may have line ends.
        raise InputError(f"{item.shown}: {' '.join(str(error).split())}") from error


def _walk(folder: Path, skipped: Callable[[str, str], None]) -> Iterator[Path]:
    """All files under a folder that are not hidden, sorted, links to folders not followed."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        skipped(_show(folder), f"cannot be listed: {error.strerror}")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder / entry.name, skipped)
        else:
            yield folder / entry.name


def _entries(shown: Path, file: Path, skipped: Callable[[str, str], None]) -> Iterator[Input]:
    """The inputs in one file: itself, or what an archive holds.

    An archive that cannot be opened or holds nothing is an input itself, for `read` to say why.
    """
    inside = []
    if file.suffix.lower() in ARCHIVES:
        with contextlib.suppress(InputError):
            inside = members(archive(file, Limits()))
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
    if readable:
        yield from readable
    else:
        size = file.lstat().st_size if os.path.lexists(file) else 0
        yield Input(file, _show(shown), _safe(shown.stem), size)


def _known(name: str) -> bool:
    return Path(name).suffix.lower() in (*FORMATS, *ARCHIVES)


def _unreadable(name: str) -> str:
    """Why a file of this name found in a folder is not read; empty if it is."""
    if not _known(name):
        suffix = Path(name).suffix
        return f"no reader for {suffix or 'a name without an ending'}" + _HINTS.get(
            suffix.lower(), ""
        )
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

    `index.html`, `manifest.json` and `summary.md` lie beside the result folders.
    """
    once: dict[tuple[Path, int | None], Input] = {}
    for item in found:
        once.setdefault((item.path.parent.resolve() / item.path.name, item.member), item)
    found = list(once.values())
    count = Counter(item.name.casefold() for item in found)
    count.update({"index.html": 1, "manifest.json": 1, "summary.md": 1})
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


def _content(item: Input, limits: Limits) -> bytes:
    """The bytes of the file or member."""
    if item.member is None:
        data = load(item.path, limits)
    else:
        opened = archive(item.path, limits)
        infos = opened.infolist()
        if item.member >= len(infos):
            raise InputError("has gone from its archive since the run began")
        data = unpack(opened, infos[item.member])
    if not data:
        raise InputError("is empty (0 bytes)")
    return data


def _parse(item: Input, data: bytes, limits: Limits, apart: bool) -> Parsed:
    suffix = Path(item.shown).suffix.lower()
    if suffix in ARCHIVES:
        open_zip(data, limits)
        raise InputError(f"holds no file to read (looked for {_kinds()})")
    form = FORMATS[suffix]
    if suffix in PICTURES:
        limits = replace(limits, seconds=limits.seconds_a_scan)
    if form.child or apart:
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


def _few(notes: Sequence[str]) -> tuple[str, ...]:
    """The first notes, and how many more there were: a broken feed has one for every line."""
    more = len(notes) - _MOST_NOTES
    return (*notes[:_MOST_NOTES], f"and {more} more notes like these") if more > 0 else (*notes,)


def _require_chinese(text: str, suspicion: str | None) -> None:
    """Raise InputError if there is no Chinese to translate."""
    if not text.strip():
        raise InputError("holds no text but space")
    chinese = han(text)
    kana = _KANA.subn("", text)[1]
    if kana > _MOST_KANA * (chinese + kana):
        raise InputError("holds no Chinese text: it looks Japanese")
    if chinese and chinese >= _LEAST_HAN * len(text):  # letters are no more than characters
        return
    letters = _LETTER.subn("", text)[1]
    if not chinese or chinese < _LEAST_HAN * letters:
        reason = suspicion or f"{chinese} of its {letters} letters are Chinese"
        raise InputError(f"holds no Chinese text: {reason}")
