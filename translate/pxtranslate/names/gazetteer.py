"""Places: is this text the name of a place, what is it in English, and which places does a text name?

Names come from our own table of well-known ones, from CC-CEDICT and from GeoNames (data/LICENSES.md);
a place nobody lists is spelt in pinyin with its ending translated (老关镇 → "Laoguan Town"), and said
to be less sure. It knows nothing of persons or organisations.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pxtranslate.names import pinyin, transcription, words
from pxtranslate.names.mention import Mention
from pxtranslate.names.tables import rows

LINES = {
    "高速铁路": "high-speed railway", "高铁": "high-speed railway", "客运专线": "passenger railway",
    "城际铁路": "intercity railway", "城际": "intercity railway", "铁路": "Railway", "公路": "Highway",
    "高速公路": "Expressway", "高速": "Expressway",
}  # fmt: skip
"""What joins places, as it ends in Chinese: 京张高铁."""
WELL_KNOWN = frozenset(
    ("country", "capital", "province", "municipality", "region", "water", "abroad")
)
# Without its ending a county's name is often a word or a part of another name.
BARE_CERTAINTY = {"county": 0.55, "district": 0.55, "banner": 0.55, "town": 0.5}
BEHIND_ITS_PROVINCE = 0.8
LINKS = "在于和与及从到向对将的"
"""What stands beside a name and is no part of it, though a table of names abroad holds it somewhere."""
SAID = "说称也就都还又等曾已正是为有会能要把被让由以给据这那该其之内外里上下前后时中人市省州区县国方队军籍式版城"
"""What follows a name often enough, though it stands in transcriptions too."""
SURNAMES_AND_WORDS = "向和于连应时查全区方包安成都边单原后路江经过华美中东南北西高大国家金管通常左右游水黄红白沙河石关海贺解危洪"
"""Surnames that stand before a place as words: 经|长江, 过|黄河."""
NUMERALS = "一二三四五六七八九十百千万两"
# What may follow a place though the segmenter cuts elsewhere: 萍乡市|委, 萍乡市|政府, 弥勒市|虹溪镇.
GOES_ON = re.compile(
    r"委|政府|政协|人大|人民|纪委|监委|直|[\u3400-\u9fff]{2,3}(?:街道|社区|[镇乡村])"
)
LONGEST = 16
# What kinds of stem an ending may stand after; other endings take what 镇 takes.
TAKES = {
    "省": ("province",),
    "市": (
        "municipality",
        "capital",
        "city",
        "prefecture",
        "autonomous",
        "county",
        "district",
        "abroad",
    ),
    "区": ("capital", "city", "prefecture", "autonomous", "county", "district", "abroad"),
    "州": ("autonomous", "city", "country", "abroad"),
    "地区": ("prefecture",),
    "镇": (
        "capital",
        "city",
        "prefecture",
        "district",
        "county",
        "banner",
        "town",
        "league",
        "abroad",
    ),
}
TAKES["县"] = TAKES["区"]
TAKES = {
    ending: kinds if ending in "省州" else (*kinds, "nature") for ending, kinds in TAKES.items()
}
TAKES |= {
    ending: tuple(kind for kind in TAKES["镇"] if kind != "abroad")
    for ending in ("村", "乡", "社区", "街道")
}  # 小山村 is no village of Oyama
# What happens in a place: 在日照举行.
_IS_HELD = re.compile(r"举[行办]|召开|开幕|闭幕|启动|开赛|揭牌|签约|，")
# What a place nobody lists does not hold, nor end with (农村, 小镇, 全县, 水乡).
NOT_IN_STEM = re.compile(
    r"^[省市县区乡镇村]+$|[这那该各每几是在和与及了从到为对由被将把等并也就又还很的]|^[本全某原一二两三最多经赴沿至自往去等以让使]"
    r"|[本全某个老小大新旧古农城乡集街过报副]$"
)
NOT_PLACE = re.compile(r"(?:[水家故老同侨之山下返还思异他源]乡|[山渔]村|[坐重强]镇)$")
AUTONOMY = re.compile(
    r" (?:(?:Zhuang |Hui |Uygur )?(?:Special Administrative|Autonomous) Region|SAR)$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place and its English. `core` is the name alone, `level` the adjective of its bodies."""

    zh: str
    en: str
    core: str
    kind: str
    level: str
    certainty: float
    bare: bool
    """May stand without an ending anywhere; False where the bare name is also an ordinary word."""

    @property
    def well_known(self) -> bool:
        return self.kind in WELL_KNOWN


