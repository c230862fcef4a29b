"""A batch from files to folders, with echo: what is written, kept, redone, and survives."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.toy.engines import ToyEngine, echo, unless

from pxtranslate.config import Settings
from pxtranslate.engines.base import Decoding, Engine, Request
from pxtranslate.engines.echo import EchoEngine
from pxtranslate.errors import EngineError, Interrupted, StateError
from pxtranslate.pipeline import Observer
from pxtranslate.reading.inputs import Input, find_inputs
from pxtranslate.run import Outcome, run
from pxtranslate.state import plan
from pxtranslate.state.plan import Task, shards
from pxtranslate.state.state import State
from pxtranslate.translation.interrupt import Stop

NEWS = "县图书馆延时开放\n\n自5月1日起，县图书馆闭馆时间延长至22时。读者说：“真好。”（孙晓光）\n"
MORE = "春茶开采\n\n今年春茶开采比去年提前了6天，产量为1850吨。\n"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "library.txt").write_text(NEWS, encoding="utf-8")
    (folder / "tea.txt").write_text(MORE, encoding="gb18030")
    return folder


def batch(news: Path, out: Path, engine: Engine | None = None) -> Outcome:
    return run(find_inputs([news]), out, Settings(), engine or EchoEngine())


def snapshot(out: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path.relative_to(out)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".pxtranslate" not in path.parts
    }


def segments(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_file_of_the_contract_is_written(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    outcome = batch(news, out)
    assert not outcome.failed
    assert {path.name for path in (out / "library").iterdir()} == {
        "articles.jsonl", "segments.jsonl", "summaries.jsonl", "aligned.tsv", "summary.md",
        "report.html",
    }  # fmt: skip
    assert {"index.html", "summary.md", "manifest.json"} <= {path.name for path in out.iterdir()}
    rows = segments(out / "library/segments.jsonl")
    assert [row["source"].strip() for row in rows] == [
        "县图书馆延时开放",
        "自5月1日起，县图书馆闭馆时间延长至22时。",
        "读者说：“真好。”",
        "（孙晓光）",
    ]
    assert rows[-1]["target"] == "(Sun Xiaoguang)"
    assert rows[-1]["origin"] == "rule"
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert [row["path"].rpartition("/")[2] for row in manifest["inputs"]] == [
        "library.txt",
        "tea.txt",
    ]


def test_second_run_asks_nothing_and_touches_nothing(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    batch(news, out)
    before = snapshot(out)
    engine = ToyEngine()
    outcome = batch(news, out, engine)
    assert outcome.kept == 2
    assert engine.texts == []
    assert snapshot(out) == before


def test_only_what_is_new_is_asked(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    batch(news, out, ToyEngine())
    (news / "tea.txt").write_text(MORE + "\n茶农很高兴。\n", encoding="gb18030")
    engine = ToyEngine()
    assert batch(news, out, engine).kept == 1
    assert engine.texts == ["茶农很高兴。"]


def test_a_damaged_output_is_written_again_from_memory(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    batch(news, out, ToyEngine())
    before = snapshot(out)
    (out / "tea" / "report.html").write_text("torn")
    engine = ToyEngine()
    batch(news, out, engine)
    assert engine.texts == []
    assert {name: data for name, (data, _) in snapshot(out).items()} == {
        **{name: data for name, (data, _) in before.items()},
        "tea/report.html.edited": b"torn",
    }


def test_an_unreadable_file_is_named_and_the_others_go_on(news: Path, tmp_path: Path) -> None:
    (news / "bad.docx").write_bytes(b"PK\x03\x04 not a document")
    said: list[str] = []
    outcome = run(
        find_inputs([news]), tmp_path / "out", Settings(), EchoEngine(), Observer(said.append)
    )
    assert outcome.failed
    assert [bool(entry.error) for entry in outcome.entries] == [True, False, False]
    assert any("bad.docx" in line for line in said)


def test_a_run_that_is_stopped_goes_on_to_the_same_bytes(news: Path, tmp_path: Path) -> None:
    batch(news, tmp_path / "whole")

    out = tmp_path / "stopped"
    with pytest.raises(KeyboardInterrupt):
        batch(news, out, ToyEngine(unless("春茶", KeyboardInterrupt())))
    assert not (out / "manifest.json").exists()
    batch(news, out)
    whole = {name: data for name, (data, _) in snapshot(tmp_path / "whole").items()}
    assert {name: data for name, (data, _) in snapshot(out).items()} == whole


def test_a_stop_ends_the_run_with_the_signals_code(news: Path, tmp_path: Path) -> None:
    observer = Observer(stop=Stop(signum=15))
    with pytest.raises(Interrupted) as stopped:
        run(find_inputs([news]), tmp_path / "out", Settings(), EchoEngine(), observer)
    assert stopped.value.exit_code == 143


def test_a_failed_segment_is_kept_without_target(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert batch(news, out, ToyEngine(unless("产量为", EngineError("no")))).failed
    rows = segments(out / "tea/segments.jsonl")
    assert [row["status"] for row in rows] == ["ok", "failed"]
    assert rows[1]["target"] is None
    assert rows[1]["issues"]


def test_two_runs_on_one_folder(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with State(out), pytest.raises(StateError, match="another run"):
        batch(news, out)


def test_a_newer_state_is_left_alone(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    batch(news, out)
    with closing(sqlite3.connect(out / ".pxtranslate" / "state.sqlite")) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(StateError, match="newer"):
        batch(news, out)


def test_shards_hold_every_input_once_in_order() -> None:
    tasks = [
        Task(Input(Path(), "", str(i), size), "", "", None)
        for i, size in enumerate([1, 50_000, 3, 4])
    ]
    found = list(shards(tasks))
    assert [task for shard in found for task in shard] == tasks
    assert [[task.item.name for task in shard] for shard in found] == [["0"], ["1"], ["2", "3"]]


def test_shards_are_smaller_where_more_is_written_of_each() -> None:
    tasks = [Task(Input(Path(), "", str(i), 10_000), "", "", None) for i in range(200)]
    few, many = (list(shards(tasks, quick=True, formats=n)) for n in (0, 12))
    assert max(map(len, many)) * 5 <= max(map(len, few))
    assert [task for shard in many for task in shard] == tasks


def test_a_changed_term_asks_again_only_where_it_stands(news: Path, tmp_path: Path) -> None:
    terms = tmp_path / "terms.tsv"
    settings = Settings.model_validate({"names": {"glossary": str(terms)}, "mend": {"rounds": 0}})
    asked = []
    for english in ("tea of spring", "spring tea"):
        terms.write_text(f"春茶\t{english}\n", encoding="utf-8")
        engine = ToyEngine(translates=True)
        run(find_inputs([news]), tmp_path / "out", settings, engine)
        asked.append(engine.texts)
    assert len(asked[0]) > len(asked[1]) > 0
    assert all("春茶" in text for text in asked[1])
    engine = ToyEngine(translates=True)
    assert run(find_inputs([news]), tmp_path / "out", settings, engine).kept == 2


def test_a_lost_front_page_is_written_again(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    batch(news, out)
    before = snapshot(out)
    (out / "index.html").unlink()
    (out / "manifest.json").write_text("torn")
    assert batch(news, out).kept == 2
    assert {name: data for name, (data, _) in snapshot(out).items()} == {
        **{name: data for name, (data, _) in before.items()},
        "manifest.json.edited": b"torn",
    }


def test_the_second_model_of_a_run_gets_what_is_left(news: Path, tmp_path: Path) -> None:
    wrong = ToyEngine(lambda *_: "The output was 80 tons.", "weak", translates=True)
    right = ToyEngine(lambda *_: "Output reached 1,850 tons, six days early.", "strong", True)
    run(find_inputs([news / "tea.txt"]), tmp_path / "out", Settings(), wrong, second=right)
    row = segments(tmp_path / "out/tea/segments.jsonl")[1]
    assert row["engine"] == "strong"
    assert "1,850" in row["target"]
    assert row["tried"][-1] == "second: kept"


def test_why_no_model_wrote_the_summaries_is_said_once_and_noted_everywhere(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "SHARD_BYTES", 1)
    for path in news.iterdir():
        text = path.read_bytes().decode("utf-8" if path.name == "library.txt" else "gb18030")
        path.write_text(
            text + "".join(f"第{n}批新书和茶叶已经送到乡镇。" for n in range(20)), "utf-8"
        )

    def answer(request: Request, decoding: Decoding) -> str:
        if request.task == "summarize":
            raise EngineError("it only translates")
        return echo(request, decoding)

    said: list[str] = []
    settings = Settings.model_validate({"summary": {"method": "auto"}})
    run(find_inputs([news]), tmp_path / "out", settings, ToyEngine(answer), Observer(said.append))
    assert sum("it only translates" in line for line in said) == 1
    for name in ("library", "tea"):
        assert "it only translates" in (tmp_path / "out" / name / "summary.md").read_text("utf-8")


def test_progress_comes_to_its_end_also_where_somebody_edits_meanwhile(
    news: Path, tmp_path: Path
) -> None:
    out, total, done = tmp_path / "out", list[int](), list[int]()
    batch(news, out)
    table = out / "tea" / "aligned.tsv"

    def edit() -> None:
        text = table.read_text("utf-8")
        table.write_text(text.replace("[echo] 今年", "Edited. 今年"), "utf-8")

    engine = ToyEngine(fingerprint="other:1", meanwhile=edit)
    run(
        find_inputs([news]),
        out,
        Settings(),
        engine,
        Observer(total=total.append, advance=done.append),
    )
    assert sum(total) == sum(done) > 0
    assert any(row["origin"] == "human" for row in segments(out / "tea/segments.jsonl"))
