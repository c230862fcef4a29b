"""One SQLite file: opened, migrated, read and written in whole transactions, its errors explained.

Knows no tables. With `state` and `shared`, which know theirs, all there is that sees SQLite.
"""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pxtranslate.errors import RetryableError, StateError
from pxtranslate.regular import require_regular_if_there
from pxtranslate.state import failpoint

BUSY_MILLISECONDS = 30_000
"""How long one process waits for another that is writing to a shared file."""
CHECKPOINT_PAGES = 8_000
"""How far a WAL grows (32 MB) before it is written back. Keys are hashes, so a page of their index
changes time and again: written back eight times less often than by default, a run of 10,000
articles spends a third less on its answers."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file of ours: by what it is known, and how it is made."""

    what: str
    """As people call it."""
    application_id: int
    """In the file's header (sqlite.org/fileformat2.html, offset 68)."""
    tables: frozenset[str]
    """By which files are known that were made before there was an id."""
    migrations: Sequence[str]
    """Each is applied once, in order, in one transaction with the number that says so."""


class Database:
    """An open file; `close` it. The `journal` is `WAL` for one process alone.

    Until 3.51.3 SQLite can corrupt a WAL file that two connections checkpoint at once
    (sqlite.org/wal.html, "the WAL-reset bug"), and distributions still ship 3.40: what several
    processes open takes the older rollback journal, `DELETE`.
    """

    def __init__(self, path: Path, kind: Kind, journal: Literal["WAL", "DELETE"]) -> None:
        self.path = path
        self._db: sqlite3.Connection | None = None
        try:
            require_regular_if_there(path)
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
            marked = self._recognise(self._db, kind)
            self._db.execute(f"PRAGMA journal_mode = {journal}")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
            # SQLite has had it only since 3.41.
            self._db.create_function("unhex", 1, bytes.fromhex, deterministic=True)
            self._migrate(self._db, kind.migrations)
            if not marked:
                self._db.execute(f"PRAGMA application_id = {kind.application_id}")
        except OSError as error:
            raise StateError(
                f"{path}: cannot be opened ({error.strerror}); move it away or name another"
            ) from error
        except sqlite3.Error as error:
            self.close()
            raise explained(path, error) from error
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file; what was committed stays."""
        if self._db:
            self._db.close()
            self._db = None

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Read. Raises StateError or RetryableError, whatever SQLite says and rows hold."""
        try:
            with self._opened() as db:
                yield db
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
            raise damaged(self.path, f"holds a value that we never wrote ({error})") from error

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        if self._db is None:
            raise StateError(f"{self.path}: is not open")
        try:
            yield self._db
        except sqlite3.Error as error:
            raise explained(self.path, error) from error

    @contextmanager
    def writing(self, *, synced: bool = True) -> Iterator[sqlite3.Connection]:
        """Write all or nothing; durable when the block ends.

        Without `synced` what is written outlives the process, but perhaps not a power cut.
        """
        with self._opened() as db:
            if not synced:
                db.execute("PRAGMA synchronous = NORMAL")
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                failpoint.hit("commit")
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:  # on a full disk SQLite has rolled back by itself
                    db.execute("ROLLBACK")
                raise
            finally:
                if not synced:
                    db.execute("PRAGMA synchronous = FULL")
            failpoint.hit("committed")

    def _recognise(self, db: sqlite3.Connection, kind: Kind) -> bool:
        """Whether the file bears our id; raises StateError, nothing written, if it is not ours."""
        db.execute("BEGIN")  # one moment for all: another process may be making the file
        (found,) = db.execute("PRAGMA application_id").fetchone()
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
        empty = not tables and not _version(db)
        db.execute("COMMIT")
        if found == kind.application_id:
            return True
        if found or not (empty or kind.tables <= tables):
            raise StateError(
                f"{self.path}: is a database of another kind and was left alone, not {kind.what}; "
                "name another file or folder"
            )
        return False

    def _migrate(self, db: sqlite3.Connection, migrations: Sequence[str]) -> None:
        """Apply each migration that is missing, in one transaction with the number that says so."""
        version = _version(db)
        if version > len(migrations):
            raise StateError(
                f"{self.path}: written by a newer pxtranslate (version {version}, this one knows "
                f"{len(migrations)}); update pxtranslate, or choose another folder"
            )
        for number, script in enumerate(migrations[version:], start=version + 1):
            failpoint.hit("migrate")
            db.execute("BEGIN IMMEDIATE")
            try:
                if _version(db) < number:  # else another process was quicker to make a shared file
                    for statement in script.split(";"):
                        db.execute(statement)
                    db.execute(f"PRAGMA user_version = {number}")
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise


def _version(db: sqlite3.Connection) -> int:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return int(version)


def explained(path: Path, error: sqlite3.Error) -> StateError | RetryableError:
    """What to tell of what SQLite says of a file."""
    said = str(error)
    # A full disk under the shared-memory file of a WAL is told as an I/O error.
    if "full" in said or ("I/O" in said and not os.statvfs(path.parent).f_bavail):
        return RetryableError(
            f"{path}: no space left; free some and run the same command again, finished work is kept"
        )
    if "I/O" in said:
        return StateError(
            f"{path}: {said}; the disk may be failing: look at the system log, then run the same "
            "command again, finished work is kept"
        )
    if "locked" in said:
        return RetryableError(f"{path}: another run keeps it busy; run the same command again")
    if getattr(error, "sqlite_errorname", "") == "SQLITE_READONLY_DBMOVED":
        return StateError(
            f"{path}: was taken away or made anew while it was open; nothing was written: start the"
            " same command again"
        )
    if "readonly" in said or "unable to open" in said:
        return StateError(f"{path}: cannot be written ({said}); make it writable")
    return damaged(path, said)


def damaged(path: Path, what: str) -> StateError:
    """What to tell of a file that is not as we left it."""
    return StateError(
        f"{path}: {' '.join(what.split())}; move it away and run again (finished files stay, their "
        "text is translated anew)"
    )
