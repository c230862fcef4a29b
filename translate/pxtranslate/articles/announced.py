"""Sections that a lead names one after the other: “以亩均论英雄、低碳论英雄、科技论英雄为导向”.

Knows texts and which of them may be headings; finds the order in which a text names them.
Which section then follows which is a matter of `links`.
"""

import re
from collections.abc import Sequence

_LEAST_NAMED = 2
_SHORTEST = 3  # characters of a heading that is found again word for word; two would be chance


def announced(texts: Sequence[str], titled: Sequence[bool]) -> dict[int, tuple[int, int]]:
    """Heading -> (the text that names it, its place in the order named there, from 0).

    Only texts that name two or more headings count, each by its first part; a heading named by
    several texts belongs to the one that names most.
    """
    names = {
        i: re.split(r"[ \u3000：:——]", text, maxsplit=1)[0].strip("“”‘’")
        for i, text in enumerate(texts)
        if titled[i]
    }
    found: dict[int, tuple[int, int]] = {}
    most: dict[int, int] = {}
    for lead, text in enumerate(texts):
        if titled[lead]:
            continue
        places = {
            heading: text.find(name)
            for heading, name in names.items()
            if len(name) >= _SHORTEST and name in text
        }
        if len(set(places.values())) < max(_LEAST_NAMED, len(places)):
            continue
        for rank, heading in enumerate(sorted(places, key=lambda h: places[h])):
            if len(places) > most.get(heading, 0):
                most[heading] = len(places)
                found[heading] = (lead, rank)
    return found
