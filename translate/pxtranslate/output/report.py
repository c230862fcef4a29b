"""What report.html shows of a document: rows, marks, joins, filters, the review list.

Turns records into the few plain shapes the template arranges. Knows no HTML: every text here is
plain, made safe for the eye by `characters.visible`, and escaped later by the template.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pxtranslate.output.cells import DOUBTFUL, Part, cut
from pxtranslate.output.diff import Change, changes
from pxtranslate.output.view import (
    UNASKED,
    findings,
    headline_en,
    headline_zh,
    is_flagged,
    joins_by_segment,
    others,
    review_order,
    segments,
)
from pxtranslate.phrases import counted
from pxtranslate.records import Article, Document, Issue, Join, Segment, Summary
from pxtranslate.text import visible

SHOWN = 3
"""Findings shown with a segment; more of them are a click away."""
QUOTED = 60
"""Characters quoted of what a check read; it is marked in the text as well."""
Places = Mapping[str, tuple[int, Segment]]
"""By segment id: its number, counted through the document, and itself."""


@dataclass(frozen=True, slots=True)
class Like:
    """What a person made of a sentence much like a segment."""

    zh: list[Change]
    """From the segment's source to that sentence."""
    en: str
    by: str


@dataclass(frozen=True, slots=True)
class Row:
    """One segment: its two cells and what was found."""

    id: str
    number: int
    classes: str
    severity: str
    zh: list[Part]
    en: list[Part] | None
    by: str
    issues: list[Issue]
    notes: list[Issue]
    tried: str
    more: str
    like: Like | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One segment in the list of what to look at."""

    id: str
    number: int
    severity: str
    what: str
    others: str
    excerpt: str
    english: str


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph with its rows."""

    role: str
    classes: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Link:
    """A way from a summary sentence to a segment it rests on."""

    id: str
    number: int
    source: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a summary."""

    zh: str
    en: str
    links: list[Link]
    issues: list[Issue]


@dataclass(frozen=True, slots=True)
class Heading:
    """One article as a list of contents names it."""

    id: str
    kind: str
    headline_zh: str
    headline_en: str
    """Empty where no English was asked for."""
    flagged: int


@dataclass(frozen=True, slots=True)
class Story(Heading):
    """One article."""

    classes: str
    title: list[Row]
    byline_zh: str
    byline_en: str
    summary: list[Sentence]
    news_zh: str
    news_en: str
    """The summary's own headline, where it is not the title."""
    joined: str
    blocks: list[Block]


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to thin the page out: rows of class `k<n>`, n counting from 1."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Report:
    """All the page shows but its frame."""

    filters: list[Filter]
    review: list[Finding]
    stories: list[Story]


def build(document: Document) -> Report:
    """Return what the report of `document` shows, segments numbered from 1."""
    every = list(segments(document))
    flagged = review_order(every)
    checks = Counter(check for segment in flagged for check in _checks(segment))
    names = [name for name, _ in sorted(checks.items(), key=lambda item: (-item[1], item[0]))]
    slots = {name: n for n, name in enumerate(names, 2)}
    filters = [Filter("Needs a look", len(flagged))] if flagged else []
    filters += [Filter(visible(name), checks[name]) for name in names]
    numbers = {segment.id: number for number, segment in enumerate(every, 1)}
    review = [_finding(segment, numbers[segment.id]) for segment in flagged]
    return Report(filters, review, list(stories(document, slots)))


def headings(document: Document) -> list[Heading]:
    """What a list of contents says of each article."""
    return [_heading(article) for article in document.articles]


def stories(document: Document, slots: Mapping[str, int]) -> Iterator[Story]:
    """What is shown of each article, made when its turn comes; `slots` as for `row`."""
    places = {segment.id: (n, segment) for n, segment in enumerate(segments(document), 1)}
    for article in document.articles:
        yield _story(article, places, slots)


def _heading(article: Article) -> Heading:
    en = visible(headline_en(article))
    return Heading(
        id=article.id,
        kind=article.kind,
        headline_zh=visible(headline_zh(article)),
        headline_en="" if en == UNASKED else en or "Not translated",
        flagged=sum(is_flagged(segment) for segment in article.segments),
    )


def _story(article: Article, places: Places, slots: Mapping[str, int]) -> Story:
    head, title = _heading(article), article.title
    summary = article.summary
    # A byline with a paragraph of its own, or in a caption, is read there.
    roles = {paragraph.role for paragraph in article.paragraphs}
    byline = None if roles & {"byline", "caption"} else article.byline
    news_zh = visible(summary.headline_zh) if summary else ""
    news_en = visible(summary.headline_en) if summary else ""
    joins = joins_by_segment(article)
    groups: dict[str, list[Row]] = {}
    for segment in article.segments:
        shown = row(segment, places[segment.id][0], slots, joins.get(segment.id, []))
        groups.setdefault(segment.paragraph, []).append(shown)
    title_rows = groups.get(title.id, []) if title else []
    return Story(
        id=head.id,
        kind=head.kind,
        headline_zh=head.headline_zh,
        headline_en=head.headline_en,
        flagged=head.flagged,
        classes=_union([row for group in groups.values() for row in group]),
        title=title_rows,
        byline_zh=visible(byline.zh) if byline else "",
        byline_en=visible(byline.en) if byline else "",
        summary=_sentences(summary, places) if summary else [],
        news_zh="" if news_zh == head.headline_zh else news_zh,
        news_en="" if news_en == _text(title_rows) else news_en,
        joined=_joined(article.joins),
        blocks=[
            Block(role=p.role, classes=_union(group), rows=group)
            for p in article.paragraphs
            for group in [groups.get(p.id, [])]
        ],
    )


