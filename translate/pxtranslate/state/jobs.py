"""The jobs of a front door: files that were handed in, to be translated one job after the other.

One SQLite file, `FOLDER/.pxtranslate/jobs.sqlite`. A job that ran when the server ended waits again:
what was finished of it is kept by its own run.
"""

from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, get_args

from filelock import FileLock, Timeout

from pxtranslate.regular import require_regular_if_there
from pxtranslate.state.database import Database, Kind
from pxtranslate.state.place import FOLDER, explained

JOBS = Kind(
    "the jobs of a folder",
    int.from_bytes(b"pxTJ"),
    frozenset({"jobs"}),
    (
        """
        CREATE TABLE jobs (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE,
            status TEXT NOT NULL,
            told TEXT NOT NULL
        ) STRICT;
        """,
    ),
)
Status = Literal["open", "waiting", "running", "done", "partly", "failed"]
"""`open`: files are still coming in; `partly`: some inputs or segments have no result."""
_STATUSES: dict[str, Status] = {status: status for status in get_args(Status)}


@dataclass(frozen=True, slots=True)
class Job:
    """Some files, the name of their results' folder, and what became of them."""

    id: int
    name: str
    status: Status
    told: str
    """Why it failed; empty otherwise."""


class Jobs:
    """The jobs of a folder, open between `__enter__` and `__exit__`."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FOLDER / "jobs.sqlite"

    def __enter__(self) -> Self:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            require_regular_if_there(self._path)
        except OSError as error:
            raise explained(self._path, error) from error
        self._database = Database(self._path, JOBS, "DELETE")
        with self._database.writing() as db:
            db.execute("UPDATE jobs SET status = 'waiting' WHERE status = 'running'")
            db.execute("DELETE FROM jobs WHERE status = 'open'")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.close()

    def every(self) -> list[Job]:
        """All of them, the latest first."""
        with self._database.reading() as db:
            rows = db.execute("SELECT id, name, status, told FROM jobs ORDER BY id DESC")
            return [Job(id, name, _STATUSES[status], told) for id, name, status, told in rows]

    def open(self, name: str) -> Job:
        """A new job, which begins when all its files are there."""
        with self._database.writing() as db:
            cursor = db.execute(
                "INSERT INTO jobs (name, status, told) VALUES (?, 'open', '')", (name,)
            )
            return Job(cursor.lastrowid or 0, name, "open", "")

    def note(self, id: int, status: Status, told: str = "") -> None:
        """Note what became of a job; durable when this returns."""
        with self._database.writing() as db:
            db.execute("UPDATE jobs SET status = ?, told = ? WHERE id = ?", (status, told, id))


def is_busy(out: Path) -> bool:
    """Whether a run is writing into an output folder."""
    path = out / FOLDER / "lock"
    if not path.exists():
        return False
    try:
        with FileLock(path, timeout=0):
            return False
    except Timeout:
        return True
