"""Rows of JSON Lines and CSV are articles: which fields are text, and what markup in them means."""

import json

import pytest
from tests.toy import files
from tests.toy.files import LEAD, LIBRARY, RAIN
from tests.unit.reading.blocks import LIMITS, _seen

from pxtranslate.errors import InputError
from pxtranslate.reading.base import Limits
from pxtranslate.reading.formats import csv, jsonl, markdown


@pytest.mark.parametrize(
    "field",
    [
        f"<p>&nbsp;&nbsp;{LEAD}</p><p>{RAIN}</p><img src='a.jpg' alt='a>b'/>",
        f"{LEAD}<br/>\n<br>　　{RAIN}",
        f"<div class=\"a\"><span style='x'>{LEAD[:9]}</span>{LEAD[9:]}</div>{RAIN}<script>x</script>",
        f"&lt;p&gt;{LEAD}&lt;/p&gt;&lt;p&gt;{RAIN}&lt;/p&gt;",
        f"<P>{LEAD.replace('。', '<sup>[1]</sup>。')}</P><!-- a --><P>{RAIN.replace('“', '&ldquo;').replace('”', '&rdquo;')}</P>",
    ],
)
@pytest.mark.parametrize("reader", ["jsonl", "csv"])
def test_fields_that_hold_a_piece_of_a_web_page(field: str, reader: str) -> None:
    if reader == "jsonl":
        parsed = jsonl.parse(
            json.dumps({"title": "粮&amp;<b>油</b>", "content": field}).encode(), LIMITS
        )
    else:
        quoted = field.replace('"', '""')
        parsed = csv.parse(f'标题,正文\n粮&amp;<b>油</b>,"{quoted}"\n'.encode(), LIMITS)
    assert [text for _, text in _seen(parsed)] == ["粮&油", LEAD, RAIN]


@pytest.mark.parametrize(
    "text", ["3<5，a < b > c，R&D投入，AT&T公司。", "<我们>与<他们>", "Q&A；A&B;"]
)
def test_fields_without_markup_stay_as_they_are(text: str) -> None:
    parsed = jsonl.parse(json.dumps({"content": text}).encode(), LIMITS)
    assert parsed.text == text


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("原价<del>1280</del>980元", "原价980元"),
        ("原价<S class='a'><b>1280</b></S><strike>9</strike>980元", "原价980元"),
        ("<s>未了<p>一</p><p>二</p></s>", "未了\n\n一\n\n二"),
        ("3×10<sup>4</sup>人，10<sup>−6</sup>，5厘米<sup>3</sup>", "3×10⁴人，10⁻⁶，5厘米³"),
        ("12.6万吨<sup>3</sup>，1210<sup>2</sup>，CO<sub>2</sub>", "12.6万吨，1210，CO2"),
        ("<sup>1</sup>/<sub>3</sub>的人，2<sup>1</sup>⁄<sub>2</sub>亩", "1/3的人，2½亩"),
    ],
)
def test_struck_text_and_raised_figures_in_fields(field: str, text: str) -> None:
    assert jsonl.parse(json.dumps({"content": field}).encode(), LIMITS).text == text
    if "<p>" not in field:
        assert markdown.parse(f"前{field}".encode(), LIMITS).text == f"前{text}"


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "part",
    [
        "<s>",
        "<s><b>",
        "1<sup>1</sup>",
        "<script>",
        "<!--",
        '<p "',
        "<p a='",
        " ",
        "&amp",
        "<sup>",
        "<",
    ],
)
def test_fields_of_hostile_markup_take_little_time(part: str) -> None:
    text = part * 100_000 + "<br>新闻"
    assert jsonl.parse(json.dumps({"content": text}).encode(), LIMITS).text.endswith("新闻")


def test_jsonl_rows_are_articles() -> None:
    parsed = jsonl.parse(files.JSONL.encode("utf-16"), LIMITS)
    assert [(block.article, block.role, block.text) for block in parsed.blocks] == [
        (0, "title", "临江县粮食再获丰收"),
        (0, "byline", "王小明"),
        (0, None, LEAD),
        (0, None, RAIN),
        (1, "title", "县图书馆新馆开门迎客"),
        (1, None, LIBRARY),
    ]
    assert parsed.notes == ("fields carried along, not translated: url",)


def test_jsonl_lines_that_are_no_objects_are_noted() -> None:
    lines = ['{"Title": "一", "BODY": ["二", "三"]}', "[1]", '{"title": "残', "", '{"正文": "四"}']
    parsed = jsonl.parse("\n".join(lines).encode(), LIMITS)
    assert [(b.article, b.text) for b in parsed.blocks] == [
        (0, "一"),
        (0, "二"),
        (0, "三"),
        (1, "四"),
    ]
    assert [note.partition(":")[0] for note in parsed.notes] == [
        "line 2 is not a JSON object and was left out",
        "line 3 is not JSON and was left out",
    ]
    with pytest.raises(InputError, match="no line that is a JSON object"):
        jsonl.parse(b"1\n2\n", LIMITS)
    deep = b'{"a": ' + b"[" * 100_000
    with pytest.raises(InputError, match="no line that is a JSON object"):
        jsonl.parse(deep, LIMITS)


