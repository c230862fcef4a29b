"""Countries that news names by one character: 以方, 韩媒, 中乌合作, 英法德三国.

A character is a country only before a word of sides (方, 军, 媒) or, beside another such character,
before a word of what states have with each other; and only where the segmenter sees a word begin.
Some stand for several (巴): the text's own full name decides, then the other country. Of 11,630 human
pairs 291 have such a form; in 10 the English lacks a country other than China, mostly where it says "bilateral".
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pxtranslate.names import gazetteer, pinyin, words
from pxtranslate.names.mention import Mention
from pxtranslate.names.tables import rows
from pxtranslate.script import see

CERTAINTY = 0.8
_SIDES = "方军媒企籍裔资"
_NO_SIDE = re.compile(r"新老|[老土新]方|[老马新]军|新[媒企资]|[以法吉]企|[以土吉]资|吉媒|秘方")
"""Words of their own, or words and a part of the next (以企业为主)."""
_ADVERBS = "则也还又都曾就均亦却将已仍向对"
_BEFORE = "向由被与和同对跟"
"""Surnames or parts of words that are mostly prepositions here (向吉方提供)."""
_SURNAMES_AND_WORDS = "向和于连应时查全区方包安成都边单原后路江"
"""Surnames behind which an army is one: 连美军都."""
_AFFAIRS = (
    r"[两三四五]国|[两双三四]方|[两三双]边|[两双]军|[两双]党|关系|边[境界防民]|自贸|贸易|商贸|经贸|投资|合资|合作|合拍"
    r"|领导人|元首|首脑|外长|防长|总理|总统|会[谈晤]|峰会|对话|磋商|谈判|协[议定]|停火|冲突|战[争场]|局势|联[军合]"
    r"|口岸|铁路|班列|之间|建交|人文|友[好谊]|交流|文化|同盟|军演|混血|大使|摩擦|争端|矛盾|对抗|竞争|和平|和谈"
    r"|农业|科技|教育|青年|媒体|企业|产业园|工业园|示范园|博览会"
)


@dataclass(frozen=True, slots=True)
class Country:
    """What a character may stand for."""

    en: str
    beside: str
    """The other characters beside which it is this one; `*` for all."""
    named: bool
    """The default model does not know it by the character alone."""


def find_countries(text: str) -> Iterator[tuple[Mention, dict[str, list[str]]]]:
    """Yield each form in English ("China and Uzbekistan") and, for each of its characters, what that may stand for.

    Where nothing decides what it stands for, or models know it anyway, the mention is `well_known`: not to be named.
    """
    for start, end, characters in _forms(text):
        read = {character: meant(character, text, characters) for character in characters}
        en = _joined([options[0].en for options in read.values()])
        sure = all(len(options) == 1 for options in read.values())
        name = sure and any(few[0].named for few in read.values())
        mention = Mention(text[start:end], en, "place", start, end, CERTAINTY, not name)
        yield mention, {char: [country.en for country in few] for char, few in read.items()}


def meant(character: str, text: str, together: str) -> tuple[Country, ...]:
    """The country a character stands for, or all it may stand for where nothing decides."""
    options = _table()[character]
    named = tuple(country for country in options if _in_full(country.en, text))
    beside = tuple(c for c in options if set(c.beside) & set(together.replace(character, "")))
    usual = tuple(c for c in options if c.beside == "*")
    return named or beside or usual or options


def is_side(zh: str) -> bool:
    """Is the whole text a country and a word of sides (吉方)?"""
    found = _pattern().fullmatch(zh)
    return found is not None and found["side"] is not None


def _forms(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, the characters of countries) of each form."""
    seen = see(text)
    if not (found := list(_pattern().finditer(seen.text))):
        return
    tokens = words.tokens(seen.text)
    for match in found:
        start, end = match.span()
        if _NO_SIDE.match(seen.text, start) or gazetteer.is_abroad(match[0]):  # 加沙, 巴黎
            continue
        if _cut_there(seen.text, start, end, tokens) and not _named_so(seen.text, match, tokens):
            yield *seen.span(start, end), match["side"] or match["group"]


def _cut_there(text: str, start: int, end: int, tokens: Sequence[tuple[int, int, bool]]) -> bool:
    """Does a word begin here, and no word of the dictionary, nor a name (韩方明), go on after it (以|方便)?"""
    return not any(
        (first < start < last and not (first == start - 1 and text[first] in _BEFORE))
        or (known and start < first < end < last)
        or (first == start and last == start + 3 == end + 1 and text[end] not in _ADVERBS)
        for first, last, known in tokens[_first_to(start, tokens) : _first_to(end, tokens) + 1]
    )


def _named_so(text: str, side: re.Match[str], tokens: Sequence[tuple[int, int, bool]]) -> bool:
    """Is 德军 a given name here, behind a surname that stands alone: 发言人|刘|德军?"""
    first, last, _ = tokens[_first_to(side.start() - 1, tokens)]
    surname = text[first:last]
    return (
        side[0].endswith("军")
        and (last, last - first) == (side.start(), 1)
        and surname not in _SURNAMES_AND_WORDS
        and pinyin.surnames().get(surname, ("rare", ""))[0] == "common"
    )


def _first_to(place: int, tokens: Sequence[tuple[int, int, bool]]) -> int:
    """The number of the word that holds a place of the text."""
    return max(0, bisect_right(tokens, place, key=lambda token: token[0]) - 1)


@cache
def _pattern() -> re.Pattern[str]:
    one = f"[{''.join(_table())}]"
    return re.compile(rf"(?<!{one})(?P<side>{one})[{_SIDES}]|(?P<group>{one}{{2,4}})(?={_AFFAIRS})")


@lru_cache(maxsize=4096)
def _in_full(en: str, text: str) -> bool:
    plain = see(text).text
    return any(zh in plain for zh in _full_names().get(en, ()))


@cache
def _table() -> dict[str, tuple[Country, ...]]:
    table: dict[str, list[Country]] = {}
    for zh, en, beside, named in rows("country_characters.tsv"):
        table.setdefault(zh, []).append(Country(en, beside, named == "yes"))
    return {zh: tuple(options) for zh, options in table.items()}


@cache
def _full_names() -> dict[str, list[str]]:
    """The Chinese names of each country, by its English one."""
    found: dict[str, list[str]] = {}
    for zh, en, kind, _ in gazetteer.listed():
        if kind == "country" and len(zh) > 1:
            found.setdefault(en, []).append(zh)
    return found


def _joined(names: list[str]) -> str:
    """One English for several: "the United States, Japan and India"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
