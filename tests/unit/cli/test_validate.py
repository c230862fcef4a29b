"""The JSON Lines files are as their schemas say, and validate tells where one is not."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.places import ROOT
from typer.testing import CliRunner, Result

from pxtranslate.cli import app
from pxtranslate.errors import InputError
from pxtranslate.output import jsonl, schema
from pxtranslate.records import Document, Match


@pytest.fixture
def out(tmp_path: Path, page: Document) -> Path:
    """The output of a batch over one file."""
    folder = tmp_path / "out" / "page"
    folder.mkdir(parents=True)
    for name, rows in (
        ("articles", jsonl.articles_rows(page)),
        ("segments", jsonl.segments_rows(page)),
        ("summaries", jsonl.summaries_rows(page)),
    ):
        (folder / f"{name}.jsonl").write_bytes(jsonl.lines(rows))
    return tmp_path / "out"


def validate(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["validate", *map(str, arguments)])


def test_the_schemas_are_schemas_and_each_is_complete() -> None:
    for kind in ("articles", "segments", "summaries", "run"):
        published = schema.published(kind)
        Draft202012Validator.check_schema(published)
        assert published["title"]
        assert "$ref" not in json.dumps(published).replace("#/$defs/", "") or "$defs" in published


def test_what_we_write_is_valid(out: Path) -> None:
    told = validate(out)
    assert (told.exit_code, told.output) == (0, "3 files: all as their schemas say\n")


def test_a_whole_run_is_valid(tmp_path: Path) -> None:
    source = ROOT / "input" / "tea_harvest.txt"
    table = tmp_path / "a.csv"
    table.write_text("标题,正文,栏目\n春耕开始,全县春耕3月5日开始。,农业\n", "utf-8")
    command = ["batch", str(source), str(table), "-o", str(tmp_path / "out"), "--engine", "echo"]
    done = CliRunner().invoke(app, [*command, "--format", "jsonl", "-q"])
    assert done.exit_code == 0, done.output
    told = validate(tmp_path / "out")
    assert (told.exit_code, told.output) == (0, "7 files: all as their schemas say\n")


CHANGES: dict[str, tuple[str, Callable[[dict[str, Any]], object], str]] = {
    "a field is missing": ("segments", lambda row: row.pop("risk"), "'risk' is a required"),
    "a field is misspelt": ("segments", lambda row: row.update(targt=""), "'targt' was unexpected"),
    "a risk above one": ("segments", lambda row: row.update(risk=1.5), "$.risk: 1.5 is greater"),
    "a failure with a target": (
        "segments",
        lambda row: row.update(status="failed"),
        "$.target:",
    ),
    "a severity that is none": (
        "segments",
        lambda row: row.update(
            issues=[{"check": "a", "severity": "bad", "message": "", "source": "", "target": ""}]
        ),
        "$.issues[0].severity: 'bad' is not one of",
    ),
    "a piece of three": ("segments", lambda row: row.update(pieces=[[1, 2, 3]]), "$.pieces[0]"),
    "a kind that is none": ("articles", lambda row: row.update(kind="essay"), "$.kind: 'essay'"),
    "a sentence without its segments": (
        "summaries",
        lambda row: row["sentences"][0].pop("segments"),
        "$.sentences[0]: 'segments' is a required",
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_wrong_is_told_with_its_place(out: Path, what: str) -> None:
    name, change, message = CHANGES[what]
    path = out / "page" / f"{name}.jsonl"
    first, *others = path.read_text("utf-8").splitlines(keepends=True)
    row = json.loads(first)
    change(row)
    path.write_text("".join([*others, json.dumps(row) + "\n"]), "utf-8")
    told = validate(out)
    assert told.exit_code == 3
    assert f"{path}:{len(others) + 1}: " in told.output
    assert message in told.output
    (problem, *_) = map(json.loads, validate(path, "--json").output.splitlines())
    assert (problem["file"], problem["line"]) == (str(path), len(others) + 1)


def test_a_line_that_is_no_json_does_not_end_it(out: Path) -> None:
    path = out / "page" / "segments.jsonl"
    text = path.read_text("utf-8")
    path.write_text(f"{{\n{text}[]\n", "utf-8")
    found = list(schema.problems(path))
    assert [problem.line for problem in found] == [1, text.count("\n") + 2]
    assert "not JSON" in found[0].message
    assert "is not of type 'object'" in found[1].message


def test_what_no_schema_is_for_is_told(tmp_path: Path) -> None:
    (tmp_path / "other.jsonl").write_text("{}\n", "utf-8")
    for path in (tmp_path, tmp_path / "other.jsonl", tmp_path / "gone"):
        told = validate(path)
        assert isinstance(told.exception, InputError)
        assert "segments.jsonl" in str(told.exception)


def test_a_row_with_a_match_is_valid(page: Document, tmp_path: Path) -> None:
    row = next(jsonl.segments_rows(page)) | {
        "match": {"similarity": 0.9, "source": "一", "target": "One", "file": "a.tmx"}
    }
    (tmp_path / "segments.jsonl").write_bytes(jsonl.lines([row]))
    assert list(schema.problems(tmp_path / "segments.jsonl")) == []
    assert set(Match.__slots__) == set(
        schema.published("segments")["properties"]["match"]["properties"]
    )
