"""A given name that cannot be heard in the Chinese, whoever it belongs to."""

import pytest

from pxtranslate.checks import misheard, names
from pxtranslate.checks.base import Pair


@pytest.mark.parametrize(
    ("zh", "en", "said"),
    [
        ("总台央视 王跃：战事仍在继续。", "CCTV, Wang Yu: The fighting goes on.", "王跃"),
        ("盛来运表示，增速放缓。", "Sheng Yunyun said growth had slowed.", "盛来"),
        ("大家都喊她刘大姐。", 'Everyone calls her "Liu Dadi".', "刘大"),
        ("姚明到场。", "Nobody saw anyone there but Mayor Yao Lin.", "姚明"),
        ("王老师来了。", "Teacher Wang Li came.", "王老"),
        ("郎平、袁心玥到场。", "Lang Ping and Yan Xinyue came.", "袁心玥"),  # another surname
        ("区小燕来了。", "They saw Qu Xiaoyan.", "区小燕"),
        ("欧阳玉梅当选。", "They elected Yang Yumei.", "欧阳玉梅"),  # cut elsewhere
        ("上官云珠故居", "The house of Shang Guanyun", "上官云珠"),
        ("市长吴孟超说。", "The mayor, Meng Chao, spoke.", "吴孟超"),
        ("徐悲鸿、蒋碧微夫妇东渡。", "Xu Beihong and Bi Weijiang sailed.", "蒋碧微"),
    ],
)
def test_a_name_that_nobody_has_is_an_error(zh: str, en: str, said: str) -> None:
    found = list(misheard.find(Pair(zh, en)))
    assert [(issue.severity, issue.source) for issue in found] == [("error", said)]
    assert found[0].target in en


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("王跃说，战事仍在继续。", "Wang Yue said the fighting went on."),
        ("姚明到场。", "Ming Yao was there."),
        ("单雪松和盖玉梅来了。", "Shan Xuesong and Ge Yumei came."),  # readings of surnames
        ("吕娜来了。", "Lyu Na came; Lü Na, or Lv Na."),
        ("朱乐来了。", "Zhu Yue came."),  # 乐 is le and yue
        ("李嘉诚捐资。", "Li Ka Shing gave money."),  # part of a longer name
        ("文化在湖边。", "Culture by Wen Lake."),
        ("市长说，工程已完工。", "Wang Jianguo said the project was done."),  # from a line before
        ("王女士去了香港。", "Ms. Wang went to Hong Kong."),
        ("李师傅在西安卖面。", "Master Li sells noodles in Xi An."),
        ("何县长说要抓紧。", "He Said the county must hurry."),
        ("镇长孙成亮下令。", "Town head Sun Chengliang ordered it."),  # no 长孙
        ("区小燕来了。", "Ou Xiaoyan came."),
        ("列车从西安新筑车站开出。", "The train left Xi'an Xinzhu station."),
        ("欧阳玉梅当选。", "Ouyang Yumei won."),
        ("蒋碧微东渡。", "Biwei Jiang sailed."),
    ],
)
def test_a_name_that_can_be_heard_and_what_is_no_name_pass(zh: str, en: str) -> None:
    assert not list(misheard.find(Pair(zh, en)))


def test_an_error_that_names_finds_by_the_title_is_told_once() -> None:
    found = list(names.find(Pair("市长陈薇薇说。", "Mayor Chen Weiping said.")))
    assert [issue.target for issue in found] == ["Chen Weiping"]


def test_a_name_said_twice_is_told_once() -> None:
    pair = Pair("王跃到了，王跃说。", "Wang Yu came, and Wang Yu spoke.")
    assert len(list(misheard.find(pair))) == 1
