"""Puts right, without a model, figures of an English text that can only mean one of the Chinese.

A slip of scale (46,000 written 4.6 million), a unit that was changed or dropped (220元 written $220,
亩 written acres), a year made up for 去年. Each exchange must make its figure agree by value, and may
spoil no other; else the text stays as it is. Knows nothing of checks or segments.
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from pxtranslate.figures.compare import Match, compare
from pxtranslate.figures.quantity import DATE_KINDS, Quantity, show
from pxtranslate.figures.say import unit_after
from pxtranslate.figures.when import YEARS

_NUMERAL = re.compile(
    r"\d[\d,]*(?:\.\d+)?(?:[\s-]?(?:hundred|thousand|million|billion|trillion|[kmb]n?)\b)*", re.I
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_BEFORE_YEAR = re.compile(
    rf"(?:(?:{_MONTHS})(?: \d{{1,2}})?|\b(?:since|(?<!year )of|from|by|until|early|late|mid))(?P<gap>,? )$"
)
_SCALED = frozenset({"count", "money", "measure"})
_MARKED = frozenset({"money", "measure", "percent", "point"})
_ABROAD = re.compile("美|加州|加拿大|澳|港|台|英|欧|新加坡|日本|韩")
"""Where 元 may not be the yuan. 美丽 is hit too: then the figure stays, and is flagged."""
_OWN_UNIT = re.compile(r"[’']|\s?(?:points?\b|of an?\b|[A-Z]{2,4}\b|[mbtr]+ill?i?on\b)")
"""Behind a figure: a unit that is not read, or a word that a new one would not stand before."""
_A_RATE = re.compile(r"(?:[km]ph|/\s?h|per hour|an hour)$")
_GOOD = frozenset({"same", "rounded"})

_MOST = 30
"""Figures of a pair: more are a table of figures, and every exchange compares them all again."""
Edit = tuple[int, int, str]
"""`[start, end)` of the target and what is to stand there."""


def exchange(source: str, target: str) -> str:
    """`target` with those figures put right that rules can; the same where none can."""
    if len(compare(source, target)) > _MOST:
        return target
    for edits in (_scales, _marks, _years):
        for edit in sorted(edits(source, target, compare(source, target)), reverse=True):
            candidate = _edited(target, edit)
            if _bad(source, candidate) < _bad(source, target):
                target = candidate
    return target


def _bad(source: str, target: str) -> int:
    """How many figures disagree; one whose value is wrong counts more than a wrong unit."""
    verdicts = [match.verdict for match in compare(source, target)]
    return sum((2 if v not in ("unit", "kind") else 1) for v in verdicts if v not in _GOOD)


def _edited(text: str, edit: Edit) -> str:
    start, end, new = edit
    return text[:start] + new + text[end:]


def _scales(source: str, target: str, matches: tuple[Match, ...]) -> Iterator[Edit]:
    """The same digits, off by a power of ten; not where two figures have them."""
    odd = [m for m in matches if m.verdict not in _GOOD and m.verdict not in ("unit", "kind")]
    digits = [_significant(q) for m in odd for q in (m.source, m.target) if q is not None]
    for match in odd:
        one, two = match.source, match.target
        if one is None or two is None or not (match.sure and one.firm and two.firm):
            continue
        alone = digits.count(_significant(one)) == 2
        alike = one.kind in _SCALED and two.kind in _SCALED and not (one.is_range or two.is_range)
        numeral = _NUMERAL.search(two.text)
        alone = alone and not _OWN_UNIT.match(target, two.end)
        if alone and alike and numeral and _significant(one) == _significant(two):
            at = two.start + numeral.start()
            yield at, at + len(numeral[0]), show(one.low)


def _significant(quantity: Quantity) -> Fraction:
    """Its value moved by powers of ten to between 1 and 10."""
    value = abs(quantity.low)
    while value >= 10:
        value /= 10
    while 0 < value < 1:
        value *= 10
    return value


def _marks(source: str, target: str, matches: tuple[Match, ...]) -> Iterator[Edit]:
    """The right value with the wrong unit, or money and shares without any."""
    for match in matches:
        one, two = match.source, match.target
        if match.verdict not in ("unit", "kind") or not match.sure or one is None or two is None:
            continue
        mark = unit_after(one, two.low)
        numeral = _NUMERAL.search(two.text)
        # A bare figure of a measure may be followed by a unit that is not known here.
        bare = two.kind == "count" and one.kind == "measure"
        other_yuan = one.unit == "yuan" and bool(two.unit) and _ABROAD.search(source)
        if one.kind not in _MARKED or two.kind in DATE_KINDS or bare or other_yuan:
            continue
        if not mark or two.is_range or not numeral:
            continue
        if _OWN_UNIT.match(target, two.end) or _A_RATE.search(two.text):
            continue
        if two.text[numeral.end() :].startswith("-"):
            mark = "-" + unit_after(one, Fraction(1)).strip()
        yield two.start, two.end, numeral[0] + mark


def _years(source: str, target: str, matches: tuple[Match, ...]) -> Iterator[Edit]:
    """去年6月14日 that became June 14, 2019: the Chinese says last year, and no other."""
    said = [en for zh, en in YEARS.items() if zh in source and en not in target.lower()]
    made_up = [
        m.target for m in matches if m.verdict == "extra" and m.target and m.target.kind == "year"
    ]
    if len(said) != 1 or len(made_up) != 1:
        return
    (words,), (year,) = said, made_up
    before = target[: year.start]
    if opening := re.search(r"(?:^|(?<=[.!?] ))In $", before):
        yield opening.start(), year.end, words[0].upper() + words[1:]
    elif within := re.search(r"\bin $", before):
        yield within.start(), year.end, words
    elif day := _BEFORE_YEAR.search(before):  # June 14, 2019, in …; in June 2019; since 2019
        yield day.start("gap"), year.end, " " + words
