"""What a hostile file, stream or setting may do to a command: one clear line and the contract's code."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from pxtranslate.cli import app
from pxtranslate.config import Settings, resolve
from pxtranslate.errors import ConfigError, InputError, PxError, StateError
from pxtranslate.names import glossary
from pxtranslate.output.pairs import read_pairs
from pxtranslate.reading.inputs import find_inputs
from pxtranslate.reading.read import read
from pxtranslate.state.shared import shared

if TYPE_CHECKING:
    from tests.faults.conftest import Lab


def run_shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A shell command in which `px` is ours."""
    px = f"{sys.executable} -m pxtranslate"
    return subprocess.run(
        ["bash", "-c", f"px() {{ {px} \"$@\"; }}; {command}"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        ("px check t.tsv > /dev/full", 5, "No space left"),
        ("px check t.tsv >&-", 1, "stdout: cannot be written"),
        ("px translate t.txt --engine echo -q > /dev/full", 5, "No space left"),
        ("px translate t.txt --engine echo -q -o no/such/folder", 1, "cannot be written"),
        ("px translate t.txt --engine echo -q -o .", 1, "cannot be written"),
        ("px check t.tsv | head -1 > /dev/null; exit ${PIPESTATUS[0]}", 141, ""),
        ("px check no.tsv 2>&-", 1, ""),
    ],
)
def test_streams_that_take_nothing(tmp_path: Path, command: str, code: int, told: str) -> None:
    rows = "修路3公里。\tThe road is 5 kilometres long.\n" * 2_000
    (tmp_path / "t.tsv").write_text(rows, "utf-8")
    (tmp_path / "t.txt").write_text(rows, "utf-8")
    result = run_shell(command, tmp_path)
    assert result.returncode == code, result.stderr
    assert told in result.stderr
    assert "Traceback" not in result.stderr
    assert len([line for line in result.stderr.splitlines() if line]) == bool(told)


@pytest.mark.slow
def test_a_closed_stderr_does_not_lend_its_number_to_the_state(lab: "Lab", tmp_path: Path) -> None:
    result = run_shell(f"px batch {lab.news} -o out --engine echo 2>&-", tmp_path)
    assert result.returncode == 3  # bad.txt
    lab.intact(tmp_path / "out")
    assert (tmp_path / "out" / "index.html").exists()


@pytest.mark.slow
def test_our_own_failure_is_one_line_with_a_file_to_send(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import pxtranslate.output.pairs as p\n"
        "def broken(*given, **named):\n    raise KeyError('of our own')\n"
        "p.read_pairs = broken\n"
    )
    result = run_shell(f"PYTHONPATH={tmp_path}:$PYTHONPATH px check t.tsv", tmp_path)
    assert result.returncode == 1
    assert "please report it with crash-" in result.stderr
    assert result.stderr.count("\n") == 1
    (report,) = tmp_path.glob("crash-*.txt")
    assert "KeyError" in report.read_text()


DEEP = "[" * 5000 + "]" * 5000
CONFIGS: dict[str, str | bytes] = {
    "deep": f"profile = {DEEP}",
    "long number": f"[decoding]\nbeam = {'9' * 5000}",
    "nul": '[memory]\npath = "a\\u0000b"',
    "no such user": '[memory]\npath = "~nobody-of-that-name/x"',
    "nul in a glossary": '[names]\nglossary = "a\\u0000.tsv"',
    "nan": "[checks]\nomission_threshold = nan",
    "inf": "[checks]\nomission_threshold = inf",
    "absurd": "[decoding]\nbatch = 99999999999",
    "absurd threads": "[model]\nthreads = 1000000",
    "not utf-8": b"\xff\xfe\x00",
}


@pytest.mark.parametrize("what", CONFIGS)
def test_a_wrong_config_is_told_on_short_lines(tmp_path: Path, what: str) -> None:
    path = tmp_path / "px.toml"
    data = CONFIGS[what]
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    with pytest.raises(ConfigError) as told:
        resolve(path)
    assert str(path) in str(told.value)
    assert len(str(told.value)) < 500


