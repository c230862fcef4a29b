"""What the model is shown in place of 万, 亿 and Chinese numerals, and what is left alone."""

import pytest

from pxtranslate.figures.rewrite import rewrite


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("累计提供岗位4.6万余个", "累计提供岗位46,000余个"),
        ("进出口总值221.2亿元", "进出口总值22.12 billion yuan"),
        ("１．２万亿元", "1.2 trillion yuan"),
        ("三万五千人", "35,000人"),
        ("3600余人，1850吨", "3,600余人，1,850吨"),
        ("他种了3亩6分水田，大的一亩二", "他种了3.6 mu水田，大的1.2 mu"),
        ("收了五斤三两二钱", "收了5.32斤"),
        ("收了5斤3两，另有12斤3两2钱", "收了5.3斤，另有12.32斤"),
        ("有地1200亩零5分", "有地1200亩零5分"),
        ("票价1500元5角", "票价1,500.5 yuan"),
        ("12000丈2尺布，12000元零5厘", "12000丈2尺布，12000元零5厘"),
        ("每天挣220元，茶园12亩", "每天挣220 yuan，茶园12 mu"),
        ("8000元至9000元", "8,000 yuan至9,000 yuan"),
        ("3万5千人", "35,000人"),
        ("占三成五", "占35%"),
        ("百分之九十五点六", "95.6%"),
        ("3.5万至5万元", "35,000至50,000 yuan"),
        ("3至5万元", "30,000至50,000 yuan"),
        ("10多万人", "100,000多人"),
        ("两亿人", "200 million人"),
        ("二〇二二年", "2022年"),
        ("约三百五十公里", "约350公里"),
        ("2022年1至12月", "2022年1月至12月"),
        ("前11月进出口下降", "前11个月进出口下降"),
        ("目前3月的数据", "目前3月的数据"),
        ("3-5月", "3月-5月"),
        ("客流较改造前翻了两番", "客流较改造前增至原来的4倍"),
        ("产值翻三番", "产值增至原来的8倍"),
        ("产值翻了一番，收入翻番，去了三番五次", "产值翻了一番，收入翻番，去了三番五次"),
    ],
)
def test_large_and_chinese_figures_become_english(source: str, shown: str) -> None:
    assert rewrite(source).text == shown


@pytest.mark.parametrize(
    "text",
    [
        "推行“四个论英雄”",
        "一企一策",
        "五陂镇",
        "双碳",
        "“一对一”联系",
        "“十四五”规划",
        "五一假期",
        "三农工作",
        "党的二十大",
        "万科集团",
        "亿达公司",
        "千方百计",
        "让百姓放心",
        "万一下雨",
        "一万年太久",
        "千万别来",
        "千家万户",
        "检修50台机械",
        "2022年1月至12月",
        "7、8月间",
        "PM2.5为33微克/立方米",
        "三五个人",
        "十几个人",
    ],
)
def test_names_idioms_and_plain_figures_stay(text: str) -> None:
    assert rewrite(text).text == text


def test_changes_say_what_stood_where() -> None:
    source = "提供岗位4.6万余个，求职4万人次"
    changes = rewrite(source).changes
    assert [(change.before, change.after) for change in changes] == [
        ("4.6万", "46,000"),
        ("4万", "40,000"),
    ]
    assert all(source.startswith(change.before, change.start) for change in changes)


@pytest.mark.parametrize(
    "text",
    [
        "中国队3比2战胜日本队",
        "主队以3:0、25：23取胜",
        "以30比5的票数通过",
        "来源：日报 2025-11-26 08:15",
        "2025-3-5发布",
        "10月28至11月2日举行",
        "1月5至2月20日",
        "住在5-3栋",
        "2025届毕业生、2024级新生",
        "2026省两会、2025款车型",
        "2026元旦晚会、2025米兰时装周、2025成渝论坛",
        "乘1205次列车",
        "判有期徒刑3年半，用了4天半",
        "21公里半程马拉松、30吨半挂车、10天半封闭训练",
        "每隔五米一盏灯，三斤一箱，五块一把",
        "两度三连冠",
        "百八十块钱、千八百元",
        "6—11月龄婴儿",
        "三年前11月",
        "一二三四年级",
        "百分之十几、六成六七",
        "十万大山",
    ],
)
def test_what_a_figure_would_spoil_is_left(text: str) -> None:
    assert rewrite(text).text == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("由1200米至800米", "由1,200米至800米"),
        ("从5万元至3万元", "从50,000 yuan至30,000 yuan"),
        ("突破3.2万多亿元", "突破3.2 trillion多 yuan"),
        ("一年5万一个人", "一年50,000一个人"),
        ("七块八毛的菜", "7.8 yuan的菜"),
    ],
)
def test_the_larger_end_may_come_first(text: str, shown: str) -> None:
    assert rewrite(text).text == shown
