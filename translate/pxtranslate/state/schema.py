"""The tables of the state of an output folder, and how those of earlier versions become these.

Knows nothing of what is done with them, see `state`. A migration stays as it was written.
"""

from pxtranslate.state import answers, moved
from pxtranslate.state.database import Kind

_MIGRATIONS = (
    answers.TABLE
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
    answers.IN_ORDER,
    """
    CREATE TABLE folders (
        folded TEXT PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        owner TEXT NOT NULL UNIQUE,
        sha256 TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE outputs (
        name TEXT NOT NULL,
        hashes TEXT NOT NULL
    ) STRICT;
    CREATE INDEX outputs_names ON outputs (name);
    """,
    """
    CREATE TABLE surveyed (
        name TEXT PRIMARY KEY,
        digest TEXT NOT NULL,
        survey INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX surveys ON surveyed (survey);
    INSERT INTO surveyed SELECT name, digest, shard FROM documents WHERE shard;
    DROP INDEX shards;
    ALTER TABLE documents DROP COLUMN shard;
    ALTER TABLE names RENAME COLUMN shard TO survey;
    """,
    moved.TABLE,
    # In JSON a quotation mark within a text is \", so this is the name of a field and nothing else.
    """
    UPDATE documents SET entry = replace(entry, '"told": [', '"summary": [')
    """,
)
STATE = Kind(
    "the state of an output folder",
    int.from_bytes(b"pxTS"),
    frozenset({"answers", "documents", "placed"}),
    _MIGRATIONS,
)
