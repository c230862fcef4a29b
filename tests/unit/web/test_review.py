"""The review in a real browser, by keys alone and by clicks alone, and what it leaves behind."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.unit.web.conftest import Served, opened, serving, translated

pytestmark = pytest.mark.slow

RIGHT = "The new bridge of Pingchuan City, 900 meters long, opened on March 1."


def row(page: Page, number: int) -> str:
    """The selector of a row by the number shown."""
    return f'.seg[aria-label="{number}"]'


def shown(page: Page, number: int) -> str:
    return page.locator(f"{row(page, number)} .en").inner_text()


def settled(page: Page) -> None:
    """Wait until all that was sent is answered."""
    page.evaluate("() => last")


def target(out: Path, number: int) -> tuple[str, str]:
    """Text and origin of a segment in the files of the run."""
    lines = (out / "bridge" / "segments.jsonl").read_text("utf-8").splitlines()
    segment = json.loads(lines[number - 1])
    return segment["target"], segment["origin"]


def current(page: Page) -> int:
    return int(page.locator(".seg.now").get_attribute("aria-label") or 0)


def test_three_keys_correct_a_sentence_and_the_next_run_keeps_it(page: Page, out: Path) -> None:
    assert current(page) == 2
    page.keyboard.press("Enter")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(RIGHT)
    page.keyboard.press("Enter")
    settled(page)
    assert shown(page, 2).startswith(RIGHT)
    assert current(page) > 2
    translated(out)
    assert target(out, 2) == (RIGHT, "human")
    for file in ("aligned.tsv", "aligned.tmx", "report.html", "summary.md"):
        assert "900 meters" in (out / "bridge" / file).read_text("utf-8")
    page.reload()
    assert "800" not in shown(page, 2)


def test_by_clicks_alone(page: Page, out: Path) -> None:
    page.click(f"{row(page, 5)} .en")
    page.fill(f"{row(page, 5)} textarea", "The project costs 350 million yuan.")
    page.click(f"{row(page, 5)} [data-do=save]")
    settled(page)
    expect(page.locator(row(page, 5))).to_have_attribute("data-state", "corrected")
    page.click("[data-do=undo]")
    settled(page)
    assert shown(page, 5) == "The project costs 35 million yuan."
    translated(out)
    assert target(out, 5) == ("The project costs 35 million yuan.", "model")


def test_undone_after_a_run_it_is_the_models_again(page: Page, out: Path) -> None:
    before = target(out, 2)
    page.keyboard.press("Enter")
    page.keyboard.insert_text(" And more.")
    page.keyboard.press("Enter")
    settled(page)
    translated(out)
    assert target(out, 2)[1] == "human"
    page.reload()
    page.keyboard.press("u")
    settled(page)
    assert shown(page, 2) == before[0]
    translated(out)
    assert target(out, 2) == before


def test_one_key_for_fine_and_one_for_not_an_error(page: Page, out: Path) -> None:
    left = int(page.locator("[data-count=open]").inner_text())
    page.keyboard.press("a")
    assert current(page) == 3
    page.keyboard.press("x")
    settled(page)
    assert page.locator("[data-count=open]").inner_text() == str(left - 2)
    expect(page.locator(row(page, 2))).to_have_attribute("data-state", "confirmed")
    assert page.locator("[data-state=dismissed]").count() == 1
    # What was found good is not told again: not after a run, not in its report.
    outcome = translated(out)
    assert outcome.entries[0].flagged == left - 2
    page.reload()
    assert page.locator(f"{row(page, 2)} .found li.error").count() == 0


def test_a_dismissed_warning_is_back_when_its_sentence_changes(page: Page) -> None:
    page.keyboard.press("x")
    settled(page)
    assert not page.locator(row(page, 2)).get_attribute("data-open")
    page.click(f"{row(page, 2)} .en")
    page.keyboard.insert_text(" Then it closed.")
    page.keyboard.press("Control+s")
    settled(page)
    assert current(page) == 2  # saved and stayed
    assert page.locator(f"{row(page, 2)} .found b", has_text="numbers").count() == 1


def test_nothing_is_saved_unless_told(page: Page, out: Path) -> None:
    page.keyboard.press("Enter")
    page.keyboard.insert_text(" half a thou")
    page.click("h1")  # blur
    page.keyboard.press("Tab")
    settled(page)
    assert "half" not in page.locator(row(page, 2)).get_attribute("data-target")  # type: ignore[operator]
    page.reload()  # what was typed is there again, and still not saved
    assert page.locator(f"{row(page, 2)} textarea").input_value().endswith(" half a thou")
    page.locator(f"{row(page, 2)} textarea").press("Escape")
    page.reload()
    assert page.locator("textarea").count() == 0
    assert target(out, 2)[1] == "model"


def test_a_filtered_list_does_not_shrink_under_the_hand(page: Page) -> None:
    page.check("[name=show][value=open]", force=True)
    before = page.locator(".seg:visible").count()
    page.keyboard.press("a")
    settled(page)
    assert page.locator(".seg:visible").count() == before
    page.check("[name=show][value='']", force=True)
    page.check("[name=show][value=open]", force=True)
    assert page.locator(".seg:visible").count() == before - 1


def counts(page: Page) -> dict[str, int]:
    """What the filters say they would show."""
    found = page.locator(".filter [data-count]").evaluate_all(
        "(all) => all.map((one) => [one.dataset.count, Number(one.textContent)])"
    )
    return dict(found)


def chosen(page: Page) -> dict[str, int]:
    """How many each filter does show, chosen anew."""
    found = {}
    for one in page.locator(".filter label:has([data-count])").all():
        one.locator("input").check(force=True)
        name = one.locator("b").get_attribute("data-count") or ""
        found[name] = page.locator(".seg:visible").count()
    return found


def test_the_counts_of_the_filters_are_live_and_the_list_stays(page: Page) -> None:
    before = counts(page)
    assert before == chosen(page)
    page.check("[name=show][value='check:numbers']", force=True)
    assert current(page) == 2
    page.keyboard.press("x")  # numbers and the town, no errors
    settled(page)
    after = {"open": -1, "numbers": -1, "terms": -1, "dismissed": 1}
    assert counts(page) == {name: n + after.get(name, 0) for name, n in before.items()}
    assert page.locator(".seg:visible").count() == before["numbers"]
    assert f"look at: {before['open'] - 1}" in page.locator("h1").inner_text()
    assert page.locator("[data-left=a1]").inner_text() == "3"
    page.click(f"{row(page, 5)} .en")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("The project costs 350 million yuan 工程.")
    page.keyboard.press("Enter")  # another check finds something than before
    settled(page)
    assert page.locator(".seg:visible").count() == before["numbers"]
    now = counts(page)
    assert (now["numbers"], now["leftover"], now["corrected"]) == (0, 1, 1)
    assert now == chosen(page)
    page.keyboard.press("u")
    page.keyboard.press("u")
    settled(page)
    assert counts(page) == before | {"leftover": 0}


def test_search_and_filters(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("水稻")
    assert page.locator(".seg:visible").count() == 1
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("KILOMETERS")
    assert page.locator(".seg:visible").count() == 1
    page.keyboard.press("Escape")
    page.check("[name=show][value='check:numbers']", force=True)
    assert {row.get_attribute("aria-label") for row in page.locator(".seg:visible").all()} >= {
        "2",
        "5",
    }
    page.check("[name=show][value='']", force=True)
    page.select_option("#story", index=2)
    assert page.locator(".seg:visible").count() == 3


def test_two_windows_do_not_overwrite_each_other(
    browser: Browser, served: Served, page: Page
) -> None:
    with opened(browser, served) as other:
        page.keyboard.press("Enter")
        page.keyboard.insert_text(" From one.")
        page.keyboard.press("Enter")
        settled(page)
        other.keyboard.press("Enter")
        other.keyboard.insert_text(" From two.")
        other.keyboard.press("Enter")
        settled(other)
        conflict = other.locator(f"{row(other, 2)} .conflict")
        expect(conflict).to_contain_text("From one.")
        expect(other.locator(f"{row(other, 2)} textarea")).to_have_value(re.compile("From two"))
        conflict.locator("button").first.click()  # keep mine
        settled(other)
        assert "From two." in shown(other, 2)
        page.reload()
        assert "From two." in shown(page, 2)


def test_ones_own_second_edit_is_no_conflict(page: Page) -> None:
    for text in (" One.", " Two.", " Three."):
        page.click(f"{row(page, 3)} .en")
        page.keyboard.insert_text(text)
        page.keyboard.press("Enter")
    settled(page)
    assert page.locator(".conflict").count() == 0
    assert shown(page, 3).split(" corrected")[0].endswith("Three.")


def test_what_the_server_did_not_take_is_kept(browser: Browser, out: Path) -> None:
    with serving(out) as served:
        context = browser.new_context()
        page = context.new_page()
        page.goto(served.url("/f/bridge") + "#a1.p1.s1")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(" Typed in vain?")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("does not answer")
    expect(page.locator(f"{row(page, 2)} textarea")).to_have_value(re.compile("in vain"))
    context.close()


def test_open_for_reading_nothing_can_be_changed(browser: Browser, out: Path) -> None:
    with serving(out, read_only=True) as served, opened(browser, served) as page:
        page.keyboard.press("Enter")
        page.keyboard.press("a")
        page.click(f"{row(page, 2)} .en")
        assert page.locator("textarea, .hand").count() == 0
        said = page.evaluate("fetch('/api/undo', {method: 'POST'}).then((a) => a.status)")
        assert said == 403


def test_killed_in_the_middle_of_an_edit_nothing_that_was_saved_is_lost(
    browser: Browser, out: Path
) -> None:
    command = [sys.executable, "-m", "pxtranslate", "review", str(out), "--no-browser"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout
    page = browser.new_context().new_page()
    page.goto(server.stdout.readline().strip())
    page.click(".lines a")
    expect(page.locator(".seg.now")).to_be_visible(timeout=30_000)
    page.click(row(page, 2) + " .zh")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(" Saved.")
    page.keyboard.press("Enter")
    settled(page)
    page.keyboard.press("Enter")
    page.keyboard.insert_text(" Not yet.")
    os.kill(server.pid, signal.SIGKILL)
    server.wait()
    server.stdout.close()
    page.context.close()
    translated(out)
    assert target(out, 2)[0].endswith(" Saved.")
    assert "Not yet." not in (out / "bridge" / "segments.jsonl").read_text("utf-8")
