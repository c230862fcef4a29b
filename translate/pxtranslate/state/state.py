"""What an output folder remembers: answers by content, what is done, what people corrected.

One SQLite file, `OUT/.pxtranslate/state.sqlite`, one process, one connection. The lock is the
operating system's, so a killed run leaves none behind.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, get_args

from filelock import FileLock, Timeout

from pxtranslate.errors import PxError, StateError
from pxtranslate.names import ledger
from pxtranslate.names.ledger import Row
from pxtranslate.regular import require_regular_if_there
from pxtranslate.state.answers import Answers
from pxtranslate.state.database import Database, damaged
from pxtranslate.state.folders import Folder, fold
from pxtranslate.state.moved import MovedTags
from pxtranslate.state.place import FOLDER, Stamp, explained
from pxtranslate.state.schema import STATE
from pxtranslate.text import MARK

_LAST = (1 << 63) - 1

Status = Literal["done", "failed", "unreadable", "quarantined"]
_STATUSES: Mapping[str, Status] = {status: status for status in get_args(Status)}
Hashes = Mapping[str, str]
"""SHA-256 of the files of one folder, by name."""
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
        self._lock = FileLock(out / FOLDER / "lock", timeout=0)

    def __enter__(self) -> Self:
        folder = self._out / FOLDER
        try:
            folder.mkdir(parents=True, exist_ok=True)
            require_regular_if_there(Path(self._lock.lock_file))
            self._lock.acquire()
        except Timeout:
            raise StateError(
                f"{self._out}: another run is writing here; wait for it or choose another "
                "folder with -o"
            ) from None
        except (OSError, ValueError) as error:
            raise _unwritable(folder, error) from error
        try:
            self._database = Database(folder / "state.sqlite", STATE, "WAL")
        except BaseException:
            self._lock.release()
            raise
        self.answers = Answers(self._database)
        self.moved = MovedTags(self._database)
        self.file = self._database.path
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.close()
        self._lock.release()

    def damaged(self, error: Exception) -> StateError:
        """What to tell where a value of a row makes no sense to those who know what it means."""
        return damaged(self._database.path, f"holds a value that we never wrote ({error})")

    def known(self) -> dict[str, Known]:
        """What is known of each input, by the name of its result folder."""
        with self._database.reading() as db:
            rows = db.execute("SELECT name, digest, status, entry, files FROM documents")
            return {
                name: Known(digest, _STATUSES[status], entry, _stamps(files))
                for name, digest, status, entry, files in rows
            }

    def folders(self) -> list[Folder]:
        """The folders given to inputs so far."""
        with self._database.reading() as db:
            rows = db.execute("SELECT name, owner, sha256 FROM folders ORDER BY name")
            return [Folder(name, str(json.loads(owner)), sha256) for name, owner, sha256 in rows]

    def give(self, folders: Iterable[Folder]) -> None:
        """Note whose each folder is, and the content it now has.

        One that has an owner gets another only from the owner that is gone, see `assign`.
        """
        rows = [(fold(one.name), one.name, json.dumps(one.owner), one.sha256) for one in folders]
        with self._database.writing() as db:
            db.executemany("INSERT OR REPLACE INTO folders VALUES (?, ?, ?, ?)", rows)

    def surveyed(self) -> dict[str, tuple[str, int]]:
        """The inputs whose names were collected: digest, and number of the survey that did."""
        with self._database.reading() as db:
            rows = db.execute("SELECT name, digest, survey FROM surveyed")
            return {name: (digest, survey) for name, digest, survey in rows}

    def survey(self, digests: Mapping[str, str], names: Iterable[Row]) -> int:
        """Keep what a survey of inputs found, in one transaction; its number."""
        with self._database.writing() as db:
            (last,) = db.execute("SELECT coalesce(max(survey), 0) FROM surveyed").fetchone()
            number = int(last) + 1
            db.executemany(
                "INSERT OR REPLACE INTO surveyed VALUES (?, ?, ?)",
                [(name, digest, number) for name, digest in digests.items()],
            )
            db.executemany(
                "INSERT OR REPLACE INTO names VALUES (?, ?, ?)",
                ((row.zh, number, json.dumps(row)) for row in names),
            )
        return number

    def names(self, until: int = _LAST) -> list[Row]:
        """The names ledger as rows, as it was after survey `until`."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT row, max(survey) FROM names WHERE survey <= ? GROUP BY zh", (until,)
            )
            found = [Row(*json.loads(row)) for row, _ in rows]
            ledger.from_rows(found)  # raises what is no row of a ledger
            return found

    def outdate(self, names: Iterable[str]) -> None:
        """Forget that these inputs were surveyed, and the names of surveys of which none is left."""
        with self._database.writing() as db:
            db.executemany("DELETE FROM surveyed WHERE name = ?", ((name,) for name in names))
            db.execute("DELETE FROM names WHERE survey NOT IN (SELECT survey FROM surveyed)")

    def begin(self, digests: Mapping[str, str]) -> set[str]:
        """Note inputs about to be read; of these, those with which an earlier run died."""
        with self._database.writing(synced=False) as db:
            left = dict(db.execute("SELECT name, digest FROM reading"))
            db.executemany("INSERT OR REPLACE INTO reading VALUES (?, ?)", digests.items())
        return {name for name, digest in digests.items() if left.get(name) == digest}

    def intend(self, marks: Mapping[str, str], hashes: Mapping[str, Hashes]) -> None:
        """Note what is about to be put in place, so that it is never taken for a person's."""
        with self._database.writing() as db:
            _insert(db, marks, hashes)

    def end(self, names: Iterable[str], lost: Mapping[str, Known]) -> None:
        """Note that inputs were read, and what is known of those that gave nothing."""
        with self._database.writing(synced=bool(lost)) as db:
            _insert_known(db, lost)
            db.executemany("DELETE FROM reading WHERE name = ?", [(name,) for name in names])

    def record(
        self,
        known: Mapping[str, Known],
        marks: Mapping[str, str],
        hashes: Mapping[str, Hashes],
    ) -> None:
        """Note what became of inputs, in one transaction.

        The inputs' files must be durable before this is called; `marks` and `hashes` are of those
        that have any.
        """
        with self._database.writing() as db:
            _insert_known(db, known)
            db.executemany("DELETE FROM placed WHERE name = ?", [(name,) for name in marks])
            db.executemany("DELETE FROM outputs WHERE name = ?", [(name,) for name in hashes])
            _insert(db, marks, hashes)

    def hashes(self, names: Collection[str]) -> dict[str, list[Hashes]]:
        """The hashes of the files in each of these folders; after them, of those a run died putting
        there.
        """
        found: dict[str, list[Hashes]] = {name: [] for name in names}
        with self._database.reading() as db:
            for name, hashes in db.execute(
                "SELECT name, hashes FROM outputs WHERE name IN (SELECT value FROM json_each(?)) "
                "ORDER BY rowid",
                (json.dumps(list(names)),),
            ):
                found[name].append(dict(json.loads(hashes)))
        return found

    def placed(self, names: Collection[str]) -> dict[str, list[str]]:
        """Marks of what was put in each of these folders, or was about to be when a run died."""
        placed: dict[str, list[str]] = {name: [] for name in names}
        with self._database.reading() as db:
            for name, marks in db.execute(
                "SELECT name, marks FROM placed WHERE name IN (SELECT value FROM json_each(?))",
                (json.dumps(list(names)),),
            ):
                if len(bytes.fromhex(marks)) % MARK:  # two marks of so many digits
                    raise ValueError("half a mark")
                placed[name].append(marks)
        return placed

    def corrections(self, name: str) -> dict[Correction, str]:
        """What people wrote instead of targets in the folder `name`."""
        with self._database.reading() as db:
            rows = db.execute("SELECT source, nth, target FROM corrections WHERE name = ?", (name,))
            return {(source, nth): json.loads(target) + "" for source, nth, target in rows}

    def correct(self, name: str, corrections: Mapping[Correction, str]) -> set[Correction]:
        """Keep what people wrote; which of it is new."""
        before = self.corrections(name) if corrections else {}
        fresh = {key: target for key, target in corrections.items() if before.get(key) != target}
        if fresh:
            rows = [(name, *key, json.dumps(target)) for key, target in fresh.items()]
            with self._database.writing() as db:
                db.executemany("INSERT OR REPLACE INTO corrections VALUES (?, ?, ?, ?)", rows)
        return set(fresh)

    def withdraw(self, name: str, keys: Iterable[Correction]) -> set[Correction]:
        """Let go of what people wrote there; which of it there was."""
        gone = set(keys) & set(self.corrections(name))
        if gone:
            with self._database.writing() as db:
                db.executemany(
                    "DELETE FROM corrections WHERE name = ? AND source = ? AND nth = ?",
                    [(name, *key) for key in gone],
                )
        return gone

    def command(self) -> Command | None:
        """What the last run was asked to do."""
        with self._database.reading() as db:
            row = db.execute("SELECT row FROM command").fetchone()
            if row is None:
                return None
            folder, paths, settings = json.loads(row[0])
            return Command(folder + "", tuple(path + "" for path in paths), settings + "")

    def remember(self, command: Command) -> None:
        """Keep what this run is asked to do."""
        if command != self.command():
            row = json.dumps([command.folder, command.paths, command.settings])
            with self._database.writing() as db:
                db.execute("INSERT OR REPLACE INTO command VALUES (1, ?)", (row,))


def _stamps(files: str) -> dict[str, Stamp]:
    return {name: (size, time) for name, (size, time) in json.loads(files).items()}


def _insert_known(db: sqlite3.Connection, known: Mapping[str, Known]) -> None:
    rows = [
        (name, k.digest, k.status, json.dumps(k.files, sort_keys=True), k.entry)
        for name, k in known.items()
    ]
    db.executemany("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?)", rows)


def _insert(db: sqlite3.Connection, marks: Mapping[str, str], hashes: Mapping[str, Hashes]) -> None:
    db.executemany("INSERT INTO placed VALUES (?, ?)", list(marks.items()))
    rows = [(name, json.dumps(one, sort_keys=True)) for name, one in hashes.items()]
    db.executemany("INSERT INTO outputs VALUES (?, ?)", rows)


def _unwritable(folder: Path, error: OSError | ValueError) -> PxError:
    if isinstance(error, OSError):
        return explained(folder, error)
    return StateError(f"{folder}: is no path ({error}); choose another folder with -o")
