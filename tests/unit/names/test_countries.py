"""Countries named by one character: where they are, which they are, and which models are told."""

import time

import pytest

from pxtranslate.names import find
from pxtranslate.names.countries import find_countries
from pxtranslate.names.glossary import Glossary
from pxtranslate.names.ledger import Ledger
from pxtranslate.names.terms import terms


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("以方称袭击已结束", ["以方"]),
        ("韩媒报道，美以联军发动空袭", ["韩媒", "美以"]),
        ("英法德三国发表声明", ["英法德"]),
        ("中老铁路开通", ["中老"]),
        ("以方便群众为原则", []),
        ("建立以企业为主体的体系", []),
        ("土方已完成三万立方米", []),
        ("法警在值班", []),
        ("奶奶留下的秘方", []),
        ("加沙停火协议生效", []),
        ("中方表示欢迎", ["中方"]),
        ("中泰两国建交", ["中泰"]),
        ("吉企抱团出海", []),
        ("落实《巴黎协定》", []),
        ("射箭队以军训开场", []),
        ("主张使奥巴马总统退让", []),
        ("家中新建厕所", []),
        ("近日方才完工", []),
        ("其中方案有三", []),
    ],
)
def test_where_a_character_is_a_country(text: str, forms: list[str]) -> None:
    found = [mention for mention, _ in find_countries(text)]
    assert [mention.zh for mention in found] == forms
    assert all(text[mention.start : mention.end] == mention.zh for mention in found)


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("俄乌双方交换战俘", {"俄": ["Russia"], "乌": ["Ukraine"]}),
        ("印巴边境交火", {"印": ["India"], "巴": ["Pakistan"]}),
        ("巴以冲突升级", {"巴": ["Palestine"], "以": ["Israel"]}),
        ("乌兹别克斯坦总统说，中乌合作前景广阔", {"中": ["China"], "乌": ["Uzbekistan"]}),
        ("伊拉克总理说，伊方欢迎", {"伊": ["Iraq"]}),
        ("伊方欢迎", {"伊": ["Iran"]}),
    ],
)
def test_which_country_it_is(text: str, countries: dict[str, list[str]]) -> None:
    ((_, found),) = find_countries(text)
    assert found == countries


def test_what_nothing_decides_is_left_open() -> None:
    ((mention, found),) = find_countries("中乌合作前景广阔")
    assert found["乌"] == ["Ukraine", "Uzbekistan", "Uganda", "Uruguay"]
    assert mention.well_known


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("中哈两国签署协议", (("中哈", "China and Kazakhstan"),)),
        ("中哈兩國簽署協議", (("中哈", "China and Kazakhstan"),)),
        ("中俄两国签署协议", ()),
        ("中乌合作前景广阔", ()),
        ("英法德三国发表声明", (("英法德", "United Kingdom, France and Germany"),)),
    ],
)
def test_only_what_models_miss_is_named(text: str, pairs: tuple[tuple[str, str], ...]) -> None:
    assert terms(text, Glossary(), Ledger()) == pairs


def test_many_sides_and_persons_take_no_longer_a_character() -> None:
    """Each person was held against all sides of the text, each side against all its words: 5 s."""
    text = "记者王明美方" * 300
    began = time.process_time()
    find(text)
    assert time.process_time() - began < 2
