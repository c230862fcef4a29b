"""`pxtranslate split`: the contract as JSON, the outline, and what is refused."""

import json
import sys
from pathlib import Path

import pytest
from tests.places import PAGE
from typer.testing import CliRunner

from pxtranslate.cli import app
from pxtranslate.errors import InputError


def run(*arguments: str) -> str:
    """What the command prints."""
    result = CliRunner().invoke(app, ["split", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_json_is_the_contract() -> None:
    printed = run(str(PAGE), "--json")
    assert printed.count("\n") == 1
    whole = json.loads(printed)
    text = PAGE.read_text(encoding="utf-8")
    assert whole["source"]["encoding"] == "utf-8"
    assert whole["source"]["characters"] == len(text)
    assert len(whole["source"]["sha256"]) == 64
    assert len(whole["articles"]) == 13
    for article in whole["articles"]:
        assert article["kind"] in ("article", "caption", "notice")
        for paragraph in article["paragraphs"]:
            assert paragraph["text"] == "".join(text[a:b] for a, b in paragraph["pieces"])


def test_the_outline_shows_joins_and_their_doubt() -> None:
    printed = run(str(PAGE))
    assert "13 articles" in printed
    assert "…划。修订了《萍乡市生|态环境保护工作责任规…" in printed
    assert "% sure)" in printed


def test_keeping_the_order_joins_nothing() -> None:
    whole = json.loads(run(str(PAGE), "--json", "--keep-order"))
    assert not any(article["joins"] for article in whole["articles"])
    pieces = [
        piece[0]
        for article in whole["articles"]
        for paragraph in ([article["title"]] if article["title"] else []) + article["paragraphs"]
        for piece in paragraph["pieces"]
    ]
    assert pieces == sorted(pieces)


def test_no_control_code_reaches_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("会议\x1b[31m召开\u202e，\n\n会议指出，要加快发展。", encoding="utf-8")
    for printed in (run(str(file)), run(str(file), "--json")):
        assert "\x1b" not in printed
        assert "\u202e" not in printed


def test_of_several_files_each_is_shown_in_order_in_several_processes_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"{n:02}.txt" for n in range(20)]
    for name in names:
        (tmp_path / name).write_text(f"第{name[:2]}次会议召开。", encoding="utf-8")
    (tmp_path / names[3]).write_text("Nothing in Chinese.", encoding="utf-8")
    printed = []
    for workers in ("1", "2"):
        monkeypatch.setattr(sys.modules["pxtranslate.cli.split"], "WORTH_A_PROCESS", 0)
        result = CliRunner().invoke(app, ["split", str(tmp_path), "--json", "--workers", workers])
        assert result.exit_code == 3
        assert "03.txt: holds no Chinese text" in result.stderr
        printed.append(result.stdout)
    shown = [json.loads(line)["source"]["path"] for line in printed[0].splitlines()]
    assert [Path(path).name for path in shown] == names[:3] + names[4:]
    assert printed[1] == printed[0]


def test_a_file_that_cannot_be_read_ends_the_command(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nothing in Chinese.", encoding="utf-8")
    with pytest.raises(InputError, match="no Chinese text"):
        CliRunner().invoke(app, ["split", str(tmp_path)], catch_exceptions=False)


@pytest.mark.parametrize(
    ("data", "headline"),
    [
        ("县图书馆开放\n\n3月1日，县图书馆新馆正式开放，藏书9万册。\n", "县图书馆开放"),
        ("标题,正文\n甲县丰收,今年粮食丰收，产量增长。\n", "甲县丰收"),
        ('{"title": "乙县丰收", "text": "今年粮食丰收，产量增长。"}\n', "乙县丰收"),
    ],
)
def test_standard_input_of_each_kind(data: str, headline: str) -> None:
    result = CliRunner().invoke(app, ["split", "-"], input=data.encode())
    assert result.exit_code == 0, result.exception
    assert result.stdout.startswith("-: utf-8")
    assert f"a1  {headline}" in result.stdout
