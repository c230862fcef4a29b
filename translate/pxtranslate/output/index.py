"""index.html: the front page of a run, the news, then the files.

Of more files than a browser likes to show at once it is the first of several pages. What they tell is
decided in `news`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from pxtranslate.output import news
from pxtranslate.output.contents import Group, choices, groups
from pxtranslate.output.entries import Entry, Story
from pxtranslate.output.html import page
from pxtranslate.output.news import Report
from pxtranslate.phrases import counted
from pxtranslate.reading.inputs import Skipped
from pxtranslate.text import visible

SHOWN = 2_000
"""Files of a page, and reports."""
SKIPPED = 20
"""Skipped files that are named; the manifest has them all."""


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


def render(
    entries: Sequence[Entry],
    reports: Sequence[Report],
    new: Collection[str] = (),
    skipped: Sequence[Skipped] = (),
) -> dict[str, bytes]:
    """Return each page by its name; `new`: folders the last run had not.

    The news in its order, the files in theirs, as many of each to a page.
    """
    listed, at = [], 0
    for number, group in enumerate(groups(entry for entry in entries if not entry.error), 1):
        listed.append(_Listed(group.name, number, group.entries, at // SHOWN + 1))
        at += len(group.entries)
    count = max(1, -(-max(at, len(reports)) // SHOWN))
    return {
        page_name(number): _html(
            number, count, entries, reports, listed, new, skipped if number == 1 else ()
        )
        for number in range(1, count + 1)
    }


def _html(
    number: int,
    count: int,
    entries: Sequence[Entry],
    reports: Sequence[Report],
    listed: Sequence[_Listed],
    new: Collection[str],
    skipped: Sequence[Skipped],
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
        look=news.look(entries),
        facts=news.facts(entries),
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
            {"path": visible(entry.path), "error": visible(news.reason(entry))}
            for entry in entries
            if entry.error and number == 1
        ],
        skipped=_skipped(skipped),
        skips=[
            {"path": visible(path), "reason": visible(reason)} for path, reason in skipped[:SKIPPED]
        ],
        reports=[
            _report(report, n < news.TOLD)
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


def _skipped(skipped: Sequence[Skipped]) -> str:
    """Say how much a run left aside; empty where it did not."""
    more = "; manifest.json names all" if len(skipped) > SKIPPED else ""
    return f"{counted(len(skipped), 'file')} skipped{more}" if skipped else ""


def _between(listed: Sequence[_Listed], start: int, stop: int) -> list[_Listed]:
    """The part of the folders whose files are counted from `start` to `stop`."""
    found, at = [], 0
    for one in listed:
        some = one.entries[max(0, start - at) : max(0, stop - at)]
        at += len(one.entries)
        if some:
            found.append(replace(one, entries=some))
    return found


def _report(report: Report, whole: bool) -> dict[str, object]:
    story = report.story
    zh, en = news.told(report.entry, story) if whole else ("", "")
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
                    {"file": visible(entry.path), "href": news.href(entry, other)}
                    for entry, other in others[: news.NAMED]
                ],
                "more": max(0, len(others) - news.NAMED),
            }
            for how, others in news.elsewhere(report)
        ],
    }


def _file(entry: Entry) -> dict[str, object]:
    return {
        "path": visible(entry.path),
        "href": news.href(entry),
        "facts": news.own_facts(entry),
        "flagged": entry.flagged > 0,
        "untold": [_linked(entry, story) for story in entry.stories if not story.summary],
    }


def _linked(entry: Entry, story: Story) -> dict[str, object]:
    heading, below = news.headlines(entry, story)
    return {
        "href": news.href(entry, story),
        "headline": visible(heading),
        "told": "zh" if entry.language == "zh" else "en",
        "below": visible(below),
        "lang": f"zh-{entry.script}",
    }
