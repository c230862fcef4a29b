"""Pages of text with places: columns, order, paragraphs, heads; and what is not readable."""

import subprocess
from pathlib import Path

import pypdfium2
import pytest
from tests.judges import judge, missing
from tests.toy import files

from pxtranslate.errors import InputError
from pxtranslate.reading.base import Limits, Parsed, Scanned
from pxtranslate.reading.formats import layout, ocr, pdf
from pxtranslate.reading.formats.columns import Line
from pxtranslate.reading.inputs import find_inputs
from pxtranslate.reading.read import read

LIMITS = Limits()
LEAD, RAIN, LIBRARY = files.LEAD, files.RAIN, files.LIBRARY
Spot = tuple[float, float, float, str]


def _seen(parsed: Parsed) -> list[tuple[str | None, str]]:
    return [(block.role, block.text) for block in parsed.blocks]


def _wrap(text: str, width: int, indent: int = 2) -> list[str]:
    """Lines of so many squares, the first one indented by ideographic space left out."""
    rows = ["\u3000" * indent + text[: width - indent]]
    rest = text[width - indent :]
    return rows + [rest[at : at + width] for at in range(0, len(rest), width)]


def _column(x: float, y: float, rows: list[str], size: float = 10) -> list[Spot]:
    found = []
    for number, row in enumerate(rows):
        bare = row.lstrip("\u3000")
        found.append((x + size * (len(row) - len(bare)), y + 1.5 * size * number, size, bare))
    return found


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


def test_running_heads_and_page_numbers_are_dropped_and_paragraphs_cross_pages() -> None:
    rows = _wrap(LEAD + RAIN + LIBRARY, 40)
    pages = []
    for number, part in enumerate((rows[:2], rows[2:4], rows[4:]), start=1):
        head: list[Spot] = [(40, 30, 9, "临江日报社史稿"), (290, 780, 9, f"— {number} —")]
        pages.append(head + _column(40, 100, part))
    parsed = pdf.parse(files.pdf(pages), LIMITS)
    assert _seen(parsed) == [(None, LEAD + RAIN + LIBRARY)]
    assert parsed.notes[0].startswith("running heads and page numbers left out: 临江日报社史稿")


def test_the_head_of_a_newspaper_page_is_known_by_its_date() -> None:
    spots: list[Spot] = [
        (40, 30, 9, "要闻"),
        (250, 30, 9, "2026年3月2日 星期一"),
        (500, 30, 9, "责编 周红"),
    ]
    spots += [(150, 80, 24, "临江县粮食再获丰收"), *_column(40, 120, _wrap(LEAD, 30))]
    parsed = pdf.parse(files.pdf([spots]), LIMITS)
    assert [role for role, _ in _seen(parsed)] == ["title", None]
    assert "要闻 / 2026年3月2日 星期一 / 责编 周红" in parsed.notes[0]


@pytest.mark.parametrize("head", ["要闻", "临江日报", "临江日报 要闻", "综合新闻 A03"])
def test_a_head_without_a_number_is_known_by_what_it_says(head: str) -> None:
    for size in (9, 20):
        spots: list[Spot] = [(40, 30, size, head), (150, 90, 24, "临江县粮食再获丰收")]
        spots += _column(40, 130, _wrap(LEAD, 30))
        assert _seen(pdf.parse(files.pdf([spots]), LIMITS)) == [
            ("title", "临江县粮食再获丰收"),
            (None, LEAD),
        ]


def _headed(heads: list[Spot | None]) -> Parsed:
    """A page for each head, with rows of text below it."""
    rows = _wrap(LEAD + RAIN + LIBRARY, 30)
    pages = [
        ([head] if head else []) + _column(40, 160, rows[at * 2 : at * 2 + 2])
        for at, head in enumerate(heads)
    ]
    return pdf.parse(files.pdf(pages), LIMITS)


def test_a_headline_on_two_pages_is_no_running_head() -> None:
    title: Spot = (150, 50, 24, "临江县粮食再获丰收")
    titles = [text for role, text in _seen(_headed([title, title])) if role]
    assert titles == [title[3], title[3]]
    assert not any(role for role, _ in _seen(_headed([title, title, title])))
    plain: Spot = (150, 30, 9, "临江县志稿本")
    assert _seen(_headed([plain, plain, None])) == [(None, LEAD + RAIN + LIBRARY)]


def test_a_head_below_the_margin_is_known_by_coming_again() -> None:
    plain: Spot = (150, 110, 9, "临江县志稿本")
    assert _seen(_headed([plain, plain, plain])) == [(None, LEAD + RAIN + LIBRARY)]


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


