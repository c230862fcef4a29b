"""The memory commands, and what a batch makes of what was imported."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.toy.engines import ToyEngine
from typer.testing import CliRunner, Result

from pxtranslate.cli import app
from pxtranslate.config import Settings
from pxtranslate.engines.base import Decoding, Request
from pxtranslate.errors import ConfigError, InputError
from pxtranslate.output.pairs import read_units
from pxtranslate.pipeline import Observer
from pxtranslate.reading.inputs import find_inputs
from pxtranslate.run import run

NEWS = {
    "a.txt": "春耕开始\n\n全县春耕3月5日开始，投入农机1850台。县长到现场察看。\n",
    "b.txt": "新馆开放\n\n县图书馆新馆开放，藏书9万册。县长到现场察看。\n",
    "c.txt": "道路改造\n\n县道改造工程开工，总投资2.5亿元。\n",
}
VISIT = "The county head went to see for himself."


def memory(folder: Path, *arguments: str) -> Result:
    path = ["--memory", str(folder / "m.sqlite")]
    return CliRunner().invoke(app, ["memory", *arguments, *path], catch_exceptions=True)


class Desk:
    """A folder of news, its results, and a memory beside them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.out = folder, folder / "out"
        self.engine = ToyEngine(_answer, fingerprint="toy:1", translates=True)
        (folder / "news").mkdir()
        for name, text in NEWS.items():
            (folder / "news" / name).write_text(text, "utf-8")

    def batch(self, **sections: object) -> dict[str, int]:
        """Run; when each report was written."""
        path = str(self.folder / "m.sqlite")
        settings = Settings.model_validate(
            {"memory": {"path": path}, "mend": {"rounds": 0}} | sections
        )
        run(find_inputs([self.folder / "news"]), self.out, settings, self.engine, Observer())
        return {
            one.parent.name: one.stat().st_mtime_ns for one in self.out.glob("*/segments.jsonl")
        }

    def segments(self, name: str) -> list[dict[str, Any]]:
        lines = (self.out / name / "segments.jsonl").read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def imports(self, *pairs: tuple[str, str], name: str = "human.tsv") -> str:
        table = "".join(f"{zh}\t{en}\n" for zh, en in (("zh", "en"), *pairs))
        (self.folder / name).write_text(table, "utf-8")
        result = memory(self.folder, "import", str(self.folder / name))
        assert result.exit_code == 0, result.output
        return result.output


def _answer(request: Request, decoding: Decoding) -> str:
    return f"A text of {len(request.text)} characters."


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_what_people_translated_wins_and_only_files_that_hold_it_are_written(desk: Desk) -> None:
    before = desk.batch()
    told = desk.imports(("县长到现场察看。", VISIT), ("没有这句。", "Not in there."))
    assert "2 new, 0 changed, 0 as before" in told
    asked = len(desk.engine.asked)
    after = desk.batch()
    assert {name for name in before if before[name] != after[name]} == {"a", "b"}
    assert len(desk.engine.asked) == asked
    (found,) = [one for one in desk.segments("a") if one["origin"] == "human"]
    assert (found["source"], found["target"]) == ("县长到现场察看。", VISIT)
    assert found["match"] == {
        "similarity": 1.0, "source": "县长到现场察看。", "target": VISIT, "file": "human.tsv",
    }  # fmt: skip
    assert "from human.tsv" in (desk.out / "a" / "report.html").read_text("utf-8")
    assert desk.batch() == after


def test_a_changed_pair_changes_the_files_again_and_a_memory_that_is_gone_too(desk: Desk) -> None:
    desk.imports(("县长到现场察看。", "Old words."))
    first = desk.batch()
    desk.imports(("县道改造工程开工，总投资2.5亿元。", "Road works began."))
    second = desk.batch()
    assert {name for name in first if first[name] != second[name]} == {"c"}
    assert "1 changed" in desk.imports(("县长到现场察看。", VISIT))
    third = desk.batch()
    assert {name for name in first if second[name] != third[name]} == {"a", "b"}
    desk.batch(memory={"path": ""})
    assert {one["origin"] for name in "abc" for one in desk.segments(name)} <= {"model", "rule"}