@lru_cache(maxsize=65536)
def place(zh: str) -> Place | None:
    """Look a name up, with or without its ending; None if it is no place as far as we know.

    An unknown stem of two or three characters with an ending such as 镇 is romanised, certainty 0.6.
    """
    if zh in _table():
        en, kind, bare = _table()[zh]
        if len(zh) == 2 and zh[1] in "县区" and kind in ("county", "district"):
            return _ended(zh, en + pinyin.place(zh[1]).lower(), zh[1], kind, 0.95)
        core = en.replace("-", " ") if kind == "line" else AUTONOMY.sub("", en)
        return Place(zh, en, core, kind, "", BARE_CERTAINTY.get(kind, 0.95), bare)
    if not words.all_han(zh):
        return None
    for size in range(min(5, len(zh) - 1), 0, -1):
        ending, stem = zh[-size:], zh[:-size]
        if ending in _admin() and (found := _composed(zh, stem, ending)):
            return found
    return None


def _composed(zh: str, stem: str, ending: str) -> Place | None:
    """A place as stem and ending: both known, or an ethnic autonomy, or a guess."""
    core, kind, bare = _table().get(stem, ("", "", False))
    if kind and len(stem) > 1 and not _is_word(zh, ending, kind, bare):
        named_alike = kind == "town" and ending == "县" and not words.is_common(stem)
        if kind not in TAKES.get(ending, TAKES["镇"]) and not named_alike:
            return None
        if " " in core or stem[-1] in "县区":  # 西江镇, 古县镇: the stem is spelt, not translated
            spelt = kind in ("county", "district", "nature") or (
                kind == "abroad" and ending not in "市州省"
            )
            core = pinyin.place(stem) if spelt else core
        if ending == "村" and words.is_common(stem):  # 海岛村: any village on an island
            return _ended(zh, core, ending, kind, 0.5)
        return _ended(zh, core, ending, kind, 0.85 if kind == "town" else 0.95)
    if ethnic := _ethnic(stem, ending):
        return ethnic
    guess = float(_admin()[ending][2])
    if not guess or not 2 <= len(stem) <= 3 or NOT_IN_STEM.search(stem):
        return None
    if (
        stem in _nationalities() or stem[-1] == ending or stem[-1] in "市县"
    ):  # 羊排村|村民, 平凉市|社区
        return None
    if NOT_PLACE.search(zh):
        return None
    if words.is_common(zh) or words.is_common(stem) or transcription.likely(stem):
        return None
    return _ended(zh, pinyin.place(stem), ending, "guess", guess)


@lru_cache(maxsize=4096)
def find_places(text: str) -> tuple[Mention, ...]:
    """List the places a text names, in order, none overlapping, longest first at each point."""
    bounds = words.boundaries(text)
    endings = [found.end() for found in _ending_pattern().finditer(text)]
    sizes = _sizes()
    found: list[Mention] = []
    at, after = 0, -1
    while at < len(text) - 1:
        here = None
        if at in bounds or at == after or text.endswith("中共", 0, at):
            ends = [at + size for size in sizes.get(text[at : at + 2], ())]
            ends += [end for end in endings if 2 <= end - at <= LONGEST]
            if ends:
                ends.sort(reverse=True)
                here = _longest(text, at, ends, bounds, chained=at == after)
        if here is None:
            at += 1
            continue
        end = at + len(here.zh)
        sure = here.certainty
        if at == after and here.zh in _table() and _is_province(found[-1].zh):  # 江西婺源
            sure = max(sure, BEHIND_ITS_PROVINCE)
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
        )
        if (
            cut
            and not (zh[-1] in "省市区县旗州镇乡" and GOES_ON.match(text, end))
            and not (chained and zh[-1] in "镇乡村")
        ):
            continue
        known = place(zh)
        if known is None or _opens_a_word(zh[-1], text, end):
            continue
        if zh in _table() and (cut or not (known.bare or _borne_out(text, at, end))):
            continue
        if known.kind == "nature" and text[end : end + 1] == "省":  # 北江省, in Vietnam
            continue
        if known.kind == "abroad" and len(zh) < 4 and _amid_foreign(text, at, end):
            continue
        if len(zh) == 2 and _inside_another_name(text, at, end, known.kind):
            continue
        if known.kind == "guess" and not chained and not _alone(text, at, zh, bounds):
            continue
        return known
    return None


