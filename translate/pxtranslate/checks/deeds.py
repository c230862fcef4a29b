"""Who did what to whom, turned round: "France beat Britain" for 英国队击败法国队.

Both names are there, and the verb. In Chinese and in English who does it stands before the verb, but for
被 and "was … by", and for verbs that see the deed from the other side (不敌, "lost to"): data/deeds.toml.
Only clauses are looked at that name two, one on each side, and English that names each once.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pxtranslate.checks.base import Pair
from pxtranslate.names import find as find_names
from pxtranslate.names import gazetteer
from pxtranslate.names.mention import Mention
from pxtranslate.records import Issue

_CLAUSE = re.compile(r"[^，。；！？：\n]+")
_BY = re.compile("被|遭到?|由|为")
_TEAM = re.compile(r"[\u4e00-\u9fff]{2,4}(?=队)")
_TOWARD = re.compile("[向对给]")
_SENTENCE_END = re.compile(
    r"[.;:!?](?=\s|$)|\b(?:which|who|that|after|before|when|while|as|and|but)\b"
)
_PASSIVE = r"\b(?:was|were|been|being|is|are|be|got)\s(?:\w+\s)?(?:{})\b.*\bby\b"
_FARTHEST = 90
"""Letters from the one name to the other; what is farther apart has other verbs between."""


class _Deed(NamedTuple):
    chinese: re.Pattern[str] | None
    chinese_turned: re.Pattern[str] | None
    toward: re.Pattern[str] | None
    english: re.Pattern[str]
    english_turned: re.Pattern[str] | None
    done: re.Pattern[str] | None
    """"Was done by", of any of the verbs."""


class _Said(NamedTuple):
    """Who did it, to whom, and the verb."""

    agent: Mention
    patient: Mention
    verb: str


@cache
def _deeds() -> tuple[_Deed, ...]:
    text = (files("pxtranslate.checks") / "data" / "deeds.toml").read_text("utf-8")
    return tuple(
        _Deed(
            _pattern(row.get("chinese")),
            _pattern(row.get("chinese_turned")),
            _pattern(row.get("toward")),
            re.compile(rf"\b(?:{row['english']})\b", re.IGNORECASE),
            _pattern(row.get("english_turned"), r"\b(?:{})\b"),
            _pattern("|".join(row[key] for key in ("done", "english") if key in row), _PASSIVE),
        )
        for row in tomllib.loads(text).values()
    )


def _pattern(words: str | None, form: str = "{}") -> re.Pattern[str] | None:
    return None if words is None else re.compile(form.replace("{}", words), re.IGNORECASE)


def find(pair: Pair) -> Iterator[Issue]:
    """Yield an error for each deed of which the English says that the other did it."""
    named = list(_named(pair.source))
    if len(named) < 2:
        return
    for deed in _deeds():
        for said in _in_chinese(deed, pair.source, named):
            if _turned(deed, said, pair.target):
                agent, patient = said.agent.zh, said.patient.zh
                message = (
                    f"{agent} {said.verb} {patient}: the English has it that {patient} did so ✗"
                )
                yield Issue("direction", "error", message, source=said.verb)


def _named(text: str) -> Iterator[Mention]:
    """Persons and places; countries and teams also where the segmenter sees one word (英国队, 伊朗核设施)."""
    found = [one for one in find_names(text) if one.sort in ("person", "place")]
    yield from found
    spans = [match.span() for match in _countries().finditer(text)]
    for team in _TEAM.finditer(text):
        spans += [(team.end() - size, team.end()) for size in (2, 3, 4) if size <= len(team[0])]
    for start, end in spans:
        place = gazetteer.place(text[start:end])
        if place and not any(one.start < end and start < one.end for one in found):
            found.append(Mention(place.zh, place.en, "place", start, end, place.certainty))
            yield found[-1]


@cache
def _countries() -> re.Pattern[str]:
    names = (zh for zh, _, kind, _ in gazetteer.listed() if kind == "country" and len(zh) > 1)
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))


def _in_chinese(deed: _Deed, text: str, named: list[Mention]) -> Iterator[_Said]:
    for clause in _CLAUSE.finditer(text):
        inside = [m for m in named if clause.start() <= m.start and m.end <= clause.end()]
        if len({m.zh for m in inside}) != 2 or len(inside) != 2:
            continue
        first, second = sorted(inside, key=lambda m: m.start)
        between = text[first.end : second.start]
        behind = text[second.end : clause.end()]
        for verb, turned in ((deed.chinese, False), (deed.chinese_turned, True)):
            if verb and (found := verb.search(between)) and not _BY.search(between):
                yield _Said(*((second, first) if turned else (first, second)), found[0])
            elif verb and (found := verb.search(behind)) and _BY.search(between):
                yield _Said(*((first, second) if turned else (second, first)), found[0])
        if deed.toward and _TOWARD.search(between) and (found := deed.toward.search(behind)):
            yield _Said(first, second, found[0])


def _turned(deed: _Deed, said: _Said, target: str) -> bool:
    """Does the English say that whom it was done to did it?"""
    agent, patient = _place(said.agent, target), _place(said.patient, target)
    if agent is None or patient is None:
        return False
    first, second = sorted((agent, patient))
    between = target[first[1] : second[0]]
    if len(between) > _FARTHEST or _SENTENCE_END.search(between):
        return False
    if any(words and words.search(between) for words in (deed.done, deed.english_turned)):
        does = second
    elif deed.english.search(between):
        does = first
    else:
        return False
    return does == patient


def _place(mention: Mention, target: str) -> tuple[int, int] | None:
    """Where the English names it, if it does so once."""
    forms = [mention.en, *gazetteer.other_forms().get(mention.en, ())]
    if mention.sort == "person":
        forms += [mention.en.split()[0], mention.en.split()[-1]]
    pattern = "|".join(re.escape(form) for form in sorted(set(forms), key=len, reverse=True))
    found = list(re.finditer(rf"\b(?:{pattern})\b", target))
    return found[0].span() if len(found) == 1 else None
