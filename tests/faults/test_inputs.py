"""What an input can do to a run: crash its reader, change, vanish; and that retry does just the rest."""

import errno
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.faults.conftest import NEWS

from pxtranslate import pipeline
from pxtranslate.articles import split
from pxtranslate.errors import InputError
from pxtranslate.reading.base import Crashed
from pxtranslate.reading.inputs import Input, find_inputs
from pxtranslate.reading.read import read
from pxtranslate.records import Document

if TYPE_CHECKING:
    from tests.faults.conftest import Lab


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> "Reader":
    """A reader that crashes at c.txt."""
    made = Reader([])
    monkeypatch.setattr(pipeline, "read", made)
    return made


@dataclass
class Reader:
    """Notes what it reads."""

    seen: list[str]
    crashing: str = "c"
    inside: Callable[[], object] = lambda: None
    """What happens at the crash where it is not apart."""

    def __call__(self, item: Input, *, apart: bool = False) -> Document:
        self.seen.append(item.name)
        if item.name != self.crashing:
            return read(item, apart=apart)
        if not apart:
            self.inside()
        raise Crashed(f"{item.shown}: made its reader crash")


def errors(outcome: Any) -> dict[str, str]:
    return {Path(entry.path).name: entry.error for entry in outcome.entries if entry.error}


def test_what_crashes_its_reader_twice_is_set_aside(
    lab: "Lab", tmp_path: Path, reader: Reader
) -> None:
    out = tmp_path / "out"
    outcome = lab.run(out)
    assert reader.seen.count("c") == 2
    assert set(errors(outcome)) == {"bad.txt", "c.txt"}
    assert "made its reader crash; set aside (sha256 " in errors(outcome)["c.txt"]
    assert "pxtranslate retry" in errors(outcome)["c.txt"]
    before = lab.files(out)
    reader.seen.clear()
    again = lab.run(out)
    assert "c" not in reader.seen
    assert errors(again) == errors(outcome)
    assert lab.files(out) == before
    (lab.news / "c.txt").write_text("春茶开采了。\n", "utf-8")
    lab.run(out)
    assert reader.seen.count("c") == 2, "a changed file has its chances again"


def test_retry_does_what_failed_and_nothing_else(
    lab: "Lab", tmp_path: Path, reader: Reader
) -> None:
    out = tmp_path / "out"
    lab.run(out)
    reader.seen.clear()
    reader.crashing = ""
    (lab.news / "a.txt").write_text("春耕开始。有人改了这个文件。\n", "utf-8")
    engine = lab.engine()
    outcome = lab.run(out, engine, again=True)
    assert sorted(reader.seen) == ["bad", "c"]
    assert set(errors(outcome)) == {"bad.txt"}
    assert (out / "c" / "report.html").exists()
    assert not any("有人" in text for text in engine.texts)


def test_a_run_that_died_at_a_file_reads_it_apart(
    lab: "Lab", tmp_path: Path, reader: Reader
) -> None:
    out = tmp_path / "out"
    reader.inside = lambda: os.kill(os.getpid(), signal.SIGKILL)
    assert lab.dies(partial(lab.run, out), 10_000)
    lab.intact(out)
    assert set(errors(lab.run(out))) == {"bad.txt", "c.txt"}
    reader.crashing = ""
    lab.run(out, again=True)
    lab.run(tmp_path / "whole")
    kept = {name for name in lab.files(out) if "/" in name}
    assert kept == {name for name in lab.files(tmp_path / "whole") if "/" in name}


def test_kills_by_others_set_nothing_aside(
    lab: "Lab", tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever kills a run while a file is read does not turn that file into a crashing one."""
    reader.crashing = ""
    out = tmp_path / "out"

    def die(item: Input, *, apart: bool = False) -> Document:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError

    def dying() -> None:
        monkeypatch.setattr(pipeline, "read", die)  # in the child only
        lab.run(out)

    for _ in range(4):
        assert lab.dies(dying, 10_000)
    assert set(errors(lab.run(out))) == {"bad.txt"}


def test_our_own_failure_costs_one_document(
    lab: "Lab", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(document: Document, keep_order: bool) -> Document:
        if document.name == "b":
            raise RecursionError
        if document.name == "d":
            raise MemoryError
        return split.split(document, keep_order)

    monkeypatch.setattr(pipeline, "split", failing)
    found = errors(lab.run(tmp_path / "out"))
    assert set(found) == {"b.txt", "bad.txt", "d.txt"}
    assert "please report it" in found["b.txt"]
    assert "more memory than there is" in found["d.txt"]


def after_each(monkeypatch: pytest.MonkeyPatch, action: Callable[[], object]) -> None:
    """Do something whenever an input was read."""

    def reading(item: Input, *, apart: bool = False) -> Document:
        document = read(item, apart=apart)
        action()
        return document

    monkeypatch.setattr(pipeline, "read", reading)


def test_an_input_that_vanishes_is_told(
    lab: "Lab", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = lab.news / "e.txt"
    after_each(monkeypatch, lambda: gone.unlink(missing_ok=True))
    outcome = lab.run(tmp_path / "out")
    assert "No such file" in errors(outcome)["e.txt"]
    assert set(errors(lab.run(tmp_path / "out"))) == {"bad.txt"}


@pytest.mark.parametrize("name", ["a.txt", "e.txt"])
def test_an_input_that_changes_is_known_by_what_was_read(
    lab: "Lab", tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """a.txt changes after it was read, e.txt before: the next run does only the first again."""
    new = "新的消息\n\n这是改过的内容。\n"
    out = tmp_path / "out"
    after_each(monkeypatch, lambda: (lab.news / name).write_text(new, "utf-8"))
    lab.run(out)
    folder = name[0]
    was_read = "这是改过的内容。" in [s["source"] for s in lab.segments(out, folder)]
    assert was_read == (name == "e.txt")
    outcome = lab.run(out)
    assert outcome.kept == (5 if was_read else 4)
    assert "这是改过的内容。" in [s["source"] for s in lab.segments(out, folder)]


def test_files_that_were_never_finished_are_swept_wherever_they_lie(
    lab: "Lab", tmp_path: Path
) -> None:
    out = tmp_path / "out"
    lab.run(out)
    for n in (50, 60, 70):
        lab.dies(partial(lab.run, out, prompt={"figures": False}), n)
    lab.run(out)
    assert lab.files(out)


def test_places_that_lead_in_a_circle_or_may_not_be_looked_into(
    lab: "Lab", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(InputError, match="cannot be opened: Too many levels"):
        find_inputs([loop])
    assert len(find_inputs([lab.news], out=loop)) == len(NEWS)

    locked = lab.news / "locked"
    locked.mkdir()
    usual = os.stat

    def stat(path: Any, *arguments: Any, **more: Any) -> os.stat_result:  # as for who is not root
        if "locked" in str(path) and Path(path).name != "locked":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return usual(path, *arguments, **more)

    monkeypatch.setattr(os, "stat", stat)
    assert len(find_inputs([lab.news])) == len(NEWS)
