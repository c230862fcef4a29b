"""Up said for down: 增长 against "fell", 下降 against "rose"; the other `opposites`; `deeds` and `offices` turned round.

Three looks at rises and falls: at the direction word beside a percentage that both sides have; at the count of words
of each direction; and at an English direction that nothing in the Chinese hints at, where the
Chinese has the opposite. Knows nothing of the figures' values; those are for `numbers`.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pxtranslate.checks import deeds, offices, opposites
from pxtranslate.checks.base import Pair
from pxtranslate.records import Issue

_OPPOSITE = {"up": "down", "down": "up"}
_SOURCE_FIGURE = re.compile(
    r"(?P<words>[^\d，。；、]{2,4}?)了?[约近逾超]?过?(?P<figure>\d+(?:\.\d+)?)(?= ?[%％]|个百分点)"
)
_CLAUSE_END = re.compile(r"[,;:.!?](?=\s)|\b(?:and|while|but|whereas|although|from|than)\b")


class _Words(NamedTuple):
    chinese: re.Pattern[str]
    chinese_neutral: re.Pattern[str]
    english: re.Pattern[str]
    english_neutral: re.Pattern[str]
    hints: dict[str, re.Pattern[str]]


@cache
def _words() -> _Words:
    path = files("pxtranslate.checks") / "data" / "direction.toml"
    data = tomllib.loads(path.read_text("utf-8"))
    chinese, english = data["chinese"], data["english"]
    return _Words(
        chinese=re.compile(f"(?P<up>{chinese['up']})|(?P<down>{chinese['down']})"),
        chinese_neutral=re.compile(chinese["neutral"]),
        english=re.compile(rf"\b(?:(?P<up>{english['up']})|(?P<down>{english['down']}))\b", re.I),
        english_neutral=re.compile(english["neutral"], re.I),
        hints={way: re.compile(chinese[f"{way}_hint"]) for way in _OPPOSITE},
    )


def find(pair: Pair) -> Iterator[Issue]:
    """Yield an error for a rise that fell or the reverse, and one for each other axis, deed or office turned."""
    for meant, said in (*_rises_and_falls(pair), *opposites.turned(pair.source, pair.target)):
        message = f"the direction seems turned round: {meant}, English says “{said}”"
        yield Issue("direction", "error", message, source=meant, target=said)
    yield from deeds.find(pair)
    yield from offices.find(pair)


def _rises_and_falls(pair: Pair) -> Iterator[tuple[str, str]]:
    """Yield at most one: what the Chinese says, and the English."""
    words = _words()
    source = words.chinese_neutral.sub(lambda match: "　" * len(match[0]), pair.source)
    ours = list(words.chinese.finditer(source))
    if not ours:
        return
    target = words.english_neutral.sub(lambda match: "_" * len(match[0]), pair.target)
    theirs = list(words.english.finditer(target))
    turned = _beside_figures(source, target)
    for way in () if turned else _OPPOSITE:
        said = [match for match in theirs if match.lastgroup == way]
        meant = [match for match in ours if match.lastgroup == way]
        against = [match for match in ours if match.lastgroup != way]
        counted = len(said) > len(meant) and len(theirs) - len(said) < len(against)
        unheard = said and not meant and against and not words.hints[way].search(source)
        if counted or unheard:
            turned = (against[0][0], said[0][0])
            break
    if turned:
        yield turned


def _beside_figures(source: str, target: str) -> tuple[str, str] | None:
    """Give the first percentage whose direction is turned: what each side says of it."""
    words = _words()
    for match in _SOURCE_FIGURE.finditer(source):
        ours = words.chinese.search(match["words"])
        at = re.search(rf"(?<![\d.,]){re.escape(match['figure'])}(?!\.?\d)", target)
        if not ours or not at:
            continue
        start = max((m.end() for m in _CLAUSE_END.finditer(target, 0, at.start())), default=0)
        following = _CLAUSE_END.search(target, at.end())
        stop = following.start() if following else len(target)
        theirs = list(words.english.finditer(target, start, stop))
        ways = {found.lastgroup for found in theirs}
        if len(ways) == 1 and ours.lastgroup not in ways:
            return f"{ours[0]}{match['figure']}", f"{theirs[0][0]} … {match['figure']}"
    return None
