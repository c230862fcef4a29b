"""What must come through unchanged: web and mail addresses, codes, names in Latin letters.

Knows nothing of plain figures; those are the business of `numbers`.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from pxtranslate.checks.base import Pair
from pxtranslate.figures.units import english_words
from pxtranslate.records import Issue

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+"
    r"|(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]++@[A-Za-z0-9.\-]+\.[A-Za-z]{2,}",
)
_RUN = re.compile(r"[A-Za-z0-9.\-/]+")
_TOKEN = re.compile(r"[A-Za-z0-9]+(?:[.\-/][A-Za-z0-9]+)*")
_LAST_DIGIT = re.compile(r"\A.*\d", re.DOTALL)
_LAST_LETTER = re.compile(r"\A.*[A-Za-z]", re.DOTALL)
_LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2,}(?:[’'&\-.][A-Za-z]+)*")
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
# A figure with its unit is the translator's to write otherwise; `numbers` looks after it.
_MEASURE = re.compile(r"\A[\d.\-/]++([A-Za-z]{1,4})\Z")


def find(pair: Pair) -> Iterator[Issue]:
    """Yield an error for a lost address, a warning for other lost codes and Latin words.

    Latin words in brackets, beside their Chinese, are often left out for good reason: info,
    unless the English has something much like them.
    """
    if not pair.target.strip():
        return
    target = _plain(pair.target)
    for match in _ADDRESS.finditer(pair.source):
        address = match[0].rstrip(".,;:!?)'")
        if _plain(address) not in target:
            yield Issue("codes", "error", f"the address {address} is not in the English", address)
    rest = _ADDRESS.sub(" ", pair.source)
    text = _IN_BRACKETS.sub(" ", rest)
    near = re.findall(r"[A-Za-z0-9]{3,}", pair.target)
    initials = "".join(word[0] for word in re.findall(r"[a-z]+", pair.target.lower()))
    spelt = {word for word in _words(text) if _spelt_out(word, initials, pair.target)}
    gone = [word for word in _words(rest) if word not in spelt and not _kept(word, target)]
    plain = set(_words(text))
    lost = [word for word in gone if word in plain or get_close_matches(word, near, 1, 0.75)]
    if lost:
        shown = ", ".join(lost)
        yield Issue("codes", "warning", f"not in the English: {shown}", source=shown)
    beside = [word for word in gone if word not in lost]
    if beside:
        shown = ", ".join(beside)
        yield Issue(
            "codes", "info", f"given in brackets, not in the English: {shown}", source=shown
        )


def _words(text: str) -> list[str]:
    found: list[str] = []

    def take(run: re.Match[str]) -> str:
        codes, rest = _codes(run.group())
        found.extend(codes)
        return rest

    plain = _RUN.sub(take, text)
    codes = [code for code in found if not _is_measure(code)]
    return list(dict.fromkeys([*codes, *_LATIN.findall(plain)]))


def _codes(run: str) -> tuple[list[str], str]:
    """The codes of a run without space, and the run with a space for each.

    A code has letters and digits, or has what it lacks behind it in the run: "A-10" and "A...10".
    """
    digit, letter = _LAST_DIGIT.match(run), _LAST_LETTER.match(run)
    until = min(digit.end(), letter.end()) if digit and letter else 0
    found = [token for token in _TOKEN.finditer(run) if token.start() < until]
    rest, at = [], 0
    for token in found:
        rest.append(run[at : token.start()])
        at = token.end()
    return [token.group() for token in found], " ".join([*rest, run[at:]])


def _is_measure(code: str) -> bool:
    """Tell 50MW from 5A, which is a grade."""
    found = _MEASURE.match(code)
    return found is not None and found[1].lower() in english_words()


def _kept(word: str, target: str) -> bool:
    """Say whether a word is in the target; of "GDP10" its parts will do."""
    if _plain(word) in target:
        return True
    parts = re.findall(r"[A-Za-z]{2,}|\d{2,}", word)
    return len(parts) > 1 and all(_plain(part) in target for part in parts)


_IN_WORDS = {
    "GDP": re.compile(r"\b(?:econom\w+|growth|grew|output)\b", re.I),
    "CPI": re.compile(r"\b(?:consumer prices?|inflation)\b", re.I),
    "PPI": re.compile(r"\b(?:producer|factory[- ]gate) prices?\b", re.I),
    "IPO": re.compile(r"\b(?:list(?:ed|ing|s)?|float\w*|go(?:ne|ing)? public|debut\w*)\b", re.I),
}
"""What news says in words of its own for letters that everybody knows."""


def _spelt_out(word: str, initials: str, target: str) -> bool:
    """GDP as gross domestic product, or as the economy."""
    spelt = word.isalpha() and word.isupper() and len(word) > 2 and word.lower() in initials
    return spelt or (word in _IN_WORDS and _IN_WORDS[word].search(target) is not None)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
