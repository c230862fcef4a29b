"""The city or county an article is about, called by its first character: 回萍留萍, 在泽外资企业.

Local papers write so of their own place, which small models take for another ("Pingdingshan" for 萍).
The character counts behind a verb of coming and going, where it is no word of everyday by itself, and
where the article names one such place in full. Knows nothing of provinces, whose characters are listed.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from pxtranslate.names import gazetteer, words
from pxtranslate.names.places import find_places
from pxtranslate.names.provinces import MOVES, characters
from pxtranslate.names.tables import rows

_AT = re.compile(rf"(?<=[{MOVES}])[\u3400-\u9fff]")
_KINDS = ("capital", "city", "county", "district", "prefecture")
_NAMES = ("nr", "ns", "g", "zg", "ng", "vg")
"""What the segmenter calls a character that is a name or half a word; 新, 高 and 上 are words."""
_ENDING = re.compile(r"(?<=..)[市县区旗]$")

Pair = tuple[str, str]


def pairs(text: str, article: Iterable[str]) -> Iterator[Pair]:
    """Yield the characters of a text that stand for a place its article names, each with its English.

    `article` is its sentences, looked at only where there is such a character.
    """
    standing = dict.fromkeys(_standing(text))
    named = _places(tuple(article)) if standing else ()
    for character in standing:
        places = [en for zh, en in named if zh[0] == character]
        if len(places) == 1:
            yield character, places[0]


def _standing(text: str) -> Iterator[str]:
    """The characters behind a verb that are no word of everyday, nor part of one or of a listed place."""
    spots = [
        match.start()
        for match in _AT.finditer(text)
        if match[0] not in _taken() and _is_a_name(match[0])
    ]
    if not spots:
        return
    known = {start: listed for start, _, listed in words.tokens(text)}
    placed = {at for place in find_places(text) for at in range(place.start, place.end)}
    for at in spots:
        begins = (
            at in known or known.get(at - 1) is False
        )  # 回萍 is one word that no dictionary has
        ends = at + 1 in known or at + 1 == len(text)
        if begins and ends and at not in placed:
            yield text[at]


@cache
def _taken() -> frozenset[str]:
    """What stands for a province, a big city or a country: 在巴企业 is in Pakistan, not in 巴中."""
    countries = (row[0] for row in rows("country_characters.tsv"))
    return frozenset((*dict(characters()), *countries))


@lru_cache(maxsize=4096)
def _is_a_name(character: str) -> bool:
    ((_, _, tag),) = words.tagged(character)
    return tag[:2] in _NAMES or tag in _NAMES


@lru_cache(maxsize=64)
def _places(article: tuple[str, ...]) -> tuple[Pair, ...]:
    """The cities and counties that an article names, without 市 or 县, and their bare English."""
    found: dict[str, str] = {}
    for mention in (one for sentence in article for one in find_places(sentence)):
        place = gazetteer.place(mention.zh)
        bare = _ENDING.sub("", mention.zh)
        listed = place is not None and place.kind in _KINDS
        if (listed or bare != mention.zh) and len(bare) <= 3:
            found[bare] = _bare(mention.en) if bare != mention.zh else mention.en
    return tuple(found.items())


def _bare(en: str) -> str:
    return re.sub(r" (?:City|County|District|Banner)$", "", en)
