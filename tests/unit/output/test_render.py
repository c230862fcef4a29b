"""Results get into place whole, unchanged files are left alone, and errors say what to do."""

import errno
import os
from pathlib import Path

import pytest

from pxtranslate.errors import ConfigError, PxError, RetryableError
from pxtranslate.output import render
from pxtranslate.records import Document
from pxtranslate.state.place import place, sweep

EMPTY = Document(path="a.txt", name="a.txt", sha256="", encoding="utf-8", text="")


def test_the_fixed_files_are_always_there() -> None:
    assert sorted(render.render(EMPTY, (), "px")) == [
        "aligned.tsv",
        "articles.jsonl",
        "report.html",
        "segments.jsonl",
        "summaries.jsonl",
        "summary.md",
    ]


def test_an_unknown_format_is_a_config_error() -> None:
    with pytest.raises(ConfigError, match="wordperfect"):
        render.render(EMPTY, ("wordperfect",), "px")


def test_unchanged_files_are_not_touched(tmp_path: Path) -> None:
    place(tmp_path / "out", {"a": b"1", "b": b"2"})
    before = {p.name: p.stat().st_mtime_ns for p in (tmp_path / "out").glob("[ab]")}
    place(tmp_path / "out", {"a": b"1", "b": b"3"})
    after = {p.name: p.stat().st_mtime_ns for p in (tmp_path / "out").glob("[ab]")}
    assert before["a"] == after["a"]
    assert (tmp_path / "out" / "b").read_bytes() == b"3"
    assert sorted(after) == ["a", "b"]


def test_what_a_kill_left_behind_is_swept(tmp_path: Path) -> None:
    partial = tmp_path / ".pxtranslate" / "partial"
    partial.mkdir(parents=True)
    (partial / "0").write_bytes(b"half")
    (partial / "7").write_bytes(b"of an earlier run that wanted TMX")
    place(tmp_path, {"a": b"whole"})
    assert (tmp_path / "a").read_bytes() == b"whole"
    assert list(partial.iterdir()) == []


def test_what_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.partial").write_bytes(b"the user's")
    (tmp_path / "news.partial").mkdir()
    place(tmp_path, {"a": b"whole"})
    sweep(tmp_path)
    assert (tmp_path / "a.partial").read_bytes() == b"the user's"
    assert len(list(tmp_path.iterdir())) == 4


def test_a_partial_that_is_a_link_is_not_written_through(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"mine")
    folder = tmp_path / "out"
    (folder / ".pxtranslate" / "partial").mkdir(parents=True)
    (folder / ".pxtranslate" / "partial" / "0").symlink_to(secret)
    place(folder, {"a": b"new"})
    assert secret.read_bytes() == b"mine"
    assert (folder / "a").read_bytes() == b"new"


@pytest.mark.parametrize("site", ["fsync", "replace", "open"])
@pytest.mark.parametrize(
    ("code", "kind", "exit_code"),
    [
        (errno.ENOSPC, RetryableError, 5),
        (errno.EDQUOT, RetryableError, 5),
        (errno.EROFS, PxError, 1),
        (errno.EIO, PxError, 1),
    ],
)
def test_every_failing_call_ends_in_one_clear_line_and_leaves_old_files_whole(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    site: str,
    code: int,
    kind: type[PxError],
    exit_code: int,
) -> None:
    place(tmp_path, {"a": b"old"})

    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code), str(tmp_path / "a"))

    with monkeypatch.context() as patched:
        patched.setattr(os, site, fail)
        with pytest.raises(kind) as caught:
            place(tmp_path, {"a": b"new"})
    assert caught.value.exit_code == exit_code
    assert "\n" not in str(caught.value)
    assert {p.name: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == {"a": b"old"}
    place(tmp_path, {"a": b"new"})
    assert {p.name: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == {"a": b"new"}
