"""Pairs that people translated, by source: the very same, or one much like it.

A source has one target; a later import puts another in its place. Sources that differ only in what
some format cannot carry (line ends, controls, spaces at the ends) are the same: see `text.mark`.
Of a million pairs two have the same mark once in 560 memories (48 bits); texts are compared before
a pair is used, so what is lost then is a pair, never a right word.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from sqlite3 import Connection
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

from pxtranslate.state.answers import from_json, to_json
from pxtranslate.state.database import Database
from pxtranslate.text import carried, mark

if TYPE_CHECKING:
    from pxtranslate.state.sketch import Words

PAIRS = """
    CREATE TABLE pairs (
        id INTEGER PRIMARY KEY,
        mark TEXT NOT NULL UNIQUE,
        source TEXT NOT NULL,
        target TEXT NOT NULL,
        file TEXT NOT NULL
    ) STRICT;
    CREATE TABLE sketches (
        block INTEGER PRIMARY KEY,
        words BLOB NOT NULL
    ) STRICT;
"""
"""Ids count from 1 without a gap; the sketch of `id` is column `(id - 1) % BLOCK` of block
`(id - 1) // BLOCK`. `state.sketch` is imported where sketches are made or compared: most runs have no
memory, and numpy takes 60 MB of address space for a core."""
_TOGETHER = 65_536
"""Pairs that are added in one transaction; each makes durable a page of the index for about every pair."""
_COMPARED = 256
"""Of the pairs, those nearest by their sketches whose texts are compared."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A source, what a person made of it, and the name of the file that told."""

    source: str
    target: str
    file: str


class Likeness(NamedTuple):
    """A pair, and how alike its source is: 1 less the share of characters to edit."""

    similarity: float
    pair: Pair


@dataclass(frozen=True, slots=True)
class Added:
    """What became of pairs that were added."""

    new: int = 0
    changed: int = 0
    same: int = 0


class Pairs:
    """The pairs of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._words: Words | None = None

    def __len__(self) -> int:
        with self._database.reading() as db:
            return _last(db)

    def __iter__(self) -> Iterator[Pair]:
        """All pairs, in the order in which their sources were first added."""
        last = 0
        while True:
            with self._database.reading() as db:
                rows = db.execute(
                    "SELECT id, source, target, file FROM pairs WHERE id > ? ORDER BY id LIMIT ?",
                    (last, _TOGETHER),
                ).fetchall()
                yield from [_pair(*texts) for _, *texts in rows]
            if not rows:
                return
            last = rows[-1][0]

    def files(self) -> dict[str, int]:
        """How many pairs each file told, by its name."""
        with self._database.reading() as db:
            rows = db.execute("SELECT file, count(*) FROM pairs GROUP BY file ORDER BY file")
            return {from_json(file): int(number) for file, number in rows}

    def answers(self) -> int:
        """How many answers of models lie beside the pairs."""
        with self._database.reading() as db:
            (number,) = db.execute("SELECT count(*) FROM answers").fetchone()
            return int(number)

    def size(self) -> int:
        """Bytes of the file that holds them."""
        return self._database.path.stat().st_size

    def add(self, pairs: Iterable[Pair], advance: Callable[[int], None] = lambda _: None) -> Added:
        """Keep pairs, some thousands in a transaction; `advance` is told how many at a time."""
        total = Added()
        waiting = iter(pairs)
        while group := list(islice(waiting, _TOGETHER)):
            with self._database.writing() as db:
                added = _add(db, {mark(pair.source): pair for pair in group})
            total = Added(
                total.new + added.new,
                total.changed + added.changed,
                total.same + len(group) - added.new - added.changed,
            )
            advance(len(group))
        self._words = None
        return total

    def exact(self, marks: Collection[str]) -> dict[str, Pair]:
        """The pairs whose sources bear these marks."""
        with self._database.reading() as db:
            return _known(db, marks)

    def find(self, source: str) -> Pair | None:
        """The pair of just this source."""
        key = mark(source)
        pair = self.exact([key]).get(key)
        return pair if pair and carried(pair.source) == carried(source) else None

    def like(self, source: str, least: float, most: int = 1) -> list[Likeness]:
        """The pairs whose sources are most like this one, `least` or more, the likest first."""
        from pxtranslate.state.sketch import distances, nearest, sketches

        text = carried(source)
        found = distances(self._sketches(), sketches([text]))
        with self._database.reading() as db:
            chosen = [place + 1 for place in nearest(found, _COMPARED)]
            rows = db.execute(
                "SELECT source, target, file FROM pairs WHERE id IN "
                f"({','.join(map(str, chosen))}) ORDER BY id"
            )
            pairs = [_pair(*row) for row in rows]
        likest = extract(
            text,
            [carried(pair.source) for pair in pairs],
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=least,
            limit=most,
        )
        return [Likeness(similarity, pairs[at]) for _, similarity, at in likest]

    def _sketches(self) -> "Words":
        """The sketches of all pairs; 32 MB a million, read once."""
        from pxtranslate.state.sketch import joined, words_of

        if self._words is None:
            with self._database.reading() as db:
                last = _last(db)
                rows = db.execute("SELECT words FROM sketches ORDER BY block")
                blocks = [words_of(words) for (words,) in rows]
            self._words = joined(blocks, last)
        return self._words


def _add(db: Connection, pairs: Mapping[str, Pair]) -> Added:
    known = _known(db, pairs)
    new = {key: pair for key, pair in pairs.items() if key not in known}
    changed = {
        key: pair
        for key, pair in pairs.items()
        if key in known and (pair.source, pair.target) != (known[key].source, known[key].target)
    }
    first = _last(db)
    db.executemany(
        "INSERT INTO pairs VALUES (?, ?, ?, ?, ?)",
        [(id, key, *_row(pair)) for id, (key, pair) in enumerate(new.items(), first + 1)],
    )
    db.executemany(
        "UPDATE pairs SET source = ?, target = ?, file = ? WHERE mark = ?",
        [(*_row(pair), key) for key, pair in changed.items()],
    )
    _sketch(db, [carried(pair.source) for pair in new.values()], first)
    return Added(len(new), len(changed))


def _sketch(db: Connection, texts: Sequence[str], first: int) -> None:
    """Put the sketches of texts behind the `first` ones."""
    from pxtranslate.state.sketch import BLOCK, blank, bytes_of, sketches, words_of

    made = sketches(texts)
    done = 0
    while done < len(texts):
        block, column = divmod(first + done, BLOCK)
        row = db.execute("SELECT words FROM sketches WHERE block = ?", (block,)).fetchone()
        words = words_of(row[0]).copy() if row else blank()
        room = min(BLOCK - column, len(texts) - done)
        words[:, column : column + room] = made[:, done : done + room]
        db.execute("INSERT OR REPLACE INTO sketches VALUES (?, ?)", (block, bytes_of(words)))
        done += room


def _known(db: Connection, marks: Collection[str]) -> dict[str, Pair]:
    rows = db.execute(
        "SELECT mark, source, target, file FROM pairs "
        "WHERE mark IN (SELECT value FROM json_each(?))",
        (json.dumps(list(marks)),),
    )
    return {key: _pair(*texts) for key, *texts in rows}


def _last(db: Connection) -> int:
    (last,) = db.execute("SELECT coalesce(max(id), 0) FROM pairs").fetchone()
    return int(last)


def _pair(source: str, target: str, file: str) -> Pair:
    return Pair(from_json(source), from_json(target), from_json(file))


def _row(pair: Pair) -> tuple[str, str, str]:
    return to_json(pair.source), to_json(pair.target), to_json(pair.file)
