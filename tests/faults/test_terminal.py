"""No command lets a text, a name or a setting steer the terminal, or forge a line of ours.

The commands are read off the command line itself: one that is new is missing here until it is tried.
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from socket import socket

import pytest
import typer
from typer.core import TyperCommand, TyperGroup

from pxtranslate import cli

EVIL = "\x1b]0;owned\x07\x1b[2J\u202e\x9b2J"
QUOTED = r"\u001b]0;owned\u0007\u202e"
FORGED = "pxtranslate: all is well"
NAME = f"a{EVIL}\n{FORGED}"

Commands = dict[str, Callable[[Path], list[list[str]]]]


def _read_apart() -> Iterator[tuple[str, TyperCommand | TyperGroup]]:
    """Every command there is, with the words that call it."""
    waiting = [("", typer.main.get_command(cli.app))]
    while waiting:
        words, command = waiting.pop()
        if isinstance(command, TyperGroup):
            waiting += [(f"{words} {name}".strip(), one) for name, one in command.commands.items()]
            if not words or not command.invoke_without_command:
                continue
        assert isinstance(command, TyperCommand | TyperGroup)
        yield words, command


ALL = dict(_read_apart())


@pytest.fixture
def evil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files of every kind, in whose names and texts stands what steers a terminal."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "in"
    folder.mkdir()
    text = f"标题{EVIL}\n\n县长王建国{EVIL}说，今年修路3公里。\n"
    (folder / f"{NAME}.txt").write_text(text, "utf-8")
    (folder / f"{NAME}.bad.txt").write_text("no Chinese at all", "utf-8")
    pairs = f"修路3公里{EVIL}。\tThe road{EVIL} is 5 kilometres long {EVIL}.\n"
    rows = "".join(f"修路{n}公里{EVIL}。\tThe road{EVIL} is {n} kilometres.\n" for n in range(30))
    (tmp_path / f"{NAME}.tsv").write_text(pairs, "utf-8")
    (tmp_path / f"{NAME}.{EVIL}.en").write_text(f"The road{EVIL}.\n", "utf-8")
    (tmp_path / f"{NAME}.rows.tsv").write_text(rows, "utf-8")
    terms = f"县长\tmayor{EVIL}\n县长\tcounty head{EVIL}\n"
    (tmp_path / f"{NAME}.terms.tsv").write_text(terms, "utf-8")
    (tmp_path / f"{NAME}.en.txt").write_text(f"The road{EVIL} is 3 km long.\n", "utf-8")
    (tmp_path / f"{NAME}.set.toml").write_text(f'[model]\nid = "{QUOTED}"\n', "utf-8")
    (tmp_path / f"{NAME}.echo.toml").write_text('[model]\nengine = "echo"\n', "utf-8")
    (tmp_path / f"{NAME}.bad.toml").write_text(f'"{QUOTED}" = 1\n', "utf-8")
    tuning = {"data": [f"{NAME}.rows.tsv"], "out": NAME, "licence": EVIL, "model": NAME}
    lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in tuning.items())
    (tmp_path / f"{NAME}.tune.toml").write_text(lines.replace("\x9b", "\\u009b"), "utf-8")
    (tmp_path / "model" / NAME).mkdir(parents=True)
    (tmp_path / "model" / NAME / "config.json").write_text(f'{{"model_type": "{QUOTED}"}}', "utf-8")
    result = tmp_path / "out" / NAME
    result.mkdir(parents=True)
    (result / "segments.jsonl").write_text(f'{{"id": "{QUOTED}", "{QUOTED}": 1}}\n', "utf-8")
    wish = {"source": EVIL, "nth": 0, "target": EVIL}
    carried = {"pxtranslate": "corrections", "version": 1, "folder": NAME, "corrections": [wish]}
    (tmp_path / f"{NAME}.json").write_text(json.dumps(carried), "utf-8")
    return tmp_path


def _memory(at: Path, *command: str) -> list[list[str]]:
    """A command on a memory that has taken in the pairs."""
    kept = ["--memory", str(at / f"{NAME}.sqlite")]
    return [["memory", "import", str(at / f"{NAME}.tsv"), *kept], ["memory", *command, *kept]]


def _evaluate(at: Path, *command: str) -> list[str]:
    return ["evaluate", *command, "--testset", str(at / f"{NAME}.tsv"), "--out", str(at / NAME)]


COMMANDS: Commands = {
    "split": lambda at: [["split", str(at / "in" / f"{NAME}.txt")]],
    "split --json": lambda at: [["split", str(at / "in" / f"{NAME}.txt"), "--json"]],
    "check": lambda at: [["check", str(at / f"{NAME}.tsv")]],
    "check --json": lambda at: [["check", str(at / f"{NAME}.tsv"), "--json"]],
    "batch": lambda at: [["batch", str(at / "in"), "-o", str(at / NAME), "--engine", "echo"]],
    "batch --json": lambda at: [
        ["batch", str(at / "in"), "-o", str(at / NAME), "--engine", "echo", "--json"]
    ],
    "retry": lambda at: [
        ["batch", str(at / "in"), "-o", str(at / NAME), "--engine", "echo"],
        ["retry", str(at / NAME)],
    ],
    "translate": lambda at: [["translate", str(at / f"{NAME}.tsv"), "--engine", "echo"]],
    "translate -o": lambda at: [
        ["translate", str(at / f"{NAME}.tsv"), "--engine", "echo", "-o", str(at / NAME / "x")]
    ],
    "align": lambda at: [["align", str(at / f"{NAME}.tsv"), str(at / f"{NAME}.en.txt")]],
    "align folders": lambda at: [["align", str(at), str(at / "in")]],
    "validate": lambda at: [["validate", str(at / "out")]],
    "validate --json": lambda at: [["validate", str(at / "out"), "--json"]],
    "review": lambda at: [["review", str(at / "out"), "--no-browser", "--name", EVIL]],
    "serve": lambda at: [["serve", str(at / NAME), "--no-browser", "--name", EVIL]],
    "corrections import": lambda at: [
        ["corrections", "import", str(at / f"{NAME}.json"), str(at / "in")],
        ["corrections", "import", str(at / f"{NAME}.json"), str(at / "out"), "--name", EVIL],
    ],
    "memory import": lambda at: _memory(at, "stats"),
    "memory search": lambda at: _memory(at, "search", f"修路3公里{EVIL}。"),
    "memory search --json": lambda at: _memory(at, "search", f"修路3公里{EVIL}。", "--json"),
    "memory stats": lambda at: _memory(at, "stats"),
    "memory stats --json": lambda at: _memory(at, "stats", "--json"),
    "memory export": lambda at: _memory(at, "export", f"{NAME}.tmx"),
    "finetune": lambda at: [
        ["finetune", "--config", str(at / f"{NAME}.bad.toml"), "--dry-run"],
        ["finetune", "--config", str(at / f"{NAME}.tune.toml"), "--dry-run"],
    ],
    "finetune init": lambda at: [["finetune", "init", str(at / f"{NAME}.new.toml")]],
    "evaluate": lambda at: [
        [
            *_evaluate(at), "--configs", str(at / f"{NAME}.echo.toml"),
            "--against", str(at / f"{NAME}.{EVIL}.en"),
        ],
    ],
    "evaluate drift": lambda at: [_evaluate(at, "drift", str(at / "model" / NAME))],
    "config show": lambda at: [["config", "show", "--config", str(at / f"{NAME}.set.toml")]],
    "config check": lambda at: [["config", "check", str(at / f"{NAME}.bad.toml")]],
    "config init": lambda at: [["config", "init", str(at / f"{NAME}.toml")]],
    "glossary check": lambda at: [["glossary", "check", str(at / f"{NAME}.terms.tsv")]],
    "glossary suggest": lambda at: [["glossary", "suggest", str(at / "in"), "--least", "1"]],
    "models list": lambda at: [["models", "list", "--folder", str(at / NAME)]],
    "models show": lambda at: [["models", "show", "--folder", str(at / NAME)]],
    "models recommend": lambda at: [
        ["models", "recommend", "--offline", "--folder", str(at / NAME)]
    ],
    "models verify": lambda at: [["models", "verify", "--folder", str(at / NAME)]],
    "models pull": lambda at: [["models", "pull", str(at / "model" / NAME), "--offline"]],
    "models export": lambda at: [
        ["models", "export", str(at / "model" / NAME), "-o", str(at / NAME), "--offline"]
    ],
    "models remove": lambda at: [["models", "remove", NAME, "--folder", str(at / NAME)]],
    "doctor": lambda at: [["doctor", "--config", str(at / f"{NAME}.set.toml")]],
}  # fmt: skip
"""How each is run on the hostile files; what stands behind the words of a command is a variant."""


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> "Told":
    """What a command prints, run as a person runs it, `main` and all."""
    monkeypatch.setattr(cli, "_leave", sys.exit)
    monkeypatch.setattr("pxtranslate.web.server.serve", _answer_nobody)
    monkeypatch.setenv("PXTRANSLATE_MODEL_OFFLINE", "true")

    def run(arguments: list[str]) -> str:
        monkeypatch.setattr(sys, "argv", ["pxtranslate", *arguments])
        with pytest.raises(SystemExit):
            cli.main()
        return "".join(capfd.readouterr())

    return run


Told = Callable[[list[str]], str]


def _answer_nobody(_app: object, listener: socket, ready: Callable[[], None]) -> None:
    listener.close()
    ready()


def _require_tame(told: str) -> None:
    assert [char for char in told if not (char.isprintable() or char in "\n\t")] == []
    assert [line for line in told.splitlines() if line.startswith(FORGED)] == []


def test_every_command_is_tried() -> None:
    tried = {max((one for one in ALL if name.startswith(one)), key=len) for name in COMMANDS}
    assert tried == ALL.keys()


@pytest.mark.parametrize("command", COMMANDS)
def test_no_text_and_no_name_steers_the_terminal(
    evil: Path, told: Told, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    every = [told(arguments) for arguments in COMMANDS[command](evil)]
    assert all(every)
    for one in every:
        _require_tame(one)


@pytest.mark.parametrize("command", ALL)
def test_nothing_that_is_given_steers_the_terminal(evil: Path, told: Told, command: str) -> None:
    """What is hostile in the place of each argument and each option in turn; and what is neither."""
    given = [NAME] * sum(one.param_type_name == "argument" for one in ALL[command].params)
    options = [one for one in ALL[command].params if one.param_type_name == "option"]
    valued = [one.opts[0] for one in options if not getattr(one, "is_flag", False)]
    for more in ([], *([option, NAME] for option in valued), [f"--{NAME}"], [NAME, NAME]):
        said = told([*command.split(), *more, *given])
        _require_tame(said)
        assert "please report" not in said
