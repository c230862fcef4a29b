"""Pages of text with places: the order of columns and stories, headlines, where a paragraph ends."""

import subprocess
from pathlib import Path

import pypdfium2
import pytest
from tests.judges import judge, missing
from tests.toy import files
from tests.toy.files import LEAD, LIBRARY, RAIN, Spot
from tests.unit.reading.printed import LIMITS, _column, _seen, _wrap

from pxtranslate.reading.base import is_wide
from pxtranslate.reading.formats import layout, pdf
from pxtranslate.reading.formats.columns import Line


def test_a_headline_over_three_columns_and_a_second_story_below() -> None:
    rows = [*_wrap(LEAD + RAIN, 14), *_wrap(LIBRARY * 2, 14)]
    third = -(-len(rows) // 3)
    spots: list[Spot] = [(150, 60, 24, "临江县粮食再获丰收")]
    for number in range(3):
        spots += _column(40 + number * 160, 100, rows[number * third : (number + 1) * third])
    spots += [(150, 400, 20, "县图书馆新馆开门迎客")]
    spots += _column(40, 440, _wrap(LIBRARY, 24)) + _column(320, 440, _wrap(RAIN, 24))
    assert _seen(pdf.parse(files.pdf([spots]), LIMITS)) == [
        ("title", "临江县粮食再获丰收"),
        (None, LEAD + RAIN),
        (None, LIBRARY * 2),
        ("title", "县图书馆新馆开门迎客"),
        (None, LIBRARY),
        (None, RAIN),
    ]


@pytest.mark.parametrize("columns", [2, 3])
@pytest.mark.parametrize("left", [40, 150, 220])
@pytest.mark.parametrize("times", [2, 3])
def test_stories_stacked_in_the_same_columns(columns: int, left: int, times: int) -> None:
    heads = ("临江县粮食再获丰收", "图书馆新馆开门迎客", "农户明年再种百亩")
    texts = (LEAD + RAIN, LIBRARY + LEAD, RAIN + LIBRARY)
    width, y = 520 // columns - 20, 60
    spots: list[Spot] = []
    for head, text in zip(heads, texts, strict=True):
        rows = _wrap(text * times, width // 10)
        each = -(-len(rows) // columns)
        spots.append((left, y, 18, head))
        for number in range(columns):
            part = rows[number * each : (number + 1) * each]
            spots += _column(40 + number * (width + 20), y + 25, part)
        y += 25 + 15 * each + 15
    assert _seen(pdf.parse(files.pdf([spots]), LIMITS)) == [
        one
        for head, text in zip(heads, texts, strict=True)
        for one in (("title", head), (None, text * times))
    ]


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("titled", [False, True])
def test_a_paragraph_goes_on_in_the_columns_of_the_next_page(columns: int, titled: bool) -> None:
    width = 520 // columns - 20
    rows = _wrap((LEAD + RAIN + LIBRARY) * 2, width // 10)
    each = -(-len(rows) // (2 * columns))
    pages: list[list[Spot]] = [[(200, 60, 24, "临江县粮食再获丰收")] if titled else [], []]
    for number in range(2 * columns):
        x = 40 + (number % columns) * (width + 20)
        part = rows[number * each : (number + 1) * each]
        pages[number // columns] += _column(x, 100, part)
    found = _seen(pdf.parse(files.pdf(pages), LIMITS))
    assert found[-1] == (None, (LEAD + RAIN + LIBRARY) * 2)
    assert len(found) == 1 + titled


def test_a_page_of_another_story_goes_on_with_nothing() -> None:
    first = [*_column(40, 100, _wrap(LEAD, 14)), *_column(220, 100, _wrap(RAIN, 14))]
    pages = [first, [(40, 60, 24, "图书馆开门"), *first]]
    found = _seen(pdf.parse(files.pdf(pages), LIMITS))
    assert found == [
        (None, LEAD),
        (None, RAIN),
        ("title", "图书馆开门"),
        (None, LEAD),
        (None, RAIN),
    ]


def test_drawing_order_does_not_matter() -> None:
    spots: list[Spot] = [(150, 60, 24, "临江县粮食再获丰收")]
    spots += _column(40, 100, _wrap(LEAD, 14)) + _column(220, 100, _wrap(RAIN, 14))
    expected = _seen(pdf.parse(files.pdf([spots]), LIMITS))
    assert _seen(pdf.parse(files.pdf([spots[::-1]]), LIMITS)) == expected
    assert _seen(pdf.parse(files.pdf([spots[::2] + spots[1::2]]), LIMITS)) == expected


def test_of_headlines_in_a_row_the_largest_is_the_title_and_comes_first() -> None:
    spots: list[Spot] = [(150, 60, 14, "喜迎新春系列报道"), (100, 95, 28, "临江县粮食再获丰收")]
    spots += [(200, 125, 14, "——来自田间的报告"), *_column(40, 160, _wrap(LEAD, 30))]
    assert _seen(pdf.parse(files.pdf([spots]), LIMITS)) == [
        ("title", "临江县粮食再获丰收"),
        ("heading", "喜迎新春系列报道"),
        ("heading", "——来自田间的报告"),
        (None, LEAD),
    ]


def test_a_headline_over_two_lines_is_one() -> None:
    spots: list[Spot] = [(100, 60, 24, "临江县粮食再获丰收"), (130, 90, 24, "农户笑开颜")]
    spots += _column(40, 130, _wrap(LEAD, 30))
    assert _seen(pdf.parse(files.pdf([spots]), LIMITS))[0] == (
        "title",
        "临江县粮食再获丰收农户笑开颜",
    )


def _set_in(columns: int, y: float, text: str, gap: float = 20) -> list[Spot]:
    """Text in columns of equal length across the page."""
    width = int((520 + gap) / columns - gap) // 10
    rows = _wrap(text, width)
    each = -(-len(rows) // columns)
    return [
        spot
        for number in range(columns)
        for spot in _column(
            40 + number * (10 * width + gap), y, rows[number * each : (number + 1) * each]
        )
    ]


@pytest.mark.parametrize("columns", [2, 3, 4, 5])
@pytest.mark.parametrize(
    "head",
    [
        [(22, "临江县粮食再获丰收"), (22, "农户笑开颜")],
        [(18, "春耕"), (18, "临江县粮食再获丰收"), (18, "农户明年再种一百亩")],
        [(12, "来自田间的报告"), (22, "临江县粮食再获丰收"), (10, "本报记者周红")],
    ],
)
def test_a_headline_of_several_rows_over_columns(
    columns: int, head: list[tuple[float, str]]
) -> None:
    text = (LIBRARY[:-1] + "，" + LEAD) * 3
    spots = _set_in(columns, 55 + 28 * len(head), text)
    middle = (40 + max(x + size * len(row) for x, _, size, row in spots)) / 2
    for number, (size, row) in enumerate(head):
        spots.append((middle - size * len(row) / 2, 60 + 28 * number, size, row))
    found = _seen(pdf.parse(files.pdf([spots]), LIMITS))
    large = max(size for size, _ in head)
    title = ("title", "".join(row for size, row in head if size == large))
    assert found[0] == title
    assert found[-1] == (None, text)
    assert "".join(part for _, part in found[1:-1]) == "".join(
        row for size, row in head if size < large
    )


def test_a_headline_in_the_middle_of_a_page_whose_text_fills_one_column() -> None:
    spots: list[Spot] = [(320, 60, 24, "临江县粮食再获丰收"), (400, 90, 10, "本报记者周红")]
    spots += _column(40, 120, _wrap(LEAD + RAIN, 20))
    assert _seen(pdf.parse(files.pdf([spots], width=900), LIMITS)) == [
        ("title", "临江县粮食再获丰收"),
        (None, "本报记者周红"),
        (None, LEAD + RAIN),
    ]


def test_a_column_that_begins_above_the_others_keeps_its_headline() -> None:
    spots: list[Spot] = [(240, 60, 14, "图书馆开门迎客"), *_column(220, 85, _wrap(LIBRARY * 3, 16))]
    spots += _column(40, 150, _wrap(LEAD * 2, 16)) + _column(400, 150, _wrap(RAIN * 2, 16))
    assert _seen(pdf.parse(files.pdf([spots]), LIMITS)) == [
        (None, LEAD * 2),
        ("title", "图书馆开门迎客"),
        (None, LIBRARY * 3),
        (None, RAIN * 2),
    ]


def test_a_mark_that_hangs_into_the_gutter_joins_no_columns() -> None:
    left = [
        "全县今年推进重点项目，",
        "新开工的项目五十七个",
        "完成年度计划的八成多，",
        "为全年打下坚实的基础",
    ]
    right = ["图书馆的新馆正式开放", "藏书九万册都可以免费", "读者凭身份证可以办理"]
    spots = _column(40, 100, left) + _column(154, 100, [*right, "借阅"])
    assert _seen(pdf.parse(files.pdf([spots]), LIMITS)) == [
        (None, "".join([*left, *right, "借阅"]))
    ]


def test_paragraphs_end_at_short_lines_and_begin_at_indents() -> None:
    spots = _column(40, 100, [*_wrap(LEAD, 20), *_wrap(RAIN, 20), *_wrap(LIBRARY, 20)])
    assert _seen(pdf.parse(files.pdf([spots]), LIMITS)) == [
        (None, LEAD),
        (None, RAIN),
        (None, LIBRARY),
    ]


def test_a_headline_written_downwards_beside_its_text() -> None:
    spots: list[Spot] = [(40, 100 + 26 * n, 26, char) for n, char in enumerate("丰收之年")]
    spots += _column(90, 95, _wrap(LEAD + RAIN, 30))
    assert _seen(pdf.parse(files.pdf([spots]), LIMITS)) == [
        ("title", "丰收之年"),
        (None, LEAD + RAIN),
    ]


def test_a_page_written_downwards_is_read_from_the_right() -> None:
    rows = _wrap(LEAD.replace("12.6", "十二点六").replace("3.2%", "一成"), 20)
    spots = [
        (500 - 16 * column, 60 + 10 * (row + 2 * (column == 0)), 10, char)
        for column, text in enumerate(rows)
        for row, char in enumerate(text.lstrip("\u3000"))
    ]
    assert [text for _, text in _seen(pdf.parse(files.pdf([spots]), LIMITS))] == [
        "".join(rows).strip()
    ]


def test_nothing_is_lost_between_the_page_and_the_blocks() -> None:
    spots = [
        (x * 37 % 500 + 20.0, x * 53 % 700 + 60.0, 8 + x % 5 * 3.0, LEAD[x % 30]) for x in range(80)
    ]
    data = files.pdf([spots])
    drawn = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert sorted("".join(pdf.parse(data, LIMITS).text.split()).replace("|", "")) == sorted(
        "".join(drawn.split())
    )


_PAGE = """<meta charset="utf-8"><style>@page{{size:A3;margin:15mm}}
body{{font-family:"Noto Serif CJK SC";font-size:10pt;line-height:1.5;margin:0;text-align:justify}}
p{{text-indent:2em;margin:0}} .c{{column-count:4;column-gap:1.4em}} h1{{text-align:center}}
.v{{writing-mode:vertical-rl;float:left;font-size:24pt;font-weight:bold;height:60mm;margin-right:3mm}}</style>
<h1>临江县粮食再获丰收</h1><div class="c"><p>{a}</p><p>{b}</p><p>{a}</p></div>
<div style="display:grid;grid-template-columns:2fr 1fr;gap:6mm">
<div><h1>县图书馆新馆开门迎客</h1><div class="c" style="column-count:2"><p>{b}</p><p>{a}</p></div></div>
<div><div class="v">丰收之年</div><p>{a}</p></div></div>"""


@pytest.mark.slow
def test_a_page_that_a_browser_sets(tmp_path: Path) -> None:
    browser = judge("chromium", "google-chrome")
    fonts = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout
    if b"Noto Serif CJK" not in fonts:
        missing("needs fonts-noto-cjk to set a newspaper page; run: .ci/install")
    a, b = (LEAD + RAIN) * 3, LIBRARY * 5 + "——“完”。"
    (tmp_path / "page.html").write_text(_PAGE.format(a=a, b=b), encoding="utf-8")
    subprocess.run(
        [
            *(browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"),
            *(f"--print-to-pdf={tmp_path}/page.pdf", f"{tmp_path}/page.html"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert _seen(pdf.parse((tmp_path / "page.pdf").read_bytes(), LIMITS)) == [
        ("title", "临江县粮食再获丰收"),
        *[(None, text) for text in (a, b, a)],
        ("title", "县图书馆新馆开门迎客"),
        *[(None, text) for text in (b, a)],
        ("title", "丰收之年"),
        (None, a),
    ]


def _read(texts: list[str], wide: float = 10) -> list[str]:
    """The paragraphs of a column; what is not Chinese is half as wide."""
    lines = []
    for number, text in enumerate(texts):
        bare = text.strip("\u3000")
        left = wide * (len(text) - len(text.lstrip("\u3000")))
        width = sum(wide if is_wide(char) or char in "“”" else wide / 2 for char in bare)
        lines.append(Line(bare, left, 20.0 * number, left + width, 20.0 * number + wide, wide))
    return [run.text for run in layout.runs([layout.Page(tuple(lines), -500, 900)])[0]]


@pytest.mark.parametrize(
    ("line", "below"),
    [
        ("新开工五十七个，完成年度计划的", "78.6%，为全年打下了坚实的基础。"),
        ("新开工五十七个，同比则下降了", "8.3%，改善幅度全省排名第三。"),
        ("改善幅度在全省排名第三，推动", "GDP、人均收入都有所增长。"),
        ("同比下降了八个多百分点，推动", "“5G+”应用落地。"),
        ("去年六月，方大萍安钢铁公司的", "50MW发电项目并网发电。"),
        ("大家说，今年的春天来得早一些", "了。”村民们对此都很高兴。"),
        ("安全生产形势总体平稳持续向好。", "（记者周红）今天的会议提出。"),
    ],
)
def test_a_line_on_which_what_comes_next_had_no_room_ends_no_paragraph(
    line: str, below: str
) -> None:
    first = "\u3000\u3000全县实施的重点项目一百二十六个，"
    full, hung = "截至目前所有项目推进顺利其中省级的", "重点的项目十二个已经全部开工建设，"
    column = [first, full, hung + "，", line, below, "\u3000\u3000下一步还要抓紧。", first, full]
    found = _read(column)
    assert found[0] == "".join((first.strip(), full, hung, "，", line, below))
    assert found[1] == "下一步还要抓紧。"


def test_without_indents_a_sentence_that_ends_before_the_edge_ends_its_paragraph() -> None:
    texts = [
        "全县实施重点项目一百二十六个，其中",
        "新开工的五十七个，进展都顺利。",
        "3月1日，县图书馆新馆正式开放，藏书",
        "九万册，读者可凭身份证免费借。",
        "GDP增长百分之六。",
    ]
    assert _read(texts) == ["".join(texts[:2]), "".join(texts[2:4]), texts[4]]


def test_names_one_to_a_line_are_a_list() -> None:
    names = ["International", "Semiconductors", "Pharmaceuticals", "Communications"]
    assert _read([*names, "本次展会共有一百二十六家企业参加。"])[:3] == names[:3]
