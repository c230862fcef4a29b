"""Choose the sentences of an article that tell its news. No model, no translation of its own.

A sentence's worth is what it is expected to score against the published headline (mean of character
ROUGE-1, -2 and -L): how early it stands, how many of its words come back elsewhere, how like the
rest of the article it is. Those three weights were fitted on 789 news items and the fits hold from
one collection to another (translate/decisions/0080-extract.md); the penalties were set by reading.
"""

import math
import operator
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from pxtranslate.config import Summaries
from pxtranslate.records import Article, SummarySentence
from pxtranslate.summaries.cues import cues
from pxtranslate.summaries.sentences import Unit, units
from pxtranslate.summaries.wording import bare, bigrams, words

EARLY, RECURRING, CENTRAL = 0.083, 0.150, 0.488
TITLE = 0.15
"""For a sentence that holds the whole title; read off, since headlines cannot be fitted on titles."""
FIGURES, FACTS = 0.02, 0.03
"""For a sentence with a figure; and, once the lead is chosen, for each of up to three figures."""
LEANING, SCENE, PLATITUDE, META, FRAGMENT, LONG, FAULTY = 0.12, 0.13, 0.10, 0.10, 0.06, 0.12, 0.50
QUOTED, LABEL, ORDER = 0.15, 0.12, 0.50
REPEATING = 0.30
"""Times the likeness (cosine) to the title or the most similar sentence already chosen."""
SHARE, EACH = 0.4, 100
"""Most of the article's characters a summary may have; characters that earn it one sentence."""
ENOUGH = 0.05
"""What a further sentence must add; below it the summary stays shorter than it may be."""
SHORT, HEADED, COMFORTABLE = 12, 20, 60
"""Characters of a sentence: below, a fragment; at most, a paragraph's label; above, hard to read."""

_FIGURE = re.compile(r"\d+(?:\.\d+)?")

_ENDS = "。！？!?”’"


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence's worth, before anything is chosen, and what comparing it needs."""

    worth: float
    vector: Mapping[str, float]
    """Its character bigrams, length 1."""
    figures: int
    leaning: bool


def extract(article: Article, settings: Summaries) -> tuple[SummarySentence, ...]:
    """Return the best sentences in reading order, each with its segments.

    At most `settings.sentences`, and one for every 100 characters; one if the article has one or
    two; together no longer than 0.4 of the article or `settings.characters`, but never none if
    there is a sentence at all.
    """
    found = units(article)
    title = article.title.text if article.title else ""
    return tuple(to_sentence(found[at]) for at in choose(found, title, settings))


def to_sentence(unit: Unit) -> SummarySentence:
    """Make a summary sentence of a unit as it stands, with what checks found in its segments."""
    return SummarySentence(
        zh=unit.zh,
        en=unit.en,
        segments=tuple(segment.id for segment in unit.segments),
        method="extract",
        issues=tuple(issue for segment in unit.segments for issue in segment.issues),
    )


def choose(found: Sequence[Unit], title: str, settings: Summaries) -> list[int]:
    """Return the places of the chosen units, in reading order."""
    scored = score([unit.zh for unit in found], title)
    heading = _vector(title)
    titled = [max(0.0, 3 * _dot(heading, one.vector) - 1.5) for one in scored]
    repeated = [0.0] * len(found)
    most, room = bounds(found, settings)
    chosen: list[int] = []
    left = set(range(len(found)))
    while left and len(chosen) < most:
        values = {
            at: _value(at, found[at], scored[at], chosen, repeated[at], titled[at])
            for at in left
            if not chosen or not scored[at].leaning or at - 1 in chosen
        }
        if not values:
            break
        best = max(values, key=lambda at: (values[at], -at))
        left.discard(best)
        used = sum(len(found[at].zh) for at in chosen)
        if not chosen or (values[best] >= ENOUGH and used + len(found[best].zh) <= room):
            chosen.append(best)
            for at in left:
                repeated[at] = max(repeated[at], _dot(scored[at].vector, scored[best].vector))
    return sorted(chosen)


