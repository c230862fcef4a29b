"""A real Ray cluster on this machine: the same bytes, whatever dies, and what kills is set aside."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from tests.faults.conftest import NEWS
from tests.places import ROOT
from tests.unit.runners.test_local import children
from tests.unit.test_pipeline import snapshot

from pxtranslate.errors import ConfigError

pytest.importorskip("ray", reason="the extra `ray` is not installed")

SCRIPT = """
import json, os, sys, time
from dataclasses import replace
from pathlib import Path
from tests.faults.conftest import speak
from tests.toy.engines import ToyEngine
from pxtranslate.config import Settings
from pxtranslate.pipeline import Observer
from pxtranslate.reading.inputs import find_inputs
from pxtranslate.run import run
from pxtranslate.state import plan

def answer(request, decoding):
    time.sleep(0.2)
    if "毒" in request.text:
        os._exit(1)
    if "堵" in request.text:
        time.sleep(1000)
    return speak(request, decoding)

def engines(settings, say):
    return ToyEngine(answer, "speaker:1", True), None, None

def joined(plan, *rest):
    from pxtranslate.runners import cluster as runner
    runner._SILENCE = 15.0
    return runner.cluster(None, 2, replace(plan, engines=engines), *rest)

if __name__ == "__main__":
    plan.SHARD_BYTES = 200
    outcome = run(
        find_inputs([Path(sys.argv[1])]), Path(sys.argv[2]),
        Settings.model_validate({"mend": {"rounds": 0}}),
        ToyEngine(answer, "speaker:1", True),
        Observer(lambda line: print(line, flush=True)),
        cluster=joined if sys.argv[3] == "ray" else None,
    )
    print(json.dumps([entry.error for entry in outcome.entries]))
"""
Run = subprocess.Popen[str]


def test_a_stranger_is_refused_by_name() -> None:
    from pxtranslate.runners.cluster import refuse_stranger

    refuse_stranger("10.0.0.7", "px:0.1.0|eng:a", "px:0.1.0|eng:a")
    with pytest.raises(ConfigError, match=r"worker on 10\.0\.0\.7: is of px:0\.2\.0") as refused:
        refuse_stranger("10.0.0.7", "px:0.2.0|eng:a", "px:0.1.0|eng:a")
    assert "\n" not in str(refused.value)


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("script") / "cluster_run.py"
    path.write_text(SCRIPT, "utf-8")
    return path


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    for name, text in NEWS.items():
        (folder / name).write_text(text, "utf-8")
    for number in range(12):
        text = f"道路改造{number}号\n\n读者王建国说，今年新建道路{number}公里。\n"
        (folder / f"n{number:02}.txt").write_text(text, "utf-8")
    return folder


def begin(script: Path, news: Path, out: Path, where: str) -> Run:
    path = os.pathsep.join([str(ROOT / "translate"), str(ROOT)])
    return subprocess.Popen(
        [sys.executable, str(script), str(news), str(out), where],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path},
    )


def ended(run: Run) -> list[str]:
    """The lines it printed, once it has ended well."""
    said, _ = run.communicate(timeout=200)
    assert run.returncode == 0
    return said.splitlines()


def files(out: Path) -> dict[str, bytes]:
    return {name: data for name, (data, _) in snapshot(out).items()}


def below(pid: int) -> list[int]:
    """Every process that one has started, directly or not."""
    return [two for one in children(pid) for two in (one, *below(one))]


def workers(run: Run) -> list[int]:
    return [
        pid
        for pid in below(run.pid)
        if Path(f"/proc/{pid}").exists()
        and Path(f"/proc/{pid}/cmdline").read_bytes().startswith(b"ray::_Actor")
    ]


@pytest.fixture(scope="module")
def expected(
    script: Path, news: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    """What one process of this machine writes."""
    out = tmp_path_factory.mktemp("local") / "out"
    ended(begin(script, news, out, "local"))
    return files(out)


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_the_same_bytes_though_a_worker_and_then_the_head_are_killed(
    script: Path, news: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    chance = random.Random(20)
    run = begin(script, news, out, "ray")
    assert run.stdout is not None
    while "load their models" not in run.stdout.readline():
        assert run.poll() is None
    time.sleep(chance.uniform(0.2, 0.6))
    os.kill(chance.choice(workers(run)), signal.SIGKILL)
    while "a worker died" not in run.stdout.readline():
        assert run.poll() is None
    time.sleep(chance.uniform(0.1, 0.5))
    started = below(run.pid)
    run.kill()
    run.communicate()
    assert not (out / "manifest.json").exists()
    for pid in started:  # Ray ends them, too, in its own time
        with suppress(OSError):
            os.kill(pid, signal.SIGKILL)
    ended(begin(script, news, out, "ray"))
    assert files(out) == expected


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.parametrize(
    ("what", "told"), [("中毒", "a worker died"), ("堵塞", "a worker said nothing for")]
)
def test_what_kills_or_hangs_two_workers_is_set_aside_and_the_others_are_done(
    script: Path, news: Path, expected: dict[str, bytes], tmp_path: Path, what: str, told: str
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for path in news.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "c0.txt").write_text(f"{what}事件\n\n县里通报{what}事件。\n", "utf-8")
    lines = ended(begin(script, folder, tmp_path / "out", "ray"))
    assert sum(told in line for line in lines) == 2
    errors = [error for error in json.loads(lines[-1]) if error]
    assert [error.rpartition("/")[2][:30] for error in errors if "workers died" in error] == [
        "c0.txt: two workers died of it"
    ]
    found = files(tmp_path / "out")
    kept = [name for name in expected if name.endswith("segments.jsonl")]
    assert len(kept) == 17
    assert {name: found[name] for name in kept} == {name: expected[name] for name in kept}
