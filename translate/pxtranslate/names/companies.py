"""Firms and cooperatives: place + brand + trade + form, each part put into English.

江西 + 浩然 + 智能科技 + 有限公司 → "Jiangxi Haoran Intelligent Technology Co., Ltd." The brand is
pinyin: a firm's own English name cannot be known from its Chinese one, so certainty stays at 0.7.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from pxtranslate.names import gazetteer, pinyin, words
from pxtranslate.names.mention import Mention
from pxtranslate.names.tables import rows

FORMS = {
    "集团股份有限公司": "Group Co., Ltd.",
    "集团有限责任公司": "Group Co., Ltd.",
    "集团有限公司": "Group Co., Ltd.",
    "股份有限公司": "Co., Ltd.",
    "有限责任公司": "Co., Ltd.",
    "有限公司": "Co., Ltd.",
    "农民专业合作社": "Farmers' Cooperative",
    "专业合作社": "Specialized Cooperative",
    "律师事务所": "Law Firm",
    "集团": "Group",
}
FORM = re.compile("|".join(FORMS))
INNER_PLACE = re.compile(r"（([\u3400-\u9fff]{2,4})）$")
NOT_BRAND = frozenset("的在和与及、由对从到为向被将把等是有了原该本各某")
BRAND = 4


def find_companies(text: str, before: Iterable[Mention]) -> Iterator[Mention]:
    """Yield the firms a text names. `before` are the places and bodies found in it already."""
    starts = {mention.end: mention for mention in before}
    for form in FORM.finditer(text):
        at, inner = form.start(), ""
        if found := INNER_PLACE.search(text, 0, at):
            where = gazetteer.place(found[1])
            if where is None:
                continue
            at, inner = found.start(), f"({where.core})"
        trade_start, trades = _trades(text, at)
        place, brand_start = _brand(text, trade_start, starts)
        brand = text[brand_start:trade_start]
        if (not brand and not (place and trades)) or (form[0] == "集团" and not (trades and place)):
            continue
        parts = [place.en if place and place.sort == "place" else "", brand and pinyin.place(brand)]
        en = " ".join(part for part in (*parts, *trades, inner, FORMS[form[0]]) if part)
        start = place.start if place and place.sort == "place" else brand_start
        if place and place.sort == "place" and (known := gazetteer.place(place.zh)):
            en = en.replace(place.en, known.core, 1)
        zh = text[start : form.end()]
        if brand.startswith(("中国", "中华")) or brand.endswith("局"):
            continue  # a national firm has an English name of its own
        certainty = 0.7 if place or _opens(text, start) else 0.5
        yield Mention(zh, en, "organisation", start, form.end(), certainty)


def _trades(text: str, end: int) -> tuple[int, list[str]]:
    """The words of trade that end at `end`, longest first, and where they start."""
    found: list[str] = []
    while True:
        for size in range(min(8, end), 1, -1):
            if (en := _words().get(text[end - size : end])) is not None:
                found.insert(0, en)
                end -= size
                break
        else:
            return end, found


def _brand(text: str, end: int, starts: dict[int, Mention]) -> tuple[Mention | None, int]:
    """Where the brand before `end` starts, and the place or body right before it, if any.

    After a place, all up to four characters are the brand; elsewhere it is what the segmenter does
    not know as ordinary words.
    """
    if end in starts:
        return starts[end], end
    for size in range(2, BRAND + 1):
        where = starts.get(end - size)
        # 江西|紫金江发: a bare county name inside what may be the brand is not the firm's place.
        if where and where.certainty >= 0.8 and not set(text[end - size : end]) & NOT_BRAND:
            return where, end - size
    bounds, at = words.boundaries(text), end
    while at > 0:
        left = max((b for b in bounds if b < at), default=0)
        word = text[left:at]
        if not words.has_han(word) or set(word) & NOT_BRAND or end - left > BRAND:
            break
        if len(word) > 1 and words.is_common(word):
            break
        at = left
    return None, at if end - at > 1 else end


def _opens(text: str, at: int) -> bool:
    """Can a name start here: after a mark, a particle, a preposition, a verb, not inside a name?"""
    before = next((tag for _, end, tag in words.tagged(text) if end == at), "x")
    return before[0] in "xupcvfrdq"


@cache
def _words() -> dict[str, str]:
    return {zh: en for zh, en in rows("company_words.tsv")}  # noqa: C416 - dict() loses the pair type
