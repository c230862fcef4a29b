"""What people translated before, taken from a memory: the very same sentence wins, one like it is shown.

A recalled target is as a correction: no model is asked, checks look at it, mending leaves it alone. A
sentence that is only like one in the memory goes to the machine, and the pair stands beside its
answer; the model does not see it (decision 0150). Corrections in the output folder come first.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from pxtranslate.output.view import segments
from pxtranslate.records import Article, Document, Match, Segment
from pxtranslate.state.pairs import Pair, Pairs
from pxtranslate.text import MARK, carried, mark

LIKE = 0.75
"""How alike a sentence must be to be shown; what translators' tools take for a fuzzy match."""


def recall(document: Document, pairs: Pairs) -> Document:
    """Fill the segments that a person translated, and put the likest pair beside the others."""
    exact = pairs.exact({mark(segment.source) for segment in segments(document)})

    def look(segment: Segment) -> Segment:
        if segment.origin == "human":
            return segment
        pair = exact.get(mark(segment.source))
        if pair and carried(pair.source) == carried(segment.source):
            return replace(segment, target=pair.target, origin="human", match=_match(1.0, pair))
        found = pairs.like(segment.source, LIKE) if segment.source.strip() else []
        return replace(segment, match=_match(*found[0])) if found else segment

    def with_recalled(article: Article) -> Article:
        return replace(article, segments=tuple(map(look, article.segments)))

    return replace(document, articles=tuple(map(with_recalled, document.articles)))


def recalled(placed: Mapping[str, Iterable[str]], pairs: Pairs) -> dict[str, str]:
    """What a memory has for documents, in short; they are given by name, with their `marks`.

    "" where it has nothing. Where it is no longer what it was, the document is to be done again.
    """
    sources = {
        name: {one[at : at + MARK] for one in marks for at in range(0, len(one), 2 * MARK)}
        for name, marks in placed.items()
    }
    known = pairs.exact(set().union(*sources.values()))
    return {name: _digest(marks, known) for name, marks in sources.items()}


def _digest(sources: Iterable[str], known: Mapping[str, Pair]) -> str:
    found = sorted(source + known[source].target for source in sources if source in known)
    if not found:
        return ""
    return hashlib.sha256("\n".join(found).encode("utf-8", "surrogatepass")).hexdigest()[:MARK]


def _match(similarity: float, pair: Pair) -> Match:
    return Match(round(similarity, 2), pair.source, pair.target.strip(), pair.file)
