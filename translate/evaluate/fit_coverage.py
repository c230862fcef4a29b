"""Fit the numbers behind `omission` and `addition` (`checks/data/coverage.json`).

    python -m evaluate.fit_coverage ../shared/data/mt_train/news_pairs.tsv [--halves SAMPLE]

Human pairs of two kinds are fitted together: those of the file, news that crossed borders, rendered
closely; and the far fewer of regional_pairs.tsv, officialese rendered freely, each counted
`REGIONAL` times. What a word and a length tell is taken from the first alone: `alignment` rests on it
too, and free English would teach it to believe strangers. Human pairs are the sound ones; the faulty ones are the same pairs with a clause taken out of or
put into either side (`planted_clauses`). Three steps: how telling each kind of word is (found in its
own translation as against in a stranger's), the expected length, then the two logistic models.
0 is set where no more than `FALSE_ALARMS` of the sound pairs of either kind, held out of the fit, lie above.

`--halves` writes nothing: it fits on one half of the pairs and measures the two checks on SAMPLE of
the other, then the other way round, so that no number is judged by the pairs that set it. What all
checks are said to do in docs/measured.md is measured on pairs that chose some of their patterns (directions,
negations, echoes, opposites: counted on all pairs, by hand); these two are the ones that are fitted.
"""

import argparse
import json
import math
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evaluate import planted_clauses
from evaluate.planted_clauses import Way
from pxtranslate.checks.coverage import Fitted, Reading, read, terms

FALSE_ALARMS = {"omission": 0.026, "addition": 0.015}
"""Share of sound held-out pairs above 0. Omissions matter more, and are harder to see."""
REGIONAL = 5
SEED = 7
REGIONAL_PAIRS = Path(__file__).parent / "data" / "regional_pairs.tsv"
_Array = NDArray[np.float64]
_Pairs = Sequence[tuple[str, str]]


def fit_evidence(pairs: _Pairs, draw: random.Random) -> dict[str, tuple[float, float]]:
    """Give each kind of word its log-likelihood ratios (found, not found)."""
    own: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    stranger: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for source, target in pairs:
        another_target = draw.choice(pairs)[1]
        for counts, english in ((own, target), (stranger, another_target)):
            reading = read(source, english)
            for side, votes in (
                ("source.", reading.source_votes),
                ("target.", reading.target_votes),
            ):
                for vote in votes:
                    counts[side + vote.kind][not vote.found] += 1
    evidence = {}
    for kind in sorted(own):
        ours = [count + 0.5 for count in own[kind]]
        theirs = [count + 0.5 for count in stranger[kind]]
        first, second = (
            math.log((a / sum(ours)) / (b / sum(theirs))) for a, b in zip(ours, theirs, strict=True)
        )
        evidence[kind] = (round(first, 3), round(second, 3))
    return evidence


def fit_length(readings: Sequence[Reading]) -> tuple[float, ...]:
    """Least squares on the log of the length, outliers beyond 2.5 deviations left out."""
    known = np.array([reading.length_terms for reading in readings])
    wanted = np.log([max(1, reading.characters) for reading in readings])
    keep = np.ones(len(known), dtype=bool)
    weights = np.zeros(known.shape[1])
    for _ in range(4):
        weights = np.linalg.lstsq(known[keep], wanted[keep], rcond=None)[0]
        residual = wanted - known @ weights
        keep = np.abs(residual) < 2.5 * residual[keep].std()
    return tuple(round(float(weight), 4) for weight in weights)


def fit_logistic(
    sound: _Array, faulty: _Array, held_out: Sequence[_Array], false_alarms: float
) -> tuple[float, ...]:
    """Newton's method with a small ridge, both classes of equal weight."""
    values = np.r_[faulty, sound]
    wanted = np.r_[np.ones(len(faulty)), np.zeros(len(sound))]
    weigh = np.where(wanted > 0, len(sound) / len(faulty), 1.0)
    middle, spread = values.mean(0), values.std(0) + 1e-9
    middle[0], spread[0] = 0.0, 1.0
    scaled = (values - middle) / spread
    weights = np.zeros(scaled.shape[1])
    for _ in range(25):
        guess = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (weigh * (wanted - guess)) - 0.1 * weights
        curve = (scaled * (weigh * guess * (1 - guess))[:, None]).T @ scaled
        weights += np.linalg.solve(curve + 0.1 * np.eye(len(weights)), slope)
    weights = weights / spread
    weights[0] -= (weights[1:] * middle[1:]).sum()
    weights[0] -= max(np.quantile(kind @ weights, 1 - false_alarms) for kind in held_out)
    return tuple(round(float(weight), 4) for weight in weights)


