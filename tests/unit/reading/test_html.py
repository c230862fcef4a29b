"""What a web page shows is read: hidden by script, folded away, cut in two, broken into lines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.toy import files

from pxtranslate.reading.base import CELL_GAP, Limits, Parsed, one_line
from pxtranslate.reading.formats import epub, flow, html

LIMITS = Limits()
LEAD, RAIN, LIBRARY = files.LEAD, files.RAIN, files.LIBRARY
TITLE = "临江县粮食再获丰收"
STORY = f"<p>{LEAD}</p><p>{RAIN}</p><p>{LIBRARY}</p>"


def page(body: str, head: str = "") -> Parsed:
    """A page of this body, read."""
    whole = f"<html><head><meta charset=utf-8><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
    return html.parse(whole.encode(), LIMITS)


def seen(parsed: Parsed) -> list[str]:
    """The texts of the blocks."""
    return [block.text for block in parsed.blocks]


@pytest.mark.parametrize(
    "before",
    [
        '<div id="js_content" style="visibility: hidden; opacity: 0; ">',
        '<div style="VISIBILITY:hidden">',
        '<div style="opacity:0;transition:opacity .3s">',
        '<div aria-hidden="true">',
        '<div class="wow fadeIn" style="visibility: hidden !important">',
        '<form id="aspnetForm" action="/"><div>',
        "<section><section><section><section>",
    ],
)
def test_text_that_a_script_would_show(before: str) -> None:
    assert seen(page(f"<h1>{TITLE}</h1>{before}{STORY}")) == [TITLE, LEAD, RAIN, LIBRARY]


@pytest.mark.parametrize(
    ("fold", "control"),
    [
        ('<div class="rest" style="display:none">', "<a>展开剩余70%</a>"),
        ('<div style="display: none;">', "<span onclick=more()>阅读全文</span>"),
        ("<div hidden>", '<a href="javascript:;">查看更多</a>'),
        ("<details><summary></summary>", ""),
        ('<div style="max-height:0;overflow:hidden">', "<button>展开</button>"),
        ("<div style='DISPLAY : NONE'>", ""),
    ],
)
def test_the_rest_of_a_story_folded_away(fold: str, control: str) -> None:
    close = "</details>" if fold.startswith("<details") else "</div>"
    body = f"<article><h1>{TITLE}</h1><p>{LEAD}</p><p>{RAIN}</p>{fold}<p>{LIBRARY}</p>{close}{control}</article>"
    assert seen(page(body)) == [TITLE, LEAD, RAIN, LIBRARY]


def test_what_is_folded_away_is_told() -> None:
    rest = f"<div style='display:none'><p>{LIBRARY}</p></div>"
    body = f"<article><h1>{TITLE}</h1><p>{LEAD}</p><p>{RAIN}</p>{rest}</article>"
    assert "that the page folds away were taken" in page(body).notes[0]


@pytest.mark.parametrize(
    "whole",
    [
        f"<html><body><a href=/>首页</a></body></html><h1>{TITLE}</h1>{STORY}",
        f"<html><body><h1>{TITLE}</h1></body>{STORY}</html>",
        f"<html><body><h1>{TITLE}</h1><p>{LEAD}</p></body></html><html><body><p>{RAIN}</p><p>{LIBRARY}</p></body></html>",
        f"<body></BODY ></HTML\n><div><h1>{TITLE}</h1>{STORY}</div>",
        f"<h1>{TITLE}</h1>{STORY}",
    ],
)
def test_text_after_the_end_of_the_page(whole: str) -> None:
    parsed = html.parse(f"<meta charset=utf-8>{whole}".encode(), LIMITS)
    assert seen(parsed)[-4:] == [TITLE, LEAD, RAIN, LIBRARY]


@pytest.mark.parametrize(
    "last",
    [
        "详见<a href=/1>临江县</a>统计公报，<a href=/2>小麦</a>增产。",
        "（完）",
        "明年再种。",
        "<a href=/1>小麦增产一成，农户们笑开了颜。</a>",
        "<strong>链接</strong>",
    ],
)
def test_short_and_linked_paragraphs_belong_to_the_story(last: str) -> None:
    body = (
        f"<article><h1>{TITLE}</h1><p>{LEAD}</p><p>{last}</p><p>{RAIN}</p><p>{last}</p></article>"
    )
    assert len(seen(page(body))) == 5


def test_menus_comments_and_footers_are_left_out_and_told() -> None:
    links = "".join(f"<li><a href=/{n}>临江县第{n}个分馆开工</a></li>" for n in range(5))
    comments = f"<div class='comment-list'><p>写得真好，支持家乡的发展！{RAIN}</p></div>"
    footer = "<div class=footer><p>本网站的内容归临江网所有，转载请注明。</p></div>"
    parsed = page(f"<article><h1>{TITLE}</h1>{STORY}<ul>{links}</ul></article>{comments}{footer}")
    assert seen(parsed) == [TITLE, LEAD, RAIN, LIBRARY]
    assert "left out as menus" in parsed.notes[-1]


def test_much_text_outside_the_story_is_taken_and_told() -> None:
    half = "".join(f"<p>{text}</p>" for text in (LEAD, RAIN) * 4)
    rest = "".join(f"<p>{LIBRARY}</p>" for _ in range(4))
    parsed = page(f"<div id=a><h1>{TITLE}</h1>{half}</div><table><tr><td><div>{rest}</div></table>")
    assert seen(parsed).count(LIBRARY) == 4


@given(st.integers(0, 59), st.sampled_from(["\n", "\r\n", "\n      ", " \n\t"]), st.data())
@settings(max_examples=60, deadline=None)
def test_line_breaks_and_tags_anywhere_between_chinese_characters_are_no_space(
    at: int, gap: str, data: st.DataObject
) -> None:
    text = "临江县图书馆新馆总投资1.2亿元，建筑面积8600平方米，设阅览座位1200个，比上年增长3.2%。"
    at %= len(text)
    tag = data.draw(st.sampled_from(["", "<b>", "</span><span>", "<o:p></o:p>", "<wbr>"]))
    broken = text[:at] + gap + tag + text[at:]
    book = epub.parse(files.epub([f"<p>{broken}</p>"]), LIMITS)
    assert seen(book) == [text]


def test_line_breaks_between_words_and_lists_of_figures_stay_spaces() -> None:
    assert one_line("Open\nAI公司") == "Open AI公司"
    assert one_line("2024\n2025") == "2024 2025"
    assert one_line("第1组\n12\n13") == "第1组12 13"


@pytest.mark.parametrize(
    "mark",
    [
        '<sup><a href="#n1" id="r1">3</a></sup>',
        '<a href="#n2"><sup>4</sup></a>',
        '<sup><a href="#n2">[2]</a></sup>',
        "<sup>3</sup>",
        "<sup>[12]</sup>",
        "<sup>①</sup>",
        "<sup>注1</sup>",
        "<sup>1,2</sup>",
        '<a epub:type="noteref" href="n.xhtml#a">1</a>',
        '<a role="doc-noteref" href="#a">*</a>',
        '<a href="#fn1">[1]</a>',
    ],
)
def test_note_marks_are_no_text(mark: str) -> None:
    body = f"<p>去年全县粮食总产量达12.6万吨{mark}，创历史新高。</p>"
    for parsed in (page(f"<h1>{TITLE}</h1>{body}"), epub.parse(files.epub([body]), LIMITS)):
        assert seen(parsed)[-1] == "去年全县粮食总产量达12.6万吨，创历史新高。"
        assert "1 note marks left out" in parsed.notes


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("3000m<sup>2</sup>", "3000m²"),
        ("5厘米<sup>3</sup>", "5厘米³"),
        ("10<sup>-6</sup>", "10⁻⁶"),
        ("每年减少CO<sub>2</sub>排放", "每年减少CO2排放"),
        ("m<sup>n</sup>", "mn"),
        ("有<sup>1</sup>/<sub>3</sub>人", "有1/3人"),
        ("2<sup>1</sup>⁄<sub><i>2</i></sub>亩", "2½亩"),
        ("12 <sup>3</sup> / <sub>16</sub>寸", "12 又3/16寸"),
        ("原价<del>1280</del>980元", "原价980元"),
        (
            "<s>8</s><strike><b>9</b></strike>10<i style='Text-Decoration: underline line-through'>吨</i>元",
            "10元",
        ),
        ("5<ins>0</ins>元", "50元"),
    ],
)
def test_exponents_are_text(markup: str, text: str) -> None:
    assert seen(epub.parse(files.epub([f"<p>共{markup}，完工。</p>"]), LIMITS)) == [
        f"共{text}，完工。"
    ]


def test_what_is_struck_out_is_counted_and_a_tag_never_closed_costs_no_text() -> None:
    parsed = page(f"<h1>{TITLE}</h1><p>每斤<s>860</s><b>580</b>元，{LEAD}</p><s><div>{STORY}</div>")
    assert seen(parsed)[1] == f"每斤580元，{LEAD}"
    assert seen(parsed)[-1] == LIBRARY
    assert "1 pieces of struck-out text left out" in parsed.notes


@pytest.mark.parametrize(
    "cell", ["%s", "\n%s\n", "<p>%s</p>", "\n<div><p class=MsoNormal>%s</p></div>\n"]
)
def test_cells_of_data_stand_in_their_row(cell: str) -> None:
    rows = (("县区", "面积（万亩）"), ("安源区", "12.5"), ("", "合计"))
    table = "".join(
        f"<tr>{''.join(f'<td>{cell % text}</td>' for text in row)}</tr>" for row in rows
    )
    story = f"<p>{LEAD}</p><table>{table}</table><p>{RAIN}</p>"
    texts = ["县区 | 面积（万亩）", "安源区 | 12.5", "合计"]
    assert seen(page(f"<h1>{TITLE}</h1>{story}")) == [TITLE, LEAD, *texts, RAIN]


@pytest.mark.parametrize(
    "cells",
    [
        "<p>短</p><p>句</p>|<p>甲</p>",
        f"<p>{LEAD}{RAIN}</p>|<p>甲</p>",
        "<p>甲</p><img src=a.jpg>|<p>乙</p>",
        "<ul><li>甲</ul>|<p>乙</p>",
        "<p>甲</p>|<p style='display:none'>乙</p>",
        "<table><tr><td><p>甲</p></table>|<p>乙</p>",
    ],
)
def test_cells_that_lay_out_a_page_are_read_as_text(cells: str) -> None:
    tree = flow.parse_tree(f"<table><tr><td>{cells.replace('|', '</td><td>')}</td></tr></table>")
    assert not any(CELL_GAP in run.text for run in flow.runs(tree))


def test_a_headline_in_two_lines_is_one_headline() -> None:
    parsed = page(f"<h1>清河水库工程<br/>\n提前完工</h1><p>{LEAD}<br>{RAIN}</p><p>{LIBRARY}</p>")
    assert seen(parsed) == ["清河水库工程 提前完工", LEAD, RAIN, LIBRARY]


def test_the_kicker_of_an_epaper_page_stays_with_its_article() -> None:
    body = f"<div class=article><h3>全民阅读走进乡镇</h3><h1>{TITLE}</h1><h2>年底前再建12个</h2>{STORY}</div>"
    assert [(b.role, b.text) for b in page(body).blocks][:3] == [
        ("title", TITLE),
        ("heading", "全民阅读走进乡镇"),
        ("heading", "年底前再建12个"),
    ]


POEM = [
    "山路上走着许多人",
    "雨也走着",
    "谁都不说话，",
    "只有竹叶响",
    "坟前的酒凉了",
    "纸灰飞起来",
    "像一群",
    "灰白的蝴蝶",
]
SET = {
    "paragraphs": "<div>" + "".join(f"<p>{line}</p>" for line in POEM) + "</div>",
    "breaks": "<div>" + "<br>".join(POEM) + "</div>",
    "stanzas": f"<div><p>{'<br>'.join(POEM[:4])}</p><p>{'<br>'.join(POEM[4:])}</p></div>",
    "spans": "<div>" + "".join(f"<div><span>{line}</span></div>" for line in POEM) + "</div>",
    "line breaks shown": "<div style='white-space: pre-line'>\n" + "\n".join(POEM) + "\n</div>",
    "shown within": "<div style='white-space:pre-wrap'><p>" + "\n".join(POEM) + "</p></div>",
}  # fmt: skip


@pytest.mark.parametrize("name", SET)
def test_a_poem_is_a_story_though_it_has_no_sentence(name: str) -> None:
    menu = "".join(
        f"<li><a href='/{n}'>{n}</a></li>" for n in ("首页", "要闻", "时政", "社会", "副刊")
    )
    credit = "<div class=info>2024-04-04 来源：萍城日报 作者：李晓梅</div>"
    more = "".join(f"<p><a href='/{n}'>春耕备耕工作会议第{n}次召开</a></p>" for n in range(10))
    lines = "".join(f"<p>地址：临江县河西路{n}号附{n}号</p>" for n in range(10))
    foot = f"<div class=footer>{lines}</div><div style='display:none'>{lines}</div>"
    parsed = page(f"<ul>{menu}</ul><h1>{TITLE}</h1>{credit}{SET[name]}<div>{more}</div>{foot}")
    assert seen(parsed) == [TITLE, "2024-04-04 来源：萍城日报 作者：李晓梅", *POEM]


def test_line_breaks_are_shown_until_a_style_says_otherwise() -> None:
    inner = f"<p style='white-space: normal'>{LEAD[:10]}\n{LEAD[10:]}</p>"
    parsed = page(f"<h1>{TITLE}</h1><div style='white-space:pre-wrap'>{inner}<p>{RAIN}</p></div>")
    assert seen(parsed) == [TITLE, LEAD, RAIN]


@pytest.mark.parametrize(
    "markup",
    [
        "<p><span class=dropcap>{0}</span>{1}</p>",
        "<p><span style='float:left;font-size:48px'>{0}</span>{1}</p>",
        "<div class='drop-cap'>{0}</div><p>{1}</p>",
        "<div class=first-letter>{0}</div><div>{1}</div>",
        "<p style='float: left; font-size: 300%'>{0}</p><p>{1}</p>",
        "<p><div class=dropcap>{0}</div>{1}</p>",
        "<section><p class='txt dropCap'><b>{0}</b></p><section>{1}</section></section>",
    ],
)
@pytest.mark.parametrize("opening", ["", "“"])
def test_a_large_first_character_begins_its_text(markup: str, opening: str) -> None:
    text = opening + LEAD
    cut = 1 + len(opening)
    parsed = page(f"<h1>{TITLE}</h1>{markup.format(text[:cut], text[cut:])}<p>{RAIN}</p>")
    assert seen(parsed) == [TITLE, text, RAIN]


@pytest.mark.parametrize(
    "markup",
    [
        "<p style='float:left'>一</p><p>{0}</p>",
        "<p>一</p><p>{0}</p>",
        "<p class=dropcap>一</p><ul><li>{0}</li></ul>",
        "<p class=initial>一是</p><p>{0}</p>",
    ],
)
def test_a_character_that_is_not_set_apart_stays_alone(markup: str) -> None:
    texts = seen(epub.parse(files.epub([markup.format(LEAD)]), LIMITS))
    assert texts[1] == LEAD
