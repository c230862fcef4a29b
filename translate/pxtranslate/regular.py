"""Open regular files only: a pipe or a device that stands in the place of one would hang or never end.

Raises nothing but OSError, whose `strerror` says what is wrong, for callers to name the file.
"""

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

IRREGULAR = "not a regular file but a pipe, socket or device"


def read_regular(path: Path) -> bytes:
    """The bytes of a regular file, links followed. Raises OSError."""
    with _opened(path) as file:
        return file.read()


def digest_regular(path: Path) -> str:
    """The SHA-256 of a regular file of any size. Raises OSError."""
    with _opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _opened(path: Path) -> Iterator[BufferedReader]:
    try:
        # O_NONBLOCK so that opening a FIFO returns, to be refused.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except ValueError as error:
        raise OSError(errno.EINVAL, "a path holds no NUL", str(path)) from error
    with os.fdopen(descriptor, "rb") as file:
        require_regular(os.fstat(descriptor), path)
        yield file


def require_regular(status: os.stat_result, path: Path) -> None:
    """Raise OSError unless the status is that of a regular file."""
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, IRREGULAR, str(path))


def require_regular_if_there(path: Path) -> None:
    """Raise OSError if something stands at `path` that is no regular file."""
    try:
        require_regular(path.stat(), path)
    except FileNotFoundError:
        return
    except ValueError as error:
        raise OSError(errno.EINVAL, "a path holds no NUL", str(path)) from error
