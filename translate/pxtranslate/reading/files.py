"""Open regular files and archives, and nothing else: no link, pipe or device.

Knows nothing of what files mean.
"""

import errno
import os
import stat
import zipfile
from functools import lru_cache
from pathlib import Path

from pxtranslate.errors import InputError
from pxtranslate.reading.archive import open_zip
from pxtranslate.reading.base import Limits


def load(path: Path, limits: Limits) -> bytes:
    """The bytes of a regular file, and nothing else: no link, FIFO or device is opened."""
    try:
        # O_NONBLOCK so that opening a FIFO returns, to be refused.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise InputError("is a symbolic link; name the file it leads to") from error
        raise InputError(f"cannot be opened: {error.strerror}") from error
    status = os.fstat(descriptor)
    if stat.S_ISDIR(status.st_mode):  # it could not be listed a moment ago
        os.close(descriptor)
        raise InputError("is a folder that could not be listed; run it again")
    with os.fdopen(descriptor, "rb") as file:
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


def archive(path: Path, limits: Limits) -> zipfile.ZipFile:
    """An archive, kept for its other members until the next archive is asked for."""
    try:
        status = path.lstat()
    except OSError as error:
        raise InputError(f"cannot be opened: {error.strerror}") from error
    return _archive_as_of(path, limits, status.st_ino, status.st_mtime_ns)


@lru_cache(maxsize=1)
def _archive_as_of(path: Path, limits: Limits, inode: int, changed: int) -> zipfile.ZipFile:
    return open_zip(load(path, limits), limits)
