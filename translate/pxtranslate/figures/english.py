"""Reads the quantities of an English text: 46,000, $3-5 million, two-thirds, 29 January, 3:30 pm.

Knows nothing of Chinese. Words such as "both", "first" or "one" are read, but not firmly. The
shapes that are looked for stand in english_forms.py.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache

from pxtranslate.figures import english_dates, english_numbers
from pxtranslate.figures.english_forms import MONTHS, WEEKDAYS, forms, words
from pxtranslate.figures.found import Reader, one, span
from pxtranslate.figures.quantity import Kind, Quantity

_MONTH_BEFORE = re.compile(
    r"(?:\b(?:in|of|last|this|next|since|by|until|till|from|to|early|late|mid|and|or|between|during|"
    r"before|after|through|end|for|every|on|previous|coming|past)|[(,/–-])[\s-]?$",
    re.IGNORECASE,
)


def read_english(text: str) -> list[Quantity]:
    """Every quantity of the text, in order, none overlapping; arbitrary text never raises."""
    rare = english_dates.RARE.search(text) is not None
    read = (
        q for match in _forms(rare).finditer(text) for q in _READERS[match.lastgroup or ""](match)
    )
    return _shared(
        text, [replace(quantity, text=text[quantity.start : quantity.end]) for quantity in read]
    )


@cache
def _forms(rare: bool) -> re.Pattern[str]:
    """All shapes as one expression; `lastgroup` of a match is the name of its shape.

    Lunar days and words of age are costly to look for, and only so where a `rare` word stands.
    """
    shapes = forms()
    first = ("code", "iso", "slashed", "years")
    ordered = {name: shapes[name] for name in first}
    ordered |= {"lunar": english_dates.SHAPES["lunar"], "part": english_dates.SHAPES["part"]}
    for name, shape in shapes.items():
        if name == "pair":
            ordered |= {kind: english_dates.SHAPES[kind] for kind in ("clock", "age")}
        ordered[name] = shape
    kept = {name: shape for name, shape in ordered.items() if rare or name not in ("lunar", "age")}
    named = (f"(?P<{name}>{shape})" for name, shape in kept.items())
    # No shape begins within a word: said first, three characters in four need no further look.
    begins = r"(?:(?<![A-Za-z\d])|(?![A-Za-z]))"
    return re.compile(f"{begins}(?:{'|'.join(named)})", re.IGNORECASE | re.ASCII)


def _shared(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """Give the bare 35 of "35 and 37 ℃" the unit of what it is listed with.

    Not so the 70 of "30%, 70, 120%": there the others bear their own.
    """
    bare = [quantity.kind == "count" for quantity in quantities]
    for at in range(len(quantities) - 2, -1, -1):
        one, following = quantities[at], quantities[at + 1]
        if not bare[at] or not (following.unit or following.kind in ("percent", "point")):
            continue
        between = text[one.end : following.start]
        own = at > 0 and not bare[at - 1] and text[quantities[at - 1].end : one.start] in _LISTED
        if between in _LISTED and not own and text[following.start] not in "$¥€£₹":
            quantities[at] = replace(one, kind=following.kind, unit=following.unit)
    return quantities


_LISTED = frozenset((", ", " and ", ", and ", " or ", ", or ", "/"))


def _code(found: re.Match[str]) -> Iterator[Quantity]:
    yield from one("code", 0, span(found), firm=False)


def _iso(found: re.Match[str]) -> Iterator[Quantity]:
    for kind, group in _ISO:
        yield from one(kind, int(found[group]), span(found, group))


_ISO: tuple[tuple[Kind, str], ...] = (("year", "iy"), ("month", "im"), ("day", "id"))


def _slashed(found: re.Match[str]) -> Iterator[Quantity]:
    """Month first as Americans write it, or day first: either way may be meant."""
    first, second = Fraction(found["sm"]), Fraction(found["sd"])
    yield from one("month", first, span(found, "sm"), others=(second,))
    yield from one("day", second, span(found, "sd"), others=(first,))
    yield from one("year", int(found["sy"]), span(found, "sy"))


def _years(found: re.Match[str]) -> Iterator[Quantity]:
    first, last = int(found["y1"]), int(found["y2"])
    yield from one(
        "year", first, span(found), high=last if last > 99 else first // 100 * 100 + last
    )


def _decade(found: re.Match[str]) -> Iterator[Quantity]:
    if found["ten"]:
        yield from one("decade", int(found["ten"]), span(found))
    else:
        value = words("ten")[found["tens_said"].lower() + "y"]
        yield from one("decade", value, span(found), firm=False)


def _date(found: re.Match[str]) -> Iterator[Quantity]:
    name, bare = found["mon"].rstrip("."), not any(found[group] for group in ("d1", "d2", "y"))
    if bare and (name in ("May", "March") or len(name) <= 3):  # or a verb, a walk, a person
        before = found.string[max(0, found.start() - 12) : found.start()]
        if not _MONTH_BEFORE.search(before):
            return
    for kind, group in _DATE:
        if found[group]:
            value = MONTHS.index(name[:3].lower()) + 1 if group == "mon" else int(found[group])
            yield from one(kind, value, span(found, group))


_DATE: tuple[tuple[Kind, str], ...] = (
    ("day", "d0"),
    ("day", "d1"),
    ("month", "mon"),
    ("day", "d2"),
    ("day", "d3"),
    ("year", "y"),
)


def _weekday(found: re.Match[str]) -> Iterator[Quantity]:
    number = WEEKDAYS.index(found["dow"][:3].lower()) + 1
    yield from one("weekday", number, span(found))


_READERS: dict[str, Reader] = {
    "code": _code,
    "iso": _iso,
    "slashed": _slashed,
    "years": _years,
    "decade": _decade,
    "date": _date,
    "weekday": _weekday,
    "elapsed": _code,
    "clock": english_dates.clock,
    "lunar": english_dates.lunar,
    "part": english_dates.part,
    "age": english_dates.age,
    **english_numbers.READERS,
}
