"""report.html of a tuning: scores, loss and score as drawings, samples before and after.

No script, no outside file: the content policy lets in this page's own style sheet and nothing else.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pxtranslate.finetune.checkpoint import Standing
from pxtranslate.finetune.select import Pair
from pxtranslate.output.templates import fill
from pxtranslate.text import visible

SAMPLES = 20
_WIDTH, _HEIGHT, _MARGIN = 640, 180, 44


def render(name: str, facts: Mapping[str, Any], standing: Standing, dev: Sequence[Pair]) -> bytes:
    """Return the page as UTF-8."""
    rows = [
        tuple(map(visible, (pair.zh, pair.en, old, new)))
        for pair, old, new in zip(dev, standing.before, standing.after, strict=True)
    ]
    return fill(
        "finetune",
        "report.html.j2",
        name=visible(name),
        facts=facts,
        dropped=sorted(facts["pairs"]["dropped"].items(), key=lambda item: -item[1]),
        plots=[
            ("Loss of a token, by step", plot(standing.losses)),
            ("chrF of the set-aside pairs, by step", plot(standing.scores)),
        ],
        samples=rows[:: max(1, len(rows) // SAMPLES)][:SAMPLES],
    )


def plot(points: Sequence[tuple[int, float]]) -> dict[str, Any] | None:
    """A line through points as the numbers an SVG needs; None for fewer than two points."""
    if len(points) < 2:
        return None
    first, last = points[0][0], points[-1][0]
    values = [value for _, value in points]
    low, high = min(values), max(values)
    spread = high - low or 1.0
    across, down = _WIDTH - 2 * _MARGIN, _HEIGHT - _MARGIN
    line = " ".join(
        f"{_MARGIN + across * (step - first) / max(1, last - first):.1f},"
        f"{10 + (down - 10) * (high - value) / spread:.1f}"
        for step, value in points
    )
    return {
        "line": line,
        "low": f"{low:.2f}",
        "high": f"{high:.2f}",
        "first": first,
        "last": last,
        "width": _WIDTH,
        "height": _HEIGHT,
        "margin": _MARGIN,
        "down": down,
    }
