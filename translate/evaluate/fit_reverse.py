"""Fit how the signs of a pair are joined with what a model makes of it (`checks/data/reverse.json`).

    python -m evaluate.fit_reverse ../shared/data/mqm_dev/wmt23_zhen_news.jsonl --weighed FILE \\
        [--model ID] [--more 100]

The model is asked of `--more` further translations, drawn by fixed dice; what it says is kept in FILE,
a JSON line each, so that a slow machine can go on another time. The signs' log-odds that are joined
are out of fold, and every figure printed is: each document is judged by a fit on the others.
"""

import argparse
import json
import random
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evaluate.fit_doubt import Judged, area, found_at, odds, out_of_fold, read, weigh
from pxtranslate.checks.base import Pair
from pxtranslate.checks.reverse import reverse
from pxtranslate.checks.risk import Weight
from pxtranslate.config import Model
from pxtranslate.engines import choose
from pxtranslate.engines.base import Scorer

RIDGE = 3.0
SEED = 5
_TOGETHER = 20
_Array = NDArray[np.float64]


def calibrated(judged: Judged) -> _Array:
    """Give the log-odds of the signs, out of fold and stretched as the shipped ones are."""
    scores = out_of_fold(judged)
    return odds(weigh(scores[:, None], judged.wrong, ridge=0.0), scores[:, None])


def join(signs: _Array, scores: dict[int, float], judged: Judged) -> tuple[Weight, _Array, _Array]:
    """Fit on the rows that have a score; the numbers, these rows, and their log-odds out of fold."""
    rows = np.array(sorted(scores))
    offset, values = signs[rows], np.array([scores[row] for row in rows])
    wrong, documents = judged.wrong[rows], judged.documents[rows]
    held_out = np.zeros(len(rows))
    for document in np.unique(documents):
        held = documents == document
        usual, weight = _beside(offset[~held], values[~held], wrong[~held])
        held_out[held] = offset[held] + weight * (values[held] - usual)
    usual, weight = _beside(offset, values, wrong)
    return {"usual": round(usual, 4), "weight": round(weight, 4)}, rows, held_out


def _beside(offset: _Array, values: _Array, wrong: _Array) -> tuple[float, float]:
    """Fit the weight of one value beside known log-odds, by Newton's method; its mean, and that.

    The signs are weighed by far more translations than a model was asked of, and so is how many are
    wrong: of those the model was asked of, a constant takes up what is chance.
    """
    middle, spread = values.mean(), values.std() + 1e-9
    scaled = np.c_[np.ones(len(values)), (values - middle) / spread]
    penalty = np.diag([0.0, RIDGE])
    weights = np.zeros(2)
    for _ in range(25):
        guess = 1 / (1 + np.exp(-offset - scaled @ weights))
        slope = scaled.T @ (wrong - guess) - penalty @ weights
        curve = (scaled * (guess * (1 - guess))[:, None]).T @ scaled + penalty
        weights += np.linalg.solve(curve, slope)
    return float(middle), float(weights[1] / spread)


def ask(path: Path, weighed: Path, model: Model, more: int) -> dict[int, float]:
    """Give what a model said of some rows, asking it of `more` of them."""
    pairs = [
        Pair(row["zh"].strip(), row["en"].strip())
        for row in map(json.loads, path.read_text("utf-8").splitlines())
    ]
    known: dict[int, float] = {}
    if weighed.exists():
        known = dict(map(json.loads, weighed.read_text("utf-8").splitlines()))
    order = list(range(len(pairs)))
    random.Random(SEED).shuffle(order)
    left = [row for row in order if row not in known][:more]
    if not left:
        return known
    engine = choose(model, print)
    if not isinstance(engine, Scorer):
        raise SystemExit(f"{model.id}: cannot weigh translations; name a chat model")
    with engine, weighed.open("a", encoding="utf-8") as out:
        for start in range(0, len(left), _TOGETHER):
            some = left[start : start + _TOGETHER]
            for row, score in zip(some, reverse([pairs[row] for row in some], engine), strict=True):
                if score is not None:
                    known[row] = score
                    out.write(json.dumps([row, round(score, 4)]) + "\n")
            out.flush()
    return known


def main() -> None:
    """Ask, print what it is worth, write the numbers."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("judged", type=Path, help="JSONL with zh, en, doc and major")
    parser.add_argument("--weighed", type=Path, required=True, help="what the model said so far")
    parser.add_argument("--model", default=Model().id)
    parser.add_argument("--more", type=int, default=100, help="translations to ask it of")
    options = parser.parse_args()
    scores = ask(options.judged, options.weighed, Model(id=options.model), options.more)
    judged = read(options.judged)
    signs = calibrated(judged)
    numbers, rows, joined = join(signs, scores, judged)
    wrong = judged.wrong[rows]
    print(f"{len(rows)} translations, {wrong.mean():.1%} with a major error; out of fold:\n")
    print(f"{'':<24}{'area':>7}{'found at 7%':>14}")
    alone = -np.array([scores[row] for row in rows])
    for name, values in (("signs", signs[rows]), ("reverse", alone), ("both", joined)):
        print(f"{name:<24}{area(values, wrong):>7.3f}{found_at(values, wrong):>14.1%}")
    path = Path(str(files("pxtranslate.checks") / "data" / "reverse.json"))
    path.write_text(json.dumps(numbers, indent=1, sort_keys=True) + "\n", "utf-8")
    print(f"\n{numbers}\nwritten: {path}")


if __name__ == "__main__":
    main()
