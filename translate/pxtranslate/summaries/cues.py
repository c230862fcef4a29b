"""The words in `cues.toml`, ready for matching."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Cues:
    """One compiled pattern a list."""

    dependent: re.Pattern[str]
    """Matches at the start of a sentence that leans on the one before."""
    scene: re.Pattern[str]
    platitude: re.Pattern[str]
    striking: re.Pattern[str]
    meta: re.Pattern[str]
    orders: re.Pattern[str]
    chatter: re.Pattern[str]
    """Matches at the start of what a model says instead of a summary."""
    leadin: re.Pattern[str]
    """Matches at the start: when it was, who told the reporter."""
    dangling: re.Pattern[str]
    """Matches at the start of a clause that cannot stand alone."""
    means: re.Pattern[str]
    """Matches at the start of a clause of means or spirit."""
    manner: re.Pattern[str]
    """Matches at the start of a clause that begins with how, and names nobody."""
    part: re.Pattern[str]
    """Matches at the start of a clause that speaks of part of what the one before speaks of."""
    reporter: re.Pattern[str]
    vague: re.Pattern[str]
    """Matches the whole of a clause that only says who told the reporter, or about when."""


@cache
def cues() -> Cues:
    """Read the lists, once."""
    table = tomllib.loads((files(__package__) / "cues.toml").read_text(encoding="utf-8"))
    clock = r"(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚间|晚上|晚)?"
    day = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}[日号]"
    leadin = "|".join(
        [
            rf"(?:{_either(table['leadin']['when'])}){clock}[，,]?",
            r"据[^，。]{1,20}(?:报道|消息|透露|介绍|统计|显示|称|获悉|了解)[，,：]",
            r"(?:本报|本社)?(?:记者|笔者)?[^，。]{0,16}(?:获悉|了解到)[，,：]",
            rf"(?:北京时间|当地时间)?{day}{clock}[，,]?",
            r"截[至止][^，。]{1,14}[，,]",
        ]
    )
    return Cues(
        dependent=re.compile(rf"(?:{leadin})?[“\"‘「]?(?:{_either(table['dependent'])})"),
        scene=re.compile(_either(table["scene"])),
        platitude=re.compile(_either(table["platitude"])),
        striking=re.compile(_either(table["striking"])),
        meta=re.compile(_either(table["meta"])),
        orders=re.compile("|".join(map(_in_any_case, table["orders"]))),
        chatter=re.compile(_either(table["chatter"])),
        leadin=re.compile(leadin),
        dangling=re.compile(_either(table["leadin"]["dangling"])),
        means=re.compile(_either(table["means"])),
        manner=re.compile(_either(table["manner"])),
        part=re.compile(_either(table["part"])),
        reporter=re.compile(_either(table["reporter"])),
        vague=re.compile(
            rf"(?:{_either(table['vague'])})|[^，。]{{0,24}}(?:{_either(table['reporter'])})"
        ),
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _in_any_case(words: str) -> str:
    # With the first letter spelt out in both cases a search can skip to it: ten times as fast.
    rest = f"(?i:{re.escape(words[1:])})"
    return "|".join(first + rest for first in sorted({words[0].lower(), words[0].upper()}))
