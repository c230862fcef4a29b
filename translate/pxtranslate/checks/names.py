"""A person, place or body that the English spells otherwise, makes another, or does not name.

Persons are compared by pinyin (陈薇薇 is not "Chen Weiping"), whatever the order, hyphens or spaces;
foreign persons and places by their known English. It finds the names itself and knows no glossary.
"""

from collections.abc import Iterator

from pxtranslate.checks import (
    invented,
    misheard,
    named_bodies,
    named_persons,
    named_places,
    unheard,
    which_place,
)
from pxtranslate.checks.base import Pair
from pxtranslate.names import find as find_names
from pxtranslate.names.mention import Mention
from pxtranslate.records import Issue

SURE_PERSON = 0.8
SURE_PLACE = 0.9


def find(pair: Pair) -> Iterator[Issue]:
    """Yield an error for a name that is spelt wrong or replaced, a warning for one that is not there.

    Replaced means: the name is missing and the English has another name that the source has not,
    also where nothing says that it is a person (`misheard`), or is pinyin of nothing there (`unheard`).
    One that is in the place of none gets a warning (`invented`).
    """
    told: list[Issue] = []
    for issues in (
        _of_the_source(pair),
        misheard.find(pair),
        invented.find(pair),
        unheard.find(pair),
        named_bodies.find(pair),
    ):
        said = [issue.target for issue in told]
        told += [new for new in issues if not any(_within(new.target, old) for old in said)]
    yield from told


def _within(name: str, longer: str) -> bool:
    return f" {name} " in f" {longer} "


def _of_the_source(pair: Pair) -> Iterator[Issue]:
    settled = {zh for zh, _ in pair.terms}
    mentions: list[Mention] = []
    for mention in find_names(pair.source):
        if mention.zh not in settled:
            settled.add(mention.zh)
            mentions.append(mention)
    persons = [m for m in mentions if m.sort == "person" and m.certainty >= SURE_PERSON]
    places = [m for m in mentions if m.sort == "place"]
    yield from named_places.find(pair, [m for m in places if m.certainty >= SURE_PLACE])
    yield from named_places.of_bodies(pair, [m for m in mentions if m.sort == "organisation"])
    yield from which_place.find(pair, places)
    yield from named_persons.find(pair, persons, settled)
