"""What all checks cry wrongly and what they find: false alarms on human pairs, planted errors.

    python -m evaluate.checks [--pairs ../shared/data/mt_train/news_pairs.tsv]
                                          [--sample 3000] [--no-pofilter]

First table, a line a check: the share of untouched human pairs with an error, and with an error or
a warning. Second table, a line a way of going wrong (`planted` for figures, `planted_text` for the
rest): the share found by the check that should. A pair on which that check already had something
as bad to say takes no plant, so nothing is found by accident. Beside ours, the checks of
translate-toolkit (`pofilter`, a development dependency), all of them together: found means that one
more of them fails. The dice are the same each time.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from evaluate import planted, planted_text
from pxtranslate.checks.base import Pair
from pxtranslate.checks.run import CHECKS, load, run
from pxtranslate.config import Checks

SEED = 2026
FIGURES = ("numbers", "dates")  # which of the two looks after a digit is for them to settle
_Judge = Callable[[Pair], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Case:
    """A pair made faulty: by what, and which checks should find it."""

    way: str
    checks: tuple[str, ...]
    sound: Pair
    faulty: Pair


def cases(pairs: list[tuple[str, str]]) -> Iterator[Case]:
    """Plant every error in every pair that offers a place for it."""
    dice = random.Random(SEED)
    for source, target in pairs:
        sound = Pair(source, target)
        for plant in planted.PLANTS:
            wrong = plant(source, target, dice)
            if wrong is not None:
                yield Case(plant.__name__, FIGURES, sound, Pair(source, wrong))
        for way, name in planted_text.WAYS.items():
            made = way(source, target, dice.choice(pairs), dice)
            if made is not None and (made.source, made.target) != (source, target):
                yield Case(way.__name__, (name,), sound, Pair(made.source, made.target))


def severities(pair: Pair, names: tuple[str, ...]) -> set[str]:
    """Give how bad the findings of some checks are."""
    return {issue.severity for name in names for issue in load(name)(pair)}


def false_alarms(pairs: list[Pair]) -> dict[str, tuple[float, float]]:
    """Give each check's share of pairs with an error, and with an error or a warning.

    `any`: of all checks together.
    """
    errors: Counter[str] = Counter()
    warnings: Counter[str] = Counter()
    settings = Checks()
    for pair in pairs:
        issues = run(pair, settings)
        worst = {issue.check for issue in issues if issue.severity == "error"}
        some = {issue.check for issue in issues if issue.severity != "info"}
        errors.update(worst, any=bool(worst))
        warnings.update(some, any=bool(some))
    names = [*CHECKS, "any"]
    return {name: (errors[name] / len(pairs), warnings[name] / len(pairs)) for name in names}


@dataclass(frozen=True, slots=True)
class Rate:
    """How often an error of one kind was planted, and the share found."""

    checks: str
    way: str
    planted: int
    error: float
    warning: float
    """Or an error."""
    pofilter: float | None


def detection(pairs: list[tuple[str, str]], pofilter: _Judge | None = None) -> list[Rate]:
    """Plant errors in the pairs and count what is found."""
    tried: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str, str]] = Counter()
    for case in cases(pairs):
        before, after = severities(case.sound, case.checks), severities(case.faulty, case.checks)
        if "error" in before:
            continue
        key = ("+".join(case.checks), case.way)
        tried[key] += 1
        found[*key, "error"] += "error" in after
        found[*key, "warning"] += bool(after & {"error", "warning"})
        if pofilter:
            found[*key, "pofilter"] += bool(pofilter(case.faulty) - pofilter(case.sound))
    return [
        Rate(
            *key,
            planted=count,
            error=found[*key, "error"] / count,
            warning=found[*key, "warning"] / count,
            pofilter=found[*key, "pofilter"] / count if pofilter else None,
        )
        for key, count in sorted(tried.items())
    ]


def pofilter_judge() -> _Judge:
    """Give a function that names the tests of translate-toolkit a pair fails."""
    from translate.filters.checks import StandardChecker
    from translate.storage.pypo import pounit

    checker = StandardChecker()
    known: dict[Pair, frozenset[str]] = {}

    def judge(pair: Pair) -> frozenset[str]:
        if pair not in known:
            unit = pounit(pair.source)
            unit.target = pair.target
            if len(known) > 1000:
                known.clear()
            known[pair] = frozenset(checker.run_filters(unit))
        return known[pair]

    return judge


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = Path("../shared/data/mt_train/news_pairs.tsv")
    parser.add_argument("--pairs", type=Path, default=default, help="TSV with columns zh and en")
    parser.add_argument("--sample", type=int, default=3000, help="pairs to plant errors in")
    parser.add_argument("--no-pofilter", action="store_true", help="leave translate-toolkit out")
    options = parser.parse_args()
    pairs = planted.read_pairs(options.pairs)
    humans = [Pair(*pair) for pair in pairs]
    run(humans[0], Checks())  # loads the dictionaries
    start = time.process_time()
    alarms = false_alarms(humans)
    speed = 60 * len(pairs) / (time.process_time() - start)
    print(f"{len(pairs)} human pairs, {speed:,.0f} a minute of CPU\n")
    print(f"{'check':<14}{'error':>9}{'or warning':>12}")
    for name, (error, warning) in alarms.items():
        print(f"{name:<14}{error:>9.2%}{warning:>12.2%}")
    judge = None if options.no_pofilter else pofilter_judge()
    if judge:
        theirs = [judge(pair) for pair in humans]
        counts = Counter(name for names in theirs for name in (*names, *(["any"] * bool(names))))
        rates = ", ".join(
            f"{name} {count / len(pairs):.1%}" for name, count in counts.most_common(9)
        )
        print(f"\npofilter on the same pairs: {rates}")
    random.Random(SEED).shuffle(pairs)
    print(f"\n{'check':<15}{'planted':<24}{'n':>6}{'error':>8}{'or warning':>12}{'pofilter':>10}")
    for rate in detection(pairs[: options.sample], judge):
        line = f"{rate.checks:<15}{rate.way:<24}{rate.planted:>6}{rate.error:>8.1%}"
        their = "" if rate.pofilter is None else f"{rate.pofilter:>10.1%}"
        print(f"{line}{rate.warning:>12.1%}{their}")


if __name__ == "__main__":
    main()
