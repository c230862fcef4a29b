"""Find the sentences of an article that a new sentence rests on.

They are chosen one by one, each for what it adds: the sentence's character pairs, and the figures
and names it must have; then for each clause that none of them holds, one that
does. Whether they bear the sentence out is the business of `verify`.
"""

from collections.abc import Sequence

from pxtranslate.figures.chinese import read_chinese
from pxtranslate.records import SummarySentence
from pxtranslate.summaries.sentences import Unit
from pxtranslate.summaries.wording import bigrams, clauses, names, share_of

MOST, GAIN = 3, 0.15
"""Most sentences that support a whole one; least share of its character pairs each must add."""
HELD = 0.6
"""Least share of a clause's character pairs in the sentence that holds it."""
WEIGHT = 3
"""Character pairs that one figure or name is worth."""


def trace(text: str, body: Sequence[Unit], method: str) -> SummarySentence:
    """Return `text` as a summary sentence that names its support; none if nothing holds it."""
    left, must = set(bigrams(text)), _things(text)
    least = GAIN * max(1, len(left))
    held = [set(bigrams(unit.zh)) for unit in body]
    known = [
        _things(unit.zh) | {name for name in must if isinstance(name, str) and name in unit.zh}
        for unit in body
    ]
    chosen: list[int] = []
    while len(chosen) < min(MOST, len(body)):
        gains = {
            at: len(left & held[at]) + WEIGHT * len(must & known[at])
            for at in range(len(body))
            if at not in chosen
        }
        best = max(gains, key=lambda at: (gains[at], -at))
        if not must & known[best] and gains[best] < least:
            break
        chosen.append(best)
        left, must = left - held[best], must - known[best]
    for clause in clauses(text) if chosen else ():
        shares = {at: share_of(clause, unit.zh) for at, unit in enumerate(body)}
        best = max(shares, key=lambda at: (at in chosen and shares[at] >= HELD, shares[at], -at))
        if shares[best] >= HELD and best not in chosen:
            chosen.append(best)
    ids = tuple(segment.id for at in sorted(chosen) for segment in body[at].segments)
    return SummarySentence(zh=text, en="", segments=ids, method=method)


def _things(text: str) -> set[object]:
    """The names and figures of a text."""
    return {*names(text), *((f.kind, f.low, f.high) for f in read_chinese(text))}
