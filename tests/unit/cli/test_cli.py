"""The command line as a user meets it: help, exit codes, and one line for each mistake."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from pxtranslate.cli import app
from pxtranslate.errors import ConfigError
from pxtranslate.state.named import refuse_input


def px(*arguments: str, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "pxtranslate", *arguments],
        capture_output=True,
        cwd=cwd,
        input=stdin,
        env={
            **{k: v for k, v in os.environ.items() if not k.startswith("PXTRANSLATE_")},
            "PXTRANSLATE_MODEL_FOLDER": "models",
        },
        check=False,
    )


def commands() -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    root = get_command(app)
    for name, command in sorted(getattr(root, "commands", {}).items()):
        inside = getattr(command, "commands", None)
        parts = [(f"{name} {n}", c) for n, c in inside.items()] if inside else [(name, command)]
        found += [(n, c.help or "") for n, c in parts]
    return found


def test_the_commands_of_the_contract_are_there() -> None:
    names = {name for name, _ in commands()}
    assert {"batch", "split", "translate", "check", "doctor", "config init", "models pull"} <= names


@pytest.mark.parametrize(("name", "text"), commands())
def test_every_command_says_what_it_does_and_shows_it(name: str, text: str) -> None:
    assert text.strip(), name
    assert "pxtranslate" in text, f"{name} has no example"


@pytest.mark.parametrize(
    "command",
    [
        ("align", "zh.txt", "en.txt", "-o", "zh.txt"),
        ("align", "zh.txt", "en.txt", "-o", "en.txt"),
        ("check", "zh.txt", "--risks", "zh.txt"),
        ("translate", "zh.txt", "--engine", "echo", "-o", "zh.txt"),
    ],
)
def test_no_result_is_written_over_what_it_is_made_of(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    text = "zh\ten\n县图书馆藏书9万册。\tThe library has 90,000 books.\n"
    for name in ("zh.txt", "en.txt"):
        (tmp_path / name).write_text(text, "utf-8")
    ended = px(*command, cwd=tmp_path)
    assert ended.returncode == 2
    assert b"is to be read and to hold the result" in ended.stderr
    assert {(tmp_path / name).read_text("utf-8") for name in ("zh.txt", "en.txt")} == {text}


def test_an_input_is_known_by_any_path_and_link(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "link").symlink_to("a.txt")
    (tmp_path / "hard").hardlink_to(tmp_path / "a.txt")
    for name in ("a.txt", f"../{tmp_path.name}/a.txt", "link", "hard"):
        with pytest.raises(ConfigError, match="name another file"):
            refuse_input(tmp_path / name, ["gone.txt", tmp_path / "a.txt"])
    (tmp_path / "b.txt").touch()
    refuse_input(tmp_path / "b.txt", [tmp_path / "a.txt", "a\0b"])
    refuse_input(tmp_path / "new.txt", [tmp_path / "a.txt"])
    refuse_input(Path("/dev/null"), [Path("/dev/null")])


def test_lines_in_lines_out(tmp_path: Path) -> None:
    lines = "第一行。\n\n第二行。第三句！\n".encode()
    done = px("translate", "--engine", "echo", cwd=tmp_path, stdin=lines)
    assert done.returncode == 0
    assert done.stdout.decode() == "[echo] 第一行。\n\n[echo] 第二行。 [echo] 第三句！\n"
    (tmp_path / "a.txt").write_bytes("没有换行".encode("gb18030"))
    done = px("translate", "a.txt", "--engine", "echo", "-o", "a.en", "-q", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"")
    assert (tmp_path / "a.en").read_text("utf-8") == "[echo] 没有换行\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("batch", "nowhere"), 1, "nowhere: no such file"),
        (("batch", "empty"), 1, "empty: holds no file to read"),
        (("batch", "blank.txt", "--engine", "echo"), 3, "blank.txt"),
        (("batch", "english.txt", "--engine", "echo"), 3, "no Chinese"),
        (("batch", "news.txt", "--model", "no-such-model"), 1, "no model is called no-such-model"),
        (("batch", "news.txt", "--engine", "steam"), 2, "'steam'"),
        (("batch", "news.txt", "--config", "bad.toml"), 2, "bad.toml:1"),
        (("batch", "news.txt", "--wrong"), 2, "--wrong"),
        (("translate", "nowhere.txt", "--engine", "echo"), 1, "nowhere.txt"),
        (("check", "nowhere.tsv"), 1, "nowhere.tsv"),
        (("split", "nowhere.txt"), 1, "nowhere.txt"),
        (("batch", "news.txt", "--offline"), 1, "models pull"),
    ],
)
def test_a_mistake_ends_with_one_line_and_its_code(
    arguments: tuple[str, ...], code: int, said: str, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "blank.txt").write_text(" \n\n")
    (tmp_path / "english.txt").write_text("There is no Chinese in this text at all.\n")
    (tmp_path / "news.txt").write_text("县图书馆开放\n\n今天开放。\n", encoding="utf-8")
    (tmp_path / "bad.toml").write_text("modle = 1\n")
    done = px(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_progress_as_json_lines(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("县图书馆开放\n\n今天开放。\n", encoding="utf-8")
    done = px("batch", "news.txt", "--engine", "echo", "--json", cwd=tmp_path)
    events = [json.loads(line) for line in done.stderr.splitlines()]
    progress = [event for event in events if event["event"] == "progress"]
    assert progress[-1]["characters"] > 0
    quiet = px("batch", "news.txt", "--engine", "echo", "--quiet", cwd=tmp_path)
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, b"", b"")
