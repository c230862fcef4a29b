"""The user's page as articles, reviewed line by line; and gates on pages with a gold order.

After a change that is meant: `PXT_REVIEW=1 pytest tests/golden/test_split_golden.py` writes the new
file, and the diff is read before it is committed. The gold of the page, made by a reader and not by
us, lies outside the project; where it is absent that test skips.
"""

import os
import random
from pathlib import Path

import pytest
from tests.places import PAGE, SHARED

from evaluate.pages import GoldPage, Score, heal, lay_out, load, predict, score
from pxtranslate.articles.split import split
from pxtranslate.output.jsonl import articles_rows, lines
from pxtranslate.records import Document

GOLDEN = Path(__file__).parent / "split_pingxiang_page.jsonl"


def gold(folder: str) -> list[GoldPage]:
    """The gold pages of a folder of the shared data."""
    if not (SHARED / folder).is_dir():
        pytest.skip(f"needs {SHARED / folder}")
    return load(SHARED / folder)


def ratio(scores: list[Score], name: str) -> float:
    """Of a measure, over all pages."""
    parts: list[tuple[float, float]] = [getattr(one, name) for one in scores]
    return sum(right for right, _ in parts) / sum(of for _, of in parts)


def test_the_user_page_is_split_as_it_was_reviewed() -> None:
    text = PAGE.read_text(encoding="utf-8")
    document = Document("pingxiang_page.txt", "pingxiang_page", "", "utf-8", text)
    data = lines(articles_rows(split(document)))
    if os.environ.get("PXT_REVIEW"):
        GOLDEN.write_bytes(data)
        pytest.skip(f"wrote {GOLDEN}: read the diff before you commit it")
    assert data == GOLDEN.read_bytes()


def test_the_user_page_is_as_its_gold() -> None:
    (page,) = gold("seed_page")
    found = predict(page)
    assert [a.blocks for a in found] == [a.blocks for a in page.articles]
    for ours, theirs in zip(found, page.articles, strict=True):
        assert (ours.title or "") == (theirs.title or "")


def test_dev_pages_are_rebuilt() -> None:
    scores = [score(page, predict(page)) for page in gold("pages_dev")]
    assert ratio(scores, "boundary") >= 0.99
    assert ratio(scores, "continuation") >= 0.99
    assert ratio(scores, "apart") >= 0.95
    assert ratio(scores, "tau") >= 0.99


def test_pages_in_order_are_left_alone() -> None:
    for page in gold("pages_dev"):
        in_order = lay_out(page.name, heal(page))
        assert predict(in_order) == predict(in_order, keep_order=True)
        assert [a.blocks for a in predict(in_order)] == [a.blocks for a in in_order.articles]


def test_single_articles_are_left_alone() -> None:
    for page in gold("pages_dev"):
        for article in heal(page):
            alone = lay_out(page.name, [article])
            found = [block for one in predict(alone) for block in one.blocks]
            assert found == sorted(found)


def test_how_whole_articles_are_shuffled_does_not_matter() -> None:
    draw = random.Random(7)
    for page in gold("pages_dev"):
        articles = heal(page)
        draw.shuffle(articles)
        mixed = lay_out(page.name, articles)
        assert [a.blocks for a in predict(mixed)] == [a.blocks for a in mixed.articles]
