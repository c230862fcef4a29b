"""Places that the English spells otherwise or does not name, and countries and provinces by one character."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from pxtranslate.checks.base import Pair
from pxtranslate.checks.lookalikes import begun, countries, without_lookalikes, words_of
from pxtranslate.checks.spelling import (
    countries_by_english,
    foreign_pinyin,
    missing,
    reads,
    sounds_like_one,
    spoken,
)
from pxtranslate.names import find as find_names
from pxtranslate.names import gazetteer, pinyin
from pxtranslate.names.countries import find_countries
from pxtranslate.names.english import GENERIC, fold
from pxtranslate.names.mention import Mention
from pxtranslate.names.pinyin import is_pinyin
from pxtranslate.names.provinces import each, find_provinces
from pxtranslate.records import Issue


def find(pair: Pair, mentions: Sequence[Mention]) -> Iterator[Issue]:
    """Look for each of the places among `mentions`, and for countries and provinces by one character."""
    letters = fold(pair.target)
    for mention in mentions:
        yield from _place(mention, pair, letters)
    yield from _by_one_character(pair, letters)
    yield from _provinces_by_one_character(pair, letters)


def of_bodies(pair: Pair, bodies: Sequence[Mention]) -> Iterator[Issue]:
    """Yield an error for each place that a body is named after, and in whose stead another is spelt: 武威东站."""
    for body in bodies:
        sizes = range(min(4, len(body.zh) - 2), 1, -1)
        found = (gazetteer.place(body.zh[:size]) for size in sizes)
        place = next(
            (
                one
                for one in found
                if one
                and one.certainty >= _SURE
                and not gazetteer.is_abroad(one.zh)
                and is_pinyin(fold(one.core))
            ),
            None,
        )
        if place is None or place.core not in body.en or fold(place.core) in fold(pair.target):
            continue
        instead = foreign_pinyin(pair.target, spoken(pair.source))
        if instead and not reads(body.zh, fold(instead)):
            yield missing(body, instead)


def _place(mention: Mention, pair: Pair, letters: str) -> Iterator[Issue]:
    place = gazetteer.place(mention.zh)
    core = place.core if place else mention.en
    spelt = fold(pinyin.place(mention.zh))
    if _stands(core, pair.target) or _is_part_of_a_name(mention, pair.source):
        return
    if place and place.kind == "line" and fold(pinyin.place(_LINE.sub("", mention.zh))) in letters:
        return  # the Wari Railway
    if place and place.kind == "abroad" and sounds_like_one(mention.zh, pair.target):
        return  # San Diego and Santiago are both 圣地亚哥
    if place and _bears_its_name(mention, pair):
        return  # 黄河教授
    if place and place.kind not in gazetteer.WELL_KNOWN and spelt in letters:
        return  # Guoluo is Golog
    if spelt.endswith("xian") and len(mention.zh) == 2 and f"{spelt[:-4]}county" in letters:
        return  # 泾县 is Jing County as well as Jingxian
    if place and place.kind == "country":
        alike = without_lookalikes(core, pair.target)[1]
        yield missing(mention, alike or _other_country(pair, letters))
    elif place and is_pinyin(fold(core)):
        yield missing(mention, foreign_pinyin(pair.target, spoken(pair.source)))
    else:
        yield missing(mention, "")


def _bears_its_name(mention: Mention, pair: Pair) -> bool:
    """Is it a person's name, and spelt so: 黄河教授, Huang He?"""
    zh = mention.zh
    return (
        len(zh) in (2, 3)
        and zh[0] in pinyin.surnames()
        and re.search(rf"\b{pinyin.person(zh)}\b", pair.target) is not None
    )


def _is_part_of_a_name(mention: Mention, source: str) -> bool:
    """Does it only open the name of a street, a hotel, a kind of fish: 香港路, 南美白对虾, 中华鲟?"""
    if mention.zh == "中华" and not source.startswith(("人民", "民族"), mention.end):
        return True
    return _OPENS_A_NAME.match(source, mention.end) is not None


_SURE = 0.9
_LINE = re.compile("(?:高速)?(?:铁路|公路)$|高铁$|高速$|城际$|客运专线$")
_OPENS_A_NAME = re.compile(
    "(?:[东西南北中]?(?:路|街|大街|大道|巷)(?![上口段])|大?酒店|饭店|宾馆|网(?!络)|产险|人寿|坚果|白?对虾"
    "|[一-鿿]?(?:商业|兴业)银行|之声)"
)


