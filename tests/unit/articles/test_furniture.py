"""Lines that are neither headline nor text, and attributions that are text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pxtranslate.articles.credits import find_marks
from pxtranslate.articles.furniture import _TAKEN, is_furniture, writers
from pxtranslate.articles.split import split
from pxtranslate.records import Article, Document

TITLE = "临江县新建12个分馆"
TEXT = "临江县将建12个分馆，投资1.2亿元，市民凭身份证即可免费借阅。"
MORE = "县文化局负责人表示，分馆年底前全部开放。"
FURNITURE = [
    "文｜周丽华　编辑｜王小明",
    "原标题：临江县新建12个分馆",
    "（原标题：临江县新建12个分馆）",
    "2024-05-20 08:30 来源：临江日报",
    "2024-05-20 08:30　来源：临江日报",
    "来源：临江日报 2024-05-20",
    "2024年05月20日08:30 来源：临江日报 作者：周丽华",
    "发布时间：2024-05-20 08:30:12 浏览次数：1234次 字体：【大 中 小】",
    "字体大小",
    "【字体：大 中 小】",
    "字体：大 中 小 打印 关闭",
    "点击上方蓝字关注我们",
    "点击上方“临江发布”关注我们",
    '点击上方"蓝字"关注我们！',
    "↑↑↑点击上方蓝字关注我们",
    "来源丨临江日报",
    "来源 | 临江日报",
    "编辑丨王小明 校对丨李四 审核丨张三",
    "文/周丽华 图/李明",
    "记者：周丽华 通讯员：王小明",
    "《临江日报》（2024年03月02日　第 01 版）",
    "临江发布 2024-03-02 08:30",
    "2024-05-20 08:30",
    "2024年5月20日 星期一",
    "时间：2024-05-20 08:30",
    "您当前的位置：首页 > 新闻中心 > 要闻",
    "阅读 1234",
    "展开剩余70%",
    "返回搜狐，查看更多",
    "责任编辑：赵敏",
    "信息来源：县文化局 发布日期：2024-05-20",
    "2024/05/20 08:30 | 临江新闻网",
    "分享到：",
    "A+ A-",
    "第01版：要闻",
    "作者：周丽华 来源：临江日报 发布时间：2024年05月20日",
    "二〇二四年五月二十日 08:30",
    "扫码关注公众号",
    "长按二维码关注我们",
    "扫描二维码关注临江发布",
    "欢迎关注“临江发布”",
    "供稿：县文化局",
    "摄影 | 王小明 李大山",
    "来源：新华社　作者：王建国、李明　编辑：赵敏",
    "2024-05-20 08:30 浏览：123 评论：0",
    "首页 > 新闻 > 正文",
    "—END—",
    "本报记者　周丽华《临江日报》（2024年03月02日　第 01 版）",
    "2024年5月20日 08:30 周一",
    "（下转第三版）",
    "（上接A1版）",
    "第3页 共8页",
    "放大 缩小 默认",
    "版权所有 临河日报社 未经许可不得转载",
    "本网站内容未经许可不得转载",
    "国内统一刊号：CN33-0012 地址：临河市解放路88号",
    "（相关报道见第三版）",
]
TEXTS = [
    "临江县新建12个分馆",
    "时间：5月20日上午9点",
    "地点：县图书馆",
    "2024年5月20日",
    "据新华社报道，临江县将建12个分馆。",
    "关注留守儿童",
    "文/化的力量：一座县城的读书梦想家园",
    "图：读者在新馆阅览，享受周末时光。",
    "5月20日起实行新政",
    "2024年5月20日，临江县图书馆开馆。",
    "上午8:30 开馆",
    "阅读改变人生",
    "阅读让生活更美好",
    "大中小学开学",
    "2024年5月20日 临江县新馆开放",
    "编辑的故事",
    "来源于生活",
    "图片报道",
    "关注民生",
    "文化来源：长江流域的古文明",
    "问：来源：他们是谁？",
    "第3版本发布",
    "分享改革成果",
    "下转型的决心",
    "未经许可不得进入施工现场",
    "版权所有者的权利",
    "放大格局",
]
HEADS = [
    ("本报讯（记者 张伟）", "近日，市里召开会议。"),
    ("新华社北京1月5日电（记者李明）", "今天会议召开。"),
    ("新华社北京1月5日电 ", "今天会议召开。"),
    ("", "据新华社报道，临江县将建12个分馆。"),
    ("中新网5月20日电 ", "据法新社报道，临江县将建12个分馆。"),
    ("", "据央视新闻客户端消息，临江县将建馆。"),
    ("", "据《人民日报》报道，临江县建馆。"),
    ("", "另据本报讯，临江建馆。"),
    ("", "新华社援引当地媒体的报道说，临江建馆。"),
    ("", "法新社20日报道说，临江建馆。"),
    ("", "路透社报道称，临江建馆。"),
    ("据新华社北京5月20日电（记者李明）", "临江建馆。"),
    ("据新华社北京5月20日电 ", "临江建馆。"),
    ("人民网北京5月20日电 （记者李明）", "临江建馆。"),
    ("中新社北京5月20日电 ", "题：临江建馆。"),
    ("临江日报讯（记者 李明）", "临江建馆。"),
    ("红网时刻5月20日讯（记者 李明）", "临江建馆。"),
    ("新京报讯（记者 李明）", "临江建馆。"),
    ("新京报讯 ", "临江建馆。"),
    ("央视网消息：", "临江建馆。"),
    ("央视网消息（记者 李明）：", "临江建馆。"),
    ("【环球网报道 记者 张三】", "临江建馆。"),
    ("【环球时报综合报道】", "临江建馆。"),
    ("本报讯", "临江县图书馆3月1日开馆。"),
    ("", "本报消息灵通人士说，临江建馆。"),
    ("本报5月20日讯 ", "临江建馆。"),
    ("本报北京5月20日电 ", "临江建馆。"),
    ("", "新华社消息，临江建馆。"),
    ("", "新华社记者从会上获悉，临江建馆。"),
    ("", "日本共同社20日报道，临江建馆。"),
    ("新华社快讯：", "临江建馆。"),
    ("中国台湾网5月20日北京讯 ", "临江建馆。"),
    ("", "多家报社电视台前来报道 临江建馆。"),
    ("", "据中新社电 临江建馆。"),
    ("", "县电视台电视剧开播，临江建馆。"),
    ("", "中央广播电视总台消息，临江建馆。"),
    ("央广网北京5月20日消息（记者 李明）", "临江建馆。"),
    ("大河报·豫视频讯 ", "临江建馆。"),
]
ABOVE = ["文｜周丽华　编辑｜王小明", "原标题：" + TITLE, "2024-05-20 08:30 来源：临江日报", "2024年5月20日",
         "新华社北京5月20日电", "字体大小", "点击上方蓝字关注我们", "发布时间：2024-05-20 浏览：12次"]  # fmt: skip


def articles(*lines: str) -> tuple[Article, ...]:
    """The articles of a page of such paragraphs."""
    return split(Document("a.txt", "a", "", "utf-8", "\n\n".join(lines))).articles


PIECES = st.sampled_from(
    [*"大中小:：|丨／ 　，。《》（）-0135年月日时", *" ".join(FURNITURE).split(), "记者", "次"]
)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_what_is_looked_for_first_is_in_all_that_is_taken_away(line: str) -> None:
    for pattern, core in _TAKEN:
        if pattern.search(line):
            assert core.search(line), pattern.pattern


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize("line", TEXTS)
def test_text_and_headlines(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize(("head", "rest"), HEADS)
def test_a_dateline_is_known_by_its_form_and_an_attribution_is_text(head: str, rest: str) -> None:
    text = head + rest
    assert text[: find_marks(text).head].strip("： ") == head.strip("： ")


@given(st.lists(st.sampled_from(ABOVE), min_size=1, max_size=4, unique=True), st.booleans())
def test_lines_between_headline_and_text_are_neither(lines: list[str], first: bool) -> None:
    opens = first and "5月20日" not in lines[0]  # a dateline or a date stands below its headline
    page = [lines[0], TITLE, *lines[1:]] if opens else [TITLE, *lines]
    (article,) = articles(*page, TEXT, MORE)
    assert article.title is not None
    assert article.title.text == TITLE
    assert [p.text for p in article.paragraphs if p.role == "byline"] == lines
    assert [p.text for p in article.paragraphs if p.role != "byline"] == [TEXT, MORE]


def test_who_wrote_it_is_told_from_who_edited_it() -> None:
    assert writers("文｜周丽华　编辑｜王小明") == ["文｜周丽华"]
    assert writers("2024-05-20 来源：新华社　作者：王建国、李明　编辑：赵敏") == [
        "作者：王建国、李明"
    ]
    assert articles(TITLE, "2024年5月20日", TEXT, MORE)[0].byline is None


def test_a_date_below_a_notice_signs_it() -> None:
    (notice,) = articles("关于召开股东大会的公告", TEXT, "某某股份有限公司", "2023年4月10日")
    assert [p.role for p in notice.paragraphs] == ["lead", "body", "body"]


def test_traditional_credits_keep_their_characters() -> None:
    assert writers("來源：中央社　記者：王建國　編輯：趙敏") == ["記者：王建國"]
    (article,) = articles(TITLE, TEXT, MORE, "（責任編輯：王小明）")
    assert article.byline is None
