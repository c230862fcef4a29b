"""Persons that the English spells otherwise, calls by another surname, or does not name.

Compared by pinyin, whatever the order, hyphens or spaces; known persons by their known English.
"""

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from pxtranslate.checks import exchanged_persons
from pxtranslate.checks.base import Pair
from pxtranslate.checks.lexicon import is_a_word
from pxtranslate.checks.spelling import (
    as_in_taiwan,
    countries_by_english,
    foreign_pinyin,
    missing,
    sounds_like_one,
    spoken,
    surname_in_taiwan,
)
from pxtranslate.names import find as find_names
from pxtranslate.names import gazetteer, known_people, pinyin, transcription
from pxtranslate.names.english import GENERIC, capitalised, fold
from pxtranslate.names.mention import Mention
from pxtranslate.names.pinyin import is_pinyin
from pxtranslate.records import Issue


def find(pair: Pair, mentions: Sequence[Mention], settled: Collection[str]) -> Iterator[Issue]:
    """Look for each of the persons among `mentions`, and for those that no name is found of.

    `settled`: names that `terms` looks for, or that were looked for already.
    """
    letters = fold(pair.target)
    for mention in mentions:
        yield from _person(mention, pair, letters)
    yield from _called_by_surname(pair)
    yield from exchanged_persons.find(pair)
    yield from _with_a_dot(pair, settled)


def _person(mention: Mention, pair: Pair, letters: str) -> Iterator[Issue]:
    family, given = pinyin.split_person(mention.zh)
    if mention.well_known or not family:
        if not _known_stands(mention, pair, letters):
            yield missing(mention, _spelt_instead(mention, pair.target))
        elif other := _another_of_the_surname(mention, pair.target):
            yield missing(mention, other)
        return
    surname, _, rest = mention.en.partition(" ")
    lasts = {fold(rest), *map(fold, pinyin.given_readings(given))}
    firsts = {fold(surname), *map(fold, pinyin.surname_readings(family))}
    words_there = {fold(word) for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)?", pair.target)}
    called = (
        _called(first, last, words_there, letters)
        for last in lasts
        if last in letters
        for first in firsts
    )
    if any(called) or any(
        as_in_taiwan(mention.zh, name) for name in _HYPHENATED.findall(pair.target)
    ):
        return
    heard = spoken(pair.source)
    heard -= set(map(fold, pinyin.misreadings(family)))
    wrong = next(_other_person(firsts, lasts, pair.target, heard), "")
    if wrong or not firsts & words_there:
        instead = wrong or foreign_pinyin(pair.target, heard)
        in_taiwan = "|".join(surname_in_taiwan(family))
        if instead and re.search(rf"\b{instead} (?:{in_taiwan})\b", pair.target, re.IGNORECASE):
            instead = wrong  # Julian Kuo
        if not wrong and _goes_by_another_name(pair, instead):
            return
        yield missing(mention, "" if instead in _provinces() else instead)


_HYPHENATED = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+-[A-Za-z][a-z]+\b")
"""A name as Taiwan writes it: Lin Yu-chang."""


def _goes_by_another_name(pair: Pair, instead: str) -> bool:
    """Is 许正宇 Christopher Hui, 郑保瑞 Soi Cheang: in Hong Kong or a film, under a full name not all pinyin?"""
    if not known_people.spelt_otherwise(pair.source):
        return False
    return any(
        instead in (left, right, "")
        and not (is_pinyin(fold(left)) and is_pinyin(fold(right)))
        and f"{left} {right}" in pair.target
        for left, right in itertools.pairwise(capitalised(pair.target))
    )


def _known_stands(mention: Mention, pair: Pair, letters: str) -> bool:
    """As it is known, by a part of that (Mr. Xi), or by a word that sounds like it (Elise).

    In pinyin, too (罗琳 is a discus thrower), but for who holds an office abroad.
    """
    zh, words = mention.zh, mention.en.split()
    last = fold(words[-1])[:5]
    if not _is_chinese(zh):
        return last in letters or sounds_like_one(zh, pair.target)
    if last in letters or fold(words[0]) in map(fold, capitalised(pair.target)):
        return True
    return fold(pinyin.person(zh)) in letters and not _OFFICE_ABROAD.search(
        pair.source, 0, mention.start
    )


