"""Which block may follow which on a page, and what each such link costs.

A cost is about minus the logarithm of how likely the link is; small differences mean little, 3 is
"only if all else is worse". Knows conventions of newspaper pages and nothing of how the cheapest
set of links is found. A page in order has only `stand` links worth taking.
"""

import math
import re
from bisect import bisect
from dataclasses import dataclass
from typing import Literal

from pxtranslate.rebuild.page import Page
from pxtranslate.rebuild.seams import features
from pxtranslate.rebuild.topics import likeness
from pxtranslate.rebuild.units import opens_late

LinkKind = Literal["stand", "join", "lead", "above", "over", "section"]
"""stand: next on the page · join: goes on after a cut · lead: a headline and its far text ·
above: a headline and the lead printed over it · over: that lead and the text below the headline · section: the next section a
lead has named."""

_NEAR = 32  # candidates on each side of a cut; a newspaper page has at most a dozen cuts

# Fitted on dev pages cut and shuffled anew, see decisions/0020: for the features of a seam, then for
# the logarithm of how alike the two paragraphs, and the runs of blocks around them, are.
_SEAM_WEIGHTS = (2.3, -2.7, 3.2, 1.5, 0.5, 0.3)
_PARAGRAPH_WEIGHT = 0.6
_RUN_WEIGHT = 2.4
_SEAM_BASE = -5.0
_IN_PLACE = 0.5
_HIDDEN = 1.5
_SEEN = 1.0  # a word across the seam, or two characters that the page holds elsewhere
_OPEN_ENDS = "，,、的和与及在把被将对从向"
_PARAGRAPH_BASE = -4.0

# The name of a column of short items stands over them and is no headline of the first.
_RUBRIC = re.compile(r"^\S{0,6}(?:快讯|简讯|短讯|要闻|速览|速递|播报|集锦|动态|导读|摘要|一览)$")
_LEAST_PAGE = 300  # characters; less has no columns to be out of order


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
    if page.signed(i):
        return 0.0
    if unit.titled:
        stray = page.doubt(i) >= 1 and i + 1 == len(page)
        return 1.5 if _RUBRIC.search(unit.text) else 2.5 if stray else 5.0
    if page.cut(i):
        return 6.0
    return 0.7 + 5.0 * page.signedness


def starting(page: Page, i: int) -> float:
    """What it costs that an article starts with unit i."""
    unit = page.units[i]
    if unit.titled:
        return 0.3 + page.doubt(i) + 2.0 * (i in page.announced)
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


def moving(page: Page) -> list[Link]:
    """The links that would move a block from where it stands."""
    if sum(map(len, page.texts)) < _LEAST_PAGE:
        return []
    links = [*_joins(page), *_far_leads(page), *_leads_above(page), *_next_sections(page)]
    return [x for x in links if not (page.units[x.left].trusted or page.units[x.right].trusted)]


def _standing(page: Page, i: int) -> float:
    left, right = page.units[i], page.units[i + 1]
    if right.trusted and right.titled:
        return 0.0 if right.look == "heading" or right.block.article is not None else 9.0
    if right.look == "byline":
        return 0.3 if page.signed(i) else 0.0
    if left.titled:
        if right.titled:
            return _two_lines(page, i) if one_headline(page, i) else _text_below(page, i)
        return _below(page, i)
    if page.signed(i):
        return 6.0 if right.titled else 4.0
    if page.cut(i):
        if right.titled:
            return 5.0
        return min(seam_cost(page, i, i + 1) - _IN_PLACE, 5.0)
    if right.titled:
        named = _named_next(page, i, i + 1) if i + 1 in page.announced else None
        return min(named or 9.0, _section(page, i + 1), 0.2 + _as_text(page, i + 1))
    late = 6.0 if opens_late(right.text) else 0.0
    return 0.2 + late + 0.5 * page.parted(i) + (_drift(page, i) if page.drifts(i) else 0.0)


