"""Comparing English name forms: is this name in that text, however it is inflected or joined?

Knows plurals, articles, hyphens, accents, the spellings of ü, order of surname and given name; knows
nothing of Chinese.
"""

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*", re.UNICODE)
DROPPED = frozenset(("the", "a", "an"))
SMALL = frozenset(("of", "and", "in", "for", "on", "at", "to", "the"))
# Too general to show that a name has been used: "Bureau" may be "Department".
GENERIC = frozenset(
    ["of", "and", "in", "for", "on", "at", "to", "municipal", "provincial", "county", "district", "city", "town", "township", "village", "province", "prefecture", "subdistrict", "people", "government", "committee", "bureau", "department", "ministry", "administration", "office", "company", "co", "ltd", "inc", "corporation", "group", "limited", "national", "state", "general", "commission", "center", "centre", "zone", "park", "school", "university", "college", "hospital", "station", "cpc", "party", "road", "street", "river", "lake", "mountain", "autonomous", "region", "area", "community", "court", "procuratorate", "association", "federation", "technology", "development", "new"]
)  # fmt: skip


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Letters only, lower case, no accents; lü, lyu, lv are all "lu"."""
    plain = text.replace("ü", "u").replace("Ü", "U")
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z]", "", re.sub(r"\b([ln])(?:yu|v)(?!a)", r"\1u", plain))


@lru_cache(maxsize=4096)
def stems(text: str) -> tuple[str, ...]:
    """The words of a text without articles, case, possessives and plural endings."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).lower()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    found = (stem(word) for word in WORD.findall(plain))
    return tuple(word for word in found if word and word not in DROPPED)


def stem(word: str) -> str:
    """One lower-case word cut so that singular and plural meet: cities → "city", bases → "bas"."""
    word = re.sub(r"'s?$", "", word).replace("'", "")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


def holds(text: str, term: str) -> bool:
    """Does the text use the term, inflection and hyphens aside ("Xi'an" = "Xian")?"""
    want, have = stems(term), stems(text)
    size = len(want)
    if any(have[i : i + size] == want for i in range(len(have) - size + 1)):
        return True
    joined = "".join(want)
    return len(joined) > 4 and joined in "".join(have)


def share_of_core(text: str, term: str) -> float:
    """Which share of the term's distinctive words the text uses, in any order, 0 to 1.

    A word counts too if the text has it in an abbreviation: NPC for National People's Congress.
    """
    have, letters = set(stems(text)), "".join(stems(text))
    initials = "".join(w[0] for w in stems(term) if w not in SMALL)
    short = {a for a in re.findall(r"\b[A-Z]{3,}\b", text) if a.lower() in initials}
    abbreviated = "".join(short).lower()
    core = [w for w in stems(term) if w not in GENERIC] or [
        w for w in stems(term) if w not in SMALL
    ]
    found = sum(w in have or (len(w) > 4 and w in letters) or w[0] in abbreviated for w in core)
    return found / len(core) if core else 0.0


def capitalised(text: str) -> list[str]:
    """The capitalised words of a text, in order, hyphenated ones whole: "Wei-wei"."""
    return re.findall(r"[A-ZÀ-Þ][\w'’]*(?:-[\w'’]+)*", text)
