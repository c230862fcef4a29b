"""Organisations: bodies of state by place and kind, and bodies everyone knows by one name.

A body is composed: 萍乡市 + 公安局 → "Pingxiang Municipal Public Security Bureau". It knows the places
found in the text and nothing of persons; firms are the business of `companies`.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from pxtranslate.names import gazetteer, words
from pxtranslate.names.mention import Mention
from pxtranslate.names.tables import rows

ORDINAL = re.compile(r"第([一二三四五六七八九十]{1,3})")
DIGITS = {c: n for n, c in enumerate("一二三四五六七八九", 1)}


def find_fixed(text: str) -> Iterator[Mention]:
    """Yield the bodies with one fixed name: 生态环境部, 新华社, 世界卫生组织."""
    table, sizes = _fixed()
    at = 0
    while at < len(text) - 1:
        for size, zh in words.openings(text, at, sizes.get(text[at : at + 2], ())):
            if zh in table and words.stands_alone(text, at, size):
                en, well_known = table[zh]
                yield Mention(zh, en, "organisation", at, at + size, 0.95, well_known)
                at += size - 1
                break
        at += 1


def well_known(zh: str) -> bool:
    """Is this a body with a fixed name that no translator needs to be told?"""
    return _fixed()[0].get(zh, ("", False))[1]


def find_bodies(text: str, places: Iterable[Mention]) -> Iterator[Mention]:
    """Yield the bodies named after one of the places: 萍乡海关, 安源区法院, 南昌市第三医院."""
    bounds = words.boundaries(text)
    for where in places:
        known = gazetteer.place(where.zh)
        if known is None or known.kind in ("country", "abroad"):
            continue
        number, after = "", where.end
        if found := ORDINAL.match(text, after):
            number, after = f" No. {_number(found[1])}", found.end()
        for size in range(min(_longest_body(), len(text) - after), 0, -1):
            body = _bodies().get(text[after : after + size])
            if body is None or after + size not in bounds:
                continue
            pattern, needs = body
            if (needs == "level" and not known.level) or (
                needs == "place" and known.kind in ("town", "guess") and not known.level
            ):
                continue
            level = f"{known.core} {known.level}" if known.level else known.core
            en = pattern.format(p=known.core + number, l=level + number)
            zh = text[where.start : after + size]
            certainty = min(max(where.certainty, 0.8), 0.9)  # the body bears out a bare county
            yield Mention(zh, en, "organisation", where.start, after + size, certainty)
            break


def _number(zh: str) -> int:
    tens, ten, ones = zh.rpartition("十")
    return (DIGITS.get(tens, 1) * 10 if ten else 0) + DIGITS.get(ones, 0)


@cache
def _fixed() -> tuple[dict[str, tuple[str, bool]], dict[str, list[int]]]:
    """The table, and how long the names are that open with two given characters, longest first."""
    table = {zh: (en, bool(known)) for zh, en, *known in rows("organisations.tsv")}
    table |= {zh: (en, True) for zh, en in rows("media.tsv")}
    sizes: dict[str, list[int]] = {}
    for zh in sorted(table, key=len, reverse=True):
        sizes.setdefault(zh[:2], []).append(len(zh))
    return table, sizes


@cache
def _bodies() -> dict[str, tuple[str, str]]:
    return {zh: (en, needs) for zh, en, needs in rows("bodies.tsv")}


@cache
def _longest_body() -> int:
    return max(map(len, _bodies()))
