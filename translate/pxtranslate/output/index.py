"""The front page of a run, as index.html and as summary.md: the news, then the files.

Of more files than a browser likes to show at once index.html is the first of several pages. Works from small entries, not documents, so that ten thousand inputs stay cheap. Which story comes
first and which are copies of one report is decided in `summaries.digest`.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from pxtranslate.output.contents import Group, choices, groups
from pxtranslate.output.entries import Entry, Story, mending
from pxtranslate.output.html import page
from pxtranslate.output.markdown import escape
from pxtranslate.output.view import (
    paired,
)
from pxtranslate.summaries.digest import DigestItem, digest
from pxtranslate.text import counted, needs_a_look, visible

TOLD = 50
"""Reports told with their whole summary; the rest are headlines, or the page would be a book."""
NAMED = 5
"""Copies of a report that are named; the others are counted."""
SHOWN = 2_000
"""Files of a page, and reports."""


@dataclass(frozen=True, slots=True)
class _Report:
    """One report of the news: the story that speaks for it, its copies, and what is much like it."""

    entry: Entry
    story: Story
    copies: list[tuple[Entry, Story]] = field(default_factory=list)
    related: list[tuple[Entry, Story]] = field(default_factory=list)


def render(entries: Sequence[Entry], new: Collection[str] = ()) -> dict[str, bytes]:
    """Return the pages and summary.md of a run by name; `new`: folders the last run had not."""
    reports = _reports(entries)
    return {
        **_pages(entries, reports, new),
        "summary.md": ("\n".join(_lines(entries, reports)) + "\n").encode("utf-8"),
    }


def page_name(number: int) -> str:
    """What a page is called, counted from 1."""
    return "index.html" if number == 1 else f"index-{number}.html"


@dataclass(frozen=True, slots=True)
class _Listed:
    """A folder of inputs as the pages have it: its number, and the page it begins on."""

    name: str
    number: int
    entries: list[Entry]
    begins: int


def _pages(
    entries: Sequence[Entry], reports: Sequence[_Report], new: Collection[str]
) -> dict[str, bytes]:
    """Each page by its name: the news in its order, the files in theirs, as many of each to a page."""
    listed, at = [], 0
    for number, group in enumerate(groups(entry for entry in entries if not entry.error), 1):
        listed.append(_Listed(group.name, number, group.entries, at // SHOWN + 1))
        at += len(group.entries)
    count = max(1, -(-max(at, len(reports)) // SHOWN))
    return {
        page_name(number): _html(number, count, entries, reports, listed, new)
        for number in range(1, count + 1)
    }


def _html(
    number: int,
    count: int,
    entries: Sequence[Entry],
    reports: Sequence[_Report],
    listed: Sequence[_Listed],
    new: Collection[str],
) -> bytes:
    start, stop = (number - 1) * SHOWN, number * SHOWN
    told = reports[start:stop]
    shown = _between(listed, start, stop)
    files = [entry for one in shown for entry in one.entries]
    here = {entry.folder: entry for entry in (*files, *(one.entry for one in told))}
    offered = choices(list(here.values()), [Group(one.name, one.entries) for one in shown], new)

    def classes(*some: Entry) -> str:
        places = {entry.folder for entry in some}
        kinds = (n for n, one in enumerate(offered, 1) if places & one.folders)
        return "".join(f" k{n}" for n in kinds)

    return page(
        "index.html.j2",
        len(offered),
        look=needs_a_look(sum(entry.flagged for entry in entries)),
        facts=_facts(entries),
        pages=[page_name(n) for n in range(1, count + 1)],
        number=number,
        choices=offered,
        contents=[
            {
                "name": one.name,
                "href": f"{page_name(one.begins) if one.begins != number else ''}#files{one.number}",
                "count": len(one.entries),
            }
            for one in listed
        ],
        failures=[
            {"path": visible(entry.path), "error": visible(_reason(entry))}
            for entry in entries
            if entry.error and number == 1
        ],
        reports=[
            _report(report, n < TOLD)
            | {"classes": classes(report.entry), "new": report.entry.folder in new}
            for n, report in enumerate(told, start)
        ],
        groups=[
            {
                "name": one.name,
                "number": one.number,
                "classes": classes(*one.entries),
                "files": [_file(entry) | {"classes": classes(entry)} for entry in one.entries],
            }
            for one in shown
        ],
    )


def _between(listed: Sequence[_Listed], start: int, stop: int) -> list[_Listed]:
    """The part of the folders whose files are counted from `start` to `stop`."""
    found, at = [], 0
    for one in listed:
        some = one.entries[max(0, start - at) : max(0, stop - at)]
        at += len(one.entries)
        if some:
            found.append(replace(one, entries=some))
    return found


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
            facts=story.facts,
        )
        for entry, story in by_id.values()
        if story.summary
    ]
    return [
        _Report(
            *by_id[one.folder, one.article],
            [by_id[copy] for copy in one.duplicates],
            [by_id[other] for other in one.related],
        )
        for one in digest(items)
    ]


def _facts(entries: Sequence[Entry]) -> str:
    failed = sum(entry.failed for entry in entries)
    unasked = sum(entry.unasked for entry in entries)
    unread = sum(bool(entry.error) for entry in entries)
    every = sum(entry.segments for entry in entries)
    doubtful = sum(entry.doubtful for entry in entries)
    facts = [
        counted(len(entries), "file"),
        counted(sum(len(entry.stories) for entry in entries), "article"),
        counted(every, "segment"),
        counted(sum(entry.characters for entry in entries), "character"),
        *([f"{doubtful / every:.0%} of the segments in doubt"] if doubtful else []),
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
        "elsewhere": [
            {
                "how": how,
                "files": [
                    {"file": visible(entry.path), "href": _href(entry, other)}
                    for entry, other in others[:NAMED]
                ],
                "more": max(0, len(others) - NAMED),
            }
            for how, others in _elsewhere(report)
        ],
    }


def _elsewhere(report: _Report) -> Iterator[tuple[str, list[tuple[Entry, Story]]]]:
    """Where else the report stands, and where one in much the same words tells other facts."""
    yield from (
        (how, others)
        for how, others in (("also in", report.copies), ("much like it:", report.related))
        if others
    )


def _file(entry: Entry) -> dict[str, object]:
    return {
        "path": visible(entry.path),
        "href": _href(entry),
        "facts": _own_facts(entry),
        "flagged": entry.flagged > 0,
        "untold": [_linked(entry, story) for story in entry.stories if not story.summary],
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
    zh = "".join(chinese for chinese, _ in story.summary)
    en = " ".join(english for _, english in story.summary if english)
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
            untold = [story for story in entry.stories if not story.summary]
            yield from (f"  {_headline(entry, story)}" for story in untold)


def _news(report: _Report) -> Iterator[str]:
    story = report.story
    heading, below = _headlines(report.entry, story)
    zh, en = _told(report.entry, story)
    yield f"## [{escape(heading)}]({_href(report.entry, story)})"
    for text in (f"**{escape(below)}**" if below else "", escape(en), escape(zh)):
        yield from ("", text) if text else ()
    for how, others in _elsewhere(report):
        named = ", ".join(
            f"[{escape(entry.path)}]({_href(entry, other)})" for entry, other in others[:NAMED]
        )
        more = len(others) - NAMED
        yield ""
        yield f"{how.capitalize()} {named}" + (
            f" and {counted(more, 'other file')}" if more > 0 else ""
        )


def _headline(entry: Entry, story: Story) -> str:
    heading, below = _headlines(entry, story)
    return f"- [{escape(heading)}]({_href(entry, story)}) {escape(below)}".rstrip()
