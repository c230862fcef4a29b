"""The front page of a run, as index.html and as summary.md: the news, then the files.

Works from small entries, not documents, so that ten thousand inputs stay cheap. Which story comes
first and which are copies of one report is decided in `summaries.digest`.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from pxtranslate.config import Language
from pxtranslate.output.html import page
from pxtranslate.output.markdown import escape
from pxtranslate.output.view import (
    characters,
    headline_en,
    headline_zh,
    is_flagged,
    paired,
    segments,
)
from pxtranslate.records import Article, Document, Segment
from pxtranslate.summaries.digest import DigestItem, digest, item
from pxtranslate.text import chinese_script, counted, needs_a_look, visible

TOLD = 50
"""Reports told with their whole summary; the rest are headlines, or the page would be a book."""
NAMED = 5
"""Copies of a report that are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Story:
    """One article on the front page."""

    id: str
    headline_zh: str
    headline_en: str
    told: tuple[tuple[str, str], ...] = ()
    """(Chinese, English) sentences of its summary."""
    flagged: int = 0
    score: float = 0.0
    sketch: tuple[int, ...] = ()
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


@dataclass(frozen=True, slots=True)
class _Report:
    """One report of the news: the story that speaks for it, and its copies elsewhere."""

    entry: Entry
    story: Story
    copies: list[tuple[Entry, Story]] = field(default_factory=list)


def entry(document: Document, language: Language = "both") -> Entry:
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
        characters=characters(document),
        script=chinese_script(document.text),
        language=language,
        tried=counts({rung: 1} for segment in every for rung, _ in _attempts(segment)),
        mended=counts({rung: 1} for segment in every for rung, kept in _attempts(segment) if kept),
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
    again = [rung for rung in tried if rung not in ("repair", "second")]
    told = [
        *([f"{mended['repair']:,} by rule"] if mended.get("repair") else []),
        *(
            f"{sum(mended.get(rung, 0) for rung in rungs):,} of {asked:,} {how}"
            for rungs, how in ((again, "by asking again"), (["second"], "by the second model"))
            if (asked := sum(tried.get(rung, 0) for rung in rungs))
        ),
    ]
    return f"mended: {', '.join(told)}" if told else ""


def _attempts(segment: Segment) -> Iterator[tuple[str, bool]]:
    """Each rung that was tried on a segment, and whether its answer was kept."""
    for tried in segment.tried:
        rung, _, outcome = tried.rpartition(": ")
        yield rung, outcome == "kept"


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
        Story(**{**one, "told": tuple(map(tuple, one["told"])), "sketch": tuple(one["sketch"])})
        for one in row["stories"]
    )
    return Entry(**{**row, "stories": tuple(stories)})


def render(entries: Sequence[Entry]) -> dict[str, bytes]:
    """Return index.html and summary.md of a run by name."""
    reports = _reports(entries)
    return {
        "index.html": _html(entries, reports),
        "summary.md": ("\n".join(_lines(entries, reports)) + "\n").encode("utf-8"),
    }


def _html(entries: Sequence[Entry], reports: Sequence[_Report]) -> bytes:
    return page(
        "index.html.j2",
        0,
        look=needs_a_look(sum(entry.flagged for entry in entries)),
        facts=_facts(entries),
        failures=[
            {"path": visible(entry.path), "error": visible(_reason(entry))}
            for entry in entries
            if entry.error
        ],
        reports=[_report(report, n < TOLD) for n, report in enumerate(reports)],
        files=[_file(entry) for entry in entries if not entry.error],
    )


def _story(folder: str, article: Article) -> Story:
    news = item(folder, article)
    return Story(
        id=article.id,
        headline_zh=headline_zh(article),
        headline_en=headline_en(article),
        told=tuple((sentence.zh, sentence.en) for sentence in news.sentences) if news else (),
        flagged=sum(map(is_flagged, article.segments)),
        score=news.score if news else 0.0,
        sketch=news.sketch if news else (),
    )


def _reports(entries: Sequence[Entry]) -> list[_Report]:
    """The stories that have a summary, most newsworthy first, copies together."""
    by_id = {
        (entry.folder, story.id): (entry, story) for entry in entries for story in entry.stories
    }
    items = [
        DigestItem(
            folder=entry.folder,
            article=story.id,
            headline_zh=story.headline_zh,
            headline_en=story.headline_en,
            sentences=(),
            score=story.score,
            sketch=story.sketch,
        )
        for entry, story in by_id.values()
        if story.told
    ]
    return [
        _Report(*by_id[one.folder, one.article], [by_id[copy] for copy in one.duplicates])
        for one in digest(items)
    ]


