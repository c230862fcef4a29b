"""The three drawings of a report, as the shapes an SVG needs: no script, no library.

Scores with their intervals, quality against speed, and whether risk can be relied on. Numbers in,
coordinates out; the template draws them.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from pxtranslate.evaluation.compare import Row
from pxtranslate.evaluation.rates import Band
from pxtranslate.text import visible

WIDTH = 680
COLOURS = 6
"""Series have the classes c0 to c5, and begin again."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 170, 20, 14, 42
_ROW = 26
_LEAST = 1e-3
"""Two values nearer than this are drawn as one."""
_LONGEST = 24
"""Characters of a name that a drawing has room for."""

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Line:
    """From a point to a point."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A point that was measured; `tooltip` shows where a pointer rests."""

    x: float
    y: float
    kind: str
    tooltip: str


@dataclass(frozen=True, slots=True)
class Text:
    """A few words."""

    x: float
    y: float
    anchor: Anchor
    words: str


@dataclass(slots=True)
class Plot:
    """A drawing."""

    title: str
    caption: str
    """What it shows, in a sentence."""
    height: float
    lines: list[Line] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)


def intervals(rows: Sequence[Row], metric: str) -> Plot:
    """A line a system: its score, and the interval round it."""
    scores = [row.scores[metric] for row in rows]
    low = min(one.value - one.within for one in scores)
    high = max(one.value + one.within for one in scores)
    plot = Plot(metric, f"{metric} with 95 % intervals", _TOP + _ROW * len(rows) + _BOTTOM)
    across = _axis_across(plot, low, high, metric)
    for n, (row, score) in enumerate(zip(rows, scores, strict=True)):
        y = _TOP + _ROW * (n + 0.5)
        kind = f"c{n % COLOURS}"
        ends = across(score.value - score.within), across(score.value + score.within)
        plot.texts.append(Text(_LEFT - 12, y + 4, "end", _short(row.name)))
        plot.lines.append(Line(ends[0], y, ends[1], y, f"interval {kind}"))
        tooltip = f"{row.name}: {score.value:.1f} ±{score.within:.1f}"
        plot.dots.append(Dot(across(score.value), y, kind, tooltip))
    return plot


def quality_by_speed(rows: Sequence[Row], characters: int) -> Plot | None:
    """chrF against characters a CPU second, of the systems that were timed; None for none."""
    timed = [(n, row, characters / row.cost.cpu) for n, row in enumerate(rows) if row.cost]
    if not timed:
        return None
    scores = [row.scores["chrF2"].value for _, row, _ in timed]
    plot = Plot("Quality against speed", "chrF2 by Chinese characters a CPU second", 260)
    across = _axis_across(
        plot,
        min(speed for _, _, speed in timed),
        max(speed for _, _, speed in timed),
        "characters a CPU second, loading included",
    )
    up = _axis_up(plot, min(scores), max(scores))
    for n, row, speed in timed:
        x, y = across(speed), up(row.scores["chrF2"].value)
        tooltip = f"{row.name}: {row.scores['chrF2'].value:.1f}, {speed:,.1f} a CPU second"
        plot.dots.append(Dot(x, y, f"c{n % COLOURS}", tooltip))
        inside = x < WIDTH * 0.7
        plot.texts.append(
            Text(x + (9 if inside else -9), y + 4, "start" if inside else "end", _short(row.name))
        )
    return plot


def by_risk(rows: Sequence[Row]) -> Plot:
    """The chrF of sentences by their risk: it falls where risk tells weak ones from good ones."""
    found = [(n, row.name, row.by_risk) for n, row in enumerate(rows)]
    return _curves(
        found,
        "Does risk tell the weak sentences?",
        f"mean chrF2 of a fifth of the sentences by their mean risk ({_names(found)})",
    )


