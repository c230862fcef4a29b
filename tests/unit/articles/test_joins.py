"""What was cut in two comes together, over whatever lies between; what only looks cut stays apart."""

import pytest
from tests.unit.articles.stories import DUTY, MEETING, TEA, YIELD, articles, lines, shown

from pxtranslate.articles.blocks import text_blocks
from pxtranslate.articles.looks import look_at
from pxtranslate.articles.page import Page
from pxtranslate.articles.seams import Habits, features
from pxtranslate.records import Block


def test_a_cut_sentence_comes_together_across_another_article() -> None:
    at = DUTY.index("水库") + 1
    page = lines(
        "防汛工作会议召开", MEETING, DUTY[:at], "春茶开采忙", TEA, YIELD + "（李娜）",
        DUTY[at:] + "（张伟）", "城市公园夜间照明升级", "记者从市园林局获悉，全市三十座公园夜间照明"
        "改造工程近日全部完工，市民晚间散步健身更加安全方便，照明灯具全部采用节能产品，每年节电二十万度。（王芳）",
        "图书馆延长开放时间", "自五月一日起，市图书馆每日开放时间延长至晚上九点，周末照常开放，读者可以通过"
        "手机预约座位，少儿阅览室同步延长开放，并新增亲子共读专区一百平方米，欢迎市民前往借阅。（刘洋）",
    )  # fmt: skip
    first = articles(page)[0]
    assert shown(first)[2] == ("body", DUTY)
    assert [len(p.pieces) for p in first.paragraphs] == [1, 2, 1]
    (join,) = first.joins
    assert (join.paragraph, join.at) == ("a1.p2", at)
    assert join.confidence > 0.5
    kept = articles(page, keep_order=True)
    assert not any(article.joins for article in kept)


@pytest.mark.parametrize(("within", "ragged"), [("。", False), ("，", True)])
def test_texts_without_an_end_are_cut_if_they_have_full_stops_within(
    within: str, ragged: bool
) -> None:
    cut = [f"{text[:-1]}{within}{text[:20]}" for text in (MEETING, DUTY, TEA)]
    page = Page(look_at(text_blocks(lines(*cut, *[YIELD] * 3))))
    assert page.ragged == ragged


ROWS = ["2020年 | 12.6 | 35", "2021年 | 13.1 | 38", "2022年 | 13.8 | 41"]


@pytest.mark.parametrize(
    "told",
    [
        ROWS,
        ["咨询电话：82301119", "95598（用电）", "12345"],
        ["4×100米接力决赛，预计15:10", "3000米障碍赛预赛，检录处在南门"],
        ["二、强化预警叫应", "对病险水库、山洪灾害危险区实行24小时值守，第一时间转移群众。"],
    ],
)
@pytest.mark.parametrize("number", [None, 0])
def test_what_a_reader_told_apart_is_not_joined(told: list[str], number: int | None) -> None:
    text = lines("防汛工作会议召开", MEETING, *told)
    blocks: list[Block] = []
    for part in text.split("\n\n"):
        role = None if blocks else "title"
        blocks.append(Block(part, text.index(part), role, number))  # type: ignore[arg-type]
    (article,) = articles(text, tuple(blocks))
    assert [one for _, one in shown(article)] == ["防汛工作会议召开", MEETING, *told]
    assert not article.joins


def test_the_figures_of_two_headings_make_no_figure() -> None:
    text = lines("市供电公司公布报修办法", MEETING, "市区用户请拨82301119", "96119转用电", DUTY)
    found = [one for article in articles(text) for _, one in shown(article)]
    assert {"市区用户请拨82301119", "96119转用电"} <= set(found)


def test_two_figures_that_meet_say_nothing_of_a_join() -> None:
    rows = [f"{year}年产值{year - 1985}" for year in range(2019, 2024)]
    assert features(rows[0], rows[1], Habits(rows)) == (0, 0, 0, 0, 0, 0)


FIGURES = (
    "据市统计局核算，上半年全市实现生产总值12860.37亿元，登记市场主体186452户，其中企业62130户。"
    "咨询电话：0579-82301119，网址www.linhebus.com，邮箱office@linhe.gov.cn，欢迎广大市民来电来信咨询。"
)


@pytest.mark.parametrize("width", range(12, 20))
def test_a_figure_or_an_address_cut_by_the_width_of_the_page_is_whole_again(width: int) -> None:
    wrapped = "\n".join(FIGURES[at : at + width] for at in range(0, len(FIGURES), width))
    ((_, text),) = shown(articles(wrapped)[0])
    assert text == FIGURES


@pytest.mark.parametrize("broken", ["查询网址www.linhe.com\nOpen平台", "咨询电话82301119\n95598"])
def test_a_line_break_that_somebody_set_joins_no_figures(broken: str) -> None:
    assert shown(articles(broken, (Block(broken, 0),))[0])[0][1] == broken


