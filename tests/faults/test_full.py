"""A disk that is full, under every command that writes: its word and code; no half file, nothing lost."""

import json
import re
import sqlite3
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.faults.test_machine import CAN_MOUNT, error_of, mounted

from pxtranslate import cli
from pxtranslate.errors import RetryableError
from pxtranslate.output import whole
from pxtranslate.output.render import FORMATS

if TYPE_CHECKING:
    from tests.faults.conftest import Lab

pytestmark = pytest.mark.skipif(not CAN_MOUNT, reason="needs root and mount(8) for a small disk")
ROWS = 1_000
MADE: dict[str, Any] = {"output": {"formats": [*FORMATS, *whole.FORMATS]}}

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def px(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """A command, as a person runs it; its exit code and what it told on stderr."""
    monkeypatch.setattr(cli, "_leave", sys.exit)

    def run(*arguments: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["pxtranslate", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        return int(end.value.code or 0), capfd.readouterr().err

    return run


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 8 MB."""
    with mounted(tmp_path / "disk", "size=8m"):
        yield tmp_path / "disk"


def _fill(disk: Path, left: int) -> Path:
    """Leave so many bytes of room; the file that takes the rest."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 4096):
            pass
    with filler.open("r+b") as file:
        file.truncate(filler.stat().st_size - left)
    return filler


COMMANDS: dict[str, tuple[str, ...]] = {
    "translate": ("translate", "zh.txt", "--engine", "echo", "-q", "-o", "disk/made.en"),
    "align": ("align", "zh.txt", "en.txt", "-o", "disk/made.tsv"),
    "check": ("check", "pairs.tsv", "--risks", "disk/made.tsv", "--json", "--workers", "1"),
    "memory import": ("memory", "import", "pairs.tsv", "--memory", "disk/made.sqlite"),
    "memory export": ("memory", "export", "disk/made.tmx", "--memory", "full.sqlite"),
    "corrections import": ("corrections", "import", "corrections.json", "disk/out"),
    "config init": ("config", "init", "disk/made.toml"),
    "finetune init": ("finetune", "init", "disk/made.toml"),
    "evaluate": (
        "evaluate", "--testset", "few.tsv", "--configs", "echo.toml", "-o", "disk/made", "-q",
    ),
}  # fmt: skip


@pytest.fixture
def place(lab: "Lab", disk: Path, tmp_path: Path, px: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the commands read, beside a disk of its own."""
    monkeypatch.chdir(tmp_path)
    rows = [
        (f"今年新修了{n}公里公路。", f"This year {n} km of road were built.") for n in range(ROWS)
    ]
    (tmp_path / "zh.txt").write_text("".join(f"{zh}\n" for zh, _ in rows[:300]), "utf-8")
    (tmp_path / "en.txt").write_text("".join(f"{en}\n" for _, en in rows[:300]), "utf-8")
    (tmp_path / "pairs.tsv").write_text("".join(f"{zh}\t{en}\n" for zh, en in rows), "utf-8")
    (tmp_path / "few.tsv").write_text("".join(f"{zh}\t{en}\n" for zh, en in rows[:3]), "utf-8")
    (tmp_path / "echo.toml").write_text('[model]\nengine = "echo"\n', "utf-8")
    lab.run(disk / "out")
    wishes = [{"source": zh, "target": en} for zh, en in rows]
    carried = {"pxtranslate": "corrections", "version": 1, "folder": "a", "corrections": wishes}
    (tmp_path / "corrections.json").write_text(json.dumps(carried), "utf-8")
    assert px("memory", "import", "pairs.tsv", "--memory", "full.sqlite")[0] == 0
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_is_told_and_room_is_all_it_takes(place: Path, px: Run, command: str) -> None:
    disk = place / "disk"
    for left in (0, 4 << 10):
        filler = _fill(disk, left)
        code, told = px(*COMMANDS[command])
        filler.unlink()
        if left and not code:
            break
        assert code == RetryableError.exit_code, told
        assert re.search("no space left|full", told.splitlines()[-1])
        assert "Traceback" not in told
        assert [one for one in disk.glob("made.*") if one.suffix != ".sqlite"] == []
        assert list(disk.rglob("*.partial")) == []
        for path in disk.rglob("*.sqlite"):
            with closing(sqlite3.connect(path)) as db:
                assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    if code:
        assert px(*COMMANDS[command])[0] in (0, 3)


@pytest.mark.slow
def test_every_format_on_a_disk_that_fills(lab: "Lab", disk: Path, tmp_path: Path) -> None:
    """Room is made bit by bit: each run stops at another file."""
    lab.run(tmp_path / "whole", **MADE)
    expected = lab.files(tmp_path / "whole")
    assert {Path(name).suffix for name in expected} >= {".docx", ".xlsx", ".epub", ".parquet"}
    codes: list[int] = []
    left = 0
    while not codes or codes[-1]:
        filler = _fill(disk, left)
        told = error_of(partial(lab.run, disk / "out", **MADE))
        codes.append(told.exit_code if told else 0)
        assert told is None or "no space left" in str(told)
        filler.unlink()
        left += 96 << 10
    assert {*codes[:-1]} == {RetryableError.exit_code}
    assert len(codes) > 5
    lab.intact(disk / "out")
    assert lab.files(disk / "out") == expected
    for name in expected:
        if Path(name).suffix in (".docx", ".xlsx", ".epub"):
            assert zipfile.ZipFile(disk / "out" / name).testzip() is None
