"""The contest of peers: its table, what it writes, and the package it makes for Argos. No peer is run."""

import json
import subprocess
from pathlib import Path

import pytest
from tests.places import ROOT

from evaluate import contest
from evaluate.peers.job import sorted_batches


def run(cpu: float, mebibytes: float = 100.0) -> dict[str, float]:
    return {"cpu": cpu, "seconds": cpu / 2, "loading": 1.0, "mebibytes": mebibytes}


def test_the_table_has_medians_and_ratios_to_ours_with_their_spread() -> None:
    found = {contest.OURS: [run(10), run(20), run(10)], "other": [run(20, 300), run(20), run(30)]}
    _, ours, other, lost = contest.rows({**found, "lost": []}, {"lost": "no module named lost"})
    assert ours == [contest.OURS, "10.0", "1.00 (1.00–1.00)", "5.0", "1.0", "100"]
    assert other == ["other", "20.0", "2.00 (1.00–3.00)", "10.0", "1.0", "300"]
    assert lost == ["lost: not run, no module named lost", "–", "–", "–", "–", "–"]


def test_a_table_is_put_between_the_markers_and_nowhere_else(tmp_path: Path) -> None:
    page = tmp_path / "measured.md"
    chat = "<!-- contest: chat -->\n{}\n<!-- /contest: chat -->\n"
    marian = "<!-- contest: marian -->\nkept\n<!-- /contest: marian -->\n"
    page.write_text(f"before\n{chat.format('old')}{marian}after\n", "utf-8")
    contest.write(page, "chat", "new\n")
    contest.write(page, "chat", "newer\n")
    assert page.read_text("utf-8") == f"before\n{chat.format('newer')}{marian}after\n"
    page.write_text("nothing", "utf-8")
    with pytest.raises(ValueError, match="has no <!-- contest: marian -->"):
        contest.write(page, "marian", "new")
    ours = (ROOT / contest.PAGE).read_text("utf-8")
    for kind in ("chat", "marian"):
        assert ours.count(contest.BEGIN.format(kind)) == ours.count(contest.END.format(kind)) == 1


def test_sentences_are_one_each_so_that_no_splitter_cuts_or_glues_them() -> None:
    pairs = contest.sentences(30)
    assert len(pairs) == 30
    assert all(sum(map(zh.count, "。！？")) == 1 and zh[-1] in "。！？" for zh, _ in pairs)


def test_argos_gets_the_end_of_a_source_that_it_does_not_set_itself(tmp_path: Path) -> None:
    converted, source = tmp_path / "ct2", tmp_path / "marian"
    converted.mkdir()
    source.mkdir()
    (converted / "config.json").write_text('{"bos_token": "<s>"}', "utf-8")
    (source / "source.spm").write_bytes(b"pieces")
    contest.argos_package(converted, source, tmp_path)
    package = tmp_path / "packages" / "zh_en"
    config = json.loads((package / "model" / "config.json").read_text("utf-8"))
    assert config == {"bos_token": "<s>", "add_source_eos": True}
    assert (package / "sentencepiece.model").read_bytes() == b"pieces"
    about = json.loads((package / "metadata.json").read_text("utf-8"))
    assert (about["from_code"], about["to_code"]) == ("zh", "en")
    assert json.loads((converted / "config.json").read_text("utf-8")) == {"bos_token": "<s>"}


def test_a_peer_that_fails_is_told_in_a_cell() -> None:
    error = subprocess.CalledProcessError(1, "x", stderr="Traceback\nValueError: a | b\n\n")
    assert contest._reason(error) == "ValueError: a / b"


def test_a_model_that_cannot_be_had_is_told_and_no_peer_is_run() -> None:
    told = contest.contest("marian", contest.MARIAN, "no/such/model", ["雨。"], 1)
    assert told.startswith("not run (no model at no/such/model")


def test_where_no_published_model_can_be_had_one_is_trained_once_and_the_table_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_cache_path", lambda _: tmp_path)
    monkeypatch.setenv("PXTRANSLATE_MODEL_OFFLINE", "true")
    made: list[int] = []

    def make(folder: Path, sources: tuple[str, ...], targets: tuple[str, ...]) -> None:
        made.append(len(sources))
        (folder / "config.json").write_text("{}", "utf-8")

    monkeypatch.setattr("evaluate.stand_in.make", make)
    pairs = [("雨。", "Rain."), ("雪。", "Snow.")]
    for _ in range(2):
        model, name = contest.a_marian(pairs)
        assert (Path(model) / "config.json").is_file()
        assert "knows these sentences by heart" in name
    assert made == [2]


def test_batches_hold_each_sentence_once_and_like_lengths() -> None:
    lengths = [5, 1, 9, 1, 7]
    groups = sorted_batches(lengths, 2)
    assert sorted(n for group in groups for n in group) == list(range(5))
    assert [[lengths[n] for n in group] for group in groups] == [[1, 1], [5, 7], [9]]
