"""The sentences of an article that a summary may be made of.

A unit is a whole sentence: segmentation may cut an overlong one into several segments, which stand
or fall together. Titles, headings, bylines and captions are never units. Knows nothing of scores.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from pxtranslate.records import Article, Segment

_ENDS = "。！？!?…”’」』）)；;."
_ROLES = ("lead", "body")


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence of the article: its segments, joined."""

    segments: tuple[Segment, ...]
    zh: str
    en: str
    """Empty unless every segment has a target."""
    opens: bool
    """Whether it is the first of its paragraph."""

    @property
    def faulty(self) -> bool:
        """Whether a segment failed, or a check found an error in one."""
        return any(
            segment.status == "failed" or any(i.severity == "error" for i in segment.issues)
            for segment in self.segments
        )


def units(article: Article) -> list[Unit]:
    """Return the article's sentences in reading order.

    If any is translated, those without a translation are left out; so are lines that do not end as
    a sentence does (a heading inside the text), unless there is nothing else.
    """
    found = [unit for unit in _units(article) if any(map(str.isalnum, unit.zh))]
    found = [unit for unit in found if unit.en] or found
    return [unit for unit in found if unit.zh[-1:] in _ENDS] or found


def _units(article: Article) -> Iterator[Unit]:
    running = {paragraph.id for paragraph in article.paragraphs if paragraph.role in _ROLES}
    segments = (segment for segment in article.segments if segment.paragraph in running)
    for _, paragraph in groupby(segments, key=lambda segment: segment.paragraph):
        group: list[Segment] = []
        opens = True
        for segment in paragraph:
            group.append(segment)
            if segment.source.rstrip()[-1:] in _ENDS:
                yield _unit(group, opens)
                group, opens = [], False
        if group:
            yield _unit(group, opens)


def _unit(group: list[Segment], opens: bool) -> Unit:
    targets = [(segment.target or "").strip() for segment in group]
    return Unit(
        segments=tuple(group),
        zh="".join(segment.source for segment in group).strip(),
        en=" ".join(targets) if all(targets) else "",
        opens=opens,
    )
