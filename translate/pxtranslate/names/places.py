"""Which places does a text name, and where?

What a name is, `gazetteer` knows; here is told whether it stands in this text as a name: at the border of
words, no part of a longer or foreign name, and where its name is also a word, borne out by what stands
beside it. Knows nothing of persons or organisations.
"""

import re
from functools import cache, lru_cache

from pxtranslate.names import pinyin, transcription, words
from pxtranslate.names.gazetteer import Place, endings, place, table, word_cities
from pxtranslate.names.mention import Mention

_BEHIND_ITS_PROVINCE = 0.8
_LINKS = "在于和与及从到向对将的"
"""What stands beside a name and is no part of it, though a table of names abroad holds it somewhere."""
SAID = "说称也就都还又等曾已正是为有会能要把被让由以给据这那该其之内外里上下前后时中人市省州区县国方队军籍式版城"
"""What follows a name often enough, though it stands in transcriptions too."""
_SURNAMES_AND_WORDS = "向和于连应时查全区方包安成都边单原后路江经过华美中东南北西高大国家金管通常左右游水黄红白沙河石关海贺解危洪"
"""Surnames that stand before a place as words: 经|长江, 过|黄河."""
# What may follow a place though the segmenter cuts elsewhere: 萍乡市|委, 萍乡市|政府, 弥勒市|虹溪镇.
_GOES_ON = re.compile(
    r"委|政府|政协|人大|人民|纪委|监委|直|[\u3400-\u9fff]{2,3}(?:街道|社区|[镇乡村])"
)
_DATE = re.compile(r"\d[年月日]")
"""3日|立春 is no Hitachi."""
_LONGEST = 16
# What happens in a place: 在日照举行.
_IS_HELD = re.compile(r"举[行办]|召开|开幕|闭幕|启动|开赛|揭牌|签约|，")


@lru_cache(maxsize=4096)
def find_places(text: str) -> tuple[Mention, ...]:
    """List the places a text names, in order, none overlapping, longest first at each point."""
    bounds = words.boundaries(text)
    stops = [found.end() for found in _ending_pattern().finditer(text)]
    sizes = _sizes()
    found: list[Mention] = []
    at, after = 0, -1
    while at < len(text) - 1:
        here = None
        if _DATE.match(text, at - 1):
            at += 1
        if at in bounds or at == after or text.endswith("中共", 0, at):
            ends = [at + size for size in sizes.get(text[at : at + 2], ())]
            ends += [end for end in stops if 2 <= end - at <= _LONGEST]
            if ends:
                ends.sort(reverse=True)
                here = _longest(text, at, ends, bounds, chained=at == after)
        if here is None:
            at += 1
            continue
        end = at + len(here.zh)
        sure = here.certainty
        if at == after and here.zh in table() and _is_province(found[-1].zh):  # 江西婺源
            sure = max(sure, _BEHIND_ITS_PROVINCE)
        found.append(Mention(here.zh, here.en, "place", at, end, sure, here.well_known))
        at = after = end
    return tuple(found)


def _longest(
    text: str, at: int, ends: list[int], bounds: frozenset[int], *, chained: bool
) -> Place | None:
    """The longest place that starts here and ends where a word ends.

    A guess (unknown stem) is believed only right after another place (湘东区崇源村), or where the
    segmenter sees its stem as one unknown word.
    """
    for end in ends:
        zh = text[at:end]
        cut = end not in bounds and not (
            (_is_province(zh) and _city_follows(text, end, zh))
            or ((_is_province(zh) or _is_city(zh)) and _county_follows(text, end))
            or (_is_province(zh) and text.startswith("籍", end))
        )
        if (
            cut
            and not (zh[-1] in "省市区县旗州镇乡" and _GOES_ON.match(text, end))
            and not (chained and zh[-1] in "镇乡村")
        ):
            continue
        known = place(zh)
        if known is None or _opens_a_word(zh[-1], text, end):
            continue
        if zh in table() and (cut or not (known.bare or _borne_out(text, at, end))):
            continue
        if known.kind == "nature" and text[end : end + 1] == "省":  # 北江省, in Vietnam
            continue
        if known.kind == "abroad" and len(zh) < 4 and _amid_foreign(text, at, end):
            continue
        if len(zh) == 2 and _inside_another_name(text, at, end, known.kind):
            continue
        if known.kind == "guess" and not chained and not _alone(at, zh, bounds):
            continue
        return known
    return None


