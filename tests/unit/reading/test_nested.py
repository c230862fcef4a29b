"""Text in elements, lists and quotations that lie ever so deep in one another is read."""

import pytest

from pxtranslate.reading.base import Limits
from pxtranslate.reading.formats import html, markdown

NEWS = "县里今年新修公路3公里，全长五公里，明年完工。"


@pytest.mark.parametrize(
    ("opening", "times"),
    [
        ("<div>", 100_000),
        ("<b>", 30_000),
        ("<font size=3>", 300),
        ("<table><tr><td>", 2_000),
        ("<ul><li>", 2_000),
        ("<section><p>", 2_000),
    ],
)
def test_elements_of_a_page(opening: str, times: int) -> None:
    page = f"<html><body>{opening * times}{NEWS}<p>{NEWS}</body></html>"
    assert html.parse(page.encode(), Limits()).text.count(NEWS) == 2


def test_what_lies_too_deep_still_begins_lines() -> None:
    page = "<div>" * 300 + f"{NEWS}<h2>甲镇</h2><div>{NEWS}</div>乙镇"
    read = html.parse(f"<body>{page}".encode(), Limits())
    assert [block.text for block in read.blocks] == [NEWS, "甲镇", NEWS, "乙镇"]


def test_usual_pages_are_left_as_they_are() -> None:
    """Elements that are never closed and end by themselves are not deep; nor is what a script says."""
    page = "<script>" + '"<div>" + ' * 500 + "</script><!--" + "<div>" * 500 + "-->"
    page += "".join(f"<h3>标题{n}</h3><p>{NEWS}<br>" for n in range(300))
    read = html.parse(f"<body>{page}".encode(), Limits())
    assert [block.role for block in read.blocks].count("heading") == 300


@pytest.mark.parametrize("marker", [">", "> ", "- ", "1. ", "> - ", "<div>"])
def test_marks_of_markdown(marker: str) -> None:
    assert NEWS in markdown.parse(f"{marker * 20_000}{NEWS}\n".encode(), Limits()).text


@pytest.mark.parametrize("step", ["  ", "    ", "\t"])
def test_lists_by_their_indent(step: str) -> None:
    lists = "".join(f"{step * level}- 第{level}层{NEWS}\n" for level in range(60))
    read = markdown.parse(lists.encode(), Limits()).text
    assert [level for level in range(60) if f"第{level}层" not in read] == []


def test_a_comment_alone() -> None:
    assert NEWS in markdown.parse(f"<!-- -->\n\n{NEWS}\n\n</div>\n".encode(), Limits()).text


@pytest.mark.slow
def test_a_page_of_one_line() -> None:
    """libxml2 gives up a text of more than 10 MB unless told otherwise."""
    page = f"<html><body><p>{NEWS * 160_000}</body></html>".encode()
    assert len(page) > 10_000_000
    assert html.parse(page, Limits()).text.count(NEWS) == 160_000
