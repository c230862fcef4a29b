"""Which (Chinese, English) pairs are worth naming to the model for one segment.

A pure function of the segment and of those glossary and ledger entries it holds, so that a changed
entry touches only the segments with that term. It knows nothing of prompts.
"""

import re
from collections.abc import Iterator, Sequence

from pxtranslate.names import known_people, pinyin
from pxtranslate.names.countries import find_countries
from pxtranslate.names.find import find, settle
from pxtranslate.names.glossary import Glossary, Match
from pxtranslate.names.ledger import Ledger
from pxtranslate.names.mention import Mention
from pxtranslate.names.provinces import find_provinces

MOST = 8
ENDINGS = ("县", "区", "市", "旗", "镇")
ENOUGH = 0.6
"""Below this a finder is wrong too often to put words into the model's mouth (decision 0063)."""

Pair = tuple[str, str]


def terms(text: str, glossary: Glossary, ledger: Ledger) -> tuple[Pair, ...]:
    """List at most eight pairs: the glossary's in order of appearance, then sure names.

    A firm's short form is left to the model where the glossary has a say on the full name.
    A term of the glossary settles the names it is a part of: with 昭萍 = Zhao-Ping, 昭萍镇 is Zhao-Ping Town.
    Of 萍乡 and 萍乡市 only the shorter is named. Countries, provinces and others that every model knows are left out, unless the glossary has them, but for persons whom the default does not know.
    """
    matches = list(glossary.find(text))
    pairs = {match.entry.zh: match.entry.en for match in matches}
    short = [name for name, full in ledger.shortened_in(text) if not any(glossary.find(full))]
    countries = [mention for mention, _ in find_countries(text)]
    short_places = [*countries, *find_provinces(text)]
    names = settle([*find(text), *ledger.names_in(text), *short, *short_places])
    sure = [
        name
        for name in names
        if (name.certainty >= ENOUGH or _confirmed(name.zh, ledger))
        and (not name.well_known or known_people.to_be_named(name.zh, text))
        and all(name.end <= m.start or name.start >= m.end for m in matches)
    ]
    pairs |= {zh: en for name in names for zh, en in _compound(name, matches)}
    shorter = {name.zh for name in sure if name.sort == "place"} | set(pairs)
    spare = sorted(
        (name for name in sure if not (name.sort == "place" and name.zh[:-1] in shorter)),
        key=lambda name: (-len(name.zh), name.start),
    )
    kept = spare[: max(0, MOST - len(pairs))]
    for name in sorted(kept, key=lambda name: name.start):
        entry = ledger.names.get(name.zh)
        pairs.setdefault(name.zh, entry.en if entry else name.en)
    return tuple(pairs.items())[:MOST]


def _compound(name: Mention, matches: Sequence[Match]) -> Iterator[Pair]:
    """The name with the glossary's English for the parts that are spelt in pinyin; nothing if it has none."""
    inside = [m for m in matches if m.start < name.end and m.end > name.start]
    en = name.en
    for match in inside:
        spelt = re.compile(rf"\b{pinyin.place(match.entry.zh)}\b")
        whole = name.start <= match.start and match.end <= name.end and spelt.search(en)
        if not whole or match.entry.zh == name.zh:
            return
        en = spelt.sub(match.entry.en.replace("\\", r"\\"), en)
    if inside and name.certainty >= ENOUGH:
        yield name.zh, en


def _confirmed(zh: str, ledger: Ledger) -> bool:
    """Does the ledger know the bare name with its ending (安源, from 安源区)?"""
    return any(zh + ending in ledger.names for ending in ENDINGS)
