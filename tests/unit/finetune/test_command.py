"""`pxtranslate finetune` as a person runs it, over tiny models: planned, killed, resumed, used."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.toy import language

from pxtranslate.finetune.checkpoint import NAME
from pxtranslate.finetune.chrf import chrf
from pxtranslate.finetune.tune import WORK

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]  # a minute each, on a quiet machine

QWEN2 = """
data = ["pairs.tsv"]
model = "base"
name = "tuned"
layers = "all"
rank = 64
alpha = 64
learning_rate = 0.004
batch_tokens = 1500
accumulation = 1
epochs = 30
dev = 24
evaluations = 3
"""
MARIAN = """
data = ["pairs.tsv"]
model = "base"
name = "tuned"
method = "full"
layers = "all"
learning_rate = 0.003
batch_tokens = 1500
accumulation = 1
epochs = 40
dev = 24
evaluations = 3
"""
LEARNT = 70.0
"""chrF of sentences that were set aside; a base that knows nothing has 1 to 13."""
HALF_LEARNT = 40.0
"""An encoder–decoder is not through with the language in as many steps: it had 49."""


def environment() -> dict[str, str]:
    """One thread: for models so small, more of them only wait for each other."""
    own = {"PXTRANSLATE_MODEL_FOLDER": "models", "PXTRANSLATE_MODEL_THREADS": "1"}
    return {**os.environ, **own, "OMP_NUM_THREADS": "1"}


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pxtranslate", *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        env=environment(),
        check=False,
    )


def killed_on_the_way(folder: Path) -> None:
    """Run the command and kill it when a checkpoint has been written and a step taken."""
    command = [sys.executable, "-m", "pxtranslate", "finetune"]
    with subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        env=environment(),
    ) as child:
        assert child.stderr is not None
        for line in child.stderr:
            if line.startswith("step 3 of"):
                os.kill(child.pid, signal.SIGKILL)
                break
    assert child.returncode == -signal.SIGKILL
    assert (folder / "models" / "tuned" / WORK / NAME).is_file()


def learns(folder: Path, config: str, enough: float) -> None:
    (folder / "finetune.toml").write_text(config, encoding="utf-8")
    language.write_tsv(folder / "pairs.tsv")
    plan = run(folder, "finetune", "--dry-run")
    assert plan.returncode == 0, plan.stderr
    assert plan.stdout.startswith("pairs: 240 kept, 0 dropped, 240 read\n")
    assert "example: what is between" in plan.stdout
    assert not (folder / "models" / "tuned").exists()
    killed_on_the_way(folder)
    made = run(folder, "finetune")
    assert made.returncode == 0, made.stderr
    assert "going on after step" in made.stderr
    tuned = folder / "models" / "tuned"
    told = json.loads((tuned / "tuned.json").read_text(encoding="utf-8"))
    assert told["score"]["before"] < 30, "the base knew nothing"
    assert told["score"]["after"] > enough
    assert told["score"]["p"] < 0.05
    assert (told["verdict"], told["fault"]) == ("", "")
    assert told["verified"]["merged"] == 1.0
    assert told["pairs"] == {"read": 240, "train": 216, "dev": 24, "dropped": {}}
    page = (tuned / "report.html").read_text(encoding="utf-8")
    assert page.count("<article>") == 20
    assert page.count("<polyline") == 2
    assert "<script" not in page
    assert not (tuned / WORK).exists()
    assert "made from just this already" in run(folder, "finetune").stdout
    ends_alike_again(folder, tuned / "tuned.json", told)
    listed = run(folder, "models", "list").stdout
    assert "tuned: tuned from" in listed
    zh, en = language.sentences()[0]
    (folder / "in.txt").write_text(f"{zh}\n", encoding="utf-8")
    for engine in ("ct2", "hf"):
        batch = ("batch", "in.txt", "-o", engine, "--model", "tuned", "--engine", engine, "-q")
        done = run(folder, *batch)
        assert done.returncode in (0, 3), done.stderr
        row = json.loads((folder / engine / "in" / "segments.jsonl").read_text(encoding="utf-8"))
        assert chrf([row["target"]], [en]) > enough, engine


def ends_alike_again(folder: Path, card: Path, told: dict[str, object]) -> None:
    """A kill after the card was written leaves the work to be cleared; a fault is told each time."""
    (card.parent / WORK).mkdir()
    card.write_text(json.dumps({**told, "fault": "the forms differ"}), encoding="utf-8")
    again = run(folder, "finetune")
    assert (again.returncode, "is not to be used" in again.stderr) == (1, True)
    assert not (card.parent / WORK).exists()
    card.write_text(json.dumps(told), encoding="utf-8")


def goes_on_learning(folder: Path) -> None:
    """What was tuned is tuned again: it begins with what it knows, and lies beside the first."""
    further = QWEN2.replace('model = "base"', 'model = "tuned"').replace(
        '"tuned"\nlayers', '"more"\nlayers'
    )
    further += "steps = 2\n"
    (folder / "more.toml").write_text(further, encoding="utf-8")
    made = run(folder, "finetune", "--config", "more.toml")
    assert made.returncode == 0, made.stderr
    first, more = (
        json.loads((folder / "models" / name / "tuned.json").read_text(encoding="utf-8"))
        for name in ("tuned", "more")
    )
    assert more["score"]["before"] == pytest.approx(first["score"]["after"], abs=3)
    assert (more["base"], more["begun_from"], first["begun_from"]) == (
        first["base"],
        "tuned",
        "base",
    )
    page = (folder / "models" / "more" / "report.html").read_text(encoding="utf-8")
    assert "<dt>begun from</dt><dd>tuned</dd>" in page


def test_a_decoder_learns_a_toy_language_with_an_adapter(tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    language.qwen2(tmp_path / "base")
    learns(tmp_path, QWEN2, LEARNT)
    names = {path.name for path in (tmp_path / "models" / "tuned").iterdir()}
    assert {"adapter_config.json", "adapter_model.safetensors", "metrics.jsonl"} <= names
    exported = run(tmp_path, "models", "export", "tuned", "-o", "merged")
    assert exported.returncode == 0, exported.stderr
    zh, en = language.sentences()[0]
    batch = ("batch", "in.txt", "-o", "out", "--model", "merged", "--engine", "hf", "-q")
    assert run(tmp_path, *batch).returncode in (0, 3)
    row = json.loads((tmp_path / "out" / "in" / "segments.jsonl").read_text(encoding="utf-8"))
    assert row["source"] == zh
    assert chrf([row["target"]], [en]) > LEARNT
    goes_on_learning(tmp_path)
    again = run(tmp_path, "models", "export", "tuned", "-o", "merged")
    assert (again.returncode, "is there already" in again.stderr) == (1, True)


def test_a_translator_learns_it_whole(tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    language.marian(tmp_path / "base")
    learns(tmp_path, MARIAN, HALF_LEARNT)


def test_a_config_with_a_slip_is_told_by_line(tmp_path: Path) -> None:
    assert run(tmp_path, "finetune", "init").returncode == 0
    text = (tmp_path / "finetune.toml").read_text(encoding="utf-8")
    (tmp_path / "finetune.toml").write_text(f"{text}epoch = 3\n", encoding="utf-8")
    failed = run(tmp_path, "finetune", "--dry-run")
    assert failed.returncode == 2
    assert "did you mean 'epochs'?" in failed.stderr
