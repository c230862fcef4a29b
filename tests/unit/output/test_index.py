"""The front page: news first and copies together, every file there, failures at the top."""

import functools
import operator
import re
import time
from dataclasses import replace

import pytest
from lxml import html as lxml_html

from pxtranslate.output import index, news
from pxtranslate.output.entries import Entry, Story, entry_of, from_json, to_json
from pxtranslate.output.render import render_index
from pxtranslate.records import Document, Issue


def _story(number: int, sketch: tuple[int, ...] = ()) -> Story:
    return Story(
        id="a1",
        headline_zh=f"标题{number}",
        headline_en=f"Headline {number}",
        summary=((f"摘要{number}。", f"Summary {number}."),),
        score=float(number),
        sketch=sketch or tuple(range(number * 100, number * 100 + 64)),
    )


def _entries(*stories: Story) -> list[Entry]:
    return [
        Entry(path=f"in/{n}.txt", folder=f"{n}.txt", stories=(story,), segments=3, characters=50)
        for n, story in enumerate(stories)
    ]


def _headlines(entries: list[Entry]) -> list[str]:
    tree = lxml_html.document_fromstring(render_index(entries)["index.html"].decode("utf-8"))
    return [
        str(span.text)
        for span in tree.xpath("//section[starts-with(@class, 'report')]//h2//span[@lang='en']")
    ]


def test_the_most_newsworthy_comes_first_in_both_files() -> None:
    entries = _entries(_story(1), _story(3), _story(2))
    assert _headlines(entries) == ["Headline 3", "Headline 2", "Headline 1"]
    told = re.findall(
        r"^## \[(.*?)\]", render_index(entries)["summary.md"].decode("utf-8"), re.MULTILINE
    )
    assert told == ["Headline 3", "Headline 2", "Headline 1"]


def test_what_was_skipped_is_folded_away_and_not_without_end() -> None:
    skipped = [(f"in/<{n}>.odd", "no reader for .odd") for n in range(index.SKIPPED + 1)]
    files = render_index(_entries(_story(1)), skipped=skipped)
    tree = lxml_html.document_fromstring(files["index.html"].decode("utf-8"))
    (folded,) = tree.xpath("//details[summary[contains(., 'skipped')]]")
    assert folded.findtext("summary") == "21 files skipped; manifest.json names all"
    assert [one.text_content() for one in folded.iter("b")] == [
        path for path, _ in skipped[: index.SKIPPED]
    ]
    assert "21 files skipped: in/" in files["summary.md"].decode("utf-8")
    assert "skipped" not in render_index(_entries(_story(1)))["summary.md"].decode("utf-8")


def test_copies_of_a_report_are_told_once_and_all_named() -> None:
    same = tuple(range(64))
    entries = _entries(*(_story(n, same) for n in range(9)))
    assert _headlines(entries) == ["Headline 8"]
    text = render_index(entries)["summary.md"].decode("utf-8")
    assert text.count("](") == 1 + 1 + news.NAMED + 9  # front page, headline, copies, files
    assert "and 3 other files" in text


def test_beyond_the_first_reports_headlines_must_do() -> None:
    entries = _entries(*(_story(n) for n in range(news.TOLD + 5)))
    page = render_index(entries)["index.html"].decode("utf-8")
    assert len(_headlines(entries)) == news.TOLD + 5
    assert len(re.findall(r"Summary \d+\.", page)) == news.TOLD
    text = render_index(entries)["summary.md"].decode("utf-8")
    assert text.split("## More news")[1].count("Headline ") == 5


def test_failures_come_before_the_news_without_naming_the_file_twice() -> None:
    failed = Entry(path="in/x.pdf", error="in/x.pdf: encrypted; remove the password")
    text = render_index([*_entries(_story(1)), failed])["summary.md"].decode("utf-8")
    assert "- **in/x.pdf** encrypted; remove the password\n" in text
    assert text.index("in/x.pdf") < text.index("Headline 1")
    assert text.startswith("# 1 file could not be read\n")
    flagged = replace(_entries(_story(1))[0], flagged=1)
    text = render_index([flagged, failed])["summary.md"].decode("utf-8")
    assert text.startswith("# 1 segment needs a look\n")
    assert "1 file could not be read" in text


def test_an_item_without_summary_is_listed_with_its_file(page: Document) -> None:
    entry = entry_of(page)
    assert [bool(story.summary) for story in entry.stories] == [True, False, False]
    text = render_index([entry])["summary.md"].decode("utf-8").split("## Files")[1]
    assert "New County Library Opens Its Doors" in text
    assert "Farmers harvest rice" in text


def test_an_entry_survives_the_state(page: Document) -> None:
    odd = replace(entry_of(page), path="b\udce5d\n.txt")
    assert from_json(to_json(odd)) == odd


