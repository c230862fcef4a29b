"""Inputs that change while a run reads them: what comes out is of one version, and the next run notices.

A change is made at each moment at which a reader looks at its file, by `batch` as a person runs it.
"""

import io
import os
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pxtranslate.cli import app
from pxtranslate.reading.base import Limits
from pxtranslate.reading.files import load

OLD = "旧闻\n\n" + "县图书馆旧馆关闭，藏书9万册。\n" * 40
NEW = "新闻\n\n" + "县医院今天扩建，新增床位300张。\n" * 60


def _rewrite(path: Path) -> None:
    """In place, as some editors do it: who reads meanwhile has the head of one, the tail of another."""
    with path.open("r+b") as file:
        file.write(NEW.encode())
        file.truncate()


def _replace(path: Path) -> None:
    beside = path.with_name(".new")
    beside.write_text(NEW, "utf-8")
    beside.replace(path)


def _grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write("县道改造工程开工。\n".encode())


def _shrink(path: Path) -> None:
    os.truncate(path, len("旧闻\n\n县图书馆旧馆关闭，藏书9万册。\n".encode()))


def _empty(path: Path) -> None:
    os.truncate(path, 0)


def _vanish(path: Path) -> None:
    path.unlink()


def _turn_into_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _turn_into_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


CHANGES = (
    _rewrite, _replace, _grow, _shrink, _empty, _vanish, _turn_into_a_folder, _turn_into_a_pipe,
)  # fmt: skip


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A file that stays as it is, and one that will not."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("春耕开始\n\n全县春耕3月5日开始。\n", "utf-8")
    (folder / "b.txt").write_text(OLD, "utf-8")
    return folder


def _batch(news: Path, out: Path) -> Result:
    given = [str(path) for path in sorted(news.iterdir()) if not path.name.startswith(".")]
    return CliRunner().invoke(app, ["batch", *given, "-o", str(out), "--engine", "echo"])


def _results(out: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and ".pxtranslate" not in path.parts and path.parent != out
    }


def _looked_at(
    monkeypatch: pytest.MonkeyPatch, name: str, act: Callable[[], object], at: int = 0
) -> Callable[[], int]:
    """Do something `at` a look at an open file, or at each; gives how many there were."""
    usual, looks = os.fstat, 0

    def fstat(descriptor: int) -> os.stat_result:
        nonlocal looks
        status = usual(descriptor)
        if Path(f"/proc/self/fd/{descriptor}").readlink().name == name:
            looks += 1
            if at in (0, looks):
                act()
        return status

    monkeypatch.setattr("pxtranslate.reading.files.os.fstat", fstat)
    return lambda: looks


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES)
def test_a_result_is_of_one_version_and_the_next_run_notices(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None]
) -> None:
    path = news / "b.txt"
    assert _batch(news, tmp_path / "before").exit_code == 0
    before = _results(tmp_path / "before")
    change(path)
    last = _batch(news, tmp_path / "after")
    after = _results(tmp_path / "after")
    for at in range(1, 100):
        if path.is_dir():
            path.rmdir()
        path.unlink(missing_ok=True)
        path.write_text(OLD, "utf-8")
        out = tmp_path / f"out{at}"
        with monkeypatch.context() as patched:
            looks = _looked_at(patched, "b.txt", partial(change, path), at)
            result = _batch(news, out)
        if looks() < at:
            break
        found = _results(out)
        assert found in (before, after, {k: v for k, v in before.items() if k.startswith("a/")})
        assert result.exit_code == (0 if "b/report.html" in found else 3), result.stderr
        if result.exit_code:
            assert f"{path}: " in result.stderr
            assert "please report" not in result.stderr
        again = _batch(news, out)
        assert again.exit_code == last.exit_code
        if "b/report.html" in after:
            assert _results(out) == after, f"changed at look {at}"
    assert at > 4


@pytest.mark.parametrize("change", [_rewrite, _replace, _grow, _shrink, _vanish])
def test_a_file_that_changes_in_the_middle_of_a_read(
    news: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None]
) -> None:
    path = news / "b.txt"
    changed: list[str] = []

    class Halves(io.FileIO):
        def read(self, most: int | None = -1, /) -> bytes:
            half = super().read(len(OLD)) or b""
            if not changed:
                change(path)
                changed.append(path.name)
            return half + (super().read(most) or b"")

    before = path.read_bytes()
    monkeypatch.setattr("pxtranslate.reading.files.os.fdopen", Halves)
    data = load(path, Limits())
    assert changed
    assert data == before or data == path.read_bytes()


def test_what_is_written_all_the_while_is_left_for_the_next_run(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a download does it: the file is longer at each look."""
    out = tmp_path / "out"
    with monkeypatch.context() as patched:
        _looked_at(patched, "b.txt", partial(_grow, news / "b.txt"))
        result = _batch(news, out)
    assert result.exit_code == 3
    assert "b.txt: is being written while it is read" in result.stderr
    assert not (out / "b").exists()
    assert (out / "a" / "report.html").exists()
    assert _batch(news, out).exit_code == 0


def test_members_of_an_archive_that_is_another_one_meanwhile(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second member of the list is not the second of what lies there now."""
    bundle = news / "c.zip"

    def pack(*names: str) -> None:
        beside = news / ".c"
        with zipfile.ZipFile(beside, "w") as archive:
            for name in names:
                archive.writestr(f"{name}.txt", f"{name}新闻\n\n这是{name}的消息。\n")
        beside.replace(bundle)

    pack("甲", "乙")
    out = tmp_path / "out"
    usual = os.fstat
    looks = _looked_at(monkeypatch, "c.zip", partial(pack, "丙", "甲", "乙"), 3)
    result = _batch(news, out)
    assert looks() > 3
    monkeypatch.setattr("pxtranslate.reading.files.os.fstat", usual)
    for name in ("甲", "乙"):
        report = out / name / "articles.jsonl"
        assert not report.exists() or f"这是{name}的消息" in report.read_text("utf-8")
    assert result.exit_code == 3
    assert "gone from its archive since the run began" in result.stderr
    assert _batch(news, out).exit_code == 0
    assert "这是丙的消息" in (out / "丙" / "articles.jsonl").read_text("utf-8")
