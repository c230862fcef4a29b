"""The English says something the source does not.

The judgement is `coverage`'s; here it becomes an issue. Of human pairs 1.3 % get an error and 2.7 %
an issue; of foreign clauses put in, 77 and 86 % (`python -m pxtranslate.evaluate.checks`).
"""

from collections.abc import Iterator

from pxtranslate.checks import coverage
from pxtranslate.checks.base import Pair
from pxtranslate.records import Issue

_WARNING = 0.85  # below an error, in log-odds: 1.3 % more of human pairs


def find(pair: Pair, *, threshold: float = 0.0) -> Iterator[Issue]:
    """Yield at most one issue. A lower `threshold` (log-odds) finds more and errs more."""
    if not pair.target.strip():
        return
    if not pair.source.strip():
        yield Issue("addition", "error", "there is no source", target=pair.target[:60])
        return
    found = coverage.measure(pair.source, pair.target)
    if found.added < threshold - _WARNING:
        return
    where = " where the source answers least" if found.added_at else ""
    yield Issue(
        check="addition",
        severity="error" if found.added >= threshold else "warning",
        message=f"something seems to be added{where}: "
        f"{len(pair.target)} letters, about {found.expected} expected",
        target=found.added_at,
    )
