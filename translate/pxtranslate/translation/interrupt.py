"""Ctrl-C and SIGTERM: finish the batch if it is nearly done, keep what is finished, leave.

The handler only notes the signal; a second signal ends the process at once. An engine may sit in
native code for a minute, so its work is done in a thread that can be left behind: what a batch has
not finished was not durable anyway. Knows nothing of files or state.
"""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from queue import SimpleQueue
from types import FrameType, TracebackType
from typing import Self, TypeVar

from pxtranslate.engines.base import Decoding, Engine, Output, Request
from pxtranslate.errors import Interrupted

T = TypeVar("T")

GRACE = 3.0
"""Seconds a batch may still take once a stop was asked for."""
_POLL_SECONDS = 0.1


@dataclass
class Stop:
    """Whether a stop was asked for, and when."""

    signum: int | None = None
    at: float = 0.0

    def check(self) -> None:
        """Raise Interrupted if a stop was asked for."""
        if self.signum is not None:
            raise Interrupted(self.signum)

    def overdue(self) -> bool:
        """Whether the grace since the stop was asked for is over."""
        return self.signum is not None and time.monotonic() - self.at > GRACE


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Listen to SIGINT and SIGTERM while the block runs."""
    stop = Stop()

    def note(signum: int, frame: FrameType | None) -> None:
        if stop.signum is not None:
            os._exit(128 + signum)
        stop.signum, stop.at = signum, time.monotonic()

    before = {one: signal.signal(one, note) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@dataclass
class Interruptible:
    """An engine whose batch can be left behind when a stop was asked for."""

    inside: Engine
    stop: Stop
    _work: SimpleQueue[Callable[[], None] | None] | None = None
    """What a thread is to do, until it is given None; one thread for all batches of a run."""

    @property
    def translates(self) -> bool:
        return self.inside.translates

    @property
    def room(self) -> int | None:
        return self.inside.room

    @property
    def fingerprint(self) -> str:
        return self.inside.fingerprint

    def __enter__(self) -> Self:
        self._in_thread(self.inside.__enter__)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._work:
            self._work.put(None)
            self._work = None
        if not isinstance(error, Interrupted):  # else a thread may still be using it
            self.inside.__exit__(kind, error, trace)

    def generate(self, requests: Sequence[Request], decoding: Decoding) -> list[Output]:
        """Answer each request; see `Engine.generate`. Raises Interrupted if asked to stop."""
        return self._in_thread(lambda: self.inside.generate(requests, decoding))

    def _in_thread(self, work: Callable[[], T]) -> T:
        self.stop.check()
        answer: Future[T] = Future()

        def run() -> None:
            try:
                answer.set_result(work())
            except BaseException as error:  # raised again below, in the caller's thread
                answer.set_exception(error)

        if not self._work:
            self._work = SimpleQueue()
            threading.Thread(target=_do, args=(self._work,), daemon=True).start()
        self._work.put(run)
        while True:
            try:
                return answer.result(timeout=_POLL_SECONDS)
            except TimeoutError:
                if answer.done():  # just now; or the error is the engine's own
                    return answer.result()
                if self.stop.overdue():
                    self.stop.check()


def _do(waiting: SimpleQueue[Callable[[], None] | None]) -> None:
    while work := waiting.get():
        work()
