"""What becomes of whole documents: roles, what ends an article, what the reader knew, the order."""

import pytest
from tests.unit.articles.stories import DUTY, MEETING, TEA, YIELD, articles, lines, shown

from pxtranslate.records import Block


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


def test_a_notice_and_its_signature() -> None:
    text = lines("关于召开股东大会的公告", MEETING, "某某股份有限公司", "2023年4月10日")
    (notice,) = articles(text)
    assert notice.kind == "notice"
    assert [role for role, _ in shown(notice)] == ["title", "lead", "body", "body"]


@pytest.mark.parametrize(
    "below",
    [
        ["国网临河市供电公司"],
        ["某某镇人民政府"],
        ["地址：临河市海岱路88号", "电话：0536-3870066"],
        ["会议时间：8月22日上午9时", "会议地点：市人大常委会会议厅"],
    ],
)
def test_what_stands_below_a_notice_heads_nothing(below: list[str]) -> None:
    notice, lost = articles(
        lines("停电通知", MEETING, *below, "遗失声明", "李桂花遗失身份证一张，声明作废。")
    )
    assert [text for _, text in shown(notice)] == ["停电通知", MEETING, *below]
    assert lost.title is not None
    assert lost.title.text == "遗失声明"


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


def test_the_number_of_a_page_ends_no_article() -> None:
    (article,) = articles(lines("防汛工作会议召开", MEETING, "- 3 -", DUTY))
    assert [role for role, _ in shown(article)] == ["title", "lead", "byline", "body"]


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


PEOPLE = [
    "我们怀念的人",
    "这个夏天，有几位熟悉的老人离开了我们，他们的名字不常出现在报纸上，却留在了许多人的记忆里",
    "冯玉珍，九十一岁，城关小学第一任校长，教过的学生有三千多人，退休后一直住在学校后面的小院里",
    "梅仲华，七十九岁，修表匠，在十字街口坐了五十五年，很多人的第一块手表是在他那里修好的",
    "骆素芬，八十三岁，助产士，一生接生四千多个孩子，其中有三对双胞胎后来还请她喝了喜酒",
]
POSTS = [f"{one}。{two}" for one in SPEECH[1:3] for two in (*SPEECH[:1], *LINES[:2])]


@pytest.mark.parametrize("text", [SPEECH, LINES * 3, PEOPLE, POSTS])
def test_a_text_without_full_stops_and_short_lines_stay_in_their_order(text: list[str]) -> None:
    found = "".join(one for article in articles("\n".join(text)) for _, one in shown(article))
    assert found == "".join(text)


def test_lines_without_full_stops_are_not_joined() -> None:
    (found,) = articles("\n\n".join(PEOPLE))
    assert [text for _, text in shown(found)] == PEOPLE
