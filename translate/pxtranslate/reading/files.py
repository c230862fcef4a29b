"""Open regular files and archives, and nothing else: no link, pipe or device.

Knows nothing of what files mean.
"""

import errno
import os
import stat
import time
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from pxtranslate.errors import InputError
from pxtranslate.reading.archive import open_zip
from pxtranslate.reading.base import Limits

_WAITS = (0.0, 0.05, 0.5)
"""Seconds before each try to read a file: whoever is saving it is through by then."""


def load(path: Path, limits: Limits) -> bytes:
    """The bytes of a regular file, and nothing else: no link, FIFO or device is opened.

    Bytes of one moment: what is written into while it is read is read again, and then refused.
    """
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
        return _of_one_moment(file, limits)


def _of_one_moment(file: BinaryIO, limits: Limits) -> bytes:
    for wait in _WAITS:
        if wait:
            time.sleep(wait)
        status = os.fstat(file.fileno())
        if status.st_size > limits.file_bytes:
            raise InputError(
                f"is {status.st_size >> 20} MiB, more than the {limits.file_bytes >> 20} MiB"
                " read at once; split it"
            )
        try:
            file.seek(0)
            data = file.read(limits.file_bytes)
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}") from error
        if _version(os.fstat(file.fileno())) == _version(status):
            return data
    raise InputError("is being written while it is read; run it again when that is done")


def _version(status: os.stat_result) -> tuple[int, int]:
    return status.st_size, status.st_mtime_ns


def archive(path: Path, limits: Limits) -> zipfile.ZipFile:
    """An archive, kept for its other members until the next archive is asked for."""
    try:
        status = path.lstat()
    except OSError as error:
        raise InputError(f"cannot be opened: {error.strerror}") from error
    return _archive_as_of(path, limits, status.st_ino, _version(status))


@lru_cache(maxsize=1)
def _archive_as_of(
    path: Path, limits: Limits, inode: int, version: tuple[int, int]
) -> zipfile.ZipFile:
    return open_zip(load(path, limits), limits)
