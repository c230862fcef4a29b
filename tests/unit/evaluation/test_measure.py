"""Systems run in processes of their own; what they made is kept, resumed and compared."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.toy.engines import ToyEngine, unless

from pxtranslate.config import Settings
from pxtranslate.errors import Interrupted, PxError
from pxtranslate.evaluation import measure as measuring
from pxtranslate.evaluation import worker
from pxtranslate.evaluation.measure import folder, kept, measure
from pxtranslate.evaluation.reference import ReferenceSet
from pxtranslate.evaluation.systems import System, systems

ECHO = System("echo", Settings.model_validate({"model": {"engine": "echo"}}))
OVER = ReferenceSet("own", ("今天下雨。", "明天放晴。"), ("Rain.", "Sun."), 2)


def test_a_system_is_run_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    done: list[int] = []
    result, earlier = measure(
        ECHO, OVER, tmp_path, again=False, say=said.append, advance=done.append
    )
    assert result.targets == ("[echo] 今天下雨。", "[echo] 明天放晴。")
    assert earlier is None
    assert result.cost
    assert 0 < result.cost.cpu < 60
    assert sum(done) == OVER.characters
    place = folder(tmp_path, OVER, "echo")
    assert kept(place) == [result]
    assert sorted(path.suffix for path in place.iterdir() if path.name != ".lock") == [".json"]
    monkeypatch.setattr(measuring, "_run", lambda *_: pytest.fail("it was run again"))
    assert measure(ECHO, OVER, tmp_path, again=False, say=said.append) == (result, None)
    assert said == ["echo: 2 sentences of own", f"echo: kept, made {result.made}"]


def test_other_settings_are_measured_anew_beside_what_was(tmp_path: Path) -> None:
    first, _ = measure(ECHO, OVER, tmp_path, again=False)
    other = System("echo", ECHO.settings.model_copy(update={"profile": "best"}))
    second, earlier = measure(other, OVER, tmp_path, again=False)
    assert earlier == first
    assert second.signature != first.signature
    third, earlier = measure(other, OVER, tmp_path, again=True)
    assert earlier in (second, first)
    assert third.signature == second.signature
    assert len(kept(folder(tmp_path, OVER, "echo"))) == 2


def test_the_memory_told_is_the_childs_own(tmp_path: Path) -> None:
    ballast = bytearray(600 << 20)
    ballast[::4096] = b"x" * len(ballast[::4096])
    assert worker.peak_mib() > 600
    result, _ = measure(ECHO, OVER, tmp_path, again=False)
    assert result.cost
    assert 20 < result.cost.mebibytes < 500
    del ballast


def test_killed_on_the_way_it_goes_on_and_is_not_timed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"第{n}天下雨。" for n in range(3)]
    job = {
        "lines": lines,
        "settings": ECHO.settings.model_copy(
            update={"decoding": ECHO.settings.decoding.model_copy(update={"batch": 1})}
        ).model_dump(mode="json"),
        "answers": str(tmp_path / "answers"),
    }
    dies = ToyEngine(unless("第2天", KeyboardInterrupt()))
    monkeypatch.setattr(worker, "choose", lambda *_: dies)
    with pytest.raises(KeyboardInterrupt):
        worker.work(job)
    lives = ToyEngine()
    monkeypatch.setattr(worker, "choose", lambda *_: lives)
    made = worker.work(job)
    assert lives.texts == ["第2天下雨。"], "what was answered is not asked again"
    assert made["targets"] == [f"[echo] {line}" for line in lines]
    assert made["resumed"]
    (tmp_path / "answers").unlink()
    assert not worker.work(job)["resumed"]


def test_a_child_that_cannot_do_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without = System(
        "x", Settings.model_validate({"model": {"engine": "echo"}, "names": {"glossary": "no.tsv"}})
    )
    with pytest.raises(PxError, match=r"x: .*no\.tsv"):
        measure(without, OVER, tmp_path, again=False)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(PxError, match=r"its process ended on the way.*the same command goes on"):
        measure(ECHO, OVER, tmp_path / "other", again=False)


def test_a_stop_ends_the_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    children: list[subprocess.Popen[str]] = []

    class Child(subprocess.Popen[str]):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            children.append(self)

    def stop() -> None:
        raise Interrupted(2)

    monkeypatch.setattr(subprocess, "Popen", Child)
    with pytest.raises(Interrupted):
        measure(ECHO, OVER, tmp_path, again=False, check=stop)
    assert kept(folder(tmp_path, OVER, "echo")) == []
    assert [child.returncode is not None for child in children] == [True]


def test_a_result_that_is_none_is_named(tmp_path: Path) -> None:
    measure(ECHO, OVER, tmp_path, again=False)
    place = folder(tmp_path, OVER, "echo")
    (place / "0.json").write_text(json.dumps({"cost": None}), "utf-8")
    with pytest.raises(PxError, match=r"0\.json: is no result of ours.*delete it"):
        kept(place)


def test_each_model_under_each_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, beam in (("greedy", 1), ("wide", 3)):
        Path(f"{name}.toml").write_text(f"[decoding]\nbeam = {beam}\n[memory]\npath = 'm'\n")
    found = systems(["a", "models/b"], [Path("greedy.toml"), Path("wide.toml")], {})
    assert [one.name for one in found] == ["a, greedy", "b, greedy", "a, wide", "b, wide"]
    assert [one.settings.decoding.beam for one in found] == [1, 1, 3, 3]
    assert found[1].settings.model.id == "models/b"
    assert {one.settings.memory.path for one in found} == {""}, "no answer comes from before"
    assert [one.name for one in systems([], [], {"model": {"engine": "ct2"}})] == [
        "qwen2.5-coder-1.5b-news"
    ]
    with pytest.raises(PxError, match="two systems would be called b"):
        systems(["b", "models/b"], [], {})
