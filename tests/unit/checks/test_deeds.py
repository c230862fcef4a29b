"""Who did what to whom: turned round is an error, however the verb looks at it; the rest passes."""

import pytest

from pxtranslate.checks.base import Pair
from pxtranslate.checks.direction import find


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("英国队击败法国队。", "Britain beat France.", "France beat Britain."),
        ("英国队以3比2不敌法国队。", "Britain lost 3-2 to France.", "Britain beat France 3-2."),
        (
            "英国队被法国队淘汰。",
            "Britain was knocked out by France.",
            "Britain knocked out France.",
        ),
        (
            "俄罗斯向乌克兰移交1000具遗体。",
            "Russia handed over 1,000 bodies to Ukraine.",
            "Ukraine handed over 1,000 bodies to Russia.",
        ),
        (
            "市长张建国起诉副市长李明华。",
            "Mayor Zhang Jianguo sued Li Minghua, deputy mayor.",
            "Li Minghua, deputy mayor, sued Mayor Zhang Jianguo.",
        ),
        ("以色列空袭黎巴嫩。", "Israel bombed Lebanon.", "Lebanon bombed Israel."),
        ("以色列遭伊朗导弹袭击。", "Iran attacked Israel.", "Israel attacked Iran with missiles."),
        ("特朗普批评拜登政策。", "Trump criticized Biden.", "Biden criticized Trump."),
        ("印度向尼泊尔借了5万吨粮食。", "Nepal lent India grain.", "India lent Nepal grain."),
    ],
)
def test_who_did_it_to_whom(source: str, right: str, wrong: str) -> None:
    assert not list(find(Pair(source, right)))
    assert [issue.severity for issue in find(Pair(source, wrong))] == ["error"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("英国队以3比2不敌法国队。", "France beat Britain 3-2."),
        ("以色列遭伊朗导弹袭击。", "Israel was attacked by Iranian missiles."),
        ("俄罗斯向乌克兰移交1000具遗体。", "Ukraine received 1,000 bodies from Russia."),
        ("特朗普批评拜登。", "Biden, whom Trump criticized, said nothing."),
        ("特朗普批评拜登。", "Biden spoke first; he was not glad when Trump criticized him."),
        ("法国总统访问中国。", "China welcomes the French president on a visit."),
        ("印度和巴基斯坦互相指责。", "Pakistan and India accused each other."),
        ("中国男篮不敌韩国队。", "18 points did not save China from defeat by South Korea."),
    ],
)
def test_other_ways_to_say_it_pass(source: str, target: str) -> None:
    assert not list(find(Pair(source, target)))


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        (
            "国务院任命王瑞贺为副部长，免去胡卫列的副部长职务。",
            "The State Council appointed Wang Ruihe a vice minister and removed Hu Weilie.",
            "The State Council appointed Hu Weilie a vice minister and removed Wang Ruihe.",
        ),
        (
            "行政长官岑浩辉宣誓就职，贺一诚卸任。",
            "Sam Hou Fai was sworn in and Ho Iat Seng stepped down.",
            "Ho Iat Seng was sworn in and Sam Hou Fai left office.",
        ),
        ("市长张建国已辞职。", "Mayor Zhang Jianguo has resigned.", "Zhang Jianguo took office."),
    ],
)
def test_who_took_office_and_who_left_it(source: str, right: str, wrong: str) -> None:
    assert not list(find(Pair(source, right)))
    assert {issue.severity for issue in find(Pair(source, wrong))} == {"error"}


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("公园今日对游客开放。", "The park opened to visitors today.", "The park closed today."),
        ("博物馆周一闭馆。", "The museum is closed on Mondays.", "The museum opens on Mondays."),
        ("该党退出执政联盟。", "The party left the coalition.", "The party joined the coalition."),
        ("该国加入北约组织。", "It became a member of NATO.", "The country quit NATO."),
        ("他恢复训练。", "He is back in training.", "He stopped training."),
        ("地铁暂停运营。", "The metro has been suspended.", "The metro resumed service."),
        ("他离任后定居海外。", "After leaving office he settled abroad.", "He took office abroad."),
        ("不少居民反对加装电梯。", "Many are against lifts.", "Many are in favour of lifts."),
        (
            "台风再次登陆。",
            "First it hit Hainan; its second landfall came later.",
            "It first landed.",
        ),
    ],
)
def test_open_and_shut_joined_and_left(source: str, right: str, wrong: str) -> None:
    assert not list(find(Pair(source, right)))
    assert [issue.severity for issue in find(Pair(source, wrong))] == ["error"]
