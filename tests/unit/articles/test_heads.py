"""Running heads in a dump of pages are neither headline nor text, and a text goes on across them."""

import re

import pytest
from tests.places import PAGE

from pxtranslate.articles.blocks import text_blocks
from pxtranslate.articles.heads import running_heads
from pxtranslate.articles.split import split
from pxtranslate.reading.running import goes_with_heads, is_running_head
from pxtranslate.records import Article, Block, Document

HEADS = {
    "paper and section": ["萍城日报 要闻"],
    "paper": ["萍城日报"],
    "date": ["2024年5月6日 星期一"],
    "date, paper, section": ["2024年5月6日 星期一", "萍城日报", "要闻"],
    "one line": ["萍城日报 2024年5月6日 星期一 农历三月廿八 03版 综合新闻"],
    "numbered section": ["A03版：时政"],
    "number beside": ["萍城日报", "12"],
}
NEWS = [
    ("全市重点项目建设推进会召开", "本报讯（记者 李强）昨日，全市重点项目建设推进会召开。会议强调，要抢抓机遇，加快推进项目建设。"),
    ("我市夏粮长势良好", "本报讯（记者 王敏）记者获悉，目前全市夏粮长势良好，预计总产量达12.6万吨，比去年增长3.5%。"),
    ("城区新增停车位三千个", "本报讯（记者 周磊）今年以来，市住建局利用闲置地块新建停车场18处，新增停车位3000个。"),
    ("乡村医生下乡义诊", "本报讯（记者 黄丽）近日，市中医院组织医生到偏远山村开展义诊活动，为120名村民免费检查身体。"),
]  # fmt: skip
WORK = (
    "连日来全县各地抢抓农时掀起春耕备耕热潮，农业部门组织技术人员深入田间地头，指导农民科学育秧，"
    "目前已备足种子和化肥，检修农机具两千余台，各项工作准备就绪。"
)


def articles(text: str) -> list[Article]:
    """The articles of a text."""
    return list(split(Document("a.txt", "a", "", "utf-8", text)).articles)


def told(article: Article) -> list[str]:
    """What an article says below its headline and names."""
    return [p.text for p in article.paragraphs if p.role != "byline"]


def shown(text: str) -> list[tuple[str, list[str], str]]:
    """The headline, text and writer of each article."""
    return [
        (a.title.text if a.title else "", told(a), a.byline.zh if a.byline else "")
        for a in articles(text)
    ]


@pytest.mark.parametrize("name", HEADS)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("times", [1, 2, 4])
def test_heads_are_no_part_of_the_articles(name: str, between: str, times: int) -> None:
    plain = [line for item in NEWS for line in item]
    headed = [
        line for n, item in enumerate(NEWS) for line in (*(HEADS[name] if n < times else ()), *item)
    ]
    assert shown(between.join(headed)) == shown(between.join(plain))


@pytest.mark.parametrize("name", HEADS)
def test_a_sentence_goes_on_across_a_head(name: str) -> None:
    text = "近年来，县水利局投入资金3600万元，新建和改造农村供水工程42处，解决了2.3万名群众的饮水问题。"
    half = text.index("2.3")
    last = "现在拧开龙头就有水，水质每月检测一次。"
    parts = ["山区群众吃上放心水", text[:half], *HEADS[name], text[half:], last]
    assert shown("\n".join(parts)) == [(parts[0], [text, last], "")]


@pytest.mark.parametrize(
    "head", [["萍城日报 要闻"], ["武功山纪行"], ["武功山纪行 17"], ["- 17 -", "武功山纪行"]]
)
def test_heads_between_wrapped_lines(head: list[str]) -> None:
    text = 6 * WORK
    lines = [text[at : at + 21] for at in range(0, len(text), 21)]
    for n, at in enumerate((4, 9, 15)):
        lines[at + n * len(head) : at + n * len(head)] = head
    assert [b.text for b in text_blocks("\n".join(lines)) if b.text in head] == 3 * head
    (found,) = articles("\n".join([NEWS[0][0], *lines]))
    assert told(found) == [text]


def test_a_poem_goes_on_across_a_head() -> None:
    poem = ["雨停在屋檐的边上", "像一个迟到的孩子", "不敢推门", "门里有灯"]
    text = "\n".join(["雨后", *poem, "- 3 -", "萍城日报 副刊", "灯下有人等着"])
    assert shown(text) == [("雨后", [*poem, "灯下有人等着"], "")]


@pytest.mark.parametrize("between", ["\f", "\n- 3 -\n", "\n"])
def test_a_name_at_the_top_of_each_page_is_a_head(between: str) -> None:
    pages = ["\n".join((f"武功山纪行 {n}", *item)) for n, item in enumerate(NEWS, 8)]
    if between == "\n":  # it stands in the middle of a text, too
        half = len(WORK) // 2
        pages += ["冬修水利正当时", WORK[:half], "武功山纪行", WORK[half:]]
    found = shown(between.join(["编者按：以下各篇均选自本报今年的来稿。", *pages]))
    titles = [title for title, _, _ in found if title]
    assert titles[:4] == [title for title, _ in NEWS]
    assert not any("武功山" in line for title, lines, by in found for line in (title, *lines, by))


