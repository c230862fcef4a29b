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

    `article` is its paragraphs, looked at only where there is such a character.
    """
    spots = [match.start() for match in _AT.finditer(text) if _may_stand(text, match.start())]
    named = _places("\n".join(article)) if spots else ()
    for character in dict.fromkeys(text[spot] for spot in spots):
        places = [en for zh, en in named if zh[0] == character]
        if len(places) == 1:
            yield character, places[0]


def _may_stand(text: str, at: int) -> bool:
    """Is the character here no word of everyday, nor a part of a word or of a listed place?"""
    if text[at] in _taken() or not _is_a_name(text[at]):
        return False
    if any(place.start <= at < place.end for place in find_places(text)):
        return False
    return not any(
        (start < at < end and (known or text[start] not in MOVES)) or start < at + 1 < end
        for start, end, known in words.tokens(text)
    )


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
def _places(article: str) -> tuple[Pair, ...]:
    """The cities and counties that an article names, without 市 or 县, and their bare English."""
    found: dict[str, str] = {}
    for mention in find_places(article):
        place = gazetteer.place(mention.zh)
        bare = _ENDING.sub("", mention.zh)
        listed = place is not None and place.kind in _KINDS
        if (listed or bare != mention.zh) and len(bare) <= 3:
            found[bare] = _bare(mention.en) if bare != mention.zh else mention.en
    return tuple(found.items())


def _bare(en: str) -> str:
    return re.sub(r" (?:City|County|District|Banner)$", "", en)
