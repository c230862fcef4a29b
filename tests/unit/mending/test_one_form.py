"""What a document coins or names again has one English form in it, and nothing is lost for that."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.mending.scripted import _document, scripted

from pxtranslate.checks.run import check_document
from pxtranslate.config import Checks, Mend, Settings
from pxtranslate.engines.base import Decoding, Request
from pxtranslate.errors import EngineError
from pxtranslate.mending.one_form import one_form
from pxtranslate.reading.inputs import find_inputs
from pxtranslate.records import Document, Issue
from pxtranslate.run import run
from pxtranslate.state.journal import Change, Journal
from pxtranslate.state.reviewed import HUMAN
from pxtranslate.text import mark
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
    (found,) = one_form([document], engine, SETTINGS, no_terms)
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


def test_what_a_person_found_good_stays_and_its_form_counts() -> None:
    document = translated([FIRST, SECOND, THIRD])
    kept = {(0, document.articles[0].segments[1].id)}
    (found,) = one_form([document], scripted(obeys), SETTINGS, no_terms, kept)
    assert targets(found) == [
        "The village opened a canteen called the “Neighborhood Kitchen.”",
        SAID[SECOND],
        "The “Neighborhood Kitchen” served the old people last year.",
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
    one_form([document], engine, Settings(mend=Mend(rounds=rounds), checks=checks), no_terms)
    assert len(engine.asked) == asked


def test_a_correction_mends_the_others_at_the_next_run_but_not_what_was_found_good(
    tmp_path: Path,
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(f"邻里食堂\n\n{FIRST}{SECOND}{THIRD}\n", "utf-8")

    def go() -> list[str]:
        engine = scripted(lambda request, decoding: _said(request))
        run(find_inputs([tmp_path / "in"]), tmp_path / "out", SETTINGS, engine)
        rows = (tmp_path / "out/a/segments.jsonl").read_text("utf-8").splitlines()
        return [row["target"] for row in map(json.loads, rows) if "邻里灶" in row["source"]]

    def _said(request: Request) -> str:
        return obeys(request, Decoding()) if request.text in SAID else "A canteen for neighbors"

    before = go()
    assert all("Neighbors' Stove" in target for target in before)
    mine = before[1].replace("Neighbors' Stove", "Kitchen Next Door")
    with Journal(tmp_path / "out") as journal:
        journal.make(
            [
                Change("a", (mark(SECOND), 0), "target", [HUMAN, mine], 0),
                Change("a", (mark(THIRD), 0), "confirmed", mark(before[2]), 0),
            ]
        )
    first, second, third = go()
    assert second == mine
    assert "Kitchen Next Door" in first
    assert third == before[2]