def _opens_a_word(ending: str, text: str, end: int) -> bool:
    """Is the ending the first character of the next word: 和美|乡村, 东坝镇|村民?"""
    return {"乡": "村", "村": "民"}.get(ending) == text[end : end + 1]


def _county_follows(text: str, start: int) -> bool:
    """Does a listed county or city begin here: 山西|吉县, which the segmenter cuts 山|西吉县?"""
    ends = (end for end in range(start + 2, start + 5) if text[end - 1 : end] in ("县", "市", "区"))
    return any(not {text[start:end], text[start : end - 1]}.isdisjoint(table()) for end in ends)


def _city_follows(text: str, start: int, province: str) -> bool:
    """Does a city of this province begin here: 山西|大同, one word of the segmenter's?"""
    return province in (word_cities().get(text[start : start + size]) for size in (2, 3))


def _is_province(zh: str) -> bool:
    return zh in table() and table()[zh][1] in ("province", "region", "municipality")


def _is_city(zh: str) -> bool:
    return zh in table() and table()[zh][1] in ("capital", "city", "prefecture")


@cache
def _ending_pattern() -> re.Pattern[str]:
    """The last characters of the administrative endings."""
    return re.compile("[" + "".join(sorted({ending[-1] for ending in endings()})) + "]")


@cache
def _sizes() -> dict[str, tuple[int, ...]]:
    """How long the names are that open with these two characters."""
    sizes: dict[str, set[int]] = {}
    for zh in table():
        sizes.setdefault(zh[:2], set()).add(len(zh))
    return {first: tuple(found) for first, found in sizes.items()}


def _amid_foreign(text: str, start: int, end: int) -> bool:
    """Do the characters beside it carry a transcription on (普拉|迪, 维尔|梅斯, 萨里|奇)?"""
    if text[end : end + 1] in tuple("·•・‧"):  # 安东·瓦伊诺
        return True
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return _goes_on_foreign(before, 1.2) or _goes_on_foreign(
        after, 0.0 if _is_alone(text, end) and end - start == 2 else 1.2
    )


def _inside_another_name(text: str, at: int, end: int, kind: str) -> bool:
    """Is what stands beside it a lone sound of foreign names (瓦|莱州, 阿|巴西, 马里|尼) or a surname (柴|长江)?"""
    before = text[at - 1] if at and _is_alone(text, at - 1) else ""
    if before == "阿" or _goes_on_foreign(before, 1.5):
        return True
    if kind in ("country", "abroad", "water", "nature"):
        after = text[end : end + 1] if _is_alone(text, end) else ""
        surname = pinyin.surnames().get(before, ("rare", ""))[0] == "common"
        return _goes_on_foreign(after, 1.4) or (surname and before not in _SURNAMES_AND_WORDS)
    return False


def _goes_on_foreign(beside: str, odds: float) -> bool:
    return (
        words.all_han(beside) and beside not in _LINKS + SAID and transcription.odds(beside) >= odds
    )


def _is_alone(text: str, at: int) -> bool:
    """Does the segmenter make nothing of the character here but a word of its own?"""
    return (at, at + 1) in {(start, end) for start, end, _ in words.tokens(text)}


def _borne_out(text: str, at: int, end: int) -> bool:
    """Is a word (日照, 开封) a city here: behind its province, or where nothing but a place stands?"""
    province = word_cities().get(text[at:end], "")
    return province != "" and (
        text.endswith((province, f"{province}省", f"{province}省的"), 0, at)
        or text.endswith(("位于", "地处", "抵达", "落户"), 0, at)
        or (text.endswith("在", 0, at) and _IS_HELD.match(text, end) is not None)
        or (text.endswith("从", 0, at) and text.startswith("获悉", end))
    )


def _alone(at: int, zh: str, bounds: frozenset[int]) -> bool:
    """Does the segmenter cut the guess out whole, or as stem and ending?"""
    inner = [i for i in range(at + 1, at + len(zh)) if i in bounds]
    ending = next(len(zh) - n for n in (5, 3, 2, 1) if zh[-n:] in endings())
    return float(endings()[zh[ending:]][2]) > 0.5 and (not inner or inner == [at + ending])
