"""The pages as they meet the world: hostile text, other people's judgement, long files, exports."""

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from tests.unit.output.test_report_browser import PAYLOAD
from tests.unit.web.conftest import Served, opened, serving
from tests.unit.web.test_review import row, settled

from pxtranslate.text import has_han

pytestmark = pytest.mark.slow

RUNS = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"


def poison(out: Path) -> None:
    """Put live payloads into every text of the results, the file's name and the findings among them."""

    def poisoned(value: object, key: str = "") -> object:
        if isinstance(value, dict):
            return {k: poisoned(v, k) for k, v in value.items()}
        if isinstance(value, list):
            return [poisoned(one, key) for one in value]
        kept = (
            "id",
            "article",
            "paragraph",
            "status",
            "origin",
            "severity",
            "role",
            "kind",
            "segments",
        )
        return PAYLOAD if isinstance(value, str) and key not in kept else value

    folder = out / "bridge"
    for name in ("articles.jsonl", "segments.jsonl", "summaries.jsonl"):
        rows = [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]
        text = "".join(json.dumps(poisoned(one)) + "\n" for one in rows)
        (folder / name).write_text(text, "utf-8")
    folder.rename(out / ("x'\"><" + RUNS.replace("/", "_")))


def test_hostile_text_does_not_run(browser: Browser, out: Path) -> None:
    poison(out)
    with serving(out) as served, opened(browser, served, "/") as page:
        assert page.locator(".lines a").count() == 1
        page.click(".lines a")
        expect(page.locator(".seg.now")).to_be_visible(timeout=30_000)
        expect(page.locator(".seg")).to_have_count(8)
        page.keyboard.press("Enter")  # into the editor and back
        page.keyboard.insert_text(PAYLOAD)
        page.keyboard.press("Enter")
        settled(page)
        page.keyboard.press("a")
        page.keyboard.press("x")
        page.keyboard.press("r")
        page.fill("#find", "script")
        page.fill("#replace", PAYLOAD)
        page.fill("#chinese", PAYLOAD)
        page.click("[data-do=preview]")
        expect(page.locator("#hits del").first).to_be_visible()
        page.keyboard.press("Escape")
        page.wait_for_timeout(300)
        assert page.title() != "owned"
        assert page.locator("img, iframe, svg, body meta").count() == 0


