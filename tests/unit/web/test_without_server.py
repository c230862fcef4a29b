"""Corrections from a stick: edit.html in a browser, its JSON, and what the next run makes of it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.unit.output.test_report_browser import PAYLOAD
from tests.unit.web.conftest import translated
from tests.unit.web.test_review import target

from pxtranslate.output import edit, html, reread

pytestmark = pytest.mark.slow
COMMAND = [sys.executable, "-m", "pxtranslate"]


def saved(browser: Browser, page_file: Path) -> Path:
    """Write over the third English sentence, in a browser with no network, and save."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(page_file.as_uri())
    page.locator(".seg .en").nth(2).fill("He said it takes five minutes.")
    page.reload()  # kept in the browser until it is saved
    with page.expect_download() as got:
        page.click("#save")
    path = page_file.parent.parent.parent / got.value.suggested_filename
    got.value.save_as(path)
    context.close()
    return path


def test_the_report_itself_cannot_save(browser: Browser, tmp_path: Path, out: Path) -> None:
    # Why there is a second file: where no script may run, what is typed cannot leave the page.
    strict = html.render(reread.document(out / "bridge", "bridge.txt"), "px").replace(
        b'class="en"', b'class="en" contenteditable'
    )
    with_script = strict.replace(b"</body>", b"<script>document.title='ran'</script></body>")
    (tmp_path / "report.html").write_bytes(with_script)
    window = browser.new_page()
    window.goto((tmp_path / "report.html").as_uri())
    window.wait_for_timeout(200)
    assert window.title() != "ran"
    window.close()


def test_what_is_saved_is_taken_by_the_next_run(browser: Browser, out: Path) -> None:
    (out / "bridge" / "edit.html").write_bytes(edited(out))
    path = saved(browser, out / "bridge" / "edit.html")
    path.rename(out / "corrections (1).json")
    translated(out)
    assert target(out, 3) == ("He said it takes five minutes.", "human")
    assert target(out, 2)[1] == "model"
    assert not list(out.glob("corrections*.json"))
    assert len(list(out.glob("corrections*.taken"))) == 1


def test_the_command_takes_it_too(browser: Browser, out: Path) -> None:
    (out / "bridge" / "edit.html").write_bytes(edited(out))
    path = saved(browser, out / "bridge" / "edit.html")
    ended = subprocess.run(
        [*COMMAND, "corrections", "import", str(path), str(out)], capture_output=True, text=True
    )
    assert (ended.returncode, ended.stdout.split()[0]) == (0, "1"), ended.stderr
    translated(out)
    assert target(out, 3)[1] == "human"


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"pxtranslate": "corrections"}', '{"pxtranslate": 1, "version": 1}', "\0"]
)
def test_what_is_no_file_of_corrections_is_told_and_kept(out: Path, text: str) -> None:
    (out / "corrections.json").write_text(text, "utf-8")
    translated(out)
    assert (out / "corrections.json.unread").read_text("utf-8") == text


def test_hostile_text_does_not_run(browser: Browser, out: Path) -> None:
    data = edited(out, poisoned=True)
    (out / "bridge" / "edit.html").write_bytes(data)
    window = browser.new_page()
    window.goto((out / "bridge" / "edit.html").as_uri())
    window.wait_for_timeout(200)
    assert window.title() == "bridge.txt"
    assert window.locator("img, iframe, svg").count() == 0
    assert PAYLOAD in window.locator(".seg .en").first.inner_text()
    window.close()


def edited(out: Path, *, poisoned: bool = False) -> bytes:
    """edit.html of the run's one file."""
    folder = out / "bridge"
    if poisoned:
        rows = [json.loads(x) for x in (folder / "segments.jsonl").read_text("utf-8").splitlines()]
        lines = "".join(
            json.dumps(one | {"source": PAYLOAD, "target": PAYLOAD}) + "\n" for one in rows
        )
        (folder / "segments.jsonl").write_text(lines, "utf-8")
    return edit.render(reread.document(folder, "bridge.txt"), "px")
