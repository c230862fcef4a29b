"""`pxtranslate retry`: the last run's inputs and settings, and only what failed of them."""

import os
import subprocess
import sys
from pathlib import Path

COMMAND = [sys.executable, "-m", "pxtranslate"]


def call(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([*COMMAND, *arguments], cwd=folder, capture_output=True, text=True)


def test_retry_needs_nothing_said_twice(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "good.txt").write_text("今年春耕开始了。", "utf-8")
    (news / "bad.txt").write_text("no Chinese here", "utf-8")
    assert call(tmp_path, "batch", "news", "-o", "out", "--engine", "echo").returncode == 3
    before = (tmp_path / "out" / "good" / "segments.jsonl").stat().st_mtime_ns
    (news / "good.txt").write_text("今年春耕结束了。", "utf-8")
    (news / "bad.txt").write_text("茶农很高兴。", "utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    ended = call(elsewhere, "retry", os.path.relpath(tmp_path / "out", elsewhere))
    assert ended.returncode == 0, ended.stderr
    assert "茶农" in (tmp_path / "out" / "bad" / "aligned.tsv").read_text("utf-8")
    assert (tmp_path / "out" / "good" / "segments.jsonl").stat().st_mtime_ns == before
    assert "春耕" in (tmp_path / "out" / "index.html").read_text("utf-8")


def test_retry_without_a_run(tmp_path: Path) -> None:
    ended = call(tmp_path, "retry", "nothing")
    assert ended.returncode == 1
    assert "run `pxtranslate batch" in ended.stderr
    assert not (tmp_path / "nothing").exists()


def test_retry_where_the_folder_of_the_run_is_gone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "a.txt").write_text("今年春耕开始了。", "utf-8")
    assert call(home, "batch", "a.txt", "-o", "../out", "--engine", "echo").returncode == 0
    home.rename(tmp_path / "moved")
    ended = call(tmp_path, "retry", "out")
    assert ended.returncode == 1
    assert "is gone" in ended.stderr
