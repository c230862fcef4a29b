"""Where people put the inline elements of filled bilingual files, in the state of an output folder."""

import json
from collections.abc import Mapping

from pxtranslate.output.moved import Key, Moved
from pxtranslate.state.database import Database

TABLE = """
    CREATE TABLE moved (
        name TEXT NOT NULL,
        source TEXT NOT NULL,
        nth INTEGER NOT NULL,
        places TEXT NOT NULL,
        PRIMARY KEY (name, source, nth)
    ) STRICT, WITHOUT ROWID;
"""


class MovedTags:
    """Those of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> dict[Key, Moved]:
        """What was moved in the folder `name`."""
        with self._database.reading() as db:
            rows = db.execute("SELECT source, nth, places FROM moved WHERE name = ?", (name,))
            return {(source, nth): _moved(places) for source, nth, places in rows}

    def put(self, name: str, found: Mapping[Key, Moved | None]) -> tuple[int, bool]:
        """Keep what was moved, and forget it where nothing is any more.

        How many were moved that were not so before, and whether anything is another.
        """
        before = self.get(name) if found else {}
        new = {key: one for key, one in found.items() if one and before.get(key) != one}
        gone = [key for key, one in found.items() if one is None and key in before]
        if new or gone:
            with self._database.writing() as db:
                db.executemany(
                    "DELETE FROM moved WHERE name = ? AND source = ? AND nth = ?",
                    [(name, *key) for key in gone],
                )
                db.executemany(
                    "INSERT OR REPLACE INTO moved VALUES (?, ?, ?, ?)",
                    [(name, *key, json.dumps(one)) for key, one in new.items()],
                )
        return len(new), bool(new or gone)


def _moved(kept: str) -> Moved:
    """What was kept; raises ValueError for a value that was never."""
    target, places = json.loads(kept)
    return Moved(target + "", tuple((int(at), int(number)) for at, number in places))
