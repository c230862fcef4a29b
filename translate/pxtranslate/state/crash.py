"""Our own failures, in a file that can be sent to us: what was done, with which versions, and where it
failed. Knows nothing of what people's files hold, but names and values stand in a trace.
"""

import hashlib
import platform
import traceback
from contextlib import suppress
from pathlib import Path

from pxtranslate import __version__


def report(folder: Path, what: str, error: Exception) -> str:
    """Write `crash-….txt` into a folder; what to tell of the failure, in a line.

    The same failure gives the same file. Where it cannot be written, the line says where it failed.
    """
    trace = "".join(traceback.format_exception(error))
    text = (
        f"pxtranslate {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
        f"{what}\n\n{trace}"
    ).encode("utf-8", "backslashreplace")
    path = folder / f"crash-{hashlib.sha256(text).hexdigest()[:12]}.txt"
    kind = type(error).__name__
    with suppress(OSError):
        path.write_bytes(text)
        return f"{what}: made pxtranslate fail ({kind}); please report it with {path}"
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(frame.filename).name}:{frame.lineno}"
    return f"{what}: made pxtranslate fail ({kind} at {where}); please report it"
