"""Files of a whole run, too large for memory: written piece by piece beside their place, then moved in.

As `place` does for small ones: whole or not at all, and what has not changed is left alone.
"""

import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from pxtranslate.errors import PxError
from pxtranslate.output.whole import Writer
from pxtranslate.regular import digest_regular
from pxtranslate.state import failpoint
from pxtranslate.state.place import FOLDER, Stamp, explained, remove, stamp

STAGED = "staged"
"""In the folder of the state: what is being written; what a kill leaves behind is swept."""


def stage(folder: Path, writers: Mapping[str, Writer]) -> dict[str, str]:
    """Have each file written, and synced, but not where it belongs; the SHA-256 of each.

    Raises PxError, and what a writer raises; nothing is left behind then.
    """
    _sweep(folder)
    try:
        for name, write in writers.items():
            failpoint.hit("write")
            with _staged(folder, name).open("xb") as file:
                write(file)
                file.flush()
                failpoint.hit("fsync")
                os.fsync(file.fileno())
        return {name: digest_regular(_staged(folder, name)) for name in writers}
    except BaseException as error:
        with suppress(PxError):
            _sweep(folder)
        if isinstance(error, OSError):
            raise explained(folder, error) from error
        raise


def settle(folder: Path, hashes: Mapping[str, str]) -> dict[str, Stamp]:
    """Move what was staged to its place; the stamp of each file. Raises PxError."""
    try:
        for name, digest in hashes.items():
            if not _holds(folder / name, digest):
                failpoint.hit("rename")
                _staged(folder, name).replace(folder / name)
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        _sweep(folder)
        return {name: stamp(str(folder / name)) for name in hashes}
    except OSError as error:
        raise explained(folder, error) from error


def retire(folder: Path, files: Mapping[str, Stamp], kept: Collection[str]) -> None:
    """Remove files of ours that are no longer wanted, unless somebody changed them. Raises PxError.

    Left alone they would tell what is no longer so, and their old text would pass for corrections.
    """
    for name in files.keys() - kept:
        with suppress(OSError):
            if stamp(str(folder / name)) == files[name]:
                remove(folder / name)


def _holds(path: Path, digest: str) -> bool:
    try:
        return digest_regular(path) == digest
    except OSError:
        return False


def _staged(folder: Path, name: str) -> Path:
    return folder / FOLDER / STAGED / name


def _sweep(folder: Path) -> None:
    staged = folder / FOLDER / STAGED
    try:
        staged.mkdir(parents=True, exist_ok=True)
        for path in staged.iterdir():
            path.unlink()
    except OSError as error:
        raise explained(folder, error) from error
