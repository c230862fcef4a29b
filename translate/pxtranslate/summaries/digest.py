"""Put the articles of a whole run in order for a reader: most newsworthy first, copies together.

Works from small items, one an article, so that ten thousand files stay cheap; how an item is shown
is the business of `pxtranslate.output`. Everything is deterministic and nearly linear.
"""

import math
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pxtranslate.records import Article, Summary, SummarySentence
from pxtranslate.summaries.cues import cues
from pxtranslate.summaries.wording import bare

SHINGLE, SKETCH = 5, 64
"""Characters of a shingle; how many of an article's shingle hashes are kept, the smallest."""
SAME = 0.5
"""Jaccard likeness from which two articles are copies of one report."""
CARRIED = 0.3
"""What each further copy of a report adds to its score: several desks thought it worth printing."""

_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_MIX = 0x9E3779B1  # 2**32 / golden ratio, odd: spreads CRC-32, which keeps neighbours together


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One article of a run, as the digest tells it."""

    folder: str
    """The result folder its document went to."""
    article: str
    headline_zh: str
    headline_en: str
    sentences: tuple[SummarySentence, ...]
    score: float
    """How newsworthy; only the order matters."""
    sketch: tuple[int, ...] = ()
    """The smallest hashes of the text's shingles, ascending: what copies are known by."""
    duplicates: tuple[tuple[str, str], ...] = ()
    """Folder and article id of the copies that stand behind this one."""


def item(folder: str, article: Article) -> DigestItem | None:
    """Return what the digest needs of an article; None if it has no summary."""
    if article.summary is None:
        return None
    return DigestItem(
        folder=folder,
        article=article.id,
        headline_zh=article.summary.headline_zh,
        headline_en=article.summary.headline_en,
        sentences=article.summary.sentences,
        score=_newsworth(article, article.summary),
        sketch=_sketch("".join(paragraph.text for paragraph in article.paragraphs)),
    )


def digest(items: Sequence[DigestItem]) -> list[DigestItem]:
    """Return one item a report, most newsworthy first; ties keep the order given.

    Of copies the highest-scoring speaks for all and names the others in `duplicates`.
    """
    reports = []
    for group in _copies(items):
        first, *others = sorted(group, key=lambda one: -one.score)
        reports.append(
            replace(
                first,
                score=round(first.score + CARRIED * len(others), 4),
                duplicates=tuple((other.folder, other.article) for other in others),
            )
        )
    return sorted(reports, key=lambda one: -one.score)


def _newsworth(article: Article, summary: Summary) -> float:
    """Space the editor gave it, strong words in headline and summary, figures in the summary."""
    told = summary.headline_zh + "".join(sentence.zh for sentence in summary.sentences)
    size = sum(len(paragraph.text) for paragraph in article.paragraphs)
    striking = len(set(cues().striking.findall(told)))
    figures = len(set(_FIGURE.findall(told)))
    return round(math.log1p(size / 100) + 0.3 * min(striking, 5) + 0.1 * min(figures, 5), 4)


def _sketch(text: str) -> tuple[int, ...]:
    letters = bare(text)
    shingles = {letters[at : at + SHINGLE] for at in range(len(letters) - SHINGLE + 1)}
    sums = map(zlib.crc32, map(str.encode, shingles))
    hashes = [(one * _MIX) & 0xFFFFFFFF for one in sums]
    return tuple(sorted(hashes)[:SKETCH])


def _copies(items: Sequence[DigestItem]) -> Iterator[list[DigestItem]]:
    """Group what is alike, directly or through others. Compares only items that share a hash."""
    group = list(range(len(items)))

    def root(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = group[at]
        return at

    holders: defaultdict[int, list[int]] = defaultdict(list)
    for at, one in enumerate(items):
        near = {root(other) for key in one.sketch for other in holders[key][-1:]}
        for other in sorted(near):
            if likeness(one.sketch, items[other].sketch) >= SAME:
                group[root(at)] = root(other)
        for key in one.sketch:
            holders[key].append(at)
    gathered: defaultdict[int, list[DigestItem]] = defaultdict(list)
    for at, one in enumerate(items):
        gathered[root(at)].append(one)
    yield from gathered.values()


def likeness(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """Estimate the Jaccard likeness of two texts' shingles from their sketches, 0 to 1."""
    smallest = sorted(set(a) | set(b))[:SKETCH]
    shared = set(a) & set(b)
    return sum(key in shared for key in smallest) / max(1, len(smallest))
