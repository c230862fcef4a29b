"""Corrections that are carried by hand: which of two saves holds."""

import json
import os
from pathlib import Path

import pytest

from pxtranslate.state import carried
from pxtranslate.state.journal import Journal
from pxtranslate.text import mark

ZH = "今年种植水稻2万亩。"


def save(path: Path, target: str, when: int, saved: int | None = None, zh: str = ZH) -> None:
    """A file as edit.html saves it, with its modification time in seconds."""
    said = {"saved": saved} if saved is not None else {}
    one = {"source": zh, "nth": 0, "target": target}
    whole = {"pxtranslate": "corrections", "version": 1, "folder": "news", "corrections": [one]}
    path.write_text(json.dumps(whole | said), "utf-8")
    os.utime(path, (when, when))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An output folder with one sentence in it."""
    (tmp_path / "news").mkdir()
    row = json.dumps({"source": ZH, "target": "Rice."}, ensure_ascii=False)
    (tmp_path / "news" / "segments.jsonl").write_text(row + "\n", "utf-8")
    return tmp_path


def test_what_fits_no_sentence_is_told_and_kept_as_a_file_of_corrections(out: Path) -> None:
    save(out / "corrections-a.json", "The work of an hour.", 1_700_000_000, zh="这一句没有了。")
    told: list[str] = []
    for _ in range(2):
        with Journal(out) as journal:
            carried.take_files(out, journal, told.append)
            assert journal.reviewed("news") == {}
        (out / "corrections-a.json.taken").rename(out / "corrections-a.json")
    (kept,) = out.glob("corrections-*.unmatched")
    assert [one.target for one in carried.read(kept).corrections] == ["The work of an hour."]
    assert told[0] == (
        "corrections-a.json: 1 correction fits no sentence of news any more"
        f" (“The work of an hour.”); kept as {kept}"
    )
    assert "0 corrections for news" in told[1]


@pytest.mark.parametrize("folder", ["elsewhere", "../news\0", "x" * 300])
def test_a_folder_that_is_none_has_no_sentences(out: Path, folder: str) -> None:
    save(out / "corrections-a.json", "Lost.", 1_700_000_000)
    text = (out / "corrections-a.json").read_text("utf-8")
    (out / "corrections-a.json").write_text(text.replace('"news"', json.dumps(folder)), "utf-8")
    with Journal(out) as journal:
        carried.take_files(out, journal, lambda line: None)
        assert journal.names() == set()
    assert len(list(out.glob("corrections-*.unmatched"))) == 1


def taken(out: Path) -> str | None:
    """What the sentence is to read, after all files were taken."""
    with Journal(out) as journal:
        carried.take_files(out, journal, lambda line: None)
        return journal.reviewed("news")[mark(ZH), 0].target


def test_of_two_saves_the_later_holds_whatever_a_browser_calls_it(out: Path) -> None:
    save(out / "corrections-a (1).json", "Later.", 1_700_000_001)
    save(out / "corrections-a.json", "Earlier.", 1_700_000_000)
    assert taken(out) == "Later."


def test_names_are_counted_where_times_do_not_tell(out: Path) -> None:
    for name in ("a (10)", "a (9)", "a"):
        save(out / f"corrections-{name}.json", name, 1_700_000_000)
    assert taken(out) == "a (10)"


def test_the_time_in_a_file_counts_not_when_it_was_copied(out: Path) -> None:
    save(out / "corrections-a.json", "Earlier.", 1_700_000_009, 1_700_000_000_000)
    save(out / "corrections-b.json", "Later.", 1_700_000_000, 1_700_000_001_000)
    assert taken(out) == "Later."
    save(out / "corrections-c.json", "Before that page told times.", 1_699_999_999)
    save(out / "corrections-b.json", "Later.", 1_700_000_000, 1_700_000_001_000)
    assert taken(out) == "Later."
