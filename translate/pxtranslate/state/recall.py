"""What people translated before: the very same text takes their words, one like it shows them.

Pairs lie in layers, looked into in this order: the file given for the run (`--tm`), then the memory that
runs share. Of the same source the first layer that has it tells; of sources only like it, the likest.
A recalled target is as a correction: no model is asked, checks look at it, mending leaves it alone. What
a person wrote in the input or its results comes before all layers. A sentence that is only like one in
them goes to the machine, and the pair stands beside its answer; the model does not see it (decision
0150).
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from pxtranslate.articles.segment import whole
from pxtranslate.records import Article, Document, Match, Segment
from pxtranslate.state.corrections import marks
from pxtranslate.state.pairs import Pair, Pairs
from pxtranslate.text import MARK, carried, mark

LIKE = 0.75
"""How alike a sentence must be to be shown; what translators' tools take for a fuzzy match."""

Layers = Sequence[Pairs]
"""What comes first wins."""
Found = Sequence[Mapping[str, Pair]]
"""What each layer had at one moment, by the marks of the sources."""


def look_up(documents: Iterable[Document], layers: Layers) -> Found:
    """What is known of the sentences and paragraphs of documents."""
    return _look_up(set().union(*(_sources(marks(one)) for one in documents)), layers)


def recall(document: Document, found: Found, layers: Layers) -> Document:
    """Fill the segments that people translated, and put the likest pair beside the others.

    A paragraph that is known as a whole, and nothing of it better, becomes one segment.
    """

    def with_recalled(article: Article) -> Article:
        parts = article.segments
        for known in found:
            parts = tuple(_taken(parts, known))
        return replace(article, segments=tuple(_likened(part, layers) for part in parts))

    return replace(document, articles=tuple(map(with_recalled, document.articles)))


def recalled(placed: Mapping[str, Iterable[str]], layers: Layers) -> dict[str, str]:
    """What is known of documents, in short; they are given by name, with their `marks`.

    Where it is no longer what it was, the document is to be done again.
    """
    sources = {name: set().union(*map(_sources, each)) for name, each in placed.items()}
    found = _look_up(set().union(*sources.values()), layers)
    return {name: _digest(each, found) for name, each in sources.items()}


def in_short(document: Document, found: Found) -> str:
    """What was known of a document, as `recalled` tells it; it is given with it in its place."""
    return _digest(_sources(marks(document)), found)


def _look_up(sources: set[str], layers: Layers) -> Found:
    return [layer.exact(sources) for layer in layers]


def _sources(pairs: str) -> set[str]:
    """The marks of the sources among the `marks` of a document."""
    return {pairs[at : at + MARK] for at in range(0, len(pairs), 2 * MARK)}


def _taken(segments: Sequence[Segment], known: Mapping[str, Pair]) -> Iterator[Segment]:
    """The segments with what one layer has for them, as far as no person did them yet."""
    for _, group in groupby(segments, lambda one: one.paragraph):
        parts = list(group)
        if len(parts) > 1 and _pair(whole(parts), known) and all(map(_is_free, parts)):
            parts = [whole(parts)]
        for part in parts:
            pair = _pair(part, known)
            if pair and _is_free(part):
                target = pair.target.strip()
                yield replace(part, target=target, origin="human", match=_match(1.0, pair))
            else:
                yield part


def _is_free(segment: Segment) -> bool:
    return segment.origin != "human"


def _pair(segment: Segment, known: Mapping[str, Pair]) -> Pair | None:
    pair = known.get(mark(segment.source))
    return pair if pair and carried(pair.source) == carried(segment.source) else None


def _likened(segment: Segment, layers: Layers) -> Segment:
    if not (_is_free(segment) and segment.source.strip()):
        return segment
    likest = [found for layer in layers for found in layer.like(segment.source, LIKE)]
    if not likest:
        return segment
    return replace(segment, match=_match(*max(likest, key=lambda one: one.similarity)))


def _digest(sources: Iterable[str], found: Found) -> str:
    """ "" where nothing is known."""
    told = {mark: pair for known in reversed(found) for mark, pair in known.items()}
    known = sorted(source + told[source].target for source in sources if source in told)
    if not known:
        return ""
    return hashlib.sha256("\n".join(known).encode("utf-8", "surrogatepass")).hexdigest()[:MARK]


def _match(similarity: float, pair: Pair) -> Match:
    return Match(round(similarity, 2), pair.source, pair.target.strip(), pair.file)
