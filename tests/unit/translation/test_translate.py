"""The stage: what an engine is shown, what is left out, and where the answers go."""

from dataclasses import replace

import pytest
from tests.toy.engines import ToyEngine, by_text, unless

from pxtranslate.articles.segment import segment
from pxtranslate.config import Prompt, Settings
from pxtranslate.errors import EngineError
from pxtranslate.records import Article, Byline, Document, Paragraph, Segment
from pxtranslate.translation.requests import bare_request
from pxtranslate.translation.translate import segments, translate, translate_texts

TITLE = "春茶开采提前"
FACT = "去年以来，全县投资22.1亿元。"


def terms(text: str) -> tuple[tuple[str, str], ...]:
    return (("全县", "the county"),) if "全县" in text else ()


def _document(byline: str = "") -> Document:
    title = Paragraph("t", "title", TITLE, ((0, len(TITLE)),))
    body = [Paragraph("p", "body", FACT, ((0, len(FACT)),))]
    if byline:
        body.append(Paragraph("b", "byline", byline, ((0, len(byline)),)))
    article = Article(
        "a", "article", title, tuple(body), byline=Byline(byline, "") if byline else None
    )
    return segment(Document("d", "d", "", "utf-8", TITLE + FACT + byline, articles=(article,)))


def _translated(document: Document, engine: ToyEngine, done: list[int] | None = None) -> Document:
    counted = done if done is not None else []
    (found,) = translate([document], engine, Settings(), terms, counted.append)
    return found


def _targets(document: Document) -> list[str | None]:
    return [part.target for *_, part in segments([document])]


def test_an_engine_that_gives_text_back_is_shown_it_as_it_is() -> None:
    engine = ToyEngine()
    _translated(_document(), engine)
    assert {request.text for request in engine.asked} == {TITLE, FACT}
    assert {request.terms for request in engine.asked} == {()}


def test_a_translator_is_shown_figures_terms_and_the_headline() -> None:
    engine = ToyEngine(translates=True)
    _translated(_document(), engine)
    by_task = {request.task: request for request in engine.asked}
    fact = by_task["translate"]
    assert "2.21 billion" in fact.text
    assert fact.terms == (("全县", "the county"), ("去年以来", "since last year"))
    assert by_task["headline"].text == TITLE
    assert by_task["headline"].context == ""


def test_the_model_is_shown_a_line_trimmed_and_in_usual_characters() -> None:
    shown = bare_request(" \u3000春茶\u2f00号\n", "translate", Prompt(), lambda text: ())
    assert shown.text == "春茶一号"


@pytest.mark.parametrize(
    ("headline", "shown"),
    [
        ("伊朗称使用重型导弹 美方称打击指挥中心", "伊朗称使用重型导弹，美方称打击指挥中心"),
        (
            "做优旅游平台 创新教育模式\u3000安源区用好资源",
            "做优旅游平台，创新教育模式，安源区用好资源",
        ),
        ("公　告", "公　告"),
        ("新华时评 春茶开采提前", "新华时评 春茶开采提前"),
        ("春茶开采提前 2026 CHINA", "春茶开采提前 2026 CHINA"),
    ],
)
def test_the_parts_of_a_headline_are_shown_with_commas(headline: str, shown: str) -> None:
    assert bare_request(headline, "headline", Prompt(), lambda text: ()).text == shown
    assert bare_request(headline, "translate", Prompt(), lambda text: ()).text == headline


def test_a_headline_is_polished_and_a_sentence_is_not() -> None:
    engine = ToyEngine(lambda request, _: "spring tea picked early.", translates=True)
    assert _targets(_translated(_document(), engine)) == [
        "Spring tea picked early", "spring tea picked early.",
    ]  # fmt: skip
    echoing = ToyEngine(lambda request, _: "spring tea picked early.")
    assert _targets(_translated(_document(), echoing))[0] == "spring tea picked early."


def test_a_byline_is_told_by_rule_or_else_by_its_translation() -> None:
    engine = ToyEngine(by_text(("记者团", "A team of reporters."), ("", "Text.")), translates=True)
    for zh, en in (("（孙晓光）", "Sun Xiaoguang"), ("记者团某某报道", "A team of reporters.")):
        (article,) = _translated(_document(zh), engine).articles
        assert article.byline
        assert en in article.byline.en


def test_what_people_wrote_and_what_nobody_asked_for_is_not_asked() -> None:
    document = _document()
    (article,) = document.articles
    title, fact = article.segments
    made = (
        replace(title, target="By hand", origin="human"),
        replace(fact, status="unasked"),
    )
    engine, done = ToyEngine(), list[int]()
    found = _translated(
        replace(document, articles=(replace(article, segments=made),)), engine, done
    )
    assert engine.asked == []
    assert _targets(found) == ["By hand", None]
    assert sum(done) == len(TITLE) + len(FACT)


def test_progress_counts_each_character_once_however_often_a_sentence_stands() -> None:
    documents = [_document(), _document()]
    done = list[int]()
    translate(documents, ToyEngine(), Settings(), terms, done.append)
    assert sum(done) == 2 * (len(TITLE) + len(FACT))


def test_what_an_engine_fails_on_says_so() -> None:
    answers = {
        "broken": unless("亿元", EngineError("broken")),
        "come to an end": lambda request, _: None if "亿元" in request.text else "A.",
        "answered with nothing": lambda request, _: "" if "亿元" in request.text else "A.",
    }
    for said, answer in answers.items():
        part = _segment(_translated(_document(), ToyEngine(answer, "toy:7")))
        assert (part.status, part.target, part.risk, part.engine) == ("failed", None, 1.0, "toy:7")
        (issue,) = part.issues
        assert said in issue.message
        assert issue.check == ("truncated" if said == "come to an end" else "engine")


def _segment(document: Document) -> Segment:
    return document.articles[0].segments[1]


def test_texts_that_are_no_segments_are_asked_the_same_way() -> None:
    engine = ToyEngine(by_text(("投资", "Investment."), ("春茶", "cut")), translates=True)
    found = translate_texts([FACT, TITLE], "translate", engine, Settings(), terms)
    assert found == ["Investment.", None]
    assert all(("2.21 billion" in r.text) == bool(r.terms) for r in engine.asked)


def test_the_place_of_an_article_is_named_where_it_goes_by_one_character() -> None:
    texts = ("萍乡市召开大会。", "今年有许多人回萍就业。")
    body = tuple(Paragraph(str(n), "body", text, ((0, len(text)),)) for n, text in enumerate(texts))
    whole = Document(
        "d", "d", "", "utf-8", "".join(texts), articles=(Article("a", "article", None, body),)
    )
    engine = ToyEngine(by_text(("", "So.")), translates=True)
    done: list[int] = []
    list(translate([segment(whole)], engine, Settings(), lambda text: (), done.append))
    named = {request.text: ("萍", "Pingxiang") in request.terms for request in engine.asked}
    assert named == dict(zip(texts, (False, True), strict=True))
