"""`pxtranslate check`: what it prints, and how it ends."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pxtranslate.cli import app
from pxtranslate.config import PROFILES, Model
from pxtranslate.engines.base import Request
from pxtranslate.engines.echo import EchoEngine
from pxtranslate.errors import InputError, ModelError, PxError

ROWS = (
    "zh\ten\n"
    "北京今天下雨。\tIt rained in Beijing today.\n"
    "出口增长12.5%，达到90亿元。\tExports fell 12.5% to 90 billion yuan.\n"
    "\n"
    "他走访了雾霾源头。\tHe visited the 雾霾 sources.\n"
    "经开区管委会主任\tDirector of the Development Zone\n"
    "经开区管委会主任\tHead of the Development Zone\n"
)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["check", *map(str, arguments)])


@pytest.fixture
def pairs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "pairs.tsv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_json_is_one_finding_a_line_with_sorted_keys(pairs: Path) -> None:
    result = run(pairs, "--json")
    assert result.exit_code == 3
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    keys = ["check", "line", "message", "severity", "source", "target"]
    assert all(list(row) == keys for row in rows)
    found = {(row["line"], row["check"], row["severity"]) for row in rows}
    assert {
        (3, "numbers", "error"),
        (3, "direction", "error"),
        (5, "leftover", "error"),
        (7, "consistency", "warning"),
    } <= found
    sure = {line for line, check, _ in found if check != "doubt"}
    assert not sure & {1, 2, 4, 6}


def test_text_names_the_line_shows_both_sides_and_sums_up(pairs: Path) -> None:
    result = run(pairs)
    assert result.exit_code == 3
    assert f"{pairs}:5\n  他走访了雾霾源头。\n  He visited the 雾霾 sources.\n" in result.stdout
    assert "error   leftover: Chinese left in the English: 雾霾" in result.stdout
    assert "5 pairs, 4 with findings" in result.stdout
    assert f"{pairs}:2\n" not in result.stdout


def test_risks_are_written_for_every_pair(pairs: Path, tmp_path: Path) -> None:
    out = tmp_path / "risks.tsv"
    plain, beside = run(pairs), run(pairs, "--risks", out)
    assert (plain.exit_code, plain.stdout) == (beside.exit_code, beside.stdout)
    rows = [line.split("\t") for line in out.read_text("utf-8").splitlines()]
    assert [int(line) for line, _ in rows] == [2, 3, 5, 6, 7]
    good, figures, leftover, *_ = (float(risk) for _, risk in rows)
    assert 0 <= good < figures < leftover <= 1


def test_risks_that_cannot_be_written_are_an_error(pairs: Path, tmp_path: Path) -> None:
    result = run(pairs, "--risks", tmp_path / "no" / "risks.tsv")
    assert isinstance(result.exception, PxError)
    assert "cannot be written" in str(result.exception)


def test_a_model_is_asked_where_one_is_named(
    pairs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Sure(EchoEngine):
        def score(self, given: Sequence[tuple[Request, str]]) -> list[list[float]]:
            return [[-9.0] if "Head" in request.text else [-0.1] for request, _ in given]

    monkeypatch.setattr("pxtranslate.engines.choose", lambda settings, say: Sure())
    found = []
    for more in ((), ("--model", "any")):
        out = tmp_path / "risks.tsv"
        run(pairs, "--risks", out, *more)
        found.append([float(row.split("\t")[1]) for row in out.read_text("utf-8").splitlines()])
    alone, with_model = found
    assert with_model[0] < alone[0]
    assert with_model[-1] > alone[-1]


@pytest.mark.parametrize(
    ("options", "model"),
    [
        ((), None),
        (("--profile", "fast"), PROFILES["fast"]["model"]["id"]),
        (("--profile", "fast", "--model", "other"), "other"),
    ],
)
def test_a_profile_asks_its_model(
    pairs: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], model: str | None
) -> None:
    class Even(EchoEngine):
        def score(self, given: Sequence[tuple[Request, str]]) -> list[list[float]]:
            return [[-0.1] for _ in given]

    asked: list[str] = []

    def choose(settings: Model, say: object) -> Even:
        asked.append(settings.id)
        return Even()

    monkeypatch.setattr("pxtranslate.engines.choose", choose)
    Path("pxtranslate.toml").write_text('profile = "best"\n', encoding="utf-8")
    assert run(pairs, *options).exit_code == 3
    assert asked == [model] * (model is not None)


def test_an_engine_that_cannot_weigh_is_an_error(
    pairs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pxtranslate.engines.choose", lambda settings, say: EchoEngine())
    result = run(pairs, "--model", "any")
    assert isinstance(result.exception, ModelError)
    assert "cannot weigh" in str(result.exception)


def test_a_file_that_is_not_there_is_named(pairs: Path) -> None:
    with pytest.raises(InputError, match=r"nope\.tsv: cannot be read"):
        CliRunner().invoke(app, ["check", "nope.tsv", "--workers", "2"], catch_exceptions=False)


def test_nothing_wrong_ends_with_0(pairs: Path) -> None:
    pairs.write_text(ROWS.splitlines(keepends=True)[1], encoding="utf-8")
    result = run(pairs)
    assert (result.exit_code, result.stdout) == (0, "1 pair, 0 with findings\n")
    assert (run(pairs, "--json").exit_code, run(pairs, "--json").stdout) == (0, "")


def test_the_config_file_lowers_and_silences(pairs: Path, tmp_path: Path) -> None:
    config = tmp_path / "strict.toml"
    config.write_text(
        '[checks]\nnumbers = "off"\ndirection = "warning"\nleftover = "info"\ndoubt = "off"\n',
        encoding="utf-8",
    )
    result = run(pairs, "--json", "--config", config)
    assert result.exit_code == 0
    assert {json.loads(line)["check"] for line in result.stdout.splitlines()} == {
        "direction",
        "leftover",
        "consistency",
    }


def test_a_glossary_says_what_terms_to_expect(pairs: Path, tmp_path: Path) -> None:
    glossary = tmp_path / "terms.tsv"
    glossary.write_text("zh\ten\n经开区\tEconomic Development Zone\n", encoding="utf-8")
    rows = [
        json.loads(line)
        for line in run(pairs, "--json", "--glossary", glossary).stdout.split("\n")
        if line
    ]
    assert {row["line"] for row in rows if row["check"] == "terms"} == {6, 7}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonl", '{"source": "他走访了雾霾源头。", "target": "He visited the 雾霾."}\n'),
        ("b.jsonl", '{"zh": "他走访了雾霾源头。", "en": "He visited the 雾霾."}\n'),
        (
            "c.tmx",
            '<tmx version="1.4"><header/><body><tu><tuv xml:lang="zh-CN"><seg>他走访了雾霾源头。'
            '</seg></tuv><tuv xml:lang="en"><seg>He visited the 雾霾.</seg></tuv></tu></body></tmx>',
        ),
        (
            "d.xlf",
            '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file '
            'source-language="zh" target-language="en" original="x" datatype="plaintext"><body>'
            '<trans-unit id="1"><source>他走访了雾霾源头。</source><target>He visited the 雾霾.'
            "</target></trans-unit></body></file></xliff>",
        ),
        (
            "e.xlf",
            '<xliff version="2.0" srcLang="zh" trgLang="en" '
            'xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f"><unit id="u"><segment>'
            "<source>他走访了雾霾源头。</source><target>He visited the 雾霾.</target></segment>"
            "</unit></file></xliff>",
        ),
    ],
)
def test_every_kind_of_file_is_read(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    result = run(path, "--json")
    assert result.exit_code == 3
    assert "leftover" in {json.loads(line)["check"] for line in result.stdout.splitlines()}


def test_unknown_settings_are_an_error(pairs: Path, tmp_path: Path) -> None:
    config = tmp_path / "wrong.toml"
    config.write_text('[checks]\nnumbrs = "off"\n', encoding="utf-8")
    result = run(pairs, "--config", config)
    assert result.exit_code != 0
    assert "numbers" in str(result.exception)


def test_several_processes_find_what_one_finds(
    pairs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the same order; and what was translated otherwise before is known across groups."""
    module = sys.modules["pxtranslate.cli.check"]
    pairs.write_text(ROWS + ROWS.partition("\n")[2] * 5, encoding="utf-8")
    monkeypatch.setattr(module, "TOGETHER", 3)
    alone = run(pairs, "--json", "--workers", "1").stdout
    monkeypatch.setattr(module, "WORTH_A_PROCESS", 0)
    assert run(pairs, "--json", "--workers", "2").stdout == alone
    monkeypatch.setattr(module, "TOGETHER", 1000)
    assert run(pairs, "--json", "--workers", "1").stdout == alone
    rows = [json.loads(line) for line in alone.splitlines()]
    assert sum(row["check"] == "consistency" for row in rows) == 6
