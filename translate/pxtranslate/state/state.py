"""What an output folder remembers: answers by content, what is done, what people corrected.

One SQLite file, `OUT/.pxtranslate/state.sqlite`, one process, one connection. The lock is the
operating system's, so a killed run leaves none behind.
"""

import fcntl
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Literal, Self

from pxtranslate.errors import StateError
from pxtranslate.names.ledger import Row
from pxtranslate.state.answers import IN_ORDER, TABLE, Answers
from pxtranslate.state.database import Database
from pxtranslate.state.place import Stamp, explained

FOLDER = ".pxtranslate"

# Each is applied once, in order, in one transaction with the number that says so.
MIGRATIONS = (
    TABLE
    + """
    CREATE TABLE documents (
        name TEXT PRIMARY KEY,
        digest TEXT NOT NULL,
        status TEXT NOT NULL,
        files TEXT NOT NULL,
        entry TEXT NOT NULL,
        shard INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX shards ON documents (shard);
    CREATE TABLE names (
        zh TEXT NOT NULL,
        shard INTEGER NOT NULL,
        row TEXT NOT NULL,
        PRIMARY KEY (zh, shard)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE placed (
        name TEXT NOT NULL,
        marks TEXT NOT NULL
    ) STRICT;
    CREATE INDEX placed_names ON placed (name);
    CREATE TABLE corrections (
        name TEXT NOT NULL,
        source TEXT NOT NULL,
        nth INTEGER NOT NULL,
        target TEXT NOT NULL,
        PRIMARY KEY (name, source, nth)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE reading (
        name TEXT PRIMARY KEY,
        digest TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE command (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        row TEXT NOT NULL
    ) STRICT;
    """,
    IN_ORDER,
)

Status = Literal["done", "failed", "unreadable", "quarantined"]
Correction = tuple[str, int]
"""Mark of a source, and its number among equal sources of the document."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one input from an earlier run."""

    digest: str
    """Of the input's bytes and of everything else that decides its output."""
    status: Status
    entry: str
    """The input's line in the index, as JSON."""
    files: Mapping[str, Stamp] = field(default_factory=dict)
    """Each output file as it was put in place."""
    shard: int = 0
    """In which shard it was done; 0: none, or its text is not what it was."""


@dataclass(frozen=True, slots=True)
class Command:
    """What the user asked for, so that it can be asked for again."""

    folder: str
    """Where the command was given; paths are relative to it."""
    paths: tuple[str, ...]
    settings: str
    """As JSON."""


