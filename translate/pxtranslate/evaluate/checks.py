"""What all checks cry wrongly and what they find: false alarms on human pairs, planted errors.

    python -m pxtranslate.evaluate.checks [--pairs ../shared/data/mt_train/news_pairs.tsv]
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

from pxtranslate import check
from pxtranslate.checks.base import Pair
from pxtranslate.config import Checks
from pxtranslate.evaluate import planted, planted_text

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
    return {issue.severity for name in names for issue in check.load(name)(pair)}


def false_alarms(pairs: list[Pair]) -> None:
    """Print the first table, and how fast all checks together are."""
    errors: Counter[str] = Counter()
    warnings: Counter[str] = Counter()
    settings = Checks()
    check.run(pairs[0], settings)  # loads the dictionaries
    start = time.process_time()
    for pair in pairs:
        issues = check.run(pair, settings)
        worst = {issue.check for issue in issues if issue.severity == "error"}
        some = {issue.check for issue in issues if issue.severity != "info"}
        errors.update(worst, any=bool(worst))
        warnings.update(some, any=bool(some))
    speed = 60 * len(pairs) / (time.process_time() - start)
    print(f"{len(pairs)} human pairs, {speed:,.0f} a minute of CPU\n")
    print(f"{'check':<14}{'error':>9}{'or warning':>12}")
    for name in [*check.CHECKS, "any"]:
        print(f"{name:<14}{errors[name] / len(pairs):>9.2%}{warnings[name] / len(pairs):>12.2%}")


def detection(pairs: list[tuple[str, str]], pofilter: _Judge | None) -> None:
    """Print the second table."""
    tried: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str, str]] = Counter()
    for case in cases(pairs):
        before, after = severities(case.sound, case.checks), severities(case.faulty, case.checks)
        key = ("+".join(case.checks), case.way)
        if "error" not in before:
            tried[key] += 1
            found[*key, "error"] += "error" in after
            found[*key, "any"] += bool(after & {"error", "warning"})
        if pofilter:
            found[*key, "theirs"] += bool(pofilter(case.faulty) - pofilter(case.sound))
            found[*key, "their n"] += 1
    print(f"\n{'check':<15}{'planted':<24}{'n':>6}{'error':>8}{'or warning':>12}{'pofilter':>10}")
    for (name, way), count in sorted(tried.items()):
        share = f"{found[name, way, 'error'] / count:>8.1%}{found[name, way, 'any'] / count:>12.1%}"
        their = found[name, way, "theirs"] / max(1, found[name, way, "their n"])
        print(f"{name:<15}{way:<24}{count:>6}{share}" + (f"{their:>10.1%}" if pofilter else ""))


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
    false_alarms([Pair(*pair) for pair in pairs])
    judge = None if options.no_pofilter else pofilter_judge()
    if judge:
        alarms = Counter(name for pair in pairs for name in {"any", *judge(Pair(*pair))})
        sound = sum(not judge(Pair(*pair)) for pair in pairs)
        alarms["any"] = len(pairs) - sound
        told = ", ".join(
            f"{name} {count / len(pairs):.1%}" for name, count in alarms.most_common(9)
        )
        print(f"\npofilter on the same pairs: {told}")
    random.Random(SEED).shuffle(pairs)
    detection(pairs[: options.sample], judge)


if __name__ == "__main__":
    main()