def test_two_thousand_inputs_are_cheap() -> None:
    entries = _entries(*(_story(n) for n in range(2_000)))
    start = time.process_time()
    files = render_index(entries)
    assert time.process_time() - start < 4  # 0.4 on the machine this was written on
    assert all(len(data) < 2_000_000 for data in files.values())


def test_the_share_in_doubt_is_told_where_there_is_any() -> None:
    calm, doubted = _entries(_story(1), _story(2))
    doubted = replace(doubted, doubtful=3)
    for name in ("index.html", "summary.md"):
        assert "50% of the segments in doubt" in render_index([calm, doubted])[name].decode("utf-8")
        assert "in doubt" not in render_index([calm])[name].decode("utf-8")


def test_segments_in_doubt_are_counted(page: Document) -> None:
    (first, *others) = page.articles[0].segments
    doubted = replace(first, issues=(Issue("doubt", "warning", "likely"),))
    article = replace(page.articles[0], segments=(doubted, *others))
    assert entry_of(page).doubtful == 0
    assert entry_of(replace(page, articles=(article, *page.articles[1:]))).doubtful == 1


def test_what_is_new_can_be_shown_alone() -> None:
    entries = _entries(_story(1), _story(2))
    page = lxml_html.document_fromstring(render_index(entries, {"1.txt"})["index.html"].decode())
    (label,) = page.xpath("//label[.//input[@id='show1']]")
    assert "New since the last run 1" in " ".join(label.text_content().split())
    shown = page.xpath("//section[contains(@class, 'k1')]//h2//span[@lang='en']/text()")
    assert shown == ["Headline 2"]
    assert [b.text for b in page.xpath("//b[@class='new']")] == ["New"]
    none = render_index(entries)["index.html"].decode()
    assert "New since" not in none


def test_files_of_several_folders_have_contents_and_can_be_shown_by_folder() -> None:
    entries = [
        Entry(path=f"in/{folder}/{n}.txt", folder=f"{folder}{n}", stories=(_story(n),))
        for n, folder in enumerate(("may", "june", "june/late", "may"))
    ]
    page = lxml_html.document_fromstring(render_index(entries)["index.html"].decode())
    contents = page.xpath("//nav[@class='contents']//li")
    named = [" ".join(one.text_content().split()) for one in contents]
    assert named == ["may 2", "june 1", "june/late 1"]
    for link in page.xpath("//nav[@class='contents']//a/@href"):
        assert page.xpath(f"//h3[@id='{link[1:]}']")
    label = page.xpath("//label[.//input[@id='show1']]")[0].text_content()
    assert " ".join(label.split()) == "may 2"
    shown = page.xpath("//li[contains(@class, 'k1')]/a/text()")
    assert shown == ["in/may/0.txt", "in/may/3.txt"]
    assert page.xpath("//h3[contains(@class, 'k1')]/text()") == ["may"]


def test_files_of_one_folder_need_no_contents() -> None:
    page = render_index(_entries(_story(1), _story(2)))["index.html"].decode()
    assert 'class="contents"' not in page
    assert 'href="#files"' in page


def test_more_files_than_a_page_shows_go_on_in_further_pages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(index, "SHOWN", 3)
    entries = [
        replace(one, path=f"in/{'ab'[n > 3]}/{n}.txt", flagged=n == 6)
        for n, one in enumerate(_entries(*(_story(n) for n in range(7))))
    ]
    failed = Entry(path="in/x.pdf", error="in/x.pdf: encrypted")
    made = render_index([*entries, failed])
    names = ["index.html", "index-2.html", "index-3.html"]
    assert sorted(made) == sorted([*names, "summary.md"])
    pages = {name: lxml_html.document_fromstring(made[name].decode()) for name in names}
    told = [
        head
        for one in pages.values()
        for head in one.xpath(
            "//section[starts-with(@class, 'report')]//h2//span[@lang='en']/text()"
        )
    ]
    assert told == [f"Headline {n}" for n in reversed(range(7))]
    files = [one.xpath("//section[@id='files']//li/a/@href") for one in pages.values()]
    assert [len(some) for some in files] == [3, 3, 1]
    assert functools.reduce(operator.iadd, files, []) == [f"{n}.txt/report.html" for n in range(7)]
    assert ["in/x.pdf" in made[name].decode() for name in names] == [True, False, False]
    for name, one in pages.items():
        for link in one.xpath("//nav//a/@href"):
            where, _, mark = link.partition("#")
            there = pages[where or name]
            assert not mark or there.xpath(f"//h3[@id='{mark}']")
        turned = one.xpath("(//nav[@class='contents pages'])[1]//a/@href")
        assert set(names) - {name} <= set(turned)
    first = pages["index.html"].xpath("//nav[@class='contents']//li")
    assert [" ".join(li.text_content().split()) for li in first] == ["a 4", "b 3"]