def fit(pairs: _Pairs, regional: _Pairs, draw: random.Random) -> Fitted:
    """Fit on one half of the pairs of each kind; the other halves set where 0 is."""
    halves = [(kind[: len(kind) // 2], kind[len(kind) // 2 :]) for kind in (pairs, regional)]
    fitted = [*halves[0][0], *list(halves[1][0]) * REGIONAL]
    draw.shuffle(fitted)
    numbers: Fitted = {
        "evidence": fit_evidence(halves[0][0], draw),
        "length": (),
        "omission": (),
        "addition": (),
    }
    sound = [read(*pair) for pair in fitted]
    kept = [[read(*pair) for pair in half] for _, half in halves if half]
    numbers["length"] = fit_length([read(*pair) for pair in halves[0][0]])

    def table(readings: Sequence[Reading], *, added: bool) -> _Array:
        return np.array([terms(reading, numbers, added=added) for reading in readings])

    def plant(ways: Sequence[Way]) -> list[Reading]:
        made = [way(zh, en, draw.choice(fitted), draw) for zh, en in fitted for way in ways]
        return [read(one.source, one.target) for one in made if one]

    lost, added = plant(planted_clauses.LOST), plant(planted_clauses.ADDED)
    numbers["omission"] = fit_logistic(
        table(sound, added=False),
        table(lost, added=False),
        [table(half, added=False) for half in kept],
        FALSE_ALARMS["omission"],
    )
    numbers["addition"] = fit_logistic(
        table(sound, added=True),
        table(added, added=True),
        [table(half, added=True) for half in kept],
        FALSE_ALARMS["addition"],
    )
    return numbers


def measure_on(pairs: _Pairs, numbers: Fitted, draw: random.Random) -> dict[str, float]:
    """Share of sound pairs with an error, and of planted errors found, at these numbers."""
    found: dict[str, float] = {}
    for name, ways in (("omission", planted_clauses.LOST), ("addition", planted_clauses.ADDED)):
        added = name == "addition"
        weights = numbers["addition" if added else "omission"]

        def wrong(
            source: str, target: str, weights: Sequence[float] = weights, added: bool = added
        ) -> bool:
            weighed = terms(read(source, target), numbers, added=added)
            return sum(w * v for w, v in zip(weights, weighed, strict=True)) > 0

        found[f"{name}: sound pairs called wrong"] = _share(wrong(*pair) for pair in pairs)
        for way in ways:
            made = [way(*pair, draw.choice(pairs), draw) for pair in pairs]
            found[f"{name}: {way.__name__} found"] = _share(
                wrong(one.source, one.target) for one in made if one
            )
    return found


def _share(answers: Iterable[bool]) -> float:
    known = list(answers)
    return sum(known) / max(1, len(known))


def main() -> None:
    """Fit and write the data file, or measure on halves."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pairs", type=Path, help="TSV with columns set, line, zh, en")
    parser.add_argument("--halves", type=int, metavar="SAMPLE")
    options = parser.parse_args()
    draw = random.Random(SEED)
    pairs, regional = _pairs(options.pairs, draw), _pairs(REGIONAL_PAIRS, draw)
    if options.halves:
        half, few = len(pairs) // 2, len(regional) // 2
        for turn in (1, -1):
            own, other = (pairs[:half], pairs[half:])[::turn]
            ours, theirs = (regional[:few], regional[few:])[::turn]
            numbers = fit(own, ours, draw)
            for kind, unseen in (("crossed borders", other), ("regional", theirs)):
                found = measure_on(unseen[: options.halves], numbers, draw)
                print(kind, *(f"{share:7.1%} {name}" for name, share in found.items()), sep="\n")
        return
    numbers = fit(pairs, regional, draw)
    path = files("pxtranslate.checks") / "data" / "coverage.json"
    Path(str(path)).write_text(json.dumps(numbers, indent=1, sort_keys=True) + "\n", "utf-8")
    print(f"{len(pairs)} and {len(regional)} pairs: {path}")


def _pairs(path: Path, draw: random.Random) -> list[tuple[str, str]]:
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]
    pairs = [(row[-2], row[-1]) for row in rows]
    draw.shuffle(pairs)
    return pairs


if __name__ == "__main__":
    main()
