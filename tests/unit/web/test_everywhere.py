"""Fix once, everywhere: a town that is spelt wrongly in every sentence, by keys, undone by one."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.unit.web.conftest import translated
from tests.unit.web.test_review import row, settled, shown, target

pytestmark = pytest.mark.slow


def renamed(page: Page) -> None:
    """Correct the town in sentence 3, then everywhere: six keys and the name."""
    page.click(f"{row(page, 3)} .zh")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(
        "Li Dashan of Pingchuan said that crossing the river took only 5 minutes."
    )
    page.keyboard.press("Enter")
    settled(page)
    expect(page.locator("#said")).to_contain_text("Pinchwan → Pingchuan")
    page.keyboard.press("r")
    expect(page.locator("#hits li").first).to_be_visible()


def test_every_other_sentence_is_shown_before_it_is_changed(page: Page) -> None:
    renamed(page)
    assert page.locator("#find").input_value() == "Pinchwan"
    assert page.locator("#replace").input_value() == "Pingchuan"
    assert page.locator("#chinese").input_value() == "平川"
    assert page.locator("#hits del").all_inner_texts() == ["Pinchwan"] * 4
    # "Pinchwans" is another word: shown, and not ticked.
    ticked = page.locator("#hits input").evaluate_all("(all) => all.map((one) => one.checked)")
    assert sorted(ticked) == [False, True, True, True]
    assert "Pinchwan" in shown(page, 1)


def test_one_action_changes_the_chosen_and_one_key_undoes_it(page: Page, out: Path) -> None:
    renamed(page)
    page.locator("#hits input:checked").first.uncheck()
    page.keyboard.press("Tab")
    page.locator("#replace").press("Enter")
    settled(page)
    assert "Pinchwan" in shown(page, 1)
    assert "Pingchuan" in shown(page, 2)
    assert "Pingchuan" in shown(page, 4)
    assert "Pinchwans" in shown(page, 7)
    terms = (out / "glossary.tsv").read_text("utf-8")
    assert terms == "平川\tPingchuan\n"
    page.keyboard.press("u")
    settled(page)
    assert "Pinchwan" in shown(page, 2)
    assert "Pinchwan" in shown(page, 4)
    assert "Pingchuan" in shown(page, 3)  # the edit before it stays
    assert (out / "glossary.tsv").read_text("utf-8") == ""


def test_the_next_run_knows_the_term_and_keeps_the_rest(page: Page, out: Path) -> None:
    renamed(page)
    page.locator("#replace").press("Enter")
    settled(page)
    translated(out)
    assert "Pingchuan City, 800" in target(out, 2)[0]
    assert target(out, 2)[1] == "human"
    assert target(out, 5)[1] == "model"
    page.goto(page.url)
    # The glossary now expects the name in the one sentence that still has it otherwise.
    found = page.locator(f"{row(page, 7)} .found").inner_text()
    assert "Pingchuan" in found


def test_search_and_replace_without_an_edit_before(page: Page) -> None:
    page.keyboard.press("r")
    page.fill("#find", "crossing")
    page.fill("#replace", "to cross")
    page.click("[data-do=preview]")
    expect(page.locator("#hits del")).to_have_text("crossing")
    page.click("[data-do=apply]")
    settled(page)
    expect(page.locator(f"{row(page, 3)} .en")).to_contain_text("to cross the river")
