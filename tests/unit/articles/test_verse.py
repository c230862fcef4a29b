"""Lines of a poem stay lines of one article; prose, lists and headlines beside them are as they were."""

import re

import pytest
from tests.places import PAGE

from pxtranslate.articles.blocks import text_blocks
from pxtranslate.articles.split import split
from pxtranslate.articles.verse import is_verse
from pxtranslate.records import Article, Block, Document, Role

FREE = (
    ("村口那棵老樟树", "站了三百年", "风来了", "它摇一摇", "雨来了", "它弯一弯"),
    ("孩子们从树下走过", "一个个长大", "一个个远行", "只有它", "守着归来的脚步"),
)
POEMS = {
    "free": FREE,
    "with some marks": (("雨停在屋檐的边上，", "像一个迟到的孩子", "不敢推门。"), ("门里有灯", "灯下有人等着，", "等到茶也凉了")),
    "seven characters": (("云海苍茫接九天，", "高山草甸碧如烟。", "千峰竞秀迎朝日，", "万壑争流汇大川。"),),
    "seven, without marks": (("山路弯弯雾里行", "牛铃声声到天明", "谁家炊烟先升起", "唤醒一村读书声"),),
    "the last word taken up": (("故乡的河很窄", "窄得像母亲的腰带", "故乡的河很长", "长过我所有的梦"),),
    "sentences over two lines": (("风从山那边来", "带着稻花的香气。", "我们坐在田埂上", "数着天上的星星。"),),
}  # fmt: skip
BEFORE = [
    "我市夏粮长势良好",
    "本报讯（记者 王敏）目前全市夏粮长势良好，预计总产量达12.6万吨，比去年增长3.5%。",
]
AFTER = [
    "城区新增停车位三千个",
    "本报讯（记者 周磊）今年以来，市住建局新建停车场18处，新增停车位3000个，缓解了停车难。",
]
HEADS = {
    "title": ["雨后"],
    "title and poet": ["雨后", "刘文华"],
    "title and poet with a mark": ["雨后", "□ 李晓梅"],
    "title and poet with a label": ["雨后", "作者：李晓梅"],
}


def articles(text: str, blocks: tuple[Block, ...] = ()) -> list[Article]:
    """The articles of a text."""
    return list(split(Document("a.txt", "a", "", "utf-8", text, blocks)).articles)


def read(parts: list[str], article: int | None = None) -> list[Article]:
    """The articles of paragraphs that a reader of Word files or web pages told apart."""
    text = "\n\n".join(parts)
    blocks, at = [], 0
    for part in parts:
        blocks.append(Block(part, at, None, article))
        at += len(part) + 2
    return articles(text, tuple(blocks))


def told(article: Article) -> list[str]:
    """What an article says below its headline and names."""
    return [p.text for p in article.paragraphs if p.role in ("lead", "body")]


@pytest.mark.parametrize("name", POEMS)
@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("apart", ["stanzas", "items", "a reader"])
def test_a_poem_between_news_is_one_article_in_lines(name: str, head: str, apart: str) -> None:
    stanzas = POEMS[name]
    lines = [line for stanza in stanzas for line in stanza]
    if apart == "a reader":
        found = read([*BEFORE, *HEADS[head], *lines, *AFTER])
    else:
        between = "\n\n" if apart == "stanzas" else "\n"
        poem = "\n".join(HEADS[head]) + between + between.join(map("\n".join, stanzas))
        found = articles("\n\n".join(["\n".join(BEFORE), poem, "\n".join(AFTER)]))
    assert [a.title.text for a in found if a.title] == [BEFORE[0], "雨后", AFTER[0]]
    assert told(found[1]) == lines
    assert len(told(found[0])) == len(told(found[2])) == 1
    assert not any(a.joins for a in found)
    assert (found[1].byline is None) == (head == "title")


@pytest.mark.parametrize("name", POEMS)
def test_verse_quoted_in_prose_stays_within_it(name: str) -> None:
    lines = [line for stanza in POEMS[name] for line in stanza]
    above = ["老支书的诗", "老支书退休后一直写诗。昨天记者见到他时，他正伏在灶台边写字，随口念道："]
    below = ["写完最后一句，他把笔放下，笑着说还要再改一改，村里的孩子们都爱听。"]
    for found in (read([*above, *lines, *below]), articles("\n".join([*above, *lines, *below]))):
        assert len(found) == 1
        assert told(found[0]) == [above[1], *lines, *below]


