"""What people did in the review of an output folder: each edit in the order made, never changed.

One SQLite file, `OUT/.pxtranslate/review.sqlite`, beside the state and not in it: the review goes
on while a run holds the state, and the run reads here what was edited meanwhile. What holds now is
the last edit of its kind; what was done in one action is undone in one.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection
from types import TracebackType
from typing import Literal, Self, get_args

from pxtranslate.errors import PxError, StateError
from pxtranslate.regular import require_regular_if_there
from pxtranslate.state.corrections import Key
from pxtranslate.state.database import Database, Kind
from pxtranslate.state.place import FOLDER, explained
from pxtranslate.state.reviewed import HUMAN, Reviewed

JOURNAL = Kind(
    "the review of an output folder",
    int.from_bytes(b"pxTR"),
    frozenset({"edits", "written"}),
    (
        """
        CREATE TABLE edits (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            stroke INTEGER NOT NULL,
            undoes INTEGER,
            time TEXT NOT NULL,
            person TEXT NOT NULL,
            name TEXT NOT NULL,
            source TEXT NOT NULL,
            nth INTEGER NOT NULL,
            what TEXT NOT NULL,
            before TEXT NOT NULL,
            after TEXT NOT NULL
        ) STRICT;
        CREATE INDEX edits_of ON edits (name, source, nth, what);
        CREATE INDEX strokes ON edits (stroke);
        CREATE TABLE written (
            name TEXT PRIMARY KEY,
            edit INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,
        """
        ALTER TABLE edits RENAME COLUMN stroke TO action;
        DROP INDEX strokes;
        CREATE INDEX actions ON edits (action);
        """,
    ),
)

What = Literal["target", "confirmed", "dismissed", "term"]
"""`target`: `[HUMAN or MACHINE, text]`, and the model that suggested it if a person took it;
`confirmed`: the mark of the target that was, or ""; `dismissed`: the findings that are no errors, see
`reviewed.finding`; `term`: of the glossary, English."""
Value = str | None | list[str | None]
_WHAT: Mapping[str, What] = {what: what for what in get_args(What)}


@dataclass(frozen=True, slots=True)
class Change:
    """An edit that is wanted: of a segment of the folder `name`, made on its `version`."""

    name: str
    key: Key
    what: What
    value: Value
    version: int
    before: Value = None
    """What was there before the first edit of its kind, which the journal does not know."""


Also = Callable[[Sequence[Change]], None]
"""What is done outside the journal, before what is in it counts."""


class StaleError(PxError):
    """Somebody else changed a segment meanwhile; `keys` says which."""

    def __init__(self, keys: Sequence[tuple[str, Key]]) -> None:
        super().__init__("changed meanwhile in another window; look at both and save again")
        self.keys = keys