def _drift(page: Page, i: int) -> float:
    """What it costs that the next text follows although it seems to be of another matter."""
    return min(2.5, -1.3 * math.log((0.01 + page.flow(i)) / 0.05))


def _section(page: Page, i: int) -> float:
    """A headline inside an article: its section is about what the section before it is about.

    Fitted on articles of dev pages with their bylines taken off, see decisions/0021.
    """
    return max(0.8, -5.1 - 2.64 * math.log(0.01 + page.sections_alike(i)))


def one_headline(page: Page, i: int) -> bool:
    """Whether two headline-shaped neighbours read as one headline; else the second is a text."""
    return _two_lines(page, i) <= _text_below(page, i)


def _text_below(page: Page, i: int) -> float:
    return _as_text(page, i + 1) + _below(page, i)


def _two_lines(page: Page, i: int) -> float:
    """One headline over two lines: both short, and both about the text below them."""
    if page.parted(i):
        return 9.0
    if _RUBRIC.search(page.texts[i]):
        return 6.0
    short = max(len(page.texts[i]), len(page.texts[i + 1])) <= 20
    about = page.covered_by_run(i, i + 2) if i + 2 < len(page) else 0.0
    return (2.0 if short else 3.5) + 2.0 * (1 - min(1.0, about / 0.3))


def _below(page: Page, i: int) -> float:
    """A headline and the text below it."""
    late = 2.0 * opens_late(page.texts[i + 1])
    return 0.1 + 1.5 * (1 - page.covered_by_run(i, i + 1)) + page.doubt(i) + late


def _as_text(page: Page, i: int) -> float:
    """What it costs that a headline-shaped unit is the first half of a cut paragraph."""
    return max(0.0, 3.5 - page.doubt(i)) if page.broken else 9.0


def seam_cost(page: Page, i: int, j: int) -> float:
    """What it costs that unit j goes on where unit i stops in mid-sentence."""
    return min(9.0, max(-3.0, _SEAM_BASE - _seam(page, i, j) - _alike(page, i, j)))


def goes_on(page: Page, i: int) -> bool:
    """Whether the next unit on the page goes on in mid-sentence where unit i stops.

    Neighbours are of one matter anyhow: only the seam itself speaks.
    """
    return page.texts[i][-1] in _OPEN_ENDS or _seam(page, i, i + 1) >= _SEEN


def _seam(page: Page, i: int, j: int) -> float:
    found = features(page.texts[i], page.texts[j], page.habits)
    return sum(w * x for w, x in zip(_SEAM_WEIGHTS, found, strict=True))


def _alike(page: Page, i: int, j: int) -> float:
    """How much of one matter two units are, as a logarithm: about -12 to -1."""
    paragraphs = math.log(0.02 + likeness(page.alone(i), page.alone(j)))
    runs = math.log(0.02 + likeness(page.left_run(i), page.right_run(j)))
    return _PARAGRAPH_WEIGHT * paragraphs + _RUN_WEIGHT * runs


def _joins(page: Page) -> list[Link]:
    size = len(page)
    tails = [j for j in range(size) if _may_go_on(page, j)]
    # Where articles bear no bylines, the second half of one may stand right below the whole
    # sentence that ends another.
    hidden = [
        j
        for j in range(1, size)
        if page.signedness < 0.6 and page.units[j].look == "body" and not _may_go_on(page, j)
    ]
    links = []
    for i in range(size):
        unit = page.units[i]
        halved = page.cut(i) or (unit.titled and page.doubt(i) >= 1)
        ended = (
            unit.look == "body"
            and not unit.signed
            and not halved
            and (
                i + 1 == size
                or page.breaks_before(i + 1)
                or page.units[i + 1].titled
                or page.drifts(i)
            )
        )
        if halved:
            for j in _nearest(tails, i):
                if _apart(page, i, j):
                    shaped = _as_text(page, j) if page.units[j].titled else 0.0
                    if unit.titled:
                        # The second half of a sentence does not say the first again.
                        shaped += _as_text(page, i) + 5.0 * page.topics.covered(i, [j])
                    links.append(Link(i, j, "join", seam_cost(page, i, j) + shaped))
        elif ended:
            for j in _nearest(tails, i):
                if _apart(page, i, j) and not page.units[j].titled:
                    links.append(Link(i, j, "join", _paragraph_cost(page, i, j)))
        if page.cut(i):
            for j in _nearest(hidden, i):
                if _apart(page, i, j):
                    cost = seam_cost(page, i, j) + _HIDDEN
                    if cost < ending(page, i):
                        links.append(Link(i, j, "join", cost))
    return links


