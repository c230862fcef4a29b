"""A person or place that the English spells otherwise, or does not name.

Persons are compared by pinyin (陈薇薇 is not "Chen Weiping"), whatever the order, hyphens or spaces;
foreign persons and places by their known English. It finds the names itself and knows no glossary.
"""

import itertools
import re
from collections.abc import Iterator
from functools import cache

from pxtranslate.checks.base import Pair
from pxtranslate.names import find as find_names
from pxtranslate.names import gazetteer, pinyin
from pxtranslate.names.english import GENERIC, capitalised, fold
from pxtranslate.names.mention import Mention
from pxtranslate.names.tables import rows
from pxtranslate.records import Issue

# One to three syllables of standard pinyin (ü as u).
PINYIN = re.compile(
    r"(?:(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:iang|iong|uang|ang|eng|ong|ian|iao|ing|uai|uan|ai|an|ao|"
    r"ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u)){1,3}"
)
SURE_PERSON = 0.8
SURE_PLACE = 0.9


def find(pair: Pair) -> Iterator[Issue]:
    """Yield an error for a name that is spelt wrong, a warning for one that is not there."""
    seen: set[str] = set()
    letters = fold(pair.target)
    covered = {zh for zh, _ in pair.terms}
    for mention in find_names(pair.source):
        if mention.zh in seen or mention.zh in covered:
            continue
        seen.add(mention.zh)
        if mention.sort == "person" and mention.certainty >= SURE_PERSON:
            yield from _person(mention, pair.source, pair.target, letters)
        elif mention.sort == "place" and mention.certainty >= SURE_PLACE:
            yield from _place(mention, pair.target, letters)


def _person(mention: Mention, source: str, target: str, letters: str) -> Iterator[Issue]:
    family, _given = pinyin.split_person(mention.zh)
    if mention.well_known or not family:
        if fold(mention.en.split()[-1])[:5] not in letters:
            yield _missing(mention)
        return
    surname, _, rest = mention.en.partition(" ")
    first, last = fold(surname), fold(rest)
    if last in letters and first in letters:
        return
    spoken = fold("".join(pinyin.syllables(source)))
    for wrong in _other_given(first, last, target, spoken):
        yield Issue(
            check="names",
            severity="error",
            message=f"{mention.zh} is {mention.en}; the English says {wrong}",
            source=mention.zh,
            target=wrong,
        )
        return
    if not re.search(rf"\b{surname}\b", target, re.IGNORECASE):
        yield _missing(mention)


def _other_given(first: str, last: str, target: str, spoken: str) -> Iterator[str]:
    """Two capitalised words beside each other, one the surname, the other no spelling of `last`.

    A given name that can be heard in the source (`spoken`, its pinyin) is another person's.
    """
    words = capitalised(target)
    for left, right in itertools.pairwise(words):
        if f"{left} {right}" not in target:
            continue
        for family, given in ((left, right), (right, left)):
            heard = fold(given) in spoken
            if fold(family) == first and not heard and PINYIN.fullmatch(fold(given)):
                yield f"{left} {right}"


def _place(mention: Mention, target: str, letters: str) -> Iterator[Issue]:
    place = gazetteer.place(mention.zh)
    core = place.core if place else mention.en
    forms = _demonyms().get(core, ())
    if all(_begins(word, letters) for word in core.split() if word.lower() not in GENERIC) or any(
        re.search(rf"(?<![A-Za-z]){re.escape(form)}", target) for form in forms
    ):
        return
    yield _missing(mention)


def _begins(word: str, letters: str) -> bool:
    """Is the word there, or one that begins like it (Brazil, Brazilian)? Saint may be St."""
    folded = fold(word)
    return folded[: max(4, len(folded) - 3)] in letters or (word == "Saint" and "st" in letters)


def _missing(mention: Mention) -> Issue:
    return Issue(
        check="names",
        severity="warning",
        message=f"{mention.zh} ({mention.en}) is not in the English",
        source=mention.zh,
        target=mention.en,
    )


@cache
def _demonyms() -> dict[str, tuple[str, ...]]:
    return {en: tuple(forms.split("|")) for en, forms in rows("demonyms.tsv")}
