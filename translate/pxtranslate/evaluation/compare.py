"""Systems beside each other: one row each of scores, rates and cost, and what changed since before."""

from collections.abc import Sequence
from dataclasses import dataclass

from pxtranslate.evaluation import scores
from pxtranslate.evaluation.measure import Cost, Result
from pxtranslate.evaluation.rates import Band, Judged, bands, judged
from pxtranslate.evaluation.reference import Outputs, ReferenceSet
from pxtranslate.evaluation.scores import Score

CHANCE = 0.05
"""A difference less likely than this to be chance is told as one."""
SHOWN = 12
"""Sentences shown: those on which the systems differ most."""


@dataclass(frozen=True, slots=True)
class Row:
    """One system."""

    name: str
    scores: dict[str, Score]
    counts: dict[str, int]
    failed: int
    cost: Cost | None
    targets: tuple[str | None, ...]
    chrf: tuple[float, ...]
    """Of each sentence."""
    by_risk: tuple[Band, ...]
    """chrF against risk."""
    reliability: tuple[Band, ...]
    """The share of major errors that readers found, against risk; empty where nobody judged."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a system since it was measured last."""

    name: str
    since: str
    version: str
    same_model: bool
    before: dict[str, float]
    scores: dict[str, Score]

    @property
    def worse(self) -> list[str]:
        """The metrics that fell by more than chance."""
        return [
            metric
            for metric, now in self.scores.items()
            if now.value < self.before[metric] and (now.p or 0) < CHANCE
        ]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that a report tells."""

    over: ReferenceSet
    rows: tuple[Row, ...]
    signatures: dict[str, str]
    changes: tuple[Change, ...]
    results: tuple[Result, ...]
    shown: tuple[int, ...]
    """Numbers of the sentences on which the systems differ most."""


def compare(
    over: ReferenceSet,
    measured: Sequence[tuple[Result, Result | None]],
    others: Sequence[Outputs],
) -> Comparison:
    """Score and judge results and other systems' outputs; the first is the baseline of the rest."""
    ours = [(one.system, one.targets, one.cost, ()) for one, _ in measured]
    columns = [*ours, *((one.name, one.targets, None, one.major) for one in others)]
    found = scores.score([targets for _, targets, _, _ in columns], over.references)
    rows = [
        _row(over, name, targets, cost, major, {m: s[n] for m, s in found.by_metric.items()})
        for n, (name, targets, cost, major) in enumerate(columns)
    ]
    return Comparison(
        over,
        tuple(rows),
        found.signatures,
        tuple(_change(over, now, before) for now, before in measured if before),
        tuple(one for one, _ in measured),
        _most_different(rows),
    )


def _row(
    over: ReferenceSet,
    name: str,
    targets: tuple[str | None, ...],
    cost: Cost | None,
    major: Sequence[bool],
    found: dict[str, Score],
) -> Row:
    checked: Judged = judged(over.sources, targets)
    chrf = scores.by_sentence(targets, over.references)
    return Row(
        name,
        found,
        checked.counts(),
        checked.failed,
        cost,
        targets,
        tuple(chrf),
        tuple(bands(checked.risks, chrf)),
        tuple(bands(checked.risks, [float(one) for one in major])) if major else (),
    )


def _change(over: ReferenceSet, now: Result, before: Result) -> Change:
    found = scores.score([before.targets, now.targets], over.references).by_metric
    return Change(
        now.system,
        before.made,
        before.version,
        now.engine == before.engine,
        {metric: both[0].value for metric, both in found.items()},
        {metric: both[1] for metric, both in found.items()},
    )


def _most_different(rows: Sequence[Row]) -> tuple[int, ...]:
    """Where systems are furthest apart; of one system alone, where it is furthest from the reference."""
    each = list(zip(*(row.chrf for row in rows), strict=True))
    apart = [max(one) - min(one) if len(rows) > 1 else -one[0] for one in each]
    return tuple(sorted(range(len(apart)), key=lambda n: -apart[n])[:SHOWN])
