"""Answers read from a file that another process of this machine writes.

Nothing is ever written through it, not even a checkpoint of the WAL (`Database` says why).
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from pxtranslate.engines.base import Output
from pxtranslate.state.answers import found
from pxtranslate.state.database import BUSY_MILLISECONDS, explained


class Snapshot:
    """The answers of a file as they were when they were last committed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._db = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)
            self._db.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
            self._db.create_function("unhex", 1, bytes.fromhex, deterministic=True)
        except sqlite3.Error as error:
            raise explained(path, error) from error

    def get(self, keys: Sequence[bytes]) -> dict[bytes, Output]:
        """The answers known for these keys. Raises StateError or RetryableError."""
        try:
            return found(self._db, keys)
        except sqlite3.Error as error:
            raise explained(self._path, error) from error
