"""How likely a reader would find a major error in a translation: a logistic model over `signs`.

There are two. Of anybody's English: calibrated on the judgements of three professional raters a
segment, ten systems, WMT23 news: of the segments with a risk of 0.4, four in ten have an error that
two raters call major (`data/risk.json`, by `python -m evaluate.fit_doubt`). Of what the model has just
written itself, which knows how sure it was: on the default's translations, each read against the
Chinese (`data/own.json`, by `python -m evaluate.fit_own`). The numbers are data, a line a sign.
Findings can only raise the risk. Knows no thresholds; `doubt` does.
"""

import json
import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TypedDict

from pxtranslate.checks import signs
from pxtranslate.checks.base import Pair
from pxtranslate.checks.signs import OwnSigns, Signs
from pxtranslate.records import Issue

UNFINISHED = "unfinished"
"""What an issue is called that says that not all checks were made; no check is."""
_NO_TRANSLATION = frozenset({"language", "obeyed", "repetition", "leftover"})
"""Checks whose errors say that part of the target is none. The systems that were judged never do
that, so the fit cannot know what any reader does; hence `_HARDLY_READABLE`."""
_HARDLY_READABLE = 0.9


class Weight(TypedDict):
    """What one sign adds to the log-odds of a major error."""

    weight: float
    usual: float
    """The mean of the sign; above it (times the weight) a sign speaks for an error."""


class Fitted(TypedDict):
    """The fitted numbers."""

    constant: float
    signs: dict[str, Weight]


@cache
def fitted(own: bool = False) -> Fitted:
    """Load the numbers fitted to the signs of anybody's English, or of the model's own."""
    name = "own.json" if own else "risk.json"
    loaded: Fitted = json.loads((files("pxtranslate.checks") / "data" / name).read_text("utf-8"))
    return loaded


@cache
def reverse_weight() -> Weight:
    """Load what a model's answer adds (`data/reverse.json`, by `python -m evaluate.fit_reverse`)."""
    text = (files("pxtranslate.checks") / "data" / "reverse.json").read_text("utf-8")
    loaded: Weight = json.loads(text)
    return loaded


def signs_of(pair: Pair, issues: Sequence[Issue], logprob: float = 0.0) -> Signs | OwnSigns:
    """Take the signs that are weighed; `logprob`: how sure the model that wrote it was, 0 if unknown."""
    return signs.read_own(pair, issues, logprob) if logprob else signs.read(pair, issues)


def risk(
    pair: Pair, issues: Sequence[Issue], reverse: float | None = None, logprob: float = 0.0
) -> float:
    """Give the probability of a major error, 0 to 1, from a pair and what the checks found in it.

    `logprob`: where the model that is asked wrote the target, the mean log-probability of its
    tokens. `reverse`: how well the English foretells the Chinese, where the default model was asked: the mean
    log-probability of a token. It is low where the English has lost or changed a word.
    """
    if not pair.source.strip():
        return 0.0
    if not pair.target.strip() or any(issue.check == UNFINISHED for issue in issues):
        return 1.0
    found = signs_of(pair, issues, logprob)
    odds = fitted(isinstance(found, OwnSigns))["constant"] + sum(contributions(found).values())
    if reverse is not None:
        odds += reverse_weight()["weight"] * (reverse - reverse_weight()["usual"])
    chance = logistic(odds)
    return round(1 - (1 - chance) * (1 - _HARDLY_READABLE * no_translation(issues)), 4)


def no_translation(issues: Sequence[Issue]) -> bool:
    """Whether the checks are sure that part of the target is no translation."""
    return any(i.check in _NO_TRANSLATION and i.severity == "error" for i in issues)


def contributions(found: Signs | OwnSigns) -> dict[str, float]:
    """Give what each sign adds to the log-odds of the usual pair."""
    weights = fitted(isinstance(found, OwnSigns))["signs"]
    return {
        name: weights[name]["weight"] * (value - weights[name]["usual"])
        for name, value in found._asdict().items()
    }


def logistic(odds: float) -> float:
    """Turn log-odds into a probability."""
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, odds))))
