"""What the checks of this program say of translations: how often what is wrong, and how risky.

Every system is judged alike: sentence pairs alone, no glossary, no ledger of names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pxtranslate.checks.base import Pair
from pxtranslate.checks.run import judge
from pxtranslate.config import Checks
from pxtranslate.records import Issue

RATES: dict[str, tuple[str, ...]] = {
    "figures": ("numbers", "dates"),
    "names": ("names",),
    "Han left": ("leftover", "language"),
    "omitted": ("omission",),
}
"""What a column is called, and the checks whose errors it counts."""
BANDS = 5
"""Of risk: each holds as many sentences."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the checks say of each sentence of one system."""

    issues: tuple[tuple[Issue, ...], ...]
    risks: tuple[float, ...]
    failed: int
    """Sentences without a target."""

    def counts(self) -> dict[str, int]:
        """Sentences with an error, by column; and those in doubt."""
        found = {
            name: sum(
                any(i.check in checks and i.severity == "error" for i in issues)
                for issues in self.issues
            )
            for name, checks in RATES.items()
        }
        doubt = sum(any(i.check == "doubt" for i in issues) for issues in self.issues)
        return {**found, "in doubt": doubt}


@dataclass(frozen=True, slots=True)
class Band:
    """Some sentences of like risk."""

    risk: float
    """Their mean."""
    value: float
    """The mean of what the risk is held against."""
    sentences: int


def judged(sources: Sequence[str], targets: Sequence[str | None]) -> Judged:
    """Run every check over every pair; a sentence without a target has a risk of 1."""
    settings, seen = Checks(), dict[str, str]()
    found = [
        ((), 1.0) if target is None else judge(Pair(source, target), settings, seen)
        for source, target in zip(sources, targets, strict=True)
    ]
    return Judged(
        tuple(issues for issues, _ in found),
        tuple(risk for _, risk in found),
        sum(target is None for target in targets),
    )


def bands(risks: Sequence[float], values: Sequence[float]) -> list[Band]:
    """Cut the sentences, ordered by risk, into bands; the mean of `values` in each."""
    ordered = sorted(zip(risks, values, strict=True))
    cuts = [len(ordered) * n // BANDS for n in range(BANDS + 1)]
    groups = [ordered[a:b] for a, b in pairwise(cuts) if b > a]
    return [
        Band(
            sum(risk for risk, _ in group) / len(group),
            sum(value for _, value in group) / len(group),
            len(group),
        )
        for group in groups
    ]
