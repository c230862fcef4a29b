"""Which lines head what is below them, and which only look it: questions, sections, items, calls."""

from statistics import median

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.unit.articles.stories import DUTY, MEETING, TEA, YIELD, articles, lines, shown


def test_questions_and_answers_stay_as_they_are() -> None:
    parts = [
        "专家解读医保新政",
        "问：新政策什么时候开始实施？",
        "答：从今年七月一日起在全市范围内实施，届时将同步开通网上办理渠道。",
        "问：门诊报销比例是多少",
        "答：在职职工报销比例为百分之五十，退休人员为百分之六十。",
    ]
    (article,) = articles(lines(*parts))
    assert [text for _, text in shown(article)] == parts


def test_short_items_under_a_rubric() -> None:
    text = "国内快讯\n地铁三号线今日试运行\n地铁三号线今日开始空载试运行。\n图书馆延长开放时间\n即日起延长至晚上九点。"
    titles = [a.title.text for a in articles(text) if a.title]
    assert titles == ["国内快讯", "地铁三号线今日试运行", "图书馆延长开放时间"]


_WORDS = [
    "今年", "春茶", "产量", "比去年", "增长", "一成", "农户", "我们", "很高兴", "《京华》", "3.5%", "2024年",
    "“双百”", "市里", "采摘", "上市",
]  # fmt: skip
_CLAUSE = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=6).map("".join)
_SENTENCE = st.builds(
    lambda clauses, end, quote: quote.format("，".join(clauses) + end),
    st.lists(_CLAUSE, min_size=1, max_size=3),
    st.sampled_from(["。", "！", "？", "?", "！！", "……"]),
    st.sampled_from(["{}", "他说：“{}”", "“{}”", "“{}”他说。", "{}对吗？"]),
)


@settings(max_examples=60)
@given(st.lists(st.lists(_SENTENCE, min_size=1, max_size=2).map("".join), min_size=1, max_size=30))
def test_sentences_one_a_line_are_one_text_in_their_order(given_: list[str]) -> None:
    """Whatever they end in: no headline, heading or join but perhaps in the first line.

    Of lines as long as sentences are: among paragraphs, a short question may head what is below.
    """
    assume(median(map(len, given_)) <= 60)
    found = [part for one in articles("\n".join(given_)) for part in shown(one)]
    assert [text for _, text in found] == given_
    assert {role for role, _ in found[1:]} <= {"body", "lead"}
    assert len(articles("\n".join(given_))) == 1


@pytest.mark.parametrize(("more", "role"), [("（张伟）", "title"), (DUTY + MEETING, "heading")])
def test_a_question_among_signed_texts_or_paragraphs_heads_what_is_below(
    more: str, role: str
) -> None:
    text = lines(MEETING + more, "春茶为什么增产？", TEA + more)
    assert (role, "春茶为什么增产？") in [part for one in articles(text) for part in shown(one)]


def test_what_ends_in_a_full_stop_is_no_headline_even_in_quotation_marks() -> None:
    text = lines("防汛工作会议召开", MEETING, "村民说：“今年增收了。”", DUTY)
    (article,) = articles(text)
    assert [role for role, _ in shown(article)] == ["title", "lead", "body", "body"]


def test_a_headline_over_two_lines() -> None:
    (article,) = articles(lines("防汛工作会议召开", "强调压实责任确保安全", MEETING, DUTY))
    assert article.title is not None
    assert article.title.text == "防汛工作会议召开强调压实责任确保安全"
    assert len(article.title.pieces) == 2


SECTIONS = {
    "chapters": ["一、提高认识，压实责任", "（一）加强组织领导", "（二）明确职责分工", "二、突出重点，精准防控"],
    "points": ["第一，认清形势，坚定信心", "第二，突出重点，狠抓落实", "第三，转变作风"],
    "questions": ["一问：哪些人可以参保？", "二问：缴费标准是多少？", "Q：去哪里办？", "问题1：怎么报销？"],
}  # fmt: skip


@pytest.mark.parametrize("name", SECTIONS)
def test_numbered_sections_and_questions_are_parts_of_one_article(name: str) -> None:
    texts = [MEETING, TEA, DUTY, YIELD]
    parts = [one for pair in zip(SECTIONS[name], texts, strict=False) for one in pair]
    (article,) = articles("\n".join(["关于做好防汛工作的通知", MEETING, *parts]))
    assert [p.text for p in article.paragraphs] == [MEETING, *parts]
    (article,) = articles("\n".join(["关于做好防汛工作的通知", *parts[:1], *parts]))
    assert article.title is not None
    assert article.title.text == "关于做好防汛工作的通知"
    assert [p.text for p in article.paragraphs] == [*parts[:1], *parts]


def test_what_is_called_out_amid_a_text_is_no_headline() -> None:
    parts = [
        "深夜，他跳进了冰冷的河水",
        "6月18日深夜，石桥镇柳树村村民赵德福路过大桥时，突然听到桥下传来呼救声。",
        "“有人落水了！”",
        "赵德福来不及多想，脱下外套就跳了下去。",
        "“抓住我的手！”",
        "“坚持住，马上就到岸了！”",
        "10分钟后，落水女孩被成功救上岸。",
        "“叔叔，谢谢您！”女孩哽咽着说",
        "“没事就好”",
        "赵德福摆摆手，悄悄离开了现场，只说了一句话：“换了谁都会这么做。”",
        "他是谁？",
        "直到一周后，女孩的父母才通过派出所找到了这位恩人。",
    ]
    (article,) = articles("\n".join(parts))
    assert [text for _, text in shown(article)] == parts


@pytest.mark.parametrize(
    "contact",
    [
        "服务热线：95598",
        "咨询电话：82301119",
        "（联系人：王芳，电话：0579-82330456）",
        "網址：www.linhe.gov.cn",
    ],
)
def test_where_to_call_is_no_headline(contact: str) -> None:
    text = lines("防汛工作会议召开", MEETING, contact, DUTY)
    (article,) = articles(text)
    assert shown(article)[2] == ("body", contact)
    (notice,) = articles(lines("停电公告", MEETING, "临河市供电公司", "2024年6月30日", contact))
    assert {role for role, _ in shown(notice)} == {"title", "lead", "body"}


@pytest.mark.parametrize(
    "marks", ["1️⃣ 2️⃣ 3️⃣", "1⃣ 2⃣ 3⃣", "❶ ❷ ❸", "➊ ➋ ➌", "⓵ ⓶ ⓷", "㊀ ㊁ ㊂", "㈠ ㈡ ㈢"]
)
@pytest.mark.parametrize(
    "label", ["📍地址：石桥镇老街", "☎️0579-82301119", "🚌 交通：18路公交车直达", ""]
)
@pytest.mark.parametrize("end", ["", "。"])
def test_the_numbered_heads_of_a_post_stay_in_it(marks: str, label: str, end: str) -> None:
    places = {
        "云雾山": "海拔800米的茶园连绵起伏，站在山顶能看见云海",
        "湿地公园": "这里有白鹭、野鸭等120多种鸟类，傍晚看日落特别美",
        "石桥古镇": "始建于明代的石桥，青石板路，老茶馆里有说书人",
    }
    parts = ["周末去哪儿玩 这些地方值得看", "春天到了，我们为你整理了几个好去处。"]
    for mark, (place, text) in zip(marks.split(), places.items(), strict=True):
        parts += [f"{mark}{place}", text + end, *filter(None, [label])]
    (found,) = articles("\n".join(parts))
    assert found.title is not None
    texts = [text for _, text in shown(found)]
    for part in parts:
        assert part in texts
