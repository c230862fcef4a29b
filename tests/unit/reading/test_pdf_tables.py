"""Tables without rules and large first characters on a page, and columns that only look like them."""

import pytest
from tests.toy import files
from tests.toy.files import LEAD, RAIN, Spot
from tests.unit.reading.printed import LIMITS, _column, _seen, _wrap

from pxtranslate.reading.formats import pdf


def test_table_rows_are_one_block_with_cells_told_apart() -> None:
    spots: list[Spot] = []
    for row, cells in enumerate((("乡镇", "产量"), ("东乡", "3万"), ("西乡", "4万"))):
        spots += [(60 + 120 * n, 100 + 20 * row, 10, cell) for n, cell in enumerate(cells)]
    assert _seen(pdf.parse(files.pdf([spots]), LIMITS))[1:] == [
        (None, "东乡 | 3万"),
        (None, "西乡 | 4万"),
    ]


FIGURES = [
    ["县区", "生产总值", "同比增速", "固定资产投资"],
    ["芦溪县", "123.4亿元", "5.6%", "45.2亿元"],
    ["上栗县", "98.7亿元", "", "38.9亿元"],
    ["湘东区", "156.2亿元", "4.8%", "51.0亿元"],
]
WORKS = [
    ["单位", "主要成绩", "评定"],
    ["县教育局", "新建改扩建学校十二所，新增学位三千个", "优秀"],
    ["县水利局", "完成水库除险加固六座", "良好"],
    ["县交通局", "提升农村公路一百二十公里", "优秀"],
]
PAIRS = [["项目名称", "承担单位"], ["城南污水处理厂扩建", "市城投公司"], ["萍水河综合治理", "市水利局"], ["老旧小区改造", "市住建局"]]  # fmt: skip
COUNTS = [["乡镇", "完成进度"], ["石桥镇人民政府", "80.5亿元左右"], ["柳林镇人民政府", "91.2亿元左右"], ["云雾乡人民政府", "77.0亿元左右"]]  # fmt: skip


def _rows(x: list[float], y: float, cells: list[list[str]], pitch: float = 18) -> list[Spot]:
    """A table set by nothing but places."""
    return [
        (left, y + pitch * n, 10, cell)
        for n, row in enumerate(cells)
        for left, cell in zip(x, row, strict=True)
        if cell
    ]


@pytest.mark.parametrize(
    ("cells", "x", "pitch"),
    [
        (FIGURES, [40.0, 160.0, 300.0, 430.0], 18),
        (FIGURES, [40.0, 160.0, 300.0, 430.0], 14),
        (WORKS, [40.0, 140.0, 420.0], 18),
        (PAIRS, [40.0, 300.0], 18),
        (COUNTS, [40.0, 300.0], 14),
    ],
)
@pytest.mark.parametrize("within", ["alone", "below a text", "beside a text"])
def test_a_table_without_rules_is_read_row_by_row(
    cells: list[list[str]], x: list[float], pitch: float, within: str
) -> None:
    spots = _rows(x, 200, cells, pitch)
    before, after = [], []
    if within == "below a text":
        spots += _column(40, 100, _wrap(LEAD, 50)) + _column(40, 330, _wrap(RAIN, 50))
        before, after = [(None, LEAD)], [(None, RAIN)]
    elif within == "beside a text":
        spots = [(left + 250, y, size, text) for left, y, size, text in spots]
        spots += _column(40, 100, _wrap(3 * LEAD, 20))
        before = [(None, 3 * LEAD)]
    found = _seen(pdf.parse(files.pdf([spots], width=900), LIMITS))
    assert found == [*before, *((None, " | ".join(filter(None, row))) for row in cells), *after]


def test_columns_of_text_on_one_level_are_no_table() -> None:
    spots = _column(40, 100, _wrap(2 * LEAD, 20)) + _column(320, 100, _wrap(2 * RAIN, 20))
    assert _seen(pdf.parse(files.pdf([spots]), LIMITS)) == [(None, 2 * LEAD), (None, 2 * RAIN)]


def test_two_columns_of_verse_are_read_one_after_the_other() -> None:
    left = ["雨停在屋檐的边上啊", "像一个迟到的孩子", "不敢推门", "门里有灯"]
    right = ["灯下有人等着我们", "等到茶也凉了", "话也凉了", "夜已经很深很深了"]
    spots = _column(40, 100, left) + _column(320, 100, right)
    text = "".join(text for _, text in _seen(pdf.parse(files.pdf([spots]), LIMITS)))
    assert text == "".join([*left, *right])


def test_cells_that_are_nothing_but_figures_are_no_headline() -> None:
    spots = [*_column(40, 100, _wrap(LEAD, 30)), (40, 300, 10, "5.6%")]
    assert _seen(pdf.parse(files.pdf([spots]), LIMITS))[-1] == (None, "5.6%")


@pytest.mark.parametrize("rows", [2, 3])
@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("opening", ["", "“"])
def test_a_large_first_character_begins_its_text(rows: int, columns: int, opening: str) -> None:
    size, text = 15 * rows - 5, opening + 3 * LEAD
    cap = text[: 1 + len(opening)]
    rest = text[len(cap) :]
    beside = rows * int((200 - size * len(cap) - 3) // 10)
    spots: list[Spot] = [(40, 100 + 15 * (rows - 1), size, cap)]
    spots += _column(40 + size * len(cap) + 3, 100, _wrap(rest[:beside], beside // rows, 0))
    spots += _column(40, 100 + 15 * rows, _wrap(rest[beside:], 20, 0))
    if columns == 2:
        spots += _column(320, 100, _wrap(2 * RAIN, 20))
    found = _seen(pdf.parse(files.pdf([spots]), LIMITS))
    assert found == [(None, text), (None, 2 * RAIN)][:columns]


@pytest.mark.parametrize(
    "spots",
    [
        [(40, 110, 30, "要"), (40, 145, 30, "闻"), *_column(80, 100, _wrap(LEAD, 24, 0))],
        [(40, 107, 10, "春"), *_column(52, 100, _wrap(LEAD, 24, 0))],
        [(40, 107, 20, "春"), (62, 100, 10, "天来到了这里"), *_column(40, 130, _wrap(LEAD, 24, 0))],
        [(40, 60, 30, "春"), *_column(72, 100, _wrap(LEAD, 24, 0))],
        [(300, 110, 30, "春"), *_column(40, 100, _wrap(LEAD, 24, 0))],
    ],
)
def test_a_character_that_is_not_set_as_the_first_begins_no_text(spots: list[Spot]) -> None:
    cap = spots[0][3]
    texts = [text for _, text in _seen(pdf.parse(files.pdf([spots]), LIMITS))]
    assert not any(text.startswith((f"{cap}{LEAD[0]}", f"{cap}天")) for text in texts)
