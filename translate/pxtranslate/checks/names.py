"""A person or place that the English spells otherwise, or does not name.

Persons are compared by pinyin (陈薇薇 is not "Chen Weiping"), whatever the order, hyphens or spaces;
foreign persons and places by their known English. It finds the names itself and knows no glossary.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from pxtranslate.checks import exchanged_persons, invented, misheard, unheard, which_place
from pxtranslate.checks.base import Pair
from pxtranslate.checks.lookalikes import begun, countries, without_lookalikes, words_of
from pxtranslate.checks.transcribed import alike
from pxtranslate.names import find as find_names
from pxtranslate.names import gazetteer, people, pinyin, transcription
from pxtranslate.names.countries import find_countries
from pxtranslate.names.english import GENERIC, capitalised, fold
from pxtranslate.names.mention import Mention
from pxtranslate.names.pinyin import is_pinyin
from pxtranslate.names.provinces import each, find_provinces
from pxtranslate.records import Issue

# English words that happen to be pinyin and open with a capital in titles and names.
ORDINARY = frozenset(
    [
        "China",
        "Chinese",
        "Change",
        "House",
        "Nature",
        "Palace",
        "Maria",
        "Sichuan",
        "Macao",
        "Macau",
    ]
)
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
    ):
        said = [issue.target for issue in told]
        told += [new for new in issues if not any(_within(new.target, old) for old in said)]
    yield from told


def _within(name: str, longer: str) -> bool:
    return f" {name} " in f" {longer} "


def _of_the_source(pair: Pair) -> Iterator[Issue]:
    seen = {zh for zh, _ in pair.terms}
    letters = fold(pair.target)
    places = []
    for mention in find_names(pair.source):
        if mention.zh in seen:
            continue
        seen.add(mention.zh)
        if mention.sort == "person" and mention.certainty >= SURE_PERSON:
            yield from _person(mention, pair, letters)
        elif mention.sort == "place" and mention.certainty >= SURE_PLACE:
            yield from _place(mention, pair, letters)
        if mention.sort == "place":
            places.append(mention)
    yield from which_place.find(pair, places)
    yield from _by_one_character(pair, letters)
    yield from _provinces_by_one_character(pair, letters)
    yield from _called_by_surname(pair)
    yield from exchanged_persons.find(pair)
    yield from _with_a_dot(pair, seen)


def _person(mention: Mention, pair: Pair, letters: str) -> Iterator[Issue]:
    family, _given = pinyin.split_person(mention.zh)
    if mention.well_known or not family:
        if not _known_stands(mention, pair.target, letters):
            yield _missing(mention, "")
        return
    surname, _, rest = mention.en.partition(" ")
    last = fold(rest)
    firsts = {fold(surname), *map(fold, pinyin.surname_readings(family))}
    words_there = {fold(word) for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)?", pair.target)}
    if last in letters and any(_called(first, last, words_there, letters) for first in firsts):
        return
    spoken = _spoken(pair.source)
    wrong = next(_other_person(firsts, last, pair.target, spoken), "")
    if not wrong and people.abroad_or_on_stage(pair.source):
        return  # 许正宇 is Christopher Hui, 刘青云 Sean Lau
    if wrong or not firsts & words_there:
        instead = wrong or _foreign_pinyin(pair.target, spoken)
        yield _missing(mention, "" if instead in _provinces() else instead)


def _known_stands(mention: Mention, target: str, letters: str) -> bool:
    """As it is known, in pinyin (罗琳 is a discus thrower, too), or by a word that sounds like it (Elise)."""
    zh, last = mention.zh, fold(mention.en.split()[-1])[:5]
    chinese = len(zh) in (2, 3) and zh[0] in pinyin.surnames() and not transcription.likely(zh)
    if last in letters or (chinese and fold(pinyin.person(zh)) in letters):
        return True
    return _sounds_like_one(zh, target)


def _sounds_like_one(zh: str, target: str) -> bool:
    spelt = fold("".join(pinyin.syllables(zh)))  # Te Langpu sounds like 特朗普, and is not his name
    return any(
        alike(zh, word) >= _ALIKE and fold(word) not in spelt for word in capitalised(target)
    )


_ALIKE = 60
"""How alike a transcription and a word must sound, of 100 (see `transcribed`)."""


def _called(first: str, last: str, words: set[str], letters: str) -> bool:
    """Does the surname stand there as a word, or joined to the given name: "ge" is in "charge" too."""
    return first in words or first + last in letters or last + first in letters


def _other_person(
    firsts: set[str], last: str, target: str, spoken: frozenset[str]
) -> Iterator[str]:
    """Two capitalised words beside each other, one right and the other no spelling of the rest.

    The surname with another given name, or the given name with another surname. What can be heard
    in the source (`spoken`, its pinyin) is another person's.
    """
    for left, right in itertools.pairwise(capitalised(target)):
        if f"{left} {right}" not in target:
            continue
        for family, given in ((left, right), (right, left)):
            if fold(family) in firsts and fold(given) not in spoken and is_pinyin(fold(given)):
                yield f"{left} {right}"
            strange = fold(family) not in firsts | spoken and fold(family) in _pinyin_surnames()
            if fold(given) == last and strange:
                yield f"{left} {right}"


def _place(mention: Mention, pair: Pair, letters: str) -> Iterator[Issue]:
    place = gazetteer.place(mention.zh)
    core = place.core if place else mention.en
    spelt = fold(pinyin.place(mention.zh))
    if _stands(core, pair.target, letters) or _is_part_of_a_name(mention, pair.source):
        return
    if place and place.kind == "line" and fold(pinyin.place(_LINE.sub("", mention.zh))) in letters:
        return  # the Wari Railway
    if place and place.kind == "abroad" and _sounds_like_one(mention.zh, pair.target):
        return  # San Diego and Santiago are both 圣地亚哥
    if spelt.endswith("xian") and len(mention.zh) == 2 and f"{spelt[:-4]}county" in letters:
        return  # 泾县 is Jing County as well as Jingxian
    if place and place.kind == "country":
        alike = without_lookalikes(core, pair.target)[1]
        yield _missing(mention, alike or _other_country(pair, letters))
    elif place and is_pinyin(fold(core)):
        yield _missing(mention, _foreign_pinyin(pair.target, _spoken(pair.source)))
    else:
        yield _missing(mention, "")


def _is_part_of_a_name(mention: Mention, source: str) -> bool:
    """Does it only open the name of a street, a hotel, a kind of fish: 香港路, 南美白对虾, 中华鲟?"""
    if mention.zh == "中华" and not source.startswith(("人民", "民族"), mention.end):
        return True
    return _OPENS_A_NAME.match(source, mention.end) is not None


_LINE = re.compile("(?:高速)?(?:铁路|公路)$|高铁$|高速$|城际$|客运专线$")
_OPENS_A_NAME = re.compile(
    "(?:[东西南北中]?(?:路|街|大街|大道|巷)(?![上口段])|大?酒店|饭店|宾馆|网(?!络)|产险|人寿|坚果|白?对虾|蓝鸟|老寨"
    "|[一-鿿]?(?:商业|兴业)银行|之声)"
)


def _stands(core: str, target: str, letters: str) -> bool:
    """Is a place named in the target, as itself, as an adjective or by another of its names?"""
    if core in countries():
        target = without_lookalikes(core, target)[0]
        named = all(_begins_a_word(word, target) for word in words_of(core))
    else:
        plain = (word for word in _WATER.sub(" ", core).split() if word.lower() not in _GENERIC)
        named = all(_begins(word, target) for word in plain)
    not_of = _OTHER_HALF.get(core)
    if not_of:
        return (
            re.search(rf"(?<!{not_of} )(?<![A-Za-z])(?:Korea|{_KOREAN[not_of]})", target)
            is not None
        )
    return named or any(
        re.search(rf"(?<![A-Za-z]){re.escape(form)}", target)
        for form in gazetteer.other_forms().get(core, ())
    )


_OTHER_HALF = {
    "DPRK": "South", "North Korea": "South", "Republic of Korea": "North", "South Korea": "North",
}  # fmt: skip
_KOREAN = {"South": "DPRK|Pyongyang", "North": "ROK|Seoul|Republic of Korea"}
"""Either Korea is called Korea, but not by the other's name; what else it goes by."""


