"""How files come to lie in an output folder: whole or not at all, whatever happens in between.

Knows bytes and names; nothing of what they mean.
"""

import errno
import os
import stat
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path

from pxtranslate.errors import PxError, RetryableError
from pxtranslate.reading.inputs import STATE_FOLDER
from pxtranslate.state import failpoint

FOLDER = STATE_FOLDER
"""In an output folder: what is remembered of it, and what is being written. No input leads here."""
PARTIAL = "partial"
"""In there: files that are being written; what a kill leaves behind is swept."""
_SYNCED_AT_ONCE = 8
Stamp = tuple[int, int]
"""Size and modification time (ns) of a file."""


def place(folder: Path, files: Mapping[str, bytes]) -> dict[str, Stamp]:
    """Write `files` (names below `folder`), each whole or not at all; give each one's stamp.

    What has not changed is left alone. All are written beside their place and synced before the
    first is renamed in. Raises RetryableError when the disk is full, PxError when the folder
    cannot be written.
    """
    paths = {name: f"{folder}/{name}" for name in files}
    partial = {name: f"{folder}/{FOLDER}/{PARTIAL}/{n}" for n, name in enumerate(files)}
    stamps: dict[str, Stamp | None] = {}
    try:
        sweep(folder)
        for one in sorted({os.path.dirname(path) for path in paths.values()}):  # noqa: PTH120
            failpoint.hit("mkdir")
            # Paths as text: a third of the time.
            os.makedirs(one, exist_ok=True)  # noqa: PTH103
        stamps = {name: _same(paths[name], files[name]) for name in files}
        changed = [name for name in files if not stamps[name]]
        for name in changed:
            stamps[name] = _write(partial[name], files[name])
        _sync([partial[name] for name in changed])
        for name in changed:
            failpoint.hit("rename")
            os.replace(partial[name], paths[name])  # noqa: PTH105
        touched = {os.path.dirname(paths[name]) for name in changed}  # noqa: PTH120
        _sync(sorted(touched | {str(folder)} if touched else ()))
    except OSError as error:
        # On a full disk what is half written is in the way; else the next run sweeps it.
        with suppress(PxError):
            sweep(folder)
        raise explained(folder, error) from error
    return {name: made for name, made in stamps.items() if made}


def sweep(folder: Path) -> None:
    """Remove what a kill left half written in an output folder. Raises PxError."""
    partial = folder / FOLDER / PARTIAL
    try:
        os.makedirs(partial, exist_ok=True)  # noqa: PTH103
        for entry in os.scandir(partial):
            os.unlink(entry)  # noqa: PTH108 - an entry is a path already
    except OSError as error:
        raise explained(folder, error) from error


def remove(path: Path) -> None:
    """Remove a file if it is there. Raises PxError."""
    failpoint.hit("unlink")
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise explained(path, error) from error


def keep_beside(path: Path, why: str = "unread") -> Path:
    """Rename a file so that nothing of ours will ever overwrite it; its new path."""
    number, aside = 1, path.with_name(f"{path.name}.{why}")
    while os.path.lexists(aside):
        number += 1
        aside = path.with_name(f"{path.name}.{why}{number}")
    failpoint.hit("rename")
    try:
        return path.rename(aside)
    except OSError as error:
        raise explained(path, error) from error


def fresh(folder: Path, files: Mapping[str, Stamp]) -> bool:
    """Whether the output files are all still there as they were put in place."""
    try:
        return bool(files) and all(stamp(f"{folder}/{name}") == files[name] for name in files)
    except OSError:
        return False


def stamp(path: str) -> Stamp:
    """Size and modification time (ns) of a file."""
    info = os.stat(path)  # noqa: PTH116 - 60,000 of these in a rerun; Path takes twice the time
    return info.st_size, info.st_mtime_ns


def _same(path: str, data: bytes) -> Stamp | None:
    """The stamp of a file that holds just this; None if it does not, or is no file."""
    try:
        info = os.stat(path)  # noqa: PTH116
        if info.st_size != len(data) or not stat.S_ISREG(info.st_mode):
            return None
        with open(path, "rb") as file:  # noqa: PTH123
            same = file.read() == data
        return (info.st_size, info.st_mtime_ns) if same else None
    except FileNotFoundError:
        return None


def _write(path: str, data: bytes) -> Stamp:
    failpoint.hit("write")
    # O_EXCL: never through a link that somebody put there.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
        info = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    return info.st_size, info.st_mtime_ns


def _sync(paths: Sequence[str]) -> None:
    """Make files and folders durable, many at once: the system then does so in few writes.

    182 files one by one took 0.8 s on ext4, eight at a time 0.05 s. A failed sync is final for
    a file (the kernel may have dropped its pages): an error like any other, never repeated.
    """
    failpoint.hit("fsync")
    if paths:
        # By the slice: to hand each file over by itself took as long as to sync it.
        slices = (paths[at::_SYNCED_AT_ONCE] for at in range(_SYNCED_AT_ONCE))
        list(_pool(os.getpid()).map(_fsync, slices))


@cache
def _pool(process: int) -> ThreadPoolExecutor:
    """The threads that sync, for the whole run: new ones each time cost more than the syncing.

    Of this `process`: one that was forked off has none of its parent's threads.
    """
    return ThreadPoolExecutor(_SYNCED_AT_ONCE)


def _fsync(paths: Sequence[str]) -> None:
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def explained(folder: Path, error: OSError) -> PxError:
    """What to tell of a path that could not be written."""
    where = error.filename or folder
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return RetryableError(
            f"{where}: no space left; free some and run the same command again, "
            "finished work is kept"
        )
    return PxError(
        f"{where}: cannot be written ({error.strerror}); choose another output folder with -o "
        "or make this one writable"
    )
