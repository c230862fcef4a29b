"""How well two texts cover each other: the evidence behind `omission` and `addition`.

Each content word votes. A Chinese word one of whose dictionary stems is in the English speaks for
being translated, one without against; how loudly depends on its kind (how long, how common its
stems), as measured on human pairs. English words are looked at the other way round. Added to that
is how the length of the English compares with what the Chinese leads one to expect. Two logistic
models weigh it all; their numbers are data (`data/coverage.json`, made by
`python -m evaluate.fit_coverage`). Knows nothing of severity.
"""

import json
import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple, TypedDict

from pxtranslate.checks import lexicon
from pxtranslate.text import has_han

_FIGURE_OR_LATIN = re.compile(r"[A-Za-z]{2,}|\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")
_SOURCE_CLAUSE = re.compile(r"(?<=[，；。！？：,;!?])(?=[^”’」』）])")
_TARGET_CLAUSE = re.compile(r"(?<=[,;:.!?])(?=\s)")


class Terms(NamedTuple):
    """What a logistic model weighs; `near` is the side something may be lost (or added) on."""

    constant: float
    worst_clause: float
    """Evidence of the words of the clause with the most against it, -12 to 6."""
    worst_stretch: float
    """The most evidence against a run of words, wherever clauses end: word order differs; to 25."""
    mean: float
    """Evidence of a word of the near side on average."""
    length: float
    """Log of how much longer the target is than expected, -1 to 1."""
    length_by_size: float
    length_squared: float
    """With its sign."""
    size: float
    """Log of the words of the source, in characters."""
    mean_by_length: float
    balance: float
    """A free translation leaves words unanswered on both sides, an omission on one only."""
    one_sided: float
    """Words unanswered on the far side less those on the near one, -12 to 0."""
    far_unanswered: float
    """Share of the far side's words."""


class Fitted(TypedDict):
    """The fitted numbers."""

    evidence: dict[str, tuple[float, float]]
    """Kind of word -> log-likelihood ratio of (found, not found) on the other side."""
    length: tuple[float, ...]
    """Weights of `length_terms`; their sum is the log of the expected English characters."""
    omission: tuple[float, ...]
    addition: tuple[float, ...]
    """Weights of `Terms`, in their order; 0 is where an error is worth telling."""


@dataclass(frozen=True, slots=True)
class Vote:
    """One content word: its kind, whether the other side has it, and where it is."""

    kind: str
    found: bool
    clause: int
    start: int
    end: int
    """`[start, end)` in code points of its side."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What both sides hold, before any model is applied."""

    source: str
    target: str
    """Both without the marks that group the digits of a figure."""
    source_clauses: tuple[str, ...]
    target_clauses: tuple[str, ...]
    source_words: tuple[str, ...]
    """Every Chinese word, those without a vote too."""
    source_votes: tuple[Vote, ...]
    target_votes: tuple[Vote, ...]
    length_terms: tuple[float, ...]
    characters: int
    """Of the target."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How likely something is lost or added, in log-odds, and where."""

    lost: float
    added: float
    answer: float
    """Evidence of all words of both sides together that one is a translation of the other."""
    lost_at: str
    added_at: str
    expected: int
    """Characters of English that the source leads one to expect."""


@cache
def fitted() -> Fitted:
    """Load the fitted numbers."""
    text = (files("pxtranslate.checks") / "data" / "coverage.json").read_text("utf-8")
    loaded: Fitted = json.loads(text)
    return loaded


@lru_cache(maxsize=100_000)
def source_kind(word: str) -> tuple[str, frozenset[str]]:
    """Give the kind of a Chinese word and the stems that would answer it; '' means no vote."""
    stems = lexicon.stems(word)
    if stems:
        return f"{min(len(word), 3)}.{lexicon.commonness(stems)}", stems
    if len(word) == 1:
        return "", stems
    parts = lexicon.parts(word)
    stems = lexicon.readings(word).union(*(lexicon.stems(part) for part in parts))
    return ("compound" if parts else "name"), stems


@lru_cache(maxsize=100_000)
def target_kind(word: str) -> str:
    """Give the kind of an English word: figure, or case and how common its stem is."""
    if word[0].isdigit():
        return "figure"
    case = "upper" if word[0].isupper() else "lower"
    return f"{case}.{lexicon.commonness(frozenset((lexicon.stem(word),)))}"


@lru_cache(maxsize=16)
def read(source: str, target: str) -> Reading:
    """Look every content word of one side up on the other; `measure` and `signs` read the same."""
    import rjieba

    source, target = _THOUSANDS.sub("", source), _THOUSANDS.sub("", target)
    english = lexicon.english_words(target)
    present = {lexicon.stem(word) for word, _ in english}
    answered: set[str] = set()
    votes, words = [], []
    counts = [0, 0, 0, 0, 0]  # characters of words, of particles, of figures, of Latin; marks
    source_clauses = _SOURCE_CLAUSE.split(source)
    end = 0
    for number, clause in enumerate(source_clauses):
        for word in rjieba.cut(clause):
            start, end = end, end + len(word)
            if has_han(word):
                words.append(word)
                kind, stems = source_kind(word)
                counts[0 if kind and len(word) > 1 else 1] += len(word)
                if kind:
                    answered |= stems
                    votes.append(Vote(kind, not stems.isdisjoint(present), number, start, end))
            elif _FIGURE_OR_LATIN.fullmatch(word):
                counts[2 if word[0].isdigit() else 3] += len(word)
                answered.add(lexicon.stem(word))
                kind = "figure" if word[0].isdigit() else "latin"
                votes.append(Vote(kind, lexicon.stem(word) in present, number, start, end))
            elif not word.isspace():
                counts[4] += 1
    ends = [match.start() for match in _TARGET_CLAUSE.finditer(target)]
    back, number = [], 0
    for word, start in english:
        while number < len(ends) and ends[number] <= start:
            number += 1
        found = lexicon.stem(word) in answered
        back.append(Vote(target_kind(word), found, number, start, start + len(word)))
    size = max(1.0, counts[0] + counts[1] + 0.5 * counts[2] + 0.5 * counts[3])
    return Reading(
        source=source,
        target=target,
        source_clauses=tuple(source_clauses),
        target_clauses=tuple(_TARGET_CLAUSE.split(target)),
        source_words=tuple(words),
        source_votes=tuple(votes),
        target_votes=tuple(back),
        length_terms=(1.0, math.log(size), *(min(5.0, count / size) for count in counts[1:])),
        characters=len(target),
    )