def _apart(page: Page, i: int, j: int) -> bool:
    return j != i + 1 and not page.one_run(j, i)


def _paragraph_cost(page: Page, i: int, j: int) -> float:
    """What it costs that unit j goes on where unit i ends a sentence: only the topic speaks."""
    return max(2.0, _PARAGRAPH_BASE - _alike(page, i, j)) + 6.0 * opens_late(page.texts[j])


def _nearest(tails: list[int], i: int) -> list[int]:
    """At most `_NEAR` on each side of i: what keeps the cost of a long document linear."""
    at = bisect(tails, i)
    return tails[max(0, at - _NEAR) : at + _NEAR]


def _may_go_on(page: Page, j: int) -> bool:
    unit = page.units[j]
    if unit.titled:
        return page.breaks_before(j) and page.doubt(j) >= 1
    return unit.look == "body" and (page.breaks_before(j) or page.drifts(j - 1))


def _far_leads(page: Page) -> list[Link]:
    """Headlines with no text below them, and texts with no headline above."""
    orphans = [
        i
        for i in range(len(page))
        if page.units[i].titled
        and (i + 1 == len(page) or page.units[i + 1].titled or page.doubt(i) >= 1)
    ]
    texts = [
        j
        for j in range(len(page))
        if page.units[j].look == "body" and page.breaks_before(j) and not opens_late(page.texts[j])
    ]
    return [
        Link(i, j, "lead", 1.0 + 5.0 * (1 - page.covered_by_run(i, j)))
        for i in orphans
        for j in _nearest(texts, i)
        if j != i + 1
    ]


def _leads_above(page: Page) -> list[Link]:
    """A lead printed over its headline: text, headline, text, after the end of something else."""
    links = []
    for j in range(len(page) - 2):
        lead, title, text = page.units[j : j + 3]
        if (
            lead.look == text.look == "body"
            and title.titled
            and lead.whole
            and not lead.signed
            and not opens_late(lead.text)
            and page.breaks_before(j)
        ):
            covered = page.topics.covered(j + 1, [j])
            if covered >= 0.4:
                links.append(Link(j + 1, j, "above", 0.5 * (1 - covered)))
                links.append(Link(j, j + 2, "over", 3.0))
    return links


def _next_sections(page: Page) -> list[Link]:
    """Sections far apart, in the order their lead names them."""
    links = []
    for i in range(len(page)):
        unit = page.units[i]
        stops = i + 1 == len(page) or page.breaks_before(i + 1) or page.units[i + 1].titled
        if unit.look == "body" and stops and not page.signed(i) and not page.cut(i):
            for j in page.announced:
                cost = _named_next(page, i, j)
                if cost is not None and j != i + 1 and not page.one_run(j, i):
                    links.append(Link(i, j, "section", cost))
    return links


def _named_next(page: Page, i: int, j: int) -> float | None:
    """What it costs that heading j, named by a lead, follows text i; None if i is another matter."""
    lead, place = page.announced[j]
    first = i
    while first != lead and first not in page.announced:
        if page.units[first].titled:
            return None
        if first == 0 or page.breaks_before(first):
            # Cut at its start, a section does not show its heading: then its matter decides.
            return 1.5 + _paragraph_cost(page, i, j) / 3
        first -= 1
    before = (lead, -1) if first == lead else page.announced[first]
    return 0.3 + 1.0 * (place != before[1] + 1) if before[0] == lead else None
