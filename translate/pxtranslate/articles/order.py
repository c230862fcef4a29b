"""The reading order of a page: the cheapest set of links over the whole page, as items.

Knows links and costs, and turns the paths they form into articles; what a link costs is the business
of `links`. Captions stay out of the sum and are put back where they stood.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence

from pxtranslate.articles.compose import Item, Step
from pxtranslate.articles.continuing import goes_on
from pxtranslate.articles.links import Link, ending, one_headline, standing, starting
from pxtranslate.articles.looks import Unit
from pxtranslate.articles.moves import moving
from pxtranslate.articles.page import Page
from pxtranslate.articles.paths import assign_paths
from pxtranslate.articles.seams import figures_meet
from pxtranslate.assignment import Costs
from pxtranslate.records import Kind, Role

# A notice is headed by the word itself; “发布公告” is news of one.
_HEADS: frozenset[Role] = frozenset(["title", "byline", "caption"])
_NOTICE = re.compile(
    r"(?<!发布)(?<!发表)(?<!公布)(?:公告|启事|通告|公示|讣告|更正|(?:遗失|严正|郑重)声明)$"
)


def order(units: Sequence[Unit], keep_order: bool) -> list[Item]:
    """Find the articles of a page, each in reading order, in the order they stand on the page.

    With `keep_order` only blocks that stand one after the other are linked.
    """
    page = Page(units)
    links = standing(page) + ([] if keep_order else moving(page))
    chosen, sure = _choose(page, links)
    opened = page.opened_along(_paths(len(page), chosen))
    if opened != page.opened:
        # Which byline opens which text is only known once the page is in order.
        page.opened = opened
        chosen, sure = _choose(page, links)
    items: list[tuple[int, Item]] = []
    for path in _paths(len(page), chosen):
        steps = _steps(page, path, chosen, sure, keep_order)
        # An article stands where its text does: a headline may lie at the far end of the page.
        texts = [s.unit for s in steps if s.role != "title"] or [s.unit for s in steps]
        items.append((min(texts), (_kind(units, steps), tuple(steps))))
    whole = _with_heads(units, _with_captions(units, items, keep_order), keep_order)
    return [item for _, item in sorted(whole, key=lambda x: x[0])]


def _choose(page: Page, links: Sequence[Link]) -> tuple[dict[int, Link], dict[int, float]]:
    """The cheapest set of links, by their left sides, and how sure each is."""
    size = len(page)
    ends = [ending(page, i) for i in range(size)]
    starts = [starting(page, i) for i in range(size)]
    known: dict[tuple[int, int], Link] = {}
    costs: list[dict[int, float]] = [{} for _ in range(size)]
    for link in links:
        gain = link.cost - ends[link.left] - starts[link.right]
        if gain < costs[link.left].get(link.right, 0.0):
            costs[link.left][link.right] = gain
            known[link.left, link.right] = link
    after = assign_paths(costs)
    chosen = {left: known[left, right] for left, right in after.items()}
    return chosen, _confidences(costs, after)


def _paths(size: int, chosen: Mapping[int, Link]) -> list[list[int]]:
    """The units that follow each other, in order, each of `size` units in one path."""
    followed = {link.right for link in chosen.values()}
    paths = []
    for first in range(size):
        if first in followed:
            continue
        path = [first]
        while path[-1] in chosen:
            path.append(chosen[path[-1]].right)
        paths.append(path)
    return paths


def _kind(units: Sequence[Unit], steps: Sequence[Step]) -> Kind:
    title = "".join(units[step.unit].text for step in steps if step.role == "title")
    return "notice" if _NOTICE.search(title) else "article"


def _steps(
    page: Page, path: list[int], chosen: dict[int, Link], sure: dict[int, float], keep_order: bool
) -> list[Step]:
    steps: list[Step] = []
    roles: set[Role] = set()
    for n, i in enumerate(path):
        unit = page.units[i]
        link = chosen.get(path[n - 1]) if n else None
        role: Role = "body"
        if unit.look == "byline":
            role = "byline"
        elif unit.titled and not _as_text(page, link, chosen.get(i)):
            role = "title" if _heads(unit, roles, keep_order) else "heading"
        elif "title" in roles and roles <= _HEADS:
            role = "lead"
        if link is None:
            steps.append(Step(unit.index, role))
            roles.add(role)
            continue
        moved = link.kind != "stand"
        two_lines = role in ("title", "heading") and steps[-1].role == role and not unit.trusted
        sections = page.units[link.left].numbered or unit.numbered
        if two_lines and (sections or figures_meet(page.texts[link.left], unit.text)):
            role, two_lines = "heading", False
        # Between the halves may stand “下转第三版” and “上接第一版”, and the number of a page.
        half = n - 1
        while half > 0 and page.passing(path[half]):
            half -= 1
        joined = any(chosen[left].kind in ("join", "jump") for left in path[half:n])
        halved = page.cut(path[half]) or page.units[path[half]].titled
        glued = role in ("body", "lead") and joined and halved
        stands = all(chosen[left].kind == "stand" for left in path[half:n])
        if stands and page.cut(path[half]) and role in ("body", "lead"):
            # What a reader told apart (rows, paragraphs, items of a list) stays so, however it reads on.
            between = (half < n - 1 or page.turned(path[half])) and not page.ragged
            glued = not (keep_order or unit.trusted) and (between or goes_on(page, path[half], i))
        if glued:
            role = steps[half].role
        steps.append(
            Step(
                unit.index,
                role,
                glued=two_lines or glued,
                confidence=sure[link.left] if moved or glued else None,
            )
        )
        roles.add(role)
    # What stands above the first headline of a page comes below it.
    title = next((n for n, step in enumerate(steps) if step.role == "title"), 0)
    return [*steps[title : title + 1], *steps[:title], *steps[title + 1 :]]


def _heads(unit: Unit, before: set[Role], keep_order: bool) -> bool:
    """Whether a headline-shaped unit is the article's headline, or another line of it.

    `before`: the roles of what the article has so far.
    """
    if unit.trusted and before == {"title"}:
        return False  # the reader told a subtitle, or the first line of the text, from the title
    if unit.numbered and "title" in before:
        return False
    return before <= {"title"} or (before == {"byline"} and not keep_order)


def _as_text(page: Page, link: Link | None, onward: Link | None) -> bool:
    """Whether its links make a headline-shaped unit half of a paragraph."""
    if any(one is not None and one.kind == "join" for one in (link, onward)):
        return True
    if link is None or link.kind != "stand" or not page.units[link.left].titled:
        return False
    return not page.units[link.right].numbered and not one_headline(page, link.left)


def _confidences(costs: Costs, after: dict[int, int]) -> dict[int, float]:
    """How sure each chosen link is: what it would cost to do without it, as a probability.

    Doing without means that its left side takes another column and whoever held that takes ours or
    stays alone, or that ours goes to a row that is alone. Longer exchanges are left out: they are
    rare, and each would cost a solution of the whole.
    """
    holder = {column: row for row, column in after.items()}
    alone: dict[int, float] = {}
    for row, options in enumerate(costs):
        if row not in after:
            for column, cost in options.items():
                alone[column] = min(cost, alone.get(column, 0.0))
    sure = {}
    for left, right in after.items():
        ours = costs[left][right]
        rivals = [0.0, alone.get(right, 0.0)]
        for column, cost in costs[left].items():
            other = holder.get(column)
            if other is None:
                rivals.append(cost)
            elif other != left:
                freed = min(0.0, costs[other].get(right, 0.0)) - costs[other][column]
                rivals.append(cost + freed)
        sure[left] = round(1 / (1 + math.exp(ours - min(rivals))), 3)
    return sure


def _with_captions(
    units: Sequence[Unit], items: list[tuple[int, Item]], keep_order: bool
) -> list[tuple[int, Item]]:
    """Put captions back: inside an article that runs on around them, else as items of their own."""

    def place(unit: Unit, owner: Mapping[int, int], placed: Placed) -> Place | None:
        earlier = (u for u in range(unit.index - 1, -1, -1) if u in owner)
        before = next((u for u in earlier if units[u].look != "caption"), None)
        if before is None:
            return None
        steps = placed[owner[before]]
        at = next(n for n, step in enumerate(steps) if step.unit == before) + 1
        while at < len(steps) and steps[at].role == "caption":
            at += 1
        runs_on = at < len(steps) and steps[at].confidence is None and not steps[at].glued
        return (owner[before], at) if runs_on and (keep_order or units[before].whole) else None

    captions = [unit for unit in units if unit.look == "caption"]
    return _put_back(captions, items, "caption", "caption", place)


def _with_heads(
    units: Sequence[Unit], items: list[tuple[int, Item]], keep_order: bool
) -> list[tuple[int, Item]]:
    """Put running heads back, each below what it stands below; one above all, below the first headline."""

    def place(unit: Unit, owner: Mapping[int, int], placed: Placed) -> Place | None:
        above = owner.get(unit.index - 1)
        if above is not None:
            steps = placed[above]
            return above, next(n for n, one in enumerate(steps) if one.unit == unit.index - 1) + 1
        below = set(range(unit.index, len(units))) & set(owner)
        if keep_order or not below:
            return None
        first = owner[min(below)]
        return first, sum(one.role == "title" for one in placed[first][:2])

    heads = [unit for unit in units if unit.running]
    return _put_back(heads, items, "article", "byline", place)


Placed = Sequence[Sequence[Step]]
"""The steps of each item."""
Place = tuple[int, int]
"""Which item, and where in it."""


def _put_back(
    asides: Sequence[Unit],
    items: list[tuple[int, Item]],
    kind: Kind,
    role: Role,
    place: Callable[[Unit, Mapping[int, int], Placed], Place | None],
) -> list[tuple[int, Item]]:
    """Put what was set aside where `place` says, in order; what has no place is an item of its own.

    `place` is told which item holds a unit, those put back before it among them.
    """
    owner = {step.unit: n for n, (_, (_, steps)) in enumerate(items) for step in steps}
    placed = [list(steps) for _, (_, steps) in items]
    loose: list[tuple[int, Item]] = []
    for unit in asides:
        step, where = Step(unit.index, role), place(unit, owner, placed)
        if where is None:
            loose.append((unit.index, (kind, (step,))))
        else:
            placed[where[0]].insert(where[1], step)
            owner[unit.index] = where[0]
    kept = [(at, (before, tuple(placed[n]))) for n, (at, (before, _)) in enumerate(items)]
    return [*kept, *loose]
