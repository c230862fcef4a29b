"""Headings that a reader told from headlines, but that head stories of their own: digests of news.

Knows what stands below a heading and whether sections are of one matter; a heading that is taken for
a headline here is one from then on.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from pxtranslate.articles.furniture import is_passing
from pxtranslate.articles.links import ending, section, starting
from pxtranslate.articles.looks import Unit
from pxtranslate.articles.page import Page

_LEAST = 2
"""Stories that show how they open; one may be a box beside the story: what an agency says of it."""
_BESIDE = re.compile(
    r"相关|链接|延伸|背景|新闻\S{0,2}$|手记|短评|快评|点评|评论|观点|声音|编后|编者|后记|附[：:件录]|答记者问"
)
_SUBTITLES = 2
"""Headings at most below a headline that belong to it."""


def with_stories(units: Sequence[Unit]) -> list[Unit]:
    """Take headings for headlines where each has a story of its own below it.

    A page on which several headings have a byline, a dateline or a date of their own below them, or
    stand below the byline of what is above, is a digest; its other headings are headlines where
    their sections are of another matter.
    """
    found = list(units)
    if not any(unit.look == "heading" for unit in units):
        return found
    heads = [n for n, unit in enumerate(units) if _opens(units, n)]
    if len(heads) < _LEAST:
        return found
    page = Page(units)
    at = {unit.index: i for i, unit in enumerate(page.units)}
    opening = {n for n in heads if not _is_subtitle(page, at[units[n].index])}
    if len(opening) < _LEAST:
        return found
    for n, unit in enumerate(units):
        if unit.look != "heading":
            continue
        if n in opening or _is_another(page, at[unit.index]):
            found[n] = replace(unit, look="title")
    return found


def _opens(units: Sequence[Unit], n: int) -> bool:
    """Whether a headline or heading shows that a story begins with it."""
    unit = units[n]
    if not unit.titled or not unit.trusted or unit.numbered or unit.block.article is not None:
        return False
    if _BESIDE.search(unit.text):
        return False
    below = n + 1
    while below < min(len(units), n + 1 + _SUBTITLES) and units[below].look == "heading":
        below += 1
    if below == len(units):
        return False
    first = units[below]
    if first.look == "byline":
        return not first.marks.photo and not is_passing(first.block.text)
    return first.look == "body" and first.marks.head > 0


def _is_subtitle(page: Page, i: int) -> bool:
    """Whether a heading stands right below a headline, and the text below tells of that as well."""
    if page.units[i].look != "heading" or i == 0 or not page.units[i - 1].titled:
        return False
    return 2 * page.covered_by_run(i - 1, i + 1) >= page.covered_by_run(i, i + 1)


def _is_another(page: Page, i: int) -> bool:
    """Whether a heading amid a text begins another matter, as one that no reader told would."""
    unit = page.units[i]
    if i == 0 or i + 1 == len(page) or unit.numbered or page.units[i - 1].titled:
        return False
    if page.units[i + 1].titled or page.cut(i - 1) or _BESIDE.search(unit.text):
        return False
    return page.signed(i - 1) or section(page, i) > ending(page, i - 1) + starting(page, i)