@pytest.mark.parametrize("above", [[], ["萍城日报"], ["- 3 -"]])
def test_a_headline_printed_twice_is_not_lost(above: list[str]) -> None:
    again = [NEWS[0], NEWS[1], (NEWS[0][0], "会议要求，各县区要抓紧落实，确保全年目标任务完成。"), NEWS[2]]  # fmt: skip
    text = "\f".join("\n".join((*above, *item)) for item in again)
    titles = [
        p.text
        for a in articles(text)
        for p in (a.title, *a.paragraphs)
        if p and p.role in ("title", "heading")
    ]
    assert titles == [title for title, _ in again]


@pytest.mark.parametrize("line", ["基本情况", "本报记者 周立平", "石桥镇 | 12 | 35"])
def test_lines_that_come_again_are_no_heads(line: str) -> None:
    people = [
        (f"{name}同志先进事迹", line, f"{name}，现任石桥村党支部书记，任职以来工作扎实，群众满意。")
        for name in ("张伟", "李强", "王芳", "周敏")
    ]
    text = "\n".join(line for person in people for line in person)
    assert not running_heads(text, [found.span() for found in re.finditer("[^\n]+", text)])


@pytest.mark.parametrize(
    "line", ["本报记者 周立平", "任务已经完成。", "12", WORK[:19] + WORK[-15:-1].replace("，", "")]
)
def test_what_comes_again_below_cut_lines_is_not_always_a_head(line: str) -> None:
    lines = [WORK[:30], line] * 4
    text = "\n\n".join(lines)
    assert not running_heads(text, [found.span() for found in re.finditer("[^\n]+", text)])


@pytest.mark.parametrize("above", ["全市春耕备耕工作推进会今天在石桥镇召开了", "石桥镇十个村，"])
def test_a_headline_or_a_short_line_is_not_cut(above: str) -> None:
    text = "\n\n".join([above, "基本情况"] * 4)
    assert not running_heads(text, [found.span() for found in re.finditer("[^\n]+", text)])


def test_a_bare_number_at_the_end_of_a_page_is_its_number() -> None:
    pages = ["\n".join((*item, str(n))) for n, item in enumerate(NEWS, 8)]
    plain = "\n".join(line for item in NEWS for line in item)
    assert shown("\n\f".join([*pages, ""])) == shown(plain)


def test_a_page_out_of_order_is_rebuilt_in_spite_of_heads() -> None:
    page = PAGE.read_text("utf-8")
    ends = [found.end() for found in re.finditer(r"[。）](?=\n)", page)][::5]
    for at in reversed(ends):
        page = f"{page[:at]}\n萍城日报 要闻{page[at:]}"
    assert shown(page) == shown(PAGE.read_text("utf-8"))


def test_heads_stand_where_they_stood_if_the_order_is_kept() -> None:
    text = "\n".join(["萍城日报", *NEWS[0], "萍城日报", *NEWS[1]])
    found = split(Document("a.txt", "a", "", "utf-8", text), keep_order=True)
    starts = [
        piece[0]
        for a in found.articles
        for p in (*([a.title] if a.title else []), *a.paragraphs)
        for piece in p.pieces
    ]
    assert starts == sorted(starts)
    assert [a.title.text for a in found.articles if a.title] == [NEWS[0][0], NEWS[1][0]]


@pytest.mark.parametrize("name", ["读者来信", "港聞", "人物周刊", "国际"])
def test_a_section_at_the_top_is_no_line_of_the_first_headline(name: str) -> None:
    text = "\n".join(line for item in NEWS for line in item)
    assert shown(f"{name}\n{text}") == shown(text)


@pytest.mark.parametrize("name", ["读者", "老粮站", "12"])
def test_a_name_over_a_text_is_its_headline(name: str) -> None:
    text = f"{name}\n{NEWS[0][1]}"
    assert not running_heads(text, [found.span() for found in re.finditer("[^\n]+", text)])


def test_what_the_reader_told_is_no_head() -> None:
    parts = ["要闻", NEWS[0][1], "要闻", NEWS[1][1]]
    text = "\n\n".join(parts)
    starts = [0, text.index(parts[1]), text.rindex("要闻"), text.index(parts[3])]
    blocks = tuple(
        Block(part, at, "title" if part == "要闻" else None)
        for part, at in zip(parts, starts, strict=True)
    )
    found = split(Document("a.txt", "a", "", "utf-8", text, blocks))
    assert [a.title.text for a in found.articles if a.title] == ["要闻", "要闻"]


@pytest.mark.parametrize(
    "line",
    ["萍乡日报讯", "据江西日报报道", "2024年5月6日", "要闻", "12", "市教育局通报", "关注健康", "生活日报见证十年变迁", "第3版的故事", ""],
)  # fmt: skip
def test_what_says_more_or_less_is_no_head(line: str) -> None:
    assert not is_running_head(line)


def test_what_goes_with_heads() -> None:
    assert all(map(goes_with_heads, ["要闻", "综合新闻", "12", "第3版", "- A3 -", "农历三月廿八"]))
    assert not any(map(goes_with_heads, ["要闻部", "3人", "农历三月廿八开市"]))
