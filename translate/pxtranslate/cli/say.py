"""What commands print: one function for lines that people read, one for rows that programs do.

Names of files and what stands in them may hold anything; on a terminal it could clear the screen,
rename the window or forge a line of ours.
"""

import errno
import os
import re
import sys
from contextlib import suppress

from pxtranslate.errors import PxError, RetryableError
from pxtranslate.text import visible


def say(line: str = "") -> None:
    """Print one line to stdout, whatever is in it made visible. Raises PxError."""
    write(f"{line[: len(line) - len(line.lstrip(' '))]}{visible(line.lstrip(' '))}\n")


def log(line: str) -> None:
    """Print one line to stderr, whatever is in it made visible; where that is full, nothing."""
    with suppress(OSError):
        print(visible(line), file=sys.stderr, flush=True)


def write(data: str) -> None:
    """Write rows to stdout: to a file or a program as they are, to a terminal made visible.

    Raises PxError.
    """
    try:
        if sys.stdout.isatty():
            data = "".join(map(_shown, re.split("([\n\t])", data)))
        sys.stdout.write(data.encode("utf-8", "replace").decode("utf-8"))
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritten(error) from error


def _shown(part: str) -> str:
    return part if part in ("\n", "\t") else visible(part)


def flush() -> None:
    """Hand over what stdout still holds. Raises PxError, BrokenPipeError if nobody reads on."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritten(error) from error


def unwritten(error: OSError) -> PxError:
    """What to tell where stdout takes nothing."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    kind = RetryableError if full else PxError
    return kind(f"stdout: cannot be written ({error.strerror or error}); finished work is kept")


def open_streams() -> None:
    """Give the standard streams a place where the caller closed them.

    Else the first file that is opened, the state's database perhaps, would be taken for one. What is
    written to a closed stdout fails, and is told; stderr is let go.
    """
    for descriptor, flags in ((0, os.O_RDONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, flags)  # the lowest number that is free: this one
    if sys.stdout is None:
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    if sys.stderr is None:
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
