"""Does a run of characters transcribe foreign sounds (韦瑟尔, 鲁比奥) or make a Chinese name?

Each character is weighed by how often it stands in foreign names and in Chinese given names; both
come from the tables of this package. It knows nothing of where the name stands.
"""

from collections import Counter
from functools import cache
from math import log

from pxtranslate.names import pinyin
from pxtranslate.names.tables import rows

THRESHOLD = 0.9
"""Mean log-odds of a character; chosen on 4,000 news pairs, see decision 0062."""


def likely(zh: str) -> bool:
    """True if the characters are more likely a transcription, or Japanese, than a Chinese name."""
    return odds(zh) > THRESHOLD or (len(zh) > 2 and zh.startswith(_japanese()))


def odds(zh: str) -> float:
    """Mean log-odds (natural) of foreign against Chinese, over the characters."""
    weights = _weights()
    return sum(weights.get(c, -1.0) for c in zh) / len(zh)


@cache
def minority_parts() -> tuple[str, ...]:
    """Parts of Tibetan, Uygur and like names, which are not spelt as they are read in Chinese."""
    return tuple(part for (line,) in rows("minority_names.txt") for part in line.split())


def of_a_minority(zh: str) -> bool:
    """Does it begin as names of a minority do (白玛次|仁), and not as a Chinese name may (白玛莉)?"""
    parts = minority_parts()
    begun = next((part for part in parts if zh.startswith(part)), "")
    chinese = pinyin.surnames().get(zh[:1], ("rare", ""))[0] == "common"
    return bool(begun) and (not chinese or any(part.startswith(zh[len(begun) :]) for part in parts))


@cache
def _japanese() -> tuple[str, ...]:
    return tuple(name for (name,) in rows("japanese_surnames.txt"))


@cache
def _weights() -> dict[str, float]:
    foreign: Counter[str] = Counter()
    chinese: Counter[str] = Counter()
    for zh, en in rows("people_cedict.tsv"):
        if "·" in zh or not _is_pinyin(zh, en):
            foreign.update(zh.replace("·", ""))
        else:
            chinese.update(zh[1:])
    for name in ("places_cedict.tsv", "places_geonames.tsv"):
        for zh, _, kind, _ in rows(name):
            (foreign if kind == "abroad" and len(zh) > 2 else chinese).update(zh)
    f, c = sum(foreign.values()), sum(chinese.values())
    weights = {
        char: log((foreign[char] + 0.5) / f) - log((chinese[char] + 0.5) / c)
        for char in foreign | chinese
    }
    usual = {char for (line,) in rows("given_characters.txt") for char in line}
    return weights | {char: min(weights.get(char, -1.0), 0.0) for char in usual}


def _is_pinyin(zh: str, en: str) -> bool:
    return len(zh) <= 4 and pinyin.person(zh) == en
