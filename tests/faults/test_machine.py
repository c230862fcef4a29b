"""What a machine can do to a run: each ends with one clear line and the right code, and running
again recovers.
"""

import errno
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pxtranslate.errors import PxError, RetryableError, StateError
from pxtranslate.state import failpoint
from pxtranslate.state.journal import Change, Journal
from pxtranslate.state.state import State
from pxtranslate.text import mark

if TYPE_CHECKING:
    from tests.faults.conftest import Lab

FILES = ("mkdir", "write", "fsync", "rename")
CAN_MOUNT = os.geteuid() == 0 and shutil.which("mount") is not None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sites", "error", "code"),
    [
        (FILES, OSError(errno.EIO, "Input/output error"), 1),
        (FILES, OSError(errno.ENOSPC, "No space left on device"), 5),
        (("migrate", "commit"), sqlite3.OperationalError("disk I/O error"), 1),
        (("migrate", "commit"), sqlite3.OperationalError("database or disk is full"), 5),
    ],
)
def test_an_error_at_every_write_and_commit(
    lab: "Lab", tmp_path: Path, sites: tuple[str, ...], error: Exception, code: int
) -> None:
    lab.run(tmp_path / "whole")
    expected = lab.files(tmp_path / "whole")

    def fail(site: str) -> None:
        raise error

    for n in range(1, 200):
        out = tmp_path / "out" / str(n)
        with failpoint.armed(lab.countdown(n, sites, fail)):
            told = error_of(partial(lab.run, out))
        if told:
            assert told.exit_code == code
            assert "\n" not in str(told)
            lab.intact(out)
        lab.run(out)
        assert lab.files(out) == expected, f"error at hit {n}"
        if not told:
            break
    assert n > 10
    assert not told


def error_of(work: Callable[[], object]) -> PxError | None:
    try:
        work()
    except PxError as error:
        return error
    return None


@pytest.mark.skipif(not CAN_MOUNT, reason="needs root and mount(8) to make a small file system")
def test_a_full_disk_stops_the_run_and_room_lets_it_go_on(lab: "Lab", tmp_path: Path) -> None:
    lab.run(tmp_path / "whole")
    expected = lab.files(tmp_path / "whole")
    small = tmp_path / "small"
    codes = []
    with mounted(small, "size=96k"):
        for kib in range(128, 2048, 64):
            told = error_of(partial(lab.run, small / "out"))
            codes.append(told.exit_code if told else 0)
            if not told:
                break
            assert "no space left" in str(told)
            subprocess.run(["mount", "-o", f"remount,size={kib}k", str(small)], check=True)
        lab.intact(small / "out")
        assert lab.files(small / "out") == expected
    assert set(codes[:-1]) == {RetryableError.exit_code}
    assert len(codes) > 3
    assert codes[-1] == 0


@pytest.mark.skipif(not CAN_MOUNT, reason="needs root and mount(8) to make a read-only one")
def test_a_read_only_folder(lab: "Lab", tmp_path: Path) -> None:
    small = tmp_path / "small"
    with mounted(small, "size=8m"):
        lab.run(small / "out")
        before = lab.files(small / "out")
        subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
        for out in ("out", "other"):
            with pytest.raises(PxError, match="cannot be written") as told:
                lab.run(small / out)
            assert told.value.exit_code == 1
            assert "\n" not in str(told.value)
        assert lab.files(small / "out") == before


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_second_process_is_turned_away(lab: "Lab", tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "pxtranslate", "batch", str(lab.news), "-o", str(out)]
    with State(out):
        ended = subprocess.run([*command, "--engine", "echo"], capture_output=True, text=True)
    assert ended.returncode == StateError.exit_code
    assert ended.stderr.count("\n") == 1
    assert "another run is writing here" in ended.stderr


def test_too_little_memory_has_a_code_that_says_try_again(lab: "Lab", tmp_path: Path) -> None:
    """The limit is put below what reading a large file takes, above what starting takes."""
    (lab.news / "a.txt").write_text("春耕开始。今年产量1850吨。\n\n" * 400_000, "utf-8")
    out = tmp_path / "out"
    script = (
        "import resource, sys; from pxtranslate import pipeline, cli\n"
        "used = int(open('/proc/self/statm').read().split()[0]) * 4096\n"
        "resource.setrlimit(resource.RLIMIT_AS, (used + (60 << 20), resource.RLIM_INFINITY))\n"
        f"sys.argv = ['pxtranslate', 'batch', {str(lab.news)!r}, '-o', {str(out)!r}, '-q',"
        " '--engine', 'echo']\n"
        "cli.main()"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert ended.returncode == RetryableError.exit_code, ended.stderr
    assert ended.stderr.strip().count("\n") == 0
    assert "out of memory" in ended.stderr
    (lab.news / "a.txt").write_text("春耕开始。今年产量1850吨。\n", "utf-8")
    lab.run(out)
    lab.intact(out)
    assert resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY


@pytest.mark.parametrize("formats", [(), ("docx", "xlsx", "epub", "xliff", "tmx", "parquet")])
def test_a_clock_that_jumps(
    lab: "Lab", tmp_path: Path, monkeypatch: pytest.MonkeyPatch, formats: tuple[str, ...]
) -> None:
    made: dict[str, Any] = {"output": {"formats": formats}}
    lab.run(tmp_path / "whole", **made)
    out = tmp_path / "out"
    assert lab.dies(partial(lab.run, out, **made), 70)
    monkeypatch.setattr(time, "time", lambda: -1e9)
    monkeypatch.setattr(time, "time_ns", lambda: -(10**18))
    for path in lab.news.iterdir():
        os.utime(path, (2e9, 2e9))
    lab.run(out, **made)
    assert lab.files(out) == lab.files(tmp_path / "whole")
    engine = lab.engine()
    assert lab.run(out, engine, **made).kept == 5
    assert engine.texts == []


@pytest.mark.parametrize("when", [0.0, 4e9])
def test_an_edit_is_one_whatever_time_it_bears(lab: "Lab", tmp_path: Path, when: float) -> None:
    """A file from a stick or a share may be dated before the run, or after today."""
    out = tmp_path / "out"
    lab.run(out)
    table = out / "a" / "aligned.tsv"
    lines = table.read_text("utf-8").splitlines()
    lines[1] = lines[1].partition("\t")[0] + "\tPloughing has begun."
    table.write_text("\n".join(lines) + "\n", "utf-8")
    os.utime(table, (when, when))
    lab.run(out)
    assert "Ploughing has begun." in [one["target"] for one in lab.segments(out, "a")]
    assert lab.run(out).kept == 5


def test_the_later_edit_of_a_review_wins_whatever_the_clock_says(
    lab: "Lab", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    lab.run(out)
    key = mark("全县春耕3月5日开始，投入农机1850台。"), 0
    with Journal(out) as journal:
        for year, text in ((2099, "The first."), (1970, "The second.")):
            monkeypatch.setattr("pxtranslate.state.journal._now", lambda y=year: f"{y}-01-01")
            known = journal.reviewed("a").get(key)
            version = known.version if known else 0
            journal.make([Change("a", key, "target", ["human", text], version)])
    lab.run(out)
    assert "The second." in [one["target"] for one in lab.segments(out, "a")]
    with Journal(out) as journal:
        journal.undo(journal.last_action())
    lab.run(out)
    assert "The first." in [one["target"] for one in lab.segments(out, "a")]
