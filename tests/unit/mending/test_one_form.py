"""What a document coins or names again has one English form in it, and nothing is lost for that."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.unit.mending.scripted import _document, scripted

from pxtranslate.checks.run import check_document
from pxtranslate.config import Checks, Mend, Settings
from pxtranslate.engines.base import Decoding, Request
from pxtranslate.errors import EngineError
from pxtranslate.mending.mend import mend
from pxtranslate.mending.one_form import one_form
from pxtranslate.records import Document, Issue
from pxtranslate.translation.translate import translate

SETTINGS = Settings(mend=Mend(rounds=2))
FIRST = "村里办起了“邻里灶”食堂。"
SECOND = "老人们每天都去“邻里灶”吃饭。"
THIRD = "“邻里灶”去年服务了老人。"
SAID = {
    FIRST: "The village opened a canteen called the “Neighbors' Stove.”",
    SECOND: "The old people eat at the “Neighborhood Kitchen” every day.",
    THIRD: "The “Neighbors' Stove” served the old people last year.",
}


def no_terms(text: str) -> tuple[tuple[str, str], ...]:
    return ()


def obeys(request: Request, decoding: Decoding) -> str:
    """A model that says what it said, but for the forms that are named to it."""
    said = SAID[request.text]
    for zh, en in request.terms:
        if zh == "邻里灶":
            said = said.replace("Neighborhood Kitchen", en).replace("Neighbors' Stove", en)
    return said


def translated(lines: Sequence[str]) -> Document:
    engine = scripted(lambda request, decoding: SAID[request.text])
    (document,) = translate([_document(*lines)], engine, SETTINGS, no_terms)
    return check_document(document, SETTINGS.checks, no_terms)


def targets(document: Document) -> list[str | None]:
    return [part.target for article in document.articles for part in article.segments]


def test_the_form_of_most_sentences_is_that_of_all() -> None:
    document = translated([FIRST, SECOND, THIRD])
    assert "consistency" in [issue.check for issue in document.articles[0].segments[1].issues]
    engine = scripted(obeys)
    (found,) = mend([document], engine, SETTINGS, no_terms)
    assert targets(found) == [
        SAID[FIRST],
        "The old people eat at the “Neighbors' Stove” every day.",
        SAID[THIRD],
    ]
    part = found.articles[0].segments[1]
    assert part.tried == ("one form: kept",)
    assert "consistency" not in [issue.check for issue in part.issues]
    assert [request.text for request in engine.asked] == [SECOND]


def test_of_two_the_first_counts_and_a_persons_before_any() -> None:
    document = translated([FIRST, SECOND])
    (found,) = one_form([document], scripted(obeys), SETTINGS, no_terms)
    assert "Neighbors' Stove" in (targets(found)[1] or "")
    article = document.articles[0]
    first, second = article.segments
    by_hand = replace(article, segments=(first, replace(second, origin="human")))
    (found,) = one_form(
        [replace(document, articles=(by_hand,))], scripted(obeys), SETTINGS, no_terms
    )
    assert targets(found) == [
        "The village opened a canteen called the “Neighborhood Kitchen.”",
        SAID[SECOND],
    ]


def test_a_form_that_a_warning_speaks_against_is_not_that_of_all() -> None:
    document = translated([FIRST, SECOND])
    article = document.articles[0]
    first, second = article.segments
    warned = Issue("names", "warning", "nobody is called so", target="Neighbors' Stove")
    parts = (replace(first, issues=(warned,)), second)
    (found,) = one_form(
        [replace(document, articles=(replace(article, segments=parts),))],
        scripted(obeys),
        SETTINGS,
        no_terms,
    )
    assert "Neighborhood Kitchen" in (targets(found)[0] or "")


@pytest.mark.parametrize(
    ("said", "tried"),
    [
        (SAID[SECOND], "one form: not taken"),
        ("The “Neighbors' Stove” 食堂.", "one form: no better"),
    ],
)
def test_what_does_not_take_the_form_or_is_worse_is_not_kept(said: str, tried: str) -> None:
    document = translated([FIRST, SECOND])
    (found,) = one_form([document], scripted(lambda request, decoding: said), SETTINGS, no_terms)
    assert targets(found) == [SAID[FIRST], SAID[SECOND]]
    assert found.articles[0].segments[1].tried == (tried,)


def test_other_documents_and_words_that_stand_once_ask_nothing() -> None:
    documents = [translated([line]) for line in (FIRST, SECOND)]
    engine = scripted(obeys)
    assert one_form(documents, engine, SETTINGS, no_terms) == documents
    assert not engine.asked


def test_a_model_that_breaks_down_costs_nothing() -> None:
    def broken(request: Request, decoding: Decoding) -> str:
        raise EngineError("broken")

    document = translated([FIRST, SECOND])
    (found,) = one_form([document], scripted(broken), SETTINGS, no_terms)
    assert targets(found) == targets(document)


@pytest.mark.parametrize(
    ("rounds", "checks", "asked"),
    [(0, Checks(), 0), (1, Checks(), 0), (2, Checks(), 1), (2, Checks(consistency="off"), 0)],
)
def test_by_rule_alone_or_where_nobody_minds_nothing_is_asked(
    rounds: int, checks: Checks, asked: int
) -> None:
    document = translated([FIRST, SECOND])
    engine = scripted(obeys)
    mend([document], engine, Settings(mend=Mend(rounds=rounds), checks=checks), no_terms)
    assert len(engine.asked) == asked