def test_regular_verse_in_prose_needs_no_colon() -> None:
    lines = list(POEMS["seven, without marks"][0])
    above = ["老支书的诗", "老支书退休后一直写诗，灶台边也写，这一首是昨天写的。"]
    (found,) = read([*above, *lines])
    assert told(found) == [above[1], *lines]


@pytest.mark.parametrize("name", POEMS)
def test_lines_of_a_row_are_no_headings(name: str) -> None:
    lines = [line for stanza in POEMS[name] for line in stanza]
    (found,) = read(lines, article=0)
    assert {p.role for p in found.paragraphs} <= {"lead", "body"}
    assert [
        p.text for p in ([found.title] if found.title else []) + list(found.paragraphs)
    ] == lines


def test_a_poem_on_a_page_out_of_order_is_left_whole() -> None:
    page = PAGE.read_text("utf-8")
    poem = "\n\n".join(["村口的老樟树\n李晓梅", *map("\n".join, FREE)])
    plain = articles(page)
    ends = [found.end() for found in re.finditer(r"）(?=\n+[^\n]{4,30}\n)", page)]
    assert len(ends) > 2
    for at in (0, *ends, len(page)):
        found = articles(f"{page[:at]}\n\n{poem}\n\n{page[at:]}")
        (one,) = [a for a in found if a.title and a.title.text == "村口的老樟树"]
        assert told(one) == [line for stanza in FREE for line in stanza]
        assert [told(a) for a in found if a is not one] == [told(a) for a in plain]


def test_a_poem_amid_the_text_of_a_page_out_of_order_stays_together() -> None:
    page = PAGE.read_text("utf-8")
    poem = "\n\n".join(["村口的老樟树\n李晓梅", *map("\n".join, FREE)])
    ends = [found.end() for found in re.finditer(r"。(?=\n+[^\n]{60})", page)]
    assert len(ends) > 20
    for at in ends:
        found = articles(f"{page[:at]}\n\n{poem}\n\n{page[at:]}")
        (one,) = [a for a in found if a.title and a.title.text == "村口的老樟树"]
        assert told(one) == [line for stanza in FREE for line in stanza]


def test_a_long_last_line_is_one_of_the_poem() -> None:
    poem = ["雨后", *POEMS["seven, without marks"][0], "我听见整个夏天都在屋檐下轻轻走动"]
    assert told(articles("\n".join([*poem, *AFTER]))[0]) == poem[1:]


def test_wide_lines_of_a_poem_are_no_wrapped_text() -> None:
    lines = ["春天从一封没有地址的信里出发", "经过三座桥和一片醒来的菜花", "它走得很慢像外婆当年的脚步",
             "一路上问候每一棵认得的老树", "到你那里的时候请你接住它们", "把它放在窗台上晒一晒太阳", "等花开了再寄给下一个人"]  # fmt: skip
    assert [b.text for b in text_blocks("\n".join(lines))] == lines


PROSE = "连日来全县各地抢抓农时掀起春耕备耕热潮，农业部门组织技术人员深入田间地头，指导农民科学育秧，目前已备足种子和化肥，检修农机具两千余台，各项准备工作基本就绪。"


@pytest.mark.parametrize("width", [7, 9, 11, 13, 15, 18, 21])
def test_wrapped_prose_is_no_verse(width: int) -> None:
    assert not is_verse([PROSE[at : at + width] for at in range(0, len(PROSE), width)])


@pytest.mark.parametrize(
    "lines",
    [
        ["全县经济社会发", "展取得新的成绩", "各项指标平稳增", "长人民生活水平", "有了很大的提高"],
        ["全县经济发展，成绩显著", "指标增长，人民生活提高", "教育先行，新建学校三所", "医疗跟上，乡乡有卫生院"],
        ["张小明", "李文华", "王志强", "赵丽娟", "陈建军"],
        ["地铁三号线今日试运行", "地铁三号线今日开始试运行。", "图书馆延长开放时间", "图书馆开放时间延长至晚上。"],
        ["全市经济工作会议在市委党校召开", "我市新增两家上市公司和一批骨干企业", "春季大型人才招聘会明天在体育馆开幕", "城市公园夜间照明全面升级改造完成"],
        ["风来了", "雨来了", "它弯一弯"],
        ["吴春梅）", "水路客运量环比增长", "（李建国", "全社会人员流动量攀升"],
    ],
)  # fmt: skip
def test_what_is_no_verse(lines: list[str]) -> None:
    assert not is_verse(lines)


