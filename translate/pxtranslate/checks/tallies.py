"""Numbers of one tally that have changed places: "five killed and three injured" for 3死5伤.

Every figure is there and every value right. What a number counts stands right behind it or right before
it, one after the other, and data/tallies.toml says which words may stand there.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from importlib.resources import files
from itertools import combinations

from pxtranslate.checks.base import Pair
from pxtranslate.figures.chinese import read_chinese
from pxtranslate.figures.english import read_english
from pxtranslate.figures.numerals import value_of
from pxtranslate.figures.quantity import Quantity
from pxtranslate.records import Issue

_Tally = dict[str, re.Pattern[str]]
_APART = {"chinese": re.compile("[，。；、]|.{7}"), "english": re.compile(r"[,;.:]|.{48}")}
"""What stands between a number and a word for something else."""
_LONGEST = 4
_SHORT = re.compile("[一二两三四五六七八九十百]{1,4}$")
"""两男三女: too short to be read as a figure where nothing says that it is one; up to `_LONGEST` characters."""


@cache
def _tallies(language: str) -> tuple[_Tally, ...]:
    text = (files("pxtranslate.checks") / "data" / "tallies.toml").read_text("utf-8")
    edge = r"\b" if language == "english" else ""
    return tuple(
        {
            name: re.compile(rf"{edge}(?:{row[language]}){edge}", re.IGNORECASE)
            for name, row in rows.items()
        }
        for rows in tomllib.loads(text).values()
    )


def find(pair: Pair) -> Iterator[Issue]:
    """Yield an error for each two numbers of a tally that have changed places."""
    for chinese, english in zip(_tallies("chinese"), _tallies("english"), strict=True):
        if sum(word.search(pair.source) is not None for word in chinese.values()) < 2:
            continue
        ours = _counts(read_chinese(pair.source), pair.source, chinese, "chinese")
        theirs = _counts(read_english(pair.target), pair.target, english, "english")
        for one, two in combinations(ours.keys() & theirs.keys(), 2):
            if ours[one] != ours[two] and (theirs[one], theirs[two]) == (ours[two], ours[one]):
                message = f"the numbers for {one} and {two} are exchanged in the English"
                yield Issue("numbers", "error", message)


def _counts(
    quantities: Sequence[Quantity], text: str, words: _Tally, language: str
) -> dict[str, Fraction]:
    """What is counted, and how many; nothing where one is counted twice or the order is not plain."""
    counts = [one for one in quantities if one.kind == "count" and not one.is_range]
    marks = [(one.start, one.end, one.low, "") for one in counts]
    for name, word in words.items():
        for said in word.finditer(text):
            if any(one.start < said.end() and said.start() < one.end for one in counts):
                continue
            marks.append((said.start(), said.end(), Fraction(0), name))
            short = _SHORT.search(text[max(0, said.start() - _LONGEST) : said.start()])
            if short and not any(one.start < said.start() <= one.end for one in counts):
                start = said.start() - len(short[0])
                marks.append((start, said.start(), value_of(short[0]) or Fraction(0), ""))
    marks.sort()
    found: dict[str, Fraction] = {}
    at = 0
    while at < len(marks) - 1:
        (_, end, value, name), (start, _, other, named) = marks[at], marks[at + 1]
        if bool(name) == bool(named) or _APART[language].search(text[end:start]):
            at += 1
            continue
        what = name or named
        if what in found:
            return {}
        found[what] = value if not name else other
        at += 2
    return found