def _opens_a_word(ending: str, text: str, end: int) -> bool:
    """Is the ending the first character of the next word: 和美|乡村, 东坝镇|村民?"""
    return {"乡": "村", "村": "民"}.get(ending) == text[end : end + 1]


def _county_follows(text: str, start: int) -> bool:
    """Does a listed county or city begin here: 山西|吉县, which the segmenter cuts 山|西吉县?"""
    ends = (end for end in range(start + 2, start + 5) if text[end - 1 : end] in ("县", "市", "区"))
    return any(not {text[start:end], text[start : end - 1]}.isdisjoint(_table()) for end in ends)


def _city_follows(text: str, start: int, province: str) -> bool:
    """Does a city of this province begin here: 山西|大同, one word of the segmenter's?"""
    return province in (_provinces().get(text[start : start + size]) for size in (2, 3))


def _is_province(zh: str) -> bool:
    return zh in _table() and _table()[zh][1] in ("province", "region", "municipality")


def _is_city(zh: str) -> bool:
    return zh in _table() and _table()[zh][1] in ("capital", "city", "prefecture")


@cache
def _sizes() -> dict[str, tuple[int, ...]]:
    """How long the names are that open with these two characters."""
    sizes: dict[str, set[int]] = {}
    for zh in _table():
        sizes.setdefault(zh[:2], set()).add(len(zh))
    return {first: tuple(found) for first, found in sizes.items()}


@cache
def _ending_pattern() -> re.Pattern[str]:
    """The last characters of the administrative endings."""
    return re.compile("[" + "".join(sorted({ending[-1] for ending in _admin()})) + "]")


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
        return _goes_on_foreign(after, 1.4) or (surname and before not in SURNAMES_AND_WORDS)
    return False


def _goes_on_foreign(beside: str, odds: float) -> bool:
    return (
        words.all_han(beside) and beside not in LINKS + SAID and transcription.odds(beside) >= odds
    )


def _is_alone(text: str, at: int) -> bool:
    """Does the segmenter make nothing of the character here but a word of its own?"""
    return (at, at + 1) in {(start, end) for start, end, _ in words.tokens(text)}


def _borne_out(text: str, at: int, end: int) -> bool:
    """Is a word (日照, 开封) a city here: behind its province, or where nothing but a place stands?"""
    province = _provinces().get(text[at:end], "")
    return province != "" and (
        text.endswith((province, f"{province}省", f"{province}省的"), 0, at)
        or text.endswith(("位于", "地处", "抵达", "落户"), 0, at)
        or (text.endswith("在", 0, at) and _IS_HELD.match(text, end) is not None)
        or (text.endswith("从", 0, at) and text.startswith("获悉", end))
    )


def _is_word(zh: str, ending: str, kind: str, bare: bool) -> bool:
    """Is a name with its ending an ordinary word (大城市, 文化区)?

    The segmenter's dictionary has cities, too (保定市), and tags them as other words; what it says
    counts only where the ending is not the place's own.
    """
    if ending == "市" and kind in ("city", "prefecture", "autonomous"):
        return False
    if bare and ending in "市区县" and kind in ("county", "district", "city", "prefecture"):
        return words.is_listed(zh)
    return words.is_common(zh)


