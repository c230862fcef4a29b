"""`kill -9` where people's own work is written: the review, the memory, corrections, named files."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pxtranslate.names import glossary
from pxtranslate.output.exchange import export
from pxtranslate.state import pairs as pairs_of
from pxtranslate.state.journal import Journal
from pxtranslate.state.named import named
from pxtranslate.state.pairs import Pair
from pxtranslate.state.shared import shared
from pxtranslate.web import edits
from pxtranslate.web.edits import Action, Term, Wish
from pxtranslate.web.results import Results

if TYPE_CHECKING:
    from tests.faults.conftest import Lab

MOST = 400
LIBRARY = "县图书馆新馆开放，藏书9万册。"


def _sound(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _few(lab: "Lab", *names: str) -> None:
    for path in lab.news.iterdir():
        if path.name not in names:
            path.unlink()


def _action(out: Path, **wishes: str) -> Action:
    """Change every segment of these folders, and say how a term is to read."""
    changes = [
        Wish(file=name, id=row["id"], version=0, target=text)
        for name, text in wishes.items()
        for row in map(json.loads, (out / name / "segments.jsonl").read_text("utf-8").splitlines())
    ]
    return Action(changes=changes, term=Term(zh="图书馆", en="Library"))


@pytest.mark.slow
def test_a_action_of_the_review_is_made_and_undone_whole_with_its_term(
    lab: "Lab", tmp_path: Path
) -> None:
    """Or not at all: a term alone is no loss, an edit that says it has one would be."""
    _few(lab, "b.txt")
    before, after = tmp_path / "before", tmp_path / "after"
    lab.run(before)
    action = _action(before, b="The library.")
    shutil.copytree(before, after)
    _make(after, action)
    for n in range(1, MOST):
        made, undone = tmp_path / f"made{n}", tmp_path / f"undone{n}"
        shutil.copytree(before, made)
        shutil.copytree(after, undone)
        died = lab.dies(partial(_make, made, action), n)
        if edited := _edited(made):
            assert edited == len(action.changes)
            assert _terms(made) == {"图书馆": "Library"}
        else:
            _make(made, action)
        assert _edited(made) == len(action.changes)
        died_too = lab.dies(partial(_undo, undone), n)
        with Journal(undone) as journal:
            assert journal.last_action() or not _terms(undone)
        _undo(undone)
        assert not _terms(undone)
        for out in (made, undone):
            _sound(out / ".pxtranslate" / "review.sqlite")
        if not died and not died_too:
            break
    assert 5 < n < MOST - 1


def _make(out: Path, action: Action) -> None:
    with Journal(out) as journal:
        edits.make(Results(out, journal, "me"), action)


def _undo(out: Path) -> None:
    with Journal(out) as journal:
        edits.undo(Results(out, journal, "me"), 0)


def _edited(out: Path) -> int:
    with Journal(out) as journal:
        return len(journal.reviewed("b"))


def _terms(out: Path) -> dict[str, str]:
    path = out / glossary.OWN
    return {one.zh: one.en for one in glossary.load(path).entries} if path.exists() else {}


@pytest.mark.slow
def test_a_memory_takes_in_a_file_again_after_a_kill(
    lab: "Lab", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pairs_of, "_TOGETHER", 100)
    given = [Pair(f"今年修路{n}公里。", f"{n} km of road.", "a.tsv") for n in range(350)]
    given += [Pair(f"今年修路{n}公里。", f"{n} km of roads.", "b.tsv") for n in range(0, 350, 7)]

    def fill(path: Path) -> None:
        with shared(str(path)) as memory:
            assert memory
            memory.pairs.add(iter(given))

    fill(tmp_path / "whole.sqlite")
    expected = _exported(tmp_path / "whole.sqlite")
    for n in range(1, MOST):
        path = tmp_path / f"{n}.sqlite"
        died = lab.dies(partial(fill, path), n)
        if path.exists():
            _sound(path)
            with shared(str(path)) as memory:
                assert memory
                known = list(memory.pairs)
                for one in known[::40]:
                    assert memory.pairs.like(one.source, 0.99)[0].pair == one, "its sketch is there"
        fill(path)
        assert _exported(path) == expected, f"killed at hit {n}"
        if not died:
            break
    assert 8 < n < MOST - 1


def _exported(path: Path) -> bytes:
    made = path.with_suffix(".jsonl")
    with shared(str(path)) as memory, made.open("wb") as file:
        assert memory
        export(file, ".jsonl", ((one.source, one.target, one.file) for one in memory.pairs))
    return made.read_bytes()


@pytest.mark.slow
def test_a_run_that_takes_in_all_that_people_did(lab: "Lab", tmp_path: Path) -> None:
    """The review, a file of corrections, a memory, an edited table; with files of the whole run."""
    _few(lab, "a.txt", "b.txt", "bad.txt")
    memory = tmp_path / "memory.sqlite"
    with shared(str(memory)) as kept:
        assert kept
        kept.pairs.add(iter([Pair("新馆开放", "A new library opens", "own.tsv")]))
    made: dict[str, Any] = {
        "output": {"formats": ["xlsx", "docx", "jsonl", "parquet"]},
        "memory": {"path": str(memory)},
    }
    before = tmp_path / "before"
    lab.run(before)
    with Journal(before) as journal:
        edits.make(Results(before, journal, "me"), _action(before, a="As reviewed."))
    wish = {"source": LIBRARY, "nth": 0, "target": "As carried."}
    carried = {"pxtranslate": "corrections", "version": 1, "folder": "b", "corrections": [wish]}
    (before / "corrections-b.json").write_text(json.dumps(carried), "utf-8")
    table = before / "b" / "aligned.tsv"
    lines = table.read_text("utf-8").splitlines()
    lines[-1] = lines[-1].partition("\t")[0] + "\tAs edited."
    table.write_text("\n".join(lines) + "\n", "utf-8")
    whole = tmp_path / "whole"
    shutil.copytree(before, whole)
    lab.run(whole, **made)
    expected = lab.files(whole)
    for told in (b"As reviewed.", b"As carried.", b"As edited.", b"A new library opens"):
        assert told in expected["segments.jsonl"]
    for n in range(1, MOST):
        out = tmp_path / "out" / str(n)
        shutil.copytree(before, out)
        died = lab.dies(partial(lab.run, out, **made), n)
        lab.intact(out)
        _sound(out / ".pxtranslate" / "review.sqlite")
        lab.run(out, **made)
        assert lab.files(out) == expected, f"killed at hit {n}"
        if not died:
            break
    assert 60 < n < MOST - 1


def test_a_named_file_is_the_old_one_or_the_new_one(lab: "Lab", tmp_path: Path) -> None:
    path = tmp_path / "made.tsv"

    def write() -> None:
        with named(path) as file:
            file.writelines(_rows())

    for n in range(1, MOST):
        path.write_bytes(b"old\n")
        died = lab.dies(write, n)
        assert path.read_bytes() == (b"old\n" if died else b"".join(_rows()))
        if not died:
            break
    assert n > 3


def _rows() -> Iterator[bytes]:
    return (f"{n}\tnew\n".encode() for n in range(5_000))