def reliability(rows: Sequence[Row]) -> Plot | None:
    """The share of major errors readers found by risk, and where it should lie; None for no judges."""
    found = [(n, row.name, row.reliability) for n, row in enumerate(rows) if row.reliability]
    if not found:
        return None
    plot = _curves(
        found,
        "Reliability of risk",
        f"share of sentences in which readers found a major error, by risk ({_names(found)});"
        " on the dotted line risk is that share",
        (0.0, 1.0),
    )
    plot.lines.append(
        Line(_LEFT, plot.height - _BOTTOM, WIDTH - _RIGHT, _TOP, "ideal"),
    )
    return plot


def _names(found: Sequence[tuple[int, str, Sequence[Band]]]) -> str:
    return ", ".join(visible(name) for _, name, _ in found)


def _curves(
    found: Sequence[tuple[int, str, Sequence[Band]]],
    title: str,
    caption: str,
    within: tuple[float, float] | None = None,
) -> Plot:
    bands = [band for _, _, one in found for band in one]
    values = [band.value for band in bands]
    plot = Plot(title, caption, 260)
    risks = [band.risk for band in bands]
    left, right = within or (min(risks), max(risks))
    across = _axis_across(plot, left, right, "risk")
    low, high = within or (min(values), max(values))
    up = _axis_up(plot, low, high)
    for n, name, one in found:
        kind = f"c{n % COLOURS}"
        for band in one:
            about = f"{name}: risk {band.risk:.2f}, {band.value:.2f}, {band.sentences} sentences"
            plot.dots.append(Dot(across(band.risk), up(band.value), kind, about))
        for a, b in pairwise(one):
            plot.lines.append(
                Line(across(a.risk), up(a.value), across(b.risk), up(b.value), f"curve {kind}")
            )
    return plot


def _axis_across(plot: Plot, low: float, high: float, words: str) -> Callable[[float], float]:
    """Draw the lower axis with its ticks; what turns a value into a coordinate."""
    bottom, (low, high) = plot.height - _BOTTOM, _roomy(low, high)
    place = _scale(low, high, _LEFT, WIDTH - _RIGHT)
    plot.lines.append(Line(_LEFT, bottom, WIDTH - _RIGHT, bottom, "axis"))
    for tick in ticks(low, high):
        plot.lines.append(Line(place(tick), _TOP, place(tick), bottom, "grid"))
        plot.texts.append(Text(place(tick), bottom + 15, "middle", f"{tick:,g}"))
    plot.texts.append(Text(WIDTH - _RIGHT, plot.height - 6, "end", words))
    return place


def _axis_up(plot: Plot, low: float, high: float) -> Callable[[float], float]:
    bottom, (low, high) = plot.height - _BOTTOM, _roomy(low, high)
    place = _scale(low, high, bottom, _TOP)
    plot.lines.append(Line(_LEFT, _TOP, _LEFT, bottom, "axis"))
    for tick in ticks(low, high):
        plot.lines.append(Line(_LEFT, place(tick), WIDTH - _RIGHT, place(tick), "grid"))
        plot.texts.append(Text(_LEFT - 8, place(tick) + 4, "end", f"{tick:,g}"))
    return place


def _roomy(low: float, high: float) -> tuple[float, float]:
    """The ends of an axis: no point lies on its edge, and one value alone in its middle."""
    if (low, high) == (0.0, 1.0):
        return low, high
    spread = high - low if high - low > _LEAST else 1.0
    return low - spread * 0.06, high + spread * 0.06


def _scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    return lambda value: round(start + (end - start) * (value - low) / (high - low), 1)


def ticks(low: float, high: float) -> list[float]:
    """Three to seven round numbers between two."""
    rough = (high - low) / 5
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * by for by in (1, 2, 5, 10) if size * by >= rough)
    first, last = math.ceil(low / step), math.floor(high / step)
    return [round(n * step, 10) for n in range(first, last + 1)]


def _short(name: str) -> str:
    text = visible(name)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
