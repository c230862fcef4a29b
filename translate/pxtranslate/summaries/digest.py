"""Put the articles of a whole run in order for a reader: most newsworthy first, copies together.

Works from small items, one an article, so that ten thousand files stay cheap; how an item is shown
is the business of `pxtranslate.output`. Everything is deterministic and nearly linear.
"""

import math
import re
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pxtranslate.records import Article, Summary, SummarySentence
from pxtranslate.summaries.cues import cues
from pxtranslate.summaries.wording import bare, names

SHINGLE, SKETCH = 5, 64
"""Characters of a shingle; how many of an article's shingle hashes are kept, the smallest."""
SAME = 0.5
"""Jaccard likeness from which two articles are copies of one report if they tell the same figures,
dates and names, and related if they do not: a notice that comes every day is news every day."""
CARRIED = 0.3
"""What each further copy of a report adds to its score: several desks thought it worth printing."""

_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_ANY_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*%?|[〇零一二两三四五六七八九十百千万亿]+")
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
    facts: int = 0
    """Hash of the figures, dates and names told."""
    duplicates: tuple[tuple[str, str], ...] = ()
    """Folder and article id of the copies that stand behind this one."""
    related: tuple[tuple[str, str], ...] = ()
    """Folder and article id of reports in much the same words with other facts."""


def item(folder: str, article: Article) -> DigestItem | None:
    """Return what the digest needs of an article; None if it has no summary."""
    if article.summary is None:
        return None
    text = "".join(one.text for one in article.paragraphs if one.role != "byline")
    return DigestItem(
        folder=folder,
        article=article.id,
        headline_zh=article.summary.headline_zh,
        headline_en=article.summary.headline_en,
        sentences=article.summary.sentences,
        score=_newsworth(article, article.summary),
        sketch=_sketch(text),
        facts=_facts(text),
    )


def digest(items: Sequence[DigestItem]) -> list[DigestItem]:
    """Return one item a report, most newsworthy first; ties keep the order given.

    Of copies the highest-scoring speaks for all and names the others in `duplicates`.
    """
    groups, near = _groups(items)
    leaders = {root: min(group, key=lambda at: -items[at].score) for root, group in groups.items()}
    reports = []
    for root, group in groups.items():
        first = leaders[root]
        others = sorted((at for at in group if at != first), key=lambda at: -items[at].score)
        reports.append(
            replace(
                items[first],
                score=round(items[first].score + CARRIED * len(others), 4),
                duplicates=tuple(map(_place, (items[at] for at in others))),
                related=tuple(_place(items[leaders[other]]) for other in sorted(near[root])),
            )
        )
    return sorted(reports, key=lambda one: -one.score)


def _place(one: DigestItem) -> tuple[str, str]:
    return one.folder, one.article


def _newsworth(article: Article, summary: Summary) -> float:
    """Space the editor gave it, strong words in headline and summary, figures in the summary."""
    text = summary.headline_zh + "".join(sentence.zh for sentence in summary.sentences)
    size = sum(len(paragraph.text) for paragraph in article.paragraphs)
    striking = len(set(cues().striking.findall(text)))
    figures = len(set(_FIGURE.findall(text)))
    return round(math.log1p(size / 100) + 0.3 * min(striking, 5) + 0.1 * min(figures, 5), 4)


def _sketch(text: str) -> tuple[int, ...]:
    letters = bare(text)
    shingles = {letters[at : at + SHINGLE] for at in range(len(letters) - SHINGLE + 1)}
    sums = map(zlib.crc32, map(str.encode, shingles))
    hashes = [(one * _MIX) & 0xFFFFFFFF for one in sums]
    return tuple(sorted(hashes)[:SKETCH])


def _facts(text: str) -> int:
    """A hash of the figures and dates, as they are written, and the names of a text."""
    facts = sorted({*_ANY_FIGURE.findall(unicodedata.normalize("NFKC", text)), *names(text)})
    return zlib.crc32("|".join(facts).encode())


def _groups(
    items: Sequence[DigestItem],
) -> tuple[dict[int, list[int]], defaultdict[int, set[int]]]:
    """Group what is alike and tells the same facts, directly or through others; and for each group
    those that are alike and tell others. Compares only items that share a hash.
    """
    group = list(range(len(items)))

    def root(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = group[at]
        return at

    holders: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    last: dict[int, int] = {}
    alike: list[tuple[int, int]] = []
    for at, one in enumerate(items):
        near = {root(other) for key in one.sketch for other in holders[one.facts, key][-1:]}
        for other in sorted(near):
            if likeness(one.sketch, items[other].sketch) >= SAME:
                group[root(at)] = root(other)
        for other in sorted({last[key] for key in one.sketch if key in last}):
            if (
                items[other].facts != one.facts
                and likeness(one.sketch, items[other].sketch) >= SAME
            ):
                alike.append((at, other))
        for key in one.sketch:
            holders[one.facts, key].append(at)
            last[key] = at
    gathered: defaultdict[int, list[int]] = defaultdict(list)
    for at in range(len(items)):
        gathered[root(at)].append(at)
    related: defaultdict[int, set[int]] = defaultdict(set)
    for one_at, other in alike:
        related[root(one_at)].add(root(other))
        related[root(other)].add(root(one_at))
    return gathered, related


def likeness(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """Estimate the Jaccard likeness of two texts' shingles from their sketches, 0 to 1."""
    smallest = sorted(set(a) | set(b))[:SKETCH]
    shared = set(a) & set(b)
    return sum(key in shared for key in smallest) / max(1, len(smallest))
