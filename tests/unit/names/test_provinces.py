"""Provinces by one character, and what only looks like them."""

import pytest

from pxtranslate.checks import names as names_check
from pxtranslate.checks.base import Pair
from pxtranslate.names.glossary import Glossary
from pxtranslate.names.ledger import Ledger
from pxtranslate.names.provinces import each, find_provinces
from pxtranslate.names.terms import terms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("闽赣两县共护一片林", [("闽赣", "Fujian and Jiangxi")]),
        ("六盘水赴渝推介旅游", [("渝", "Chongqing")]),
        ("在杭皖商返乡办厂", [("皖", "Anhui")]),
        ("渝籍学子回乡试岗", [("渝", "Chongqing")]),
        ("考古人员在豫西发现遗迹", [("豫西", "western Henan")]),
        ("闽西南患者不出省", [("闽西南", "southwestern Fujian")]),
        ("他走访鄂陕渝三省市", [("鄂陕渝", "Hubei, Shaanxi and Chongqing")]),
        ("渝贵两地推介", [("渝贵", "Chongqing and Guizhou")]),
        ("工友们已离闽返川", [("闽", "Fujian"), ("川", "Sichuan")]),
        ("川滇黔三省交界", [("川滇黔", "Sichuan, Yunnan and Guizhou")]),
        ("皖企赴澳门参展", [("皖", "Anhui")]),
        ("鲁豫鄂三省協作", [("鲁豫鄂", "Shandong, Henan and Hubei")]),
    ],
)
def test_provinces_are_found(text: str, found: list[tuple[str, str]]) -> None:
    assert [(mention.zh, mention.en) for mention in find_provinces(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "他在浙江工作，在杭州安家，到鄂尔多斯出差",
        "巴鲁北方的栋格拉",
        "江苏新增两例",
        "四川北川羌族自治县",
        "王沪宁出席",
        "苏宁金融研究院",
        "黔东南和湘西、晋中",
        "浙商银行和沪深交易所",
        "走进鲁甸县，来到冀鹏家",
        "川企业发展",
        "新疆喀什",
        "山川河流",
    ],
)
def test_what_is_none(text: str) -> None:
    assert [mention.zh for mention in find_provinces(text)] == []


def test_they_are_named_to_the_model_and_looked_for() -> None:
    assert terms("闽赣两县共护一片林", Glossary(), Ledger()) == (("闽赣", "Fujian and Jiangxi"),)
    wrong = Pair("闽赣两县共护一片林", "Counties of Fujian and Gansu share a forest")
    assert ("闽赣", "Jiangxi") in [(i.source, i.target) for i in names_check.find(wrong)]
    right = Pair("闽赣两县共护一片林", "Counties of Jiangxi and Fujian share a forest")
    assert not list(names_check.find(right))


def test_the_glossary_has_the_last_word() -> None:
    pair = Pair("渝籍学子回乡", "Yu students go home", terms=(("渝", "Yu"),))
    assert not list(names_check.find(pair))


def test_each_place_of_several() -> None:
    assert each("Hubei, Shaanxi and Inner Mongolia") == ["Hubei", "Shaanxi", "Inner Mongolia"]
    assert each("western Henan") == ["Henan"]