_WATER = re.compile(
    r"(?<=[A-Za-z][a-z])(?:(?:he|jiang) (?=River\b)|hu (?=Lake\b)|shan (?=Mountains?\b))"
)
"""The Huaihe River is the Huai River too."""
_GENERIC = GENERIC | frozenset(
    ["mount", "mountains", "range", "hills", "sea", "strait", "bay", "gulf", "island", "islands",
     "plateau", "plain", "basin", "desert", "reservoir", "dam", "dao", "grassland", "grasslands",
     "peak", "pass", "canal", "creek", "waterfall", "peninsula", "scenic",
     "railway", "high", "speed", "intercity", "passenger", "highway", "expressway"]
)  # fmt: skip
"""What tells one natural feature from another no more than "county" does: Altun, with or without Mountains."""


def _by_one_character(pair: Pair, letters: str) -> Iterator[Issue]:
    """以方, 中乌: each of the countries stands there by one of its names; China may go without saying."""
    settled = dict(pair.terms)
    for mention, meant in find_countries(pair.source):
        if settled.get(mention.zh, mention.en) != mention.en:
            continue  # the user's glossary has it otherwise, and `terms` looks for that
        for character, options in meant.items():
            home = character == "中" and len(meant) > 1
            if home or any(_stands(en, pair.target, letters) for en in options):
                continue
            of = mention.zh if len(meant) == 1 else f"{character} in {mention.zh}"
            issue = _missing(
                replace(mention, en=" or ".join(options)), _other_country(pair, letters)
            )
            yield replace(issue, message=issue.message.replace(mention.zh, of, 1))


