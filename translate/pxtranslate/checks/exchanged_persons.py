"""Persons who have exchanged their callings: "Governor Wang met Mayor Li" for 市长王建国会见了省长李明.

Both names are there, and both callings, so `names` has nothing to say of them one by one. What stands
right before a name is asked, in both languages: appositives behind it fool distances.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from pxtranslate.checks.base import Pair
from pxtranslate.checks.owners import Item, Owners, find_owners, warning
from pxtranslate.names import find as find_names
from pxtranslate.records import Issue

_PERSONS = 40
"""More than a sentence names; each is looked for in the whole English."""


def find(pair: Pair) -> Iterator[Issue]:
    """Yield at most one warning: two persons of whom the English calls the one what the other is."""
    persons = _persons(pair)
    found = _by_calling(persons, find_owners(pair)) if len(persons) > 1 else None
    if found:
        yield warning("names", found, pair)


def _persons(pair: Pair) -> list[Item]:
    """The persons that each language names once."""
    named = [mention for mention in find_names(pair.source) if mention.sort == "person"]
    if len(named) < 2:
        return []
    times = Counter(mention.zh for mention in named)
    found = []
    for mention in named[:_PERSONS]:
        at = pair.target.find(mention.en)
        end = at + len(mention.en)
        if at >= 0 and times[mention.zh] == 1 and pair.target.find(mention.en, end) < 0:
            span = mention.start, mention.end
            found.append(Item(span, (at, end), counts=False, dated=False, alone=True))
    return found


def _by_calling(persons: Sequence[Item], owners: Owners) -> tuple[Item, Item] | None:
    """Two persons of whom the English calls the one what the other is: Mayor Li for 市长王, 省长李."""
    called = {person.source[0]: person for person in persons}
    named = {person.target[0]: person for person in persons}
    for word in owners.words:
        one, two = called.get(word.source[1]), named.get(word.target[1] + 1)
        if one and two and one is not two:
            return one, two
    return None
