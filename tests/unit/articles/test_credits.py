"""Bylines, datelines and picture credits at the edges of a block, and what only looks like one."""

import pytest

from pxtranslate.articles.credits import find_marks, is_name


@pytest.mark.parametrize(
    ("text", "byline"),
    [
        ("促进企业做大做强。（陈薇薇）", "（陈薇薇）"),
        ("实现就近就业创业。（文子生 陈琼）", "（文子生 陈琼）"),
        ("检修。（何凯摄）", "（何凯摄）"),
        ("构成一幅美丽的乡村画卷。李桂东摄", "李桂东摄"),
        ("会议闭幕。（本报记者 王小明 通讯员 李芳）", "（本报记者 王小明 通讯员 李芳）"),
        ("会议闭幕。本报记者 欧阳明", "本报记者 欧阳明"),
        ("会议闭幕。（记者张三）", "（记者张三）"),
        ("宪法宣誓仪式。（马建国）", "（马建国）"),
        ("据新华社报道。（完）", "（完）"),
        ("文/张伟 图/李娜", "文/张伟 图/李娜"),
        ("责任编辑：赵敏", "责任编辑：赵敏"),
        ("（陈薇薇）", "（陈薇薇）"),
        ("会议闭幕。（记者 梁\n咏诗）", "（记者 梁\n咏诗）"),
        ("会议闭幕。（本报记者 许文）", "（本报记者 许文）"),
        ("读者 陈建民", "读者 陈建民"),
        ("读者 小唐", "读者 小唐"),
        ("城东区市民 黄女士", "城东区市民 黄女士"),
        ("把音量也限一限。（业主 申国平）", "（业主 申国平）"),
        ("慢慢做，反而走得远。（作者系江东大学教师）", "（作者系江东大学教师）"),
        ("本报评论员", "本报评论员"),
        ("（图片由石塘村村委会提供）", "（图片由石塘村村委会提供）"),
    ],
)
def test_a_byline_at_the_end(text: str, byline: str) -> None:
    assert text[find_marks(text).tail :] == byline


@pytest.mark.parametrize(
    ("text", "byline"),
    [
        ("本报讯（记者 张伟）近日，市里召开会议。", "本报讯（记者 张伟）"),
        ("新华社北京1月5日电（记者李明）今天会议召开。", "新华社北京1月5日电（记者李明）"),
        ("新华社北京1月5日电 今天会议召开。", "新华社北京1月5日电"),
        ("（记者 王芳）昨日上午，大会开幕。", "（记者 王芳）"),
    ],
)
def test_a_dateline_at_the_start(text: str, byline: str) -> None:
    assert text[: find_marks(text).head] == byline


@pytest.mark.parametrize(
    "text",
    [
        "会议在省会召开（江西）",
        "公布实施办法。（试行）",
        "建设零工市场（零工驿站）",
        "他说，张三李四都来了。",
        "进驻大蓬电瓷（江西）有限公司。",
        "审议《决定（草案）》",
        "据央视新闻报道，会议召开。",
        "读者来信",
        "市民 点赞",
        "市民广场 今日开放",
        "图片由读者提供的故事",
    ],
)
def test_no_byline(text: str) -> None:
    marks = find_marks(text)
    assert (marks.head, marks.tail) == (0, len(text))


def test_only_a_picture_credit_makes_a_photo() -> None:
    assert find_marks("一派繁忙景象。张思鸿摄").photo
    assert find_marks("一派繁忙景象。（张思鸿摄）").photo
    assert not find_marks("一派繁忙景象。（张思鸿 文/图）").photo
    assert not find_marks("一派繁忙景象。（张思鸿）").photo
    assert find_marks("一派繁忙景象。（本组图片由受访者提供）").photo
    assert find_marks("一派繁忙景象。（资料图片）").photo
    assert find_marks("一派繁忙景象。（新华社发 贺云飞摄）").photo


@pytest.mark.parametrize("word", ["陈琼", "欧阳娜娜", "马建国", "何越", "阿里·汉"])
def test_names(word: str) -> None:
    assert is_name(word)


@pytest.mark.parametrize("word", ["江西", "草案", "试行", "文章内容", "A", "一"])
def test_other_words(word: str) -> None:
    assert not is_name(word)
