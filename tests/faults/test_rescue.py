"""What is not ours in an output folder is never lost, whatever became of what we remember."""

import json
import shutil
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.faults.test_corrections import BETTER, edit

from pxtranslate.errors import StateError
from pxtranslate.state.shared import shared

if TYPE_CHECKING:
    from tests.faults.conftest import Lab

WAYS = ["moved as told", "deleted"]


def lose_state(lab: "Lab", out: Path, way: str) -> None:
    """Damage the state and do as the message says, or delete the folder."""
    if way == "deleted":
        shutil.rmtree(out / ".pxtranslate")
        return
    state = out / ".pxtranslate" / "state.sqlite"
    state.write_bytes(b"\xff" * 4096)
    with pytest.raises(StateError, match="move it away and run again"):
        lab.run(out)
    state.rename(out / "state.damaged")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("file", ["aligned.tsv", "segments.jsonl", "aligned.xlf"])
def test_an_edit_outlives_the_state(lab: "Lab", tmp_path: Path, way: str, file: str) -> None:
    out = tmp_path / "out"
    run = partial(lab.run, out, output={"formats": ["xliff"]})
    run()
    edit(out / "a" / file, 1, BETTER)
    lose_state(lab, out, way)
    run()
    row = lab.segments(out, "a")[1]
    assert (row["target"], row["origin"]) == (BETTER, "human")
    assert [one["origin"] for one in lab.segments(out, "a")].count("human") == 1
    assert "human" not in {one["origin"] for one in lab.segments(out, "b")}


@pytest.mark.parametrize("way", WAYS)
def test_a_recorded_correction_outlives_the_state_and_a_bad_line(
    lab: "Lab", tmp_path: Path, way: str
) -> None:
    out = tmp_path / "out"
    lab.run(out)
    edit(out / "a" / "aligned.tsv", 1, BETTER)
    lab.run(out)
    lose_state(lab, out, way)
    rows = out / "a" / "segments.jsonl"
    rows.write_text(rows.read_text("utf-8") + "{bad\n", "utf-8")
    torn = rows.read_bytes()
    lab.run(out)
    assert lab.segments(out, "a")[1]["target"] == BETTER
    kept = [path.read_bytes() for path in (out / "a").glob("segments.jsonl.*")]
    assert kept == [torn]


def test_without_any_proof_what_differs_is_set_aside(lab: "Lab", tmp_path: Path) -> None:
    out = tmp_path / "out"
    lab.run(out)
    whole = lab.files(out)
    edit(out / "a" / "aligned.tsv", 1, BETTER)
    edited = (out / "a" / "aligned.tsv").read_bytes()
    shutil.rmtree(out / ".pxtranslate")
    (out / "manifest.json").unlink()
    lab.run(out)
    assert lab.files(out) == {**whole, "a/aligned.tsv.edited": edited}
    assert any("aligned.tsv.edited" in line for line in lab.said)


@pytest.mark.parametrize("file", ["a/report.html", "a/summary.md", "index.html", "summary.md"])
def test_an_edit_that_is_not_read_back_is_kept_beside(
    lab: "Lab", tmp_path: Path, file: str
) -> None:
    out = tmp_path / "out"
    lab.run(out)
    whole = lab.files(out)
    (out / file).write_text("my own words", "utf-8")
    lab.run(out)
    assert lab.files(out) == {**whole, f"{file}.edited": b"my own words"}
    (out / file).write_text("my other words", "utf-8")
    lab.run(out)
    assert lab.files(out)[f"{file}.edited2"] == b"my other words"


def test_an_untouched_folder_is_no_edit_without_its_state(lab: "Lab", tmp_path: Path) -> None:
    out = tmp_path / "out"
    lab.run(out)
    before = lab.files(out)
    shutil.rmtree(out / ".pxtranslate")
    lab.run(out, prompt={"figures": False})
    lab.run(out)
    assert lab.files(out) == before


def test_the_manifest_names_what_was_put_there(lab: "Lab", tmp_path: Path) -> None:
    from hashlib import sha256

    out = tmp_path / "out"
    lab.run(out)
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    for row in (manifest | {"folder": "."}, *manifest["inputs"]):
        for name, digest in row["files"].items():
            assert sha256((out / row["folder"] / name).read_bytes()).hexdigest() == digest
    assert sorted(manifest["files"]) == ["index.html", "summary.md"]
    assert all(row["files"] or row["error"] for row in manifest["inputs"])


def test_a_later_file_of_the_same_name_changes_nothing(lab: "Lab", tmp_path: Path) -> None:
    out = tmp_path / "out"
    lab.run(out)
    edit(out / "a" / "aligned.tsv", 1, BETTER)
    (lab.news / "A.md").write_text("新闻\n\n今天下雪了。\n", "utf-8")
    engine = lab.engine()
    lab.run(out, engine)
    assert not any("春耕" in request.text for request in engine.asked)
    assert lab.segments(out, "a")[1]["target"] == BETTER
    (other,) = out.glob("A-*")
    assert lab.segments(out, other.name)[0]["source"] == "新闻"


def test_a_renamed_or_moved_input_keeps_its_corrections(lab: "Lab", tmp_path: Path) -> None:
    out = tmp_path / "out"
    lab.run(out)
    edit(out / "a" / "aligned.tsv", 1, BETTER)
    (lab.news / "deep").mkdir()
    (lab.news / "a.txt").rename(lab.news / "deep" / "春耕.txt")
    engine = lab.engine()
    lab.run(out, engine)
    assert engine.asked == []
    assert lab.segments(out, "a")[1]["target"] == BETTER
    assert not (out / "春耕").exists()
    assert "春耕.txt" in (out / "index.html").read_text("utf-8")


def test_a_database_of_another_program_is_left_alone(lab: "Lab", tmp_path: Path) -> None:
    foreign = tmp_path / "photos.sqlite"
    with closing(sqlite3.connect(foreign)) as db:
        db.executescript("CREATE TABLE photos (name TEXT); PRAGMA user_version = 0;")
    before = foreign.read_bytes()
    with pytest.raises(StateError, match="another kind"), shared(str(foreign)):
        pass
    assert foreign.read_bytes() == before
    out = tmp_path / "out"
    (out / ".pxtranslate").mkdir(parents=True)
    state = out / ".pxtranslate" / "state.sqlite"
    shutil.copy(foreign, state)
    with pytest.raises(StateError, match="another kind"):
        lab.run(out)
    assert state.read_bytes() == before


def test_a_state_is_no_memory(lab: "Lab", tmp_path: Path) -> None:
    out = tmp_path / "out"
    lab.run(out)
    with (
        pytest.raises(StateError, match="another kind"),
        shared(str(out / ".pxtranslate" / "state.sqlite")),
    ):
        pass


def test_a_file_with_our_id_and_nothing_in_it_but_a_foreign_version(tmp_path: Path) -> None:
    foreign = tmp_path / "empty.sqlite"
    with closing(sqlite3.connect(foreign)) as db:
        db.execute("PRAGMA application_id = 252006674")  # GeoPackage's neighbour: somebody's
    with pytest.raises(StateError, match="another kind"), shared(str(foreign)):
        pass
