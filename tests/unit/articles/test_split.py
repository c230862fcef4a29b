"""What becomes of whole documents: the order rules, what is glued, what is left alone."""

from statistics import median

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pxtranslate.articles.seams import Habits, features
from pxtranslate.articles.split import split
from pxtranslate.records import Article, Block, Document

MEETING = "昨日，全市防汛工作会议召开，会议强调要压实责任，确保人民群众生命财产安全，各县区负责人参加会议。"
DUTY = "会议要求，各级各部门要加强值班值守，及时排查水库、河道、山塘等重点部位的隐患，做好物资储备工作。"
TEA = "清明前后，高山茶园里一派繁忙景象，茶农们背着竹篓，忙着采摘今年的第一批春茶，脸上洋溢着笑容。"
YIELD = (
    "据了解，受暖冬天气影响，今年春茶产量预计比去年增长一成，茶农每亩增收约两千元，茶叶远销外地。"
)


def articles(text: str, blocks: tuple[Block, ...] = (), keep_order: bool = False) -> list[Article]:
    """The articles of a text."""
    document = Document("a.txt", "a", "", "utf-8", text, blocks)
    return list(split(document, keep_order).articles)


def lines(*parts: str) -> str:
    """A page of paragraphs."""
    return "\n\n".join(parts)


def shown(article: Article) -> list[tuple[str, str]]:
    """Role and text of each paragraph, the title first."""
    title = [("title", article.title.text)] if article.title else []
    return title + [(p.role, p.text) for p in article.paragraphs]


def test_roles_and_ids() -> None:
    text = lines("防汛工作会议召开", MEETING, DUTY + "（张伟 李娜）", "春茶开采忙", TEA)
    first, second = articles(text)
    assert first.title is not None
    assert first.title.id == "a1.t"
    assert shown(first) == [
        ("title", "防汛工作会议召开"),
        ("lead", MEETING),
        ("body", DUTY),
        ("byline", "（张伟 李娜）"),
    ]
    assert [p.id for p in first.paragraphs] == ["a1.p1", "a1.p2", "a1.p3"]
    assert first.byline is not None
    assert first.byline.zh == "张伟 李娜"
    assert shown(second) == [("title", "春茶开采忙"), ("lead", TEA)]


def test_a_byline_below_the_headline_closes_nothing() -> None:
    text = lines(
        "防汛工作会议召开", "记者 张伟", MEETING, DUTY, "春茶开采忙", "记者 李娜", TEA, YIELD
    )
    assert [len(a.paragraphs) for a in articles(text)] == [3, 3]


def test_a_caption_is_an_item_or_stays_inside() -> None:
    photo = "图为茶农在采茶。王小明摄"
    text = lines("春茶开采忙", TEA, YIELD + "（张伟）", photo, "防汛工作会议召开", MEETING)
    assert [a.kind for a in articles(text)] == ["article", "caption", "article"]
    inside = articles(lines("春茶开采忙", TEA, photo, YIELD + "（张伟）"))
    assert [p.role for p in inside[0].paragraphs] == ["lead", "caption", "byline", "body", "byline"]


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


def test_a_notice_and_its_signature() -> None:
    text = lines("关于召开股东大会的公告", MEETING, "某某股份有限公司", "2023年4月10日")
    (notice,) = articles(text)
    assert notice.kind == "notice"
    assert [role for role, _ in shown(notice)] == ["title", "lead", "body", "body"]


def test_a_headline_over_two_lines() -> None:
    (article,) = articles(lines("防汛工作会议召开", "强调压实责任确保安全", MEETING, DUTY))
    assert article.title is not None
    assert article.title.text == "防汛工作会议召开强调压实责任确保安全"
    assert len(article.title.pieces) == 2


def test_what_the_reader_knows_is_taken_as_it_is() -> None:
    parts = ("茶", "正文一段", "小标题", "正文二段。")
    roles = ("title", "body", "heading", "body")
    text = "\n".join(parts)
    blocks = tuple(Block(p, text.index(p), r) for p, r in zip(parts, roles, strict=True))  # type: ignore[arg-type]
    (article,) = articles(text, blocks)
    assert [role for role, _ in shown(article)] == ["title", "lead", "heading", "body"]


@pytest.mark.parametrize("title", [None, "茶"])
def test_articles_that_the_format_divides(title: str | None) -> None:
    texts = [*([title] if title else []), MEETING, TEA[:20], YIELD]
    numbers = [0] * (len(texts) - 2) + [1, 2]
    whole = "\n".join(texts)
    blocks = tuple(
        Block(t, whole.index(t), "title" if t == title else None, n)
        for t, n in zip(texts, numbers, strict=True)
    )
    assert len(articles(whole, blocks)) == 3


def test_paragraph_text_keeps_the_space_between_latin_words() -> None:
    (article,) = articles(
        "会议发布了Open\nSource报告。", (Block("会议发布了Open\nSource报告。", 0),)
    )
    assert article.paragraphs[0].text == "会议发布了Open\nSource报告。"


