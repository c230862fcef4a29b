"""Fit the numbers behind `risk` (`checks/data/risk.json`), and say what they are worth.

    python -m evaluate.fit_doubt ../shared/data/mqm_dev/wmt23_zhen_news.jsonl

A JSONL row is a translation with `zh`, `en`, `doc` and `major` (raters who marked a major error; two
make it one). Every figure printed is out of fold: each document is judged by weights fitted on the
others, for segments of one document share their subject and their writer. Last the weights are
fitted on everything, stretched by what the out-of-fold judgements lack (Platt), and written.
"""

import argparse
import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pxtranslate.checks import signs
from pxtranslate.checks.base import Pair
from pxtranslate.checks.risk import Fitted
from pxtranslate.checks.run import gravity, run
from pxtranslate.checks.signs import Signs
from pxtranslate.config import Checks

RIDGE = 30.0
"""Penalty on the squares of standardised weights; from 3 to 100 the figures move by 0.002."""
FALSE_ALARMS = 0.07
NEVER_NEGATIVE = ("name_findings", "other_findings")
_Array = NDArray[np.float64]


@dataclass(frozen=True)
class Judged:
    """Signs and judgements of some translations, a row each, and what they are compared with."""

    signs: _Array
    wrong: _Array
    """1 where two raters or more marked a major error, else 0."""
    documents: NDArray[np.str_]
    baselines: dict[str, _Array]
    names: tuple[str, ...] = Signs._fields


def read(path: Path) -> Judged:
    """Read judged translations and take their signs."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    pairs = [Pair(row["zh"].strip(), row["en"].strip()) for row in rows]
    found = [run(pair, Checks()) for pair in pairs]
    return Judged(
        signs=np.array(
            [signs.read(pair, issues) for pair, issues in zip(pairs, found, strict=True)]
        ),
        wrong=np.array([float(row["major"] >= 2) for row in rows]),
        documents=np.array([row["doc"] for row in rows]),
        baselines={
            "length of the source": np.array([float(len(pair.source)) for pair in pairs]),
            "findings alone": np.array([gravity(issues) for issues in found]),
        },
    )


def weigh(values: _Array, wrong: _Array, ridge: float = RIDGE) -> _Array:
    """Fit a logistic model by Newton's method; weights per unit of each column, constant first."""
    middle, spread = values.mean(0), values.std(0) + 1e-9
    scaled = np.c_[np.ones(len(values)), (values - middle) / spread]
    penalty = ridge * np.eye(scaled.shape[1])
    penalty[0, 0] = 0.0
    weights = np.zeros(scaled.shape[1])
    for _ in range(25):
        guess = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (wrong - guess) - penalty @ weights
        curve = (scaled * (guess * (1 - guess))[:, None]).T @ scaled + penalty
        weights += np.linalg.solve(curve, slope)
    weights[1:] /= spread
    weights[0] -= weights[1:] @ middle
    return weights


def odds(weights: _Array, values: _Array) -> _Array:
    """Give the log-odds of rows of signs."""
    return np.asarray(weights[0] + values @ weights[1:])


def out_of_fold(judged: Judged) -> _Array:
    """Give the log-odds of each row by weights fitted on all other documents."""
    found = np.zeros(len(judged.wrong))
    for document in np.unique(judged.documents):
        held = judged.documents == document
        found[held] = odds(weigh(judged.signs[~held], judged.wrong[~held]), judged.signs[held])
    return found


def fit(judged: Judged) -> Fitted:
    """Fit on everything, stretched so that the out-of-fold judgements are calibrated.

    Raises ValueError if a finding would lower the risk.
    """
    constant, stretch = weigh(out_of_fold(judged)[:, None], judged.wrong, ridge=0.0)
    weights = weigh(judged.signs, judged.wrong)
    usual = judged.signs.mean(0)
    model: Fitted = {
        "constant": round(float(constant + stretch * odds(weights, usual)), 4),
        "signs": {
            name: {
                "weight": round(float(stretch * weight), 4),
                "usual": round(float(mean), 4),
            }
            for name, weight, mean in zip(judged.names, weights[1:], usual, strict=True)
        },
    }
    for name in NEVER_NEGATIVE:
        if name in judged.names and model["signs"][name]["weight"] < 0:
            raise ValueError(f"{name} would lower the risk: these judgements do not fit the checks")
    return model


def area(scores: _Array, wrong: _Array) -> float:
    """Give the area under the curve: how often a wrong one scores above a good one."""
    _, ranks, counts = np.unique(scores, return_inverse=True, return_counts=True)
    middle = (np.cumsum(counts) - (counts - 1) / 2)[ranks]
    bad = wrong > 0
    return float((middle[bad].mean() - (bad.sum() + 1) / 2) / (~bad).sum())


def found_at(scores: _Array, wrong: _Array, false_alarms: float = FALSE_ALARMS) -> float:
    """Give the share of the wrong ones above what `false_alarms` of the good ones exceed."""
    return float((scores[wrong > 0] > np.quantile(scores[wrong == 0], 1 - false_alarms)).mean())


def main() -> None:
    """Print what the signs are worth and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("judged", type=Path, help="JSONL with zh, en, doc and major")
    judged = read(parser.parse_args().judged)
    tell(judged)
    write(fit(judged), "risk.json")


def tell(judged: Judged) -> None:
    """Print what the signs are worth, alone and together."""
    scores, wrong = out_of_fold(judged), judged.wrong
    print(f"{len(wrong)} translations, {wrong.mean():.1%} with a major error; out of fold:\n")
    print(f"{'':<24}{'area':>7}{f'found at {FALSE_ALARMS:.0%}':>14}")
    for name, values in (*judged.baselines.items(), ("all signs", scores)):
        print(f"{name:<24}{area(values, wrong):>7.3f}{found_at(values, wrong):>14.1%}")
    for number, name in enumerate(judged.names):
        less = [at for at in range(len(judged.names)) if at != number]
        without = out_of_fold(
            Judged(judged.signs[:, less], wrong, judged.documents, judged.baselines)
        )
        label = f"  without {name}"
        print(f"{label:<24}{area(without, wrong):>7.3f}{found_at(without, wrong):>14.1%}")
    constant, stretch = weigh(scores[:, None], wrong, ridge=0.0)
    chances = 1 / (1 + np.exp(-(constant + stretch * scores)))
    _print_calibration(chances, wrong)


def write(model: Fitted, name: str) -> None:
    """Write the numbers among the data of the checks."""
    path = Path(str(files("pxtranslate.checks") / "data" / name))
    path.write_text(json.dumps(model, indent=1) + "\n", "utf-8")
    print(f"\nwritten: {path}")


def _print_calibration(chances: _Array, wrong: _Array) -> None:
    always = wrong.mean() * (1 - wrong.mean())
    print(f"\nBrier {((chances - wrong) ** 2).mean():.3f} (the mean for all: {always:.3f})")
    threshold = np.quantile(chances[wrong == 0], 1 - FALSE_ALARMS)
    print(f"{FALSE_ALARMS:.0%} of the good ones lie above a risk of {threshold:.2f}\n")
    print(f"{'risk':<12}{'n':>6}{'mean':>8}{'wrong':>8}")
    for low in np.arange(0, 1, 0.1):
        inside = (chances >= low) & (chances < low + 0.1)
        if inside.any():
            row = f"{chances[inside].mean():>8.2f}{wrong[inside].mean():>8.2f}"
            print(f"{low:.1f}–{low + 0.1:.1f}     {inside.sum():>6}{row}")


if __name__ == "__main__":
    main()
