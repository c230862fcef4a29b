"""Every pattern of the package against its own parts, repeated: its time grows with the text.

What one alternative takes another may take back, thousands of times: so each part is repeated by
itself, mixed with another, and before something that does not fit. In CPU time, and twice: what is
slow for a short text has to be quick enough for a long one. Once, by hand, with every mix of two
(decision 0095); here with a sample.
"""

import random
import re
import time
from collections.abc import Iterator

import pytest
from tests.faults.patterns import Use, find_patterns, parts

from pxtranslate.budget import Overdue, budget

SHORT, LONG = 4_000, 100_000
SOON = 0.02
"""Seconds for a short text that need no second look."""
SECONDS = 3.0
"""For a long one. A second is meant; machines differ, and a quadratic one takes a minute."""
MIXES = 8
BOUNDED = {
    "articles.credits._credits": 200,  # the end of a block
    "articles.furniture.": 160,  # a line
    "figures.rewrite._AFTER_UNIT": 60,  # a figure
    "figures.english_numbers._APPROX": 18,  # what stands before a figure
    "figures.english_numbers._number": 60,  # a figure that was found
}
"""Where a pattern, or those of a module, are shown so many characters at most: that is the defence."""


def _texts(pattern: re.Pattern[str], length: int) -> Iterator[str]:
    dice = random.Random(1)
    units = [part for part in parts(pattern) if len(part) <= 60]
    units = units[:4] + dice.sample(units[4:], min(6, len(units[4:]))) + [" ", "1", "a"]
    mixes = [(dice.choice(units), dice.choice(units)) for _ in range(MIXES)]
    for unit, other in [(unit, unit) for unit in units] + mixes:
        yield (unit + other) * (length // len(unit + other) + 1)
        yield unit * (length // len(unit) + 1) + "\0" + other


def _seconds(use: Use, text: str) -> float:
    start = time.process_time()
    if use.searched:
        for _ in use.pattern.finditer(text):
            pass
    else:
        use.pattern.match(text)
        use.pattern.fullmatch(text)
    return time.process_time() - start


def _is_slow(use: Use) -> str:
    """A text of the pattern's parts that takes too long, or none."""
    most = next((most for part, most in BOUNDED.items() if use.name.startswith(part)), LONG)
    short = min(SHORT, most)
    for at, text in enumerate(_texts(use.pattern, short)):
        try:
            with budget(SECONDS):
                took = _seconds(use, text)
                if took < SOON or took < 3 * _seconds(use, text[: short // 2]):
                    continue
                _seconds(use, list(_texts(use.pattern, min(LONG, most)))[at])
        except Overdue:
            return text[:80]
    return ""


def test_patterns_are_found_wherever_they_are() -> None:
    """At import, in a table, in a cached function, where they are used; of bytes, too."""
    names = [use.name for use in find_patterns()]
    assert {"text._HIDDEN", "figures.chinese._forms", "articles.credits._credits"} <= {*names}
    assert {"reading.formats.opc._STRICT", "output.moved._IDS"} <= {*names}
    assert len(names) > 500


@pytest.mark.slow
def test_no_pattern_takes_more_than_its_text_is_long() -> None:
    slow = {use.name: text for use in find_patterns() if (text := _is_slow(use))}
    assert slow == {}


def test_one_that_does_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.faults.test_patterns.SECONDS", 0.3)
    assert _is_slow(Use("a", re.compile(r"(?:本报|新华社)*记者"), searched=True))
    assert _is_slow(Use("b", re.compile(r"(?:1+)+x"), searched=False))
