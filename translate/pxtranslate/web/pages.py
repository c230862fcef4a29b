"""The pages of the review: templates filled in one of two languages, and the policy they run under.

Every text is escaped by Jinja. The one script and the one style sheet are the same in every page,
so the policy names their hashes and lets in nothing else.
"""

import os
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from pathlib import PurePath
from typing import Literal

from markupsafe import Markup

from pxtranslate.output import report
from pxtranslate.output.render import ALONE
from pxtranslate.output.templates import digest, environment
from pxtranslate.output.view import characters, findings, joins_by_segment, segments
from pxtranslate.records import Segment
from pxtranslate.state.reviewed import finding
from pxtranslate.text import chinese_script, visible, whole
from pxtranslate.web.results import Line, Results, Sheet, checks

Tongue = Literal["en", "zh"]
FIRST, PIECE = 32_000, 400_000
"""Characters of a page that are sent together, at first (what fills a window) and later: for each
piece that comes, a browser lays out the page anew."""


def tongue(header: str, chosen: str) -> Tongue:
    """The language of the interface: the one chosen, else what `Accept-Language` names first."""
    wanted = chosen or header.strip().lower()
    return "zh" if wanted.startswith("zh") else "en"


@cache
def words(language: Tongue) -> dict[str, str]:
    """What the pages say, by what it is called."""
    return {name: row[language] for name, row in _words().items()}


@cache
def policy() -> str:
    """The content policy of every page: our style, our script, and requests to where it came from."""
    script, style = (digest(text) for text in (_script(), _style()))
    return (
        f"default-src 'none'; script-src '{script}'; style-src '{style}'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def render(template: str, language: Tongue, **values: object) -> str:
    """Fill a template."""
    return "".join(stream(template, language, **values))


def stream(template: str, language: Tongue, **values: object) -> Iterator[str]:
    """The same piece by piece: a browser shows the top of a long page while the rest is made."""
    labels = {name: row[language] for name, row in _words().items() if row.get("script")}
    filled = environment("web/pages", "output").get_template(template)
    made = filled.generate(
        t=words(language),
        lang="zh-Hans" if language == "zh" else "en",
        script=Markup(_script()),
        style=Markup(_style()),
        said=labels,
        **values,
    )
    return _gathered(made)


def _gathered(texts: Iterator[str]) -> Iterator[str]:
    """The same text in pieces worth sending."""
    some: list[str] = []
    size, least = 0, FIRST
    for text in texts:
        some.append(text)
        size += len(text)
        if size >= least:
            yield "".join(some)
            some, size, least = [], 0, PIECE
    yield "".join(some)


def run_page(
    results: Results, base: str, language: Tongue, read_only: bool, home: str, again: str
) -> str:
    """The front page of a run: its files, and how far each one is."""
    lines = results.lines()
    return render(
        "run.html.j2",
        language,
        base=base,
        home=home,
        again=again,
        read_only=read_only,
        name=visible(results.out.name),
        lines=list(zip(lines, map(visible, _short([line.path for line in lines])), strict=True)),
        total=Line(
            "",
            "",
            sum(line.segments for line in lines),
            sum(line.asked for line in lines),
            sum(line.left for line in lines),
        ),
    )


def _short(paths: list[str]) -> list[str]:
    """Absolute paths without what all of them begin with."""
    if not paths or not all(map(os.path.isabs, paths)):
        return paths
    common = os.path.commonpath([os.path.dirname(path) for path in paths])  # noqa: PTH120
    return [os.path.relpath(path, common) for path in paths]


def file_page(
    results: Results, name: str, base: str, language: Tongue, read_only: bool
) -> Iterator[str]:
    """The page of one file: its report, alive. Raises InputError."""
    sheet = results.sheet(name).as_now()
    document = sheet.document
    every = list(segments(document))
    states = Counter(sheet.state(segment.id) for segment in every)
    return stream(
        "file.html.j2",
        language,
        base=base,
        read_only=read_only,
        file=name,
        following=results.following(name),
        name=visible(PurePath(document.path).name),
        line=sheet.line(),
        facts=words(language)["facts_file"].format(
            articles=len(document.articles),
            segments=len(every),
            characters=f"{characters(document):,}",
            words=f"{sum(len((s.target or '').split()) for s in every):,}",
        ),
        zh=f"zh-{chinese_script(document.text)}",
        checks=checks(document),
        formats=ALONE,
        states=[(state, states[state]) for state in _STATES],
        headings=report.headings(document),
        stories=report.stories(document, _NO_SLOTS),  # while the first ones are on their way
        live=partial(_live, sheet),
    )


def row(sheet: Sheet, id: str, language: Tongue) -> str:
    """One segment as it now stands in the page of its file."""
    segment = sheet.segment(id)
    assert segment is not None
    article = next(a for a in sheet.document.articles if a.id == segment.article)
    shown = report.row(segment, sheet.numbers[id], _NO_SLOTS, joins_by_segment(article).get(id, []))
    role = next((p.role for p in article.paragraphs if p.id == segment.paragraph), "title")
    return render(
        "row.html.j2",
        language,
        s=shown,
        tag={"title": "h2", "heading": "h3"}.get(role, "p"),
        one=_live(sheet, id),
        zh=f"zh-{chinese_script(sheet.document.text)}",
    )


def suggestion(found: Segment, by: str, zh: str, language: Tongue) -> str:
    """What a model suggests for a segment, with what the checks find in it."""
    return render(
        "suggestion.html.j2",
        language,
        target=visible(found.target or ""),
        issues=findings(found),
        by=visible(by),
        zh=zh,
    )


_STATES = ("corrected", "confirmed", "dismissed")


_NO_SLOTS = Counter[str]()
"""The filters of the report; pages that are alive filter by themselves."""


@dataclass(frozen=True, slots=True)
class _Live:
    """What the script needs to know of a segment."""

    version: int
    state: str
    open: bool
    asked: bool
    checks: str
    findings: list[str]
    target: str
    by: str


def _live(sheet: Sheet, id: str) -> _Live:
    segment = sheet.segment(id)
    assert segment is not None
    found = findings(segment)
    return _Live(
        version=sheet.version(id),
        state=sheet.state(id),
        open=sheet.is_open(id),
        asked=sheet.is_asked(id),
        checks=" ".join(sorted({issue.check for issue in found})),
        findings=[finding(segment, issue) for issue in found],
        target=whole(segment.target or ""),
        by=sheet.suggested(id),
    )


@cache
def _words() -> dict[str, dict[str, str]]:
    text = (files("pxtranslate.web") / "words.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _script() -> str:
    parts = ("review.js", "door.js")
    return "".join((files("pxtranslate.web") / part).read_text("utf-8") for part in parts)


@cache
def _style() -> str:
    report_style = (files("pxtranslate.output") / "style.css").read_text("utf-8")
    return report_style + (files("pxtranslate.web") / "review.css").read_text("utf-8")