def test_a_byte_order_mark_is_no_part_of_a_config(tmp_path: Path) -> None:
    path = tmp_path / "px.toml"
    path.write_bytes(b"\xef\xbb\xbf[decoding]\nbeam = 3\n")
    assert resolve(path).settings.decoding.beam == 3


@pytest.mark.parametrize("text", [f"terms = {DEEP}", f"[terms]\n县 = {'9' * 5000}"])
def test_a_wrong_glossary(tmp_path: Path, text: str) -> None:
    path = tmp_path / "terms.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=r"terms\.toml"):
        glossary.load(path)


def test_a_row_too_deep_to_be_written_again(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    deep = "[" * 900 + "]" * 900
    path.write_text(f'{{"text": {deep}}}\n{{"text": "今天下雪了。"}}\n', "utf-8")
    (item,) = find_inputs([path])
    assert "今天下雪了。" in read(item).text


@pytest.mark.timeout(20)
def test_a_pipe_in_the_place_of_a_file_hangs_nothing(lab: "Lab", tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.tsv"
    os.mkfifo(pipe)
    with pytest.raises(PxError, match="regular file"):
        list(read_pairs(pipe))
    with pytest.raises(PxError, match="regular file"):
        glossary.load(pipe)
    with pytest.raises(PxError, match="regular file"):
        resolve(pipe)
    with pytest.raises(PxError, match="regular file"), shared(str(pipe)):
        pass
    out = tmp_path / "out"
    (out / ".pxtranslate").mkdir(parents=True)
    for name in ("lock", "state.sqlite"):
        os.mkfifo(out / ".pxtranslate" / name)
        with pytest.raises(PxError, match="regular file"):
            lab.run(out)
        (out / ".pxtranslate" / name).unlink()
    lab.run(out)
    for name in ("report.html", "aligned.tsv"):
        (out / "a" / name).unlink()
    os.mkfifo(out / "a" / "report.html")
    os.mkfifo(out / "a" / "aligned.tsv")
    lab.run(out)
    assert (out / "a" / "report.html").is_file()


COLUMNS = [
    ("documents", "entry"),
    ("documents", "files"),
    ("documents", "status"),
    ("names", "row"),
    ("placed", "marks"),
    ("corrections", "target"),
    ("outputs", "hashes"),
    ("folders", "owner"),
    ("command", "row"),
    ("answers", "text"),
]
GARBAGE = ["", "null", '{"a": 1}', "9" * 5000]


@pytest.mark.slow
@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_damaged_value_is_told_as_such(
    lab: "Lab", tmp_path: Path, table: str, column: str
) -> None:
    for path in lab.news.iterdir():
        if path.name not in ("a.txt", "b.txt"):
            path.unlink()
    out = tmp_path / "out"
    lab.run(out)
    state = out / ".pxtranslate" / "state.sqlite"
    with closing(sqlite3.connect(state)) as db, db:
        db.execute("INSERT INTO corrections VALUES ('a', 'x', 0, '\"y\"')")
        db.execute('INSERT INTO command VALUES (1, \'["/", [], "{}"]\')')
    whole = state.read_bytes()
    refused = 0
    for garbage in GARBAGE:
        state.write_bytes(whole)
        with closing(sqlite3.connect(state)) as db, db:
            db.execute(f"UPDATE OR IGNORE {table} SET {column} = ?", (garbage,))
        (out / "a" / "segments.jsonl").unlink(missing_ok=True)
        told = [_error_of(lambda: lab.run(out)), retried(out)]
        refused += any(told)
        assert {type(error) for error in told if error} <= {StateError}
        assert all("move it away" in str(error) for error in told if error)
    assert refused


def _error_of(work: Callable[[], object]) -> BaseException | None:
    try:
        work()
    except Exception as error:
        return error
    return None


def retried(out: Path) -> BaseException | None:
    """What `retry` failed with, other than that there was nothing to do."""
    error = CliRunner().invoke(app, ["retry", str(out), "-q"]).exception
    return None if isinstance(error, SystemExit | InputError) else error


def test_settings_have_no_number_without_bounds() -> None:
    schema = json.dumps(Settings.model_json_schema())
    for part in json.loads(schema)["$defs"].values():
        for name, one in part.get("properties", {}).items():
            if one.get("type") == "integer":
                assert "maximum" in one, name
