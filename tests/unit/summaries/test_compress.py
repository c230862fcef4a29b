"""Sentences shortened to their news: what goes, and what may not go without the rest."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pxtranslate.config import Summaries
from pxtranslate.records import Article, Paragraph, Segment, SummarySentence
from pxtranslate.summaries.compress import BRIEF, LENGTH, clauses, compress, shortened
from pxtranslate.summaries.extract import extract
from pxtranslate.summaries.verify import problems


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        (
            "近日，市农业农村局围绕粮食安全，坚持以项目为抓手，建成高标准农田10.2万亩。",
            "市农业农村局围绕粮食安全，建成高标准农田10.2万亩。",
        ),
        ("随着气温回升，县林业局开展了植树活动。", "县林业局开展了植树活动。"),
        (
            "记者从县医院获悉，该院新建了一栋住院楼，为群众看病提供了方便。",
            "记者从县医院获悉，该院新建了一栋住院楼。",  # else nobody knows which
        ),
    ],
)
def test_means_and_asides_go_first(sentence: str, kept: str) -> None:
    assert compress(sentence) == kept


@pytest.mark.parametrize(
    ("sentence", "together"),
    [
        # a claim and who makes it
        (
            "公司负责人表示，新厂房将于年底投产，这是公司发展史上的重要一步。",
            ("公司负责人表示", "新厂房"),
        ),
        # what holds only on a condition
        (
            "如果天气允许，周末的龙舟赛将照常举行，届时会有三十支队伍参加。",
            ("如果天气允许", "龙舟赛"),
        ),
        # a comparison and what is compared
        ("全县完成进出口总值2.5亿元，同比增长12%。", ("进出口总值", "同比增长")),
        # two halves of one statement
        ("这次改革不是简单的合并，而是流程的重新设计。", ("不是", "而是")),
        # a source that is not the reporter's own
        ("据村民王强介绍的情况和有关部门统计，今年的产量下降了三成。", ("统计", "产量")),
        # a copula and its subject
        ("建设跨江大桥，是两岸群众多年的心愿。", ("建设跨江大桥", "心愿")),
    ],
)
def test_what_leans_on_another_is_not_kept_alone(sentence: str, together: tuple[str, str]) -> None:
    told = compress(sentence)
    one, two = (part in told for part in together)
    assert one or not two
    assert two or not one or "表示" not in together[0], "somebody says, and nothing is said"


def test_what_is_quoted_is_not_cut() -> None:
    sentence = "他说：“路通了，车来了，货也好卖了，大家的日子越过越好。”"
    assert compress(sentence) == sentence


def test_a_figure_with_a_comma_is_one_figure() -> None:
    assert [clause.text for clause in clauses("全县种植1,200亩，增产3%。")] == [
        "全县种植1,200亩",
        "增产3%",
    ]


WORDS = st.sampled_from(
    ["市政府", "县农业局", "出台方案", "为了发展", "同比增长5%", "大力推进建设", "王强表示", "今年以来", "据统计",
     "如果下雨", "建成公路30公里", "他们", "是重要一步", "“好，很好”", "以创新为引领", "其中新增35家", "2022年"]
)  # fmt: skip
SENTENCES = st.lists(
    st.lists(WORDS, min_size=1, max_size=3).map("".join), min_size=1, max_size=14
).map(lambda parts: "，".join(parts) + "。")


@given(SENTENCES, st.sets(st.sampled_from(["公路", "方案", "市政府"])))
def test_a_short_sentence_has_the_clauses_of_the_long_one_in_their_order(
    sentence: str, recurring: set[str]
) -> None:
    told = compress(sentence, recurring)
    assert re.sub(r"\W", "", told)
    assert len(told) <= len(sentence)
    assert told.endswith("。")
    at = 0
    for clause in clauses(told):
        at = sentence.find(clause.text, at)
        assert at >= 0, "every clause stands in the sentence, in its order"
        at += len(clause.text)


def _article(*sentences: str) -> Article:
    text = "".join(sentences)
    segments = tuple(
        Segment(f"a1.s{at}", "a1", "a1.p1", at, sentence, (), target=f"Sentence {at}.")
        for at, sentence in enumerate(sentences)
    )
    body = Paragraph("a1.p1", "body", text, ((0, len(text)),))
    return Article("a1", "article", None, (body,), segments=segments)


LONG = (
    "3月5日，临江县政府召开新闻发布会，围绕粮食生产工作，介绍了全县春耕情况，大力营造重农氛围。",
    "全县早稻计划种植面积达12.6万亩，比去年增加0.8万亩，为全年粮食丰收打下坚实基础。",
    "县农业农村局派出技术员120名，深入田间地头，以科技助力春耕，指导农户播种。",
)


def test_a_shortened_summary_names_its_segments_and_is_much_shorter() -> None:
    article = _article(*LONG)
    short, whole = shortened(article, Summaries()), extract(article, Summaries())
    size = sum(len(sentence.zh) for sentence in short)
    assert size <= LENGTH * sum(len(sentence.zh) for sentence in whole)
    for sentence in short:
        assert sentence.segments
        assert sentence.method == "compress"
        assert sentence.en == "", "the whole sentence's English would say more"
        assert problems(sentence, article.segments) == []


def test_two_sentences_that_are_brief_as_they_are_both_stay() -> None:
    brief = ["晚上八点半县图书馆仍座无虚席。", "自5月1日起该馆将闭馆时间由18时延长至22时。"]
    rest = [f"图书馆{name}面的读者可以在馆员那里借书。" for name in "东西南北中上下左右前后里外"]
    article = _article(*brief, *rest)
    chosen = [one.zh for one in extract(article, Summaries(sentences=2))]
    assert len(chosen) == 2
    assert [one.zh for one in shortened(article, Summaries(sentences=2))] == chosen
    assert len("".join(chosen)) < BRIEF


def test_what_cannot_be_shortened_keeps_its_english() -> None:
    (only,) = shortened(_article("县图书馆新馆开放。"), Summaries())
    assert (only.method, only.en) == ("extract", "Sentence 0.")


def test_a_cut_that_is_not_the_articles_own_words_is_an_error() -> None:
    article = _article(*LONG)
    wrong = SummarySentence("全县早稻计划种植面积达12.6亿亩。", "", ("a1.s1",), "compress")
    assert [issue.check for issue in problems(wrong, article.segments)] == ["numbers"]
