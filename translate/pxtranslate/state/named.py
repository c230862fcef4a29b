"""A file that a person named, as it comes to lie there: whole or not at all.

Knows bytes; nothing of what they mean. For the files of an output folder see `place`.
"""

import errno
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from pxtranslate.errors import ConfigError, PxError
from pxtranslate.state import failpoint
from pxtranslate.state.place import explained


def refuse_input(path: Path, inputs: Iterable[str | Path]) -> None:
    """Raise ConfigError if a result would be written over one of these, by whatever path or link."""
    for one in inputs:
        read = Path("/dev/stdin" if str(one) == "-" else one)
        with suppress(OSError, ValueError):
            if path.is_file() and path.samefile(read):
                raise ConfigError(
                    f"{path}: is to be read and to hold the result; name another file for that"
                )


def require_writable(path: Path) -> None:
    """Find before the work whether its result can be kept. Raises PxError."""
    with _told(path):
        if _is_whole(path):
            beside = _beside(path)
            beside.touch(exist_ok=False)
            beside.unlink()
        else:
            _open_at_once(path)


@contextmanager
def named(path: Path) -> Iterator[BinaryIO]:
    """A file for the bytes of `path`, which lie there when the block ends well, and not before.

    A device or a pipe is written into as it comes. Raises RetryableError when the disk is full,
    PxError when it cannot be written.
    """
    with _told(path), _whole(path) if _is_whole(path) else _as_it_comes(path) as file:
        yield file


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            reason = f"cannot be written ({error.strerror}); name another place"
            raise PxError(f"{path}: {reason}") from error
        error.filename = str(path)  # not the one beside it
        raise explained(path, error) from error
    except ValueError as error:  # a NUL in the path
        raise PxError(f"{path}: cannot be written ({error})") from error


def _is_whole(path: Path) -> bool:
    return path.is_file() or not path.exists()


def _beside(path: Path) -> Path:
    # Resolved, or a link would be replaced, not what it leads to.
    return path.resolve().with_name(f".{secrets.token_hex(8)}.partial")


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    beside = _beside(path)
    failpoint.hit("write")
    try:
        with beside.open("xb") as file:
            if path.exists():
                beside.chmod(path.stat().st_mode & 0o777)
            yield file
            file.flush()
            failpoint.hit("fsync")
            os.fsync(file.fileno())
        failpoint.hit("rename")
        beside.replace(path.resolve())
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


@contextmanager
def _as_it_comes(path: Path) -> Iterator[BinaryIO]:
    _open_at_once(path)
    with path.open("wb") as file:
        yield file


def _open_at_once(path: Path) -> None:
    # O_NONBLOCK: a pipe that nobody reads would wait.
    os.close(os.open(path, os.O_WRONLY | os.O_NONBLOCK))
