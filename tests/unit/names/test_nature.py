"""Rivers, lakes and mountains are found, named in one way, and looked for without their kind."""

import pytest

from pxtranslate.checks import names
from pxtranslate.checks.base import Pair
from pxtranslate.names import gazetteer
from pxtranslate.names.find import find


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("嫩江水位连涨五天", [("嫩江", "Nenjiang River")]),
        ("漓江支流", [("漓江", "Lijiang River")]),
        ("塔克拉玛干沙漠边缘", [("塔克拉玛干沙漠", "Taklimakan Desert")]),
        ("嫩江市和湘江新区", [("嫩江市", "Nenjiang City"), ("湘江新区", "Xiangjiang New Area")]),
        ("越南北江省", []),
    ],
)
def test_they_are_found(text: str, found: list[tuple[str, str]]) -> None:
    assert [(one.zh, one.en) for one in find(text) if one.zh != "越南"] == found


@pytest.mark.parametrize(
    ("zh", "en", "severities"),
    [
        ("漓江支流", "a tributary of the Li River", []),
        ("阿尔金山一带", "around the Altun range", []),
        ("珠峰北坡", "the northern slope of Everest", []),
        ("湘江新区", "the new area", ["warning"]),
        ("嫩江水位上涨", "The river rose.", ["warning"]),
    ],
)
def test_they_are_looked_for(zh: str, en: str, severities: list[str]) -> None:
    assert [issue.severity for issue in names.find(Pair(zh, en))] == severities


def test_every_row_is_one_of_its_kind() -> None:
    rows = [row for row in gazetteer.listed() if row[2] == "nature"]
    assert len(rows) > 500
    assert len({zh for zh, *_ in rows}) == len(rows)


def test_a_county_behind_its_province_is_sure_enough_to_be_named() -> None:
    (_, county) = find("正月初五，江西婺源举办活动")
    assert (county.zh, county.en, county.certainty) == ("婺源", "Wuyuan", 0.8)
    assert all(one.certainty < 0.6 for one in find("婺源举办活动"))
