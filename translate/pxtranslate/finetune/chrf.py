"""chrF2 of translations, and whether one set of them is better than another.

Character n-grams of 1 to 6, recall twice as important (Popović, WMT 2015), as sacreBLEU computes it
by default; that is a development dependency, and the outside judge of this file's test.
"""

import random
from collections import Counter
from collections.abc import Sequence

ORDER = 6
BETA_SQUARED = 4.0
RESAMPLES = 1000

Counts = tuple[int, ...]
"""For each order: n-grams of the translation, of the reference, and of both."""


def chrf(translations: Sequence[str], references: Sequence[str]) -> float:
    """The corpus score, 0 to 100, of translations line by line beside their references."""
    return _score([_counts(t, r) for t, r in zip(translations, references, strict=True)])


def p_better(before: Sequence[str], after: Sequence[str], references: Sequence[str]) -> float:
    """How likely `after` is no better than `before`, by paired bootstrap (Koehn, EMNLP 2004)."""
    old = [_counts(t, r) for t, r in zip(before, references, strict=True)]
    new = [_counts(t, r) for t, r in zip(after, references, strict=True)]
    rng = random.Random(12345)
    lost = 0
    for _ in range(RESAMPLES):
        drawn = rng.choices(range(len(old)), k=len(old))
        lost += _score([new[i] for i in drawn]) <= _score([old[i] for i in drawn])
    return lost / RESAMPLES


def _counts(translation: str, reference: str) -> Counts:
    hypothesis, wanted = "".join(translation.split()), "".join(reference.split())
    found: list[int] = []
    for n in range(1, ORDER + 1):
        ours, theirs = _grams(hypothesis, n), _grams(wanted, n)
        # Beside a reference too short for an n-gram those of the translation do not count.
        found += [ours.total() if theirs else 0, theirs.total(), (ours & theirs).total()]
    return tuple(found)


def _grams(text: str, n: int) -> Counter[str]:
    return Counter(text[i : i + n] for i in range(len(text) - n + 1))


def _score(counts: Sequence[Counts]) -> float:
    total: list[int] = [sum(column) for column in zip(*counts, strict=True)]
    shares = [
        (both / ours, both / theirs)
        for ours, theirs, both in zip(total[::3], total[1::3], total[2::3], strict=True)
        if ours and theirs
    ]
    if not shares:
        return 0.0
    precision = sum(p for p, _ in shares) / len(shares)
    recall = sum(r for _, r in shares) / len(shares)
    if not precision + recall:
        return 0.0
    return 100.0 * (1 + BETA_SQUARED) * precision * recall / (BETA_SQUARED * precision + recall)
