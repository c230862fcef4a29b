"""What an output folder remembers: answers by content, and which inputs are done.

One SQLite file, `OUT/.pxtranslate/state.sqlite`, one process, one connection. The lock is the
operating system's, so a killed run leaves none behind. The only module that sees SQLite.
"""

import fcntl
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Literal, Self

from pxtranslate.engines.base import Output
from pxtranslate.errors import RetryableError, StateError
from pxtranslate.names.ledger import Row

FOLDER = ".pxtranslate"

# Each is applied once, in order, in one transaction with the number that says so.
MIGRATIONS = (
    """
    CREATE TABLE answers (
        key TEXT PRIMARY KEY,
        text TEXT NOT NULL,
        complete INTEGER NOT NULL,
        logprob REAL NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE documents (
        name TEXT PRIMARY KEY,
        digest TEXT NOT NULL,
        status TEXT NOT NULL,
        files TEXT NOT NULL,
        entry TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE names (
        zh TEXT PRIMARY KEY,
        row TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    """,
)

Status = Literal["done", "failed"]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one input from an earlier run."""

    digest: str
    """Of the input's bytes and of everything else that decides its output."""
    status: Status
    files: Mapping[str, tuple[int, int]]
    """Size and modification time (ns) of each output file as it was put in place."""
    entry: str
    """The input's line in the index, as JSON."""


class State:
    """The state of one output folder, held between `__enter__` and `__exit__`."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._lock: IO[str] | None = None
        self._db: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        folder = self._out / FOLDER
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = (folder / "lock").open("w")
        except OSError as error:
            raise StateError(
                f"{folder}: cannot be written ({error.strerror}); choose another folder with -o"
            ) from error
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.close()
            raise StateError(
                f"{self._out}: another run is writing here; wait for it or choose another "
                "folder with -o"
            ) from None
        path = folder / "state.sqlite"
        try:
            self._db = _open(path)
            _migrate(self._db, path)
        except sqlite3.Error as error:
            self.__exit__(None, None, None)
            raise _explained(path, error) from error
        except StateError:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._db:
            self._db.close()
        if self._lock:
            self._lock.close()

    def get(self, keys: Sequence[str]) -> dict[str, Output]:
        """The answers known for these keys."""
        found: dict[str, Output] = {}
        with self._reading() as db:
            for key in keys:
                row = db.execute(
                    "SELECT text, complete, logprob FROM answers WHERE key = ?", (key,)
                ).fetchone()
                if row:
                    found[key] = Output(json.loads(row[0]), bool(row[1]), row[2])
        return found

    def put(self, answers: dict[str, Output]) -> None:
        """Keep answers, all or none; durable when this returns."""
        rows = [
            # As JSON with escapes: a lone surrogate, which echo may answer, is no UTF-8.
            (key, json.dumps(answer.text), answer.complete, answer.logprob)
            for key, answer in answers.items()
        ]
        with self._writing() as db:
            # The first committed answer wins, so that reruns give the same bytes.
            db.executemany("INSERT OR IGNORE INTO answers VALUES (?, ?, ?, ?)", rows)

    def known(self, name: str) -> Known | None:
        """What is known of the input whose result folder is `name`."""
        with self._reading() as db:
            row = db.execute(
                "SELECT digest, status, files, entry FROM documents WHERE name = ?", (name,)
            ).fetchone()
        if row is None:
            return None
        files = {file: (size, time) for file, (size, time) in json.loads(row[2]).items()}
        return Known(row[0], row[1], files, row[3])

    def names(self) -> list[Row]:
        """The names ledger as rows."""
        with self._reading() as db:
            return [tuple(json.loads(row)) for (row,) in db.execute("SELECT row FROM names")]

    def record(self, known: Mapping[str, Known], names: Sequence[Row]) -> None:
        """Note inputs as done or failed, and the names seen, in one transaction.

        The inputs' files must be durable before this is called.
        """
        rows = [
            (name, one.digest, one.status, json.dumps(one.files, sort_keys=True), one.entry)
            for name, one in known.items()
        ]
        with self._writing() as db:
            db.executemany("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?)", rows)
            db.executemany(
                "INSERT OR REPLACE INTO names VALUES (?, ?)",
                [(row[0], json.dumps(row)) for row in names],
            )

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        if self._db is None:
            raise StateError(f"{self._out}: the state is not open")
        try:
            yield self._db
        except sqlite3.Error as error:
            raise _explained(self._out / FOLDER / "state.sqlite", error) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._reading() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")


def fresh(folder: Path, files: Mapping[str, tuple[int, int]]) -> bool:
    """Whether the output files are all still there as they were put in place."""
    try:
        return bool(files) and all(stamp(folder / name) == files[name] for name in files)
    except OSError:
        return False


def stamp(path: Path) -> tuple[int, int]:
    """Size and modification time (ns) of a file."""
    info = os.stat(path)  # noqa: PTH116 - 60,000 of these in a rerun; Path costs twice as much
    return info.st_size, info.st_mtime_ns


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA busy_timeout = 30000")
    return db


def _migrate(db: sqlite3.Connection, path: Path) -> None:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise StateError(
            f"{path}: written by a newer pxtranslate (state {version}, this one knows "
            f"{len(MIGRATIONS)}); update, or choose another folder with -o"
        )
    for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
        db.executescript(f"BEGIN IMMEDIATE; {script} PRAGMA user_version = {number}; COMMIT;")


def _explained(path: Path, error: sqlite3.Error) -> StateError | RetryableError:
    if "full" in str(error):
        return RetryableError(
            f"{path}: no space left; free some and run the same command again, finished work is kept"
        )
    return StateError(
        f"{path}: {error}; move {path.parent} away and run again (finished files stay, "
        "their text is translated anew)"
    )
