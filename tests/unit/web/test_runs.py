"""What was done in the review, and runs: before one, while one goes on, and when one is killed."""

import json
import re
import shutil
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest
from tests.toy.engines import ToyEngine
from tests.unit.web.conftest import NEWS, Served, answer

from pxtranslate.cli.review import review
from pxtranslate.config import Settings
from pxtranslate.errors import InputError
from pxtranslate.names import glossary
from pxtranslate.reading.inputs import find_inputs
from pxtranslate.regular import read_regular
from pxtranslate.run import run
from pxtranslate.state import carried
from pxtranslate.state.journal import Change, Journal, path_of
from pxtranslate.state.reviewed import HUMAN, MACHINE
from pxtranslate.web import everywhere
from pxtranslate.web.edits import Action, Term, Wish, make, undo
from pxtranslate.web.pages import file_page
from pxtranslate.web.results import Results


def edit(out: Path, id: str, target: str) -> None:
    """Correct a sentence as the page does."""
    with Journal(out) as journal:
        results = Results(out, journal)
        version = results.sheet("bridge").version(id)
        make(results, Action(changes=[Wish(file="bridge", id=id, version=version, target=target)]))


def targets(out: Path) -> dict[str, tuple[str, str]]:
    lines = (out / "bridge" / "segments.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return {row["id"]: (row["target"], row["origin"]) for row in rows}


def again(out: Path, engine: ToyEngine, text: str = NEWS) -> None:
    (out.parent / "news" / "bridge.txt").write_text(text, "utf-8")
    settings = Settings.model_validate({"mend": {"rounds": 0}, "output": {"formats": ["tmx"]}})
    run(find_inputs([out.parent / "news"]), out, settings, engine)


def test_an_edit_made_while_a_run_goes_on_is_in_its_files(out: Path) -> None:
    edit(out, "a1.p1.s1", "Edited before.")
    engine = ToyEngine(
        answer,
        fingerprint="toy:2",  # another model: all is asked again
        translates=True,
        meanwhile=lambda: edit(out, "a1.p1.s2", "Edited meanwhile."),
    )
    again(out, engine)
    assert engine.asked
    assert targets(out)["a1.p1.s1"] == ("Edited before.", "human")
    assert targets(out)["a1.p1.s2"] == ("Edited meanwhile.", "human")


def test_a_run_asks_nothing_again_for_what_was_reviewed(out: Path) -> None:
    edit(out, "a1.p1.s1", "Edited.")
    engine = ToyEngine(answer, fingerprint="toy:1", translates=True)
    again(out, engine)
    assert targets(out)["a1.p1.s1"] == ("Edited.", "human")
    assert not [text for text in engine.texts if "过江" in text]
    with Journal(out) as journal:
        assert journal.unwritten() == {}


def test_a_run_that_is_killed_before_it_wrote_takes_the_edit_again(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(out, "a1.p1.s1", "Edited.")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pxtranslate.head.write", killed)
    with pytest.raises(KeyboardInterrupt):
        again(out, ToyEngine(answer, fingerprint="toy:1", translates=True))
    monkeypatch.undo()
    again(out, ToyEngine(answer, fingerprint="toy:1", translates=True))
    assert targets(out)["a1.p1.s1"] == ("Edited.", "human")


def test_a_page_on_its_way_is_of_one_moment(out: Path) -> None:
    with Journal(out) as journal:
        results = Results(out, journal)
        before = "".join(file_page(results, "bridge", "", "en", False))
        coming = file_page(results, "bridge", "", "en", False)
        wish = Wish(file="bridge", id="a1.p1.s1", version=0, target="Edited meanwhile.")
        make(results, Action(changes=[wish]))
        results.sheet("bridge")  # as every answer of the server does
        assert "".join(coming) == before
        assert "Edited meanwhile." in "".join(file_page(results, "bridge", "", "en", False))


def test_an_edit_by_hand_holds_after_an_undo(out: Path) -> None:
    with Journal(out) as journal:
        results = Results(out, journal)
        key = results.sheet("bridge").keys["a1.p1.s1"]
        action = journal.make([Change("bridge", key, "target", [HUMAN, "One."], 0, [MACHINE, "?"])])
        journal.undo(action)
    table = out / "bridge" / "aligned.tsv"
    table.write_text(table.read_text("utf-8").replace("800 meters", "900 meters"), "utf-8")
    again(out, ToyEngine(answer, fingerprint="toy:1", translates=True))
    assert "900 meters" in targets(out)["a1.p1.s1"][0]


def by_hand(out: Path, old: str, new: str) -> None:
    table = out / "bridge" / "aligned.tsv"
    text = table.read_text("utf-8")
    assert old in text
    table.write_text(text.replace(old, new), "utf-8")
    again(out, ToyEngine(answer, fingerprint="toy:1", translates=True))


def shown(out: Path, id: str) -> str | None:
    with Journal(out) as journal:
        segment = Results(out, journal).sheet("bridge").segment(id)
        return segment.target if segment else None


def test_what_is_written_in_a_file_after_the_review_holds(out: Path) -> None:
    edit(out, "a1.p1.s1", "Reviewed.")
    again(out, ToyEngine(answer, fingerprint="toy:1", translates=True))
    by_hand(out, "Reviewed.", "By hand.")
    assert shown(out, "a1.p1.s1") == "By hand."
    edit(out, "a1.p1.s2", "Another sentence.")
    again(out, ToyEngine(answer, fingerprint="toy:1", translates=True))
    assert targets(out)["a1.p1.s1"] == ("By hand.", "human")
    assert targets(out)["a1.p1.s2"] == ("Another sentence.", "human")
    with Journal(out) as journal:
        assert journal.unwritten() == {}


def test_a_file_and_another_sentence_of_the_review_are_both_taken(out: Path) -> None:
    edit(out, "a1.p1.s1", "Reviewed.")
    again(out, ToyEngine(answer, fingerprint="toy:1", translates=True))
    edit(out, "a1.p1.s2", "Another sentence.")
    by_hand(out, "Reviewed.", "By hand.")
    assert targets(out)["a1.p1.s1"] == ("By hand.", "human")
    assert targets(out)["a1.p1.s2"] == ("Another sentence.", "human")


def test_undoing_goes_back_to_what_the_file_had(out: Path) -> None:
    edit(out, "a1.p1.s1", "Reviewed.")
    again(out, ToyEngine(answer, fingerprint="toy:1", translates=True))
    by_hand(out, "Reviewed.", "By hand.")
    edit(out, "a1.p1.s1", "Reviewed again.")
    with Journal(out) as journal:
        undo(Results(out, journal), 0)
    assert shown(out, "a1.p1.s1") == "By hand."


def test_after_an_undoing_the_page_shows_what_another_model_says(out: Path) -> None:
    edit(out, "a1.p1.s1", "Reviewed.")
    with Journal(out) as journal:
        undo(Results(out, journal), 0)
    again(out, ToyEngine(lambda *_: "Quite another.", fingerprint="toy:2", translates=True))
    assert shown(out, "a1.p1.s1") == "Quite another."


def test_two_hundred_edits_are_kept_within_a_minute(out: Path) -> None:
    began = time.process_time()
    with Journal(out) as journal:
        results = Results(out, journal)
        for n in range(200):
            version = results.sheet("bridge").version("a1.p1.s1")
            wish = Wish(file="bridge", id="a1.p1.s1", version=version, target=f"Edit {n}.")
            make(results, Action(changes=[wish]))
    assert time.process_time() - began < 30
    with Journal(out) as journal:
        (said,) = journal.reviewed("bridge").values()
        assert said.target == "Edit 199."


def test_what_a_run_tells_is_read_once_for_all_files_and_again_after_the_next(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(5):
        shutil.copytree(out / "bridge", out / f"bridge-{n}")
    read: list[Path] = []

    def counting(path: Path) -> bytes:
        read.append(path)
        return read_regular(path)

    monkeypatch.setattr("pxtranslate.web.results.read_regular", counting)
    with Journal(out) as journal:
        results = Results(out, journal)
        assert len(results.lines()) == 6
        assert [path.name for path in read].count("manifest.json") == 1
        assert results.settings().mend.rounds == 0
        manifest = out / "manifest.json"
        text = manifest.read_text("utf-8")
        manifest.write_text(re.sub(r'"rounds": \d+', '"rounds": 2', text), "utf-8")
        assert results.settings().mend.rounds == 2


@pytest.mark.parametrize("file", ["", "..", "../news", "bridge/..", "/etc", "bridge\0"])
def test_a_name_from_outside_is_no_path(out: Path, file: str) -> None:
    action = Action(changes=[Wish(file=file, id="a1.p1.s1", version=0, target="x")])
    with Journal(out) as journal, pytest.raises(InputError):
        make(Results(out, journal), action)


@pytest.mark.parametrize("mark", ["\n", "\r", "\x0b", "\x85", "\u2028"])
def test_a_term_put_down_from_the_page_can_be_read_again(out: Path, mark: str) -> None:
    with Journal(out) as journal:
        results = Results(out, journal)
        make(results, Action(changes=[], term=Term(zh=f"平川{mark}新桥", en=f"New{mark}Bridge")))
        (entry,) = glossary.load(results.glossary_path()).entries
        assert (entry.zh, entry.en) == ("平川 新桥", "New Bridge")
        undo(results, 0)
        assert glossary.load(results.glossary_path()).entries == ()


def test_a_term_that_would_be_a_comment_is_refused(out: Path) -> None:
    term = Term(zh="#平川", en="Pingchuan")
    with Journal(out) as journal, pytest.raises(InputError, match="comment"):
        make(Results(out, journal), Action(changes=[], term=term))


@pytest.mark.parametrize("action", [-1, 2**63, 2**70])
def test_no_number_of_a_action_ends_in_an_error_of_ours(served: Served, action: int) -> None:
    origin = f"http://127.0.0.1:{served.port}"
    headers = {"content-type": "application/json", "origin": origin}
    connection = HTTPConnection("127.0.0.1", served.port, timeout=30)
    path = served.url("/api/undo").removeprefix(origin)
    connection.request("POST", path, json.dumps({"action": action}), headers)
    assert connection.getresponse().status == 400
    connection.close()


def test_a_count_no_document_reaches_is_no_correction(tmp_path: Path) -> None:
    one = {"source": "平川", "nth": 2**70, "target": "Pingchuan"}
    told = {"pxtranslate": "corrections", "version": 1, "folder": "news", "corrections": [one]}
    (tmp_path / "corrections.json").write_text(json.dumps(told), "utf-8")
    with pytest.raises(InputError, match="nth"):
        carried.read(tmp_path / "corrections.json")


def test_what_another_program_calls_corrections_stays_where_it_is(out: Path) -> None:
    (out / "corrections.json").write_text('{"proofs": []}', "utf-8")
    (out / "corrections-2.json").write_text("{", "utf-8")
    told: list[str] = []
    with Journal(out) as journal:
        carried.take_files(out, journal, told.append)
    assert (out / "corrections.json").read_text("utf-8") == '{"proofs": []}'
    assert (out / "corrections-2.json.unread").exists()
    assert len(told) == 1


def test_two_texts_of_repeated_words_are_not_compared_for_ever(out: Path) -> None:
    with Journal(out) as journal:
        sheet = Results(out, journal).sheet("bridge")
        began = time.process_time()
        assert everywhere.phrase(sheet, "a1.p1.s1", "a b " * 5_000, "b a " * 5_000) is None
    assert time.process_time() - began < 1


def test_looking_on_leaves_no_trace_in_the_folder(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[object] = []
    # The command hides the module of its name.
    monkeypatch.setitem(review.__globals__, "open_to_browser", lambda *given: seen.append(given))
    before = sorted(out.rglob("*"))
    review(out, read_only=True)
    assert seen
    assert sorted(out.rglob("*")) == before
    review(out)
    assert path_of(out).exists()
