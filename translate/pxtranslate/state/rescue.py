"""What lies in an output folder and is not provably our own bytes: read back, or kept beside, never
overwritten.

What we put there is known by its SHA-256, from the state; where that is lost, from the manifest.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pxtranslate.errors import InputError
from pxtranslate.output.pairs import read_pairs
from pxtranslate.regular import digest_regular, read_regular
from pxtranslate.state.corrections import READ_BACK, corrected_before
from pxtranslate.state.place import Stamp, keep_beside, stamp
from pxtranslate.state.state import Hashes, State
from pxtranslate.text import mark

MANIFEST = "manifest.json"
_EDITED = "edited"


def sha256(data: bytes) -> str:
    """As hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def make_way(
    folder: Path,
    files: Hashes,
    before: Mapping[str, Stamp],
    ours: Sequence[Hashes],
    say: Callable[[str], None],
) -> None:
    """Set aside what `files`, given with their hashes, would overwrite in a folder and is not ours.

    `before`: our files as we left them, which are not opened if they still are so; `ours`: the
    hashes of all that we may have put there. Raises PxError.
    """
    for name, digest in files.items():
        path = folder / name
        try:
            if stamp(str(path)) == before.get(name):
                continue
            found = digest_regular(path)
        except OSError:  # not there, or nothing that holds text of anybody
            continue
        if found not in (digest, *(one.get(name) for one in ours)):
            say(
                f"{path}: is not as we left it; what was there is kept as {keep_beside(path, _EDITED)}"
            )


def recover(out: Path, state: State) -> dict[str, str]:
    """Learn from the manifest what an output folder holds whose state is lost.

    What we put there is noted in the state again, so that what people changed is found to be
    theirs, and corrections that were recorded are taken back. Gives the folder of each input by its
    shown path; nothing where the state remembers by itself, or there is no manifest of ours.
    """
    if state.known() or state.folders():
        return {}
    rows = _manifest(out)
    folders: dict[str, str] = {}
    marks: dict[str, str] = {}
    hashes: dict[str, Hashes] = {}
    for row in rows:
        try:
            path, name = str(row["path"]), str(row["folder"])
            files = {str(file): str(digest) for file, digest in row["files"].items()}
        except (KeyError, AttributeError):  # of an input that gave nothing
            continue
        if files:
            hashes[name] = files
        if not name:
            continue
        folders[path] = name
        state.correct(name, corrected_before(out / name))
        if known := _marks(out / name, files):
            marks[name] = known
    state.intend(marks, hashes)
    return folders


def is_manifest(data: bytes) -> bool:
    """Whether a file is a manifest that we wrote."""
    return bool(_rows(data))


def _manifest(out: Path) -> list[dict[str, Any]]:
    try:
        return _rows(read_regular(out / MANIFEST))
    except OSError:
        return []


def _rows(data: bytes) -> list[dict[str, Any]]:
    """The inputs of a manifest, and first the front page as if it were one, its folder empty."""
    try:
        manifest = json.loads(data)
        if str(manifest["signature"]).startswith("px:"):
            front = {"path": "", "folder": "", "files": manifest.get("files", {})}
            return [front, *(row for row in manifest["inputs"] if isinstance(row, dict))]
    except (ValueError, LookupError, TypeError, RecursionError):
        pass
    return []


def _marks(folder: Path, files: Hashes) -> str:
    """The marks of a folder's pairs, from the most exact file that is as we left it; "": none is."""
    for name in reversed(READ_BACK):
        try:
            if name in files and sha256(read_regular(folder / name)) == files[name]:
                pairs = read_pairs(folder / name)
                return "".join(mark(source) + mark(target) for _, source, target in pairs)
        except (OSError, InputError):
            continue
    return ""
