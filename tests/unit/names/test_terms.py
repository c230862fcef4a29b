"""What is named to the model, and the ledger it comes from."""

from hypothesis import given
from hypothesis import strategies as st

from pxtranslate.names import ledger, terms
from pxtranslate.names.glossary import Entry, Glossary
from pxtranslate.names.ledger import Ledger
from pxtranslate.records import Article, Byline, Document, Segment

NONE = Glossary()


def document(*sources: str, byline: str = "") -> Document:
    segments = tuple(
        Segment(f"s{n}", "a1", "p1", n, source, ((0, len(source)),))
        for n, source in enumerate(sources)
    )
    credit = Byline(byline, "") if byline else None
    article = Article("a1", "article", None, (), credit, segments=segments)
    return Document("x.txt", "x", "", "utf-8", "".join(sources), articles=(article,))


def test_the_glossary_comes_first_and_wins() -> None:
    mine = Glossary((Entry("萍乡海关", "Customs House of Pingxiang"),))
    pairs = terms("陈薇薇说，萍乡海关在安源区召开发布会", mine, Ledger())
    assert pairs[0] == ("萍乡海关", "Customs House of Pingxiang")
    assert dict(pairs)["安源区"] == "Anyuan District"


def test_a_term_of_the_glossary_settles_the_names_it_is_a_part_of() -> None:
    mine = Glossary((Entry("昭萍", "Zhao-Ping"), Entry("海关", "Customs House")))
    assert dict(terms("走进昭萍镇看变化", mine, Ledger()))["昭萍镇"] == "Zhao-Ping Town"
    assert "萍乡海关" not in dict(terms("萍乡海关在昭萍", mine, Ledger()))


def test_what_every_model_knows_is_not_named() -> None:
    assert terms("中国和法国在北京会谈", NONE, Ledger()) == ()


def test_a_listed_person_is_named_only_if_the_default_does_not_know_him() -> None:
    assert terms("伊朗总统佩泽希齐扬说", NONE, Ledger()) == (("佩泽希齐扬", "Pezeshkian"),)
    assert terms("美国总统特朗普说", NONE, Ledger()) == ()


def test_a_namesake_of_a_listed_person_is_not_given_his_english() -> None:
    assert dict(terms("香港特区政务司司长陈国基说", NONE, Ledger()))["陈国基"] == "Chan Kwok-ki"
    assert "Chan Kwok-ki" not in dict(terms("村民陈国基说，橘子红了", NONE, Ledger())).values()


def test_of_a_city_with_and_without_its_ending_one_is_named() -> None:
    assert terms("萍乡市发布数据，萍乡海关说，萍乡增长", NONE, Ledger()) == (
        ("萍乡海关", "Pingxiang Customs"),
        ("萍乡", "Pingxiang"),
    )


def test_a_person_known_from_a_title_is_known_everywhere() -> None:
    known = ledger.build([document("负责人贺露燕正在交流。", "贺露燕走进车间。")])
    assert ("贺露燕", "He Luyan") in terms("后来贺露燕走进车间", NONE, known)
    assert known.names["贺露燕"].first == "s0"


def test_a_bare_county_is_named_once_its_full_name_was_seen() -> None:
    assert terms("走进安源党性教育基地", NONE, Ledger()) == ()
    known = ledger.build([document("安源区坚持双轮驱动。")])
    assert terms("红色是安源最鲜亮的底色", NONE, known) == (("安源", "Anyuan"),)


def test_bylines_enter_the_ledger() -> None:
    known = ledger.build([document("正文。", byline="（文子生 陈琼）")])
    assert known.names["陈琼"].en == "Chen Qiong"
    assert known.names["陈琼"].first == "a1"
    assert ledger.build([document("正文。", byline="何越")]).names["何越"].en == "He Yue"


def test_an_earlier_form_stays_and_the_other_is_a_conflict() -> None:
    earlier = Ledger({"陈琼": ledger.Name("陈琼", "person", "Chen Chiung", "old", 0.95)})
    known = ledger.build([document("正文。", byline="（文子生 陈琼）")], earlier)
    assert known.names["陈琼"].en == "Chen Chiung"
    assert [name.others for name in known.names.values() if name.others] == [("Chen Qiong",)]


def test_rows_give_the_ledger_back() -> None:
    known = ledger.build(
        [document("萍乡海关关长王强说，江西省萍乡市安源区。", byline="（文子生）")]
    )
    again = ledger.from_rows(known.to_rows())
    assert again.to_rows() == known.to_rows()


@given(st.text("萍乡市安源区海关局长王强说，在湘东莲花县“三”有限公司法院", max_size=40))
def test_terms_are_few_in_the_text_and_always_the_same(text: str) -> None:
    pairs = terms(text, NONE, Ledger())
    assert pairs == terms(text, NONE, Ledger())
    assert len(pairs) <= 8
    assert all(zh in text and en for zh, en in pairs)
