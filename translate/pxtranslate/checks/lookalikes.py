"""Countries whose English names look alike: Austria is not named by "Australian", nor Guinea by "Guinea-Bissau".

A country is named in a text by words that begin like it (Brazilian), and such a word may be another
country's. Which ones may is read off the list of countries. Georgia, which is two, stays one here.
"""

import re
from collections.abc import Iterator
from functools import cache

from pxtranslate.names import gazetteer
from pxtranslate.names.english import SMALL, fold

_PEOPLE = "(?:s|n|ns|an|ans|ese|i|is|ien|iens)?"
"""What is put behind the name of a country for its people."""
_SAME = (
    frozenset(["Republic of Korea", "South Korea", "DPRK", "North Korea"]),
    frozenset(["United States", "America"]),
    frozenset(["United Kingdom", "England", "Scotland", "Wales"]),
    frozenset(["Swaziland", "Eswatini"]),
)
"""Names of one country, or of its parts; either Korea is the business of `names`."""
_BY_OTHER_NAMES = {
    "Republic of the Congo": (r"\b(?:DRC|DR Congo|Congo[-–]Kinshasa|Kinshasa)\b",),
    "Democratic Republic of the Congo": (r"\b(?:Congo[-–])?Brazzaville\b",),
}
"""What else names a look-alike, where that is no word of its name."""


@cache
def countries() -> frozenset[str]:
    """The English names of countries and what is listed with them."""
    return frozenset(en for _, en, kind, _ in gazetteer.listed() if kind == "country")


def without_lookalikes(country: str, target: str) -> tuple[str, str]:
    """The target with the names of look-alikes blanked out, and the first of them, or ''."""
    pattern = _lookalikes(country)
    found = pattern.search(target) if pattern else None
    if not pattern or not found:
        return target, ""
    return pattern.sub(lambda match: "_" * len(match[0]), target), found[0]


def begun(word: str) -> str:
    """What a word must begin with to be a country's name, or its people's."""
    folded = fold(word)
    return folded[: max(4, len(folded) - 3)]


@cache
def words_of(country: str) -> tuple[str, ...]:
    """The words of a country's name that a text must have."""
    return tuple(word for word in re.split("[ -]", country) if word.lower() not in SMALL)


@cache
def _folded(country: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in words_of(country))


@cache
def _lookalikes(country: str) -> re.Pattern[str] | None:
    forms = {*_named(country), *_BY_OTHER_NAMES.get(country, ())}
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile("|".join(longest_first)) if forms else None


def _named(country: str) -> Iterator[str]:
    """Patterns for the other countries that would pass for it."""
    forms = gazetteer.other_forms().get(country, ())
    begins = {begun(word) for word in words_of(country)}
    begins |= {fold(form) for form in forms if len(form) > 3}
    opening = tuple(begins)
    own = {*words_of(country), *forms}
    no_own = f"(?!(?:{'|'.join(map(re.escape, own))})\\b)"
    for other in countries() - {country, *own}:
        if not any(word.startswith(opening) for word in _folded(other)):
            continue
        if " and " in other or any({country, other} <= same for same in _SAME):
            continue
        before = country.removesuffix(other)
        longer = f"(?<!{re.escape(before)})" if before != country else ""
        alone = no_own if other.isalpha() else ""
        yield rf"\b{longer}{alone}{re.escape(other)}{_PEOPLE}\b"
        for form in gazetteer.other_forms().get(other, ()):
            if fold(form).startswith(opening) and not {form, f"{form}s"} & own:
                yield rf"\b{re.escape(form)}s?\b"
