"""Give up on work that takes longer than anything of its kind should.

By a timer of the process, whose signal also reaches into a pattern at work. Only the main thread
can be told so; in another, as a program that imports us may have it, there is no budget.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

A_DOCUMENT = 60.0
"""Seconds of CPU time to read and split a document; what is usual takes a tenth of one."""
A_PAIR = 10.0
"""Seconds of CPU time for all checks over a pair; most take a few milliseconds."""


class Overdue(Exception):  # noqa: N818 - named for what happened
    """The work did not end within its budget."""


@contextmanager
def budget(seconds: float) -> Iterator[None]:
    """Raise Overdue if the block takes more CPU time than that; budgets do not nest."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def give_up(signum: int, frame: FrameType | None) -> None:
        raise Overdue(f"took more than {seconds:.0f} s and was given up")

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
