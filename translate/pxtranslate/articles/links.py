"""Which block may follow which on a page, and what each such link costs.

A cost is about minus the logarithm of how likely the link is; small differences mean little, 3 is
"only if all else is worse". Knows conventions of newspaper pages and nothing of how the cheapest
set of links is found.
Links that move a block are the business of `moves`; a page in order has only `stand` links.
"""

import math
import re
from dataclasses import dataclass
from typing import Literal

from pxtranslate.articles.continuing import seam_cost
from pxtranslate.articles.looks import is_deck, opens_late
from pxtranslate.articles.page import Page

LinkKind = Literal["stand", "join", "jump", "lead", "above", "over"]
"""stand: next on the page · join: goes on after a cut · jump: goes on as a mark says · lead: a
headline and its far text · above: a headline and the lead printed over it · over: that lead and the
text below the headline."""

_IN_PLACE = 0.5

# The name of a column of short items stands over them and is no headline of the first.
_RUBRIC = re.compile(
    r"^(?:\S{0,6}(?:快讯|简讯|短讯|要闻|速览|速递|播报|集锦|动态|导读|摘要|一览)|今日(?:天气|提示|看点|关注)|(?:一句话|图片)新闻)$"
)


@dataclass(frozen=True, slots=True)
class Link:
    """Unit `right` follows unit `left`."""

    left: int
    right: int
    kind: LinkKind
    cost: float


def ending(page: Page, i: int) -> float:
    """What it costs that an article ends with unit i."""
    unit = page.units[i]
    if page.signed(i) or unit.marks.onward:
        return 0.0
    if unit.titled:
        stray = page.doubt(i) >= 1 and i + 1 == len(page)
        return 1.5 if _RUBRIC.search(unit.text) else 2.5 if stray else 5.0
    if page.cut(i):
        return 6.0
    unsigned = 0.0 if unit.verse or page.opened[i] else 5.0 * page.signedness
    return 0.7 + unsigned


def starting(page: Page, i: int) -> float:
    """What it costs that an article starts with unit i."""
    unit = page.units[i]
    if unit.titled:
        below = unit.numbered or is_deck(unit.text)
        return 0.3 + page.doubt(i) + 6.0 * (below and i > 0)
    if unit.marks.since:
        return 0.7
    if unit.look == "byline":
        return 6.0
    late = 6.0 if opens_late(unit.text) else 0.0
    if i == 0 and not page.broken:
        return late + 1.0  # a whole text without its headline
    return late + (3.0 if page.titles else 0.7)


def standing(page: Page) -> list[Link]:
    """The links of a page that is read as it stands."""
    return [
        Link(i, i + 1, "stand", _standing(page, i))
        for i in range(len(page) - 1)
        if page.units[i].block.article == page.units[i + 1].block.article
    ]


def _standing(page: Page, i: int) -> float:
    left, right = page.units[i], page.units[i + 1]
    if right.block.article is None and (
        (right.marks.since and not left.titled) or (left.marks.onward and right.look != "byline")
    ):
        return 9.0  # it goes on elsewhere, or comes from there
    if right.trusted:
        # The reader divides the articles: by number, or else by their titles.
        return 9.0 if right.look == "title" and right.block.article is None else 0.0
    if right.look == "byline":
        return 0.3 if page.signed(i) else 0.0
    if right.numbered and right.look == "title" and not page.signed(i) and not page.cut(i):
        return 0.2
    if left.titled:
        if right.titled:
            return _two_lines(page, i) if one_headline(page, i) else _text_below(page, i)
        return _below(page, i)
    if right.titled and left.look == "byline" and page.opens_with_furniture(i):
        return 0.0
    if page.begins(i + 1):
        return 9.0
    if page.signed(i):
        return 6.0 if right.titled else 4.0
    if page.cut(i):
        if right.titled:
            return 5.5
        return min(seam_cost(page, i, i + 1) - _IN_PLACE, 5.0)
    if right.titled:
        return min(section(page, i + 1), 0.2 + as_text(page, i + 1))
    late = 6.0 if opens_late(right.text) else 0.0
    return 0.2 + late + 0.5 * page.parted(i) + (_drift(page, i) if page.drifts(i) else 0.0)


def _drift(page: Page, i: int) -> float:
    """What it costs that the next text follows although it seems to be of another matter."""
    return min(2.5, -1.3 * math.log((0.01 + page.flow(i)) / 0.05))


def section(page: Page, i: int) -> float:
    """A headline inside an article: its section is about what the section before it is about.

    Fitted on articles of dev pages with their bylines taken off, see decisions/0022.
    """
    return max(0.8, -5.1 - 2.64 * math.log(0.01 + page.sections_alike(i)))


def one_headline(page: Page, i: int) -> bool:
    """Whether two headline-shaped neighbours read as one headline; else the second is a text."""
    return _two_lines(page, i) <= _text_below(page, i)


def _text_below(page: Page, i: int) -> float:
    return as_text(page, i + 1) + _below(page, i)


def _two_lines(page: Page, i: int) -> float:
    """One headline over two lines: both short, and both about the text below them."""
    if page.parted(i) or page.units[i].numbered or page.units[i + 1].numbered:
        return 9.0
    if _RUBRIC.search(page.texts[i]):
        return 6.0
    if is_deck(page.texts[i + 1]):
        return 0.2
    short = max(len(page.texts[i]), len(page.texts[i + 1])) <= 20
    about = page.covered_by_run(i, i + 2) if i + 2 < len(page) else 0.0
    return (2.0 if short else 3.5) + 2.0 * (1 - min(1.0, about / 0.3))


def _below(page: Page, i: int) -> float:
    """A headline and the text below it."""
    late = 2.0 * opens_late(page.texts[i + 1])
    return 0.1 + 1.5 * (1 - page.covered_by_run(i, i + 1)) + page.doubt(i) + late


def as_text(page: Page, i: int) -> float:
    """What it costs that a headline-shaped unit is the first half of a cut paragraph."""
    return max(0.0, 3.5 - page.doubt(i)) if page.broken else 9.0
