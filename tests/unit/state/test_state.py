"""What an output folder remembers comes back as it was given, the newest of each, to the next run."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pxtranslate.names.ledger import Row
from pxtranslate.output.entries import Entry, Story, from_json, to_json
from pxtranslate.output.moved import Moved
from pxtranslate.state.database import Database
from pxtranslate.state.folders import Folder
from pxtranslate.state.place import FOLDER
from pxtranslate.state.schema import STATE
from pxtranslate.state.state import Command, Known, State

MARK = "ab" * 6
KNOWN = Known("digest", "done", '{"path": "a.txt"}', {"report.html": (12, 34)})
TEA = Row("春茶镇", "place", "Chuncha Town", "a1.s1", 0.7, 3, "")


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with State(tmp_path) as made:
        yield made


def test_what_became_of_an_input(state: State) -> None:
    failed = Known("other", "unreadable", "{}")
    state.record({"a": KNOWN, "b": failed}, {}, {})
    assert state.known() == {"a": KNOWN, "b": failed}
    state.record({"b": KNOWN}, {}, {})
    assert state.known() == {"a": KNOWN, "b": KNOWN}


def test_what_an_earlier_version_kept_for_the_front_page_is_read(tmp_path: Path) -> None:
    quoting = 'say "told": [x], "told": ['
    story = Story("a1", quoting, "Bridge", summary=(("桥。", quoting),))
    entry = Entry("news.txt", "news", (story,))
    path = tmp_path / FOLDER / "state.sqlite"
    path.parent.mkdir()
    earlier = Database(path, replace(STATE, migrations=STATE.migrations[:5]), "WAL")
    with earlier.writing() as db:
        kept = to_json(entry).replace('"summary": [', '"told": [')
        assert kept != to_json(entry)
        db.execute("INSERT INTO documents VALUES ('news', 'd', 'done', '{}', ?)", (kept,))
    earlier.close()
    with State(tmp_path) as state:
        assert from_json(state.known()["news"].entry) == entry


def test_names_as_they_were_after_each_survey(state: State) -> None:
    later = TEA._replace(en="Chuncha Township", seen=5)
    surveys = [({"a": "1"}, [TEA]), ({"b": "1"}, []), ({"c": "1"}, [later])]
    assert [state.survey(digests, names) for digests, names in surveys] == [1, 2, 3]
    assert [state.names(until=number) for number in (1, 2, 3)] == [[TEA], [TEA], [later]]
    assert state.names() == [later]
    assert state.surveyed() == {"a": ("1", 1), "b": ("1", 2), "c": ("1", 3)}


def test_names_that_only_an_outdated_input_brought_are_forgotten(state: State) -> None:
    state.survey({"a": "1"}, [TEA])
    state.outdate(["b"])
    assert state.names() == [TEA]
    state.outdate(["a"])
    assert state.names() == []
    assert state.surveyed() == {}


def test_a_run_died_with_an_input_only_if_it_is_the_same_and_was_not_finished(state: State) -> None:
    assert state.begin({"a": "1", "b": "1"}) == set()
    assert state.begin({"a": "1", "b": "2", "c": "1"}) == {"a"}
    state.end(["a", "b"], {})
    assert state.begin({"a": "1", "b": "2"}) == set()


def test_what_was_placed_and_what_was_about_to_be(state: State) -> None:
    mine, next_ = {"report.html": "h1"}, {"report.html": "h2"}
    state.intend({"a": MARK * 2}, {"a": mine})
    state.intend({"a": MARK * 4}, {"a": next_})
    assert state.placed(["a", "b"]) == {"a": [MARK * 2, MARK * 4], "b": []}
    assert state.hashes(["a", "b"]) == {"a": [mine, next_], "b": []}
    state.record({"a": KNOWN}, {"a": MARK * 4}, {"a": next_})
    assert state.placed(["a"]) == {"a": [MARK * 4]}
    assert state.hashes(["a"]) == {"a": [next_]}


def test_what_people_wrote_the_last_of_it_and_what_is_new(state: State) -> None:
    first = {(MARK, 0): "One.", (MARK, 1): "Two, \ud800."}
    assert state.correct("a", first) == set(first)
    assert state.correct("a", {**first, (MARK, 1): "Two."}) == {(MARK, 1)}
    assert state.correct("a", {}) == set()
    assert state.corrections("a") == {(MARK, 0): "One.", (MARK, 1): "Two."}
    assert state.corrections("b") == {}


def test_where_inline_tags_were_put_the_last_of_it_and_what_is_new(state: State) -> None:
    here, there = Moved("Rain.", ((0, 1), (4, 0))), Moved("Rain, \ud800.", ())
    assert state.moved.put("a", {(MARK, 0): here, (MARK, 1): None}) == (1, True)
    assert state.moved.put("a", {(MARK, 0): here}) == (0, False)
    assert state.moved.put("a", {(MARK, 0): there, (MARK, 1): here}) == (2, True)
    assert state.moved.put("a", {(MARK, 1): None}) == (0, True)
    assert state.moved.get("a") == {(MARK, 0): there}
    assert state.moved.get("b") == {}


def test_whose_each_folder_is(state: State) -> None:
    given = [Folder("a", "/in/a.txt", "1"), Folder("B", "/in/B.txt", "2")]
    state.give(given)
    state.give([Folder("a", "/in/a.txt", "3")])
    assert sorted(state.folders(), key=lambda one: one.name) == [
        Folder("B", "/in/B.txt", "2"), Folder("a", "/in/a.txt", "3"),
    ]  # fmt: skip


def test_what_was_asked_for_outlives_the_run(tmp_path: Path) -> None:
    command = Command("/here", ("in", "more"), "{}")
    with State(tmp_path) as state:
        assert state.command() is None
        state.remember(command)
    with State(tmp_path) as state:
        assert state.command() == command
        state.remember(Command("/there", (), "{}"))
        assert state.command() == Command("/there", (), "{}")