def test_a_correction_in_the_folder_wins_over_the_memory(desk: Desk) -> None:
    desk.batch()
    table = desk.out / "a" / "aligned.tsv"
    lines = table.read_text("utf-8").splitlines(keepends=True)
    changed = [
        f"{line.split(chr(9))[0]}\tMy words.\n" if "察看" in line else line for line in lines
    ]
    table.write_text("".join(changed), "utf-8")
    desk.imports(("县长到现场察看。", VISIT))
    desk.batch()
    targets = {n: [s["target"] for s in desk.segments(n) if "察看" in s["source"]] for n in "ab"}
    assert targets == {"a": ["My words."], "b": [VISIT]}


def test_the_likest_sentence_stands_beside_the_machines(desk: Desk) -> None:
    desk.imports(
        ("市图书馆新馆开放，藏书9万册。", "The city's new library opened, <b>90,000</b> books.")
    )
    desk.batch(output={"formats": ["xliff"]})
    (found,) = [one for one in desk.segments("b") if "match" in one]
    assert found["origin"] == "model"
    assert found["match"]["similarity"] == pytest.approx(0.93)
    report = (desk.out / "b" / "report.html").read_text("utf-8")
    assert "<del>县</del><ins>市</ins>图书馆" in report
    assert "opened, &lt;b&gt;90,000" in report
    assert "93% alike, by a person (human.tsv)" in report
    assert 'match-quality="93%"' in (desk.out / "b" / "aligned.xlf").read_text("utf-8")
    assert [unit.target for unit in read_units(desk.out / "b" / "aligned.xlf")] == [
        one["target"] for one in desk.segments("b")
    ]


WHOLE = "全县春耕3月5日开始，投入农机1850台。县长到现场察看。"


def tables(desk: Desk, *pairs: tuple[str, str]) -> dict[str, str]:
    """The section of a run to which these pairs are given, beside the memory."""
    rows = "".join(f"{zh}\t{en}\n" for zh, en in (("zh", "en"), *pairs))
    (desk.folder / "mine.tsv").write_text(rows, "utf-8")
    return {"path": str(desk.folder / "m.sqlite"), "tm": str(desk.folder / "mine.tsv")}


def by_people(desk: Desk, name: str) -> list[tuple[str, str, str]]:
    """Source, target and file of what people did in a document."""
    found = [one for one in desk.segments(name) if one["origin"] == "human"]
    return [(s["source"], s["target"], s.get("match", {}).get("file", "")) for s in found]


def test_what_is_given_for_the_run_wins_over_the_memory_which_has_the_rest(desk: Desk) -> None:
    road = "县道改造工程开工，总投资2.5亿元。"
    desk.imports(("县长到现场察看。", "From the memory."), (road, "Roads."))
    mine = tables(desk, ("县长到现场察看。", VISIT), ("县长到现场察看。", VISIT + " Again."))
    desk.batch(memory=mine)
    visit = ("县长到现场察看。", VISIT + " Again.", "mine.tsv")
    assert by_people(desk, "a") == by_people(desk, "b") == [visit]
    assert by_people(desk, "c") == [(road, "Roads.", "human.tsv")]


def test_a_correction_wins_over_what_is_given_for_the_run(desk: Desk) -> None:
    desk.batch()
    table = desk.out / "a" / "aligned.tsv"
    text = table.read_text("utf-8")
    (line,) = [one for one in text.splitlines() if "察看" in one]
    table.write_text(text.replace(line, line.split("\t")[0] + "\tMy words."), "utf-8")
    desk.batch(memory=tables(desk, ("县长到现场察看。", VISIT), (WHOLE, "All of it.")))
    assert by_people(desk, "a") == [("县长到现场察看。", "My words.", "")]
    assert by_people(desk, "b") == [("县长到现场察看。", VISIT, "mine.tsv")]


