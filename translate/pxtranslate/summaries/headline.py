"""A headline for an article that came without one.

The candidate is a run of up to three clauses of one sentence, without its "近日，" and "据悉，": it is
always words of the article, never new ones. Knows nothing of engines.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pxtranslate.summaries.cues import cues
from pxtranslate.summaries.extract import score
from pxtranslate.summaries.wording import bare, names, words

SHORTEST, LONGEST, USUAL, SENTENCES = 6, 32, 20, 12
"""In characters (published headlines have 17 on average); how many sentences are looked at."""
# Fitted with the weights of `extract`, in the same unit: expected ROUGE against the headline.
WORTH, OFF_LENGTH, LENGTH, FIRST = 0.10, 0.060, 0.010, 0.040
RECURRING, RECURRING_SHARE, NAMED, FIGURES = 0.024, 0.100, 0.036, 0.012
DANGLING, SAYING, UNFINISHED = 0.08, 0.045, 0.08

_CLAUSE = re.compile(r"[^，,；;]*(?:[，,；;]|$)")
_UNFINISHED = re.compile(r"(?:后|时|之际|同时|以来|来看|来说|而言|方面|之下|起)$")
_TITLED = re.compile(rf"【([^】]{{{SHORTEST},{LONGEST}}})】")
_EDGES = " 　，,。；;！!：:、"
_SAYING = re.compile(r"(?:表示|称|说|指出|认为|透露|介绍|强调|显示|看来)$")


def candidate(texts: Sequence[str]) -> str:
    """Return the words of an article's sentences that read most like its headline.

    "" for no text; the whole first sentence where no clause has the length of a headline.
    """
    if not texts:
        return ""
    if titled := _TITLED.match(texts[0]):  # 【…】 before the text is the sender's own headline
        return titled[1]
    best, most = _bare(texts[0]), -math.inf
    scored = score(texts)
    spread = Counter(word for text in texts for word in words(text))
    for at, text in enumerate(texts[:SENTENCES]):
        for span in _spans(text):
            worth = WORTH * scored[at].worth + FIRST * (at == 0) + _worth(span, spread)
            if worth > most:
                best, most = span, worth
    return best


def _worth(span: str, spread: Mapping[str, int]) -> float:
    carrying = words(span)
    recurring = sum(spread[word] > 1 for word in carrying)
    length = math.log(len(bare(span)) / USUAL)
    return (
        RECURRING * recurring
        + RECURRING_SHARE * recurring / max(1, len(carrying))
        + NAMED * bool(names(span))
        + FIGURES * any(char.isdigit() for char in span)
        + LENGTH * length
        - OFF_LENGTH * length**2
        - DANGLING * (cues().dangling.match(span) is not None)
        - UNFINISHED * (_UNFINISHED.search(span) is not None)
        - SAYING * (_SAYING.search(span) is not None)
    )


def _spans(text: str) -> Iterator[str]:
    clauses = [clause for clause in _CLAUSE.findall(text) if clause]
    for start in range(len(clauses)):
        for end in range(start + 1, min(start + 3, len(clauses)) + 1):
            span = _bare("".join(clauses[start:end]))
            if SHORTEST <= len(bare(span)) <= LONGEST and _balanced(span):
                yield span


def _bare(text: str) -> str:
    text = text.strip(_EDGES)
    while (lead := cues().leadin.match(text)) and len(text) - lead.end() >= SHORTEST:
        text = text[lead.end() :].strip(_EDGES)
    return text


def _balanced(text: str) -> bool:
    return all(text.count(a) == text.count(b) for a, b in ("“”", "‘’", "《》", "（）", "【】"))