def _provinces_by_one_character(pair: Pair, letters: str) -> Iterator[Issue]:
    """赴渝, 闽赣两县: each of the places stands there by its name."""
    settled = dict(pair.terms)
    names = find_names(pair.source)
    for mention in find_provinces(pair.source):
        ours = settled.get(mention.zh, mention.en) == mention.en
        inside = any(name.start < mention.end and name.end > mention.start for name in names)
        if ours and not inside:  # 冀北川 is a man
            if fold(pinyin.place(mention.zh)) in letters:  # 赣南 is Gannan, too
                continue
            lacking = [en for en in each(mention.en) if not _stands(en, pair.target, letters)]
            yield from (_missing(replace(mention, en=en), "") for en in lacking[:1])


def _other_country(pair: Pair, letters: str) -> str:
    """A country in the target of which the source has not a single character."""
    for en, forms in _countries().items():
        if len(en) < 5 or fold(en) not in letters or not re.search(rf"\b{en}\b", pair.target):
            continue
        if not any(char in pair.source for zh in forms for char in zh if char not in "国亚尼"):
            return en
    return ""


@lru_cache(maxsize=256)
def _spoken(source: str) -> frozenset[str]:
    """Every one to four syllables that can be heard in the source, folded: pingxiang, but not pingxi."""
    read = [fold(syllable) for syllable in pinyin.syllables(source)]
    return frozenset(
        "".join(read[at : at + size]) for at in range(len(read)) for size in (1, 2, 3, 4)
    )


def _foreign_pinyin(target: str, spoken: frozenset[str]) -> str:
    """A capitalised pinyin word inside a sentence that cannot be heard in the source's pinyin."""
    for found in re.finditer(r"(?<=[a-z,] )[A-Z][a-z]{4,}\b", target):
        word = fold(found[0])
        if is_pinyin(word) and word not in spoken and found[0] not in _english_places() | ORDINARY:
            return found[0]
    return ""


def _begins(word: str, target: str) -> bool:
    """Is the word there, or one that begins like it (Brazil, Brazilian)? Saint may be St.

    Pinyin must be there whole: Pingxi is not Pingxiang. It may be written in parts (Xi'an), but begins
    where a word does: Henan is not in "the Nanyang area".
    """
    folded = fold(word)
    first = folded if is_pinyin(folded) else folded[: max(4, len(folded) - 3)]
    letters, starts = _letters(target)
    if first == folded and first in letters and is_pinyin(folded):
        return any(found.start() in starts for found in re.finditer(f"(?={first})", letters))
    if first in letters:
        return True
    return word == "Saint" and "st" in letters


@lru_cache(maxsize=256)
def _letters(target: str) -> tuple[str, frozenset[int]]:
    """The folded letters of a text, and where its words begin among them."""
    words = [fold(word) for word in re.findall(r"[^\W\d_]+", target)]
    return "".join(words), frozenset(itertools.accumulate(map(len, words), initial=0))


def _begins_a_word(word: str, target: str) -> bool:
    """Does a word begin like that of a country: Spain is not in "the Cayman Islands panel"?"""
    return any(there.startswith(begun(word)) for there in _folded_words(target))


@lru_cache(maxsize=256)
def _folded_words(target: str) -> frozenset[str]:
    return frozenset(fold(word) for word in re.findall(r"[^\W\d_]+", target))


def _missing(mention: Mention, instead: str) -> Issue:
    says = f"the English says {instead}" if instead else "it is not in the English"
    return Issue(
        check="names",
        severity="error" if instead else "warning",
        message=f"{mention.zh} is {mention.en}; {says}",
        source=mention.zh,
        target=instead or mention.en,
    )


def _with_a_dot(pair: Pair, seen: set[str]) -> Iterator[Issue]:
    """艾尼瓦尔·买买提 has no one spelling, but somebody must be named where it stands.

    Only a target without any capitalised word that nothing else of the source accounts for is told.
    """
    found = _DOTTED.search(pair.source)
    if found is None or any(zh in found[0] or found[0] in zh for zh in seen):
        return
    known = " ".join([en for _, en in pair.terms] + [m.en for m in find_names(pair.source)])
    accounted = {fold(word) for word in re.findall(r"[^\W\d_]+", known)} | _no_names()
    if all(fold(word) in accounted for word in capitalised(pair.target)):
        dot = re.search(r"[·•・‧]", found[0])
        at = dot.start() if dot else 0
        name = found[0][max(0, at - 4) : at + 4]  # how far it goes on either side, nobody knows
        message = f"{name} is a name; the English names nobody"
        yield Issue("names", "warning", message, source=name)


