"""What is written is on the disk when we say so, and is there whole or not at all."""

import os
import sqlite3
from pathlib import Path

import pytest

from pxtranslate.errors import PxError, RetryableError, StateError
from pxtranslate.state.database import Database, Kind
from pxtranslate.state.state import State

KIND = Kind("a test", 12, frozenset({"t"}), ("CREATE TABLE t (n INTEGER);",))
FULL, NORMAL = 2, 1
"""What SQLite calls the levels of `synchronous`."""


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "x.sqlite", KIND, "WAL")


def synchronous(database: Database) -> int:
    with database.reading() as db:
        return int(db.execute("PRAGMA synchronous").fetchone()[0])


def test_a_commit_waits_for_the_disk_unless_it_need_not(database: Database) -> None:
    assert synchronous(database) == FULL
    with database.writing() as db:
        assert db.execute("PRAGMA synchronous").fetchone()[0] == FULL
    with database.writing(synced=False) as db:
        assert db.execute("PRAGMA synchronous").fetchone()[0] == NORMAL
    assert synchronous(database) == FULL


def test_a_block_that_fails_writes_nothing_and_waits_for_the_disk_again(database: Database) -> None:
    def fail() -> None:
        with database.writing(synced=False) as db:
            db.execute("INSERT INTO t VALUES (1)")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert synchronous(database) == FULL
    with database.reading() as db:
        assert db.execute("SELECT count(*) FROM t").fetchone()[0] == 0


def test_the_journal_is_as_asked(tmp_path: Path) -> None:
    for journal in ("WAL", "DELETE"):
        made = Database(tmp_path / f"{journal}.sqlite", KIND, journal)
        with made.reading() as db:
            assert db.execute("PRAGMA journal_mode").fetchone()[0] == journal.lower()
        made.close()


def test_a_state_that_was_left_is_closed_and_free_for_the_next(tmp_path: Path) -> None:
    with State(tmp_path) as state:
        assert state.known() == {}
    with pytest.raises(StateError, match="not open"):
        state.known()
    with State(tmp_path) as again:
        assert again.known() == {}


@pytest.mark.parametrize(
    ("said", "kind", "advice"),
    [
        ("database or disk is full", RetryableError, "no space left"),
        ("database is locked", RetryableError, "another run keeps it busy"),
        ("disk I/O error", StateError, "the disk may be failing"),
        ("attempt to write a readonly database", StateError, "make it writable"),
        ("unable to open database file", StateError, "make it writable"),
        ("database disk image is malformed", StateError, "move it away and run again"),
    ],
)
def test_each_error_of_sqlite_says_what_to_do(
    database: Database, said: str, kind: type[PxError], advice: str
) -> None:
    def fail() -> None:
        with database.reading():
            raise sqlite3.OperationalError(said)

    with pytest.raises(kind, match=advice) as told:
        fail()
    assert str(database.path) in str(told.value)


def test_an_io_error_on_a_full_disk_is_one_of_space(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = os.statvfs_result((4096, 4096, 10, 0, 0, 10, 10, 10, 0, 255))
    monkeypatch.setattr(os, "statvfs", lambda path: full)

    def fail() -> None:
        with database.reading():
            raise sqlite3.OperationalError("disk I/O error")

    with pytest.raises(RetryableError, match="no space left"):
        fail()


def test_a_process_waits_for_another_that_writes(database: Database) -> None:
    with database.reading() as db:
        assert db.execute("PRAGMA busy_timeout").fetchone()[0] >= 10_000
