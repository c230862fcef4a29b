"""What shows that an article begins: who wrote it below its headline, a deck, headlines in a row."""

import pytest
from tests.unit.articles.stories import DUTY, MEETING, TEA, YIELD, articles, lines, shown

BOOKS = (
    "昨天，城东书房开馆，书架上摆着一万册图书，附近的孩子放学后常来写作业，周末座位要提前一天预约。"
)
SEATS = "管理员说，书房每天开到晚上十点，门口添了两排座椅，还为看书的老人备好了老花镜和热水。"
BRIDGE = "连接两岸的白果桥拆除重建，施工队抢在主汛期之前完成了水下桩基，新桥宽八米，可以通行货车。"

REST = ("书房添座椅", BOOKS, SEATS, "白果桥重建", BRIDGE)
"""What makes a page of a few lines long enough to have columns."""
TITLES = ("书房添座椅", "白果桥重建")


def titles(text: str) -> list[str | None]:
    """The headline of each article."""
    return [one.title.text if one.title else None for one in articles(text)]


@pytest.mark.parametrize("writer", ["本报记者 张伟", "本报评论员", "□本报记者 张伟 文/图"])
@pytest.mark.parametrize("cut", [0, 8])
def test_a_headline_with_its_writer_below_heads_an_article(writer: str, cut: int) -> None:
    """Though the text above is unsigned on a page of signed ones, or stops in mid-sentence."""
    text = lines(
        *("春茶开采", TEA + YIELD + "（李芳）", "书房开馆", BOOKS + "（王敏）"),
        *("防汛工作会议召开", MEETING, DUTY[: len(DUTY) - cut]),
        *("白果桥重建", writer, BRIDGE),
    )
    assert titles(text) == ["春茶开采", "书房开馆", "防汛工作会议召开", "白果桥重建"]


@pytest.mark.parametrize("filed", ["本报讯（记者 张伟）", "晚报讯 ", "【本报訊】"])
def test_a_text_that_is_signed_above_needs_no_name_below(filed: str) -> None:
    text = lines(
        *("春茶开采", TEA + YIELD + "（李芳）"),
        *("防汛工作会议召开", filed + MEETING, DUTY),
        *("书房开馆", BOOKS + "（王敏）", "白果桥重建", BRIDGE + "（周平）"),
    )
    assert titles(text) == ["春茶开采", "防汛工作会议召开", "书房开馆", "白果桥重建"]


def test_which_text_is_signed_above_is_known_once_the_page_is_in_order() -> None:
    half = DUTY.index("水库")
    text = lines(
        *("防汛工作会议召开", "本报讯（记者 张伟）" + MEETING, DUTY[:half]),
        *(
            "春茶开采",
            TEA + YIELD + "（李芳）",
            DUTY[half:],
            "书房开馆",
            BOOKS + SEATS + "（王敏）",
        ),
        *("白果桥重建", BRIDGE + "（周平）"),
    )
    assert titles(text) == ["防汛工作会议召开", "春茶开采", "书房开馆", "白果桥重建"]
    assert articles(text)[0].paragraphs[-1].text == DUTY


def test_a_headline_with_its_writer_below_is_not_the_half_of_a_sentence() -> None:
    text = lines(
        "一碗粉里的生意经",
        *("本报记者 张伟", TEA, YIELD, "防汛工作会议召开", MEETING[:-20]),
    )
    assert titles(text) == ["一碗粉里的生意经", "防汛工作会议召开"]


def test_a_deck_belongs_to_the_headline_above_it() -> None:
    headline, deck = "“防汛，急不得”", "——对话水库巡查员程敬之"
    text = lines("春茶开采", TEA + YIELD[:-8], headline, deck, MEETING, DUTY)
    assert titles(text) == ["春茶开采", headline + deck]


def test_a_letter_begins_with_its_salutation() -> None:
    half = SEATS.index("老人")
    text = lines("书房添座椅", SEATS[:half], "校门口该画斑马线了", "编辑部：", BRIDGE, "读者 小唐")
    assert titles(text) == ["书房添座椅", "校门口该画斑马线了"]


def test_headlines_read_across_have_their_own_texts() -> None:
    text = lines("水库防汛会议", "春茶采摘忙", MEETING + DUTY, TEA + YIELD, *REST)
    found = articles(text)
    assert titles(text) == ["水库防汛会议", "春茶采摘忙", *TITLES]
    assert [one.paragraphs[0].text for one in found[:2]] == [MEETING + DUTY, TEA + YIELD]
    assert all(one.joins for one in found[:2])
    assert all(not one.joins for one in articles(text, keep_order=True))


@pytest.mark.parametrize("filed", ["本报讯（记者 张伟）", ""])
def test_a_headline_of_two_lines_is_not_taken_for_two(filed: str) -> None:
    first = "春耕生产会议召开，会议提出今年早稻面积不减，农机检修要早安排。"
    second = "会议还提出，全县建设高标准农田两万亩，早稻种子和农机补贴月底前发到农户手中。"
    text = lines("春耕生产会议召开", "两万亩高标准农田开建", filed + first, second)
    assert titles(text) == ["春耕生产会议召开两万亩高标准农田开建"]


def test_the_days_of_a_diary_are_sections_of_it() -> None:
    days = ["3月2日 晴", "3月9日 大风", "4月5日 星期五 小雨转阴"]
    parts = [
        part for day, text in zip(days, (TEA, MEETING, BOOKS), strict=True) for part in (day, text)
    ]
    (found,) = articles(lines("援藏日记", *parts))
    assert [text for role, text in shown(found) if role == "heading"] == days


def test_a_headline_of_rows_is_one_although_they_do_not_say_it_again() -> None:
    rows = ["今天：雷阵雨 24℃～31℃", "明天：阵雨转多云 23℃～29℃", "后天：多云 22℃～30℃"]
    half = DUTY.index("库")
    text = lines(
        *("防汛工作会议召开", MEETING, DUTY[:half], "未来三天预报", *rows),
        *("春茶开采", TEA + YIELD, DUTY[half:], *REST),
    )
    assert titles(text) == ["防汛工作会议召开", "未来三天预报", "春茶开采", *TITLES]


def test_the_last_question_of_a_letter_is_text() -> None:
    asked = "这样的事，难道真的没有人管吗？"
    text = lines(
        *("井盖何时修好", BRIDGE, asked, "读者 陈建民"),
        *("座椅太少", SEATS, "市民 黄女士"),
    )
    first, _ = articles(text)
    assert ("body", asked) in shown(first)
    assert first.byline is not None
    assert first.byline.zh == "读者 陈建民"
