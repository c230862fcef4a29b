"""Choose the sentences of an article that tell its news. No model, no translation of its own.

A sentence's worth is what it is expected to score against the published headline (mean of character
ROUGE-1, -2 and -L): how early it stands, how many of its words come back elsewhere, how like the
rest of the article it is. Those three weights were fitted on 789 news items and the fits hold from
one collection to another (translate/decisions/0080-extract.md); the penalties were set by reading.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pxtranslate.records import Article, SummarySentence
from pxtranslate.summaries.cues import cues
from pxtranslate.summaries.settings import SummarySettings
from pxtranslate.summaries.units import Unit, units
from pxtranslate.summaries.words import bare, bigrams, words

EARLY, RECURRING, CENTRAL = 0.083, 0.150, 0.488
TITLE = 0.15
"""For a sentence that holds the whole title; read off, since headlines cannot be fitted on titles."""
FIGURES = 0.02
LEANING, SCENE, META, QUOTED, FRAGMENT, LONG, FAULTY = 0.06, 0.08, 0.10, 0.08, 0.06, 0.06, 0.50
REPEATING = 0.30
"""Times the likeness (cosine) to the most similar sentence already chosen."""
SHARE = 0.4
"""Of the article's characters: a longer summary saves the reader nothing."""
SHORT, COMFORTABLE = 12, 80
"""Characters of a sentence below which it is a fragment, above which it is hard to read."""

_ENDS = "。！？!?”’"


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence's worth, before anything is chosen, and what comparing it needs."""

    worth: float
    vector: dict[str, float]
    """Its character bigrams, length 1."""
    leaning: bool


def extract(article: Article, settings: SummarySettings) -> tuple[SummarySentence, ...]:
    """Return the best sentences in reading order, each with its segments.

    At most `settings.sentences`; one if the article has one or two; together no longer than 0.4 of
    the article or `settings.characters`, but never none if there is a sentence at all.
    """
    found = units(article)
    title = article.title.text if article.title else ""
    return tuple(to_sentence(found[at]) for at in choose(found, title, settings))


def to_sentence(unit: Unit) -> SummarySentence:
    """Make a summary sentence of a unit as it stands."""
    ids = tuple(segment.id for segment in unit.segments)
    return SummarySentence(zh=unit.zh, en=unit.en, segments=ids, method="extract")


def choose(found: Sequence[Unit], title: str, settings: SummarySettings) -> list[int]:
    """Return the places of the chosen units, in reading order."""
    scored = score([unit.zh for unit in found], title)
    worth = [s.worth - FAULTY * unit.faulty for s, unit in zip(scored, found, strict=True)]
    most = 1 if len(found) <= 2 else settings.sentences
    room = SHARE * sum(len(unit.zh) for unit in found)
    if settings.characters:
        room = min(room, settings.characters)
    chosen: list[int] = []
    left = set(range(len(found)))
    while left and len(chosen) < most:
        best = max(left, key=lambda at: (worth[at] - _clash(at, chosen, scored), -at))
        left.discard(best)
        used = sum(len(found[at].zh) for at in chosen)
        if not chosen or used + len(found[best].zh) <= room:
            chosen.append(best)
    return sorted(chosen)


def _clash(at: int, chosen: list[int], scored: Sequence[Scored]) -> float:
    likeness = max((_dot(scored[at].vector, scored[c].vector) for c in chosen), default=0.0)
    leans = scored[at].leaning and at - 1 not in chosen
    return REPEATING * likeness + LEANING * leans


def score(texts: Sequence[str], title: str = "") -> list[Scored]:
    """Score the sentences of one article, given in reading order. Linear in their length."""
    vectors = [_vector(text) for text in texts]
    carrying = [words(text) for text in texts]
    everything: defaultdict[str, float] = defaultdict(float)
    for vector in vectors:
        for key, value in vector.items():
            everything[key] += value
    spread = Counter(word for some in carrying for word in some)
    wanted = set(bigrams(title))
    return [
        Scored(
            worth=EARLY * math.log(len(texts)) / (1 + at)
            + RECURRING * sum(spread[word] > 1 for word in carrying[at]) / max(1, len(carrying[at]))
            + CENTRAL * _centrality(vectors[at], everything, len(texts))
            + TITLE * len(wanted & vectors[at].keys()) / max(1, len(wanted))
            + FIGURES * any(char.isdigit() for char in text)
            - _flaws(text),
            vector=vectors[at],
            leaning=at > 0 and cues().dependent.match(text) is not None,
        )
        for at, text in enumerate(texts)
    ]


def _centrality(vector: dict[str, float], everything: Mapping[str, float], count: int) -> float:
    """Mean cosine to the other sentences, taken from their sum."""
    alike = sum(value * (everything[key] - value) for key, value in vector.items())
    return alike / max(1, count - 1)


def _flaws(text: str) -> float:
    size = len(bare(text))
    broken = any(text.count(a) != text.count(b) for a, b in ("“”", "‘’", "「」", "『』"))
    quoted = text[:1] in '“「『"' and text[-1:] in '”」』"'
    return (
        SCENE * bool(cues().scene.search(text))
        + META * bool(cues().meta.search(text))
        + QUOTED * (quoted or broken)
        + FRAGMENT * (size < SHORT)
        + FRAGMENT * (text[-1:] not in _ENDS)
        + LONG * math.log(max(size, COMFORTABLE) / COMFORTABLE)
    )


def _vector(text: str) -> dict[str, float]:
    counts = Counter(bigrams(text))
    length = math.sqrt(sum(count * count for count in counts.values()))
    return {key: count / length for key, count in counts.items()}


def _dot(a: dict[str, float], b: dict[str, float]) -> float:
    return sum(value * b[key] for key, value in a.items() if key in b)
