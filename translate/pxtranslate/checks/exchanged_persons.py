"""Persons who have exchanged their callings: "Governor Wang met Mayor Li" for 市长王建国会见了省长李明.

Both names are there, and both callings, so `names` has nothing to say of them one by one. Two looks: at the
word right before a name, in both languages; and at what stands before the name in Chinese and before or,
as an appositive, behind it in English ("Lisa Su of AMD"): that must be the other's for both of them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pxtranslate.checks.base import Pair
from pxtranslate.checks.owners import Item, Owners, find_owners, warning
from pxtranslate.names import find as find_names
from pxtranslate.names import gazetteer
from pxtranslate.names.mention import Mention
from pxtranslate.records import Issue

_PERSONS = 40
"""More than a sentence names; each is looked for in the whole English."""
_FARTHEST = 16
"""Characters from what somebody is called to his name."""
_FARTHEST_BEHIND = 80
"""Letters of an appositive."""
_NOT_OF_THE_NAME = re.compile("[，。；、：“”与和及同跟向对被由是为]")
_TITLES = (
    "president|premier|minister|prime|foreign|chairman|chairwoman|chair|spokesman|spokeswoman|spokesperson|director|"
    "secretary|governor|mayor|head|chief|executive|leader|founder|judge|professor|actor|actress|coach|captain|player|"
    "driver|farmer|villager|teacher|doctor|reporter|ambassador|envoy|general|deputy|vice|official|lawmaker|academician|"
    "writer|painter|singer|officer|resident|of|the|for|and|on"
)
_BEFORE = re.compile(rf"(?:['’]s)?\s(?:(?:[A-Z][\w.'’-]*|{_TITLES})\s){{0,6}}\Z")
_BEHIND = re.compile(r"(?:, (?=[a-z])| (?:of|from|at) )(?:(?! and )[^,;:.()])*\Z")
_Span = tuple[int, int]


def find(pair: Pair) -> Iterator[Issue]:
    """Yield at most one warning: two persons of whom the English calls the one what the other is."""
    persons = _persons(pair)
    if len(persons) < 2:
        return
    owners = find_owners(pair)
    found = _by_calling(persons, owners) or _by_belongings(persons, owners, pair)
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


def _by_belongings(persons: Sequence[Item], owners: Owners, pair: Pair) -> tuple[Item, Item] | None:
    """Two persons of whom each is called in English what the other is called in Chinese, and nothing of his own."""
    given: Counter[tuple[int, int]] = Counter()
    spans = [(word.source, word.target) for word in owners.words] + list(_places_and_bodies(pair))
    for source, target in spans:
        ours, theirs = _called(source, persons, pair), _named(target, persons, pair)
        if ours is not None and theirs is not None:
            given[ours, theirs] += 1
    for one, two in given:
        if one < two and given[two, one] and not given[one, one] and not given[two, two]:
            return persons[one], persons[two]
    return None


def _places_and_bodies(pair: Pair) -> Iterator[tuple[_Span, _Span]]:
    """Names of places and bodies that each language has once."""
    for mention in find_names(pair.source):
        if mention.sort == "person" or pair.source.count(mention.zh) > 1:
            continue
        found = [at.span() for form in _forms(mention) for at in re.finditer(form, pair.target)]
        if len(found) == 1:
            yield (mention.start, mention.end), found[0]


def _forms(mention: Mention) -> Iterator[str]:
    place = gazetteer.place(mention.zh) if mention.sort == "place" else None
    core = place.core if place else mention.en
    yield rf"\b{re.escape(core)}(?:n|an|ian)?\b"
    yield from (rf"\b{re.escape(form)}\b" for form in gazetteer.other_forms().get(core, ()))
    initials = "".join(re.findall(r"\b[A-Z]", mention.en))
    if len(initials) > 2:
        yield rf"\b{initials}\b"


def _called(word: _Span, persons: Sequence[Item], pair: Pair) -> int | None:
    """Whose name the Chinese word stands before, among what he is called: 英伟达|首席执行官|黄仁勋."""
    behind = [(p.source[0], at) for at, p in enumerate(persons) if p.source[0] >= word[1]]
    if not behind:
        return None
    start, person = min(behind)
    between = pair.source[word[1] : start]
    return person if len(between) <= _FARTHEST and not _NOT_OF_THE_NAME.search(between) else None


def _named(word: _Span, persons: Sequence[Item], pair: Pair) -> int | None:
    """Whose name the English word stands before, or behind as an appositive."""
    behind = [(p.target[0], at) for at, p in enumerate(persons) if p.target[0] >= word[1]]
    if behind and _BEFORE.match(pair.target[word[1] : min(behind)[0]]):
        return min(behind)[1]
    before = [(p.target[1], at) for at, p in enumerate(persons) if p.target[1] <= word[0]]
    if before:
        between = pair.target[max(before)[0] : word[0]]
        if len(between) <= _FARTHEST_BEHIND and _BEHIND.match(between):
            return max(before)[1]
    return None