def _finding(segment: Segment, number: int) -> Finding:
    bad = findings(segment)
    return Finding(
        id=segment.id,
        number=number,
        severity=_severity(segment, bad),
        what=f"{visible(bad[0].check)}: {visible(bad[0].message)}" if bad else "not translated",
        others=visible(others(bad[1:])),
        excerpt=visible(segment.source).strip(),
        english=visible(segment.target or "").strip(),
    )


def _severity(segment: Segment, bad: list[Issue]) -> str:
    if segment.status == "failed":
        return "error"
    return bad[0].severity if bad else ""


def _sentences(summary: Summary, places: Places) -> list[Sentence]:
    return [
        Sentence(
            zh=visible(sentence.zh),
            en=visible(sentence.en),
            links=[_link(*places[id]) for id in sentence.segments if id in places],
            issues=[_shown(i) for i in sentence.issues if i.severity != "info"][:SHOWN],
        )
        for sentence in summary.sentences
    ]


def _link(number: int, segment: Segment) -> Link:
    return Link(segment.id, number, visible(segment.source))


def row(
    segment: Segment, number: int, slots: Mapping[str, int], joins: list[tuple[int, Join]]
) -> Row:
    """What is shown of one segment; `slots`: the number of each check's filter."""
    bad = findings(segment)
    notes = [issue for issue in segment.issues if issue.severity == "info"]
    tried = ", ".join(visible(step) for step in segment.tried)
    classes = [1] * is_flagged(segment) + sorted(slots[check] for check in _checks(segment))
    more = [
        *([visible(others(bad[SHOWN:]))] if bad[SHOWN:] else []),
        *([counted(len(notes), "note")] if notes else []),
        *(["what was tried"] if tried else []),
    ]
    return Row(
        id=segment.id,
        number=number,
        classes="".join(f" k{n}" for n in classes),
        severity=_severity(segment, bad),
        zh=cut(segment.source, [(i.source, _mark(i)) for i in bad], joins),
        en=None
        if segment.target is None and segment.status != "unasked"
        else cut(segment.target or "", [(i.target, _mark(i)) for i in bad], []),
        by=_by(segment),
        issues=[_shown(issue) for issue in bad[:SHOWN]],
        notes=[_shown(issue) for issue in [*bad[SHOWN:], *notes]],
        tried=tried,
        more="; ".join(more),
        like=_like(segment),
    )


def _by(segment: Segment) -> str:
    if segment.origin != "human":
        return ""
    return f"from {visible(segment.match.file)}" if segment.match else "edited by a person"


def _like(segment: Segment) -> Like | None:
    match = segment.match
    if match is None or segment.origin == "human":
        return None
    return Like(
        zh=[
            Change(change.kind, visible(change.text))
            for change in changes(segment.source.strip(), match.source.strip())
        ],
        en=visible(match.target),
        by=f"{match.similarity:.0%} alike, by a person ({visible(match.file)})",
    )


def _mark(issue: Issue) -> str:
    """Doubt is only a tint: nothing is known to be wrong there."""
    return "doubt" if issue.check == "doubt" else issue.severity


def _joined(joins: tuple[Join, ...]) -> str:
    if not joins:
        return ""
    doubtful = sum(join.confidence < DOUBTFUL for join in joins)
    text = f"Put together from {len(joins) + 1} parts of the page"
    return f"{text}; {counted(doubtful, 'join')} in doubt" if doubtful else text


def _shown(issue: Issue) -> Issue:
    """The issue as it is told: what was read is quoted unless the message does so itself."""
    return Issue(
        check=visible(issue.check),
        severity=issue.severity,
        message=visible(issue.message),
        source="" if issue.source in issue.message else _clipped(issue.source),
        target="" if issue.target in issue.message else _clipped(issue.target),
    )


def _clipped(text: str) -> str:
    return visible(text if len(text) <= QUOTED else text[: QUOTED - 1] + "…")


def _checks(segment: Segment) -> set[str]:
    return {issue.check for issue in segment.issues if issue.severity != "info"}


def _union(rows: list[Row]) -> str:
    return "".join(f" {name}" for name in sorted({n for row in rows for n in row.classes.split()}))


def _text(rows: list[Row]) -> str:
    return " ".join("".join(part.text for part in row.en or []) for row in rows)
