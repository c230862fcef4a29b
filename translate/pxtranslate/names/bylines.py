"""Bylines by rule: who wrote it, took the picture, edited it, and where it came from.

A byline is translated only if every character of it is understood; otherwise the answer is None and
the model may try. It knows nothing of articles: finding the byline paragraph is the caller's work.
"""

import re
from dataclasses import dataclass, field
from functools import cache

from pxtranslate.names import gazetteer, pinyin, words
from pxtranslate.names.tables import rows
from pxtranslate.script import see

ACTS = {
    "摄影报道": "Story and photos by", "图文报道": "Story and photos by", "文/图": "Text and photos by",
    "图/文": "Text and photos by", "文图": "Text and photos by", "图文": "Text and photos by",
    "摄影": "Photo by", "摄": "Photo by", "/摄": "Photo by", "/图": "Photo by", "/文": "By",
    "供图": "Photo courtesy of", "制图": "Graphics by", "绘": "Drawing by", "整理": "Compiled by",
    "编译": "Translated and edited by", "采写": "By", "撰稿": "By", "报道": "By",
}  # fmt: skip
LONGEST = 60
"""Characters; a byline with eight names and offices is shorter."""
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
BRACKETS = {"（": "）", "(": ")", "【": "】", "[": "]"}
NOT_GIVEN = re.compile(r"女士|先生|师傅|老师|同志|小姐|^某|[某总工爷奶姨叔伯哥姐嫂妈]$")
NOT_NAMES = frozenset(
    [
        "高清",
        "组图",
        "全文",
        "简讯",
        "党建",
        "时评",
        "成语",
        "常态",
        "文娱",
        "文旅",
        "毛利",
        "应急",
        "连线",
        "钟声",
        "金句",
    ]
)
SOURCE = re.compile(
    r"(?:(?:新闻|稿件|图片|文章|信息|消息)?来源|据|转自|原载|摘自)[:：]?\s*《?(.{2,12}?)》?(?:[电讯]|消息|报道)?"
)
DATELINE = re.compile(r"(新华社|中新社|中新网|本报)([\u3400-\u9fff]{2,6}?)(\d+)月(\d+)日(?:[电讯])")
LOCAL_MEDIA = {"日报": "Daily", "晚报": "Evening News", "早报": "Morning Post", "都市报": "Metropolis Daily",
               "商报": "Business News", "青年报": "Youth Daily", "电视台": "TV Station",
               "广播电视台": "Radio and Television Station", "新闻网": "News"}  # fmt: skip


@dataclass(slots=True)
class _Credit:
    role: str = ""
    style: str = "by"
    names: list[str] = field(default_factory=list)
    act: str = ""


def english(zh_text: str) -> str | None:
    """Translate a whole byline: （何凯摄） → "(Photo by He Kai)"; None if unsure of any part."""
    text = see(zh_text).text.strip()
    close = BRACKETS.get(text[:1])
    if close and text.endswith(close) and close not in text[1:-1]:
        inside = _line(text[1:-1].strip())
        return f"({inside})" if inside else None
    return _line(text)


def people(zh_text: str) -> list[str]:
    """List the Chinese names credited in a text, in order: in the whole of it, or at its end.

    The end is a last bracket, or what follows the last full stop.
    """
    text = see(zh_text).text.strip()
    tail = re.search(r"[（(]([^（）()]*)[）)]$", text)
    for part in (tail[1] if tail else text, re.split(r"[。！？”]", text)[-1]):
        if len(part) > LONGEST:
            continue
        credits = _parse(part.strip(), credited=bool(tail))
        if credits:
            return [name for credit in credits for name in credit.names]
    return []


def is_person(zh: str, *, sure: bool) -> bool:
    """Can this be a Chinese person's full name? Without `sure` the surname must be a common one.

    Where nothing else says "person", a word of the dictionary (安徽, 高原) is not taken for a name.
    """
    if not re.fullmatch(r"[\u3400-\u9fff]{2,5}", zh) or NOT_GIVEN.search(zh[1:]):
        return False
    family, given = pinyin.split_person(zh)
    if not family or not 1 <= len(given) <= 2:
        return False
    tier = pinyin.surnames().get(family, ("common", ""))[0]
    if words.is_common(zh) or zh in NOT_NAMES or (not sure and gazetteer.place(zh) is not None):
        return False
    return sure or tier != "rare" or len(zh) == 3


