"""summary.md of a run: the front page as Markdown, the news, then the files.

What it tells is decided in `news`.
"""

from collections.abc import Iterator, Sequence

from pxtranslate.output import news
from pxtranslate.output.entries import Entry, Story
from pxtranslate.output.markdown import escape
from pxtranslate.output.news import Report
from pxtranslate.phrases import counted
from pxtranslate.reading.inputs import Skipped


def render(
    entries: Sequence[Entry], reports: Sequence[Report], skipped: Sequence[Skipped] = ()
) -> bytes:
    """Return the page."""
    return ("\n".join(_lines(entries, reports, skipped)) + "\n").encode("utf-8")


def _lines(
    entries: Sequence[Entry], reports: Sequence[Report], skipped: Sequence[Skipped]
) -> Iterator[str]:
    yield f"# {news.look(entries)}"
    yield ""
    yield f"{news.facts(entries)} · [front page](index.html)"
    if skipped:
        named = ", ".join(escape(path) for path, _ in skipped[: news.NAMED])
        more = " …" if len(skipped) > news.NAMED else ""
        told = f"{counted(len(skipped), 'file')} skipped: {named}{more} (why: manifest.json)"
        yield from ("", told)
    failures = [entry for entry in entries if entry.error]
    if failures:
        yield from ("", "## Could not be read", "")
        yield from (
            f"- **{escape(entry.path)}** {escape(news.reason(entry))}" for entry in failures
        )
    for report in reports[: news.TOLD]:
        yield ""
        yield from _news(report)
    if len(reports) > news.TOLD:
        yield from ("", "## More news", "")
        yield from (_headline(report.entry, report.story) for report in reports[news.TOLD :])
    if len(entries) > len(failures):
        yield from ("", "## Files", "")
    for entry in entries:
        if not entry.error:
            yield f"- [{escape(entry.path)}]({news.href(entry)}) {news.own_facts(entry)}"
            untold = [story for story in entry.stories if not story.summary]
            yield from (f"  {_headline(entry, story)}" for story in untold)


def _news(report: Report) -> Iterator[str]:
    story = report.story
    heading, below = news.headlines(report.entry, story)
    zh, en = news.told(report.entry, story)
    yield f"## [{escape(heading)}]({news.href(report.entry, story)})"
    for text in (f"**{escape(below)}**" if below else "", escape(en), escape(zh)):
        yield from ("", text) if text else ()
    for how, others in news.elsewhere(report):
        named = ", ".join(
            f"[{escape(entry.path)}]({news.href(entry, other)})"
            for entry, other in others[: news.NAMED]
        )
        more = len(others) - news.NAMED
        yield ""
        yield f"{how.capitalize()} {named}" + (
            f" and {counted(more, 'other file')}" if more > 0 else ""
        )


def _headline(entry: Entry, story: Story) -> str:
    heading, below = news.headlines(entry, story)
    return f"- [{escape(heading)}]({news.href(entry, story)}) {escape(below)}".rstrip()
