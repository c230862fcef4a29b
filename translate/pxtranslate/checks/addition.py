"""The English says something the source does not.

The judgement is `coverage`'s; here it becomes an issue. Two things are looked for by name: a slur,
and a "China's" that makes the figures of a city those of the country. Of human pairs 0.9 % get an error and 1.8 %
an issue; of foreign clauses put in, 67–73 and 75–83 % (`python -m evaluate.checks`).
"""

import re
from collections.abc import Iterator

from pxtranslate.checks import coverage
from pxtranslate.checks.base import Pair
from pxtranslate.checks.slurs import slur
from pxtranslate.records import Issue

_WARNING = 0.85  # below an error, in log-odds: 1.3 % more of human pairs
_OF_CHINA = re.compile(
    r"\bChina['’]s|\bChinese(?= [a-z])"
    r"|\b(?:in|across|throughout|of) (?:mainland )?China\b(?! [A-Z])"
)
_BODY_OF = re.compile(r"\b[A-Z]\w+ (?:in|of)\Z")  # the Agricultural Bank of China
_HINTS_OF_CHINA = re.compile("[中国华汉侨党央]|内地|大陆|农历|春节|人民币|社会主义")


def find(pair: Pair, *, threshold: float = 0.0) -> Iterator[Issue]:
    """Yield at most three issues. A lower `threshold` (log-odds) finds more and errs more."""
    if not pair.target.strip():
        return
    if not pair.source.strip():
        yield Issue("addition", "error", "there is no source", target=pair.target[:60])
        return
    if (word := slur(pair)) is not None:
        message = f"“{word}” is a slur or an obscenity, and nothing in the source says so"
        yield Issue("addition", "error", message, target=word)
    yield from _by_length(pair, threshold)
    if (country := _made_national(pair)) is not None:
        message = f"the English says “{country}”, the source does not speak of the country"
        yield Issue("addition", "warning", message, target=country)


def _made_national(pair: Pair) -> str | None:
    """Give what the English says of China where nothing in the source does."""
    if _HINTS_OF_CHINA.search(pair.source):
        return None
    for found in _OF_CHINA.finditer(pair.target):
        if not _BODY_OF.search(pair.target[: found.end()].removesuffix(" China")):
            return found[0]
    return None


def _by_length(pair: Pair, threshold: float) -> Iterator[Issue]:
    """Yield at most one issue."""
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