def _is_chinese(zh: str) -> bool:
    return len(zh) in (2, 3) and zh[0] in pinyin.surnames() and not transcription.likely(zh)


_OFFICE_ABROAD = re.compile(
    "(?:总统|首相|总干事|联合国秘书长|国务卿|(?:新加坡|韩国|越南|日本|马来西亚|泰国)[^，。；、]{0,6})\\Z"
)


def _spelt_instead(mention: Mention, target: str) -> str:
    """The pinyin of one who is known otherwise, as it stands there, or ""."""
    spelt = pinyin.person(mention.zh) if _is_chinese(mention.zh) else ""
    return spelt if spelt and spelt in target else ""


def _another_of_the_surname(mention: Mention, target: str) -> str:
    """Jackson Chan for Eason Chan: the surname alone is right, behind a name that is no word and no pinyin."""
    first, _, last = mention.en.partition(" ")
    if (
        not _is_chinese(mention.zh)
        or not last.isalpha()
        or is_pinyin(fold(first))
        or first in target
    ):
        return ""
    said = re.findall(rf"\b([A-Z][a-z]+) {last}\b", target)
    spelt = [
        word
        for word in said
        if word[0] != first[0] and not is_a_word(word.lower()) and not is_pinyin(fold(word))
    ]  # Joe is Joseph
    alone = len(re.findall(rf"\b{last}\b", target))
    return f"{spelt[0]} {last}" if spelt and len(spelt) == alone else ""


def _called(first: str, last: str, words: set[str], letters: str) -> bool:
    """Does the surname stand there as a word, or joined to the given name: "ge" is in "charge" too."""
    return first in words or first + last in letters or last + first in letters


def _other_person(
    firsts: set[str], lasts: set[str], target: str, spoken: frozenset[str]
) -> Iterator[str]:
    """Two capitalised words beside each other, one right and the other no spelling of the rest.

    The surname with another given name, or the given name with another surname. What can be heard
    in the source (`spoken`, its pinyin) is another person's.
    """
    for left, right in itertools.pairwise(capitalised(target)):
        if f"{left} {right}" not in target:
            continue
        for family, given, most in ((left, right, 3), (right, left, 2)):  # no Angela in Angela Dong
            pinyin_there = fold(given) not in spoken and is_pinyin(fold(given), most)
            if fold(family) in firsts and pinyin_there:
                yield f"{left} {right}"
            strange = fold(family) not in firsts | spoken and fold(family) in _spelt_surnames()
            if fold(given) in lasts and strange:
                yield f"{left} {right}"


def _with_a_dot(pair: Pair, settled: Collection[str]) -> Iterator[Issue]:
    """艾尼瓦尔·买买提 has no one spelling, but somebody must be named where it stands.

    Only a target without any capitalised word that nothing else of the source accounts for is told.
    """
    found = _DOTTED.search(pair.source)
    if found is None:
        return
    dots = [dot.start() for dot in re.finditer(r"[·•・‧]", found[0])]
    first, last = found.start() + dots[0] - _BESIDE, found.start() + dots[-1] + _BESIDE
    near = pair.source[max(0, first) : last + 1]
    if any(zh in near or near in zh or (zh in found[0] and "·" in zh) for zh in settled):
        return
    known = " ".join([en for _, en in pair.terms] + [m.en for m in find_names(pair.source)])
    accounted = {fold(word) for word in re.findall(r"[^\W\d_]+", known)} | _no_names()
    heard = spoken(pair.source[: max(0, first)]) | spoken(pair.source[last + 1 :])
    if all(
        fold(word) in accounted | heard or word.lower() in GENERIC
        for word in capitalised(pair.target)
    ):
        at = dots[0]
        name = found[0][max(0, at - 4) : at + 4]  # how far it goes on either side, nobody knows
        message = f"{name} is a name; the English names nobody"
        yield Issue("names", "warning", message, source=name)


_BESIDE = 5
"""Characters on either side of a dot that may be of the name."""
_DOTTED = re.compile(r"[\u3400-\u9fff]{1,10}(?:[·•・‧][\u3400-\u9fff]{1,10})+")


@cache
def _no_names() -> frozenset[str]:
    """Capitalised words that name nobody: peoples, countries, days, months, and what opens a sentence."""
    forms = [form for forms in gazetteer.other_forms().values() for form in forms]
    words = " ".join([*countries_by_english(), *forms, _OPENERS])
    return frozenset(fold(word) for word in re.findall(r"[^\W\d_]+", words))