def test_only_files_that_hold_what_is_given_are_written_anew(desk: Desk) -> None:
    before = desk.batch()
    mine = tables(desk, ("县道改造工程开工，总投资2.5亿元。", "Roads."), ("没有这句。", "No."))
    after = desk.batch(memory=mine)
    assert {name for name in before if before[name] != after[name]} == {"c"}
    assert desk.batch(memory=mine) == after
    last = desk.batch()  # not given any more
    assert {name for name in before if last[name] != after[name]} == {"c"}
    assert by_people(desk, "c") == []


@pytest.mark.parametrize("imported", [True, False])
def test_a_paragraph_that_is_known_as_a_whole_is_one_segment(desk: Desk, imported: bool) -> None:
    before = desk.batch()
    pairs = ((WHOLE, "All of it."), ("县长到现场察看。", VISIT))
    if imported:
        desk.imports(*pairs)
    memory = tables(desk, *(() if imported else pairs))
    if imported:
        memory["tm"] = ""
    after = desk.batch(memory=memory)
    assert {name for name in before if before[name] != after[name]} == {"a", "b"}
    file = "human.tsv" if imported else "mine.tsv"
    assert by_people(desk, "a") == [(WHOLE, "All of it.", file)]
    assert desk.batch(memory=memory) == after


def test_a_sentence_that_is_given_keeps_its_paragraph_from_the_memory(desk: Desk) -> None:
    desk.imports((WHOLE, "All of it."))
    desk.batch(memory=tables(desk, ("县长到现场察看。", VISIT)))
    assert by_people(desk, "a") == [("县长到现场察看。", VISIT, "mine.tsv")]


def test_a_row_of_a_whole_paragraph_is_a_correction_of_it(desk: Desk) -> None:
    desk.batch()
    table = desk.out / "a" / "aligned.tsv"
    table.write_text(table.read_text("utf-8") + f"{WHOLE}\tMine.\n", "utf-8")
    desk.batch()
    assert by_people(desk, "a") == [(WHOLE, "Mine.", "")]
    after = desk.batch()
    assert desk.batch() == after


def test_a_headline_of_the_same_words_is_another_text(desk: Desk) -> None:
    (desk.folder / "news" / "d.md").write_text(f"# {WHOLE}\n\n{WHOLE}\n", "utf-8")
    desk.batch()
    cut = [WHOLE, "全县春耕3月5日开始，投入农机1850台。", "县长到现场察看。"]
    assert [one["source"] for one in desk.segments("d")] == cut
    table = desk.out / "d" / "aligned.tsv"
    text = table.read_text("utf-8")
    (line,) = [one for one in text.splitlines() if one.startswith(WHOLE)]
    table.write_text(text.replace(line, f"{WHOLE}\tA headline."), "utf-8")
    desk.batch()
    assert [one["source"] for one in desk.segments("d")] == cut
    assert by_people(desk, "d") == [(WHOLE, "A headline.", "")]


def test_the_likest_is_looked_for_in_both(desk: Desk) -> None:
    desk.imports(("市图书馆新馆开放，藏书8万册。", "Like."))
    desk.batch(memory=tables(desk, ("市图书馆新馆开放，藏书9万册。", "Liker.")))
    (found,) = [one["match"] for one in desk.segments("b") if "match" in one]
    assert (found["target"], found["file"]) == ("Liker.", "mine.tsv")


def test_lines_take_it_too(desk: Desk) -> None:
    desk.imports(("县长到现场察看。", "From the memory."), ("春耕开始", "Ploughing"))
    mine = tables(desk, ("县长到现场察看。", VISIT))
    (desk.folder / "lines.txt").write_text("春耕开始\n县长到现场察看。\n下雨。\n", "utf-8")
    command = ["translate", str(desk.folder / "lines.txt"), "--engine", "echo"]
    result = CliRunner().invoke(app, [*command, "--memory", mine["path"], "--tm", mine["tm"]])
    assert result.stdout.splitlines() == ["Ploughing", VISIT, "[echo] 下雨。"]


