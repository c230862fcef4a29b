"""What the front page of a run tells, whatever it is written in: the news, the facts of the files.

Works from small entries, not documents, so that ten thousand inputs stay cheap. Which story comes
first and which are copies of one report is decided in `summaries.digest`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from pxtranslate.output.entries import Entry, Story, mending
from pxtranslate.output.view import paired
from pxtranslate.phrases import counted, needs_a_look
from pxtranslate.summaries.digest import DigestItem, digest

TOLD = 50
"""Reports told with their whole summary; the rest are headlines, or the page would be a book."""
NAMED = 5
"""Copies of a report that are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Report:
    """One report of the news: the story that speaks for it, its copies, and what is much like it."""

    entry: Entry
    story: Story
    copies: list[tuple[Entry, Story]] = field(default_factory=list)
    related: list[tuple[Entry, Story]] = field(default_factory=list)


def reports(entries: Sequence[Entry]) -> list[Report]:
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
            facts=story.facts,
        )
        for entry, story in by_id.values()
        if story.summary
    ]
    return [
        Report(
            *by_id[one.folder, one.article],
            [by_id[copy] for copy in one.duplicates],
            [by_id[other] for other in one.related],
        )
        for one in digest(items)
    ]


def look(entries: Sequence[Entry]) -> str:
    """What a person sees first: what needs a look; where nothing does, what could not be read."""
    flagged = sum(entry.flagged for entry in entries)
    unread = sum(bool(entry.error) for entry in entries)
    return _unread(unread) if unread and not flagged else needs_a_look(flagged)


def _unread(number: int) -> str:
    return f"{counted(number, 'file')} could not be read"


def facts(entries: Sequence[Entry]) -> str:
    """What a run came to, in a line."""
    failed = sum(entry.failed for entry in entries)
    unasked = sum(entry.unasked for entry in entries)
    unread = sum(bool(entry.error) for entry in entries)
    every = sum(entry.segments for entry in entries)
    doubtful = sum(entry.doubtful for entry in entries)
    found = [
        counted(len(entries), "file"),
        counted(sum(len(entry.stories) for entry in entries), "article"),
        counted(every, "segment"),
        counted(sum(entry.characters for entry in entries), "character"),
        *([f"{doubtful / every:.0%} of the segments in doubt"] if doubtful else []),
        *([f"{counted(unasked, 'segment')} left in Chinese, as asked"] if unasked else []),
        *([f"{counted(failed, 'segment')} not translated"] if failed else []),
        *([_unread(unread)] if unread else []),
        *([mended] if (mended := mending(entries)) else []),
    ]
    return " · ".join(found)


def own_facts(entry: Entry) -> str:
    """What one file came to, in a line."""
    found = [
        counted(len(entry.stories), "article"),
        counted(entry.segments, "segment"),
        counted(entry.characters, "character"),
    ]
    if entry.flagged:
        found.insert(0, needs_a_look(entry.flagged))
    return " · ".join(found)


def reason(entry: Entry) -> str:
    """Why a file could not be read, without its path, which is named beside it."""
    return entry.error.removeprefix(entry.path).lstrip(": ")


def elsewhere(report: Report) -> Iterator[tuple[str, list[tuple[Entry, Story]]]]:
    """Where else the report stands, and where one in much the same words tells other facts."""
    yield from (
        (how, others)
        for how, others in (("also in", report.copies), ("much like it:", report.related))
        if others
    )


def headlines(entry: Entry, story: Story) -> tuple[str, str]:
    """What to call a story, and what stands below it."""
    return paired(story.headline_zh, story.headline_en, entry.language)


def told(entry: Entry, story: Story) -> tuple[str, str]:
    """A story's summary in Chinese and in English; "" where the entry wants none."""
    zh = "".join(chinese for chinese, _ in story.summary)
    en = " ".join(english for _, english in story.summary if english)
    return "" if entry.language == "en" else zh, "" if entry.language == "zh" else en


def href(entry: Entry, story: Story | None = None) -> str:
    """Where a file's report lies, seen from the front page, or a story in it."""
    # A file name need not be UTF-8; its odd bytes come back as they were.
    folder = quote(entry.folder.encode("utf-8", "surrogateescape"), safe="")
    return f"{folder}/report.html" + (f"#{quote(story.id)}" if story else "")