def _alone(text: str, at: int, zh: str, bounds: frozenset[int]) -> bool:
    """Does the segmenter cut the guess out whole, or as stem and ending?"""
    inner = [i for i in range(at + 1, at + len(zh)) if i in bounds]
    ending = next(len(zh) - n for n in (5, 3, 2, 1) if zh[-n:] in _admin())
    return float(_admin()[zh[ending:]][2]) > 0.5 and (not inner or inner == [at + ending])


def _ended(zh: str, core: str, ending: str, kind: str, certainty: float) -> Place:
    en, level, _ = _admin()[ending]
    if kind == "municipality" and ending == "市":
        return Place(zh, core, core, kind, level, certainty, True)
    if kind == "abroad" and ending in ("市", "州", "省"):
        return Place(zh, core, core, kind, level, certainty, True)
    kind = kind if ending in ("省", "市") else "area" if kind in WELL_KNOWN else kind
    return Place(zh, f"{core} {en}", core, kind, level, certainty, True)


def _ethnic(stem: str, ending: str) -> Place | None:
    """恩施土家族苗族 + 自治州 → "Enshi Tujia and Miao Autonomous Prefecture"."""
    if ending not in ("自治州", "自治县", "自治旗", "乡"):
        return None
    peoples, zh = _nationalities(), stem + ending
    names: list[str] = []
    while found := next((n for n in peoples if stem.endswith(n) and len(stem) - len(n) >= 2), None):
        stem = stem.removesuffix(found)
        names.insert(0, peoples[found])
    if not names or (stem not in _table() and not 2 <= len(stem) <= 3):
        return None
    core, certainty = (_table()[stem][0], 0.9) if stem in _table() else (pinyin.place(stem), 0.8)
    en, level, _ = _admin()[ending]
    which = " and ".join(names) if len(names) < 3 else ", ".join(names[:-1]) + f" and {names[-1]}"
    title = f"{core} {which} {'Ethnic ' if ending == '乡' else ''}{en}"
    return Place(zh, title, core, "prefecture", level, certainty, True)


@cache
def other_forms() -> dict[str, tuple[str, ...]]:
    """What English says for a country besides its name: Dutch, London; by the name."""
    return {en: tuple(forms.split("|")) for en, forms in rows("demonyms.tsv")}


def is_abroad(zh: str) -> bool:
    """Is the bare name a listed place outside China (加沙, but not 中方, a county)?"""
    return zh in _table() and _table()[zh][1] in ("country", "abroad")


def listed() -> Iterator[tuple[str, str, str, bool]]:
    """Every listed place: Chinese, English, kind, and whether it may stand without an ending."""
    for zh, (en, kind, bare) in _table().items():
        yield zh, en, kind, bare


@cache
def _table() -> dict[str, tuple[str, str, bool]]:
    table: dict[str, tuple[str, str, bool]] = {}
    for name in ("places_main.tsv", "nature.tsv", "places_cedict.tsv", "places_geonames.tsv"):
        for zh, en, kind, bare in rows(name):
            numeral = zh[0] in NUMERALS and kind in ("county", "district")  # “三水” 统筹, 五华
            table.setdefault(zh, (en, kind, bare == "+" and not numeral))
    lines = {
        zh + ending: (f"{en} {what}", "line", True)
        for zh, en in rows("lines.tsv")
        for ending, what in LINES.items()
    }
    return lines | table


@cache
def _provinces() -> dict[str, str]:
    """The cities whose names are words, with the province that bears them out."""
    return {zh: bare for zh, _, _, bare in rows("places_main.tsv") if bare not in "+-"}


@cache
def _admin() -> dict[str, tuple[str, str, str]]:
    return {zh: (en, level, guess) for zh, en, level, guess in rows("admin.tsv")}


@cache
def _nationalities() -> dict[str, str]:
    return dict(line.split(" ", 1) for (line,) in rows("nationalities.txt"))