def _line(text: str) -> str | None:
    if found := SOURCE.fullmatch(text):
        name = medium(found[1])
        return f"Source: {name}" if name else None
    dateline, rest = "", text
    if found := DATELINE.match(text):
        where = gazetteer.place(found[2])
        if where is None or where.certainty < 0.9 or not 1 <= int(found[3]) <= 12:
            return None
        agency = "Staff report" if found[1] == "本报" else medium(found[1])
        dateline = f"{agency}, {where.en}, {MONTHS[int(found[3]) - 1]} {int(found[4])}"
        rest = text[found.end() :]
    elif text.startswith("本报讯"):
        dateline, rest = "Staff report", text[3:]
    elif found := re.match(r"(新华社|中新社)[发供]?(?=（|$)", text):
        dateline, rest = medium(found[1]) or "", text[found.end() :]
    if dateline:
        if not rest.strip():
            return dateline
        inner = re.fullmatch(r"\s*[（(](.+)[）)]\s*", rest)
        credits = _parse(inner[1], credited=True) if inner else None
        return f"{dateline} ({_render(credits)})" if credits else None
    credits = _parse(text, credited=True)
    return _render(credits) if credits else None


def medium(zh: str) -> str | None:
    """English name of a newspaper, agency or station: known, or a known place with 日报 and so on."""
    if zh in _media():
        return _media()[zh]
    for ending, en in sorted(LOCAL_MEDIA.items(), key=lambda item: -len(item[0])):
        if zh.endswith(ending) and (where := gazetteer.place(zh.removesuffix(ending))):
            return f"{where.core} {en}" if where.certainty >= 0.9 else None
    return None


def _parse(text: str, *, credited: bool) -> list[_Credit] | None:
    """Read credits; None if anything in the text is left over. `credited`: it is known to be a byline."""
    credits: list[_Credit] = []
    tokens = [t for t in re.split(r"[\s\u3000、，,；;|｜&]+", text) if t]
    sure = bool(_role_pattern().match(text)) or any(text.endswith(act) for act in ACTS)
    single = ""
    for token in tokens:
        while found := _role_pattern().match(token):
            credits.append(_Credit(*_roles()[found[1] or found[2] or found[3]]))
            token = token[found.end() :]
        if not token:
            continue
        act = next((a for a in ACTS if token.endswith(a)), "")
        name = single + token.removesuffix(act)
        single = ""
        if not credits or (credits[-1].act and credits[-1].names and name):
            credits.append(_Credit())
        if name and not is_person(name, sure=sure):
            if len(name) == 1 and name in pinyin.surnames() and not act:
                single = name
                continue
            return None
        if name:
            credits[-1].names.append(name)
        if act:
            for credit in credits:
                credit.act = credit.act or act
    if single or not credits or any(not credit.names for credit in credits):
        return None
    plain = not any(credit.role or credit.act for credit in credits)
    if plain and not credited and len(tokens) == 1 and len(text) != 3:
        return None
    return credits


def _render(credits: list[_Credit]) -> str:
    parts: list[str] = []
    at = 0
    while at < len(credits):
        credit = credits[at]
        names = [pinyin.person(name) for name in credit.names]
        if credit.style == "label":
            parts.append(f"{credit.role}: {', '.join(names)}")
            at += 1
            continue
        group = [credit]
        while at + len(group) < len(credits):
            other = credits[at + len(group)]
            if other.style != "by" or other.act != credit.act:
                break
            group.append(other)
        at += len(group)
        if len(group) == 1 and not credit.role and not credit.act:
            parts.append(", ".join(names))
            continue
        parts.append(f"{ACTS.get(credit.act, 'By')} {_and([_who(c) for c in group])}")
    return "; ".join(parts)


def _who(credit: _Credit) -> str:
    names = _and([pinyin.person(name) for name in credit.names])
    if not credit.role:
        return names
    return f"{credit.role}{'s' if len(credit.names) > 1 else ''} {names}"


def _and(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


@cache
def _media() -> dict[str, str]:
    return {zh: en for zh, en in rows("media.tsv")}  # noqa: C416 - dict() loses the pair type


@cache
def _roles() -> dict[str, tuple[str, str]]:
    return {zh: (en, style) for zh, en, style in rows("roles.tsv")}


@cache
def _role_pattern() -> re.Pattern[str]:
    """A role at the start of a token; a one-character one (文, 图) only before a slash or colon."""
    ordered = sorted(_roles(), key=len, reverse=True)
    long = "|".join(r for r in ordered if len(r) > 1 and "/" not in r)
    short = "|".join(r for r in ordered if len(r) == 1)
    return re.compile(rf"({long})[:：/]?|(文/图|图/文)[:：]|(?!文/图|图/文)({short})[:：/]")
