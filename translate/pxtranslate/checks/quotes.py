"""Quotation marks and who is quoted: direct speech stays marked, and stays somebody's.

Knows nothing of what is said inside the marks, nor of their shape (“ where ” belongs).
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from pxtranslate.checks.base import Pair
from pxtranslate.records import Issue

_DOUBLE = re.compile(r"[“”„«»\"「」『』]")
_SINGLE = re.compile(r"''|``|(?<!\w)[‘']|[’'](?!\w)")


@cache
def _words() -> dict[str, re.Pattern[str]]:
    path = files("pxtranslate.checks") / "data" / "quotes.toml"
    data = tomllib.loads(path.read_text("utf-8"))
    return {
        "speech": re.compile(data["chinese"]["speech"]),
        "speaker": re.compile(data["chinese"]["speaker"]),
        "saying": re.compile(data["english"]["saying"], re.IGNORECASE),
    }


def find(pair: Pair) -> Iterator[Issue]:
    """Yield a warning each for speech without marks, a mark without its partner, a lost speaker.

    A quotation that goes on in the next segment has one mark in the source too, and is let be.
    """
    if not pair.target.strip():
        return
    words = _words()
    marks = list(_DOUBLE.finditer(pair.target))
    speech = words["speech"].search(pair.source)
    if speech and not marks and not _SINGLE.search(pair.target):
        message = "direct speech in the source, no quotation marks in the English"
        said = speech["said"] or speech["lead"]
        yield Issue("quotes", "warning", message, source=said[:40])
    if len(marks) % 2 and not len(_DOUBLE.findall(pair.source)) % 2:
        at = marks[-1].start()
        yield Issue(
            check="quotes",
            severity="warning",
            message="a quotation mark without its partner",
            target=pair.target[max(0, at - 12) : at + 12].strip(),
        )
    speaker = words["speaker"].search(pair.source)
    if speaker and not words["saying"].search(pair.target):
        message = f"{speaker[0]}: the English does not say that somebody says so"
        yield Issue("quotes", "warning", message, source=speaker[0])
