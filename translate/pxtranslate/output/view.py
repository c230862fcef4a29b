"""What several formats need to know of a document: its headlines, what to look at, which joins.

Reads records and nothing else; writes no format.
"""

from collections.abc import Iterable, Iterator, Sequence

from pxtranslate.config import Language
from pxtranslate.records import Article, Document, Issue, Join, Paragraph, Segment

EXCERPT = 40
"""Characters of an untitled item that stand for its headline."""
UNASKED = "In Chinese only"
"""Stands for the English headline of an article that was left out of a digest."""
_FIGURES = ("numbers", "dates")


def segments(document: Document) -> Iterator[Segment]:
    """All segments of a document, in reading order."""
    for article in document.articles:
        yield from article.segments


def is_flagged(segment: Segment) -> bool:
    """Whether a person should look: it failed, or a check found an error or a warning."""
    return segment.status == "failed" or any(i.severity != "info" for i in segment.issues)


def review_order(found: Iterable[Segment]) -> list[Segment]:
    """The flagged segments: failed ones first, then what is sure to be wrong, then by risk.

    A figure in doubt stands with what is sure: risk speaks of the whole sentence, and a wrong figure
    in print is worse than a clumsy sentence.
    """
    flagged = [s for s in found if is_flagged(s)]
    return sorted(flagged, key=lambda s: (s.status != "failed", not _is_grave(s), -s.risk))


def _is_grave(segment: Segment) -> bool:
    return any(
        issue.severity == "error" or (issue.severity == "warning" and issue.check in _FIGURES)
        for issue in segment.issues
    )


def findings(segment: Segment) -> list[Issue]:
    """What a person should look at in a segment, errors first."""
    bad = [issue for issue in segment.issues if issue.severity != "info"]
    return sorted(bad, key=lambda issue: issue.severity != "error")


def worst(severities: Iterable[str]) -> str:
    """The worst of some severities; "" if there are none."""
    found = set(severities)
    return next((one for one in ("error", "warning", "info") if one in found), "")


def others(issues: Sequence[Issue]) -> str:
    """Name in a few words what else was found: `3 more: leftover, punctuation`; empty if nothing."""
    names = ", ".join(dict.fromkeys(issue.check for issue in issues))
    return f"{len(issues)} more: {names}" if issues else ""


def title_en(article: Article) -> str | None:
    """The title as it was translated; None if there is no title or no translation of it."""
    if article.title is None:
        return None
    parts = [s.target for s in article.segments if s.paragraph == article.title.id and s.target]
    return " ".join(parts) or None


def headline_zh(article: Article) -> str:
    """What to call the article in Chinese: its title, its summary's headline, its first words."""
    if article.title is not None and article.title.text.strip():
        return article.title.text.strip()
    if article.summary is not None and article.summary.headline_zh:
        return article.summary.headline_zh
    return _excerpt(p.text for p in article.paragraphs)


def headline_en(article: Article) -> str:
    """What to call the article in English; empty if nothing of it has been translated."""
    if article.summary is not None and article.summary.headline_en:
        return article.summary.headline_en
    if article.segments and all(s.status == "unasked" for s in article.segments):
        return UNASKED
    return title_en(article) or _excerpt(s.target or "" for s in article.segments)


def headlines(article: Article, language: Language) -> tuple[str, str]:
    """What to call the article, and what stands below it: the Chinese, or nothing."""
    return paired(headline_zh(article), headline_en(article), language)


def paired(zh: str, en: str, language: Language) -> tuple[str, str]:
    """A headline's two forms as what is told first and what below it; "" where nothing is."""
    if language == "zh":
        return zh, ""
    return en or "Not translated", zh if language == "both" else ""


def paragraphs(article: Article) -> Iterator[Paragraph]:
    """The title, where there is one, and the paragraphs."""
    if article.title is not None:
        yield article.title
    yield from article.paragraphs


def characters(document: Document) -> int:
    """Source characters that are not white space."""
    return sum(len("".join(p.text.split())) for a in document.articles for p in paragraphs(a))


def joins_by_segment(article: Article) -> dict[str, list[tuple[int, Join]]]:
    """For each segment id, its joins with their offset into the segment's source.

    A join at the very start of a paragraph stands at offset 0 of its first segment.
    """
    found: dict[str, list[tuple[int, Join]]] = {}
    by_paragraph: dict[str, list[Segment]] = {}
    for segment in article.segments:
        by_paragraph.setdefault(segment.paragraph, []).append(segment)
    for join in sorted(article.joins, key=lambda join: join.at):
        start = 0
        for segment in by_paragraph.get(join.paragraph, []):
            end = start + len(segment.source)
            if start <= join.at < end:
                found.setdefault(segment.id, []).append((join.at - start, join))
                break
            start = end
    return found


def _excerpt(texts: Iterable[str]) -> str:
    first = next((text.strip() for text in texts if text.strip()), "")
    return first if len(first) <= EXCERPT else first[:EXCERPT].rstrip() + "…"
