"""The front door in a real browser: files become jobs, one at a time, through a restart."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FilePayload, Page, expect

from pxtranslate.state.jobs import Jobs
from pxtranslate.web.door import plain

pytestmark = pytest.mark.slow


@contextmanager
def door(folder: Path) -> "Iterator[tuple[subprocess.Popen[str], str]]":
    """The command, with the echo engine named by the config of its folder."""
    folder.mkdir(exist_ok=True)
    (folder / "pxtranslate.toml").write_text('[model]\nengine = "echo"\n', "utf-8")
    server = subprocess.Popen(
        [sys.executable, "-m", "pxtranslate", "serve", "newsroom", "--no-browser"],
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout
    try:
        yield server, server.stdout.readline().strip()
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)
        server.stdout.close()


def hand_in(page: Page, *files: tuple[str, str]) -> None:
    page.set_input_files(
        "#files",
        [FilePayload(name=n, mimeType="text/plain", buffer=t.encode()) for n, t in files],
    )


def test_files_become_a_job_whose_results_are_reviewed(browser: Browser, tmp_path: Path) -> None:
    with door(tmp_path) as (_, address):
        page = browser.new_page()
        page.set_default_timeout(90_000)
        page.goto(address)
        assert Axe().run(page).violations_count == 0
        hand_in(page, ("../../春耕.txt", "今年春耕开始了。"), ("evil.exe", "x"))
        expect(page.locator("#said")).to_contain_text("evil.exe: no reader", timeout=30_000)
        page.locator("#jobs a").click()
        page.locator(".lines a").click()
        expect(page.locator(".seg.now")).to_be_visible(timeout=30_000)
        page.keyboard.press("Enter")
        page.keyboard.insert_text(" Corrected.")
        page.keyboard.press("Enter")
        page.evaluate("() => last")
        expect(page.locator(".seg .en").first).to_contain_text("Corrected.")
        page.click("text=All files")
        assert page.locator(".lines a").inner_text() == "春耕.txt"
        page.click("[data-do=again]")  # the job once more, and the files tell it
        expect(page.locator("#jobs a")).to_have_count(1, timeout=60_000)
        (table,) = (tmp_path / "newsroom").glob("2*/*/aligned.tsv")
        assert "Corrected." in table.read_text("utf-8")
        page.context.close()
    assert [path.name for path in (tmp_path / "newsroom" / "inbox").rglob("*.txt")] == ["春耕.txt"]


def test_a_job_goes_on_after_the_server_was_killed(browser: Browser, tmp_path: Path) -> None:
    with door(tmp_path) as (server, address):
        page = browser.new_page()
        page.goto(address)
        hand_in(page, ("a.txt", "今年春耕开始了。"))
        expect(page.locator("#jobs li")).to_have_count(1, timeout=30_000)
        hand_in(page, ("b.txt", "茶农很高兴。"))
        expect(page.locator("#jobs li")).to_have_count(2, timeout=30_000)
        os.kill(server.pid, signal.SIGKILL)
        page.context.close()
    with door(tmp_path) as (_, address):
        page = browser.new_page()
        page.goto(address)
        expect(page.locator("#jobs a")).to_have_count(2, timeout=120_000)
        page.context.close()


def test_a_job_that_ran_waits_again_and_one_that_was_never_whole_is_gone(tmp_path: Path) -> None:
    with Jobs(tmp_path) as jobs:
        first, _ = jobs.open("one"), jobs.open("two")
        jobs.note(first.id, "running")
    with Jobs(tmp_path) as jobs:
        assert [(job.name, job.status) for job in jobs.every()] == [("one", "waiting")]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("news.txt", "news.txt"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\temp\\新闻.docx", "新闻.docx"),
        (".hidden.txt", "hidden.txt"),
        ("a\x00b\n.txt", "a␀b.txt"),
        ("", "file"),
        ("..", "file"),
        ("x" * 500 + ".txt", "x" * 120 + ".txt"),
    ],
)
def test_names_from_outside_are_made_plain(given: str, kept: str) -> None:
    assert plain(given) == kept
