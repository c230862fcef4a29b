"""The library as a notebook uses it: import, translate, check, split, batch, read."""

import subprocess
import sys
from pathlib import Path

import pytest

import pxtranslate
from pxtranslate.errors import ConfigError, InputError

ECHO = {"engine": "echo"}
NEWS = "春耕开始\n\n全县春耕3月5日开始，投入农机1850台。县长王建国到现场察看。\n"


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No config file of the checkout counts."""
    monkeypatch.chdir(tmp_path)


def test_importing_loads_nothing_and_every_public_name_is_there() -> None:
    code = (
        "import sys, pxtranslate as p; print(sorted(m for m in sys.modules if 'pxtranslate' in m));"
        "[getattr(p, n) for n in p.__all__]; import pxtranslate.run; print(callable(p.batch));"
        "print({'torch', 'transformers', 'ctranslate2'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == ["['pxtranslate']", "True", "set()"]
    with pytest.raises(AttributeError):
        pxtranslate.nothing  # noqa: B018


def test_one_text_is_no_sequence_of_texts() -> None:
    with pytest.raises(TypeError, match="put it in a list"):
        pxtranslate.translate(NEWS, model={"engine": "no such engine"})  # before any work
    with (
        pxtranslate.Translator(model=ECHO) as translator,
        pytest.raises(TypeError, match="put it in a list"),
    ):
        translator.translate(NEWS)
    with pytest.raises(TypeError, match="put it in a list"):
        pxtranslate.batch("a.txt", "out", model=ECHO)


def test_a_notebook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (article,) = pxtranslate.split(NEWS)
    assert article.title
    assert article.title.text == "春耕开始"

    with pxtranslate.Translator(model=ECHO) as translator:
        one, empty = translator.translate(["春耕开始。", ""])
    assert (one.target, empty.target) == ("[echo] 春耕开始。", "")
    assert [r.target for r in pxtranslate.translate(["你好。"], model=ECHO)] == ["[echo] 你好。"]

    found = pxtranslate.check(
        "出口增长12.5%，达到90亿元。", "Exports rose 12.5% to 90 billion yuan."
    )
    assert [issue.check for issue in found] == ["numbers"]
    found = pxtranslate.check("春耕开始。", "Ploughing began.", {"春耕": "spring ploughing"})
    assert "terms" in {issue.check for issue in found}

    (tmp_path / "a.txt").write_text(NEWS, "utf-8")
    said: list[str] = []
    outcome = pxtranslate.batch(["a.txt"], "out", model=ECHO, say=said.append)
    assert not outcome.failed
    rows = pxtranslate.read("out")
    assert [row["source"] for row in rows][:2] == [
        "春耕开始",
        "全县春耕3月5日开始，投入农机1850台。",
    ]
    assert {(row["file"], row["folder"], row["status"]) for row in rows} == {("a.txt", "a", "ok")}
    assert capsys.readouterr().out == ""


def test_the_table_of_a_run_carries_the_columns_of_its_inputs(tmp_path: Path) -> None:
    table = "标题,正文,日期,source\n春耕开始,全县春耕开始。,2026-03-05,日报\n新馆开放,县图书馆开放。,2026-03-06,晚报\n"
    (tmp_path / "news.csv").write_text(table, "utf-8")
    pxtranslate.batch(["news.csv"], "out", model=ECHO, output={"formats": "jsonl"})
    rows = pxtranslate.read("out")
    assert [(row["source"], row["日期"], row["columns.source"]) for row in rows] == [
        ("春耕开始", "2026-03-05", "日报"),
        ("全县春耕开始。", "2026-03-05", "日报"),
        ("新馆开放", "2026-03-06", "晚报"),
        ("县图书馆开放。", "2026-03-06", "晚报"),
    ]
    import json

    lines = (tmp_path / "out" / "segments.jsonl").read_text("utf-8").splitlines()
    assert list(map(json.loads, lines)) == rows


def test_errors_are_of_the_tree() -> None:
    with pytest.raises(ConfigError, match="no setting is called"):
        pxtranslate.translate(["你好。"], modell={"engine": "echo"})
    with pytest.raises(InputError, match="no such file"):
        pxtranslate.batch(["gone.txt"], "out", model=ECHO)
    with pytest.raises(InputError, match="holds no results"):
        pxtranslate.read("out")
