"""What there is to read under the paths that a user names.

Opens nothing but folders and the lists of archives; `reading.read` reads.
"""

import contextlib
import logging
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pxtranslate.errors import ConfigError, InputError
from pxtranslate.reading.archive import members
from pxtranslate.reading.base import Limits
from pxtranslate.reading.files import archive
from pxtranslate.reading.formats import ARCHIVES, FORMATS, PICTURES, ocr
from pxtranslate.text import visible

_log = logging.getLogger(__name__)
_DOCUMENTS = {
    **dict.fromkeys(
        (".doc", ".docm", ".dot", ".dotx", ".wps", ".wpd", ".pages"), "; save it as .docx"
    ),
    **dict.fromkeys((".fodt", ".ott", ".sxw"), "; save it as .odt"),
    **dict.fromkeys((".ppt", ".pptx", ".odp", ".key", ".pub", ".indd"), "; save it as .pdf"),
    **dict.fromkeys(
        (".ceb", ".cebx", ".caj", ".djvu", ".xps", ".ofd", ".ps"), "; print it to .pdf"
    ),
    **dict.fromkeys(
        (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst"),
        "; unpack it, or pack it as .zip",
    ),
    **dict.fromkeys((".xlsm", ".xlsb", ".fods", ".et", ".numbers"), "; save it as .xlsx"),
    **dict.fromkeys((".mobi", ".azw", ".azw3", ".fb2", ".chm"), "; convert it to .epub"),
    **dict.fromkeys((".eml", ".msg", ".webarchive"), "; save it as .html"),
    **dict.fromkeys((".ass", ".ssa", ".sub"), "; convert it to .srt"),
}
"""Texts that newsrooms have and we cannot read, and what to do with them: one in a folder has failed."""
_HINTS = {
    **_DOCUMENTS,
    **dict.fromkeys(
        (".json", ".xml"), "; write one object a line (.jsonl), or save the page as .html"
    ),
    **dict.fromkeys((".heic", ".gif", ".psd"), "; save it as .png"),
    **dict.fromkeys(
        (".po", ".pot", ".properties", ".ttx", ".txml", ".idml"),
        "; export it as XLIFF (.xlf) from your translation tool",
    ),
    **dict.fromkeys(
        (".mp3", ".mp4", ".wav", ".m4a", ".mov"), "; write down what is said (.txt, .srt)"
    ),
}
_ELSE = "; save it as .txt, .docx, .html or .pdf"
MEMBER = "\0"
"""Between the path of an archive and what is inside it, in `Input.owner`; no path holds one."""
STATE_FOLDER = ".pxtranslate"
"""Lies in every folder of results, which is never read: its summaries are Chinese text, too."""
_SYSTEM = re.compile(
    r"(?i)thumbs\.db|ehthumbs.*\.db|desktop\.ini|icon\r|__macosx|\$recycle\.bin|"
    r"system volume information|lost\+found|@eadir|~\$.*|.*~|.*\.(?:tmp|part|crdownload|swp|lock|lnk)"
)
"""What systems and open programs leave in folders: nobody wants to be told that it is not read."""
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
    """What its result folder would be called, safe on every file system; others may be called so."""
    size: int
    """Bytes; of a member, as the archive claims."""
    member: int | None = None
    """Position in the archive."""
    owner: str = ""
    """Who it is, however it was named: its absolute path; of a member also its name in there."""


Skipped = tuple[str, str]
"""The path of what a folder or an archive holds and is not read, and the reason."""


def log_skipped(path: str, reason: str) -> None:
    """Say on the log what a folder holds that is not read."""
    _log.warning("skipped %s: %s", visible(path), visible(reason))


def find_inputs(
    paths: Sequence[Path],
    skipped: Callable[[str, str], None] = log_skipped,
    out: Path | None = None,
) -> list[Input]:
    """List what can be read under `paths`, in the order given, folders in sorted order.

    Hidden files, those of the system and folders of results (`out`, where they will go, among them)
    are left out, links inside folders are not followed, and `skipped` is told the path and the
    reason of every other file that has no reader. A file that turns out to be unreadable is in the
    list all the same, as is a document of a format that we do not read, and what is named beside
    others: `read` gives the reason, and the others go on. Raises InputError if a path is missing or nothing at
    all was found, ConfigError if a path is itself a folder of results.
    """
    found: list[Input] = []
    for path in paths:
        try:
            folder = stat.S_ISDIR(path.stat().st_mode)
        except FileNotFoundError as error:
            raise InputError(f"{path}: no such file or folder") from error
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            raise InputError(f"{path}: cannot be opened: {reason}") from error
        before = len(found)
        if folder:
            _refuse_results(path, out)
            for file in _walk(path, out and _real(out)):
                if file.is_dir() and not file.is_symlink():
                    found.append(
                        Input(file, _show(file), _safe(file.name), 0, owner=str(file.resolve()))
                    )
                elif (reason := unreadable(file.name)) and not is_document(file.name):
                    skipped(_show(file), reason)
                else:
                    found += _entries(file, file, skipped)
            nothing = f"holds no file to read (looked for {kinds()})"
            if len(found) == before and len(paths) == 1:
                raise InputError(f"{path}: {nothing}")
            if len(found) == before:
                skipped(_show(path), nothing)
        elif not _known(path.name) and len(paths) == 1:
            raise InputError(f"{path}: {unreadable(path.name)} (there is for {kinds()})")
        else:
            # A link that a person names is meant; one that lies in a folder may lead anywhere.
            found += _entries(path, path.resolve(), skipped)
    if not found:
        raise InputError(f"nothing to read under {', '.join(map(str, paths))}")
    once: dict[str, Input] = {}
    for item in found:
        once.setdefault(item.owner, item)
    return list(once.values())


def _refuse_results(path: Path, out: Path | None) -> None:
    """Raise ConfigError if what is to be read is where results lie, or are to go."""
    if out is not None and _real(path) == _real(out):
        raise ConfigError(
            f"{path}: is to be read and to hold the results; give them another folder with -o"
            " (one inside it is fine)"
        )
    if _holds_results(path):
        raise ConfigError(
            f"{path}: holds results of pxtranslate, not texts to translate; name the folder of the"
            " originals, or move what you want to be read out of it"
        )


def _real(path: Path) -> Path:
    """The path without links; where they lead round in a circle, what can be said of it."""
    return Path(os.path.realpath(path))  # Path.resolve raises at a circle


def _holds_results(folder: Path) -> bool:
    """Whether results lie in a folder, as far as one may look into it."""
    return os.path.isdir(folder / STATE_FOLDER)  # noqa: PTH112 - Path.is_dir raises where one may not


def _walk(folder: Path, out: Path | None) -> Iterator[Path]:
    """All files under a folder that are not hidden, sorted, links to folders not followed.

    A folder that cannot be listed stands for what it holds, for `read` to fail on.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield folder
        return
    for entry in entries:
        if entry.name.startswith(".") or _SYSTEM.fullmatch(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            inside = folder / entry.name
            if _real(inside) != out and not _holds_results(inside):
                yield from _walk(inside, out)
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
    place = str(file.parent.resolve() / file.name)
    times: dict[str, int] = {}
    for member in inside:
        if _SYSTEM.fullmatch(Path(member.name).name):
            continue
        name = f"{_show(shown)}/{member.name}"
        if (reason := unreadable(member.name)) and not is_document(member.name):
            skipped(name, reason)
        else:
            stem = _safe(Path(member.name).stem)
            times[member.name] = times.get(member.name, 0) + 1
            owner = MEMBER.join((place, member.name, str(times[member.name])))
            readable.append(Input(file, name, stem, member.size, member.index, owner))
    if readable:
        yield from readable
    else:
        size = file.lstat().st_size if os.path.lexists(file) else 0
        yield Input(file, _show(shown), _safe(shown.stem), size, owner=place)


def _known(name: str) -> bool:
    return Path(name).suffix.lower() in (*FORMATS, *ARCHIVES)


def is_document(name: str) -> bool:
    """Whether a file of this name is a document, or an archive of them, that we cannot read."""
    return Path(name).suffix.lower() in _DOCUMENTS


def unreadable(name: str) -> str:
    """Why a file of this name found in a folder is not read; empty if it is."""
    if not _known(name):
        suffix = Path(name).suffix
        return f"no reader for {suffix or 'a name without an ending'}" + _HINTS.get(
            suffix.lower(), _ELSE
        )
    suffix = Path(name).suffix.lower()
    if suffix in PICTURES and not ocr.installed():
        return ocr.HOW_TO_INSTALL
    if suffix in FORMATS and FORMATS[suffix].by_name:
        return (
            "may be a memory or a glossary; name the file itself to have its empty targets filled"
        )
    return ""


def kinds() -> str:
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


def _show(path: Path) -> str:
    """A path as text that any output can carry, whatever bytes its name has."""
    return str(path).encode("utf-8", "replace").decode()
