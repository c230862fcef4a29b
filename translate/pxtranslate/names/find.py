"""All the names of one text, without overlaps: organisations before persons before places.

It knows the finders and how their finds are weighed against each other, nothing else.
"""

import re
from bisect import bisect
from dataclasses import replace
from functools import lru_cache

from pxtranslate.names import companies, gazetteer, organisations, people
from pxtranslate.names.countries import find_countries, is_side
from pxtranslate.names.lines import find_lines
from pxtranslate.names.mention import Mention
from pxtranslate.names.places import find_places
from pxtranslate.script import Seen, see

ORDER = {"organisation": 0, "person": 1, "place": 2}


_LONGEST = 1_000
"""Characters looked at together: finders look at their whole text for each name. A sentence has
150; what is longer is cut where a sentence or line may end, or, without any, hard."""
_STRETCH = re.compile(rf".{{1,{_LONGEST}}}(?<=[。！？；，、,;.!?\s])|.{{1,{_LONGEST}}}", re.DOTALL)


def find(text: str) -> tuple[Mention, ...]:
    """List the persons, places and organisations a text names, in order of appearance.

    A name is given as it stands in the text, whatever the script; its English is that of the plain one.
    """
    seen = see(text)
    if seen.text == text:
        return _find(text)
    return tuple(_placed(mention, text, seen) for mention in _find(seen.text))


def _placed(mention: Mention, text: str, seen: Seen) -> Mention:
    start, end = seen.span(mention.start, mention.end)
    return replace(mention, zh=text[start:end], start=start, end=end)


def _find(text: str) -> tuple[Mention, ...]:
    if len(text) <= _LONGEST:
        return _found(text)
    return tuple(
        replace(mention, start=mention.start + at.start(), end=mention.end + at.start())
        for at in _STRETCH.finditer(text)
        for mention in _found(at.group())
    )


@lru_cache(maxsize=4096)
def _found(text: str) -> tuple[Mention, ...]:
    places = find_places(text)
    fixed = list(organisations.find_fixed(text))
    bodies = list(organisations.find_bodies(text, places))
    firms = list(companies.find_companies(text, [*places, *fixed, *bodies]))
    sides = frozenset(at for side, _ in find_countries(text) for at in range(side.start, side.end))
    persons = [
        one
        for one in people.find_people(text, places)
        if not _is_a_side(one, sides) and not _inside(one, places)
    ]
    return settle([*fixed, *bodies, *firms, *persons, *places, *find_lines(text)])


def _is_a_side(person: Mention, sides: frozenset[int]) -> bool:
    """韩方强调 and 向吉方提供: no Mr Han and no Mr Xiang; but 刘德军 has a given name."""
    side = is_side(person.zh[1:]) and not person.zh.endswith("军")
    return side or not sides.isdisjoint(range(person.start, person.end))


def _inside(person: Mention, places: tuple[Mention, ...]) -> bool:
    """埃尔福特 holds no Ford: is the known person a part of a longer place abroad?"""
    return person.well_known and any(
        place.start <= person.start
        and person.end <= place.end
        and len(person.zh) < len(place.zh)
        and gazetteer.is_abroad(place.zh)
        for place in places[bisect(places, person.start, key=lambda m: m.start) - 1 :][:1]
    )


def settle(mentions: list[Mention]) -> tuple[Mention, ...]:
    """Keep the best of mentions that overlap: by kind, then length, then certainty."""
    taken: list[Mention] = []  # in the order of the text
    for one in sorted(mentions, key=lambda m: (*_rank(m), m.start)):
        at = bisect(taken, one.start, key=lambda m: m.start)
        before, after = taken[max(0, at - 1) : at], taken[at : at + 1]
        if all(one.end <= other.start or one.start >= other.end for other in (*before, *after)):
            taken.insert(at, one)
    return tuple(taken)


def _rank(mention: Mention) -> tuple[int, float, int]:
    doubtful = 3 if mention.certainty < 0.6 else 0
    return ORDER[mention.sort] + doubtful, -len(mention.zh), -int(mention.certainty * 100)
