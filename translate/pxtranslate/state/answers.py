"""Answers by content, in an output folder's own file or in one that runs and folders share.

Nothing in them says where a sentence came from. What a key is made of is the business of
`pxtranslate.translation.memory`.
"""

import json
from collections.abc import Mapping, Sequence
from sqlite3 import Connection

from pxtranslate.engines.base import Output
from pxtranslate.state.database import Database

TABLE = """
    CREATE TABLE answers (
        key TEXT PRIMARY KEY,
        text TEXT NOT NULL,
        complete INTEGER NOT NULL,
        logprob REAL NOT NULL,
        remembered INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID;
"""
"""`remembered`: the answer was another run's, and stays so however often this run is resumed."""
IN_ORDER = f"""
    ALTER TABLE answers RENAME TO before;
    {TABLE.replace("key TEXT", "key BLOB").replace(", WITHOUT ROWID", "")}
    INSERT INTO answers SELECT unhex(substr(key, 3)), text, complete, logprob, remembered
        FROM before;
    DROP TABLE before;
"""
"""Keys are hashes: kept in their order, with the texts, each answer rewrote a page of its own. In an
index of their own, as bytes, many share one: an answer takes half the time to keep."""


class Answers:
    """The answers of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, keys: Sequence[bytes]) -> dict[bytes, Output]:
        """The answers known for these keys."""
        with self._database.reading() as db:
            return found(db, keys)

    def put(self, answers: Mapping[bytes, Output]) -> None:
        """Keep answers, all or none; durable when this returns. The first answer to a key stays."""
        rows = [
            (key, to_json(one.text), one.complete, one.logprob, one.remembered)
            for key, one in answers.items()
        ]
        with self._database.writing() as db:
            db.executemany("INSERT OR IGNORE INTO answers VALUES (?, ?, ?, ?, ?)", rows)


def found(db: Connection, keys: Sequence[bytes]) -> dict[bytes, Output]:
    """The answers that a database has for these keys."""
    rows = db.execute(
        "SELECT key, text, complete, logprob, remembered FROM answers "
        "WHERE key IN (SELECT unhex(value) FROM json_each(?))",
        (json.dumps([key.hex() for key in keys]),),
    )
    return {
        key: Output(from_json(text), bool(complete), logprob, bool(remembered))
        for key, text, complete, logprob, remembered in rows
    }


def from_json(kept: str) -> str:
    """A text that was kept; raises ValueError for a value that `to_json` never made."""
    text = json.loads(kept)
    if not isinstance(text, str):
        raise ValueError(f"what is no text: {kept[:40]}")
    return text


def to_json(text: str) -> str:
    """A text as it is kept."""
    # With escapes if need be: a lone surrogate, which echo may answer, is no UTF-8.
    return json.dumps(text, ensure_ascii=not text.isprintable())
