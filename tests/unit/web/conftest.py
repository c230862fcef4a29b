"""A small finished run with known faults, a server over it, and a browser that looks at it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.judges import judge
from tests.toy.engines import ToyEngine

from pxtranslate.config import Settings
from pxtranslate.engines.base import Decoding, Request
from pxtranslate.reading.inputs import find_inputs
from pxtranslate.run import Outcome, run
from pxtranslate.state.journal import Journal
from pxtranslate.web.app import Review, guarded
from pxtranslate.web.results import Results
from pxtranslate.web.second import Second
from pxtranslate.web.server import listening, serve

TOKEN = "a-token-of-the-tests"
NEWS = """\
平川新桥通车

平川市的新桥3月1日通车，全长900米。平川市民李大山说，过江只要5分钟。

市长表示，平川市今年还要修建12公里公路。工程投资3.5亿元。

春耕开始

平川市郊外的农民开始春耕。今年种植水稻2万亩。
"""
ANSWERS = (
    ("新桥通车", "New Bridge Opens in Pinchwan"),
    ("全长900米", "The new bridge of Pinchwan City, 800 meters long, opened on March 1."),
    ("李大山", "Li Dashan of Pinchwan said that crossing the river took only 5 minutes."),
    (
        "12公里",
        "The mayor said that Pinchwan would build another 12 kilometers of road this year.",
    ),
    ("工程投资", "The project costs 35 million yuan."),
    ("郊外", "Farmers outside Pinchwans began the spring ploughing."),
    ("水稻", "This year 20,000 mu of rice are planted."),
    ("春耕", "Spring Ploughing Begins"),
)
"""A town that is spelt wrongly throughout, and two figures that are wrong."""


def answer(request: Request, decoding: Decoding) -> str:
    """What the engine says."""
    return next((english for chinese, english in ANSWERS if chinese in request.text), "")


def translated(out: Path, text: str = NEWS) -> Outcome:
    """Run the news into a folder with an engine that answers as above."""
    folder = out.parent / "news"
    folder.mkdir(exist_ok=True)
    (folder / "bridge.txt").write_text(text, "utf-8")
    settings = Settings.model_validate({"mend": {"rounds": 0}, "output": {"formats": ["tmx"]}})
    engine = ToyEngine(answer, fingerprint="toy:1", translates=True)
    return run(find_inputs([folder]), out, settings, engine)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The output folder of a finished run."""
    translated(tmp_path / "out")
    return tmp_path / "out"


@dataclass(frozen=True)
class Served:
    """A server that runs."""

    port: int
    read_only: bool = False

    def url(self, path: str = "/") -> str:
        """An address with its token."""
        return f"http://127.0.0.1:{self.port}{path}?token={TOKEN}"


@contextmanager
def serving(
    out: Path, *, read_only: bool = False, second: Second | None = None
) -> Iterator[Served]:
    """Serve a run from a thread of its own, which alone touches the journal."""
    listener = listening("127.0.0.1", 0)
    port = listener.getsockname()[1]
    ready = threading.Event()
    stop: list[Callable[[], None]] = []

    def work() -> None:
        with Journal(out) as journal:
            review = Review(Results(out, journal, "Li"), read_only, second=second)
            app = guarded(review.app(), port, "", TOKEN, read_only)
            serve(app, listener, ready.set, stop.append)

    thread = threading.Thread(target=work)
    thread.start()
    assert ready.wait(60)
    try:
        yield Served(port, read_only)
    finally:
        stop[0]()
        thread.join(30)
        listener.close()


@pytest.fixture
def served(out: Path) -> Iterator[Served]:
    """The run, served."""
    with serving(out) as one:
        yield one


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright."""
    with sync_playwright() as driver:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-quic"]
        chromium = driver.chromium.launch(executable_path=judge("chromium"), args=flags)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """The page of the one file, opened, with no error of its script."""
    with opened(browser, served) as one:
        yield one


@contextmanager
def opened(
    browser: Browser,
    served: Served,
    path: str = "/f/bridge",
    at: str = "#a1.p1.s1",
    width: int = 1280,
    dark: bool = False,
    language: str = "en",
) -> Iterator[Page]:
    """A window of its own on a page."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if dark else "light",
        locale=language,
    )
    context.set_default_timeout(60_000)
    one = context.new_page()
    wrong: list[str] = []
    one.on("pageerror", lambda error: wrong.append(str(error)))
    one.goto(served.url(path) + at)
    yield one
    context.close()
    assert wrong == []
