"""What is not ours is never written over, and what of ours was edited is kept."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pxtranslate.errors import ConfigError

if TYPE_CHECKING:
    from tests.faults.conftest import Lab

MINE = "My own notes of this week.\n"


@pytest.mark.parametrize("name", ["index.html", "summary.md", "manifest.json", "a/notes.txt", "b"])
def test_a_foreign_file_in_the_way_stops_the_run(lab: "Lab", tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    (out / name).parent.mkdir(parents=True, exist_ok=True)
    (out / name).write_text(MINE, "utf-8")
    with pytest.raises(ConfigError, match=f"{name.split('/')[0]}: is in the way"):
        lab.run(out)
    assert [path for path in out.rglob("*") if path.is_file()] == [out / name]
    assert (out / name).read_text("utf-8") == MINE


def test_so_does_one_in_the_way_of_a_later_input(lab: "Lab", tmp_path: Path) -> None:
    out = tmp_path / "out"
    lab.run(out)
    (out / "f").mkdir()
    (out / "f" / "report.html").write_text(MINE, "utf-8")
    before = lab.files(out)
    (lab.news / "f.txt").write_text((lab.news / "a.txt").read_text("utf-8"), "utf-8")
    with pytest.raises(ConfigError, match="f: is in the way"):
        lab.run(out)
    assert lab.files(out) == before


def test_a_lost_state_or_an_empty_folder_is_no_reason_to_stop(lab: "Lab", tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "a").mkdir(parents=True)
    lab.run(out)
    whole = lab.files(out)
    shutil.rmtree(out / ".pxtranslate")
    lab.run(out)
    assert lab.files(out) == whole


def test_another_folder_into_the_same_place_keeps_what_was_there(
    lab: "Lab", tmp_path: Path
) -> None:
    out = tmp_path / "out"
    lab.run(out)
    first = lab.news
    lab.news = tmp_path / "more"
    lab.news.mkdir()
    (lab.news / "later.txt").write_text((first / "a.txt").read_text("utf-8"), "utf-8")
    lab.run(out)
    page = (out / "index.html").read_text("utf-8")
    for name in ("a", "b", "c", "d", "e", "later"):
        assert f'href="{name}/report.html' in page, name
    assert "bad.txt" not in page
    whole = lab.files(out)
    lab.run(out)
    assert lab.files(out) == whole