def bounds(found: Sequence[Unit], settings: Summaries) -> tuple[int, float]:
    """Return how many sentences, and how many characters, a summary of these may have."""
    whole = sum(len(unit.zh) for unit in found)
    most = 1 if len(found) <= 2 else min(settings.sentences, max(1, whole // EACH))
    return most, min(SHARE * whole, settings.characters or math.inf)


def _value(
    at: int, unit: Unit, own: Scored, chosen: Sequence[int], repeated: float, titled: float
) -> float:
    """What one more sentence adds to those already chosen.

    `repeated`, `titled`: how like it is to one of those, and to the title, at most.
    """
    value = own.worth - FAULTY * unit.faulty
    value -= LABEL * (
        at > 0 and (unit.opens or bool(chosen)) and len(unit.zh) <= HEADED and own.figures == 0
    )
    value -= LEANING * (own.leaning and not chosen)
    if chosen:
        value += FACTS * min(own.figures, 3)
        value -= REPEATING * repeated
        value -= REPEATING * titled
    return value


def score(texts: Sequence[str], title: str = "") -> list[Scored]:
    """Score the sentences of one article, given in reading order. Linear in their length."""
    return _score(tuple(texts), title)


@lru_cache(maxsize=1)  # of an article without a title, the summary asks, then the headline
def _score(texts: tuple[str, ...], title: str) -> list[Scored]:
    vectors = [_vector(text) for text in texts]
    carrying = [words(text) for text in texts]
    everything: defaultdict[str, float] = defaultdict(float)
    for vector in vectors:
        for key, value in vector.items():
            everything[key] += value
    spread = Counter(chain.from_iterable(carrying))
    recurring = {word for word, times in spread.items() if times > 1}
    wanted = set(bigrams(title))
    return [
        Scored(
            worth=EARLY * math.log(len(texts)) / (1 + at)
            + RECURRING * len(recurring & carrying[at]) / max(1, len(carrying[at]))
            + CENTRAL * _centrality(vectors[at], everything, len(texts))
            + TITLE * len(wanted & vectors[at].keys()) / max(1, len(wanted))
            + FIGURES * (figures > 0)
            - _flaws(text),
            vector=vectors[at],
            figures=figures,
            leaning=at > 0 and cues().dependent.match(text) is not None,
        )
        for at, text in enumerate(texts)
        for figures in (len(_FIGURE.findall(text)),)
    ]


def _centrality(vector: Mapping[str, float], everything: Mapping[str, float], count: int) -> float:
    """Mean cosine to the other sentences, taken from their sum."""
    alike = sum(map(operator.mul, vector.values(), map(everything.__getitem__, vector)))
    return (alike - 1) / max(1, count - 1) if vector else 0.0


def _flaws(text: str) -> float:
    size = len(bare(text))
    # “……”某某说。: praise or colour, its news is in the sentences round it.
    said = text[:1] in "“「『" and text[-2:-1] in "道说称示"
    broken = any(text.count(a) != text.count(b) for a, b in ("“”", "‘’", "「」", "『』"))
    quoted = text[:1] in '“「『"' and text[-1:] in '”」』"'
    return (
        SCENE * (min(len(cues().scene.findall(text)), 3) + 2 * bool(cues().scene.match(text)))
        + PLATITUDE * min(len(cues().platitude.findall(text)), 3)
        + META * bool(cues().meta.search(text))
        + ORDER * bool(cues().orders.search(text))
        + QUOTED * (quoted or broken or said)
        + FRAGMENT * (size < SHORT)
        + FRAGMENT * (text[-1:] not in _ENDS)
        + LONG * math.log(max(size, COMFORTABLE) / COMFORTABLE)
    )


@lru_cache(maxsize=4096)
def _vector(text: str) -> Mapping[str, float]:
    counts = Counter(bigrams(text))
    length = math.sqrt(sum([count * count for count in counts.values()]))
    return {key: count / length for key, count in counts.items()}


def _dot(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    return sum([a[key] * b[key] for key in filter(b.__contains__, a)])
