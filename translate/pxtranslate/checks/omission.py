"""Something of the source is missing in the English.

The judgement is `coverage`'s; here it becomes an issue. Of human pairs 2.9 % get an error and 4.2 %
an issue; of clauses taken out of one side or put into the other, 68–92 and 72–95 %, depending on
how it is done (`python -m pxtranslate.evaluate.checks`).
"""

from collections.abc import Iterator

from pxtranslate.checks import coverage
from pxtranslate.checks.base import Pair
from pxtranslate.records import Issue

_WARNING = 0.4  # below an error, in log-odds: 1.3 % more of human pairs
_STRANGER = -8.0  # evidence; 0.5 % of human pairs lie below (half of them slipped lines), 98 % of
# pairs put together at random


def find(pair: Pair, *, threshold: float = 0.0) -> Iterator[Issue]:
    """Yield at most one issue. A lower `threshold` (log-odds) finds more and errs more."""
    if not pair.source.strip():
        return
    if not pair.target.strip():
        yield Issue("omission", "error", "there is no English", source=pair.source[:60])
        return
    found = coverage.measure(pair.source, pair.target)
    if found.answer < _STRANGER:
        message = "hardly a word of the source is in the English: is it another text?"
        yield Issue("omission", "error", message, source=pair.source[:60], target=pair.target[:60])
        return
    if found.lost < threshold - _WARNING:
        return
    where = " where the English answers least" if found.lost_at else ""
    yield Issue(
        check="omission",
        severity="error" if found.lost >= threshold else "warning",
        message=f"something seems to be missing{where}: "
        f"{len(pair.target)} letters, about {found.expected} expected",
        source=found.lost_at,
    )
