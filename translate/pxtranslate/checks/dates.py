"""Years, months, days and hours that the English gets wrong, leaves out or makes up.

日前 that became "on March 15" and 去年6月14日 that became "June 14, 2019" are made up: the Chinese
does not say so. Other figures are another check's.
"""

import re
from collections.abc import Iterator, Sequence

from pxtranslate.checks.base import Pair
from pxtranslate.figures.compare import Match, compare
from pxtranslate.figures.quantity import DATE_KINDS, Kind, Quantity
from pxtranslate.records import Issue, Severity

_OTHER_YEAR = re.compile("去年|前年|明年|后年|上年|次年")
_BARE_DAY = re.compile(
    "(?<![月\\d十一二三])(?:[\\d十]|(?<!第)[一二三四五六七八九])[)）]?\\s?[日号]"
)


def find(pair: Pair) -> Iterator[Issue]:
    """Errors first: wrong and invented parts of dates, then those that may have been left out."""
    matches = compare(pair.source, pair.target)
    found = [
        (severity, match)
        for match in matches
        if is_date(match)
        if (severity := _severity(match, matches, pair.source)) is not None
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


def _severity(match: Match, matches: Sequence[Match], source: str) -> Severity | None:
    quantity = match.source or match.target
    if match.verdict in ("same", "rounded") or quantity is None:
        return None
    if quantity.kind == "weekday":
        return "error" if match.verdict == "wrong" else None
    if match.verdict == "missing":
        # Editors drop the day of an announcement; a date that turned wrong has its own verdict.
        return "warning" if match.sure else None
    if match.verdict == "extra" and match.sure:
        return "warning" if _from_context(quantity, matches, source) else "error"
    if match.sure:
        return "error"
    return "warning" if match.verdict == "wrong" else None


def _from_context(added: Quantity, matches: Sequence[Match], source: str) -> bool:
    """True if an editor may have known it: the month of a bare 25日, the year of a bare 7月.

    Its neighbour in the English must agree with a part of a date that stands bare in the Chinese.
    """
    smaller: dict[str, tuple[Kind, ...]] = {"month": ("day",), "year": ("month", "day")}
    if added.kind not in smaller or (added.kind == "year" and _OTHER_YEAR.search(source)):
        return False
    if added.kind == "month" and _BARE_DAY.search(source):
        return True
    larger = "月" if added.kind == "month" else "年"
    for match in matches:
        one, two = match.source, match.target
        if one is None or two is None or two.kind not in smaller[added.kind]:
            continue
        near = max(added.start - two.end, two.start - added.end) <= 8
        if near and larger not in source[max(0, one.start - 4) : one.start]:
            return True
    return False