@pytest.mark.parametrize("ending", ["tmx", "tsv", "csv", "jsonl"])
def test_what_is_exported_comes_back(tmp_path: Path, ending: str) -> None:
    desk = Desk(tmp_path)
    pairs = [
        ("“春耕”\U00020bb7😀。", '"Quoted", he said.'),
        ("=1+1，是。", "=1+1, yes."),
        ("<b>&甲", "<i>&amp;"),
    ]
    desk.imports(*pairs)
    file = tmp_path / f"x.{ending}"
    assert memory(tmp_path, "export", str(file)).exit_code == 0
    assert [
        (one.source, one.target.replace("“", '"').replace("”", '"')) for one in read_units(file)
    ] == pairs
    assert not list(tmp_path.glob("*.partial"))
    told = memory(tmp_path, "import", str(file)).output
    assert "0 new" in told
    assert ending == "tsv" or "0 changed, 3 as before" in told


def test_what_a_format_cannot_hold_is_counted(tmp_path: Path) -> None:
    rows = tmp_path / "a.jsonl"
    rows.write_text(json.dumps({"zh": "一\x0b\x00二", "en": "One\ud800."}) + "\n", "utf-8")
    memory(tmp_path, "import", str(rows))
    told = memory(tmp_path, "export", str(tmp_path / "x.tmx")).output
    assert "1 pair; 3 characters dropped" in told
    exact = tmp_path / "x.jsonl"
    assert "dropped" not in memory(tmp_path, "export", str(exact)).output
    assert json.loads(exact.read_text("utf-8"))["source"] == "一\x0b\x00二"


def test_search_tells_how_alike_and_what_differs(tmp_path: Path) -> None:
    Desk(tmp_path).imports(
        ("全县春耕开始。", "Ploughing began."), ("秋收结束。", "Harvest is over.")
    )
    told = memory(tmp_path, "search", "全市春耕开始了。").output
    assert "75%  全[-市-]{+县+}春耕开始[-了-]。" in told
    assert "Ploughing began." in told
    assert "Harvest" not in told
    (row,) = map(
        json.loads, memory(tmp_path, "search", "全县春耕开始。", "--json").output.splitlines()
    )
    assert (row["similarity"], row["target"]) == (1.0, "Ploughing began.")
    nothing = memory(tmp_path, "search", "天上没有云。", "--least", "0.9")
    assert (nothing.exit_code, nothing.stdout) == (0, "")


def test_stats_count_by_file(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.imports(("一。", "One."), ("二。", "Two."), name="a.tsv")
    desk.imports(("三。", "Three."), name="b.tsv")
    desk.batch()
    row = json.loads(memory(tmp_path, "stats", "--json").output)
    assert (row["pairs"], row["files"]) == (3, {"a.tsv": 2, "b.tsv": 1})
    assert row["answers"] > 0
    assert row["bytes"] == (tmp_path / "m.sqlite").stat().st_size


def test_of_a_damaged_file_nothing_is_taken(tmp_path: Path) -> None:
    Desk(tmp_path).imports(("一。", "One."))
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"zh": "二。", "en": "Two."}\n{"zh": \n', "utf-8")
    failed = memory(tmp_path, "import", str(bad))
    assert isinstance(failed.exception, InputError)
    assert "bad.jsonl:2" in str(failed.exception)
    assert "1 pair " in memory(tmp_path, "stats").output


def test_no_memory_is_no_guess(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    failed = CliRunner().invoke(app, ["memory", "stats"])
    assert isinstance(failed.exception, ConfigError)
    assert "--memory" in str(failed.exception)
    failed = memory(tmp_path, "search", "一")
    assert isinstance(failed.exception, InputError)
    assert not (tmp_path / "m.sqlite").exists()


def test_a_memory_from_before_pairs_takes_them(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.batch()
    with closing(sqlite3.connect(tmp_path / "m.sqlite")) as db:
        db.executescript("DROP TABLE pairs; DROP TABLE sketches; PRAGMA user_version = 2;")
    asked = len(desk.engine.asked)
    desk.imports(("县长到现场察看。", VISIT))
    desk.batch()
    assert len(desk.engine.asked) == asked
    assert VISIT in [one["target"] for one in desk.segments("a")]