COURT = lines(
    "男子高空抛物获刑八个月",
    "因与妻子争吵，男子从16楼将一个哑铃扔下，砸坏楼下一辆轿车。近日，区人民法院对这起案件公开宣判。",
    "法官提醒，高空抛物行为危害公共安全，即使没有造成人员伤亡，也可能构成犯罪，市民切勿以身试法。",
)
HALF = DUTY.index("水库") + 1


@pytest.mark.parametrize("onward", ["（下转第三版）", "▶▶▶下转A02版", "（下轉第3版）"])
@pytest.mark.parametrize("since", ["（上接第一版）", "（紧接第1版）"])
@pytest.mark.parametrize("below", ["", "\n"])
@pytest.mark.parametrize("cut", [HALF, len(DUTY)])
def test_what_goes_on_on_another_page_comes_together(
    onward: str, since: str, below: str, cut: int
) -> None:
    rest = DUTY[cut:] or YIELD
    page = lines(
        "防汛工作会议召开",
        MEETING,
        DUTY[:cut] + below + onward,
        COURT,
        since + below + rest,
        MEETING,
    )
    first, second = articles(page)
    texts = [DUTY] if DUTY[cut:] else [DUTY, YIELD]
    marks = [onward, since]
    assert [one for role, one in shown(first) if role != "byline"] == [
        "防汛工作会议召开", MEETING, *texts, MEETING
    ]  # fmt: skip
    assert [one for role, one in shown(first) if role == "byline"] == marks
    assert second.title is not None
    assert first.byline is None
    assert len(second.paragraphs) == 2


@pytest.mark.parametrize("keep_order", [False, True])
def test_a_text_whose_other_half_is_in_another_file_joins_nothing(keep_order: bool) -> None:
    first, second = articles(
        lines("防汛工作会议召开", MEETING, DUTY[:HALF] + "（下转第三版）", COURT), (), keep_order
    )
    assert [p.text for p in first.paragraphs] == [MEETING, DUTY[:HALF], "（下转第三版）"]
    assert second.title is not None
    first, second = articles(lines(COURT, "（上接第一版）" + DUTY[HALF:], MEETING), (), keep_order)
    assert [p.text for p in second.paragraphs] == ["（上接第一版）", DUTY[HALF:], MEETING]


def test_the_headline_over_the_rest_comes_with_it() -> None:
    page = lines(
        "防汛工作会议召开",
        MEETING,
        "（下转第三版）",
        COURT,
        "防汛会议要求加强值守",
        "（上接第一版）",
        DUTY,
    )
    first, _ = articles(page)
    assert ("heading", "防汛会议要求加强值守") in shown(first)
    assert ("body", DUTY) in shown(first)


BRIDGE = "据介绍，该工程于2023年3月开工，总投资12.6亿元，主要建设内容包括大坝防渗、溢洪道改造、输水洞重建等6个单项。"


@pytest.mark.parametrize("at", [20, 26, 33, 40, 47, 50])
@pytest.mark.parametrize(
    "page", ["\n- 3 -\n", "\n- 3 -\n\f", "\n\n第3页 共8页\n\n", "\n—12—\n　\n"]
)
def test_a_sentence_goes_on_over_a_page_break(at: int, page: str) -> None:
    text = "\n".join(("水库工程完工", MEETING, BRIDGE[:at] + page + BRIDGE[at:], DUTY))
    (found,) = articles(text)
    texts = [text for role, text in shown(found) if role != "byline"]
    assert texts == ["水库工程完工", MEETING, BRIDGE, DUTY]


@pytest.mark.parametrize("page", ["\f", "\n\f\n", "\n"])
def test_a_text_that_opens_with_a_comma_goes_on_with_the_one_before(page: str) -> None:
    halves = BRIDGE.replace("、溢洪道", f"{page}、溢洪道")
    (found,) = articles(f"水库工程完工\n{MEETING}\n{halves}\n{DUTY}")
    assert [text for _, text in shown(found)] == ["水库工程完工", MEETING, BRIDGE, DUTY]


def test_items_of_a_list_around_a_page_break_stay_apart() -> None:
    items = [f"{name}镇{n}村修建水渠" for n, name in enumerate("甲乙丙丁戊己庚辛")]
    text = "\n".join(("各乡镇水利工程进度", "一、已完工", *items[:4], "- 3 -", *items[4:]))
    texts = {text for article in articles(text) for _, text in shown(article)}
    assert texts >= set(items)


def test_whole_sentences_around_a_page_break_stay_apart() -> None:
    (found,) = articles(f"水库工程完工\n{MEETING}\n- 3 -\n{BRIDGE}")
    assert [text for role, text in shown(found) if role != "byline"][1:] == [MEETING, BRIDGE]