def test_a_numbered_article_is_one_whatever_it_holds() -> None:
    texts = ["防汛工作会议召开", MEETING + "（张伟）", "春茶开采忙", TEA + "（李娜）", YIELD]
    whole = "\n".join(texts)
    blocks = tuple(Block(t, whole.index(t), None, 0) for t in texts)
    (article,) = articles(whole, blocks)
    assert [role for role, _ in shown(article)] == [
        "title", "lead", "byline", "heading", "body", "byline", "body",
    ]  # fmt: skip


@pytest.mark.timeout(20)
@pytest.mark.parametrize("every", [1, 4])
def test_two_thousand_paragraphs_that_all_look_alike(every: int) -> None:
    parts = [f"近日，会议召开{n}{'，' if n % every == 0 else '。'}" for n in range(2000)]
    kept = [p.text for a in articles(lines(*parts)) for p in a.paragraphs]
    assert sum(map(len, kept)) == sum(map(len, parts))


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


@pytest.mark.parametrize(
    "credit",
    ["本报记者 张敏 摄", "王强 摄", "（圖／台北捷運公司提供）", "图片来源：视觉中国", "摄影：张敏"],
)
def test_who_took_a_picture_in_the_middle_of_a_story_ends_it_not(credit: str) -> None:
    text = lines("春茶开采忙", TEA, credit, YIELD + "（李娜）", "防汛工作会议召开", MEETING)
    first, second = articles(text)
    assert [one for _, one in shown(first)] == ["春茶开采忙", TEA, credit, YIELD, "（李娜）"]
    assert shown(second)[0] == ("title", "防汛工作会议召开")


@pytest.mark.parametrize("credit", ["图/文 张敏", "本报记者 张敏 文/图", "责任编辑：张敏"])
def test_who_wrote_it_ends_a_story(credit: str) -> None:
    text = lines("春茶开采忙", TEA, credit, MEETING, DUTY)
    assert len(articles(text)) == 2


@pytest.mark.parametrize(
    "rows",
    [
        ["上午9:00", "200米决赛", "上午9:40", "1500米决赛", "下午14:30", "接力决赛"],
        ["时间：2024年9月21日 9:00", "地点：市体育馆"],
        ["2024年9月21日 9:00—17:00", "市体育馆一楼，现场另设咨询台。"],
        ["7月3日7:00—13:00", "城南线：解放路、建设大街、幸福小区", "7月4日8:00—16:00", "城北线"],
    ],
)
def test_the_times_of_an_event_are_text_and_end_no_article(rows: list[str]) -> None:
    (article,) = articles(lines("大型招聘会本周六举行", MEETING, *rows, DUTY))
    assert [one for _, one in shown(article)] == ["大型招聘会本周六举行", MEETING, *rows, DUTY]
    assert {role for role, _ in shown(article)} == {"title", "lead", "body"}


@pytest.mark.parametrize("when", ["2024-05-20 08:30", "时间：2024-05-20 08:30", "08:30"])
def test_the_time_of_a_story_is_none_of_its_text(when: str) -> None:
    for page in (
        [when, "春茶开采忙", TEA],
        ["春茶开采忙", when, TEA],
        ["春茶开采忙", TEA, when, "来源：临江日报"],
    ):
        (article,) = articles(lines(*page))
        assert ("byline", when) in shown(article)


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


def test_the_number_of_a_page_ends_no_article() -> None:
    (article,) = articles(lines("防汛工作会议召开", MEETING, "- 3 -", DUTY))
    assert [role for role, _ in shown(article)] == ["title", "lead", "byline", "body"]


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


SPEECH = [
    "新春伊始，市委、市政府召开这次大会，主要任务是总结成绩、表彰先进，分析形势、部署任务，动员全市力争上游",
    "刚才，表彰了先进集体和先进个人，五位同志作了发言，讲得都很好，听了很受鼓舞",
    "过去一年，我市经济总量突破2500亿元，增长6.5%，一般公共预算收入186.3亿元，增长8.1%",
    "要抓项目、强产业、优环境、惠民生、守底线，以项目的大突破带动产业的大发展",
    "要大力弘扬“马上就办、真抓实干”的作风，反对形式主义、官僚主义，让想干事的人有机会、有舞台",
    "同志们，蓝图已绘就，奋进正当时。让我们为建设富强、文明、美丽、幸福的新临河而努力奋斗！",
]
LINES = [
    "海拔800米的云雾山，茶园连绵起伏",
    "站在山顶，云海就在脚下",
    "傍晚看日落，特别美，适合拍照",
    "始建于明代的古镇，青石板路，老茶馆",
    "一碗米粉，8块钱，香！",
    "烧烤、凉皮、冰粉、糖葫芦……",
    "人均50元，吃到扶墙出，夜夜爆满",
    "青铜器展正在展出，展品230件，周一闭馆",
]


@pytest.mark.parametrize("text", [SPEECH, LINES * 3])
def test_a_text_without_full_stops_and_short_lines_stay_in_their_order(text: list[str]) -> None:
    found = "".join(one for article in articles("\n".join(text)) for _, one in shown(article))
    assert found == "".join(text)


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
