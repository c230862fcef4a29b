"""Firms and cooperatives: place + brand + trade + form, each part put into English.

江西 + 浩然 + 智能科技 + 有限公司 → "Jiangxi Haoran Intelligent Technology Co., Ltd." The brand is
pinyin: a firm's own English name cannot be known from its Chinese one, so certainty stays at 0.7.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from pxtranslate.names import gazetteer, pinyin, transcription, words
from pxtranslate.names.mention import Mention
from pxtranslate.names.tables import rows
from pxtranslate.text import has_han

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
    "公司": "Company",
}
FORM = re.compile("|".join(FORMS))
PLAIN = 0.65
"""A firm without a legal form (昱鑫钢铁公司): its words of trade may describe it, not name it."""
INNER_PLACE = re.compile(r"（([\u3400-\u9fff]{2,4})）$")
NOT_BRAND = frozenset("的在和与及、由对从到为向被将把等是有了原该本各某")
BRAND = 4
NO_WORD = frozenset(("g", "nr", "ns", "nz"))
"""Tags of single characters that stand in names rather than in speech (鑫)."""


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm's name without its place. `trades` are Chinese words; a short name may have no form."""

    brand: str
    trades: tuple[str, ...]
    form: str


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
        if form[0] == "公司" and not (trades and _unmistakable(text, brand_start, trade_start)):
            continue
        parts = [place.en if place and place.sort == "place" else "", brand and pinyin.place(brand)]
        parts += map(trade, trades)
        en = " ".join(part for part in (*parts, inner, FORMS[form[0]]) if part)
        start = place.start if place and place.sort == "place" else brand_start
        if place and place.sort == "place" and (known := gazetteer.place(place.zh)):
            en = en.replace(place.en, known.core, 1)
        zh = text[start : form.end()]
        if brand.startswith(("中国", "中华")) or brand.endswith("局"):
            continue  # a national firm has an English name of its own
        certainty = 0.7 if place or _opens(text, start) else 0.5
        certainty = min(certainty, PLAIN) if form[0] == "公司" else certainty
        yield Mention(zh, en, "organisation", start, form.end(), certainty)


def split(zh: str) -> Firm | None:
    """Part the name of a firm, full or short; None if it holds neither a trade nor a form."""
    form = next((form for form in FORMS if zh.endswith(form)), "")
    end = len(zh) - len(form)
    if found := INNER_PLACE.search(zh, 0, end):
        end = found.start()
    start, trades = _trades(zh, end)
    sizes = range(max(0, start - 1), 1, -1)
    known = next((n for n in sizes if (p := gazetteer.place(zh[:n])) and p.certainty >= 0.8), 0)
    brand = zh[known:start]
    return Firm(brand, tuple(trades), form) if (form or trades) and len(brand) <= BRAND else None


def trades_from(text: str, at: int) -> tuple[int, list[str]]:
    """The words of trade that start at `at`, longest first, and where they end."""
    found: list[str] = []
    while True:
        for size, word in words.openings(text, at, range(8, 1, -1)):
            if word in _words() and word != "集团":
                found.append(word)
                at += size
                break
        else:
            return at, found


def trade(word: str) -> str:
    """The English of a word of trade. Raises KeyError for another word."""
    return _words()[word][0]


def names_alone(word: str) -> bool:
    """Can a short name end with this word of trade (电子), or would it be read as speech (发展)?"""
    return _words()[word][1]


def _trades(text: str, end: int) -> tuple[int, list[str]]:
    """The words of trade that end at `end`, longest first, and where they start."""
    found: list[str] = []
    while True:
        for size in range(min(8, end), 1, -1):
            if text[end - size : end] in _words():
                found.insert(0, text[end - size : end])
                end -= size
                break
        else:
            return end, found


def _unmistakable(text: str, start: int, end: int) -> bool:
    """Is this brand made of no words, and no transcription? 国有, 多家 and 当地 are no brands."""
    known = {(left, right) for left, right, known in words.tokens(text) if known}
    return (
        end - start > 1
        and not transcription.likely(text[start:end])
        and all(
            (left, right) not in known or (right - left == 1 and tag in NO_WORD)
            for left, right, tag in words.tagged(text)
            if left < end and right > start
        )
    )


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
        if not has_han(word) or set(word) & NOT_BRAND or end - left > BRAND:
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
def _words() -> dict[str, tuple[str, bool]]:
    return {zh: (en, bool(alone)) for zh, en, *alone in rows("company_words.tsv")}
