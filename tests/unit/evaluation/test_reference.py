"""Sets of pairs and other systems' outputs, as users bring them."""

import json
from pathlib import Path

import pytest

from pxtranslate.checks.base import Pair
from pxtranslate.checks.run import run
from pxtranslate.config import Checks
from pxtranslate.errors import InputError
from pxtranslate.evaluation.reference import load, outputs, shipped

PAIRS = [("今天下雨。", "It is raining."), ("明天放晴。", "It will clear up."), ("好。", "Good.")]


def tsv(path: Path, pairs: list[tuple[str, str]]) -> Path:
    path.write_text("".join(f"{zh}\t{en}\n" for zh, en in pairs), "utf-8")
    return path


def test_what_ships_is_large_enough_and_right_by_our_own_checks_of_figures() -> None:
    assert "news" in shipped()
    found = load("news")
    assert len(found.sources) == 60
    assert len(set(found.sources)) == 60
    page = (Path(__file__).parents[3] / "input" / "pingxiang_page.txt").read_text("utf-8")
    assert [zh for zh in found.sources if zh[:12] in page] == []
    wrong = [
        issue.message
        for zh, en in zip(found.sources, found.references, strict=True)
        for issue in run(Pair(zh, en), Checks())
        if issue.severity == "error" and issue.check in ("numbers", "dates", "leftover", "omission")
    ]
    assert wrong == []


def test_the_same_pairs_are_the_same_set_in_any_format(tmp_path: Path) -> None:
    rows = [json.dumps({"zh": zh, "en": en}) for zh, en in PAIRS]
    (tmp_path / "own.jsonl").write_text("\n".join(rows) + "\n", "utf-8")
    units = "".join(
        f'<tu><tuv xml:lang="zh"><seg>{zh}</seg></tuv><tuv xml:lang="en"><seg>{en}</seg></tuv></tu>'
        for zh, en in PAIRS
    )
    (tmp_path / "own.tmx").write_text(
        f'<tmx version="1.4"><header srclang="zh"/><body>{units}</body></tmx>', "utf-8"
    )
    sets = [load(str(tsv(tmp_path / "own.tsv", PAIRS)))]
    sets += [load(str(tmp_path / f"own.{kind}")) for kind in ("jsonl", "tmx")]
    assert len({one.digest for one in sets}) == 1
    assert (sets[0].name, sets[0].whole, sets[0].characters) == ("own", 3, 12)
    first = load(str(tmp_path / "own.tsv"), 2)
    assert (len(first.sources), first.whole) == (2, 3)
    assert first.digest != sets[0].digest


def test_a_set_that_is_none_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"newz: no such file.*there are .*news"):
        load("newz")
    with pytest.raises(InputError, match=r"own\.tsv:2: a set needs Chinese and English"):
        load(str(tsv(tmp_path / "own.tsv", [PAIRS[0], ("无译文。", "")])))


def test_outputs_are_taken_line_by_line_or_by_their_chinese(tmp_path: Path) -> None:
    over = load(str(tsv(tmp_path / "own.tsv", PAIRS)), 2)
    (tmp_path / "own.theirs.en").write_text("A\nB\nC\n", "utf-8")
    judged = [
        {"zh": zh, "en": en, "major": raters}
        for (zh, en), raters in zip(PAIRS, (3, 1, True), strict=True)
    ]
    (tmp_path / "judged.jsonl").write_text("\n".join(map(json.dumps, reversed(judged))), "utf-8")
    lines, pairs = outputs([tmp_path / "own.theirs.en", tmp_path / "judged.jsonl"], over)
    assert (lines.name, lines.targets, lines.major) == ("theirs", ("A", "B"), ())
    assert pairs.targets == over.references
    assert pairs.major == (True, False), "two raters make an error"


def test_outputs_of_other_sentences_are_refused(tmp_path: Path) -> None:
    over = load(str(tsv(tmp_path / "own.tsv", PAIRS)))
    short = tmp_path / "short.en"
    short.write_text("A\nB\n", "utf-8")
    with pytest.raises(InputError, match=r"short\.en: has 2 lines, and own 3 sentences"):
        outputs([short], over)
    with pytest.raises(InputError, match="no translation of sentence 3: 好。"):
        outputs([tsv(tmp_path / "other.tsv", PAIRS[:2])], over)
