"""Suggestions of a second model: asked for, shown beside the text that is, taken by one key or left."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.toy.engines import ToyEngine
from tests.unit.web.conftest import TOKEN, Served, answer, opened, serving, translated
from tests.unit.web.test_review import RIGHT, current, row, settled, shown, target

from pxtranslate.config import Settings
from pxtranslate.engines.base import Decoding, Request
from pxtranslate.errors import EngineError, ModelError
from pxtranslate.state.journal import Journal
from pxtranslate.web.second import Second, second_of

NAME = "stronger-9b"


def better(request: Request, decoding: Decoding) -> str:
    """What the second model says: it knows of one sentence more than the first."""
    return RIGHT if "全长" in request.text else answer(request, decoding)


@dataclass
class Shelf:
    """Where the second model is had from: how often it was, and what it is."""

    engine: ToyEngine
    failure: ModelError | None = None
    taken: int = 0

    def take(self) -> ToyEngine:
        """What `Second` calls to have its model made ready."""
        self.taken += 1
        if self.failure:
            raise self.failure
        return self.engine


@contextmanager
def advised(out: Path, shelf: Shelf) -> Iterator[Served]:
    """The run served, with a second model."""
    with Second(NAME, shelf.take) as second, serving(out, second=second) as served:
        yield served


def post(served: Served, what: str, body: object) -> tuple[int, dict[str, str]]:
    """Ask the server as the page does."""
    connection = HTTPConnection("127.0.0.1", served.port, timeout=60)
    own = f"127.0.0.1:{served.port}"
    headers = {
        "content-type": "application/json",
        "cookie": f"pxtranslate-{served.port}={TOKEN}",
        "origin": f"http://{own}",
        "sec-fetch-site": "same-origin",
    }
    connection.request("POST", f"/api/{what}", json.dumps(body), headers)
    found = connection.getresponse()
    said = found.read()
    connection.close()
    return found.status, json.loads(said) if said.startswith(b"{") else {}


SENTENCE = {"file": "bridge", "id": "a1.p1.s1"}


def test_it_is_told_and_nothing_is_replaced(out: Path) -> None:
    before = (out / "bridge/segments.jsonl").read_bytes()
    shelf = Shelf(ToyEngine(better, translates=True))
    with advised(out, shelf) as served:
        status, found = post(served, "suggest", SENTENCE)
        assert status == 200
        assert (found["target"], found["by"]) == (RIGHT, NAME)
        assert RIGHT in found["html"]
        post(served, "suggest", SENTENCE | {"id": "a1.p2.s2"})
        assert post(served, "suggest", SENTENCE | {"id": "no"})[0] == 404
        assert post(served, "suggest", SENTENCE | {"file": "../bridge"})[0] == 404
        assert post(served, "suggest", [])[0] == 400
    assert shelf.taken == 1  # loaded once
    # What the first model got wrong is named to the second, as mending names it.
    assert ("900米", "900 meters") in shelf.engine.asked[0].terms
    assert (out / "bridge/segments.jsonl").read_bytes() == before
    with Journal(out) as journal:
        assert journal.reviewed("bridge") == {}


def test_what_the_checks_find_in_it_is_told_with_it(out: Path) -> None:
    shelf = Shelf(ToyEngine(answer, translates=True))
    with advised(out, shelf) as served:
        _, found = post(served, "suggest", SENTENCE)
    assert "<b>numbers</b>" in found["html"]


def test_one_that_was_taken_is_the_persons_and_says_whose_it_was(out: Path) -> None:
    with advised(out, Shelf(ToyEngine(better, translates=True))) as served:
        change = SENTENCE | {"version": 0, "target": RIGHT, "by": NAME}
        assert post(served, "save", {"changes": [change]})[0] == 200
        status, _ = post(served, "save", {"changes": [change | {"by": "x" * 5_001}]})
        assert status == 400
    with Journal(out) as journal:
        (said,) = journal.reviewed("bridge").values()
    assert (said.origin, said.target, said.by) == ("human", RIGHT, NAME)
    translated(out)
    assert target(out, 2) == (RIGHT, "human")


def test_a_failure_is_told_and_the_next_asking_tries_again(out: Path) -> None:
    failure = ModelError("the model stronger-9b is not here; run: pxtranslate models pull it")
    shelf = Shelf(ToyEngine(better, translates=True), failure)
    with advised(out, shelf) as served:
        status, found = post(served, "suggest", SENTENCE)
        assert (status, found["error"]) == (400, str(failure))
        shelf.failure = None
        assert post(served, "suggest", SENTENCE)[1]["target"] == RIGHT


def test_a_model_that_fails_or_says_nothing_is_told(out: Path) -> None:
    def fail(request: Request, decoding: Decoding) -> str:
        if "全长" in request.text:
            raise EngineError("the toy broke")
        return ""

    with advised(out, Shelf(ToyEngine(fail, translates=True))) as served:
        assert "the toy broke" in post(served, "suggest", SENTENCE)[1]["error"]
        _, found = post(served, "suggest", SENTENCE | {"id": "a1.p2.s2"})
        assert "answered with nothing" in found["error"]


def test_where_none_is_named_it_says_what_to_set(out: Path) -> None:
    with serving(out) as served:
        status, found = post(served, "suggest", SENTENCE)
    assert status == 400
    assert "second_model" in found["error"]
    assert "[mend]" in found["error"]


def test_open_for_reading_it_is_not_asked(out: Path) -> None:
    with serving(out, read_only=True) as served:
        assert post(served, "suggest", SENTENCE)[0] == 403


def test_the_config_names_it_else_the_run_did() -> None:
    def named(model: str) -> Settings:
        return Settings.model_validate({"mend": {"second_model": model}})

    mine, runs = second_of(named("mine"), named("runs")), second_of(Settings(), named("runs"))
    assert mine
    assert mine.name == "mine"
    assert runs
    assert runs.name == "runs"
    assert second_of(Settings(), Settings()) is None


@pytest.mark.slow
def test_by_keys_alone_while_the_page_stays_alive(browser: Browser, out: Path) -> None:
    loaded = threading.Event()

    def slow() -> None:
        assert loaded.wait(60)

    engine = ToyEngine(better, translates=True, meanwhile=slow)
    with advised(out, Shelf(engine)) as served, opened(browser, served) as page:
        suggested = page.locator(f"{row(page, 2)} .suggested")
        page.keyboard.press("t")
        expect(page.locator("#said")).to_contain_text("no suggestion")
        page.keyboard.press("s")
        expect(suggested).to_contain_text("Asking the second model")
        page.keyboard.press("n")
        page.keyboard.press("a")  # the model is not there yet, and an edit is kept meanwhile
        settled(page)
        assert page.locator("[data-count=confirmed]").inner_text() == "1"
        loaded.set()
        expect(suggested).to_contain_text(RIGHT)
        expect(suggested).to_be_in_viewport(ratio=1)
        assert "800" in shown(page, 2)
        while current(page) != 2:
            page.keyboard.press("k")
        page.keyboard.press("x")  # the row is drawn anew, and the suggestion stays
        settled(page)
        expect(suggested).to_contain_text(RIGHT)
        while current(page) != 2:
            page.keyboard.press("k")
        page.keyboard.press("t")
        settled(page)
        assert RIGHT in shown(page, 2)
        assert NAME in shown(page, 2)
        assert current(page) != 2
        expect(suggested).to_have_count(0)
        page.keyboard.press("u")
        settled(page)
        assert "800" in shown(page, 2)


@pytest.mark.slow
def test_a_failure_is_told_at_the_sentence(browser: Browser, out: Path) -> None:
    with serving(out) as served, opened(browser, served, language="zh-CN") as page:
        page.keyboard.press("s")
        expect(page.locator(f"{row(page, 2)} .suggested")).to_contain_text("second_model")
