"""What the front page tells of one input: an entry, small enough to keep ten thousand of.

The state of an output folder remembers entries as JSON, so that a rerun need not read documents.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pxtranslate.config import Language
from pxtranslate.output.view import characters, headline_en, headline_zh, is_flagged, segments
from pxtranslate.records import Article, Document, Segment
from pxtranslate.summaries.digest import item
from pxtranslate.text import chinese_script


@dataclass(frozen=True, slots=True)
class Story:
    """One article on the front page."""

    id: str
    headline_zh: str
    headline_en: str
    summary: tuple[tuple[str, str], ...] = ()
    """(Chinese, English) sentences."""
    flagged: int = 0
    score: float = 0.0
    sketch: tuple[int, ...] = ()
    facts: int = 0
    """How newsworthy, and what copies are known by: see `DigestItem`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One input on the front page. With an `error` it has no folder and nothing else is told."""

    path: str
    """As the user named it; shown, never linked to."""
    folder: str = ""
    stories: tuple[Story, ...] = ()
    segments: int = 0
    failed: int = 0
    unasked: int = 0
    flagged: int = 0
    doubtful: int = 0
    """Segments in which the check `doubt` expects a major error."""
    characters: int = 0
    script: str = "Hans"
    """`Hans` or `Hant`."""
    language: Language = "both"
    """What the stories are told in."""
    tried: Mapping[str, int] = field(default_factory=dict)
    """Rung of mending -> segments it was tried on."""
    mended: Mapping[str, int] = field(default_factory=dict)
    """Rung of mending -> segments it made better."""
    error: str = ""


def entry_of(document: Document, language: Language = "both") -> Entry:
    """Return what the front page tells of a finished document, and in which language."""
    every = list(segments(document))
    return Entry(
        path=document.path,
        folder=document.name,
        stories=tuple(_story(document.name, article) for article in document.articles),
        segments=len(every),
        failed=sum(segment.status == "failed" for segment in every),
        unasked=sum(segment.status == "unasked" for segment in every),
        flagged=sum(map(is_flagged, every)),
        doubtful=sum(any(i.check == "doubt" for i in segment.issues) for segment in every),
        characters=characters(document),
        script=chinese_script(document.text),
        language=language,
        tried=counts({remedy: 1} for segment in every for remedy, _ in _attempts(segment)),
        mended=counts(
            {remedy: 1} for segment in every for remedy, kept in _attempts(segment) if kept
        ),
    )


def counts(some: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Add up counts of the same names."""
    total: Counter[str] = Counter()
    for one in some:
        total.update(one)
    return dict(sorted(total.items()))


def mending(entries: Sequence[Entry]) -> str:
    """Say in a few words what mending did; empty where there was nothing to mend."""
    tried = counts(entry.tried for entry in entries)
    mended = counts(entry.mended for entry in entries)
    again = [remedy for remedy in tried if remedy not in ("repair", "second")]
    parts = [
        *([f"{mended['repair']:,} by rule"] if mended.get("repair") else []),
        *(
            f"{sum(mended.get(remedy, 0) for remedy in remedies):,} of {asked:,} {how}"
            for remedies, how in ((again, "by asking again"), (["second"], "by the second model"))
            if (asked := sum(tried.get(remedy, 0) for remedy in remedies))
        ),
    ]
    return f"mended: {', '.join(parts)}" if parts else ""


def _attempts(segment: Segment) -> Iterator[tuple[str, bool]]:
    """Each remedy that was tried on a segment, and whether its answer was kept."""
    for tried in segment.tried:
        remedy, _, outcome = tried.rpartition(": ")
        yield remedy, outcome == "kept"


def to_json(entry: Entry) -> str:
    """An entry as one line of JSON, for the state of an output folder."""
    # Escaped: a file name may hold anything. `asdict` would copy every number of a sketch.
    return json.dumps(entry, default=_fields, sort_keys=True)


def _fields(one: object) -> dict[str, object]:
    if isinstance(one, Entry | Story):
        return {name: getattr(one, name) for name in one.__slots__}
    raise TypeError(f"{type(one).__name__} has no place in an entry")


def from_json(line: str) -> Entry:
    """The inverse of `to_json`."""
    row = json.loads(line)
    stories = (
        Story(
            **{**one, "summary": tuple(map(tuple, one["summary"])), "sketch": tuple(one["sketch"])}
        )
        for one in row["stories"]
    )
    return Entry(**{**row, "stories": tuple(stories)})


def _story(folder: str, article: Article) -> Story:
    news = item(folder, article)
    return Story(
        id=article.id,
        headline_zh=headline_zh(article),
        headline_en=headline_en(article),
        summary=tuple((sentence.zh, sentence.en) for sentence in news.sentences) if news else (),
        flagged=sum(map(is_flagged, article.segments)),
        score=news.score if news else 0.0,
        sketch=news.sketch if news else (),
        facts=news.facts if news else 0,
    )
