"""What people write in the output wins over any model, until its source changes."""

import json
import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.toy.engines import ToyEngine, echo

from pxtranslate.engines.base import Decoding, Request
from pxtranslate.engines.echo import EchoEngine
from pxtranslate.state import carried
from pxtranslate.state.journal import Change, Journal
from pxtranslate.state.reviewed import HUMAN
from pxtranslate.text import mark

if TYPE_CHECKING:
    from tests.faults.conftest import Lab

BETTER = "Spring ploughing began on March 5; 1,850 machines were put to use."
TEXT = "全县春耕3月5日开始，投入农机1850台。"


def edit(path: Path, number: int, target: str) -> None:
    """Do what a person does: change one target in one of the files."""
    text = path.read_text("utf-8")
    lines = text.splitlines()
    if path.name == "segments.jsonl":
        row = json.loads(lines[number])
        lines[number] = json.dumps(row | {"target": target}, ensure_ascii=False)
        path.write_text("\n".join(lines) + "\n", "utf-8")
    elif path.name == "aligned.tsv":
        lines[number + 1] = lines[number + 1].split("\t")[0] + "\t" + target
        path.write_text("\n".join(lines), "utf-8")  # an editor that drops the last line end
    else:
        old = json.loads((path.parent / "segments.jsonl").read_text("utf-8").splitlines()[number])
        source, rest = text.split(old["source"], 1)
        path.write_text(source + old["source"] + rest.replace(old["target"], target, 1), "utf-8")


@pytest.mark.parametrize("file", ["segments.jsonl", "aligned.tsv", "aligned.tmx", "aligned.xlf"])
def test_an_edit_in_any_file_is_in_all_of_them_after_the_next_run(
    lab: "Lab", tmp_path: Path, file: str
) -> None:
    out = tmp_path / "out"
    run = partial(lab.run, out, output={"formats": ["tmx", "xliff"]})
    run()
    before = lab.segments(out, "a")
    edit(out / "a" / file, 1, BETTER)
    engine = lab.engine()
    assert run(engine).kept == 4
    assert engine.texts == []
    after = lab.segments(out, "a")
    assert (after[1]["target"], after[1]["origin"], after[1]["source"]) == (BETTER, "human", TEXT)
    assert [row["target"] for row in after[2:]] == [row["target"] for row in before[2:]]
    assert {row["origin"] for row in after[2:]} == {"model"}
    assert after[1]["issues"] is not None
    assert after[1]["tried"] == []
    for name in ("aligned.tsv", "aligned.tmx", "aligned.xlf", "report.html"):
        assert "1,850 machines" in (out / "a" / name).read_text("utf-8"), name
    whole = lab.files(out)
    assert run().kept == 5
    assert lab.files(out) == whole


def test_a_correction_outlives_other_settings_another_model_and_damage(
    lab: "Lab", tmp_path: Path
) -> None:
    out = tmp_path / "out"
    lab.run(out)
    edit(out / "a" / "aligned.tsv", 1, BETTER)
    lab.run(out, prompt={"figures": False})
    assert lab.segments(out, "a")[1]["target"] == BETTER
    engine = EchoEngine()
    lab.run(out, engine)
    assert lab.segments(out, "a")[1]["target"] == BETTER
    (out / "a" / "segments.jsonl").unlink()
    lab.run(out, engine)
    assert lab.segments(out, "a")[1]["target"] == BETTER


def test_a_correction_holds_until_its_source_changes(lab: "Lab", tmp_path: Path) -> None:
    out = tmp_path / "out"
    lab.run(out)
    edit(out / "a" / "aligned.tsv", 1, BETTER)
    page = lab.news / "a.txt"
    page.write_text(page.read_text("utf-8").replace("到现场", "昨天到现场"), "utf-8")
    lab.run(out)
    assert lab.segments(out, "a")[1]["target"] == BETTER
    page.write_text(page.read_text("utf-8").replace("1850", "1860"), "utf-8")
    lab.run(out)
    assert {row["origin"] for row in lab.segments(out, "a")} == {"model"}