def terms(reading: Reading, numbers: Fitted, *, added: bool) -> Terms:
    """Give what the logistic model of omissions (or additions) weighs."""
    near = reading.target_votes if added else reading.source_votes
    far = reading.source_votes if added else reading.target_votes
    votes = _values(near, "target." if added else "source.", numbers)
    clauses = [0.0] * (near[-1].clause + 1 if near else 1)
    for vote, value in zip(near, votes, strict=True):
        clauses[vote.clause] += value
    missed, other = unanswered(near), unanswered(far)
    mean = sum(votes) / max(4, len(votes))
    size = reading.length_terms[1]
    length = min(1.0, max(-1.0, math.log(max(1, reading.characters)) - expected(reading, numbers)))
    return Terms(
        constant=1.0,
        worst_clause=max(-12.0, min(6.0, min(clauses))),
        worst_stretch=min(25.0, _stretch(votes)[0]),
        mean=mean,
        length=length,
        length_by_size=length * size,
        length_squared=length * abs(length),
        size=size,
        mean_by_length=mean * length,
        balance=math.log1p(missed) - math.log1p(other),
        one_sided=float(max(-12, min(0, other - missed))),
        far_unanswered=other / max(1, len(far)),
    )


def unanswered(votes: tuple[Vote, ...]) -> int:
    """Count the words that the other side lacks, single characters left out."""
    return sum(not vote.found for vote in votes if not vote.kind.startswith("1."))


def stretch(reading: Reading) -> float:
    """Give the evidence, in nats, that the worst run of source words is not translated."""
    return _stretch(_values(reading.source_votes, "source.", fitted()))[0]


def weakest(source: str, target: str) -> tuple[str, str]:
    """Give the worst run of words of each side; '' where the other side answers them all."""
    reading = read(source, target)
    return (
        _run(reading.source, reading.source_votes, "source."),
        _run(reading.target, reading.target_votes, "target."),
    )


def _run(text: str, votes: tuple[Vote, ...], side: str) -> str:
    worst, first, last = _stretch(_values(votes, side, fitted()))
    return text[votes[first].start : votes[last].end] if worst else ""


def _stretch(votes: list[float]) -> tuple[float, int, int]:
    """Give the evidence against the worst run of votes, its first vote and its last."""
    # Wherever clauses end: word order differs between the languages.
    worst, first, last = 0.0, 0, 0
    current, start = 0.0, 0
    for at, value in enumerate(votes):
        if current <= 0.0:
            current, start = 0.0, at
        current = max(0.0, current - min(value, 2.5) - 0.15)
        if current > worst:
            worst, first, last = current, start, at
    return worst, first, last


def expected(reading: Reading, numbers: Fitted) -> float:
    """Give the log of the expected number of English characters."""
    return _dot(numbers["length"], reading.length_terms)


@lru_cache(maxsize=16)
def measure(source: str, target: str) -> Coverage:
    """Judge a pair. Both checks ask for the same pair one after the other, hence the cache."""
    numbers, reading = fitted(), read(source, target)
    return Coverage(
        lost=_dot(numbers["omission"], terms(reading, numbers, added=False)),
        added=_dot(numbers["addition"], terms(reading, numbers, added=True)),
        answer=sum(_values(reading.source_votes, "source.", numbers))
        + sum(_values(reading.target_votes, "target.", numbers)),
        lost_at=_worst(reading.source_votes, reading.source_clauses, "source.", numbers),
        added_at=_worst(reading.target_votes, reading.target_clauses, "target.", numbers),
        expected=round(math.exp(expected(reading, numbers))),
    )


def _values(votes: tuple[Vote, ...], side: str, numbers: Fitted) -> list[float]:
    evidence = numbers["evidence"]
    return [evidence.get(side + vote.kind, (0.0, 0.0))[not vote.found] for vote in votes]


def _worst(votes: tuple[Vote, ...], clauses: tuple[str, ...], side: str, numbers: Fitted) -> str:
    """Give the clause with the most evidence against it; '' if none has any to speak of."""
    sums = [0.0] * len(clauses)
    for vote, value in zip(votes, _values(votes, side, numbers), strict=True):
        sums[vote.clause] += value
    return clauses[sums.index(min(sums))].strip() if min(sums) < -1 else ""


def _dot(weights: tuple[float, ...], values: tuple[float, ...]) -> float:
    return sum(weight * value for weight, value in zip(weights, values, strict=True))
