"""Years, months, days and hours that the English gets wrong, leaves out or makes up.

日前 that became "on March 15" and 去年6月14日 that became "June 14, 2019" are made up: the Chinese
does not say so. Other figures are another check's.
"""

import re
from collections.abc import Iterator

from pxtranslate.checks.base import Pair
from pxtranslate.figures.compare import Match, compare
from pxtranslate.figures.quantity import DATE_KINDS, Kind
from pxtranslate.records import Issue, Severity

_OTHER_YEAR = re.compile("去年|前年|明年|后年|上年|次年")


def find(pair: Pair) -> Iterator[Issue]:
    """Errors first: wrong and invented parts of dates, then those that may have been left out."""
    matches = compare(pair.source, pair.target)
    kinds = {match.source.kind for match in matches if match.source and match.target}
    found = [
        (severity, match)
        for match in matches
        if is_date(match)
        if (severity := _severity(match, kinds, pair.source)) is not None
    ]
    for severity, match in sorted(found, key=lambda item: item[0] != "error"):
        yield Issue(
            "dates",
            severity,
            match.words,
            match.source.text if match.source else "",
            match.target.text if match.target else "",
        )


def is_date(match: Match) -> bool:
    """True if the match is about a date or a time of day."""
    quantity = match.source or match.target
    return quantity is not None and quantity.kind in DATE_KINDS


def _severity(match: Match, kinds: set[Kind], source: str) -> Severity | None:
    quantity = match.source or match.target
    if match.verdict in ("same", "rounded") or quantity is None:
        return None
    if quantity.kind == "weekday":
        return "error" if match.verdict == "wrong" else None
    if match.verdict == "missing":
        # Editors drop the day of an announcement: 107 of 3,682 human references do.
        return "warning" if match.sure else None
    if match.verdict == "extra" and match.sure:
        # The month of a bare 25日 and the year of a bare 7月 may be known from elsewhere.
        context = {"month": {"day"}, "year": {"month", "day"}}.get(quantity.kind, set())
        known = bool(context & kinds) and quantity.kind not in kinds
        return "warning" if known and not _OTHER_YEAR.search(source) else "error"
    return "error" if match.sure else "warning"
