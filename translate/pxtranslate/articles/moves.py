"""The links that would move a block from where it stands on its page, and what each costs.

Knows how newspaper pages come apart: paragraphs cut by a column break, headlines far from their
text, leads printed over the headline, sections scattered over the page. Only places where
something may have come apart are linked, so that a page in order has nothing to choose.
"""

from bisect import bisect
from statistics import median

from pxtranslate.articles.continuing import paragraph_cost, seam_cost
from pxtranslate.articles.links import Link, as_text, ending
from pxtranslate.articles.looks import opens_late
from pxtranslate.articles.page import Page

_NEAR = 32  # candidates on each side of a cut; a newspaper page has at most a dozen cuts
_NEAR_JUMPS = 8  # a page of news has five at most
_HIDDEN = 1.5
_IN_ITS_ROW = -2.0
_JUMP = -9.0  # whatever else, as costs of seams are at most 9
_MOST_CUTS = 20  # or a third of the blocks; more is a text without full stops, not a cut one
_MOST_UNITS = 3_000  # a page has a few hundred; more is a book or a year of news, in its order
_LEAST_PAGE = 300  # characters; less has no columns to be out of order
_LEAST_TEXT = (
    30  # characters of the median text; that of lists and verse has 27, of pages in columns 49
)


def moving(page: Page) -> list[Link]:
    """The links that would move a block from where it stands."""
    across = [Link(i, j, "lead", _IN_ITS_ROW) for i, j in page.across.items()]
    return [*_jumps(page), *across, *_moving(page)]


def _moving(page: Page) -> list[Link]:
    if len(page) > _MOST_UNITS:
        return []
    cuts = sum(page.cut(i) for i in range(len(page)))
    if sum(map(len, page.texts)) < _LEAST_PAGE or cuts > max(_MOST_CUTS, len(page) / 3):
        return []
    lengths = [len(unit.text) for unit in page.units if unit.look == "body"]
    if page.ragged or (lengths and median(lengths) < _LEAST_TEXT):
        return []
    links = [*_joins(page), *_far_leads(page), *_leads_above(page)]
    return [x for x in links if not (page.units[x.left].trusted or page.units[x.right].trusted)]


def _jumps(page: Page) -> list[Link]:
    """From “下转第三版” to “上接第一版”, or to the headline right above that."""
    tails = [j for j in range(len(page)) if page.units[j].marks.since]
    links = []
    for i in range(len(page)):
        for j in _nearest(tails, i, _NEAR_JUMPS) if page.units[i].marks.onward else ():
            first = j - 1 if j > 0 and page.units[j - 1].titled else j
            together = page.units[i].block.article == page.units[j].block.article
            if i != j and i != first and together:
                links.append(Link(i, first, "jump", _JUMP + seam_cost(page, i, j)))
    return links


def _joins(page: Page) -> list[Link]:
    size = len(page)
    tails = [j for j in range(size) if _may_go_on(page, j)]
    # Where articles bear no bylines, the second half of one may stand right below the whole
    # sentence that ends another.
    hidden = [
        j
        for j in range(1, size)
        if page.signedness < 0.6
        and page.units[j].look == "body"
        and not _may_go_on(page, j)
        and not page.since(j)
    ]
    links = []
    for i in range(size):
        unit = page.units[i]
        if page.onward(i):
            continue  # a mark says where it goes on
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
                    shaped = as_text(page, j) if page.units[j].titled else 0.0
                    if unit.titled:
                        # The second half of a sentence does not say the first again.
                        shaped += as_text(page, i) + 5.0 * page.topics.covered(i, [j])
                    links.append(Link(i, j, "join", seam_cost(page, i, j) + shaped))
        elif ended:
            for j in _nearest(tails, i):
                if _apart(page, i, j) and not page.units[j].titled:
                    links.append(Link(i, j, "join", paragraph_cost(page, i, j)))
        if page.cut(i):
            for j in _nearest(hidden, i):
                if _apart(page, i, j):
                    cost = seam_cost(page, i, j) + _HIDDEN
                    if cost < ending(page, i):
                        links.append(Link(i, j, "join", cost))
    return links


def _apart(page: Page, i: int, j: int) -> bool:
    return j != i + 1 and not page.one_run(j, i)


def _nearest(tails: list[int], i: int, near: int = _NEAR) -> list[int]:
    """At most `near` on each side of i: what keeps the cost of a long document linear."""
    at = bisect(tails, i)
    return tails[max(0, at - near) : at + near]


def _may_go_on(page: Page, j: int) -> bool:
    unit = page.units[j]
    if page.since(j):
        return False
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
        if page.units[j].look == "body"
        and page.breaks_before(j)
        and not opens_late(page.texts[j])
        and not page.since(j)
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
