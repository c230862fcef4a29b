"""Names of the run where they stand otherwise: short forms of firms, places without their county."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pxtranslate.checks import terms as check
from pxtranslate.checks.base import Pair
from pxtranslate.names import companies, ledger, terms
from pxtranslate.names.find import find
from pxtranslate.names.glossary import Entry, Glossary
from pxtranslate.names.ledger import Ledger
from pxtranslate.records import Article, Document, Segment

NONE = Glossary()
FULL = "江西昱鑫新材料科技有限公司"
"""A firm nobody has, with a brand that is no word."""


def seen(*sources: str) -> Ledger:
    """The ledger of a run that was stopped and read back, of these segments."""
    segments = tuple(
        Segment(f"s{n}", "a1", "p1", n, source, ((0, len(source)),))
        for n, source in enumerate(sources)
    )
    article = Article("a1", "article", None, (), None, segments=segments)
    document = Document("x.txt", "x", "", "utf-8", "".join(sources), articles=(article,))
    return ledger.from_rows(ledger.build([document]).to_rows())


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("昱鑫公司受让了资产。", "昱鑫公司", "Yuxin Company"),
        ("昱鑫集团进驻园区。", "昱鑫集团", "Yuxin Group"),
        ("昱鑫集团公司进驻园区。", "昱鑫集团公司", "Yuxin Group Company"),
        ("昨天，昱鑫科技的车间开工。", "昱鑫科技", "Yuxin Technology"),
        ("走进昱鑫电子，机器轰鸣。", "昱鑫电子", "Yuxin Electronics"),
        ("昱鑫新材料公司投产。", "昱鑫新材料公司", "Yuxin New Material Company"),
    ],
)
def test_a_firm_is_known_by_its_short_form(text: str, zh: str, en: str) -> None:
    assert (zh, en) in terms(text, NONE, seen(f"{FULL}投产。"))


def test_without_the_full_name_nothing_is_known() -> None:
    assert terms("昱鑫公司和昱鑫电子投产。", NONE, Ledger()) == ()


@pytest.mark.parametrize(
    "text",
    [
        "支持昱鑫发展。",  # what a firm does is not its name
        "昱鑫投资五千万元。",
        "昱鑫正在招工。",
        "昱鑫新公司挂牌。",
        "昱鑫重工股份有限公司投产。",  # another firm, by its full name
    ],
)
def test_a_brand_alone_is_no_short_form(text: str) -> None:
    known = seen(f"{FULL}投产。")
    assert not [zh for zh, _ in terms(text, NONE, known) if zh.startswith("昱鑫") and len(zh) < 8]


@pytest.mark.parametrize("brand", ["阳光", "创新", "南昌", "古特雷斯"])
def test_words_places_and_foreign_brands_have_no_short_form(brand: str) -> None:
    known = seen(f"江西{brand}电子有限公司投产。")
    assert not list(known.shortened_in(f"{brand}公司和{brand}电子投产。"))


def test_a_brand_that_is_an_adjective_is_believed_only_where_a_clause_opens() -> None:
    known = seen("江西巍然电子有限公司投产。")
    ((mention, full),) = known.shortened_in("巍然科技投产。")
    assert (mention.en, mention.certainty, full) == (
        "Weiran Technology",
        0.6,
        "江西巍然电子有限公司",
    )
    assert not list(known.shortened_in("群山巍然公司林立。"))


def test_a_person_of_the_run_is_no_brand() -> None:
    known = seen("江西何越电子有限公司投产。", "负责人何越说，厂长何越在场。")
    assert not list(known.shortened_in("何越公司投产。"))


def test_the_glossary_has_the_say_on_a_firm_and_its_short_forms() -> None:
    mine = Glossary((Entry(FULL, "Hengtec Ltd."),))
    assert terms("昱鑫公司投产。", mine, seen(f"{FULL}投产。")) == ()


def test_a_name_with_another_english_form_lends_no_pinyin() -> None:
    firm = ledger.Name(FULL, "organisation", "Hengtec Co., Ltd.", "s0", 0.9)
    assert not list(Ledger({FULL: firm}).shortened_in("昱鑫公司投产。"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("昱鑫钢铁公司团委组织活动。", ["昱鑫钢铁公司"]),
        ("多家钢铁公司和一家软件公司投产。", []),
        ("大型国有钢铁公司投产。", []),
        ("在当地食品公司上班。", []),
    ],
)
def test_a_firm_without_a_legal_form_needs_a_brand_that_is_no_word(
    text: str, found: list[str]
) -> None:
    assert [m.zh for m in find(text) if m.sort == "organisation"] == found


def test_a_firm_without_a_legal_form_is_known_shorter_still() -> None:
    known = seen("昱鑫钢铁公司团委组织活动。")
    assert dict(terms("昱鑫钢公司实现零排放。", NONE, known)) == {
        "昱鑫钢公司": "Yuxin Iron and Steel Company"
    }


@pytest.mark.parametrize("full", [FULL, "昱鑫电瓷（江西）有限公司", "昱鑫集团有限公司"])
def test_full_names_are_parted(full: str) -> None:
    firm = companies.split(full)
    assert firm is not None
    assert firm.brand == "昱鑫"


def test_a_place_seen_in_its_county_is_known_alone() -> None:
    known = seen("湘东区瑶关镇干部走访企业。")
    assert terms("瑶关镇坚持精准服务。", NONE, known) == (("瑶关镇", "Yaoguan Town"),)


def test_a_well_known_name_of_an_earlier_shard_is_still_not_named() -> None:
    known = seen("江西省和新华社在北京发布消息。")
    assert terms("江西省和新华社在北京发布消息。", NONE, known) == ()


@pytest.mark.parametrize(
    ("target", "severities"),
    [
        ("Yuxin Electronics makes batteries.", []),
        ("Yu Xin Electronics makes batteries.", []),
        ("Yuxin Electric makes batteries.", ["warning"]),
        ("Hydrogen Electronics makes batteries.", ["error"]),
        ("The company makes batteries.", ["error"]),
    ],
)
def test_an_english_without_the_brand_is_an_error(target: str, severities: list[str]) -> None:
    asked = (("昱鑫电子", "Yuxin Electronics"),)
    found = check.find(Pair("昱鑫电子生产电池。", target, terms=asked))
    assert [issue.severity for issue in found] == severities


def test_a_firm_may_do_without_the_word_company() -> None:
    asked = (("昱鑫公司", "Yuxin Company"),)
    assert not list(check.find(Pair("昱鑫公司投产。", "Yuxin starts production.", terms=asked)))
    (issue,) = check.find(Pair("昱鑫公司投产。", "Huawei starts production.", terms=asked))
    assert issue.severity == "error"


@given(st.text("江西昱鑫新材料科技有限公司集团电子钢铁发展“，的", max_size=30))
def test_short_forms_stand_in_the_text_and_terms_stay_few(text: str) -> None:
    known = seen(f"{FULL}投产。")
    for mention, full in known.shortened_in(text):
        assert text[mention.start : mention.end] == mention.zh
        assert full == FULL
    assert len(terms(text, NONE, known)) <= 8
