"""Figures that the English gets wrong, leaves out, makes up, or gives another unit.

Values are compared, not digits: 902万 is 9.02 million. Dates and times of day are another check's.
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from pxtranslate.checks import exchanged_figures, per, tallies
from pxtranslate.checks.base import Pair
from pxtranslate.checks.dates import is_date
from pxtranslate.figures.bounds import Bound, changed_bound
from pxtranslate.figures.compare import Match, compare
from pxtranslate.figures.quantity import Quantity
from pxtranslate.figures.say import figure
from pxtranslate.records import Issue, Severity

_BOUNDS: dict[Bound, str] = {
    "exactly": "just",
    "over": "more than",
    "under": "less than",
}
_HALF = Fraction(1, 2)
_SMALL = "两二三四五六七八九23456789"
_WHOLLY = re.compile(
    r"\b(?:all|every|each|both|entire\w*|full\w*|whol\w+|complete\w*|universal\w*)\b", re.I
)
"""What 100% is in other words."""
_PLURAL = re.compile(r" [a-z]{3,}[a-rt-z]s\b")
_QUOTED = re.compile("[“‘「][^”’」]{1,12}[”’」]")


def find(pair: Pair) -> Iterator[Issue]:
    """Errors first: wrong and missing values, invented ones, lost or changed units; then bounds, per what, and whose."""
    matches = [match for match in compare(pair.source, pair.target) if not is_date(match)]
    found = [
        (severity, match)
        for match in matches
        if (severity := _severity(match, pair.target))
        and not _counts_a_list(match, pair.source)
        and not _said_in_words(match, pair)
    ]
    for severity, match in sorted(found, key=lambda item: item[0] != "error"):
        yield Issue(
            "numbers",
            severity,
            match.words,
            match.source.text if match.source else "",
            match.target.text if match.target else "",
        )
    for match in matches:
        if _counts_a_rank(match, pair.target) and match.source and match.target:
            words = f"{match.source.text} is a rank, the English counts: {match.target.text}"
            yield Issue("numbers", "warning", words, match.source.text, match.target.text)
        if _ranks_a_top(match) and match.source and match.target:
            words = f"{match.source.text} is the top few, the English gives one rank: {match.target.text}"
            yield Issue("numbers", "warning", words, match.source.text, match.target.text)
        bounds = changed_bound(match, pair.source, pair.target)
        if bounds and match.source and match.target:
            ours, theirs = bounds
            said = f"just {theirs.phrase}" if theirs.bound == "exactly" else theirs.phrase
            words = f"{ours.phrase} = {_BOUNDS[ours.bound]} {figure(match.source)}, English says {said} ✗"
            yield Issue("numbers", "warning", words, ours.phrase, theirs.phrase)
    yield from per.find(pair)
    yield from exchanged_figures.find(pair)
    yield from tallies.find(pair)


def _counts_a_list(match: Match, source: str) -> bool:
    """A left out figure that only counts what is listed before it: 交警、教育、城管三部门, 县乡村三级."""
    one, two = match.source, match.target
    if one is None or one.text[0] not in _SMALL or one.high > 9:
        return False
    if match.verdict not in ("missing", "wrong"):
        return False
    if two is not None and not (two.kind == "ordinal" or two.low == 1):  # "first" is of another
        return False
    before = re.split("[，。；：！？“‘]", source[: one.start].rstrip("”’"))[-1]
    listed = re.split("[、和与及]", before)
    return len(listed) == one.low or bool(
        one.text.endswith("级") and re.search(rf"[省市县区乡镇村组]{{{one.low}}}$", before)
    )


_HELP = {
    110: re.compile(r"\bpolice\b", re.I),
    119: re.compile(r"\b(?:fire|firefighters?)\b", re.I),
    120: re.compile(r"\b(?:ambulances?|emergency|medical|paramedics?)\b", re.I),
}
"""Who answers at a number that everybody in China knows."""
_CALLS = re.compile(r"(?:打|报|叫|呼叫)了?[“‘]?\Z|[“‘]\Z")
_FREE = re.compile(r"\b(?:free|no charge|without charge|no cost|nothing)\b", re.I)


def _said_in_words(match: Match, pair: Pair) -> bool:
    """A figure that English has a word for: 拨打110, call the police; 0元, free; “不合理”三个字, "unreasonable"."""
    one = match.source
    if one is None or match.verdict != "missing":
        return False
    if pair.source.startswith("字", one.end) and _QUOTED.search(pair.source):
        return True
    if one.kind == "money" and one.low == 0:
        return _FREE.search(pair.target) is not None
    answers = _HELP.get(int(one.low)) if one.kind == "count" else None
    called = answers and _CALLS.search(pair.source[: one.start])
    return bool(called and answers and answers.search(pair.target))


def _counts_a_rank(match: Match, target: str) -> bool:
    """排名第三 that became "by three places"; "season three" and "number one" are ranks."""
    one, two = match.source, match.target
    if match.verdict != "same" or one is None or two is None or one.low == 1:
        return False
    counted = one.kind == "ordinal" and two.kind == "count"
    return counted and _PLURAL.match(target, two.end) is not None


def _ranks_a_top(match: Match) -> bool:
    """排名前三, the top three, that became "the third"."""
    one, two = match.source, match.target
    if match.verdict != "same" or one is None or two is None:
        return False
    return one.kind == "count" and one.text.startswith("前") and two.kind == "ordinal"


def _is_whole(half: Quantity, target: str) -> bool:
    """半年 that became "a year"; articles are no figures, so `compare` does not see it."""
    return re.search(rf"\b(?:an?|one)(?: (?:full|whole))? {half.unit}\b", target, re.I) is not None


def _severity(match: Match, target: str) -> Severity | None:
    one = match.source
    if one and match.verdict == "missing" and one.kind == "duration" and "半" in one.text:
        return "error" if one.high == _HALF and _is_whole(one, target) else "warning"
    if match.verdict == "same":
        return None
    if match.verdict == "rounded":
        return "info"
    if match.verdict == "extra" and match.target is not None:
        if not match.sure:
            return None
        # The 19th Congress for 党代会, the last 2 of a list of two: often the translator's own.
        small = match.target.kind == "count" and match.target.high <= 12
        return "warning" if small or match.target.kind == "ordinal" else "error"
    two = match.target
    if (
        one
        and one.kind == "percent"
        and one.low == 100
        and (two is None or not two.text[0].isdigit())
    ):
        return None if _WHOLLY.search(target) else "error"
    if match.sure:
        return "error"
    if match.verdict in ("unit", "kind"):
        return None
    if match.verdict == "missing" and match.source is not None:
        # 两国 becomes "their", 这一天 "that day", 万众 "the people"; a lost 三 is worth a look.
        idle = abs(match.source.high) <= 2 or match.source.text[0] in "百千万亿"
        return None if idle else "warning"
    return "warning"
