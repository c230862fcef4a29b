"""A term left out, and the many ways of using one rightly."""

import pytest

from pxtranslate.checks import terms
from pxtranslate.checks.base import Pair
from pxtranslate.names.english import fold, holds, stem


@pytest.mark.parametrize(
    ("zh", "en", "target"),
    [
        ("双碳", "dual carbon goal", "It aims for the dual-carbon goals."),
        ("研学基地", "study base", "Study bases were opened."),
        ("企业法庭", "Enterprise Court", "The enterprise court's judges met."),
        ("城市", "city", "Cities grow."),
        ("西安", "Xi'an", "Xian grows."),
        ("陈薇薇", "Chen Weiwei", "Weiwei Chen spoke."),
        ("陈薇薇", "Chen Weiwei", "Ms. Chen spoke."),
        ("萍乡市", "Pingxiang City", "The Pingxiang Municipal Government met."),
        ("玉门市", "Yumen City", "Yumen harvests the wind."),
        ("长兴县", "Changxing County", "A plant in Changxing was shut."),
        ("威县", "Weixian County", "Guxian Township, Wei County"),
        ("何志强", "He Zhiqiang", "On Monday, He visited six companies."),
        ("尹长林", "Yin Changlin", "Yin visited six companies."),
        ("宫淑芬", "Gong Shufen", "In the case of Gong's compound, it waited."),
        ("钟祥市法院", "Zhongxiang Municipal People's Court", "The Zhongxiang court ruled."),
    ],
)
def test_inflection_is_allowed(zh: str, en: str, target: str) -> None:
    assert list(terms.find(Pair(f"这里有{zh}。", target, terms=((zh, en),)))) == []


@pytest.mark.parametrize(
    ("zh", "en", "target", "severity"),
    [
        ("双碳", "dual carbon", "Carbon is cut.", "warning"),
        ("双碳", "dual carbon", "Emissions are cut.", "error"),
        ("萍乡海关", "Pingxiang Customs", "Shangdong Port said so.", "error"),
        ("陈薇薇", "Chen Weiwei", "She spoke.", "warning"),
        ("陈薇薇", "Chen Weiwei", "Chen Weiping spoke.", "error"),
        ("全国人大", "National People's Congress", "The NPC met.", "warning"),
        ("玉门市", "Yumen City", "Yumen County harvests the wind.", "warning"),
        ("玉门市", "Yumen Town", "Yumen harvests the wind.", "warning"),  # a user's own
        ("何志强", "He Zhiqiang", "He visited six companies.", "warning"),
        ("尹长林", "Yin Changlin", "Yin Changping visited six companies.", "error"),
        (
            "钟祥市法院",
            "Zhongxiang Municipal People's Court",
            "The Zhongxiang hall ruled.",
            "warning",
        ),
    ],
)
def test_a_missing_term_is_told(zh: str, en: str, target: str, severity: str) -> None:
    (issue,) = terms.find(Pair(f"这里有{zh}。", target, terms=((zh, en),)))
    assert issue.severity == severity
    assert (issue.source, issue.target) == (zh, en)


def test_a_term_that_is_not_in_the_source_is_not_asked_for() -> None:
    assert list(terms.find(Pair("别的", "Other.", terms=(("双碳", "dual carbon"),)))) == []


def test_words_are_reduced_and_folded() -> None:
    assert [stem(word) for word in ("cities", "buses", "banks", "bases", "bus", "it's")] == [
        "city", "bus", "bank", "bas", "bus", "it"
    ]  # fmt: skip
    assert fold("Lü Na") == fold("Lyu Na") == fold("Lv Na") == fold("Lu Na")
    assert not holds("The carbon tax", "dual carbon")


def test_a_term_of_news_is_missed_unless_a_form_of_it_is_there() -> None:
    source = "新建污水处理厂两座。"
    assert list(terms.find(Pair(source, "Two wastewater treatment plants were built."))) == []
    assert list(terms.find(Pair(source, "Two 污水处理厂 were built."))) == []
    (issue,) = terms.find(Pair(source, "Two factories were built."))
    assert (issue.severity, issue.source, issue.target) == (
        "warning",
        "污水处理厂",
        "sewage treatment plant",
    )


def test_the_users_term_overrides_that_of_news() -> None:
    pair = Pair("新建污水处理厂两座。", "Two cleaners.", terms=(("污水处理厂", "cleaner"),))
    assert list(terms.find(pair)) == []
