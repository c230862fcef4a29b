"""`pxtranslate evaluate` as a person runs it, and its page in a browser."""

import subprocess
from pathlib import Path

import pypdfium2
import pytest
from tests.judges import judge
from typer.testing import CliRunner, Result

from pxtranslate.cli import app

PAYLOAD = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["evaluate", *arguments])


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a small set, echo as the model, and somebody's outputs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "echo.toml").write_text('[model]\nengine = "echo"\n', "utf-8")
    pairs = [("今天下雨。", "It is raining."), (f"他说：{PAYLOAD}", f"He said: {PAYLOAD}")]
    (tmp_path / "own.tsv").write_text("".join(f"{zh}\t{en}\n" for zh, en in pairs), "utf-8")
    (tmp_path / "own.theirs.en").write_text(f"It rains.\nHe {PAYLOAD}\n", "utf-8")
    return tmp_path


def test_systems_are_compared_and_a_second_run_takes_what_is_kept(place: Path) -> None:
    options = ("--testset", "own.tsv", "--configs", "echo.toml", "--against", "own.theirs.en")
    first = run(*options)
    assert first.exit_code == 0, first.output
    lines = [line for line in first.stdout.splitlines() if line.startswith("|")]
    assert [line.split()[1] for line in lines[:1] + lines[2:]] == ["system", "echo", "theirs"]
    assert "Wrote evaluation/report.html and evaluation/report.md" in first.stdout
    again = run(*options)
    assert "echo: kept" in again.stderr
    assert again.stdout == first.stdout, "kept scores and times are told alike"
    assert run(*options, "--quiet").output == ""


def test_what_is_missing_is_told(place: Path) -> None:
    result = run("--testset", "none.tsv", "--configs", "echo.toml")
    assert "there are desk, news, newsroom" in str(result.exception)
    result = run("--configs", "nothing.toml")
    assert "nothing.toml" in str(result.exception)


@pytest.mark.slow
def test_the_page_shows_drawings_and_runs_nothing(place: Path) -> None:
    run("--testset", "own.tsv", "--configs", "echo.toml", "--against", "own.theirs.en")
    chromium = [judge("chromium", "google-chrome"), "--headless", "--no-sandbox", "--disable-gpu"]
    chromium += ["--disable-quic", "--no-first-run", "--disable-background-networking"]
    page = (place / "evaluation" / "report.html").as_uri()
    options = [f"--user-data-dir={place / 'profile'}", "--virtual-time-budget=3000"]
    dom = subprocess.run(
        [*chromium, *options, "--dump-dom", page], capture_output=True, text=True, check=True
    ).stdout
    assert "<title>owned" not in dom
    assert "<script" not in dom
    assert "<img" not in dom
    assert dom.count("<svg") == 4
    target = place / "report.pdf"
    subprocess.run(
        [*chromium, *options, f"--print-to-pdf={target}", page], capture_output=True, check=True
    )
    printed = pypdfium2.PdfDocument(target)
    text = "".join(printed[n].get_textpage().get_text_range() for n in range(len(printed)))
    assert "Quality against speed" in text
    assert "theirs" in text
