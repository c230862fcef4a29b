"""A name in pinyin that nobody can hear in the Chinese: "Zhe'an" for 泽安, "Jiashuo" for 程改花.

Small models spell what they cannot place by guess. `names` compares the names it finds in the Chinese;
this starts from the English, so it needs to know neither where a name stands there nor of what kind.
Every reading of a character counts. What is not read as it is written is left alone: Japanese, Korean,
Vietnamese and minority names, transcriptions, and places and people that go by a character of theirs (渝, 习).
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from rapidfuzz import fuzz

from pxtranslate.checks.base import Pair
from pxtranslate.checks.lexicon import is_a_word
from pxtranslate.checks.spelling import reads
from pxtranslate.checks.transcribed import alike
from pxtranslate.names import gazetteer, pinyin, provinces, transcription, words
from pxtranslate.names.english import GENERIC, fold
from pxtranslate.names.find import find as find_names
from pxtranslate.names.mention import Mention
from pxtranslate.names.pinyin import is_pinyin
from pxtranslate.names.tables import rows
from pxtranslate.records import Issue
from pxtranslate.termbase.found import find as find_terms

_CAPITALISED = re.compile(r"(?<![\w-])[A-Z][a-zü]+(?:['’][a-zü]+)?(?![\w-])")
_CHINESE = re.compile("zh|x[iu]|q(?!u)")
"""Spelt as only pinyin is."""
_CONTRACTED = re.compile(r"['’](?:s|re|ve|ll|d)$")
_SHORTEST = 5
"""Letters; shorter ones are too often English words, or parts of foreign names."""
_MOST = 40
"""More names than a sentence has; each is looked for in the whole Chinese."""
_SYLLABLES = 4
_ROOT = 4
_OFTEN = 10
_CLOSE = 74.0
"""How much of two spellings must be the same, of 100, for one to be a slip of the other."""
_ALIKE = 55
"""How alike a transcription and a word must sound, of 100 (see `transcribed`)."""
_OTHERWISE = "日本|日方|韩国|韩方|朝鲜|越南|越方|[·•・‧]"
"""Names of these are spelt as their own language has it."""
_FEW = 4
_ABROAD = ("country", "abroad")
_BY_ONE_CHARACTER = frozenset(
    ["country", "abroad", "province", "municipality", "capital", "region", "city", "prefecture"]
)
"""Kinds of places that one character of the name may stand for, in a pair or a compound."""


def find(pair: Pair) -> Iterator[Issue]:
    """Yield an error for each name of which one can tell what it misspells, a warning for others.

    Others may be right: a place that everybody knows may have been added, and a word may be foreign.
    """
    for word in spelt_from_nothing(pair):
        run = misspelt(word, pair)
        if run:
            message = f"{run} is {pinyin.place(run)}; the English says {word}"
            yield Issue("names", "error", message, source=run, target=word)
        else:
            message = f"the English names {word}, which cannot be heard in the Chinese"
            yield Issue("names", "warning", message, target=word)


def spelt_from_nothing(pair: Pair) -> Iterator[str]:
    """Yield each word of pinyin that is in the English and that nothing of the Chinese accounts for."""
    if _otherwise_read().search(pair.source):
        return
    mentions = find_names(pair.source)
    home = any(one.sort == "place" and not gazetteer.is_abroad(one.zh) for one in mentions)
    forms = [form for one in mentions for form in (one.en, *_other_forms(one))]
    forms += [form for found in find_terms(pair.source) for form in found.term.forms]
    named = {fold(word) for form in forms for word in form.split()}
    terms = {fold(word) for _, en in pair.terms for word in en.split()}
    for word in itertools.islice(dict.fromkeys(_spelt(pair.target)), _MOST):
        name = fold(word)
        known = (
            name in named
            or _otherwise_spelt(name, pair.source)
            or _vouched(name, pair.source)
            or _heard(name, word, pair.source)
        )
        if any(fuzz.ratio(name, term) > _CLOSE for term in terms):
            continue  # it is the term, or `terms` tells of it
        if not known and not (home and name in _provinces()):  # that of the place: Suzhou, Anhui
            yield word


def _otherwise_spelt(name: str, source: str) -> bool:
    return any(zh in source for zh in _other_spellings().get(name, ()))


@cache
def _other_spellings() -> dict[str, list[str]]:
    """Tingri for 定日: the places by what else their names are in English."""
    found: dict[str, list[str]] = {}
    for zh, en, _, _ in gazetteer.listed():
        for form in gazetteer.other_forms().get(en, ()):
            found.setdefault(fold(form), []).append(zh)
    return found


def _other_forms(mention: Mention) -> tuple[str, ...]:
    place = gazetteer.place(mention.zh)
    return gazetteer.other_forms().get(place.core, ()) if place else ()


def misspelt(word: str, pair: Pair) -> str:
    """The characters whose pinyin the word is but for a letter or two; empty if there are none.

    They are no part of a name that stands in the English, nor begin or end within a word. Where only
    places abroad are named they may be one more (开赛 is Kasai in the Congo).
    """
    name, letters = fold(word), fold(pair.target)
    if name in _vouchers() or not _sounds_chinese(name) or _abroad(pair.source):
        return ""
    taken = [*find_names(pair.source), *provinces.find_provinces(pair.source)]
    tokens = words.tokens(pair.source)
    best, close = "", _CLOSE
    for start, size in itertools.product(range(len(pair.source)), (2, 3, 4)):
        end, run = start + size, pair.source[start : start + size]
        if end > len(pair.source) or not words.all_han(run):
            continue
        likeness = fuzz.ratio(fold(pinyin.place(run)), name)
        if likeness <= close or fold(pinyin.place(run)) in letters:
            continue
        if any(one.start < end and one.end > start for one in taken):
            continue
        if not any(
            first < start < last or first < end < last for first, last, known in tokens if known
        ):
            best, close = run, likeness
    return best


def _abroad(source: str) -> bool:
    """Does the source name places abroad, and none of China?"""
    places = [one for one in find_names(source) if one.sort == "place"]
    return bool(places) and all(gazetteer.is_abroad(one.zh) and one.en != "China" for one in places)


def _spelt(target: str) -> Iterator[str]:
    """The capitalised words that are pinyin and no English."""
    for found in _CAPITALISED.finditer(target):
        word = _CONTRACTED.sub("", found[0])
        plain = word.lower()
        plain = plain.removesuffix("ing") if is_a_word(plain.removesuffix("ing")) else plain
        long = len(fold(word)) >= (_SHORTEST - 1 if word in _cities() else _SHORTEST)
        spelt = long and is_pinyin(fold(word))
        english = is_a_word(plain) and not _CHINESE.search(plain)  # the dictionary has Xiangyang
        if spelt and plain not in GENERIC and not english:
            yield word


def _heard(name: str, word: str, source: str) -> bool:
    """Can the letters be read off neighbouring characters, or does a transcription sound like the word?"""
    foreign = not _CHINESE.search(name)
    return name in source.lower() or any(
        reads(source[at : at + _SYLLABLES], name)
        or any(
            foreign and transcription.likely(part) and alike(part, word) >= _ALIKE
            for size in (2, 3, 4, 5)
            if len(part := source[at : at + size]) == size
        )
        for at in range(len(source))
    )


def _vouched(name: str, source: str) -> bool:
    characters = _vouchers().get(name, "") + _peoples().get(name[:_ROOT], "")
    return any(character in source for character in characters) or any(
        character in source for character in _rare_openers().get(name, "")
    )


@cache
def _rare_openers() -> dict[str, str]:
    """Names whose first character begins few others: 蕲 is Qichun, 鄱 is Poyang."""
    named = [(zh, en) for zh, en, kind, _ in gazetteer.listed() if kind not in _ABROAD]
    begins = Counter(zh[0] for zh, _ in named)
    found: dict[str, str] = {}
    for zh, en in named:
        if begins[zh[0]] <= _FEW:
            name = fold(en.split()[0])
            found[name] = found.get(name, "") + zh[0]
    return found


@cache
def _vouchers() -> dict[str, str]:
    """The words of well-known names, folded, with the characters any of which may stand for them."""
    found: dict[str, set[str]] = {}
    places = [(zh, en) for zh, en, kind, _ in gazetteer.listed() if kind in _BY_ONE_CHARACTER]
    people = [row[:2] for name in ("people_main.tsv", "people_cedict.tsv") for row in rows(name)]
    bodies = [row[:2] for name in ("media.tsv", "organisations.tsv") for row in rows(name)]
    peoples = (tuple(line.split(maxsplit=1)) for (line,) in rows("nationalities.txt"))
    for zh, en in itertools.chain(places, people, bodies, peoples, provinces.characters()):
        for word in (en, *gazetteer.other_forms().get(en, ())):
            for part in word.split():
                found.setdefault(fold(part), set()).update(zh)
    found["taiwan"].add("岸")  # 两岸
    return {word: "".join(characters) for word, characters in found.items()}


@cache
def _cities() -> frozenset[str]:
    """Dali and Wuxi are told of, too."""
    kinds = ("capital", "city", "prefecture", "autonomous")
    return frozenset(en for _, en, kind, _ in gazetteer.listed() if kind in kinds)


@cache
def _provinces() -> frozenset[str]:
    return frozenset(
        fold(part)
        for _, en, kind, _ in gazetteer.listed()
        if kind in ("province", "region")
        for part in en.split()
    )


@cache
def _peoples() -> dict[str, str]:
    """How the words of a country begin, as those for its people do (Chile, Chilean), with its characters."""
    found: dict[str, str] = {}
    for zh, en, kind, _ in gazetteer.listed():
        for word in en.split() if kind == "country" else ():
            found[fold(word)[:_ROOT]] = found.get(fold(word)[:_ROOT], "") + zh
    return found


def _sounds_chinese(name: str) -> bool:
    """Can it be cut into syllables that names of China often have?"""
    return not name or any(
        often and name.startswith(syllable) and _sounds_chinese(name[len(syllable) :])
        for syllable, often in _syllables().items()
    )


@cache
def _syllables() -> dict[str, bool]:
    """Each syllable of the places of China and of usual given names: do at least ten have it?"""
    places = [zh for zh, _, kind, _ in gazetteer.listed() if kind not in ("country", "abroad")]
    given = [line for (line,) in rows("given_characters.txt")]
    counts = Counter(fold(said) for zh in (*places, *given) for said in pinyin.syllables(zh))
    return {syllable: count >= _OFTEN for syllable, count in counts.items() if syllable}


@cache
def _otherwise_read() -> re.Pattern[str]:
    surnames = [name for (name,) in rows("japanese_surnames.txt") if len(name) > 1]
    return re.compile("|".join([_OTHERWISE, *surnames, *transcription.minority_parts()]))
