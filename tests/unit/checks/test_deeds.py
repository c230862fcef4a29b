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
    ],
)
def test_other_ways_to_say_it_pass(source: str, target: str) -> None:
    assert not list(find(Pair(source, target)))