def _stands(core: str, target: str) -> bool:
    """Is a place named in the target, as itself, as an adjective or by another of its names?"""
    if core in countries():
        target = without_lookalikes(core, target)[0]
        named = all(_begins_a_word(word, target) for word in words_of(core))
    else:
        plain = (word for word in _WATER.sub(" ", core).split() if word.lower() not in _GENERIC)
        named = all(_begins(word, target) for word in plain)
    not_of = _OTHER_HALF.get(core)
    if not_of:
        return (
            re.search(rf"(?<!{not_of} )(?<![A-Za-z])(?:Korea|{_KOREAN[not_of]})", target)
            is not None
        )
    return named or any(
        re.search(rf"(?<![A-Za-z]){re.escape(form)}", target)
        for form in gazetteer.other_forms().get(core, ())
    )


_OTHER_HALF = {
    "DPRK": "South", "North Korea": "South", "Republic of Korea": "North", "South Korea": "North",
}  # fmt: skip
_KOREAN = {"South": "DPRK|Pyongyang", "North": "ROK|Seoul|Republic of Korea"}
"""Either Korea is called Korea, but not by the other's name; what else it goes by."""


_WATER = re.compile(
    r"(?<=[A-Za-z][a-z])(?:(?:he|jiang) (?=River\b)|(?:hu|chi) (?=Lake\b)|shan (?=Mountains?\b))"
)
"""The Huaihe River is the Huai River too."""
_GENERIC = GENERIC | frozenset(
    ["mount", "mountains", "range", "hills", "sea", "strait", "bay", "gulf", "island", "islands",
     "plateau", "plain", "basin", "desert", "reservoir", "dam", "dao", "grassland", "grasslands",
     "peak", "pass", "canal", "creek", "waterfall", "peninsula", "scenic",
     "railway", "high", "speed", "intercity", "passenger", "highway", "expressway"]
)  # fmt: skip
"""What tells one natural feature from another no more than "county" does: Altun, with or without Mountains."""


def _by_one_character(pair: Pair, letters: str) -> Iterator[Issue]:
    """以方, 中乌: each of the countries stands there by one of its names; China may go without saying."""
    settled = dict(pair.terms)
    for mention, meant in find_countries(pair.source):
        if settled.get(mention.zh, mention.en) != mention.en:
            continue  # the user's glossary has it otherwise, and `terms` looks for that
        for character, options in meant.items():
            home = character == "中" and len(meant) > 1
            if home or any(_stands(en, pair.target) for en in options):
                continue
            of = mention.zh if len(meant) == 1 else f"{character} in {mention.zh}"
            issue = missing(
                replace(mention, en=" or ".join(options)), _other_country(pair, letters)
            )
            yield replace(issue, message=issue.message.replace(mention.zh, of, 1))


def _provinces_by_one_character(pair: Pair, letters: str) -> Iterator[Issue]:
    """赴渝, 闽赣两县: each of the places stands there by its name."""
    settled = dict(pair.terms)
    names = find_names(pair.source)
    for mention in find_provinces(pair.source):
        ours = settled.get(mention.zh, mention.en) == mention.en
        inside = any(name.start < mention.end and name.end > mention.start for name in names)
        if ours and not inside:  # 冀北川 is a man
            if fold(pinyin.place(mention.zh)) in letters:  # 赣南 is Gannan, too
                continue
            lacking = [en for en in each(mention.en) if not _stands(en, pair.target)]
            yield from (missing(replace(mention, en=en), "") for en in lacking[:1])


def _other_country(pair: Pair, letters: str) -> str:
    """A country in the target of which the source has not a single character."""
    for en, forms in countries_by_english().items():
        if len(en) < 5 or fold(en) not in letters or not re.search(rf"\b{en}\b", pair.target):
            continue
        if not any(char in pair.source for zh in forms for char in zh if char not in "国亚尼"):
            return en
    return ""


def _begins(word: str, target: str) -> bool:
    """Is the word there, or one that begins like it (Brazil, Brazilian)? Saint may be St.

    Pinyin must be there whole: Pingxi is not Pingxiang. It may be written in parts (Xi'an), but begins
    where a word does: Henan is not in "the Nanyang area".
    """
    folded = fold(word)
    first = folded if is_pinyin(folded) else folded[: max(4, len(folded) - 3)]
    letters, starts = _letters(target)
    if first == folded and first in letters and is_pinyin(folded):
        return any(found.start() in starts for found in re.finditer(f"(?={first})", letters))
    if first in letters:
        return True
    return word == "Saint" and "st" in letters


@lru_cache(maxsize=256)
def _letters(target: str) -> tuple[str, frozenset[int]]:
    """The folded letters of a text, and where its words begin among them."""
    words = [fold(word) for word in re.findall(r"[^\W\d_]+", target)]
    return "".join(words), frozenset(itertools.accumulate(map(len, words), initial=0))


def _begins_a_word(word: str, target: str) -> bool:
    """Does a word begin like that of a country: Spain is not in "the Cayman Islands panel"?"""
    return any(there.startswith(begun(word)) for there in _folded_words(target))


@lru_cache(maxsize=256)
def _folded_words(target: str) -> frozenset[str]:
    return frozenset(fold(word) for word in re.findall(r"[^\W\d_]+", target))