class State:
    """The state of one output folder, held between `__enter__` and `__exit__`."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._lock: IO[str] | None = None

    def __enter__(self) -> Self:
        folder = self._out / FOLDER
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = (folder / "lock").open("w")
        except OSError as error:
            raise explained(folder, error) from error
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._database = Database(folder / "state.sqlite", MIGRATIONS, "WAL")
        except BlockingIOError:
            self._lock.close()
            raise StateError(
                f"{self._out}: another run is writing here; wait for it or choose another "
                "folder with -o"
            ) from None
        except BaseException:
            self._lock.close()
            raise
        self.answers = Answers(self._database)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.close()
        if self._lock:
            self._lock.close()

    def known(self) -> dict[str, Known]:
        """What is known of each input, by the name of its result folder."""
        with self._database.reading() as db:
            rows = db.execute("SELECT name, digest, status, entry, files, shard FROM documents")
            return {
                name: Known(digest, status, entry, _stamps(files), shard)
                for name, digest, status, entry, files, shard in rows
            }

    def names(self, until: int) -> list[Row]:
        """The names ledger as rows, as it was after shard `until`."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT row, max(shard) FROM names WHERE shard <= ? GROUP BY zh", (until,)
            )
            return [tuple(json.loads(row)) for row, _ in rows]

    def next_shard(self) -> int:
        """The number of a shard that is new."""
        with self._database.reading() as db:
            (last,) = db.execute("SELECT coalesce(max(shard), 0) FROM documents").fetchone()
        return int(last) + 1

    def outdate(self, names: Iterable[str]) -> None:
        """Forget what shard these documents were in, and the names nobody else brought there."""
        with self._database.writing() as db:
            db.executemany(
                "UPDATE documents SET shard = 0 WHERE name = ?", [(name,) for name in names]
            )
            db.execute("DELETE FROM names WHERE shard NOT IN (SELECT shard FROM documents)")

    def begun(self) -> list[str]:
        """Inputs that a run began and did not finish."""
        with self._database.reading() as db:
            return [name for (name,) in db.execute("SELECT name FROM reading")]

    def begin(self, digests: Mapping[str, str]) -> set[str]:
        """Note inputs about to be read; of these, those with which an earlier run died."""
        with self._database.writing(synced=False) as db:
            left = dict(db.execute("SELECT name, digest FROM reading"))
            db.executemany("INSERT OR REPLACE INTO reading VALUES (?, ?)", digests.items())
        return {name for name, digest in digests.items() if left.get(name) == digest}

    def intend(self, marks: Mapping[str, str]) -> None:
        """Note what is about to be put in place, so that it is never taken for a correction."""
        with self._database.writing() as db:
            db.executemany("INSERT INTO placed VALUES (?, ?)", list(marks.items()))

    def record(
        self, known: Mapping[str, Known], marks: Mapping[str, str], names: Sequence[Row]
    ) -> None:
        """Note what became of inputs, and the names new with them, in one transaction.

        The inputs' files must be durable before this is called; `marks` are of those that have any.
        """
        rows = [
            (name, k.digest, k.status, json.dumps(k.files, sort_keys=True), k.entry, k.shard)
            for name, k in known.items()
        ]
        shard = max((k.shard for k in known.values()), default=0)
        with self._database.writing() as db:
            db.executemany("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?)", rows)
            db.executemany(
                "INSERT OR REPLACE INTO names VALUES (?, ?, ?)",
                [(row[0], shard, json.dumps(row)) for row in names],
            )
            db.executemany("DELETE FROM placed WHERE name = ?", [(name,) for name in marks])
            db.executemany("INSERT INTO placed VALUES (?, ?)", list(marks.items()))
            db.execute("DELETE FROM reading")

    def placed(self, names: Collection[str]) -> dict[str, list[str]]:
        """Marks of what was put in each of these folders, or was about to be when a run died."""
        placed: dict[str, list[str]] = {name: [] for name in names}
        with self._database.reading() as db:
            for name, marks in db.execute(
                "SELECT name, marks FROM placed WHERE name IN (SELECT value FROM json_each(?))",
                (json.dumps(list(names)),),
            ):
                placed[name].append(marks)
        return placed

    def corrections(self, name: str) -> dict[Correction, str]:
        """What people wrote instead of targets in the folder `name`."""
        with self._database.reading() as db:
            rows = db.execute("SELECT source, nth, target FROM corrections WHERE name = ?", (name,))
            return {(source, nth): json.loads(target) for source, nth, target in rows}

    def correct(self, name: str, corrections: Mapping[Correction, str]) -> bool:
        """Keep what people wrote; whether any of it is new."""
        before = self.corrections(name) if corrections else {}
        fresh = {key: target for key, target in corrections.items() if before.get(key) != target}
        if fresh:
            rows = [(name, *key, json.dumps(target)) for key, target in fresh.items()]
            with self._database.writing() as db:
                db.executemany("INSERT OR REPLACE INTO corrections VALUES (?, ?, ?, ?)", rows)
        return bool(fresh)

    def command(self) -> Command | None:
        """What the last run was asked to do."""
        with self._database.reading() as db:
            row = db.execute("SELECT row FROM command").fetchone()
        if row is None:
            return None
        folder, paths, settings = json.loads(row[0])
        return Command(folder, tuple(paths), settings)

    def remember(self, command: Command) -> None:
        """Keep what this run is asked to do."""
        if command != self.command():
            row = json.dumps([command.folder, command.paths, command.settings])
            with self._database.writing() as db:
                db.execute("INSERT OR REPLACE INTO command VALUES (1, ?)", (row,))


def _stamps(files: str) -> dict[str, Stamp]:
    return {name: (size, time) for name, (size, time) in json.loads(files).items()}
