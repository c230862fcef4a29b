"""Years, months, days and hours that the English gets wrong, leaves out or makes up.

日前 that became "on March 15" and 去年6月14日 that became "June 14, 2019" are made up: the Chinese
does not say so. Other figures are another check's.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from pxtranslate.checks.base import Pair
from pxtranslate.figures.compare import Match, compare
from pxtranslate.figures.quantity import DATE_KINDS, Kind, Quantity
from pxtranslate.records import Issue, Severity

_OTHER_YEAR = re.compile("去年|前年|明年|后年|上年|次年")
_COMPARED = {
    "month": re.compile("环比|上个?月|前一个?月"),
    "year": re.compile("同比|上年|前一年|去年|[较比]|增长|下降|[增减升降涨跌]"),
}
_A_MONTH = re.compile(r"\b(?:an?|one|per|each|every) month\b|\bmonthly\b", re.I)
_SINCE = re.compile(r"\b(?:than (?:in )?|from |on |over |compared with |against )$", re.I)
_MONTH_BEFORE = re.compile(
    r"\b(?:month before|month earlier|(?:previous|prior|preceding|last) month)\b", re.I
)
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
        if not _is_a_month(match, pair.target)
        if not _told_by_its_neighbour(match, matches, pair)
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


def _is_a_month(match: Match, target: str) -> bool:
    """一月接六七十单: a month, not January."""
    one = match.source
    missing = match.verdict == "missing" and one is not None and one.text == "一月"
    return missing and _A_MONTH.search(target) is not None


def _told_by_its_neighbour(match: Match, matches: Sequence[Match], pair: Pair) -> bool:
    """9月 as the month before October; 2024年 … 增长5% as more than in 2023."""
    one, two = match.source, match.target
    quantity = one or two
    if quantity is None or quantity.kind not in ("month", "year") or quantity.is_range:
        return False
    following = quantity.low + 1 if quantity.kind == "year" or quantity.low < 12 else Fraction(1)
    said = any(
        other.verdict == "same"
        and other.source is not None
        and (other.source.kind, other.source.high) == (quantity.kind, following)
        for other in matches
    )
    if not said:
        return False
    if match.verdict == "missing":
        return quantity.kind == "month" and _MONTH_BEFORE.search(pair.target) is not None
    compared = _COMPARED[quantity.kind]
    if match.verdict != "extra" or not compared.search(pair.source):
        return False
    return _SINCE.search(pair.target[max(0, quantity.start - 16) : quantity.start]) is not None


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
