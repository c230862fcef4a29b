"""The files of a whole run: one table in three formats, one XLIFF, and what is no longer wanted."""

import csv
import io
import json
import sys
import tracemalloc
from pathlib import Path

import pyarrow.parquet
import pytest
from tests.toy.engines import ToyEngine

import pxtranslate
from pxtranslate.config import Settings
from pxtranslate.errors import ConfigError
from pxtranslate.output import whole
from pxtranslate.output.pairs import read_units
from pxtranslate.reading.inputs import find_inputs
from pxtranslate.run import run

FORMATS = ("jsonl", "csv", "parquet", "xliff-run", "xliff2-run")
TABLE = 'id,标题,正文,source\n7,春耕开始,"全县春耕3月5日开始，投入农机1850台。",=报社\n8,新馆开放,县图书馆新馆开放。,网站\n'
NEWS = "道路改造\n\n县道改造工程开工，总投资2.5亿元。\n"


def batch(folder: Path, *formats: str) -> Path:
    news = folder / "news"
    if not news.exists():
        news.mkdir()
        (news / "a.csv").write_text(TABLE, "utf-8")
        (news / "b.txt").write_text(NEWS, "utf-8")
    settings = Settings.model_validate({"output": {"formats": formats}, "mend": {"rounds": 0}})
    run(find_inputs([news]), folder / "out", settings, ToyEngine())
    return folder / "out"


def test_the_tables_tell_the_same(tmp_path: Path) -> None:
    out = batch(tmp_path, *FORMATS)
    rows = pxtranslate.read(out)
    lines = (out / "segments.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == rows
    parquet = pyarrow.parquet.read_table(out / "segments.parquet").to_pylist()
    assert len(parquet) == len(rows) > 5
    text = (out / "segments.csv").read_bytes().decode("utf-8")
    table = list(csv.DictReader(io.StringIO(text, newline="")))
    assert list(table[0]) == [name for name in parquet[0] if name != "translation"]
    for one, typed, row in zip(table, parquet, rows, strict=True):
        names = [name for name in row if name != "checks"]
        assert {name: one[name].removeprefix("'") for name in names} == {
            name: str(row[name]) for name in names
        }
        assert {name: typed[name] for name in names} == {name: row[name] for name in names}
    carried = {"columns.id": "7", "columns.source": "=报社"}
    assert {name: rows[0][name] for name in carried} == carried
    assert table[-1]["columns.source"] == ""
    assert table[0]["columns.source"] == "'=报社"


def test_readers_of_data_sets_find_a_translation_and_a_card(tmp_path: Path) -> None:
    out = batch(tmp_path, "parquet")
    table = pyarrow.parquet.read_table(out / "segments.parquet")
    features = json.loads(table.schema.metadata[b"huggingface"])["info"]["features"]
    assert features["translation"] == {"languages": ["en", "zh"], "_type": "Translation"}
    assert list(features) == table.schema.names
    assert str(table.schema.field("translation").type) == "struct<en: string, zh: string>"
    row = table.slice(0, 1).to_pylist()[0]
    assert row["translation"] == {"en": row["target"], "zh": row["source"]}
    card = (out / "README.md").read_text("utf-8")
    assert card.startswith("---\nlanguage:\n- zh\n- en\ntask_categories:\n- translation\n")
    assert "data_files: segments.parquet" in card


@pytest.mark.parametrize(
    ("form", "name"), [("xliff-run", "segments.xlf"), ("xliff2-run", "segments.xliff")]
)
def test_a_whole_run_is_one_xliff(tmp_path: Path, form: str, name: str) -> None:
    out = batch(tmp_path, form)
    found = [(unit.source, unit.target, unit.human) for unit in read_units(out / name)]
    rows = pxtranslate.read(out)
    assert found == [(row["source"], row["target"], False) for row in rows]
    assert (out / name).read_bytes().count(b"<file ") == 2


def test_of_a_run_without_a_result_tables_are_empty(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("no Chinese", "utf-8")
    out = batch(tmp_path, *FORMATS)
    assert (out / "segments.csv").read_text("utf-8").startswith("file,folder,article,id,number")
    assert pyarrow.parquet.read_table(out / "segments.parquet").num_rows == 0
    assert not [*out.glob("segments.xl*")]  # an XLIFF file must hold some text


def test_what_is_not_asked_for_any_more_goes_unless_it_was_edited(tmp_path: Path) -> None:
    out = batch(tmp_path, "xlsx", "csv", "tmx")
    assert {path.name for path in out.glob("*/aligned.*")} >= {"aligned.xlsx", "aligned.csv"}
    edited = out / "b" / "aligned.tmx"
    edited.write_text(edited.read_text("utf-8").replace("[echo]", "[mine]"), "utf-8")
    batch(tmp_path)
    assert sorted(path.name for path in out.glob("*/aligned.*")) == [
        "aligned.tmx",
        "aligned.tsv",
        "aligned.tsv",
    ]
    assert not (out / "segments.csv").exists()
    assert {row["origin"] for row in pxtranslate.read(out) if row["folder"] == "b"} == {"human"}


def test_nothing_is_written_again_that_did_not_change(tmp_path: Path) -> None:
    out = batch(tmp_path, *FORMATS)
    names = list(out.glob("segments.*"))
    before = {path: path.stat().st_mtime_ns for path in names}
    assert len(before) == 5
    (tmp_path / "news" / "c.txt").write_text("只有标题\n", "utf-8")
    batch(tmp_path, *FORMATS)
    assert {path for path in names if path.stat().st_mtime_ns == before[path]} == set()
    before = {path: path.stat().st_mtime_ns for path in names}
    (out / "index.html").unlink()
    batch(tmp_path, *FORMATS)
    assert (out / "index.html").exists()
    assert {path: path.stat().st_mtime_ns for path in names} == before
    assert list((out / ".pxtranslate" / "staged").iterdir()) == []


def test_an_edited_table_of_the_run_is_kept_aside(tmp_path: Path) -> None:
    out = batch(tmp_path, "csv")
    table = out / "segments.csv"
    table.write_text(mine := table.read_text("utf-8") + "mine\n", "utf-8")
    batch(tmp_path, "csv")
    assert (out / "segments.csv.edited").read_text("utf-8") == mine
    assert "mine" not in table.read_text("utf-8")


def test_a_library_that_is_missing_is_told_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ConfigError, match=r"pip install 'pxtranslate\[parquet\]'"):
        batch(tmp_path, "parquet")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("form", ["jsonl", "csv", "xliff-run", "xliff2-run"])
def test_a_table_is_never_held_as_a_whole(tmp_path: Path, form: str) -> None:
    out = batch(tmp_path)
    results = [(name, name) for name in ("a", "b")] * 1_500
    (write,) = whole.writers(out, results, [form], "px").values()
    with (tmp_path / "table").open("wb") as file:
        tracemalloc.start()
        try:
            write(file)
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert most < (tmp_path / "table").stat().st_size / 2
