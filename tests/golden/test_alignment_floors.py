"""Floors of alignment on the thirty documents that were aligned by hand; and how they are read."""

from pathlib import Path

import pytest

from evaluate import alignment
from evaluate.alignment import by_hand, by_length, tally
from pxtranslate.alignment import english
from pxtranslate.alignment.align import Bead, align

FOUND = by_hand()


def test_the_thirty_documents_are_aligned() -> None:
    assert len(FOUND) == 30
    assert tally(FOUND, align).scores[2] >= 0.97
    assert tally(FOUND[1::2], align).scores[2] >= 0.96


def test_words_tell_more_than_lengths() -> None:
    """Else the documents would not be worth measuring on."""
    assert tally(FOUND, by_length).scores[2] <= 0.94


def test_what_is_not_one_to_one_is_known() -> None:
    larger = {(one.name, *span) for one in FOUND for span in one.larger}
    assert len(larger) == 39
    right = {(one.name, *s) for one in FOUND for s in alignment._spans(one, align(one.zh, one.en))}
    assert len(larger & right) >= 20


def _write(folder: Path, *rows: str) -> None:
    (folder / "01.zh.txt").write_text("雨停了。\n天晴了。鸟叫。\n", encoding="utf-8")
    (folder / "01.en.txt").write_text("Birds sang. The rain stopped. It cleared.\n", "utf-8")
    table = "\n".join(["zh_at\ten_at\tzh\ten", *rows])
    (folder / "01.gold.tsv").write_text(table + "\n", encoding="utf-8")


CROSSED = (
    "0-1\t1-2\t雨停了。天晴了。\tThe rain stopped. It cleared.",
    "2\t0\t鸟叫。\tBirds sang.",
)


def test_beads_are_places_in_both_texts(tmp_path: Path) -> None:
    _write(tmp_path, *CROSSED)
    (one,) = by_hand(tmp_path)
    assert one.beads == {(0, 8, 10, 35), (8, 11, 0, 10)}
    assert one.larger == {(0, 8, 10, 35)}


def test_a_sentence_alone_is_no_pair(tmp_path: Path) -> None:
    _write(
        tmp_path,
        "0-2\t1-2\t雨停了。天晴了。鸟叫。\tThe rain stopped. It cleared.",
        "\t0\t\tBirds sang.",
    )
    (one,) = by_hand(tmp_path)
    assert one.beads == {(0, 11, 10, 35)}


def test_the_gold_holds_when_sentences_are_cut_in_another_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path, *CROSSED)
    monkeypatch.setattr(english, "sentences", lambda line: [line[:11], line[11:].strip()])
    (one,) = by_hand(tmp_path)
    beads = [Bead(0, 2, 1, 2, 1.0), Bead(2, 3, 0, 1, 1.0)]
    found = tally([one], lambda zh, en: beads)
    assert (found.right, found.found, found.gold) == (2, 2, 2)


def test_a_gold_of_other_texts_is_refused(tmp_path: Path) -> None:
    _write(tmp_path, "0-2\t0-2\t雨停了。天晴了。\tBirds sang. The rain stopped. It cleared.")
    with pytest.raises(ValueError, match="not the text of its document"):
        by_hand(tmp_path)
