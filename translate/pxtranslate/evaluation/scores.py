"""BLEU and chrF by sacreBLEU, with its signatures, intervals, and tests of one system against another.

Paired bootstrap (Koehn, EMNLP 2004) as sacreBLEU does it: 1,000 samples, seed 12345 unless
`SACREBLEU_SEED` says otherwise. sacreBLEU is the `evaluate` extra.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from pxtranslate.errors import PxError

HOW_TO_INSTALL = "scores need sacreBLEU: pip install 'pxtranslate[evaluate]'"
METRICS = ("BLEU", "chrF2")


@dataclass(frozen=True, slots=True)
class Score:
    """A corpus score, 0 to 100."""

    value: float
    within: float
    """Half of its 95 % interval."""
    p: float | None = None
    """How likely so large a difference from the first system is by chance; None for the first."""


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of some systems, in their order, by metric."""

    by_metric: dict[str, tuple[Score, ...]]
    signatures: dict[str, str]


def require() -> None:
    """Raise PxError if the extra is missing."""
    if find_spec("sacrebleu") is None:
        raise PxError(HOW_TO_INSTALL)


def score(targets: Sequence[Sequence[str | None]], references: Sequence[str]) -> Scores:
    """Score systems beside each other; each is tested against the first.

    A sentence without a target counts as an empty one.
    """
    from sacrebleu.metrics import bleu, chrf
    from sacrebleu.significance import PairedTest

    named: list[tuple[str, Sequence[str]]] = [
        (str(n), [one or "" for one in lines]) for n, lines in enumerate(targets)
    ]
    test = PairedTest(
        named, {"BLEU": bleu.BLEU(), "chrF2": chrf.CHRF()}, [list(references)], test_type="bs"
    )
    signatures, found = test()
    return Scores(
        {name: tuple(_score(one, found[name][0]) for one in found[name]) for name in METRICS},
        {name: str(signatures[name]) for name in METRICS},
    )


def _score(result: Any, first: Any) -> Score:
    p = None if result.p_value is None else float(result.p_value)
    if p is not None and result.score == first.score:
        p = 1.0  # sacreBLEU 2.6 counts larger differences than none, finds none, and says 0.001
    return Score(float(result.score), float(result.ci), p)


def by_sentence(targets: Sequence[str | None], references: Sequence[str]) -> list[float]:
    """chrF2 of each sentence alone: rough, good for an order and for means."""
    from sacrebleu.metrics import chrf

    metric = chrf.CHRF()
    return [
        float(metric.sentence_score(target or "", [reference]).score)
        for target, reference in zip(targets, references, strict=True)
    ]