_DOTTED = re.compile(r"[\u3400-\u9fff]{1,10}(?:[·•・‧][\u3400-\u9fff]{1,10})+")


@cache
def _no_names() -> frozenset[str]:
    """Capitalised words that name nobody: peoples, countries, days, months, and what opens a sentence."""
    forms = [form for forms in gazetteer.other_forms().values() for form in forms]
    words = " ".join([*_countries(), *forms, _OPENERS])
    return frozenset(fold(word) for word in re.findall(r"[^\W\d_]+", words))


_OPENERS = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July "
    "August September October November December Uygur Uyghur Tibetan Kazakh Mongolian Yi Dai Han Hui "
    "A An The I He She It We They You This That These Those There Here In On At By For From To Of With After "
    "Before When While If As And But Or So Not No Now Then His Her Their Our My Its What Who How Why Where "
    "Mr Mrs Ms Dr One Some Many Most All Each Every Today Yesterday Last Next Since During Once According"
)


def _called_by_surname(pair: Pair) -> Iterator[Issue]:
    """冷总 and 张女士: nobody of another surname may stand in their place."""
    yield from _known_by_surname_alone(pair)
    callings = list(_CALLING.finditer(pair.source))
    if not callings:
        return
    spoken = _spoken(pair.source)
    for found in _ADDRESSED.finditer(pair.target):
        name = fold(found[1])
        if name in spoken or name not in _pinyin_surnames():
            continue
        said = callings[0][0]
        family = pinyin.person(next(char for char in said if char in pinyin.surnames()))
        message = f"{said} is {family} by surname; the English says {found[0]}"
        yield Issue("names", "error", message, source=said, target=found[0])
        return


def _known_by_surname_alone(pair: Pair) -> Iterator[Issue]:
    """李某: the English may leave the surname out, and may not have another in its place."""
    somebody = dict.fromkeys(_SOMEBODY.findall(pair.source))
    if not somebody:
        return
    words = {fold(word): word for word in capitalised(pair.target)}
    spoken = _spoken(pair.source)
    others = (words.keys() & _pinyin_surnames()) - _no_names() - spoken
    for family in somebody:
        right = {fold(reading) for reading in pinyin.surname_readings(family)}
        if others and not right & words.keys():
            said = words[min(others)]
            message = f"{family}某 is {pinyin.person(family)} by surname; the English says {said}"
            yield Issue("names", "error", message, source=f"{family}某", target=said)
            return


_SOMEBODY = re.compile(
    f"({'|'.join(name for name, (tier, _) in pinyin.surnames().items() if tier == 'common' and len(name) == 1 and name != '区')})某"
)
_CALLING = re.compile(
    f"(?:(?:{'|'.join(sorted(pinyin.surnames(), key=len, reverse=True))})"
    "(?:女士|先生|小姐|老师|师傅|大[爷妈娘叔伯哥姐嫂]|阿姨|奶奶|爷爷|同志|教授|医生|主任|书记|总(?![书统理计是的和量])|局(?=[说介表称和，、]))"
    f"|(?:老|小|阿)(?:{'|'.join(name for name, (tier, _) in pinyin.surnames().items() if tier == 'common')})(?=[说介表告笑和，]))"
)
_ADDRESSED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Uncle|Aunt|Auntie|Grandma|Grandpa|Granny|Old|Lao|Xiao|Teacher|Master|"
    r"Director|Manager|President|Comrade)\.?\s([A-Z][a-zü]+)\b(?!\s[A-Z])"
)


@cache
def _pinyin_surnames() -> frozenset[str]:
    """Every surname as it is spelt, folded."""
    return frozenset(fold(pinyin.person(name)) for name in pinyin.surnames())


@cache
def _countries() -> dict[str, list[str]]:
    """Chinese names of each country, by its English one."""
    found: dict[str, list[str]] = {}
    for zh, en, kind, _ in gazetteer.listed():
        if kind == "country":
            found.setdefault(en, []).append(zh)
    return found


@cache
def _provinces() -> frozenset[str]:
    """English names of provinces and the like: none stands in a person's place."""
    kinds = ("province", "region", "municipality")
    return frozenset(en.split()[0] for _, en, kind, _ in gazetteer.listed() if kind in kinds)


@cache
def _english_places() -> frozenset[str]:
    """First words of English names that look like pinyin and are none: China, Canada, Panama."""
    return frozenset(
        en.split()[0] for _, en, kind, _ in gazetteer.listed() if kind in ("country", "abroad")
    )
