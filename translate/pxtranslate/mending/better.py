"""Which of two translations of a segment is better, by what the checks say of both."""

from collections.abc import Sequence
from dataclasses import replace

from pxtranslate.checks.base import Pair
from pxtranslate.checks.run import gravity, run
from pxtranslate.config import Settings
from pxtranslate.mending.bounds import bounded
from pxtranslate.mending.figures import exchange
from pxtranslate.mending.remedies import Case
from pxtranslate.mending.rules import repair
from pxtranslate.mending.spelling import spelt
from pxtranslate.records import Issue, Segment, Terms

_AS_GOOD_WILL_DO = ("repair", "one form")
"""Remedies that have a reason of their own: what they change stays unless it is worse."""


def better(
    case: Case, candidate: Segment, remedy: str, settings: Settings, terms: Terms
) -> Segment:
    """The better of segment and candidate by what the checks say; the attempt noted either way."""
    segment, source = case.segment, case.segment.source.strip()
    if candidate.target is None:
        return replace(segment, tried=(*segment.tried, f"{remedy}: no answer"))
    named = terms(source)
    target = candidate.target
    if remedy != "repair":
        target = bounded(source, exchange(source, repair(source, target, named)))
        target = spelt(source, target, named)
    issues = run(Pair(source, target, case.paragraph.role, named), settings.checks)
    if segment.target is not None and not _improves(issues, segment.issues, remedy):
        return replace(segment, tried=(*segment.tried, f"{remedy}: no better"))
    return replace(
        candidate,
        target=target,
        status="ok",
        issues=issues,
        tried=(*segment.tried, f"{remedy}: kept"),
    )


def _improves(new: Sequence[Issue], old: Sequence[Issue], remedy: str) -> bool:
    """Whether the findings are fewer or lighter and no name or term is lost that was right.

    The model's own doubt is left out: a plainer sentence is not a righter one. Of what a rule changes
    no check speaks where it took quotation marks from round the whole.
    """
    old = [issue for issue in old if issue.check not in ("consistency", "doubt")]
    if remedy == "repair":  # two words fewer lose nothing, whatever the length says
        new, old = (
            [i for i in found if i.check not in ("omission", "addition")] for found in (new, old)
        )
    wronged = {(issue.check, issue.source) for issue in old}
    lost = any(
        issue.check in ("names", "terms")
        and issue.severity != "info"
        and (issue.check, issue.source) not in wronged
        for issue in new
    )
    lighter = gravity(new) < gravity(old)
    return not lost and (lighter or (remedy in _AS_GOOD_WILL_DO and gravity(new) == gravity(old)))
