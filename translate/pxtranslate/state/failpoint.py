"""Named moments at which a test may make a run die or fail; nothing happens unless one is armed.

Each write, sync, rename and commit calls `hit` just before it is done. Only tests arm: a run that a
user starts has no way to, and pays one look at a variable for each call.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

_armed: Callable[[str], None] | None = None


def hit(site: str) -> None:
    """Say that `site` is about to happen; what a test armed may raise, or end the process."""
    if _armed is not None:
        _armed(site)


@contextmanager
def armed(action: Callable[[str], None]) -> Iterator[None]:
    """Call `action` with the site of each hit while the block runs."""
    global _armed
    _armed = action
    try:
        yield
    finally:
        _armed = None
