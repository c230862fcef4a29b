"""Fit the numbers behind `risk` of what the model here wrote itself (`checks/data/own.json`).

    python -m evaluate.fit_own [--judged FILE]

A TSV row is a translation by the default: `set`, `line`, `zh`, `en`, `logprob` (mean of its tokens) and
`major`, 1 where a reader found a major error. Figures are out of fold, as of `evaluate.fit_doubt`;
lines that stand near each other in a set are of one article and count as one document.
"""

import argparse
import csv
from pathlib import Path

import numpy as np

from evaluate.fit_doubt import Judged, area, fit, found_at, odds, tell, weigh, write
from pxtranslate.checks import signs
from pxtranslate.checks.base import Pair
from pxtranslate.checks.risk import risk
from pxtranslate.checks.run import run
from pxtranslate.checks.signs import OwnSigns
from pxtranslate.config import Checks

JUDGED = Path(__file__).parent / "data" / "own_judged.tsv"
_TOGETHER = 8
"""Lines of a set that count as one document: about an article."""


def read(path: Path) -> Judged:
    """Read judged translations of our own and take their signs."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    pairs = [Pair(row["zh"], row["en"]) for row in rows]
    found = [run(pair, Checks()) for pair in pairs]
    sure = [float(row["logprob"]) for row in rows]
    together = list(zip(pairs, found, sure, strict=True))
    return Judged(
        signs=np.array(
            [signs.read_own(pair, issues, logprob) for pair, issues, logprob in together]
        ),
        wrong=np.array([float(row["major"]) for row in rows]),
        documents=np.array([f"{row['set']}.{int(row['line']) // _TOGETHER}" for row in rows]),
        baselines={
            "length of the source": np.array([float(len(pair.source)) for pair in pairs]),
            "logprob of a token": -np.array(sure),
            "risk of anybody's": np.array([risk(pair, issues) for pair, issues, _ in together]),
        },
        names=OwnSigns._fields,
    )


def across(judged: Judged) -> None:
    """Print what weights fitted on one set are worth on the others."""
    sets = np.array([document.partition(".")[0] for document in judged.documents])
    for name in np.unique(sets):
        held = sets == name
        if held.all():
            return
        scores = odds(weigh(judged.signs[~held], judged.wrong[~held]), judged.signs[held])
        wrong = judged.wrong[held]
        label = f"  {name}, by the others"
        print(f"{label:<24}{area(scores, wrong):>7.3f}{found_at(scores, wrong):>14.1%}")


def main() -> None:
    """Print what the signs are worth and write the numbers."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--judged", type=Path, default=JUDGED, help="TSV of judged translations")
    judged = read(parser.parse_args().judged)
    tell(judged)
    across(judged)
    write(fit(judged), "own.json")


if __name__ == "__main__":
    main()
