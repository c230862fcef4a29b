"""The pairs that the patterns of a check are tried on, and what leaving a row out came to there.

Right pairs: human news (mt_train), newsroom and regional pairs, translations in which no rater of
mqm_dev saw a major error, the right rows of reports. Errors: `planted`, `planted_text`, the words of
`planted_words`, the wrong rows. An error is found if a finding was not there before it was planted.
"""

import json
import random
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from pathlib import Path

from evaluate import checks, planted, planted_words, rows
from pxtranslate.checks import direction, echoes, opposites
from pxtranslate.checks.base import Pair
from pxtranslate.checks.run import load
from pxtranslate.figures.bounds import changed_bound
from pxtranslate.figures.compare import compare

PLANTED = 4000
"""Pairs that take the errors of `planted` and `planted_text`; those of a word are put in all."""
Findings = frozenset[tuple[str, str]]


@dataclass(slots=True)
class Case:
    """A pair, and whether it is right; one made wrong has the right one beside it."""

    pair: Pair
    sound: Pair | None = None
    right: bool = False
    found: Findings = frozenset()
    before: Findings = frozenset()


@dataclass(slots=True)
class Tally:
    """What leaving a row out came to."""

    alarms_more: int = 0
    alarms_fewer: int = 0
    lost: int = 0
    won: int = 0
    met: int = 0
    needed: bool = False
    """The check does not work without it."""
    shown: list[str] = field(default_factory=list)

    @property
    def figures(self) -> str:
        """What moved."""
        return (
            f"alarms +{self.alarms_more} -{self.alarms_fewer}, found -{self.lost} +{self.won},"
            f" met {self.met}"
        )

    @property
    def verdict(self) -> str:
        """What that says of the row."""
        if self.alarms_more or self.lost or self.needed:
            return "serves"
        if self.alarms_fewer or self.won:
            return "harms"
        return "silent" if self.met else "unmet"


def findings(check: str, pair: Pair) -> Findings:
    """What a check, or a part of one, says of a pair, but for what is only worth knowing."""
    if check == "turns":
        return frozenset(direction._rises_and_falls(pair))
    if check == "opposites":
        return frozenset(opposites.turned(pair.source, pair.target))
    if check == "echoes":
        return frozenset(echoes.unanswered(pair.source, pair.target))
    if check == "bounds":
        return frozenset(
            (ours.phrase, theirs.phrase)
            for match in compare(pair.source, pair.target)
            if (said := changed_bound(match, pair.source, pair.target))
            for ours, theirs in [said]
        )
    return frozenset((i.severity, i.message) for i in load(check)(pair) if i.severity != "info")


@cache
def _right(data: Path) -> list[Pair]:
    """Pairs that are right, as far as people know."""
    own = Path(__file__).parent / "data"
    files = [data / "mt_train/news_pairs.tsv", *sorted(own.glob("*_pairs.tsv"))]
    return [Pair(*pair) for file in files for pair in planted.read_pairs(file)]


@cache
def _judged(data: Path) -> tuple[list[Pair], list[Pair]]:
    """Pairs that people called right, and wrong."""
    right: list[Pair] = []
    wrong: list[Pair] = []
    for line in (data / "mqm_dev/wmt23_zhen_news.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["major"] == 0:
            right.append(Pair(row["zh"].strip(), row["en"].strip()))
    for one in rows.read_rows(data / "reports/check_rows.tsv"):
        (right if one.sound else wrong).append(Pair(one.zh, one.en))
    return right, wrong


_PARTS = {
    "bound_lost": ("bounds",),
    "bound_added": ("bounds",),
    "direction_turned": ("turns",),
    "way_turned": ("turns",),
}
"""Ways of planting that a part of a check should find."""


@cache
def _planted(data: Path) -> dict[str, list[tuple[Pair, Pair]]]:
    """Check -> pairs that are right, and what became of them by an error it should find."""
    pairs = [(pair.source, pair.target) for pair in _right(data)]
    random.Random(checks.SEED).shuffle(pairs)
    found: dict[str, list[tuple[Pair, Pair]]] = {}
    for case in (*checks.cases(pairs[:PLANTED]), *planted_words.cases(pairs)):
        for check in (*case.checks, *_PARTS.get(case.way, ())):
            found.setdefault(check, []).append((case.sound, case.faulty))
    return found


def cases_of(check: str, data: Path) -> list[Case]:
    """All a check is tried on, with what it finds as it is."""
    right, wrong = _judged(data)
    made = [Case(pair, right=True) for pair in (*_right(data), *right)]
    made += [Case(pair) for pair in wrong]
    made += [Case(faulty, sound) for sound, faulty in _planted(data).get(check, ())]
    known: dict[Pair, Findings] = {}
    for one in made:
        one.found = findings(check, one.pair)
        if one.right:
            known[one.pair] = one.found
        elif one.sound:
            one.before = known.get(one.sound) or findings(check, one.sound)
    return made


def judge(check: str, met: Sequence[Case]) -> Tally:
    """Look again at the pairs that hold a row, while it is left out."""
    try:
        return _judge(check, met)
    except LookupError:  # a group is asked for that went with the row
        return Tally(met=len(met), needed=True)


def _judge(check: str, met: Sequence[Case]) -> Tally:
    tally = Tally(met=len(met))
    for one in met:
        now = findings(check, one.pair)
        if one.right:
            tally.alarms_more += bool(now - one.found)
            tally.alarms_fewer += bool(one.found - now) and not now
            if now != one.found:
                tally.shown.append(f"{one.pair.source} | {one.pair.target}")
            continue
        before = findings(check, one.sound) if one.sound else frozenset()
        caught, was = bool(now - before), bool(one.found - one.before)
        tally.lost += was and not caught
        tally.won += caught and not was
    return tally


class Index:
    """The texts of one side of cases, as one text: to look a pattern up in all of them at once."""

    def __init__(self, cases: Sequence[Case], side: str) -> None:
        by_text: dict[str, list[Case]] = {}
        for case in cases:
            texts = {getattr(one, side) for one in (case.pair, case.sound) if one}
            for text in texts:
                by_text.setdefault(" ".join(text.split()), []).append(case)
        self._cases = list(by_text.values())
        self._whole = "\n".join(by_text) + "\n"
        self._starts = list(accumulate((len(text) + 1 for text in by_text), initial=0))[:-1]

    def holding(self, pattern: re.Pattern[str]) -> list[Case]:
        """The cases one of whose texts holds the pattern."""
        met: dict[int, Case] = {}
        at = 0
        while found := pattern.search(self._whole, at):
            n = bisect_right(self._starts, found.start()) - 1
            met.update((id(case), case) for case in self._cases[n])
            if n + 1 == len(self._starts):
                break
            at = self._starts[n + 1]
        return list(met.values())