def _facts(entries: Sequence[Entry]) -> str:
    failed = sum(entry.failed for entry in entries)
    unasked = sum(entry.unasked for entry in entries)
    unread = sum(bool(entry.error) for entry in entries)
    facts = [
        counted(len(entries), "file"),
        counted(sum(len(entry.stories) for entry in entries), "article"),
        counted(sum(entry.segments for entry in entries), "segment"),
        counted(sum(entry.characters for entry in entries), "character"),
        *([f"{counted(unasked, 'segment')} left in Chinese, as asked"] if unasked else []),
        *([f"{counted(failed, 'segment')} not translated"] if failed else []),
        *([f"{counted(unread, 'file')} could not be read"] if unread else []),
        *([told] if (told := mending(entries)) else []),
    ]
    return " · ".join(facts)


def _own_facts(entry: Entry) -> str:
    facts = [
        counted(len(entry.stories), "article"),
        counted(entry.segments, "segment"),
        counted(entry.characters, "character"),
    ]
    if entry.flagged:
        facts.insert(0, needs_a_look(entry.flagged))
    return " · ".join(facts)


def _reason(entry: Entry) -> str:
    """The error without the path, which is named beside it."""
    return entry.error.removeprefix(entry.path).lstrip(": ")


def _report(report: _Report, whole: bool) -> dict[str, object]:
    story = report.story
    zh, en = _told(report.entry, story) if whole else ("", "")
    return {
        **_linked(report.entry, story),
        "flagged": story.flagged,
        "zh": visible(zh),
        "en": visible(en),
        "file": visible(report.entry.path),
        "copies": [
            {"file": visible(entry.path), "href": _href(entry, copy)}
            for entry, copy in report.copies[:NAMED]
        ],
        "more": max(0, len(report.copies) - NAMED),
    }


def _file(entry: Entry) -> dict[str, object]:
    return {
        "path": visible(entry.path),
        "href": _href(entry),
        "facts": _own_facts(entry),
        "flagged": entry.flagged > 0,
        "untold": [_linked(entry, story) for story in entry.stories if not story.told],
    }


def _linked(entry: Entry, story: Story) -> dict[str, object]:
    heading, below = _headlines(entry, story)
    return {
        "href": _href(entry, story),
        "headline": visible(heading),
        "told": "zh" if entry.language == "zh" else "en",
        "below": visible(below),
        "lang": f"zh-{entry.script}",
    }


def _headlines(entry: Entry, story: Story) -> tuple[str, str]:
    """What to call a story, and what stands below it."""
    return paired(story.headline_zh, story.headline_en, entry.language)


def _told(entry: Entry, story: Story) -> tuple[str, str]:
    """A story's summary in Chinese and in English; "" where the entry wants none."""
    zh = "".join(chinese for chinese, _ in story.told)
    en = " ".join(english for _, english in story.told if english)
    return "" if entry.language == "en" else zh, "" if entry.language == "zh" else en


def _href(entry: Entry, story: Story | None = None) -> str:
    # A file name need not be UTF-8; its odd bytes come back as they were.
    folder = quote(entry.folder.encode("utf-8", "surrogateescape"), safe="")
    return f"{folder}/report.html" + (f"#{quote(story.id)}" if story else "")


def _lines(entries: Sequence[Entry], reports: Sequence[_Report]) -> Iterator[str]:
    yield f"# {needs_a_look(sum(entry.flagged for entry in entries))}"
    yield ""
    yield f"{_facts(entries)} · [front page](index.html)"
    failures = [entry for entry in entries if entry.error]
    if failures:
        yield from ("", "## Could not be read", "")
        yield from (f"- **{escape(entry.path)}** {escape(_reason(entry))}" for entry in failures)
    for report in reports[:TOLD]:
        yield ""
        yield from _news(report)
    if len(reports) > TOLD:
        yield from ("", "## More news", "")
        yield from (_headline(report.entry, report.story) for report in reports[TOLD:])
    if len(entries) > len(failures):
        yield from ("", "## Files", "")
    for entry in entries:
        if not entry.error:
            yield f"- [{escape(entry.path)}]({_href(entry)}) {_own_facts(entry)}"
            untold = [story for story in entry.stories if not story.told]
            yield from (f"  {_headline(entry, story)}" for story in untold)


def _news(report: _Report) -> Iterator[str]:
    story = report.story
    heading, below = _headlines(report.entry, story)
    zh, en = _told(report.entry, story)
    yield f"## [{escape(heading)}]({_href(report.entry, story)})"
    for text in (f"**{escape(below)}**" if below else "", escape(en), escape(zh)):
        yield from ("", text) if text else ()
    if report.copies:
        named = ", ".join(
            f"[{escape(entry.path)}]({_href(entry, copy)})" for entry, copy in report.copies[:NAMED]
        )
        more = len(report.copies) - NAMED
        yield ""
        yield f"Also in {named}" + (f" and {counted(more, 'other file')}" if more > 0 else "")


def _headline(entry: Entry, story: Story) -> str:
    heading, below = _headlines(entry, story)
    return f"- [{escape(heading)}]({_href(entry, story)}) {escape(below)}".rstrip()
