"""A term that the translation was to use and did not.

Inflection, articles, hyphens and case do not count, nor does what a desk leaves off: the City of a
city, the given name of a person it has named before. A longer name whose distinctive words are there
in other dress is a warning, but for a firm whose brand is not. Of the language of news, which is ours
and not the user's, a term without any of its accepted forms is a warning too.
"""

import re
from collections.abc import Iterator

from pxtranslate.checks.base import Pair
from pxtranslate.names import companies, pinyin, words
from pxtranslate.names import find as find_names
from pxtranslate.names.countries import find_countries
from pxtranslate.names.english import SMALL, fold, holds, share_of_core, stem, stems
from pxtranslate.names.provinces import find_provinces
from pxtranslate.records import Issue
from pxtranslate.termbase.english import uses
from pxtranslate.termbase.found import unsettled

_SORTS = {"City": "Municipal", "Province": "Provincial", "Prefecture": "Prefectural", "County": ""}
"""What a place is, as a noun that English may leave off, and as the adjective of its bodies."""
_OTHER_SORT = (
    r"(?! (?:City|County|District|Town|Township|Village|Subdistrict|Province|Prefecture)\b)"
)
_WORDS = frozenset(
    ("he", "she", "you", "an", "can", "so", "long", "song", "sun", "man", "pan", "tan")
)
"""Surnames that are English words."""
_KIND = re.compile(
    r"\b(?:Ministry|Commission|Administration|Bureau|Department|Court|Procuratorate|Office|Command|"
    r"Committee|Congress|Council|Group|Company|Hospital|University|School|City|County|District|Town|"
    r"Township|Village|Subdistrict)\b"
)
_ONE_CHARACTER = re.compile(r"(\w+)xian County")
_LEFT_OFF = frozenset(
    map(stem, ("municipal", "provincial", "prefectural", "county", "district", "people's"))
)
"""What a body's name is shortened by in English, once its place is named."""


def find(pair: Pair) -> Iterator[Issue]:
    """Yield an issue for each term of the pair that is in the source and missing in the target."""
    by_character = {(mention.zh, mention.en) for mention, _ in find_countries(pair.source)}
    by_character |= {(mention.zh, mention.en) for mention in find_provinces(pair.source)}
    for zh, en in pair.terms:
        if zh not in pair.source or holds(pair.target, en) or _by_surname(zh, en, pair.target):
            continue
        if (zh, en) in by_character:  # 中哈 as China-Kazakhstan: `names` looks for each
            continue
        if _without_company(zh, en, pair.target) or (
            _is_ours(zh, en) and _shortened(en, pair.target)
        ):
            continue
        near = not _is_person(zh, en) and share_of_core(pair.target, en) >= 0.5
        near = (near and not _lacks_brand(zh, en, pair.target)) or (
            _is_ours(zh, en) and _by_its_kind(en, pair.target)
        )
        yield Issue(
            check="terms",
            severity="warning" if near or _by_pronoun(zh, en, pair.target) else "error",
            message=f"{zh} should be {en!r}" + (", said in other words" if near else ""),
            source=zh,
            target=en,
        )
    yield from _of_news(pair)


def _of_news(pair: Pair) -> Iterator[Issue]:
    """Yield a warning for each term of news that the target has no accepted form of.

    Of one that is still Chinese there `leftover` tells.
    """
    for term in dict.fromkeys(found.term for found in unsettled(pair.source, pair.terms)):
        if not term.checked or term.zh in pair.target:
            continue
        if not any(uses(pair.target, form) for form in term.forms):
            yield Issue(
                check="terms",
                severity="warning",
                message=f"{term.zh} is {term.en!r} in the language of news",
                source=term.zh,
                target=term.en,
            )


def _lacks_brand(zh: str, en: str, target: str) -> bool:
    """Is a firm's brand, which the term has in pinyin, not in the target?

    A brand of four characters is often two words (再生资源), and then rightly translated.
    """
    brand = _brand(zh, en)
    return 0 < len(brand) < 4 and fold(pinyin.place(brand)) not in fold(target)


def _without_company(zh: str, en: str, target: str) -> bool:
    """Is a firm, 昱鑫公司, called by its name alone, or "Co., Ltd."?"""
    bare = en.removesuffix(" Company")
    return bare != en and bool(_brand(zh, en)) and holds(target, bare)


def _is_ours(zh: str, en: str) -> bool:
    """Is that the name we would give ourselves? What a user's glossary has instead is meant to the letter."""
    return any((mention.zh, mention.en) == (zh, en) for mention in find_names(zh))


def _shortened(en: str, target: str) -> bool:
    """Is a place called by its name alone, Pingxiang, or a body without its level, the Pingxiang court?"""
    name, _, sort = en.rpartition(" ")
    if sort in _SORTS:
        if one := _ONE_CHARACTER.fullmatch(en):  # 威县 is called Wei County too
            return holds(target, f"{one[1]} County")
        adjective = _SORTS[sort]
        return bool(adjective and holds(target, f"{name} {adjective}")) or bool(
            re.search(rf"\b{re.escape(name)}\b{_OTHER_SORT}", target)
        )
    wanted = [word for word in stems(en) if word not in SMALL]
    kept = [word for word in wanted if word not in _LEFT_OFF]
    return 1 < len(kept) < len(wanted) and set(kept) <= set(stems(target))


def _by_its_kind(en: str, target: str) -> bool:
    """Is a body or place called by what it is, as after its first mention: the ministry, top court?"""
    kinds = _KIND.findall(en)
    return any(
        re.search(rf"\b(?:the|its|this|that|top)(?: [a-z]+)? {kind.lower()}\b", target)
        for kind in kinds
    )


def _brand(zh: str, en: str) -> str:
    """The brand of a firm that the English spells in pinyin; "" if there is none."""
    firm = companies.split(zh)
    if firm is None or not words.all_han(firm.brand):
        return ""
    return firm.brand if fold(pinyin.place(firm.brand)) in fold(en) else ""


def _by_surname(zh: str, en: str, target: str) -> bool:
    """Is a Chinese person called by the surname alone, or given name first?

    With another given name after it the surname is another person's.
    """
    family, _, given = en.partition(" ")
    if not _is_person(zh, en):
        return False
    # He and You, or Long and Song at the head of a sentence, may be words.
    inside = r"(?<=[a-z,] )" if family.lower() in _WORDS else r"\b"
    return holds(target, f"{given} {family}") or bool(
        re.search(rf"{inside}{re.escape(family)}\b(?! [A-Z]|-)", target)
    )


def _by_pronoun(zh: str, en: str, target: str) -> bool:
    return _is_person(zh, en) and bool(
        re.search(r"\b(?:[Ss]?[Hh]e|[Hh]is|[Hh]er|[Hh]im)\b", target)
    )


def _is_person(zh: str, en: str) -> bool:
    return words.all_han(zh) and 1 < len(zh) < 5 and pinyin.person(zh) == en
