"""The front page of a run: what each input became, as index.html and as summary.md.

Works from small entries, not documents, so that ten thousand inputs stay cheap. The order is the
caller's.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from urllib.parse import quote

from pxtranslate.formats.characters import chinese_script, visible
from pxtranslate.formats.html import page
from pxtranslate.formats.markdown import counted, escape, needs_a_look
from pxtranslate.formats.view import characters, headline_en, headline_zh, is_flagged, segments
from pxtranslate.records import Article, Document


@dataclass(frozen=True, slots=True)
class Story:
    """One article on the front page: its headline and the first sentence of its summary."""

    id: str
    headline_zh: str
    headline_en: str
    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One input on the front page. With an `error` it has no folder and nothing else is told."""

    path: str
    """As the user named it; shown, never linked to."""
    folder: str = ""
    stories: tuple[Story, ...] = ()
    segments: int = 0
    failed: int = 0
    flagged: int = 0
    characters: int = 0
    script: str = "Hans"
    """`Hans` or `Hant`."""
    error: str = ""


def entry(document: Document) -> Entry:
    """Return what the front page tells of a finished document."""
    every = list(segments(document))
    return Entry(
        path=document.path,
        folder=document.name,
        stories=tuple(_story(article) for article in document.articles),
        segments=len(every),
        failed=sum(segment.status == "failed" for segment in every),
        flagged=sum(map(is_flagged, every)),
        characters=characters(document),
        script=chinese_script(document.text),
    )


def to_json(entry: Entry) -> str:
    """An entry as one line of JSON, for the state of an output folder."""
    return json.dumps(asdict(entry), sort_keys=True)  # escaped: a file name may hold anything


def from_json(line: str) -> Entry:
    """The inverse of `to_json`."""
    row = json.loads(line)
    return Entry(**{**row, "stories": tuple(Story(**story) for story in row["stories"])})


def render_html(entries: Sequence[Entry]) -> bytes:
    """Return index.html as UTF-8."""
    return page(
        "index.html.j2",
        0,
        look=needs_a_look(sum(entry.flagged for entry in entries)),
        facts=_facts(entries),
        failures=[
            {"path": visible(entry.path), "error": visible(entry.error)}
            for entry in entries
            if entry.error
        ],
        entries=[_shown(entry) for entry in entries if not entry.error],
    )


def render_markdown(entries: Sequence[Entry]) -> bytes:
    """Return summary.md as UTF-8."""
    return ("\n".join(_lines(entries)) + "\n").encode("utf-8")


def _story(article: Article) -> Story:
    first = article.summary.sentences[0] if article.summary and article.summary.sentences else None
    return Story(
        id=article.id,
        headline_zh=headline_zh(article),
        headline_en=headline_en(article),
        zh=first.zh if first else "",
        en=first.en if first else "",
    )


def _facts(entries: Sequence[Entry]) -> str:
    failed = sum(entry.failed for entry in entries)
    unread = sum(bool(entry.error) for entry in entries)
    facts = [
        counted(len(entries), "file"),
        counted(sum(len(entry.stories) for entry in entries), "article"),
        counted(sum(entry.segments for entry in entries), "segment"),
        counted(sum(entry.characters for entry in entries), "character"),
        *([f"{counted(failed, 'segment')} not translated"] if failed else []),
        *([f"{counted(unread, 'file')} could not be read"] if unread else []),
    ]
    return " · ".join(facts)


def _own_facts(entry: Entry) -> str:
    facts = [counted(entry.segments, "segment"), counted(entry.characters, "character")]
    if entry.flagged:
        facts.insert(0, needs_a_look(entry.flagged))
    return " · ".join(facts)


def _shown(entry: Entry) -> dict[str, object]:
    href = _href(entry)
    return {
        "path": visible(entry.path),
        "href": href,
        "facts": _own_facts(entry),
        "flagged": entry.flagged > 0,
        "zh": f"zh-{entry.script}",
        "stories": [
            {
                "href": f"{href}#{quote(story.id)}",
                "headline_zh": visible(story.headline_zh),
                "headline_en": visible(story.headline_en) or "Not translated",
                "zh": visible(story.zh),
                "en": visible(story.en),
            }
            for story in entry.stories
        ],
    }


def _href(entry: Entry) -> str:
    # A file name need not be UTF-8; its odd bytes come back as they were.
    return f"{quote(entry.folder.encode('utf-8', 'surrogateescape'), safe='')}/report.html"


def _lines(entries: Sequence[Entry]) -> Iterator[str]:
    yield f"# {needs_a_look(sum(entry.flagged for entry in entries))}"
    yield ""
    yield f"{_facts(entries)} · [front page](index.html)"
    failures = [entry for entry in entries if entry.error]
    if failures:
        yield from ("", "## Could not be read", "")
        yield from (f"- **{escape(entry.path)}** {escape(entry.error)}" for entry in failures)
    for entry in entries:
        if entry.error:
            continue
        href = _href(entry)
        yield from ("", f"## [{escape(entry.path)}]({href})", "", _own_facts(entry), "")
        for story in entry.stories:
            link = f"[{escape(story.headline_en) or 'Not translated'}]({href}#{quote(story.id)})"
            yield f"- **{link}** {escape(story.headline_zh)}"
            yield from (f"\n  {escape(text)}" for text in (story.en, story.zh) if text)
