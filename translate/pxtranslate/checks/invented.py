"""A country or a well-known person whom only the English names.

Models put what they have often read in the place of what they do not understand: a president where
the source has none. Of people only those of our own table are looked for, whose names stand for one
person. Of 11,630 human pairs 25 are warned of; mostly the translator added what the article had said before.
"""

import re
from collections.abc import Iterator
from functools import cache

from pxtranslate.checks.base import Pair
from pxtranslate.names import gazetteer
from pxtranslate.names.english import fold
from pxtranslate.names.pinyin import is_pinyin
from pxtranslate.names.tables import rows
from pxtranslate.records import Issue

_NAME = re.compile(r"\b[A-Z][a-z]{3,}(?: [A-Z][a-z]{3,})*\b")
_PART_OF_ANOTHER = re.compile(r"(?:Inner|Latin|South|North|New South|Bank of|University of) \Z")
_KIND = re.compile(
    r" (?:pines?|pollock|cod|crabs?|salmon|grass|firs?|spruces?|larch(?:es)?|ginseng|roses?|oysters?|berr\w+)\b"
)
"""Trees, fish and the like that bear a country's name: Korean pine, Alaska pollock."""
_SHORTEST = 5
"""Letters of a surname; shorter ones are in other names too (Chow, Wong)."""


def find(pair: Pair) -> Iterator[Issue]:
    """Yield a warning for each name that nothing in the source can stand for."""
    for word, known in _named(pair.target):
        if not any(part in pair.source for part in known):
            message = f"the English names {word}, the source does not"
            yield Issue("names", "warning", message, target=word)


def _named(target: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Each known name of the target once, with the characters of which any would vouch for it."""
    found: dict[str, frozenset[str]] = {}
    for run in _NAME.finditer(target):
        words = run[0].split()
        for size in (1, 2):
            for at in range(len(words) - size + 1):
                word = " ".join(words[at : at + size])
                before = target[: run.start()] + "".join(f"{w} " for w in words[:at])
                after = target[len(before) + len(word) :]
                elsewhere = _PART_OF_ANOTHER.search(before) or _KIND.match(after)
                if word in _known() and not elsewhere:
                    found.setdefault(word, _known()[word])
    yield from found.items()


@cache
def _known() -> dict[str, frozenset[str]]:
    """English name -> what the Chinese has of it: a character of a country, two of a person."""
    known: dict[str, set[str]] = {}
    for zh, en, kind, _ in gazetteer.listed():
        if kind == "country" and en not in _ELSEWHERE:
            for word in (en, *_peoples(en)):
                known.setdefault(word, set()).update(_parts(zh))
    for zh, en in rows("people_main.tsv"):
        last = en.split()[-1]
        if len(last) >= _SHORTEST and not is_pinyin(fold(last)):
            known.setdefault(last, set()).update(zh[at : at + 2] for at in range(len(zh) - 1))
    known["Massachusetts"].add("麻")  # 麻省
    for word in ("Japan", "Japanese"):
        known[word].add("抗战")  # the War of Resistance against Japanese Aggression
    return {en: frozenset(parts) for en, parts in known.items()}


def _peoples(country: str) -> list[str]:
    """What else English says for a country (Russian, Britain), its capital aside."""
    words = list(gazetteer.other_forms().get(country, ()))
    words += [f"{country}n"] if country.endswith("a") else []  # Austrian
    return [word for word in words if word[0].isupper() and word not in _ELSEWHERE | _cities()]


def _parts(zh: str) -> set[str]:
    """What may stand for a country: any character of a short name, the first or two of a longer one (奥地利)."""
    if len(zh) < 3:
        return {char for char in zh if char != "国"}
    return {zh[0], *(zh[at : at + 2] for at in range(len(zh) - 1))}


@cache
def _cities() -> frozenset[str]:
    return frozenset(en for _, en, kind, _ in gazetteer.listed() if kind != "country")


_ELSEWHERE = frozenset(
    ["Asia", "Europe", "Africa", "America", "Oceania", "Antarctica", "Arctic", "Eurasia",
     "Washington", "Siberian", "Georgia", "Jordan", "Chad", "China", "Chinese", "Sino", "Hong Kong"]
)  # fmt: skip
"""Listed as countries, and named for other things too, or by other words."""
