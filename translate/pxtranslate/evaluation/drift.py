"""What a model loses on its way from the published weights to the form that runs by default.

    weights as published, unpacked, in float32 (transformers)  ->  converted, int8 (CTranslate2)

Both forms answer the same requests, greedily, and nothing is mended: what differs is the form's
doing. A decoder that rounds otherwise takes another word now and then, so a difference is no error;
a score that falls is one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pxtranslate.config import Settings
from pxtranslate.errors import ModelError
from pxtranslate.evaluation import scores
from pxtranslate.evaluation.measure import Advance, Check, Result, Say, measure
from pxtranslate.evaluation.reference import ReferenceSet
from pxtranslate.evaluation.scores import METRICS, Score
from pxtranslate.evaluation.systems import System
from pxtranslate.evaluation.table import cell, table
from pxtranslate.models.cards import Card

FORMS = {
    "hf": "as published, unpacked (transformers)",
    "ct2": "converted (CTranslate2)",
}
"""Each engine's form of the weights; the first one it is that the others are held against."""


@dataclass(frozen=True, slots=True)
class Drift:
    """One form of a model beside the published one."""

    form: str
    differ: float
    """Share of the sentences whose English is another."""
    alike: float
    """chrF2 of its English against that of the published form; 100 where nothing differs."""
    scores: dict[str, Score]
    """Against the references."""


def forms(card: Card, settings: Settings) -> list[System]:
    """The forms of a model as systems: greedy, nothing mended, each engine's default arithmetic.

    Raises ModelError for a model of which there is one form only.
    """
    names = [name for name in FORMS if name in card.engines]
    if len(names) < 2:
        raise ModelError(
            f"{card.id} runs on {card.engines[0]} alone: there is no other form to hold it against"
        )
    plain = settings.model_copy(
        update={
            "decoding": settings.decoding.model_copy(update={"beam": 1}),
            "mend": settings.mend.model_copy(update={"rounds": 0}),
        }
    )
    return [
        System(
            f"{card.id}, {name}",
            plain.model_copy(
                update={
                    "model": plain.model.model_copy(
                        update={"engine": name, "compute_type": "default"}
                    )
                }
            ),
        )
        for name in names
    ]


def drift(
    systems: Sequence[System],
    over: ReferenceSet,
    out: Path,
    *,
    again: bool = False,
    say: Say = lambda line: None,
    advance: Advance = lambda characters: None,
    check: Check = lambda: None,
) -> list[Drift]:
    """Run the forms over a set and hold each against the first. Raises what `measure` raises."""
    results = [
        measure(system, over, out, again=again, say=say, advance=advance, check=check)[0]
        for system in systems
    ]
    return compared(results, over)


def compared(results: Sequence[Result], over: ReferenceSet) -> list[Drift]:
    """Hold each result against the first."""
    found = scores.score([result.targets for result in results], over.references).by_metric
    first = [target or "" for target in results[0].targets]
    drifts = []
    for n, result in enumerate(results):
        same = [
            mine == theirs for mine, theirs in zip(result.targets, results[0].targets, strict=True)
        ]
        drifts.append(
            Drift(
                result.system,
                1 - sum(same) / len(same),
                scores.score([result.targets], first).by_metric["chrF2"][0].value,
                {metric: found[metric][n] for metric in METRICS},
            )
        )
    return drifts


def page(found: Sequence[Drift], over: ReferenceSet) -> str:
    """The drift of a model as a Markdown table."""
    rows = [["form", "sentences that differ", "chrF2 between", *METRICS]]
    rows += [
        [
            one.form,
            f"{one.differ:.0%}",
            f"{one.alike:.1f}",
            *(cell(one.scores[metric]) for metric in METRICS),
        ]
        for one in found
    ]
    return (
        f"{len(over.sources)} sentences of {over.name}, greedy, nothing mended; p: how likely so large"
        f" a difference from the first form is by chance.\n\n{table(rows)}"
    )
