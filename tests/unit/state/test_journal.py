"""The journal of a review: what was done is kept in order, by version, and undone by the action."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pxtranslate.errors import StateError
from pxtranslate.state.database import Database
from pxtranslate.state.journal import JOURNAL, Change, Journal, StaleError, path_of
from pxtranslate.state.reviewed import HUMAN, MACHINE

KEY = ("aa", 0)


def correction(text: str, version: int = 0, key: tuple[str, int] = KEY) -> Change:
    return Change("news", key, "target", [HUMAN, text], version, [MACHINE, "as it was"])


def test_the_last_word_holds_and_is_undone_to_the_one_before(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.make([correction("first")])
        version = journal.reviewed("news")[KEY].version
        second = journal.make([correction("second", version)])
        assert journal.reviewed("news")[KEY].target == "second"
        journal.undo(second)
        assert journal.reviewed("news")[KEY].target == "first"
        journal.undo(journal.last_action())
        now = journal.reviewed("news")[KEY]
        assert (now.origin, now.target) == (MACHINE, "as it was")
        assert journal.last_action() == 0


def test_a_journal_of_an_earlier_version_is_read_and_its_edits_undone(tmp_path: Path) -> None:
    path_of(tmp_path).parent.mkdir()
    earlier = Database(
        path_of(tmp_path), replace(JOURNAL, migrations=JOURNAL.migrations[:1]), "DELETE"
    )
    with earlier.writing() as db:
        row = (1, "", "", "news", *KEY, "target", '["machine", "as it was"]', '["human", "mine"]')
        db.execute(
            "INSERT INTO edits (stroke, time, person, name, source, nth, what, before, after) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
    earlier.close()
    with Journal(tmp_path) as journal:
        assert journal.reviewed("news")[KEY].target == "mine"
        journal.undo(journal.last_action())
        assert journal.reviewed("news")[KEY].target == "as it was"


def test_a_journal_whose_file_was_taken_away_says_so_and_loses_nothing(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.make([correction("mine")])
        path_of(tmp_path).unlink()
        with pytest.raises(StateError, match="taken away"):
            journal.make([correction("yours", journal.reviewed("news")[KEY].version)])


def test_an_edit_on_an_old_version_changes_nothing(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.make([correction("mine")])
        other = ("bb", 0)
        with pytest.raises(StaleError) as refused:
            journal.make([correction("elsewhere", 0, other), correction("yours", 0)])
        assert refused.value.keys == [("news", KEY)]
        assert journal.reviewed("news")[KEY].target == "mine"
        assert other not in journal.reviewed("news")


def test_undoing_a_action_spares_what_was_put_upon_it(tmp_path: Path) -> None:
    other = ("bb", 0)
    with Journal(tmp_path) as journal:
        both = journal.make([correction("one"), correction("two", 0, other)])
        journal.make([correction("better", journal.reviewed("news")[KEY].version)])
        assert [change.key for change in journal.undo(both)] == [other]
        assert journal.reviewed("news")[KEY].target == "better"


@settings(max_examples=12)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.text(max_size=5)), max_size=8))
def test_all_undone_is_as_before(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str]]
) -> None:
    with Journal(tmp_path_factory.mktemp("out")) as journal:
        for source, text in edits:
            known = journal.reviewed("news").get((source, 0))
            journal.make([correction(text, known.version if known else 0, (source, 0))])
        while action := journal.last_action():
            assert journal.undo(action)
        assert all(now.origin == MACHINE for now in journal.reviewed("news").values())


def test_what_was_said_is_kept_when_the_process_is_killed(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib\n"
        "from pxtranslate.state.journal import Change, Journal\n"
        "from pxtranslate.state.reviewed import HUMAN\n"
        "with Journal(pathlib.Path(sys.argv[1])) as journal:\n"
        "    for n in range(10**6):\n"
        "        journal.make([Change('news', (str(n), 0), 'target', [HUMAN, str(n)], 0)])\n"
        "        print(n, flush=True)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    told = [process.stdout.readline() for _ in range(20)]
    os.kill(process.pid, signal.SIGKILL)
    told += process.stdout.readlines()
    process.wait()
    process.stdout.close()
    with Journal(tmp_path) as journal:
        kept = journal.reviewed("news")
    assert all((line.strip(), 0) in kept for line in told)
