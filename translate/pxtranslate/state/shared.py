"""A memory: one file of answers, and of pairs that people translated, that runs and folders share.

Several processes may use it at once. What is given for a run alone is a memory, too, that ends with it.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pxtranslate.errors import StateError
from pxtranslate.output.pairs import read_units
from pxtranslate.state.answers import IN_ORDER, TABLE, Answers
from pxtranslate.state.database import Database, Kind
from pxtranslate.state.pairs import PAIRS, Pair, Pairs

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


@contextmanager
def given(path: str) -> Iterator[Pairs | None]:
    """The pairs of a bilingual file, in memory; the last of a source counts. None for an empty path.

    Raises InputError as `read_units` does.
    """
    if not path:
        yield None
        return
    database = Database(Path(":memory:"), MEMORY, "DELETE")
    try:
        pairs = Pairs(database)
        pairs.add(of_people(Path(path).expanduser(), Counter()))
        yield pairs
    finally:
        database.close()


def of_people(file: Path, left: Counter[str]) -> Iterator[Pair]:
    """The pairs of a bilingual file that a person translated; counts what is `left` out, and why.

    Raises InputError as `read_units` does.
    """
    for unit in read_units(file):
        if not (unit.source.strip() and unit.target.strip()):
            left["empty"] += 1
        elif not unit.human:
            left["machine"] += 1
        else:
            yield Pair(unit.source, unit.target, file.name)


def layers(mine: Pairs | None, others: SharedMemory | None) -> list[Pairs]:
    """What people translated, in the order in which it counts; see `state.recall`."""
    return [one for one in (mine, others.pairs if others else None) if one]
