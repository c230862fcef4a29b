"""What it costs that one unit of a page goes on in another: the seam, and the matter of both.

Knows two units and the page's statistics; knows nothing of where they stand or of headlines. Costs
are minus the logarithm of how likely it is, as in `links`.
"""

import math

from pxtranslate.articles.looks import opens_late
from pxtranslate.articles.page import Page
from pxtranslate.articles.seams import features
from pxtranslate.articles.topics import likeness

# Fitted on dev pages cut and shuffled again, see decisions/0021: for the features of a seam, then for
# the logarithm of how alike the two paragraphs, and the runs of blocks around them, are.
_SEAM_WEIGHTS = (2.3, -2.7, 3.2, 1.5, 0.5, 0.3)
_PARAGRAPH_WEIGHT = 0.6
_RUN_WEIGHT = 2.4
_SEAM_BASE = -5.0
_PARAGRAPH_BASE = -4.0
_SEEN = 1.0  # a word across the seam, or two characters that the page holds elsewhere
_OPEN_MARKS = "，,、"  # without full stops a sentence may end in 的, too
_OPEN_ENDS = _OPEN_MARKS + "的和与及在把被将对从向"


def seam_cost(page: Page, i: int, j: int) -> float:
    """What it costs that unit j goes on where unit i stops in mid-sentence."""
    return min(9.0, max(-3.0, _SEAM_BASE - _seam(page, i, j) - _alike(page, i, j)))


def goes_on(page: Page, i: int, j: int) -> bool:
    """Whether unit j, the next on the page, goes on in mid-sentence where unit i stops.

    Neighbours are of one matter anyhow: only the seam itself speaks.
    """
    if page.texts[i][-1] in (_OPEN_MARKS if page.ragged else _OPEN_ENDS) or opens_late(
        page.texts[j]
    ):
        return True
    return _seam(page, i, j) >= _SEEN


def _seam(page: Page, i: int, j: int) -> float:
    found = features(page.texts[i], page.texts[j], page.habits)
    return sum(w * x for w, x in zip(_SEAM_WEIGHTS, found, strict=True))


def _alike(page: Page, i: int, j: int) -> float:
    """How much of one matter two units are, as a logarithm: about -12 to -1."""
    paragraphs = math.log(0.02 + likeness(page.alone(i), page.alone(j)))
    runs = math.log(0.02 + likeness(page.left_run(i), page.right_run(j)))
    return _PARAGRAPH_WEIGHT * paragraphs + _RUN_WEIGHT * runs


def paragraph_cost(page: Page, i: int, j: int) -> float:
    """What it costs that unit j goes on where unit i ends a sentence: only the topic speaks."""
    return max(2.0, _PARAGRAPH_BASE - _alike(page, i, j)) + 6.0 * opens_late(page.texts[j])
