"""A memory: one file of answers, and of pairs that people translated, that runs and folders share.

Several processes may use it at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pxtranslate.errors import StateError
from pxtranslate.state.answers import IN_ORDER, TABLE, Answers
from pxtranslate.state.database import Database, Kind
from pxtranslate.state.pairs import PAIRS, Pairs

MEMORY = Kind(
    "a memory of pxtranslate",
    int.from_bytes(b"pxTM"),
    frozenset({"answers"}),
    (TABLE, IN_ORDER, PAIRS),
)


class SharedMemory(Answers):
    """The answers of a memory, and its `pairs`."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.pairs = Pairs(database)
        self.file = database.path


@contextmanager
def shared(path: str) -> Iterator[SharedMemory | None]:
    """The memory in the file at `path`, made if need be; None for an empty path."""
    if not path:
        yield None
        return
    try:
        file = Path(path).expanduser()
        file.parent.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError, RuntimeError) as error:  # a NUL; `~` of nobody
        raise StateError(
            f"{path}: its folder cannot be made ({error}); give memory.path another place"
        ) from error
    database = Database(file, MEMORY, "DELETE")
    try:
        yield SharedMemory(database)
    finally:
        database.close()
