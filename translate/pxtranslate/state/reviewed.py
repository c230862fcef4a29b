"""What people said of segments in the review, and what it makes of them.

Knows nothing of where it is kept, see `journal`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pxtranslate.records import Document, Issue, Segment
from pxtranslate.state.corrections import Key, keyed
from pxtranslate.text import mark

HUMAN, MACHINE = "human", "machine"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What people said of one segment."""

    version: int = 0
    """The last edit of it; 0 before there was one."""
    origin: str = ""
    """Whose text it is to have: HUMAN; MACHINE, where an edit was undone; "" if none was made."""
    target: str | None = None
    """That text."""
    by: str = ""
    """The model that suggested it, where a person took it as it was."""
    fresh: bool = False
    """Whether the files do not have that text yet; once they have, they are right."""
    confirmed: str = ""
    """Mark of the target that was read and found good."""
    dismissed: frozenset[str] = frozenset()
    """Findings that are no errors, see `finding`."""


def finding(segment: Segment, issue: Issue) -> str:
    """What a finding is known by: it is another one as soon as the target is."""
    return mark("\0".join((segment.target or "", issue.check, issue.source, issue.target)))


def settle_all(document: Document, reviewed: Mapping[Key, Reviewed]) -> Document:
    """A document in which what people said is no error is a note."""
    if not reviewed:
        return document
    said = {s.id: reviewed[key] for key, s in keyed(document) if key in reviewed}

    def look(segment: Segment) -> Segment:
        return settle(segment, said[segment.id]) if segment.id in said else segment

    articles = tuple(
        replace(article, segments=tuple(map(look, article.segments)))
        for article in document.articles
    )
    return replace(document, articles=articles)


def settle(segment: Segment, reviewed: Reviewed) -> Segment:
    """Turn what a person dismissed into notes; all of it, where the target was confirmed."""
    confirmed = is_confirmed(segment, reviewed)
    if not (confirmed or reviewed.dismissed):
        return segment
    issues = (
        replace(issue, severity="info")
        if confirmed or finding(segment, issue) in reviewed.dismissed
        else issue
        for issue in segment.issues
    )
    return replace(segment, issues=tuple(sorted(issues, key=lambda one: one.severity == "info")))


def confirmed(document: Document, reviewed: Mapping[Key, Reviewed]) -> frozenset[str]:
    """The ids of the segments whose target, as it is now, a person found good."""
    if not reviewed:
        return frozenset()
    return frozenset(
        segment.id
        for key, segment in keyed(document)
        if key in reviewed and is_confirmed(segment, reviewed[key])
    )


def is_confirmed(segment: Segment, reviewed: Reviewed) -> bool:
    """Whether a person found the target good that the segment has now."""
    return bool(reviewed.confirmed) and reviewed.confirmed == mark(segment.target or "")


def targets(reviewed: Mapping[Key, Reviewed]) -> dict[Key, str]:
    """What people wrote since the files were."""
    return {
        key: now.target
        for key, now in reviewed.items()
        if now.fresh and now.origin == HUMAN and now.target is not None
    }


def withdrawn(reviewed: Mapping[Key, Reviewed]) -> set[Key]:
    """Where people took back what they had written, since the files were."""
    return {key for key, now in reviewed.items() if now.fresh and now.origin == MACHINE}