@pytest.mark.parametrize(
    ("rows", "texts"),
    [
        ([{"text": "", "content": "甲"}, {"text": None, "正文": "乙"}], ["甲", "乙"]),
        ([{"新闻标题": "甲", "稿件 正文": "乙"}, {"article_text": "丙"}], ["甲", "乙", "丙"]),
        ([{"标题": "甲", "副标题": "乙", "标题：": "丙"}], ["甲"]),
        (
            [{"content": [{"type": "p", "text": "甲"}, {"type": "p", "text": "2024"}]}],
            ["甲", "2024"],
        ),
        ([{"content": {"paragraphs": ["甲", "乙"], "版": "A1"}}], ["甲", "乙"]),
        ([{"content": '[{"type": "image", "url": "a", "alt": "图"}, "甲"]'}], ["图", "甲"]),
        ([{"content": {"blocks": [{"type": "h", "data": {"text": "甲", "level": 2}}]}}], ["甲"]),
        ([{"content": {"ops": [{"insert": "甲"}, {"insert": "3\n乙"}]}}], ["甲3", "乙"]),
        (
            [
                {
                    "body": {
                        "type": "doc",
                        "content": [
                            {"content": [{"type": "text", "text": t} for t in ("甲", "3", "乙")]},
                            {"content": [{"type": "text", "text": "丙"}]},
                        ],
                    }
                }
            ],
            ["甲3乙", "丙"],
        ),
        (
            [{"content": "[注] 甲"}, {"content": "{乙}"}, {"content": "[“丙”]"}],
            ["[注] 甲", "{乙}", "[“丙”]"],
        ),
    ],
)
def test_a_text_by_another_name_or_in_blocks(rows: list[object], texts: list[str]) -> None:
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    for data in (lines, json.dumps(rows), json.dumps(rows, indent=1, ensure_ascii=False)):
        assert [text for _, text in _seen(jsonl.parse(data.encode(), LIMITS))] == texts


def test_one_object_over_many_lines_is_an_article() -> None:
    data = json.dumps({"title": "甲", "text": "乙", "url": ""}, indent=2)
    parsed = jsonl.parse(data.encode(), LIMITS)
    assert _seen(parsed) == [("title", "甲"), (None, "乙")]
    assert parsed.notes == ()
    parsed = jsonl.parse(b'[{"title": "\xe7\x94\xb2"}, 1]', LIMITS)
    assert parsed.notes == ("item 2 is not a JSON object and was left out",)


@pytest.mark.parametrize(
    ("above", "note"),
    [
        ("临江日报稿件,,\n,,\n导出：2024-06-19,,\n", "临江日报稿件; ; 导出：2024-06-19"),
        ("sep=,\n", None),
        ("", None),
    ],
)
def test_csv_with_its_title_above_the_names(above: str, note: str | None) -> None:
    parsed = csv.parse(
        f"{above}新闻标题,正文,日期\n一,二，三,6月\n标题,内容,7月\n".encode(), LIMITS
    )
    assert [text for _, text in _seen(parsed)] == ["一", "二，三", "标题", "内容"]
    said = (f"left out above the names of the fields: {note}",) if note else ()
    assert parsed.notes == (*said, "fields carried along, not translated: 日期")


def test_csv_of_many_rows_with_line_ends_in_cells() -> None:
    parsed = csv.parse(("标题,正文\n" + '一,"二\n三"\n' * 20).encode(), LIMITS)
    assert [block.text for block in parsed.blocks] == ["一", "二", "三"] * 20


def test_rows_without_a_known_field_say_which_there_are() -> None:
    with pytest.raises(InputError, match=r"no field for a title .* its fields are: id, 摘要"):
        jsonl.parse(json.dumps({"id": 1, "摘要": "一"}).encode(), LIMITS)
    named = Limits(text_fields=("摘要",))
    assert jsonl.parse(json.dumps({"id": 1, "摘要": "一"}).encode(), named).text == "一"


def test_lone_surrogates_in_json_are_shown_and_noted() -> None:
    parsed = jsonl.parse(rb'{"title": "\ud800\u4e00"}', LIMITS)
    assert parsed.text == "\ufffd一"
    assert parsed.notes == ("line 1: 1 lone surrogate shown as \ufffd",)


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv(delimiter: str) -> None:
    text = f'标题{delimiter}正文\r\n一{delimiter}"二，""引""\r\n三"\r\n四{delimiter}五\r\n'
    parsed = csv.parse(text.encode("gb18030"), LIMITS)
    assert [(block.article, block.role, block.text) for block in parsed.blocks] == [
        (0, "title", "一"),
        (0, None, '二，"引"'),
        (0, None, "三"),
        (1, "title", "四"),
        (1, None, "五"),
    ]


def test_csv_cells_too_many_are_kept_and_noted() -> None:
    parsed = csv.parse("标题,正文\n一,二,三\n".encode(), LIMITS)
    assert [block.text for block in parsed.blocks] == ["一", "二,三"]
    assert "3 cells where the first row has 2" in parsed.notes[0]
    parsed = csv.parse("标题,正文,日期\n一,二,三,四,6月\n一,二,6月,,\n".encode(), LIMITS)
    assert [block.text for block in parsed.blocks] == ["一", "二,三,四", "一", "二"]
    assert parsed.notes[0].startswith("line 2: 5 cells where the first row has 3; 正文 was taken")
    assert len(parsed.notes) == 2
    assert csv.parse(f"正文\n{'长' * 200_000}\n".encode(), LIMITS).text == "长" * 200_000