class Journal:
    """The edits of one output folder, open between `__enter__` and `__exit__`."""

    def __init__(self, out: Path) -> None:
        self._path = path_of(out)

    def __enter__(self) -> Self:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            require_regular_if_there(self._path)
        except OSError as error:
            raise explained(self._path, error) from error
        self._database = Database(self._path, JOURNAL, "DELETE")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.close()

    def names(self) -> set[str]:
        """The folders in which anything was edited."""
        with self._database.reading() as db:
            return {name for (name,) in db.execute("SELECT DISTINCT name FROM edits")} - {""}

    def reviewed(self, name: str) -> dict[Key, Reviewed]:
        """What people said of the segments of a folder, those alone of which anything was said."""
        found: dict[Key, Reviewed] = {}
        with self._database.reading() as db:
            # First: what a run writes meanwhile is then only laid on once more.
            written_to = _written(db, name)
            rows = db.execute(
                "SELECT source, nth, what, after, max(id) FROM edits WHERE name = ? "
                "GROUP BY source, nth, what",
                (name,),
            )
            for source, nth, what, after, last in rows:
                key = str(source), int(nth)
                now = _with(found.get(key, Reviewed()), _WHAT[what], json.loads(after))
                fresh = last > written_to if what == "target" else now.fresh
                found[key] = replace(now, version=max(now.version, last), fresh=fresh)
        return found

    def make(
        self, changes: Sequence[Change], person: str = "", also: Also = lambda changes: None
    ) -> int:
        """Make all changes in one action, or none; durable when this returns. Gives the action.

        `also` does what they change elsewhere; if it fails, none is made. Raises StaleError if one
        was made on a version that is not the last.
        """
        with self._database.writing() as db:
            stale = []
            for change in changes:
                (version,) = db.execute(
                    "SELECT coalesce(max(id), 0) FROM edits "
                    "WHERE name = ? AND source = ? AND nth = ?",
                    (change.name, *change.key),
                ).fetchone()
                if version != change.version and change.what != "term":
                    stale.append((change.name, change.key))
            if stale:
                raise StaleError(stale)
            (action,) = db.execute("SELECT coalesce(max(action), 0) + 1 FROM edits").fetchone()
            for change in changes:
                last = db.execute(
                    "SELECT after FROM edits WHERE name = ? AND source = ? AND nth = ? "
                    "AND what = ? ORDER BY id DESC LIMIT 1",
                    (change.name, *change.key, change.what),
                ).fetchone()
                before = json.dumps(change.before) if last is None else last[0]
                row = (action, None, _now(), person, change.name, *change.key, change.what)
                db.execute(_INSERT, (*row, before, json.dumps(change.value)))
            also(changes)
        return int(action)

    def overtake(self, name: str, found: Mapping[Key, str]) -> None:
        """Note what people wrote in the files over what they had said here and the files had.

        So nothing older comes back: neither on the page nor with the next edit nor by undoing.
        """
        with self._database.writing() as db:
            written_to = _written(db, name)
            (action,) = db.execute("SELECT coalesce(max(action), 0) + 1 FROM edits").fetchone()
            for key, text in found.items():
                last = db.execute(
                    "SELECT id, after FROM edits WHERE name = ? AND source = ? AND nth = ? "
                    "AND what = 'target' ORDER BY id DESC LIMIT 1",
                    (name, *key),
                ).fetchone()
                if last and last[0] <= written_to and json.loads(last[1])[:2] != [HUMAN, text]:
                    row = (action, None, _now(), "", name, *key, "target", last[1])
                    db.execute(_INSERT, (*row, json.dumps([HUMAN, text])))

    def undo(
        self, action: int, person: str = "", also: Also = lambda changes: None
    ) -> list[Change]:
        """Take back an action: each of its edits that nothing was put upon. Gives what holds now.

        `also` as for `make`.
        """
        done: list[Change] = []
        with self._database.writing() as db:
            (new,) = db.execute("SELECT coalesce(max(action), 0) + 1 FROM edits").fetchone()
            edits = db.execute(
                "SELECT id, name, source, nth, what, before, after FROM edits "
                "WHERE action = ? AND undoes IS NULL",
                (action,),
            ).fetchall()
            for id, name, source, nth, what, before, after in edits:
                (last,) = db.execute(
                    _LAST, {"n": name, "s": source, "nth": nth, "w": what}
                ).fetchone()
                if last != id:
                    continue
                row = (new, action, _now(), person, name, source, nth, what, after, before)
                cursor = db.execute(_INSERT, row)
                version = cursor.lastrowid or 0
                value = json.loads(before)
                done.append(Change(name, (source, nth), _WHAT[what], value, version))
            also(done)
        return done

    def last_action(self) -> int:
        """The last action that was neither undone nor is itself an undoing; 0 if there is none."""
        with self._database.reading() as db:
            (action,) = db.execute(
                "SELECT coalesce(max(action), 0) FROM edits WHERE undoes IS NULL "
                "AND action NOT IN (SELECT undoes FROM edits WHERE undoes IS NOT NULL)"
            ).fetchone()
        return int(action)

    def unwritten(self) -> dict[str, int]:
        """The folders whose files do not yet tell what was edited, each with its last edit."""
        with self._database.reading() as db:
            return dict(
                db.execute(
                    "SELECT name, max(id) FROM edits WHERE name != '' GROUP BY name HAVING max(id) >"
                    " coalesce((SELECT edit FROM written WHERE written.name = edits.name), 0)"
                )
            )

    def wrote(self, edits: Mapping[str, int]) -> None:
        """Note that the files of these folders tell all up to those edits."""
        if edits:
            with self._database.writing() as db:
                db.executemany("INSERT OR REPLACE INTO written VALUES (?, ?)", list(edits.items()))


_INSERT = (
    "INSERT INTO edits (action, undoes, time, person, name, source, nth, what, before, after) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)

_LAST = (
    "SELECT max(id) FROM edits AS one "
    "WHERE name = :n AND source = :s AND nth = :nth AND what = :w AND undoes IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM edits AS undo WHERE undo.undoes = one.action AND undo.name = :n "
    "AND undo.source = :s AND undo.nth = :nth AND undo.what = :w)"
)
"""The last edit of its kind of a segment that was not undone."""


def path_of(out: Path) -> Path:
    """Where the journal of an output folder lies, if there is one."""
    return out / FOLDER / "review.sqlite"


def _written(db: Connection, name: str) -> int:
    """The last edit that the files of a folder have."""
    row = db.execute("SELECT edit FROM written WHERE name = ?", (name,)).fetchone()
    return int(row[0]) if row else 0


def _with(now: Reviewed, what: What, value: object) -> Reviewed:
    if what == "target" and isinstance(value, list) and len(value) in (2, 3):
        origin, target, *by = value
        return replace(now, origin=str(origin), target=target, by=str(by[0]) if by else "")
    if what == "confirmed":
        return replace(now, confirmed=str(value or ""))
    if what == "dismissed" and (value is None or isinstance(value, list)):
        return replace(now, dismissed=frozenset(map(str, value or ())))
    raise StateError(f"a review holds {value!r} as {what}, which we never wrote")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
