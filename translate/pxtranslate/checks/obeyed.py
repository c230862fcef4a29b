"""A model that answered, refused, explained or obeyed the text instead of translating it.

The signs are data (`data/obeyed.toml`); a sign counts only if nothing in the source explains it.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pxtranslate.checks.base import Pair
from pxtranslate.records import Issue

_QUESTION = re.compile(r"[？?][\s”’」』）)\"']*\Z")
_ASKED = re.compile(
    r"\b(?:ask|wonder|worr|question|doubt|know|find out|understand|explain)\w*\b.*"
    r"\b(?:why|how|whether|what|when|where|who|which|if|that|would)\b",
    re.IGNORECASE | re.DOTALL,
)
"""A question told: "villagers asked why"."""
_SENTENCE_END = re.compile(r"[。！；!？?…]")


@dataclass(frozen=True, slots=True)
class _Sign:
    means: str
    shows: re.Pattern[str]
    excuse: re.Pattern[str]


@cache
def _signs() -> tuple[tuple[_Sign, ...], tuple[_Sign, ...]]:
    """Give what gives a model away in the target, and the commands of a source."""
    data = tomllib.loads((files("pxtranslate.checks") / "data" / "obeyed.toml").read_text("utf-8"))
    signs = [(row["means"], row["target"], row["unless"]) for row in data["sign"]]
    commands = [(row["means"], row["source"], row["target"]) for row in data["command"]]
    first, second = (
        tuple(_Sign(m, re.compile(s, re.IGNORECASE), re.compile(e, re.IGNORECASE)) for m, s, e in x)
        for x in (signs, commands)
    )
    return first, second


def find(pair: Pair) -> Iterator[Issue]:
    """Yield an error for each kind of sign, and for a lone question that came back as none."""
    signs, commands = _signs()
    found = set()
    for sign in signs:
        shown = sign.shows.search(pair.target)
        if shown and sign.means not in found and not sign.excuse.search(pair.source):
            found.add(sign.means)
            yield Issue("obeyed", "error", sign.means, target=shown[0].strip()[:60])
    if not pair.target.strip():
        return
    for command in commands:
        asked = command.shows.search(pair.source)
        if asked and not command.excuse.search(pair.target):
            yield Issue("obeyed", "error", command.means, source=asked[0])
    unasked = "?" not in pair.target and "？" not in pair.target and not _ASKED.search(pair.target)
    if unasked and _QUESTION.search(pair.source):
        alone = len(_SENTENCE_END.findall(pair.source.rstrip("”’」』）)\"' \n"))) == 1
        message = "the source asks a question, the English does not"
        yield Issue("obeyed", "error" if alone else "warning", message, source=pair.source[-12:])
