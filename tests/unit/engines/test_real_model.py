"""The real small model, end to end: fetched, verified, converted, and a short article translated."""

import json
import os
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from sacrebleu.metrics import chrf
from tests.places import ROOT

from pxtranslate import Translator
from pxtranslate.evaluation.rates import judged

MODELS = ROOT / "models"

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]


def pxtranslate(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pxtranslate", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "PXTRANSLATE_MODEL_FOLDER": str(MODELS)},
        cwd=ROOT,
        check=False,
    )


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_short_article_with_the_small_model(tmp_path: Path) -> None:
    pulled = pxtranslate("models", "pull", "qwen2.5-coder-0.5b-instruct")
    assert pulled.returncode == 0, pulled.stderr
    article = ROOT / "input" / "night_library.txt"
    batch = ("batch", str(article), "-o", str(tmp_path), "--profile", "fast", "--offline")
    first = pxtranslate(*batch)
    assert first.returncode == 0, first.stderr
    out = tmp_path / "night_library"
    segments = rows(out / "segments.jsonl")
    source = article.read_text(encoding="utf-8")
    assert "".join("".join(s["source"] for s in segments).split()) == "".join(source.split())
    assert all(s["target"] for s in segments)
    # English, and the figure in it: 2.3万 reaches the model as 23,000.
    assert all(s["target"].isascii() or "“" in s["target"] or "’" in s["target"] for s in segments)
    assert any("23,000" in s["target"] for s in segments)
    assert segments[-1]["target"] == "(Sun Xiaoguang)"
    (summary,) = rows(out / "summaries.jsonl")
    ids = {s["id"] for s in segments}
    assert 2 <= len(summary["sentences"]) <= 4
    assert all(set(sentence["segments"]) <= ids for sentence in summary["sentences"])
    assert summary["headline"]["en"]
    # A second run with nothing changed loads nothing and says so.
    again = pxtranslate(*batch)
    assert again.returncode == 0
    assert "unchanged" in again.stdout
    assert "loading" not in again.stderr


def test_the_small_model_stays_above_the_floor() -> None:
    """chrF2 41.5, five sentences with a wrong figure when the floor was set."""
    table = (resources.files("pxtranslate.evaluation") / "sets" / "news.tsv").read_text("utf-8")
    pairs = [line.split("\t") for line in table.splitlines()[1:31]]
    sources, references = [zh for zh, _ in pairs], [en for _, en in pairs]
    with Translator(
        model={"id": "qwen2.5-coder-0.5b-instruct", "folder": str(MODELS)}, decoding={"beam": 1}
    ) as translator:
        targets = [one.target for one in translator.translate(sources)]
    assert chrf.CHRF().corpus_score([target or "" for target in targets], [references]).score >= 40
    found = judged(sources, targets)
    assert found.failed == 0
    assert found.counts()["Han left"] == 0
    assert found.counts()["figures"] <= 6