def test_the_same_text_would_run_if_it_were_not_escaped(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(f"<title>x</title><body>{RUNS}")
    page.wait_for_function("document.title === 'owned'")
    page.close()


def test_nothing_but_our_script_runs(page: Page) -> None:
    page.evaluate(
        "() => { const one = document.createElement('div'); one.innerHTML = "
        "'<img src=x onerror=\"document.title = 1\">'; document.body.append(one); "
        "const two = document.createElement('script'); two.textContent = 'document.title = 2'; "
        "document.body.append(two); }"
    )
    page.wait_for_timeout(200)
    assert page.title() == "bridge.txt"
    reached = page.evaluate("fetch('http://example.org').then(() => 1, () => 0)")
    assert reached == 0


@pytest.mark.parametrize("path", ["/", "/f/bridge"])
@pytest.mark.parametrize(("width", "dark", "language"), [(1280, False, "en"), (390, True, "zh-CN")])
def test_accessibility(
    browser: Browser, served: Served, path: str, width: int, dark: bool, language: str
) -> None:
    with opened(browser, served, path, "", width, dark, language) as page:
        if path != "/":
            page.keyboard.press("Enter")  # with an editor open
        assert page.locator("html").get_attribute("lang") == (
            "en" if language == "en" else "zh-Hans"
        )
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width  # nothing sticks out
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        if path != "/":
            page.locator("textarea").press("Escape")
            for key in ("?", "r"):
                page.keyboard.press(key)
                found = Axe().run(page, context="dialog[open]")
                assert found.violations_count == 0, found.generate_report()
                page.keyboard.press("Escape")


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("read_only", [False, True])
def test_the_help_names_every_key(
    browser: Browser, out: Path, language: str, read_only: bool
) -> None:
    with (
        serving(out, read_only=read_only) as served,
        opened(browser, served, language=language) as page,
    ):
        handled = "[...forReaders]" if read_only else "Object.keys({ ...keys, ...writing })"
        page.keyboard.press("?")
        named = page.locator("#help[open] [data-key]")
        expect(named.first).to_be_visible()
        told = named.evaluate_all("(all) => all.map((one) => one.dataset.key)")
        assert sorted(told) == sorted(page.evaluate(handled))
        meant = page.locator("#help dd").all_inner_texts()
        assert all(has_han(text) == (language != "en") for text in meant)
        page.keyboard.press("Escape")
        assert page.locator("dialog[open]").count() == 0


@pytest.mark.parametrize("dark", [False, True])
def test_a_chosen_filter_can_be_read_under_the_mouse(
    browser: Browser, served: Served, dark: bool
) -> None:
    with opened(browser, served, dark=dark) as page:
        page.locator("label:has(#english)").click()
        page.wait_for_function(
            "() => { const at = document.querySelector('#english:checked + span');"
            " return at && at.matches('label:hover span'); }"
        )
        ink, paper = page.locator("#english + span").evaluate(
            "(at) => [getComputedStyle(at).color, getComputedStyle(at).backgroundColor]"
        )
        assert ink != paper


def test_the_language_can_be_changed(page: Page) -> None:
    page.click("[data-do=tongue]")
    expect(page.locator("[data-do=fine]")).to_contain_text("正确")
    page.click("[data-do=tongue]")
    expect(page.locator("[data-do=fine]")).to_contain_text("Fine")


def test_paths_do_not_lead_out(browser: Browser, served: Served, out: Path) -> None:
    (out.parent / "secret").mkdir()
    for name in ("articles.jsonl", "segments.jsonl", "summaries.jsonl"):
        (out.parent / "secret" / name).write_bytes((out / "bridge" / name).read_bytes())
    (out / "link").symlink_to(out.parent / "secret")
    with opened(browser, served, "/", "") as page:
        assert page.locator(".lines a").count() == 1
        for path in (
            "/f/link",
            "/f/..%2Fsecret",
            "/f/.pxtranslate",
            "/f/bridge/../../x",
        ):
            status = page.evaluate("(path) => fetch(path).then((a) => a.status)", path)
            assert status == 404
        refused = page.evaluate(
            "fetch('/api/save', {method: 'POST', headers: {'content-type': 'application/json'}, "
            "body: JSON.stringify({changes: [{file: '../secret', id: 'a1.t.s1', version: 0, "
            "target: 'x'}]})}).then((a) => a.status)"
        )
        assert refused == 400


@pytest.mark.parametrize(
    "format", ["tsv", "jsonl", "html", "csv", "markdown", "tmx", "xliff", "xliff2"]
)
def test_a_corrected_article_is_exported(page: Page, format: str) -> None:
    page.keyboard.press("Enter")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("The bridge, at last.")
    page.keyboard.press("Enter")
    settled(page)
    with page.expect_download() as got:
        page.click(f"#a1 .export a:text-is('{format}')")
    text = Path(got.value.path()).read_text("utf-8")
    assert "at last" in text
    assert "ploughing" not in text


def test_five_thousand_sentences(browser: Browser, out: Path) -> None:
    segments = [
        json.loads(x) for x in (out / "bridge/segments.jsonl").read_text("utf-8").splitlines()
    ]
    articles = [
        json.loads(x) for x in (out / "bridge/articles.jsonl").read_text("utf-8").splitlines()
    ]
    many, rows = [], []
    for n in range(5000 // len(segments) + 1):
        many += [s | {"id": f"{n}.{s['id']}", "article": f"{n}.{s['article']}"} for s in segments]
        rows += [a | {"id": f"{n}.{a['id']}"} for a in articles]
    for name, made in (("segments", many), ("articles", rows)):
        lines = "".join(json.dumps(one) + "\n" for one in made)
        (out / f"bridge/{name}.jsonl").write_text(lines, "utf-8")
    (out / "bridge/summaries.jsonl").write_text("", "utf-8")
    with serving(out) as served, opened(browser, served, "/f/bridge", "") as page:
        expect(page.locator(".seg")).to_have_count(len(many))
        # A machine that does nothing else opens it within a second; what counts here is the work.
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.reload()
        expect(page.locator(".seg")).to_have_count(len(many))
        told = session.send("Performance.getMetrics")["metrics"]
        work = {one["name"]: one["value"] for one in told}
        # Rows that come make nothing anew above them, and out of sight they are not laid out.
        assert work["LayoutDuration"] + work["RecalcStyleDuration"] < 0.3
        assert 0 < work["ScriptDuration"] < 0.3
        for _ in range(10):
            page.keyboard.press("a")
        settled(page)
        assert page.locator("[data-count=confirmed]").inner_text() == "10"
        # A row is chosen, so that keys work, before the last row has come.
        page.add_init_script(
            "document.addEventListener('focusin', () => (window.began ??= document.readyState))"
        )
        page.reload()
        expect(page.locator(".seg.now")).to_be_visible()
        assert page.evaluate("window.began") == "loading"
        page.keyboard.press("p")  # to the last one, far below all that was laid out
        expect(page.locator(".seg.now")).to_be_in_viewport()
        page.wait_for_timeout(300)
        expect(page.locator(".seg.now .en")).to_be_in_viewport()
    assert row(page, 1)
