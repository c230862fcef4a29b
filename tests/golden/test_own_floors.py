"""Floors of checks and page rebuilding on texts of our own, for whoever has no other data.

What these few sets hold is less than the floors on the development data ask (`test_check_floors`,
`test_split_golden`), but no clone is without them.
"""

import random
from pathlib import Path

import pytest
from tests.places import ROOT

from evaluate import checks, planted
from evaluate.pages import (
    GoldPage,
    Score,
    heal,
    lay_out,
    predict,
    score,
    synthesise,
    with_leads_above,
)
from pxtranslate.checks.base import Pair
from pxtranslate.checks.run import run
from pxtranslate.config import Checks

DATA = ROOT / "tests" / "data"
PAIRS = planted.read_pairs(DATA / "pairs.tsv")


def articles(path: Path) -> GoldPage:
    """The articles as a page in order, uncut."""
    found: list[tuple[str | None, list[str]]] = []
    for block in path.read_text("utf-8").split("\n\n"):
        text = block.strip()
        if text.startswith("# "):
            found.append((text[2:], [text[2:]]))
        else:
            found[-1][1].append(text)
    return lay_out("ours", found)


PAGE = articles(DATA / "articles.txt")


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_a_right_translation_has_no_error(source: str, target: str) -> None:
    issues = run(Pair(source, target), Checks())
    assert [issue for issue in issues if issue.severity == "error"] == []


def test_planted_errors_are_found() -> None:
    rates = {rate.way: rate for rate in checks.detection(PAIRS)}
    floors = {
        "digit_changed": 0.9, "size_changed": 1.0, "year_changed": 1.0, "negation_made_up": 0.8,
        "of_another": 0.75, "han_left": 1.0, "phrase_looped": 0.9, "announced": 0.9, "refused": 0.9,
        "copied": 1.0,
    }  # fmt: skip
    few = {way for way in floors if rates[way].planted < (1 if "year" in way else 3)}
    assert few == set()
    found = {way: rates[way].error for way in floors}
    assert {way: found[way] for way, floor in floors.items() if found[way] < floor} == {}


def test_articles_in_order_stay_in_order() -> None:
    assert [a.blocks for a in predict(PAGE)] == [a.blocks for a in PAGE.articles]
    assert predict(PAGE) == predict(PAGE, keep_order=True)


def test_cut_and_shuffled_pages_are_rebuilt() -> None:
    cut = list(synthesise([PAGE], 20, 5))
    assert len({page.blocks for page in cut}) > 15
    assert cut[0].blocks != PAGE.blocks
    scores = [score(page, predict(page)) for page in cut]
    assert _ratio(scores, "boundary") >= 0.92
    assert _ratio(scores, "continuation") >= 0.94
    assert _ratio(scores, "apart") >= 0.75


def test_leads_over_their_headlines_are_put_below() -> None:
    dice = random.Random(5)
    over = [with_leads_above(page, dice) for page in [PAGE] * 6]
    assert any(page.blocks != PAGE.blocks for page in over)
    assert _ratio([score(page, predict(page)) for page in over], "continuation") == 1


def test_what_was_cut_is_whole_again() -> None:
    (page,) = synthesise([PAGE], 1, 5)
    assert {title for title, _ in heal(page)} <= {title for title, _ in heal(PAGE)}


def _ratio(scores: list[Score], name: str) -> float:
    parts: list[tuple[float, float]] = [getattr(one, name) for one in scores]
    return sum(right for right, _ in parts) / sum(of for _, of in parts)