def test_the_headline_below_a_poem_is_told_by_an_empty_line_or_by_its_text() -> None:
    poem = ["雨后", *POEMS["seven, without marks"][0]]
    below = ["周末去哪儿", "城南新开的夜市有小吃和旧书，周末晚上一直开到十二点，去的人很多。"]
    first, second = articles("\n".join(poem) + "\n\n" + "\n".join(below))
    assert (told(first), told(second)) == (poem[1:], below[1:])
    for names in ([], ["本报记者 王强"]):
        parts = [*poem, "城南夜市开张", *names, below[1]]
        first, second = read(parts)
        assert (told(first), told(second)) == (poem[1:], below[1:])


def test_who_wrote_a_poem_is_told_below_it() -> None:
    poem = ["雨后", *POEMS["seven, without marks"][0], "我们在檐下听雨"]
    text = "\n".join(poem[:-1]) + f"\n\n{poem[-1]}\n作者：李晓梅\n\n" + "\n".join(AFTER)
    first, second = articles(text)
    assert told(first) == poem[1:]
    assert len(told(second)) == 1


def test_a_short_item_below_a_poem_is_none_of_its_lines() -> None:
    poem = ["雨后", *POEMS["seven, without marks"][0]]
    first, second = articles("\n".join([*poem, "城南新开一处夜市", "本报讯 商户昨晚营业。"]))
    assert told(first) == poem[1:]
    assert told(second) == ["商户昨晚营业。"]


def test_rows_with_figures_are_no_verse() -> None:
    above = ["今日菜价", "市发改委昨天公布了主要农贸市场的蔬菜零售价格，单位为元。"]
    rows = [
        f"{food} {n + 1}.80" for n, food in enumerate(["黄瓜", "土豆", "豆角", "白菜", "西红柿"])
    ]
    (found,) = articles("\n".join([*above, *rows]))
    assert told(found) == [above[1], *rows]


def test_a_headline_as_long_as_the_lines_below_it_is_told_after_what_is_signed() -> None:
    poem = ["春日登山怀友人", *POEMS["seven, without marks"][0]]
    first, second = read([*BEFORE, f"{BEFORE[1][11:]}（王敏）", *poem])
    assert second.title is not None
    assert told(second) == poem[1:]
    assert len(told(first)) == 2


def test_a_phrase_that_begins_like_a_name_is_a_line() -> None:
    poem = ["出发", "向远方", "风在耳边吹着", "路在脚下走着", "谁也没有回头"]
    (found,) = articles("\n".join(poem))
    assert told(found) == poem[1:]


def test_a_headline_in_two_lines_over_a_poem_is_one() -> None:
    lines = list(POEMS["seven, without marks"][0])
    (found,) = articles("\n".join(["写给石桥小学的诗", "山里的读书声", "作者：李晓梅", *lines]))
    assert found.title is not None
    assert found.title.text == "写给石桥小学的诗山里的读书声"
    assert told(found) == lines


def test_a_heading_of_the_reader_stays_one() -> None:
    stanza = list(POEMS["free"][0])
    text = "\n\n".join(["雨后", "上篇", *stanza, "下篇", *stanza])
    blocks, at = [], 0
    for part in text.split("\n\n"):
        role: Role | None = (
            "title" if part == "雨后" else "heading" if part in ("上篇", "下篇") else None
        )
        blocks.append(Block(part, at, role))
        at += len(part) + 2
    (found,) = articles(text, tuple(blocks))
    assert [p.text for p in found.paragraphs if p.role == "heading"] == ["上篇", "下篇"]


def test_names_under_a_notice_head_nothing() -> None:
    end = "以上同志拟提拔任用，公示期为5个工作日，如有异议请向县委组织部反映。"
    (found,) = articles("\n".join(["县委组织部公示", "张伟", "李强", "王芳", end]))
    assert told(found) == ["张伟", "李强", "王芳", end]