@pytest.mark.parametrize("way", ["table", "review"])
def test_a_correction_of_a_sentence_that_was_revised_meanwhile_is_told_and_kept(
    lab: "Lab", tmp_path: Path, way: str
) -> None:
    out = tmp_path / "out"
    lab.run(out)
    if way == "table":
        edit(out / "a" / "aligned.tsv", 1, BETTER)
    else:
        change = Change("a", (mark(TEXT), 0), "target", [HUMAN, BETTER], 0)
        with Journal(out) as journal:
            journal.make([change])
    page = lab.news / "a.txt"
    page.write_text(page.read_text("utf-8").replace("1850", "1860"), "utf-8")
    lab.said.clear()
    lab.run(out)
    (kept,) = out.glob("corrections-*.unmatched")
    (left,) = carried.read(kept).corrections
    assert (left.source, left.nth, left.target) == (TEXT, 0, BETTER)
    (told,) = (line for line in lab.said if "correction" in line)
    assert told.startswith("1 correction fits no sentence of a any more (“Spring ploughing began")
    assert told.endswith(f"kept as {kept}")
    page.write_text(page.read_text("utf-8").replace("1860", "1850"), "utf-8")
    lab.run(out)
    assert lab.segments(out, "a")[1]["target"] == BETTER


def test_a_second_thought_replaces_the_first(lab: "Lab", tmp_path: Path) -> None:
    out = tmp_path / "out"
    lab.run(out)
    for text in ("First.", BETTER, "Last."):
        edit(out / "a" / "segments.jsonl", 1, text)
        lab.run(out)
        assert lab.segments(out, "a")[1]["target"] == text


def test_one_of_two_equal_sentences(lab: "Lab", tmp_path: Path) -> None:
    (lab.news / "a.txt").write_text("领导说了话。\n\n大家鼓掌。\n\n领导说了话。\n", "utf-8")
    out = tmp_path / "out"
    lab.run(out)
    sources = [row["source"] for row in lab.segments(out, "a")]
    second = len(sources) - 1 - sources[::-1].index("领导说了话。")
    edit(out / "a" / "aligned.tsv", second, "The leader spoke again.")
    lab.run(out)
    targets = [row["target"] for row in lab.segments(out, "a")]
    assert targets.count("The leader spoke again.") == 1
    assert targets[second] == "The leader spoke again."


def test_a_copied_or_touched_folder_is_no_correction(lab: "Lab", tmp_path: Path) -> None:
    out = tmp_path / "out"
    lab.run(out)
    before = lab.files(out)
    for path in out.glob("[a-e]/*"):
        path.touch()
    stamps = {path: path.stat().st_mtime_ns for path in out.glob("[a-e]/*")}
    lab.run(out)
    assert lab.files(out) == before
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps


def test_what_cannot_be_read_back_is_kept_aside(lab: "Lab", tmp_path: Path) -> None:
    out = tmp_path / "out"
    lab.run(out)
    path = out / "a" / "segments.jsonl"
    path.write_text(path.read_text("utf-8")[:-40], "utf-8")
    torn = path.read_bytes()
    lab.run(out)
    assert (out / "a" / "segments.jsonl.unread").read_bytes() == torn
    assert any("segments.jsonl.unread" in line for line in lab.said)
    assert len(lab.segments(out, "a")) == 3


def test_corrections_survive_the_loss_of_the_state(lab: "Lab", tmp_path: Path) -> None:
    out = tmp_path / "out"
    lab.run(out)
    edit(out / "a" / "aligned.tsv", 1, BETTER)
    lab.run(out)
    shutil.rmtree(out / ".pxtranslate")
    lab.run(out)
    assert lab.segments(out, "a")[1]["target"] == BETTER


def test_an_edit_while_the_run_goes_on(lab: "Lab", tmp_path: Path) -> None:
    """Somebody saves a file that the run is about to write over."""
    out = tmp_path / "out"
    lab.run(out)

    def answer(request: Request, decoding: Decoding) -> str:
        if "1850" in request.text or "1,850" in request.text:
            edit(out / "a" / "aligned.tsv", 1, BETTER)
        return echo(request, decoding)

    lab.run(out, ToyEngine(answer, fingerprint="slow:1", translates=True))
    row = lab.segments(out, "a")[1]
    assert (row["target"], row["origin"]) == (BETTER, "human")