_OPENERS = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July "
    "August September October November December Uygur Uyghur Tibetan Kazakh Mongolian Yi Dai Han Hui "
    "A An The I He She It We They You This That These Those There Here In On At By For From To Of With After "
    "Before When While If As And But Or So Not No Now Then His Her Their Our My Its What Who How Why Where "
    "Mr Mrs Ms Dr One Some Many Most All Each Every Today Yesterday Last Next Since During Once According"
)


def _called_by_surname(pair: Pair) -> Iterator[Issue]:
    """冷总 and 张女士: nobody of another surname may stand in their place."""
    yield from _known_by_surname_alone(pair)
    callings = list(_CALLING.finditer(pair.source))
    if not callings:
        return
    surnames = {fold(pinyin.surname(one[1] or one[2])) for one in callings}
    surnames |= {
        fold(pinyin.surname(char))
        for char in _OPENS_A_CLAUSE.findall(pair.source)  # 单志强向王女士道歉: Mr. Shan
        if char in pinyin.surnames()
    }
    heard = spoken(pair.source) | surnames  # 查小姐 is Ms. Zha
    for found in _ADDRESSED.finditer(pair.target):
        name = fold(found[1])
        if name in heard or name not in _pinyin_surnames():
            continue
        said = callings[0][0]
        family = pinyin.surname(callings[0][1] or callings[0][2])
        message = f"{said} is {family} by surname; the English says {found[0]}"
        yield Issue("names", "error", message, source=said, target=found[0])
        return


def _known_by_surname_alone(pair: Pair) -> Iterator[Issue]:
    """李某: the English may leave the surname out, and may not have another in its place."""
    somebody = dict.fromkeys(_SOMEBODY.findall(pair.source))
    if not somebody:
        return
    words = {fold(word): word for word in capitalised(pair.target)}
    heard = spoken(pair.source)
    others = (words.keys() & _pinyin_surnames()) - _no_names() - heard
    for family in somebody:
        right = {fold(reading) for reading in pinyin.surname_readings(family)}
        if others and not right & words.keys():
            said = words[min(others)]
            message = f"{family}某 is {pinyin.person(family)} by surname; the English says {said}"
            yield Issue("names", "error", message, source=f"{family}某", target=said)
            return


_OPENS_A_CLAUSE = re.compile("(?:^|[，。；：、！？“”])([\u4e00-\u9fff])")
_SOMEBODY = re.compile(
    f"({'|'.join(name for name, (tier, _) in pinyin.surnames().items() if tier == 'common' and len(name) == 1 and name != '区')})某"
)
_CALLING = re.compile(
    f"({'|'.join(sorted(pinyin.surnames(), key=len, reverse=True))})"
    "(?:女士|先生|小姐|老师|师傅|大[爷妈娘叔伯哥姐嫂]|老[爹汉伯]|[伯叔婶姨嫂哥姐]|阿姨|奶奶|爷爷|同志|教授|医生|主任|书记|总(?![书统理计是的和量])|局(?=[说介表称和，、]))"
    f"|(?:老|小|阿)({'|'.join(name for name, (tier, _) in pinyin.surnames().items() if tier == 'common')})(?=[说介表告笑和，头汉”])"
)
_ADDRESSED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Uncle|Aunt|Auntie|Grandma|Grandpa|Granny|Old|Lao|Xiao|Teacher|Master|"
    r"Director|Manager|President|Comrade)\.?\s([A-Z][a-zü]+)\b(?!\s[A-Z])"
)


@cache
def _spelt_surnames() -> frozenset[str]:
    """Those, and what some are misread as: Dan for 单."""
    misread = {one for name in pinyin.surnames() for one in pinyin.misreadings(name)}
    return _pinyin_surnames() | frozenset(map(fold, misread))


@cache
def _pinyin_surnames() -> frozenset[str]:
    """Every surname as it is spelt, folded."""
    return frozenset(fold(pinyin.surname(name)) for name in pinyin.surnames())


@cache
def _provinces() -> frozenset[str]:
    """English names of provinces and the like: none stands in a person's place."""
    kinds = ("province", "region", "municipality")
    return frozenset(en.split()[0] for _, en, kind, _ in gazetteer.listed() if kind in kinds)
