"""What was done in the review, and runs: before one, while one goes on, and when one is killed."""

import json
import time
from pathlib import Path

import pytest
from tests.toy.engines import ToyEngine
from tests.unit.web.conftest import NEWS, answer

from pxtranslate.config import Settings
from pxtranslate.errors import InputError
from pxtranslate.reading.inputs import find_inputs
from pxtranslate.run import run
from pxtranslate.state.journal import HUMAN, MACHINE, Change, Journal
from pxtranslate.web.edits import Stroke, Wish, make
from pxtranslate.web.results import Results


def edit(out: Path, id: str, target: str) -> None:
    """Correct a sentence as the page does."""
    with Journal(out) as journal:
        results = Results(out, journal)
        version = results.sheet("bridge").version(id)
        make(results, Stroke(changes=[Wish(file="bridge", id=id, version=version, target=target)]))


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


def test_an_edit_by_hand_holds_after_an_undo(out: Path) -> None:
    with Journal(out) as journal:
        results = Results(out, journal)
        key = results.sheet("bridge").keys["a1.p1.s1"]
        stroke = journal.make([Change("bridge", key, "target", [HUMAN, "One."], 0, [MACHINE, "?"])])
        journal.undo(stroke)
    table = out / "bridge" / "aligned.tsv"
    table.write_text(table.read_text("utf-8").replace("800 meters", "900 meters"), "utf-8")
    again(out, ToyEngine(answer, fingerprint="toy:1", translates=True))
    assert "900 meters" in targets(out)["a1.p1.s1"][0]


def test_two_hundred_edits_are_kept_within_a_minute(out: Path) -> None:
    began = time.process_time()
    with Journal(out) as journal:
        results = Results(out, journal)
        for n in range(200):
            version = results.sheet("bridge").version("a1.p1.s1")
            wish = Wish(file="bridge", id="a1.p1.s1", version=version, target=f"Edit {n}.")
            make(results, Stroke(changes=[wish]))
    assert time.process_time() - began < 30
    with Journal(out) as journal:
        (said,) = journal.reviewed("bridge").values()
        assert said.target == "Edit 199."


@pytest.mark.parametrize("file", ["", "..", "../news", "bridge/..", "/etc", "bridge\0"])
def test_a_name_from_outside_is_no_path(out: Path, file: str) -> None:
    stroke = Stroke(changes=[Wish(file=file, id="a1.p1.s1", version=0, target="x")])
    with Journal(out) as journal, pytest.raises(InputError):
        make(Results(out, journal), stroke)
