"""Whether a text gives a figure as it is, as more than it is, or as less: 90多人, "nearly 90".

A bound lost or made up leaves the value right and the sentence wrong: 70% is not "more than 70%".
The words stand in bounds.toml. Values are for `compare`; how grave it is, for the checks.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from pxtranslate.figures.compare import Match
from pxtranslate.figures.quantity import Kind, Quantity
from pxtranslate.script import plain

Bound = Literal["exactly", "over", "under", "about"]
Language = Literal["chinese", "english"]

_OPPOSITE: dict[Bound, Bound] = {"over": "under", "under": "over", "about": "about"}
_MEASURED: frozenset[Kind] = frozenset(
    {"count", "money", "measure", "duration", "percent", "point"}
)
"""Of a rank or a date "more than" says nothing."""
_PERIODS = frozenset({"month", "year", "decade", "century"})
"""近十年来 is the past decade, and a man of 40多岁 is in his forties."""
_SEVERAL = 3
"""Counts below it are often no counts: 1+1, the two of them."""
_TWO_ENDS = re.compile(r"\d\D{0,3}[-–—~～至到]\D{0,3}\d|\b(?:to|and|or)\b")
_COMPARED = re.compile("[较比][^，。；、\\d]{0,4}(?:\\d{4}年)?[^，。；、\\d]{0,4}$")
_OVER_THE_PAST = re.compile("over the (?:past|last|next|coming|previous|recent) ", re.IGNORECASE)
_COMPARATIVE = re.compile(r"(?!over|under)[a-z]+er than", re.IGNORECASE)
_CLAUSES = re.compile("[，。；、]")
_REACH = {"chinese": 16, "english": 48}
"""Characters from the figure within which other words may say the same."""


class Said(NamedTuple):
    """A bound and the figure with the words that set it: 超过70%."""

    bound: Bound
    phrase: str


class _Words(NamedTuple):
    before: re.Pattern[str]
    within: re.Pattern[str]
    after: re.Pattern[str]
    hints: dict[Bound, re.Pattern[str]]
    plainly: dict[Bound, re.Pattern[str]]


@cache
def _words(language: Language) -> _Words:
    path = files("pxtranslate.figures") / "bounds.toml"
    rows: dict[str, str] = tomllib.loads(path.read_text("utf-8"))[language]
    edge = r"\b" if language == "english" else ""
    said = "|".join(f"(?P<{bound}>{rows[bound]})" for bound in _OPPOSITE)
    after = "|".join(f"(?P<{bound}>{rows[f'{bound}_after']})" for bound in _OPPOSITE)
    return _Words(
        re.compile(rf"(?P<not>{rows['not']})?{edge}(?:{said}){rows['between']}$", re.IGNORECASE),
        re.compile(rows["over_within"]),
        re.compile(after, re.IGNORECASE),
        {
            bound: re.compile(rf"{edge}(?:{rows[bound]}){edge}|{rows[f'{bound}_hint']}", re.I)
            for bound in ("over", "under")
        },
        {
            bound: re.compile(rf"{edge}(?:{rows[bound]}){edge}", re.IGNORECASE)
            for bound in ("over", "under")
        },
    )


def bound_of(quantity: Quantity, text: str, language: Language) -> Said:
    """The bound that the text sets on one of its quantities."""
    words, reach = _words(language), _REACH[language]
    before = plain(text[max(0, quantity.start - reach) : quantity.start])
    after = plain(text[quantity.end : quantity.end + reach])
    if words.within.search(plain(quantity.text)):
        return Said("over", quantity.text)
    if found := words.before.search(before):
        bound = _named(found)
        phrase = text[quantity.start - len(found[0].lstrip()) : quantity.end]
        return Said(_OPPOSITE[bound] if found["not"] else bound, phrase)
    if found := words.after.match(after):
        return Said(_named(found), text[quantity.start : quantity.end + found.end()])
    return Said("exactly", quantity.text)


def _named(found: re.Match[str]) -> Bound:
    return next(bound for bound in _OPPOSITE if found[bound])


def bounds(match: Match, source: str, target: str) -> tuple[Said, Said] | None:
    """The bounds on both sides of a pair of equal value, or None where one would say nothing."""
    one, two = match.source, match.target
    if match.verdict != "same" or one is None or two is None or not _bounded(one, two):
        return None
    return bound_of(one, source, "chinese"), bound_of(two, target, "english")


def changed_bound(match: Match, source: str, target: str) -> tuple[Said, Said] | None:
    """The bounds on both sides of a pair of equal value where they differ, or None.

    "About" may stand for any; and nothing is said where other words near by may set the bound.
    """
    one, two, said = match.source, match.target, bounds(match, source, target)
    if one is None or two is None or said is None:
        return None
    ours, theirs = said
    if ours.bound == theirs.bound or "about" in (ours.bound, theirs.bound):
        return None
    turned = "exactly" not in (ours.bound, theirs.bound)
    compared = _COMPARATIVE.match(theirs.phrase) and _COMPARED.search(source[: one.start])
    if ours.bound == "exactly" and compared:
        return None  # 较2020年的61.24%高出: higher than the 61.24 percent
    lasting = one.unit in _PERIODS or theirs.phrase.lower().startswith("over ")
    past = _OVER_THE_PAST.match(theirs.phrase) is not None
    if one.kind == "duration" and lasting and (past or not turned):
        return None  # it plays out over three days; 近十年, over the past decade
    hinted = _hinted(theirs.bound, one, source, "chinese", ours.phrase if turned else "") or (
        _hinted(ours.bound, two, target, "english", theirs.phrase if turned else "")
    )
    return None if hinted else (ours, theirs)


def _bounded(one: Quantity, two: Quantity) -> bool:
    """True where both are single values of which a bound would say something."""
    if not {one.kind, two.kind} <= _MEASURED or one.vague or two.vague:
        return False
    if one.kind == "count" and one.low < _SEVERAL:
        return False
    return not (_TWO_ENDS.search(one.text) or _TWO_ENDS.search(two.text))


def _hinted(bound: Bound, quantity: Quantity, text: str, language: Language, but: str = "") -> bool:
    """True where words near the quantity may set the bound too; plain ones, beside `but`, which say the contrary."""
    if bound == "exactly":
        return False
    before = text[max(0, quantity.start - _REACH[language]) : quantity.start]
    after = text[quantity.end : quantity.end + _REACH[language]]
    if language == "chinese":  # the 余 of 4.6万余个，… is another figure's
        before, after = _CLAUSES.split(before)[-1], _CLAUSES.split(after)[0]
    near = before + text[quantity.start : quantity.end] + after
    words = _words(language)
    if but:
        return words.plainly[bound].search(plain(near.replace(but, " "))) is not None
    return words.hints[bound].search(plain(near)) is not None
