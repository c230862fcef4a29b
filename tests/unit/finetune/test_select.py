"""Which pairs are trained on: sources, drops with their reasons, the split."""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from tests.toy.language import sentences

from pxtranslate.config import Checks
from pxtranslate.errors import InputError
from pxtranslate.evaluation.reference import load, shipped
from pxtranslate.finetune.select import Selection, select
from pxtranslate.finetune.settings import FinetuneSettings
from pxtranslate.finetune.sources import MADE, Row, read
from pxtranslate.names.glossary import Glossary

ROWS = [Row("a.tsv", i, zh, en) for i, (zh, en) in enumerate(sentences()[:100], 2)]
SETTINGS = FinetuneSettings(data=("a.tsv",), dev=8)


def chosen(rows: list[Row], held_out: tuple[str, ...] = ()) -> Selection:
    return select(rows, SETTINGS, Checks(), Glossary(), held_out)


def test_good_pairs_are_kept_and_whole_documents_set_aside() -> None:
    rows = [replace(row, document=str(i // 6)) for i, row in enumerate(ROWS)]
    found = chosen(rows)
    assert (found.kept, found.read, dict(found.dropped)) == (100, 100, {})
    assert 4 <= len(found.dev) <= 16
    assert not {pair.document for pair in found.dev} & {pair.document for pair in found.train}
    assert chosen(rows) == found


def test_without_documents_runs_of_neighbours_are_set_aside() -> None:
    lines = [pair.line for pair in chosen(ROWS).dev]
    assert len(lines) == 8
    assert sum(b - a == 1 for a, b in pairwise(lines)) >= 4


@pytest.mark.parametrize(
    ("zh", "en", "reason"),
    [
        ("", "Nothing.", "one side is empty"),
        ("没有。", "", "one side is empty"),
        ("The teacher buys a book.", "老师买书。", "English to Chinese"),
        ("12345", "12345", "no Chinese"),
        ("书" * 151, "book " * 100, "longer than 150 characters"),
        ("老师买了一本新书给学生看。", "Ok.", "lengths that do not belong together"),
        ("进口总值22亿元。", "Imports reached 2.2 million yuan.", "check numbers"),
        ("老师买一本新书。", "老师 buys a new book.", "check leftover"),
        (
            "这句话是别人的考题。",
            "This sentence is another's test.",
            "held out: a text of a test set",
        ),
        (ROWS[0].zh + " ", "Another rendering of it.", "the same Chinese again"),
    ],
)
def test_each_drop_has_its_reason(zh: str, en: str, reason: str) -> None:
    found = chosen([*ROWS, Row("b.tsv", 1, zh, en)], ("这句话，是别人的考题",))
    assert dict(found.dropped) == {reason: 1}
    assert found.kept == 100


def test_a_correction_wins_over_the_same_chinese() -> None:
    corrected = Row(
        "out/segments.jsonl", 7, ROWS[3].zh, "A person put it so, and better.", corrected=True
    )
    found = chosen([*ROWS, corrected])
    (kept,) = [pair for pair in (*found.train, *found.dev) if pair.zh == corrected.zh]
    assert kept.en == corrected.en


def test_too_few_pairs_are_one_line() -> None:
    with pytest.raises(InputError, match=r"^1 of 1 pairs are fit to train on, and it takes 10"):
        chosen(ROWS[:1])
    with pytest.raises(InputError, match="all pairs belong to one document"):
        chosen([replace(row, document="one") for row in ROWS])


def test_texts_this_project_measures_on_are_known(tmp_path: Path) -> None:
    from tests.places import SHARED

    if not SHARED.is_dir():
        pytest.skip("the development data is not beside this checkout")
    zh = next((SHARED / "mt_dev").glob("*.zh")).read_text(encoding="utf-8").splitlines()[5]
    found = chosen([*ROWS, Row("b.tsv", 1, zh, "word " * len(zh))])
    assert dict(found.dropped) == {"held out: a text of a test set": 1}


def test_every_kind_of_file_is_read(tmp_path: Path) -> None:
    zh, en = "老师买书。", "The teacher buys books."
    (tmp_path / "plain.tsv").write_text(f"{zh}\t{en}\n", "utf-8")
    (tmp_path / "named.tsv").write_text(f"set\tline\tzh\ten\tdoc\nx\t1\t{zh}\t{en}\td9\n", "utf-8")
    (tmp_path / "named.csv").write_text(f'en,zh\n"{en}",{zh}\n', "utf-8")
    (tmp_path / "some.jsonl").write_text(json.dumps({"zh": zh, "en": en, "doc": "d9"}), "utf-8")
    (tmp_path / "some.tmx").write_text(
        f'<tmx version="1.4"><body><tu><tuv xml:lang="zh"><seg>{zh}</seg></tuv>'
        f'<tuv xml:lang="en"><seg>{en}</seg></tuv></tu></body></tmx>',
        "utf-8",
    )
    files = sorted(tmp_path.iterdir())
    rows = list(read(files))
    assert [(row.zh, row.en) for row in rows] == [(zh, en)] * 5
    assert [row.document for row in rows] == ["", "d9", "", "d9", ""]


def test_of_a_batch_only_corrections_are_taken(tmp_path: Path) -> None:
    rows = [
        {"source": "一。", "target": "One.", "origin": "model"},
        {"source": "二。", "target": "Two.", "origin": "human", "article": "a1"},
    ]
    folder = tmp_path / "out" / "page"
    folder.mkdir(parents=True)
    text = "\n".join(json.dumps(row) for row in rows)
    (folder / "segments.jsonl").write_text(text, encoding="utf-8")
    machine, person = read([tmp_path / "out"])
    assert (machine.unfit, machine.corrected) == (MADE, False)
    assert (person.unfit, person.corrected, person.document) == ("", True, "a1")


def test_a_bad_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"x\.jsonl:1: not JSON"):
        list(read([tmp_path / "x.jsonl"]))
    with pytest.raises(InputError, match="cannot be read"):
        list(read([tmp_path / "none.tsv"]))
    with pytest.raises(InputError, match=r"holds no segments\.jsonl"):
        list(read([tmp_path]))


@pytest.mark.parametrize("name", shipped())
def test_no_sentence_that_evaluates_is_trained_on(name: str) -> None:
    known = load(name)
    rows = [
        Row("a.tsv", i, zh, en)
        for i, (zh, en) in enumerate(zip(known.sources, known.references, strict=True))
    ]
    found = chosen([*rows, *ROWS])
    assert found.dropped["held out: a text of a test set"] == len(rows)
