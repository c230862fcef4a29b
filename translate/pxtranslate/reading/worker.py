"""The child process of `sandbox`: parse what comes down the socket under limits of the system.

`python -m pxtranslate.reading.worker FD LIMITS` serves until the other end closes. It may not write
to any file, and a file that uses up the CPU time of one ends the process.
"""

import importlib
import json
import resource
import socket
import struct
import sys
import time
import traceback
from typing import Any

from pxtranslate.errors import InputError
from pxtranslate.reading.base import Limits, Scanned

_LENGTH = struct.Struct(">Q")
_LONGEST = 1 << 31
_CHUNK = 1 << 20


def send(to: socket.socket, data: bytes, deadline: float | None) -> None:
    """Send length and data. Raises TimeoutError at the deadline (of `time.monotonic`)."""
    to.settimeout(_left(deadline))
    to.sendall(_LENGTH.pack(len(data)) + data)


def receive(source: socket.socket, deadline: float | None) -> bytes:
    """Receive what `send` sent. Raises TimeoutError, or EOFError if the other end is gone."""
    (length,) = _LENGTH.unpack(_exactly(source, _LENGTH.size, deadline))
    if length > _LONGEST:
        raise EOFError("the other end does not keep to the protocol")
    return _exactly(source, length, deadline)


def _exactly(source: socket.socket, length: int, deadline: float | None) -> bytes:
    data = bytearray()
    while len(data) < length:
        source.settimeout(_left(deadline))
        part = source.recv(min(_CHUNK, length - len(data)))
        if not part:
            raise EOFError("the other end closed")
        data += part
    return bytes(data)


def _left(deadline: float | None) -> float | None:
    if deadline is None:
        return None
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _serve(to: socket.socket, limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while True:
        module = receive(to, None).decode()
        data = receive(to, None)
        _allow_more_time(limits.seconds)
        send(to, json.dumps(_answer(module, data, limits)).encode(), None)


def _limits(given: str) -> Limits:
    """Limits from the JSON of their fields; JSON makes lists of tuples."""
    fields: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in json.loads(given).items()
    }
    return Limits(**fields)


def _allow_more_time(seconds: float) -> None:
    """The system counts CPU time from the start of the process: move the limit with each file."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))


def _answer(module: str, data: bytes, limits: Limits) -> dict[str, object]:
    try:
        parsed = importlib.import_module(f"pxtranslate.reading.formats.{module}").parse(
            data, limits
        )
    except Scanned as error:
        return {"reason": str(error), "pages": error.pages}
    except InputError as error:
        return {"reason": str(error)}
    except MemoryError:
        return {"memory": True}
    except Exception:  # whatever a parser does with hostile bytes, it costs one file
        return {"trace": traceback.format_exc()}
    return {
        "text": parsed.text,
        "blocks": [(b.text, b.start, b.role, b.article, b.target) for b in parsed.blocks],
        "encoding": parsed.encoding,
        "notes": parsed.notes,
        "columns": parsed.columns,
    }


if __name__ == "__main__":
    try:
        _serve(socket.socket(fileno=int(sys.argv[1])), _limits(sys.argv[2]))
    except (EOFError, ConnectionError):
        sys.exit(0)
