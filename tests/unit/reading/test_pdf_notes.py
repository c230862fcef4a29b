"""Footnotes on pages: their marks in the text are no text, the notes are; page numbers still go."""

import pytest
from tests.toy import files
from tests.toy.files import LEAD, LIBRARY, RAIN, Spot
from tests.unit.reading.printed import LIMITS, _column, _seen, _wrap

from pxtranslate.reading.formats import pdf

NOTE = "这是脚注的内容，出自2025年统计年鉴。"
OTHER = "见《中国统计年鉴》第45页"


def _marked(y: float, before: str, mark: str, behind: str) -> list[Spot]:
    """A line with a raised mark in it."""
    x = 40 + 10 * len(before)
    return [(40, y, 10, before), (x, y - 3.3, 5.8, mark), (x + 5.8 * len(mark), y, 10, behind)]


@pytest.mark.parametrize("mark", ["1", "12", "①", "[1]", "*"])
@pytest.mark.parametrize("gap", [4, 14])
@pytest.mark.parametrize("number", ["1", "— 1 —", "第1页", ""])
def test_a_footnote_is_read_below_the_text(mark: str, gap: float, number: str) -> None:
    spots = [*_marked(100, "今年全县粮食总产量达十二万吨", mark, "，比上年增长百分之三，")]
    spots += [(40, 115, 10, "种粮大户李大山说，明年还要再种一百亩。")]
    spots += [(40, 740, 8, mark), (40 + 8 * len(mark) + gap, 740, 8, NOTE)]
    spots += [(290, 780, 8, number)] if number else []
    texts = [text for _, text in _seen(pdf.parse(files.pdf([spots]), LIMITS))]
    assert texts[0].startswith("今年全县粮食总产量达十二万吨，比上年增长百分之三")
    assert texts[-1].removeprefix(mark).strip() == NOTE
    assert len(texts) == 2


def test_each_note_is_a_paragraph_and_the_text_goes_on_behind_them() -> None:
    rows = _wrap(LEAD + RAIN + LIBRARY, 40)
    first = _marked(100, rows[0].strip("\u3000")[:20], "1", rows[0].strip("\u3000")[20:33])
    first += _marked(115, rows[1][:20], "2", rows[1][20:33])
    first += [(40, 740, 8, "1"), (58, 740, 8, NOTE), (40, 752, 8, "2"), (58, 752, 8, OTHER)]
    pages = [[*first, (290, 780, 8, "1")], [*_column(40, 100, rows[2:]), (290, 780, 8, "2")]]
    found = [text for _, text in _seen(pdf.parse(files.pdf(pages), LIMITS))]
    assert found[1:] == [NOTE, OTHER]
    assert found[0].endswith(rows[-1])


def test_a_mark_that_begins_a_line_is_taken_out() -> None:
    spots: list[Spot] = [(40, 100, 10, "今年全县粮食总产量达十二万吨"), (40, 111.7, 5.8, "1")]
    spots += [(45.8, 115, 10, "比上年增长百分之三。"), (40, 740, 8, "1"), (56, 740, 8, NOTE)]
    texts = [text for _, text in _seen(pdf.parse(files.pdf([spots]), LIMITS))]
    assert texts[-1] == NOTE
    assert "1" not in "".join(texts[:-1])


@pytest.mark.parametrize(
    ("before", "raised", "text"),
    [("新建温室3000m", "2", "新建温室3000m²"), ("细菌10", "6", "细菌10⁶")],
)
def test_an_exponent_is_no_mark(before: str, raised: str, text: str) -> None:
    spots = _marked(100, before, raised, "，比上年增长百分之三。")
    found = _seen(pdf.parse(files.pdf([spots]), LIMITS))
    assert found == [(None, f"{text}，比上年增长百分之三。")]


def test_a_line_that_begins_with_the_number_of_a_note_is_no_note() -> None:
    spots = _marked(100, "今年全县粮食总产量达十二万吨", "3", "，比上年增长百分之三，")
    spots += [(40, 115, 10, "3.5万人参加了这次会议。"), (40, 740, 8, "3"), (56, 740, 8, NOTE)]
    texts = [text for _, text in _seen(pdf.parse(files.pdf([spots]), LIMITS))]
    assert texts[-1] == NOTE
    assert texts[-2].endswith("3.5万人参加了这次会议。")
