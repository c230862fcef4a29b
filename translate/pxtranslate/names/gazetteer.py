"""Places: is this text the name of a place, and what is it in English?

Names come from our own table of well-known ones, from CC-CEDICT and from GeoNames (data/LICENSES.md);
a place nobody lists is spelt in pinyin with its ending translated (老关镇 → "Laoguan Town"), and said
to be less sure. It knows nothing of persons or organisations.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pxtranslate.names import pinyin, transcription, words
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
NUMERALS = "一二三四五六七八九十百千万两"
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
    if zh in table():
        en, kind, bare = table()[zh]
        if len(zh) == 2 and zh[1] in "县区" and kind in ("county", "district"):
            return _ended(zh, en + pinyin.place(zh[1]).lower(), zh[1], kind, 0.95)
        core = en.replace("-", " ") if kind == "line" else AUTONOMY.sub("", en)
        return Place(zh, en, core, kind, "", BARE_CERTAINTY.get(kind, 0.95), bare)
    if not words.all_han(zh):
        return None
    for size in range(min(5, len(zh) - 1), 0, -1):
        ending, stem = zh[-size:], zh[:-size]
        if ending in endings() and (found := _composed(zh, stem, ending)):
            return found
    return None


def _composed(zh: str, stem: str, ending: str) -> Place | None:
    """A place as stem and ending: both known, or an ethnic autonomy, or a guess."""
    core, kind, bare = table().get(stem, ("", "", False))
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
    guess = float(endings()[ending][2])
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


def _ended(zh: str, core: str, ending: str, kind: str, certainty: float) -> Place:
    en, level, _ = endings()[ending]
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
    if not names or (stem not in table() and not 2 <= len(stem) <= 3):
        return None
    core, certainty = (table()[stem][0], 0.9) if stem in table() else (pinyin.place(stem), 0.8)
    en, level, _ = endings()[ending]
    which = " and ".join(names) if len(names) < 3 else ", ".join(names[:-1]) + f" and {names[-1]}"
    title = f"{core} {which} {'Ethnic ' if ending == '乡' else ''}{en}"
    return Place(zh, title, core, "prefecture", level, certainty, True)


@cache
def other_forms() -> dict[str, tuple[str, ...]]:
    """What English says for a country besides its name: Dutch, London; by the name."""
    return {en: tuple(forms.split("|")) for en, forms in rows("demonyms.tsv")}


def is_abroad(zh: str) -> bool:
    """Is the bare name a listed place outside China (加沙, but not 中方, a county)?"""
    return zh in table() and table()[zh][1] in ("country", "abroad")


def listed() -> Iterator[tuple[str, str, str, bool]]:
    """Every listed place: Chinese, English, kind, and whether it may stand without an ending."""
    for zh, (en, kind, bare) in table().items():
        yield zh, en, kind, bare


@cache
def table() -> dict[str, tuple[str, str, bool]]:
    """Every listed name: English, kind, and whether it may stand without an ending."""
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
def word_cities() -> dict[str, str]:
    """The cities whose names are words, with the province that bears them out."""
    return {zh: bare for zh, _, _, bare in rows("places_main.tsv") if bare not in "+-"}


@cache
def endings() -> dict[str, tuple[str, str, str]]:
    """The endings of places: English, the adjective of their bodies, how sure a guess before them is."""
    return {zh: (en, level, guess) for zh, en, level, guess in rows("admin.tsv")}


@cache
def _nationalities() -> dict[str, str]:
    return dict(line.split(" ", 1) for (line,) in rows("nationalities.txt"))
