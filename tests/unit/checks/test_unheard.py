"""Pinyin in the English of which the Chinese has no sound."""

import pytest

from pxtranslate.checks import names, unheard
from pxtranslate.checks.base import Pair


@pytest.mark.parametrize(
    ("zh", "en", "word", "run", "severity"),
    [
        (
            "据泽安海关统计，出口增长。",
            "Zhe'an Customs said exports rose.",
            "Zhe'an",
            "泽安",
            "error",
        ),
        ("南广河大桥通车。", "The Nanwang River Bridge is open.", "Nanwang", "南广", "error"),
        ("红旗坡农场丰收。", "Hongqiapo Farm has a good crop.", "Hongqiapo", "红旗坡", "error"),
        (
            "项目原开发商鼎阔置业已停工。",
            "The developer Dingjue has stopped.",
            "Dingjue",
            "",
            "warning",
        ),
        ("月嫂程改花涨了工资。", "Nanny Cheng Jiashuo earns more.", "Jiashuo", "", "warning"),
        ("大卫来到美国。", "Tuwai went to the United States.", "Tuwai", "", "warning"),
        ("在泽外资企业表现不一。", "Zhejiang's foreign firms varied.", "Zhejiang", "", "warning"),
        ("刚果（金）开赛省有病例。", "Cases in Kasai, DR Congo", "Kasai", "", "warning"),
        ("中国和美国的泽安海关。", "The Zhe'an Customs", "Zhe'an", "泽安", "error"),
        ("看一场昆剧。", "Watch a Kuanju opera", "Kuanju", "昆剧", "error"),
        ("和光荣的人民", "and the Guangren people", "Guangren", "", "warning"),  # 光荣 is a word
    ],
)
def test_a_name_that_cannot_be_heard(zh: str, en: str, word: str, run: str, severity: str) -> None:
    found = [(i.target, i.source, i.severity) for i in unheard.find(Pair(zh, en))]
    assert found == [(word, run, severity)]


def test_a_name_that_is_right_elsewhere_is_not_what_was_meant() -> None:
    found = list(unheard.find(Pair("泽安和泽安市", "Ze'an and Zhe'an")))
    assert [issue.source for issue in found] == [""]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("据泽安海关统计，出口增长。", "Ze'an Customs said exports rose."),
        ("乐山和朱乐来了。", "Leshan and Zhuyue came."),  # 乐 is le and yue
        ("阿坝吕娜来了。", "Lyuna came to Aba."),
        ("六盘水赴渝推介。", "Liupanshui promotes itself in Chongqing."),
        ("习总书记来了。", "General Secretary Xi Jinping came."),
        ("满族汉子来了。", "The Manchu came."),
        ("村民次仁旺堆说，路修好了。", "Villager Tsering Wangdu said the road was done."),
        ("看一场昆剧。", "Watch a Kunqu opera."),
        ("扎西·德吉来了。", "Deji Sangdu came."),
        ("墨西哥裔和智利人", "Mexicans, a Mexican, the Chilean"),
        ("温格周四表示。", "Wenger said on Thursday."),
        ("山田洋次导演来了。", "Director Yamada came."),  # read in Japanese
        ("韩国尚州市失火。", "Fire in Sangju, South Korea"),
        ("新品nubia发布", "Nubia's latest is out"),
        ("会议通过议程。", "Hence the Senate adopted the agenda on Panda."),
        ("他说：“莫不是哄人的？”", '"You\'re having us on?"'),
    ],
)
def test_what_can_be_heard_or_is_read_otherwise(zh: str, en: str) -> None:
    assert [issue.target for issue in unheard.find(Pair(zh, en))] == []


def test_a_name_that_the_glossary_has_is_right() -> None:
    pair = Pair("回了澜。", "Back in Lanchuan.", terms=(("澜", "Lanchuan"),))
    assert not list(unheard.find(pair))
    assert list(unheard.find(Pair("回了澜。", "Back in Lanchuan.")))


def test_one_wrong_name_is_told_once() -> None:
    found = list(names.find(Pair("盛来运表示，增速放缓。", "Sheng Yunyun said growth slowed.")))
    assert [issue.target for issue in found] == ["Sheng Yunyun"]


def test_what_terms_tells_of_is_not_told_twice() -> None:
    pair = Pair("平川市出台方案", "Pingshuan issued a plan", terms=(("平川市", "Pingchuan City"),))
    assert not list(unheard.find(pair))
