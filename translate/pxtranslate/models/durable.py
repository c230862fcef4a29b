"""How files come to lie in the models folder: one process at a time, whole or not at all.

Knows nothing of what the files are.
"""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pxtranslate.errors import PxError, RetryableError

_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST}


def write_durably(path: Path, text: str) -> None:
    """Write a small file so that after a crash it is there whole, or not at all."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames inside a folder survive a power cut (POSIX; elsewhere the OS sees to it)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def room_on_disk(folder: Path) -> Iterator[None]:
    """Tell a full disk from other errors: RetryableError, what is done so far stays.

    PxError where the folder takes no files at all.
    """
    try:
        yield
    except PxError:
        raise
    except Exception as error:
        number = error.errno if isinstance(error, OSError) else 0
        # Libraries in Rust, as safetensors, tell it in words.
        if number in {errno.ENOSPC, errno.EDQUOT} or "No space left on device" in str(error):
            raise RetryableError(
                f"the disk of {folder} is full; make room and run the same command again:"
                " it goes on where it stopped"
            ) from error
        if number in _REFUSED:
            raise PxError(
                f"{getattr(error, 'filename', None) or folder}: cannot be written"
                f" ({os.strerror(number)}); name another folder, or make this one writable"
            ) from error
        raise


@contextmanager
def only_one(folder: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of a folder, which the system frees even if the process is killed."""
    lock = FileLock(folder / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        say(f"waiting for another process that is fetching or converting in {folder}")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
