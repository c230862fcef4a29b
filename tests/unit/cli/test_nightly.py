"""A nightly run: what it prints when nobody looks, and what programs are told."""

import json
import subprocess
import sys
from pathlib import Path

NEWS = "春耕开始\n\n全县春耕3月5日开始，投入农机1850台。\n"


def batch(folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "pxtranslate", "batch", "news", "-o", "out", *options]
    return subprocess.run(
        [*command, "--engine", "echo"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_quiet_tells_only_what_went_wrong_and_that_once(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text(NEWS, "utf-8")
    (news / "Thumbs.db").write_bytes(b"x")
    (news / "b.odd").write_bytes(b"x")
    good = batch(tmp_path, "-q")
    assert (good.returncode, good.stdout, good.stderr) == (0, "", "")
    (news / "bad.txt").write_text("No Chinese in here at all.", "utf-8")
    first, second = batch(tmp_path, "-q"), batch(tmp_path, "-q")
    assert (first.returncode, first.stdout) == (3, "")
    assert first.stderr.startswith("pxtranslate: news/bad.txt: holds no Chinese text")
    assert first.stderr.count("\n") == 1
    assert second.stderr == "pxtranslate: 1 file still cannot be read, as told before\n"
    assert second.returncode == 3


def test_what_a_folder_holds_besides_is_told_in_the_results(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text(NEWS, "utf-8")
    (news / "b.odd").write_bytes(b"x")
    assert batch(tmp_path, "-q").returncode == 0
    for name in ("index.html", "summary.md"):
        assert "news/b.odd" in (tmp_path / "out" / name).read_text("utf-8")
    (news / "头版.doc").write_bytes(b"x")
    (news / "c").write_bytes(b"x")
    done = batch(tmp_path, "-q")
    assert done.returncode == 3
    assert done.stderr == ("pxtranslate: news/头版.doc: no reader for .doc; save it as .docx\n")
    (news / "头版.doc").unlink()
    (news / "b.odd").unlink()
    end = json.loads(batch(tmp_path, "--json").stderr.splitlines()[-1])
    assert (end["files"], end["unchanged"], end["skipped"], end["exit_code"]) == (1, 1, 1, 0)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    reason = "no reader for a name without an ending; save it as .txt, .docx, .html or .pdf"
    assert manifest["skipped"] == [{"path": "news/c", "reason": reason}]


def test_json_is_json_lines_alone(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text(NEWS, "utf-8")
    (news / "b.odd").write_bytes(b"x")
    done = batch(tmp_path, "--json")
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert done.stdout == ""
    assert all(event["time"].endswith("+00:00") for event in events)
    kinds = [event["event"] for event in events]
    assert kinds[:2] == ["message", "start"]
    assert kinds[-1] == "end"
    (file,) = [event for event in events if event["event"] == "file"]
    assert (file["path"], file["folder"], file["segments"], file["error"]) == (
        "news/a.txt",
        "a",
        2,
        "",
    )
    assert (events[-1]["files"], events[-1]["unchanged"], events[-1]["exit_code"]) == (1, 0, 0)
    wrong = batch(tmp_path, "--json", "--profile", "best", "--config", "gone.toml")
    (event,) = map(json.loads, wrong.stderr.splitlines())
    assert (event["event"], event["exit_code"], wrong.returncode) == ("error", 2, 2)
