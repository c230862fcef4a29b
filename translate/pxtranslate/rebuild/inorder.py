"""Articles from a page that is read as it stands: where one ends and the next begins.

Knows the looks of blocks and the plain conventions of a page; moves nothing.
"""

from collections.abc import Sequence

from pxtranslate.rebuild.compose import Item, Step
from pxtranslate.rebuild.units import Unit, is_whole
from pxtranslate.records import Role


def read_in_order(units: Sequence[Unit]) -> list[Item]:
    """Cut the blocks into items without changing their order.

    A headline opens an article unless the article before is still open (no byline yet) on a page
    whose articles are signed: then it is a heading. Two headlines in a row are one over two lines
    where both are short. A caption between two finished blocks is an item of its own.
    """
    signed_page = any(unit.signed and unit.look == "body" for unit in units)
    items: list[Item] = []
    steps: list[Step] = []

    def close() -> None:
        if steps:
            items.append(("article", tuple(steps)))
            steps.clear()

    for unit in units:
        before = units[unit.index - 1] if unit.index else None
        if before is not None and unit.block.article != before.block.article:
            close()
        if unit.look == "caption" and not (steps and not units[steps[-1].unit].signed):
            close()
            items.append(("caption", (Step(unit.index, "caption"),)))
        elif unit.titled:
            last = steps[-1] if steps else None
            two_lines = last is not None and last.role in ("title", "heading")
            if last is not None and two_lines and len(unit.text) + len(units[last.unit].text) <= 40:
                steps.append(Step(unit.index, last.role, glued=True))
            elif last is not None and _stays_open(units, last.unit, unit, signed_page):
                steps.append(Step(unit.index, "heading"))
            else:
                close()
                steps.append(Step(unit.index, "title"))
        else:
            if steps and unit.look == "body" and units[steps[-1].unit].signed:
                close()
            role: Role = "caption" if unit.look == "caption" else "body"
            if unit.look == "byline":
                role = "byline"
            elif role == "body" and steps and steps[-1].role == "title":
                role = "lead"
            steps.append(Step(unit.index, role))
    close()
    return items


def _stays_open(units: Sequence[Unit], last: int, unit: Unit, signed_page: bool) -> bool:
    """Whether a headline after the unit `last` is a heading inside the same article."""
    if unit.trusted:
        return unit.look == "heading" or unit.block.article is not None
    before = units[last]
    return signed_page and before.look == "body" and not before.signed and is_whole(before.text)
