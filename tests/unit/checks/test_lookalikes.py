"""Countries and places that look alike in English: only the right one will do."""

import pytest

from pxtranslate.checks import lookalikes, named_places, names
from pxtranslate.checks.base import Pair
from pxtranslate.names import gazetteer
from pxtranslate.names.english import fold

ONE = {
    frozenset(("DPRK", "North Korea")),
    frozenset(("Republic of Korea", "South Korea")),
    frozenset(("United States", "America")),
    frozenset(("United States", "Washington")),
    frozenset(("United Kingdom", "England")),
    frozenset(("Dominican Republic", "Dominica")),  # 多米尼加 is said of both
}


def test_no_country_passes_for_another() -> None:
    passing = set()
    for one in lookalikes.countries():
        for other in lookalikes.countries():
            text = f"The president of {other} came."
            named = named_places._stands(one, text)
            assert named or one != other
            apart = one == other or " and " in other or "Korea" in other + one or "DPRK" in other
            if named and not apart:
                passing.add(frozenset((one, other)))
    assert passing <= ONE


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("奥地利总理来访。", "The Austrian chancellor came.", "The Australian chancellor came."),
        ("澳大利亚总理来访。", "The Australian premier came.", "The Austrian premier came."),
        ("尼日尔总统来访。", "The Nigerien president came.", "The Nigerian president came."),
        ("尼日利亚总统来访。", "The Nigerian president came.", "The president of Niger came."),
        ("斯洛文尼亚总统来访。", "The Slovenian president came.", "The Slovak president came."),
        (
            "刚果（金）总统来访。",
            "The DRC president came.",
            "The head of the Republic of the Congo came.",
        ),
        ("刚果（布）总统来访。", "The Congolese president came.", "The DRC president came."),
        (
            "几内亚总统来访。",
            "The Guinean president came.",
            "The president of Equatorial Guinea came.",
        ),
        ("苏丹总统来访。", "The Sudanese president came.", "The president of South Sudan came."),
        (
            "多米尼克总理来访。",
            "Dominica's premier came.",
            "The premier of the Dominican Republic came.",
        ),
        ("陕西省出台措施。", "Shaanxi issued measures.", "Shanxi issued measures."),
        ("河南省出台措施。", "Henan issued measures.", "Measures came for the Nanyang area."),
        (
            "宿州市出台措施。",
            "Suzhou, Anhui, issued measures.",
            "Suzhou, Jiangsu, issued measures.",
        ),
        ("抚州市出台措施。", "Fuzhou issued measures.", "Fuzhou, Fujian, issued measures."),
        ("吉林省出台措施。", "Jilin Province issued measures.", "Jilin City issued measures."),
        ("龙门县出台措施。", "Longmen County issued measures.", "Longmen City issued measures."),
        (
            "石桥镇出台措施。",
            "Shiqiao Township issued measures.",
            "Shiqiao Village issued measures.",
        ),
    ],
)
def test_only_the_right_one_will_do(source: str, right: str, wrong: str) -> None:
    assert list(names.find(Pair(source, right))) == []
    assert list(names.find(Pair(source, wrong)))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("奥地利和澳大利亚签约。", "Austria and Australia signed."),
        ("美方表示欢迎。", "Washington welcomed it."),
        ("几内亚比绍派员。", "Guinea Bissau sent people."),
        ("白银市白银区出台措施。", "Baiyin District, Baiyin, issued measures."),
        ("苏州市和安徽省签约。", "Suzhou and Anhui signed."),
        ("石桥镇石桥村签约。", "Shiqiao Village signed."),
    ],
)
def test_what_the_source_names_is_no_lookalike(source: str, target: str) -> None:
    assert list(names.find(Pair(source, target))) == []


def test_the_lookalike_is_told() -> None:
    (issue,) = names.find(Pair("奥地利总理来访。", "The Australian chancellor came."))
    assert issue.message == "奥地利 is Austria; the English says Australian"


def test_namesakes_are_spelt_as_the_gazetteer_has_them() -> None:
    from pxtranslate.names.tables import rows

    for zh, en, *_ in rows("namesakes.tsv"):
        place = gazetteer.place(f"{zh}市") or gazetteer.place(zh)
        assert place is not None
        assert fold(place.core) == fold(en)
