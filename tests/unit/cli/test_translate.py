"""`translate` in this process: where lines come from, where they go, and what a failed one does."""

from pathlib import Path

import pytest
from tests.toy.engines import ToyEngine, unless
from typer.testing import CliRunner, Result

from pxtranslate import engines
from pxtranslate.cli import app
from pxtranslate.errors import EngineError, InputError, PxError


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    engine = ToyEngine(unless("坏", EngineError("no")))
    monkeypatch.setattr(engines, "choose", lambda settings, say: engine)


def call(*arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(app, ["translate", *arguments], input=stdin.encode())


def test_a_file_goes_to_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("第一行。\n\n第三行。", "utf-8")
    result = call("a.txt", "-o", "a.en", "-q")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert Path("a.en").read_text("utf-8") == "[echo] 第一行。\n\n[echo] 第三行。\n"


def test_stdin_goes_to_stdout() -> None:
    result = call("-q", stdin="第一行。\n第二行。\n")
    assert (result.exit_code, result.stdout) == (0, "[echo] 第一行。\n[echo] 第二行。\n")
    assert call("-", "-q").stdout == ""


def test_a_line_that_fails_comes_out_empty_and_is_named_on_stderr() -> None:
    result = call("-q", stdin="好。\n坏。\n好。\n")
    assert result.exit_code == 3
    assert result.stdout == "[echo] 好。\n\n[echo] 好。\n"
    assert result.stderr.splitlines() == ["pxtranslate: -:2: could not be translated"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gone.txt", "no such file"),
        ("今天下雨。", "echo"),
        ("a.docx", "pxtranslate batch"),
        (".", ""),
    ],
)
def test_what_is_no_file_of_lines_is_refused_before_any_work(name: str, said: str) -> None:
    result = call(name, "-q")
    assert isinstance(result.exception, InputError)
    assert said in str(result.exception)


def test_a_place_that_cannot_be_written_is_found_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = ToyEngine()
    monkeypatch.setattr(engines, "choose", lambda settings, say: engine)
    result = call("-o", str(tmp_path / "no" / "a.en"), "-q", stdin="一。\n")
    assert isinstance(result.exception, PxError)
    assert engine.calls == []


@pytest.mark.parametrize(
    ("name", "text", "options"),
    [
        ("a.csv", 'id,text\n1,"今天，\n下雨。"\n2,\n3,晴。\n', ()),
        ("a.tsv", "zh\ten\n今天，下雨。\t\n\tx\n晴。\t\n", ()),
        ("a.csv", "正;乙\nx;今天，下雨。\nx\nx;晴。\n", ("--column", "乙")),
    ],
)
def test_of_a_table_a_column_is_translated_a_line_a_row(
    tmp_path: Path, name: str, text: str, options: tuple[str, ...]
) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    result = CliRunner().invoke(
        app, ["translate", str(tmp_path / name), "--engine", "echo", "-q", *options]
    )
    lines = [line.replace(" ", "") for line in result.stdout.split("\n")]
    assert lines == ["[echo]今天，下雨。", "", "[echo]晴。", ""]


def test_a_table_without_such_a_column_names_those_it_has(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("甲,乙\n今,天\n", "utf-8")
    result = CliRunner().invoke(app, ["translate", str(tmp_path / "a.csv"), "--engine", "echo"])
    assert "--column: 甲, 乙" in str(result.exception)
