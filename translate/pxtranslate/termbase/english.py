"""Does an English text use a form of a term, however inflected or spelt?

A form is words. `*` stands for the rest of a word (`reviv*`), `…` for at most six words between.
Number, tense, hyphens, case and British spelling do not count. Knows nothing of Chinese.
"""

import re
from functools import lru_cache

GAP = 6
_WORD = re.compile(r"[a-z0-9*]+|…")
_BRITISH = (
    (re.compile(r"(?<=[a-z]{2})is(?=(?:e|ed|es|ing|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=[a-z])our(?=(?:|s|ed|ing|er|ers|hood|hoods)$)"), "or"),
    (re.compile(r"(?<=cent|eatr)re(?=s?$)|(?<=met)re(?=s?$)"), "er"),
    (re.compile(r"(?<=program)me(?=s?$)"), ""),
    (re.compile(r"(?<=defen|licen|offen)c(?=es?$)"), "s"),
    (re.compile(r"^plough"), "plow"),
)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The stems of a text's words, each with a space on either side."""
    return "".join(f" {stem(word)} " for word in _WORD.findall(_plain(text)))


def _plain(text: str) -> str:
    """Lower case, with neither 's nor the apostrophe of Chang'e."""
    text = text.lower().replace("%", " percent ").replace("’", "'")
    return re.sub(r"'s?\b", "", text)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A lower-case word without the endings of number and tense, in American spelling.

    development stays apart from develop, but planning, planned and plans are all "plan".
    """
    for british, american in _BRITISH:
        word = british.sub(american, word)
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        bare = word.removesuffix(ending)
        if bare != word and len(bare) > 2 and re.search("[aeiouy]", bare):
            word = bare[:-1] if bare[-1] == bare[-2] and bare[-1] not in "lsz" else bare
            break
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


@lru_cache(maxsize=65536)
def pattern(form: str) -> re.Pattern[str]:
    """What finds a form in a folded text."""
    parts = []
    for word in _WORD.findall(_plain(form)):
        if word == "…":
            parts.append(rf"(?: \w+ ){{0,{GAP}}}")
        elif "*" in word:
            beginning = re.sub(r"e\*$", "*", word)  # stems end in no e
            beginning = re.sub(r"(?<=[a-z]{2}i)s\*$", "[sz]*", beginning)  # and raise in iz
            whole = stem(word.rstrip("*"))  # the stem of a meeting is shorter than "meeting*"
            longer = beginning.replace("*", r"\w*")
            parts.append(f" (?:{longer}|{whole}) ")
        else:
            parts.append(f" {stem(word)} ")
    return re.compile("".join(parts))


def uses(text: str, form: str) -> bool:
    """Does the text use the form?"""
    return pattern(form).search(fold(text)) is not None
