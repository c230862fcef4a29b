"""Run a reader in a child process that cannot take the run down with it.

One long-lived worker serves file after file, so its imports are paid once. It may use so much
memory and time and write no file; if it dies or hangs, that file fails, and the next one gets a
new worker. Only JSON comes back, so nothing a file did inside the child is executed here.
Knows nothing of formats.
"""

import atexit
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import asdict
from typing import Any

from pxtranslate.errors import InputError
from pxtranslate.reading import worker
from pxtranslate.reading.base import Crashed, Limits, Parsed, Scanned
from pxtranslate.records import Block

_log = logging.getLogger(__name__)
_FILES_A_WORKER = 200
"""After so many a fresh worker is started, so that leaks of parsers do not add up."""
_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "PYTHONPATH", "LD_LIBRARY_PATH")
"""All the child sees of our environment: no tokens."""
_turn = threading.Lock()
_current: "_Worker | None" = None


def parse(module: str, data: bytes, limits: Limits) -> Parsed:
    """What `pxtranslate.reading.formats.<module>.parse(data, limits)` gives, within the limits.

    Raises InputError with the reader's own reason, Crashed if it crashed or took too much.
    """
    with _turn:
        child = _fitting(limits)
        try:
            answer = child.ask(module, data)
        except TimeoutError as error:
            child.end()
            raise _too_slow(limits) from error
        except (EOFError, ConnectionError) as error:
            code = child.end()
            if code == -signal.SIGXCPU:
                raise _too_slow(limits) from error
            how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
            raise Crashed(f"made its reader crash ({how}); it may be damaged") from error
        except BaseException:  # Ctrl-C, say: the answer still to come belongs to no later question
            child.end()
            raise
        if "memory" in answer:
            child.end()
            raise Crashed(f"needs more than {limits.memory_bytes >> 20} MiB to parse")
    if "pages" in answer:
        raise Scanned(answer["reason"], answer["pages"])
    if "reason" in answer:
        raise InputError(answer["reason"])
    if "trace" in answer:
        _log.debug("the %s reader failed:\n%s", module, answer["trace"])
        last = answer["trace"].strip().rpartition("\n")[2]
        raise InputError(f"is damaged, or not what its name says ({last[:200]})")
    blocks = tuple(Block(*fields) for fields in answer["blocks"])
    columns = tuple(tuple((name, value) for name, value in row) for row in answer["columns"])
    return Parsed(answer["text"], blocks, answer["encoding"], tuple(answer["notes"]), columns)


def _too_slow(limits: Limits) -> Crashed:
    return Crashed(f"took more than {limits.seconds:.0f} s to parse and was given up")


def _fitting(limits: Limits) -> "_Worker":
    """The current worker if it can serve one more file under these limits, else a new one."""
    global _current
    if _current is None or not _current.fits(limits):
        if _current is not None:
            _current.end()
        _current = _Worker(limits)
    return _current


class _Worker:
    """A child process and the socket to it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.owner = os.getpid()
        self.served = 0
        given = json.dumps(asdict(limits))
        self.socket, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                # -P: a file of the current folder must not pass for a module.
                [sys.executable, "-P", "-m", worker.__name__, str(theirs.fileno()), given],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
                start_new_session=True,  # Ctrl-C is for us; the child ends when our socket does
            )
        atexit.register(self.end)

    def fits(self, limits: Limits) -> bool:
        """Whether it may serve one more file; one made before a fork belongs to the parent."""
        return (
            self.limits == limits
            and self.owner == os.getpid()
            and self.served < _FILES_A_WORKER
            and self.process.poll() is None
        )

    def ask(self, module: str, data: bytes) -> dict[str, Any]:
        """Hand over a file and wait. Raises TimeoutError, or EOFError if the child died."""
        self.served += 1
        deadline = time.monotonic() + self.limits.seconds
        worker.send(self.socket, module.encode(), deadline)
        worker.send(self.socket, data, deadline)
        answer: dict[str, Any] = json.loads(worker.receive(self.socket, deadline))
        return answer

    def end(self) -> int:
        """End the child at once and give its exit code; what it was doing is lost, by intent."""
        atexit.unregister(self.end)
        self.socket.close()
        if self.owner != os.getpid():
            return 0
        self.process.kill()
        return self.process.wait()
