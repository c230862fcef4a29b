"""`kill -9` at every moment that matters, then the same command: the same bytes, nothing done twice."""

import random
import shutil
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.places import ROOT

if TYPE_CHECKING:
    from tests.faults.conftest import Lab

MOST = 400
"""Hits after which a sweep gives up; a run has far fewer."""


@pytest.mark.slow
def test_a_kill_at_every_hit_changes_no_byte_and_repeats_no_batch(
    lab: "Lab", tmp_path: Path
) -> None:
    engine = lab.engine()
    lab.run(tmp_path / "whole", engine)
    expected = lab.files(tmp_path / "whole")
    # What the ledger learnt in one shard is told the model in a later one.
    assert b"Wang Jianguo" in expected["c/segments.jsonl"]
    for n in range(1, MOST):
        out = tmp_path / "out" / str(n)
        died = lab.dies(partial(lab.run, out), n)
        lab.intact(out)
        known = lab.answers(out)
        resumed = lab.engine()
        lab.run(out, resumed)
        lab.intact(out)
        assert lab.files(out) == expected, f"killed at hit {n}"
        assert len(resumed.texts) == len(engine.texts) - known, f"killed at hit {n}"
        if not died:
            break
    assert 60 < n < MOST - 1


@pytest.mark.slow
def test_a_kill_at_every_hit_of_a_run_that_does_all_anew(lab: "Lab", tmp_path: Path) -> None:
    """Other settings, a correction, a damaged file and a changed input at once."""
    before = tmp_path / "before"
    lab.run(before)
    _disturb(lab, before)
    whole = tmp_path / "whole"
    shutil.copytree(before, whole)
    changed = partial(lab.run, prompt={"figures": False})
    changed(whole)
    expected = lab.files(whole)
    assert b"The King visited." in expected["a/segments.jsonl"]
    for n in range(1, MOST):
        out = tmp_path / "out" / str(n)
        shutil.copytree(before, out)
        died = lab.dies(partial(changed, out), n)
        lab.intact(out)
        if n % 3 == 0:  # dies a second time, further on
            lab.dies(partial(changed, out), n // 2 + 1)
        if n % 5 == 0:  # goes back to the old settings in between, and dies there
            lab.dies(partial(lab.run, out), n // 2 + 1)
        changed(out)
        lab.intact(out)
        assert lab.files(out) == expected, f"killed at hit {n}"
        if not died:
            break
    assert 60 < n < MOST - 1


def _disturb(lab: "Lab", out: Path) -> None:
    (lab.news / "e.txt").write_text("医院扩建\n\n县医院今天扩建。孙晓光说，明年完工。\n", "utf-8")
    table = out / "a" / "aligned.tsv"
    lines = table.read_text("utf-8").splitlines()
    lines[3] = lines[3].partition("\t")[0] + "\tThe King visited."
    table.write_text("\n".join(lines) + "\n", "utf-8")
    (out / "c" / "report.html").write_text("torn")


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_hundred_kills_at_any_moment(lab: "Lab", tmp_path: Path) -> None:
    """The command itself, killed by the clock; finished runs begin anew until 100 kills are had."""
    rng = random.Random(6)
    for number in range(120):
        figures = f"全县今年新建道路{number}公里，投资{rng.randint(2, 99)}亿元。" * 12
        (lab.news / f"n{number:03}.txt").write_text(f"道路改造{number}号\n\n{figures}\n", "utf-8")
    whole = tmp_path / "whole"
    began = time.monotonic()
    assert subprocess.run(_command(lab, whole), stderr=subprocess.DEVNULL).returncode == 3
    length = time.monotonic() - began
    expected = lab.files(whole)
    kills = finished = 0
    while kills < 100:
        out = tmp_path / f"out{finished}"
        process = subprocess.Popen(_command(lab, out), stderr=subprocess.DEVNULL)
        try:
            process.wait(rng.uniform(0.1, 0.7) * length)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            kills += 1
            lab.intact(out)
        else:
            assert process.returncode == 3  # bad.txt
            assert lab.files(out) == expected, f"after {kills} kills"
            finished += 1
    assert subprocess.run(_command(lab, out), stderr=subprocess.DEVNULL).returncode == 3
    assert lab.files(out) == expected


MODEL = ROOT / "models" / "qwen2.5-coder-0.5b-instruct"


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.skipif(not MODEL.is_dir(), reason="the 0.5B model is not in models/")
def test_a_few_kills_with_a_real_model(lab: "Lab", tmp_path: Path) -> None:
    command = partial(_command, lab, engine=("--model", MODEL.name, "--offline"))
    whole, out = tmp_path / "whole", tmp_path / "out"
    # The first run may convert the model, which would make every kill come too late.
    subprocess.run(command(tmp_path / "first"), stderr=subprocess.DEVNULL, cwd=ROOT)
    began = time.monotonic()
    subprocess.run(command(whole), stderr=subprocess.DEVNULL, cwd=ROOT)
    length = time.monotonic() - began
    for share in (0.3, 0.5, 0.7, 0.9):
        process = subprocess.Popen(command(out), stderr=subprocess.DEVNULL, cwd=ROOT)
        try:
            process.wait(share * length)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        lab.intact(out)
    subprocess.run(command(out), stderr=subprocess.DEVNULL, cwd=ROOT)
    assert lab.files(out) == lab.files(whole)


def _command(lab: "Lab", out: Path, engine: tuple[str, ...] = ("--engine", "echo")) -> list[str]:
    package = [sys.executable, "-m", "pxtranslate", "batch", str(lab.news), "-o", str(out), "-q"]
    return [*package, *engine]
