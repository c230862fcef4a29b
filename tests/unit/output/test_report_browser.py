"""The report in a real browser: hostile text never runs, the style is let in, filters filter."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from tests.judges import judge

from pxtranslate.output import html
from pxtranslate.records import Document, Issue

PAYLOAD = (
    "</style></title></textarea><script>document.title='owned'</script>"
    "<img src=x onerror=\"document.title='owned'\"><svg onload=\"document.title='owned'\">"
    "<iframe srcdoc=\"<script>parent.document.title='owned'</script>\"></iframe>"
    "<a href=\"javascript:document.title='owned'\" autofocus onfocus=\"document.title='owned'\">x"
    '<meta http-equiv=refresh content="0;url=data:text/html,owned">'
)

pytestmark = pytest.mark.slow


def _chromium(profile: Path, *arguments: str) -> str:
    run = subprocess.run(
        [
            judge("chromium", "google-chrome"),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            f"--user-data-dir={profile}",
            *arguments,
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return run.stdout


def _on_paper(folder: Path, page: bytes) -> pypdfium2.PdfDocument:
    source, target = folder / "report.html", folder / "report.pdf"
    source.write_bytes(page)
    how = ("--no-pdf-header-footer", f"--print-to-pdf={target}")
    _chromium(folder / "profile", *how, source.as_uri())
    return pypdfium2.PdfDocument(target)


def _printed(folder: Path, page: bytes) -> str:
    document = _on_paper(folder, page)
    return "\n".join(document[n].get_textpage().get_text_range() for n in range(len(document)))


def _hostile(page: Document) -> Document:
    article = page.articles[0]
    title = article.title
    assert title is not None
    segment = article.segments[1]
    issue = replace(segment.issues[0], check=PAYLOAD, message=PAYLOAD, source=PAYLOAD)
    segments = tuple(
        replace(
            s, source=PAYLOAD, target=PAYLOAD, engine=PAYLOAD, issues=(issue,), tried=(PAYLOAD,)
        )
        for s in article.segments
    )
    assert article.summary is not None
    told = replace(article.summary.sentences[0], zh=PAYLOAD, en=PAYLOAD)
    summary = replace(article.summary, headline_zh=PAYLOAD, headline_en=PAYLOAD, sentences=(told,))
    changed = replace(
        article, title=replace(title, text=PAYLOAD), segments=segments, summary=summary
    )
    return replace(page, path=PAYLOAD.replace("/", "_"), notes=(PAYLOAD,), articles=(changed,))


def test_hostile_text_does_not_run(tmp_path: Path, page: Document) -> None:
    report = tmp_path / "report.html"
    report.write_bytes(html.render(_hostile(page), PAYLOAD))
    dom = _chromium(
        tmp_path / "profile", "--virtual-time-budget=3000", "--dump-dom", report.as_uri()
    )
    assert "need a look" in dom
    assert "<title>owned" not in dom
    assert "<title>&lt;_style&gt;" in dom
    assert not any(f"<{tag}" in dom for tag in ("script", "img", "svg", "iframe"))


def test_the_same_page_without_escaping_would_run(tmp_path: Path) -> None:
    # The payload is live: a test that could not fail proves nothing.
    bare = tmp_path / "bare.html"
    bare.write_text(f"<!DOCTYPE html><title>x</title><body>{PAYLOAD}", encoding="utf-8")
    dom = _chromium(tmp_path / "profile", "--virtual-time-budget=3000", "--dump-dom", bare.as_uri())
    assert "<title>owned" in dom or "owned" in dom.split("<body", 1)[0]


def test_the_policy_lets_our_style_in(tmp_path: Path, page: Document) -> None:
    printed = _printed(tmp_path, html.render(page, "px"))
    assert "New County Library" in printed
    assert "Everything" not in printed  # the style hides the filters on paper


def test_a_filter_leaves_only_its_segments(tmp_path: Path, page: Document) -> None:
    data = html.render(page, "px")
    chosen = data.replace(b'id="show0" checked', b'id="show0"').replace(
        b'id="show3"', b'id="show3" checked'
    )
    printed = " ".join(_printed(tmp_path, chosen).split())
    assert "12.6万吨 is 126,000 tons" in printed
    assert "90,000 books" not in printed
    assert "Look at these first" not in printed


def test_paper_is_used_well(tmp_path: Path, page: Document) -> None:
    long = "The longer a sentence with findings is, the more of a page stays white where it is kept whole. "
    words = tuple(long.split()[:9])
    issues = tuple(
        Issue("terms", "warning", f"{word} is said otherwise", "", word) for word in words
    )
    articles = tuple(
        replace(
            article,
            segments=tuple(
                replace(segment, target=long * (1 + n % 7), issues=issues)
                for n, segment in enumerate(article.segments)
            ),
        )
        for article in page.articles
    )
    made = html.render(replace(page, articles=articles * 6), "toy")
    on_screen = len(_on_paper(tmp_path, made.replace(b"@media print{", b"@media tv{")))
    document = _on_paper(tmp_path, made)
    assert 3 < len(document) < on_screen / 2
    for n in range(len(document) - 1):
        text = document[n].get_textpage()
        lowest = min(text.get_charbox(at)[1] for at in range(text.count_chars()))
        assert lowest < document[n].get_height() / 8
