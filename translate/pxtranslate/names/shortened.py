"""Firms called by a short form: 昱鑫电子 or 昱鑫公司 for 江西昱鑫智能科技有限公司.

A short form is a brand known from a full name of the run, then words of trade or 公司 or 集团. A brand
alone is not looked for: two characters prove too little. It knows the texts it is given, not the run.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pxtranslate.names import companies, gazetteer, pinyin, transcription, words
from pxtranslate.names.english import fold
from pxtranslate.names.mention import Mention

CERTAINTY = 0.65
"""A little under a full name's: another firm may have the same brand, though it is spelt the same."""
DOUBTFUL = 0.6
"""Where the brand is an adjective too."""
INITIALS = frozenset("钢电煤药纸酒茶矿")
"""Words of trade that are also said with their first character (钢公司); 新公司 is just a new one."""
FORM = re.compile(r"(集团公司|集团|公司|合作社)?(?!有限|股份|责任|集团|公司)")
FORMS = {
    "集团公司": "Group Company",
    "集团": "Group",
    "公司": "Company",
    "合作社": "Cooperative",
    "": "",
}


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand, its English, the full name it is known from, that firm's first word of trade if any."""

    zh: str
    en: str
    full: str
    trade: str
    certainty: float


@lru_cache(maxsize=65536)
def brand_of(full: str, en: str) -> Brand | None:
    """The brand of a firm's full name, if a short form with it can be believed.

    None where the brand is a place or an ordinary word, sounds foreign (then its English is no pinyin), or
    has another English in the full name's `en`.
    """
    firm = companies.split(full)
    if firm is None or not firm.form or len(firm.brand) < 2 or not words.all_han(firm.brand):
        return None
    spelt = pinyin.place(firm.brand)
    if fold(spelt) not in fold(en) or transcription.likely(firm.brand):
        return None
    if gazetteer.place(firm.brand):
        return None
    certainty = CERTAINTY
    if words.is_common(firm.brand):
        ((_, _, tag), *_) = words.tagged(firm.brand)
        if tag not in ("a", "z"):
            return None
        certainty = DOUBTFUL
    return Brand(firm.brand, spelt, full, "".join(firm.trades[:1]), certainty)


def index(brands: Iterable[Brand]) -> dict[str, list[Brand]]:
    """Brands by their first two characters, the longest first."""
    found: dict[str, list[Brand]] = {}
    for brand in sorted(brands, key=lambda brand: (-len(brand.zh), brand.full)):
        found.setdefault(brand.zh[:2], []).append(brand)
    return found


def find_shortened(text: str, brands: dict[str, list[Brand]]) -> Iterator[tuple[Mention, Brand]]:
    """Yield the short forms in a text with the brand they hold. `brands` is what `index` makes."""
    for at in range(len(text) - 2) if brands else ():
        for brand in brands.get(text[at : at + 2], ()):
            if text.startswith(brand.zh, at) and (mention := _here(text, at, brand)):
                yield mention, brand
                break


def _here(text: str, at: int, brand: Brand) -> Mention | None:
    after = at + len(brand.zh)
    end, trades = companies.trades_from(text, after)
    initial = brand.trade[:1]
    if initial in INITIALS and text.startswith((f"{initial}公司", f"{initial}集团"), after):
        end, trades = after + 1, [brand.trade]  # 钢 for 钢铁
    form = FORM.match(text, end)
    if form is None or not (form[1] or (trades and companies.names_alone(trades[-1]))):
        return None
    if brand.certainty < CERTAINTY and not (trades and _opens(text, at)):
        return None
    end = form.end()
    if not words.stands_alone(text, at, end - at):
        return None
    english = (brand.en, *map(companies.trade, trades), FORMS[form[1] or ""])
    en = " ".join(word for word in english if word)
    return Mention(text[at:end], en, "organisation", at, end, brand.certainty)


def _opens(text: str, at: int) -> bool:
    """Does a clause or a quotation open here?"""
    return at == 0 or text[at - 1] in "，。；：！？、“‘《（(\u3000 "