def test_table_rows_are_one_block_with_cells_told_apart() -> None:
    spots: list[Spot] = []
    for row, cells in enumerate((("乡镇", "产量"), ("东乡", "3万"), ("西乡", "4万"))):
        spots += [(60 + 120 * n, 100 + 20 * row, 10, cell) for n, cell in enumerate(cells)]
    assert _seen(pdf.parse(files.pdf([spots]), LIMITS))[1:] == [
        (None, "东乡 | 3万"),
        (None, "西乡 | 4万"),
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


def test_a_page_without_text_asks_for_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: False)
    (tmp_path / "scan.pdf").write_bytes(files.pdf([[]]))
    (item,) = find_inputs([tmp_path])
    with pytest.raises(
        InputError, match=r"scan\.pdf: holds no text.*pip install 'pxtranslate\[ocr\]'"
    ):
        read(item)
    skipped: list[str] = []
    (tmp_path / "photo.jpg").write_bytes(b"x")
    find_inputs([tmp_path], lambda path, reason: skipped.append(reason))
    assert "pip install 'pxtranslate[ocr]'" in skipped[0]


def test_fonts_without_meaning_are_not_taken_for_text() -> None:
    with pytest.raises(Scanned, match="fonts that do not tell which characters"):
        pdf.parse(files.pdf([[(50, 50, 10, "\ue001\ue002\ue003新")]]), LIMITS)


def test_a_font_that_is_neither_carried_nor_installed_loses_nothing() -> None:
    data = files.pdf([[(500, 60 + 10 * n, 10, char) for n, char in enumerate("临江县粮食")]])
    assert pdf.parse(data, LIMITS).text == "临江县粮食"
    # Whatever fonts the machine has: the box of a character is its em square.
    bounds = [one.get_bounds() for one in pypdfium2.PdfDocument(data)[0].get_objects()]
    assert [round(x) for x in bounds[0]] == [500, 739, 510, 749]


@pytest.mark.parametrize("share", [1.0, 0.1])
def test_a_font_that_hides_its_characters_is_named(share: float) -> None:
    hidden = files.pdf([[(50, 50, 10, LEAD[: int(len(LEAD) * share)]), (50, 90, 10, RAIN * 9)]])
    if share == 1.0:
        hidden = hidden.replace(b"/Ordering (GB1) /Supplement 4", b"/Ordering (Identity)         ")
        hidden = hidden.replace(b"/Encoding /UniGB-UTF16-H", b"/Encoding /Identity-H   ")
        with pytest.raises(
            Scanned, match=r"do not tell which characters they draw \(STSong-Light\)"
        ):
            pdf.parse(hidden, LIMITS)
    else:
        assert not pdf.parse(hidden, LIMITS).notes


@pytest.mark.parametrize(
    "stamp",
    [
        "11/25/26, 8:00 PM",
        "2026/11/25 20:00",
        "2026/11/25 下午8:00",
        "25.11.2026, 20:00",
        "2026年11月25日 20:00",
    ],
)
def test_what_a_browser_prints_in_the_margins_is_no_text(stamp: str) -> None:
    spots: list[Spot] = [(30, 20, 8, stamp), (250, 20, 8, "临江县粮食再获丰收_临江网")]
    spots += [(100, 90, 24, "临江县粮食再获丰收"), *_column(40, 140, _wrap(LEAD, 30))]
    spots += [(30, 790, 8, "https://example.org/a?id=1"), (560, 790, 8, "1/1")]
    parsed = pdf.parse(files.pdf([spots]), LIMITS)
    assert [text for _, text in _seen(parsed)] == ["临江县粮食再获丰收", LEAD]


def test_characters_beyond_16_bits_and_halves_of_them() -> None:
    data = files.pdf([[(50, 50, 10, "新闻内容𠮷一甲")]])
    half = data.replace("甲".encode("utf-16-be").hex().encode(), b"dc00")
    text = pdf.parse(half, LIMITS).text
    assert text.startswith("新闻内容")
    assert "𠮷" in text
    assert text.encode()


def test_a_password_says_so() -> None:
    encrypted = files.pdf([[(50, 50, 10, LEAD)]]).replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4"
        b" /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>",
    )
    with pytest.raises(InputError, match="password-protected"):
        pdf.parse(encrypted, LIMITS)


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(InputError, match="has 3 pages, where 1 to 2"):
        pdf.parse(files.pdf([[], [], []]), Limits(pages=2))


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


def test_a_line_that_a_figure_had_no_room_on_ends_no_paragraph() -> None:
    def line(text: str, left: float, top: float) -> Line:
        return Line(text, left, top, left + 10 * len(text), top + 10, 10)

    texts = [
        "　　全县实施重点项目一百二十六个，其中",
        "新开工五十七个，完成年度计划的",
        "78.6%，为全年打下了坚实的基础。",
        "　　下一步还要抓紧。",
    ]
    lines = tuple(
        line(text.strip(), 20.0 if text[0] == "　" else 0.0, 20.0 * n)
        for n, text in enumerate([*texts, "　　第二天又有新的项目也都开工了。"])
    )
    found, _ = layout.runs([layout.Page(lines, -500, 900)])
    assert found[0].text.endswith("完成年度计划的78.6%，为全年打下了坚实的基础。")
    assert found[1].text.startswith("下一步")


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
