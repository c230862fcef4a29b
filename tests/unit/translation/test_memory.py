"""Answers that were given before cost nothing, and say whose they are."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Barrier

import pytest
from tests.toy.engines import ToyEngine, unless

from pxtranslate.config import Settings
from pxtranslate.engines.base import Decoding, Engine, Output, Request
from pxtranslate.errors import EngineError, StateError
from pxtranslate.reading.inputs import find_inputs
from pxtranslate.run import Outcome, run
from pxtranslate.state.answers import TABLE, Answers
from pxtranslate.state.database import Database
from pxtranslate.state.shared import MEMORY, shared
from pxtranslate.translation.memory import Memory, keys_of

WIRE = "铁路客流再创新高\n\n全国铁路今天发送旅客1850万人次。专家说，客流还会增加。\n\n各地车站加开窗口。\n"


@dataclass
class Kept:
    """A store without a file."""

    answers: dict[bytes, Output] = field(default_factory=dict)

    def get(self, keys: Sequence[bytes]) -> dict[bytes, Output]:
        return {key: self.answers[key] for key in keys if key in self.answers}

    def put(self, answers: Mapping[bytes, Output]) -> None:
        self.answers = {**answers, **self.answers}


def batch(folder: Path, out: Path, engine: Engine, memory: Path | str = "") -> Outcome:
    settings = Settings.model_validate({"memory": {"path": str(memory)}})
    return run(find_inputs([folder]), out, settings, engine)


def origins(out: Path, name: str) -> list[str]:
    lines = (out / name / "segments.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["origin"] for line in lines]


def news(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def key(fingerprint: str, request: Request, decoding: Decoding) -> bytes:
    return keys_of(fingerprint, [request], decoding)[0]


def test_the_key_is_all_that_decides_and_nothing_else() -> None:
    request, decoding = Request("春耕"), Decoding()
    first = key("e", request, decoding)
    assert first == key("e", Request("春耕"), Decoding())
    changed = [
        key("f", request, decoding),
        *(
            key("e", replace(request, **change), decoding)
            for change in (
                {"text": "春"},
                {"context": "x"},
                {"terms": (("a", "b"),)},
                {"task": "h"},
            )
        ),
        key("e", request, replace(decoding, beam=2)),
        key("e", request, replace(decoding, bound=3.0)),
        key("e", Request("\ud800"), decoding),
    ]
    assert len({first, *changed}) == len(changed) + 1


def test_a_key_stays_what_it_was_or_answers_are_lost() -> None:
    request = Request("春耕", context="题", terms=(("局", "bureau"),))
    assert (
        key("e", request, Decoding()).hex()
        == "974729eff3d6bf98856fdae147687e203b4f90bb70bfa7dd5bddeb6bd722e7fd"
    )


def test_only_what_is_missing_is_asked_and_order_is_kept() -> None:
    engine, store = ToyEngine(), Kept()
    with Memory(engine, store) as memory:
        memory.generate([Request("一"), Request("三")], Decoding())
        texts = [o.text for o in memory.generate([Request(t) for t in "一二三"], Decoding())]
    assert engine.texts == ["一", "三", "二"]
    assert texts == ["[echo] 一", "[echo] 二", "[echo] 三"]
    assert (memory.hits, memory.misses) == (2, 3)


def test_a_model_is_loaded_at_the_first_miss_and_once() -> None:
    loads: list[str] = []

    @dataclass(frozen=True)
    class Heavy(ToyEngine):
        def __enter__(self) -> "Heavy":
            loads.append("entered")
            return self

    store = Kept()
    with Memory(Heavy(), store, on_load=lambda: loads.append("said")) as memory:
        assert loads == []
        for text in "一二一":
            memory.generate([Request(text)], Decoding())
    assert loads == ["said", "entered"]
    with Memory(Heavy(), store) as memory:
        memory.generate([Request("一")], Decoding())
    assert loads == ["said", "entered"]


def test_a_batch_that_fails_leaves_nothing_behind() -> None:
    failing = ToyEngine(unless("一", EngineError("no")))
    store = Kept()
    with Memory(failing, store) as memory, pytest.raises(EngineError):
        memory.generate([Request("一")], Decoding())
    assert not store.answers


def test_what_another_run_knew_is_free_and_marked(tmp_path: Path) -> None:
    memory = tmp_path / "memory" / "all.sqlite"
    one = news(tmp_path / "one", first=WIRE)
    two = news(tmp_path / "two", other=WIRE + "\n完全新的一句。\n")
    batch(one, tmp_path / "out1", ToyEngine(), memory)
    assert set(origins(tmp_path / "out1", "first")) == {"model"}
    engine = ToyEngine()
    batch(two, tmp_path / "out2", engine, memory)
    assert engine.texts == ["完全新的一句。"]
    assert origins(tmp_path / "out2", "other")[-1] == "model"
    assert set(origins(tmp_path / "out2", "other")[:-1]) == {"memory"}


def test_a_resumed_run_tells_the_same_answers_from_new_ones(tmp_path: Path) -> None:
    """Killed after its answers went to the shared memory too, a run still calls them its own."""
    memory = tmp_path / "all.sqlite"
    folder = news(tmp_path / "in", first=WIRE)
    out = tmp_path / "out"

    settings = Settings.model_validate({"memory": {"path": str(memory)}, "decoding": {"batch": 1}})
    with pytest.raises(KeyboardInterrupt):
        run(
            find_inputs([folder]), out, settings, ToyEngine(unless("发送旅客", KeyboardInterrupt()))
        )
    engine = ToyEngine()
    run(find_inputs([folder]), out, settings, engine)
    assert "各地车站加开窗口。" not in engine.texts
    assert set(origins(out, "first")) == {"model"}


def test_the_engine_and_the_settings_are_part_of_what_is_remembered(tmp_path: Path) -> None:
    memory = tmp_path / "all.sqlite"
    folder = news(tmp_path / "in", first=WIRE)
    batch(folder, tmp_path / "out1", ToyEngine(), memory)
    other = ToyEngine(fingerprint="other:1")
    batch(folder, tmp_path / "out2", other, memory)
    assert len(other.texts) == len(set(other.texts)) > 0
    assert set(origins(tmp_path / "out2", "first")) == {"model"}


def test_copies_of_a_wire_report_are_translated_once_and_differ_where_they_differ(
    tmp_path: Path,
) -> None:
    folder = news(
        tmp_path / "in",
        daily=WIRE,
        evening=WIRE.replace("1850", "1860"),
        weekly=WIRE + "\n编辑提醒大家注意出行安全。\n",
    )
    engine = ToyEngine()
    batch(folder, tmp_path / "out", engine)
    assert len(engine.texts) == len(set(engine.texts))
    assert sum("发送旅客" in text for text in engine.texts) == 2, engine.texts
    assert len(engine.texts) == 6
    # A folder of its own finds nothing of the first one without a shared memory.
    again = ToyEngine()
    batch(folder, tmp_path / "out2", again)
    assert sorted(again.texts) == sorted(engine.texts)


def test_two_processes_may_use_one_memory(tmp_path: Path) -> None:
    memory = tmp_path / "all.sqlite"
    processes = []
    for number in range(2):
        texts = {f"n{i}": f"第{i}条消息，{number}号报纸。共同的一句{i}。\n" for i in range(12)}
        folder = news(tmp_path / f"in{number}", **texts)
        command = [sys.executable, "-m", "pxtranslate", "batch", str(folder)]
        command += ["-o", str(tmp_path / f"out{number}"), "--engine", "echo", "-q"]
        environment = {"PXTRANSLATE_MEMORY_PATH": str(memory), "PATH": ""}
        processes.append(subprocess.Popen(command, env=environment))
    assert [process.wait() for process in processes] == [0, 0]
    with shared(str(memory)) as answers:
        assert isinstance(answers, Answers)


def test_several_may_make_one_memory_at_once(tmp_path: Path) -> None:
    for number in range(10):
        path, barrier = str(tmp_path / f"{number}.sqlite"), Barrier(4)

        def make(path: str = path, barrier: Barrier = barrier) -> bool:
            barrier.wait()
            with shared(path) as answers:
                return isinstance(answers, Answers)

        with ThreadPoolExecutor(4) as pool:
            assert all(one.result() for one in [pool.submit(make) for _ in range(4)])


def test_a_memory_that_is_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "all.sqlite"
    path.write_text("this is a text file, and a long one, so it is no empty database" * 20)
    folder = news(tmp_path / "in", first=WIRE)
    with pytest.raises(StateError, match=r"all\.sqlite: file is not a database"):
        batch(folder, tmp_path / "out", ToyEngine(), path)
    with pytest.raises(StateError, match="cannot be made"):
        batch(folder, tmp_path / "out", ToyEngine(), path / "below" / "x.sqlite")


def test_a_file_from_before_keeps_its_answers(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    database = Database(path, replace(MEMORY, application_id=0, migrations=(TABLE,)), "DELETE")
    with database.writing() as db:
        db.execute("INSERT INTO answers VALUES ('1:00ff', '\"Spring\"', 1, -0.5, 0)")
    database.close()
    with shared(str(path)) as store:
        assert store
        spring, last = (
            Output("Spring", complete=True, logprob=-0.5),
            Output("\ud800", complete=True),
        )
        store.put({b"\0\xff": Output("Autumn", complete=True), b"\1": last})
        assert store.get([b"\0\xff", b"\1", b"\2"]) == {b"\0\xff": spring, b"\1": last}
