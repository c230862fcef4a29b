"""Reads the quantities of an English text: 46,000, $3-5 million, two-thirds, 29 January, 3:30 pm.

Knows nothing of Chinese. Words such as "both", "first" or "one" are read, but not firmly. The
shapes that are looked for stand in english_forms.py.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from pxtranslate.figures.english_forms import MONTHS, WEEKDAYS, forms, words
from pxtranslate.figures.numerals import fraction
from pxtranslate.figures.quantity import Kind, Quantity
from pxtranslate.figures.units import Unit, english_words

_APPROX = re.compile(
    r"(?:more than|over|above|about|around|nearly|almost|some|approximately|roughly|up to|less than|"
    r"under|at least|close to|exceed\w*|in excess of|estimated)\s(?:an?\s)?\W?$",
    re.IGNORECASE,
)
_MONTH_BEFORE = re.compile(
    r"(?:\b(?:in|of|last|this|next|since|by|until|till|from|to|early|late|mid|and|or|between|during|"
    r"before|after|through|end|for|every|on|previous|coming|past)|[(,/–-])[\s-]?$",
    re.IGNORECASE,
)


def read_english(text: str) -> list[Quantity]:
    """Every quantity of the text, in order, none overlapping; arbitrary text never raises."""
    read = (q for match in forms().finditer(text) for q in _READERS[match.lastgroup or ""](match))
    return _shared(
        text, [replace(quantity, text=text[quantity.start : quantity.end]) for quantity in read]
    )


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


def worth(number: str) -> Fraction:
    """The value of a figure or of number words: `1.2 million`, `two hundred and five`, `3bn`."""
    tokens = re.findall(r"[\d.,]*\d|[a-z]+", number.lower())
    sizes = words("magnitude") | words("short")
    plain = words("one") | words("teen") | words("ten")
    tail = [token for token in tokens if token in sizes]
    multiply = len(tail) > 1 and tokens[-len(tail) :] == tail  # a hundred thousand million
    total = section = Fraction(0)
    for token in tokens:
        if token[-1].isdigit():
            section += fraction("0" + token if token[0] == "." else token.lstrip(","))
        elif token in sizes:
            section = (section or Fraction(1)) * sizes[token]
            if sizes[token] >= 1000 and not multiply:
                total, section = total + section, Fraction(0)
        elif token == "half":
            section = Fraction(1, 2)
        else:
            section += plain.get(token, 0)
    return total + section


def _span(found: re.Match[str], group: str | int = 0) -> tuple[int, int]:
    return found.start(group), found.end(group)


def _one(
    kind: Kind,
    value: Fraction | int,
    span: tuple[int, int],
    *,
    unit: str = "",
    approx: bool = False,
    firm: bool = True,
    others: tuple[Fraction, ...] = (),
    high: Fraction | int | None = None,
) -> Iterator[Quantity]:
    low, top = Fraction(value), Fraction(value if high is None else high)
    yield Quantity(kind, min(low, top), max(low, top), unit, approx, *span, "", firm, others)


def _code(found: re.Match[str]) -> Iterator[Quantity]:
    yield from _one("code", 0, _span(found), firm=False)


def _iso(found: re.Match[str]) -> Iterator[Quantity]:
    for kind, group in _ISO:
        yield from _one(kind, int(found[group]), _span(found, group))


_ISO: tuple[tuple[Kind, str], ...] = (("year", "iy"), ("month", "im"), ("day", "id"))


def _slashed(found: re.Match[str]) -> Iterator[Quantity]:
    """Month first as Americans write it, or day first: either way may be meant."""
    first, second = Fraction(found["sm"]), Fraction(found["sd"])
    yield from _one("month", first, _span(found, "sm"), others=(second,))
    yield from _one("day", second, _span(found, "sd"), others=(first,))
    yield from _one("year", int(found["sy"]), _span(found, "sy"))


def _years(found: re.Match[str]) -> Iterator[Quantity]:
    first, last = int(found["y1"]), int(found["y2"])
    yield from _one(
        "year", first, _span(found), high=last if last > 99 else first // 100 * 100 + last
    )


def _decade(found: re.Match[str]) -> Iterator[Quantity]:
    yield from _one("decade", int(found["ten"]), _span(found))


def _date(found: re.Match[str]) -> Iterator[Quantity]:
    name, bare = found["mon"], not any(found[group] for group in ("d1", "d2", "y"))
    if bare and (name in ("May", "March") or len(name) <= 3):  # or a verb, a walk, a person
        before = found.string[max(0, found.start() - 12) : found.start()]
        if not _MONTH_BEFORE.search(before):
            return
    for kind, group in _DATE:
        if found[group]:
            value = MONTHS.index(name[:3].lower()) + 1 if group == "mon" else int(found[group])
            yield from _one(kind, value, _span(found, group))


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
    yield from _one("weekday", number, _span(found))


def _clock(found: re.Match[str]) -> Iterator[Quantity]:
    if found["noon"]:
        yield from _one(
            "time", 0 if found["noon"].lower() == "midnight" else 720, _span(found), firm=False
        )
        return
    hour, minute = int(found["h"] or found["hc"]), int(found["min"] or found["minc"] or 0)
    if found["ap"] and found["ap"][0] in "pP" and hour < 12:
        hour += 12
    yield from _one("time", hour * 60 + minute, _span(found))


def _pair(found: re.Match[str]) -> Iterator[Quantity]:
    yield from _one("count", int(found["pa"]), _span(found), high=int(found["pb"]))


def _share(found: re.Match[str]) -> Iterator[Quantity]:
    if found["above2"]:
        above, below = int(found["above2"]), int(found["below2"])
        if below:
            yield from _one("percent", Fraction(100 * above, below), _span(found))
        return
    if found["outof"]:
        whole = worth(found["outof"])
        if whole:
            yield from _one("percent", 100 / whole, _span(found), firm=False)
        return
    part = found["below"].lower().rstrip("s")
    divisor = 4 if part == "quarter" else words("ordinal")[part]
    count = Fraction(1) if found["above"][0] in "aA" else worth(found["above"])
    # A quarter is also three months, and three quarters are nine.
    yield from _one(
        "percent",
        100 * count / divisor,
        _span(found),
        firm=False,
        others=(count, Fraction(divisor)),
    )


def _long(found: re.Match[str]) -> Iterator[Quantity]:
    """A decade is ten years, round the clock is 24 hours."""
    unit, value = (found["long"].lower(), 1) if found["long"] else ("hour", 24)
    yield from _one("duration", value, _span(found), unit=unit, firm=False)


def _half(found: re.Match[str]) -> Iterator[Quantity]:
    if found["span"] or found["whole_span"] or found["yearly"] is not None:
        unit = (found["span"] or found["whole_span"] or "year").lower()
        value = Fraction(3 if found["whole_span"] else 1, 2)
        yield from _one("duration", value, _span(found), unit=unit, firm=False)
    else:
        yield from _one("percent", 50, _span(found), firm=False, others=(Fraction(1, 2),))


def _fold(found: re.Match[str]) -> Iterator[Quantity]:
    if found["times"]:
        firm = found["times"][0].isdigit()
        yield from _one("multiple", worth(found["times"]), _span(found), firm=firm)
        return
    if found["stem"]:
        yield from _one("multiple", worth(found["stem"]), _span(found), firm=False)
        return
    word = found["verb"].lower()
    value = next(value for stem, value in words("fold").items() if word.startswith(stem))
    yield from _one("multiple", value, _span(found), firm=False)


def _ordinal(found: re.Match[str]) -> Iterator[Quantity]:
    if found["nth"]:
        yield from _one("ordinal", fraction(found["nth"]), _span(found))
        return
    value = words("ordinal")[found["word"].lower()]
    if found["tens"]:
        value += words("ten")[found["tens"].lower()]
    yield from _one("ordinal", value, _span(found), firm=value > 12)


def _group(found: re.Match[str]) -> Iterator[Quantity]:
    yield from _one("count", words("group")[found["members"].lower()], _span(found), firm=False)


def _plural(found: re.Match[str]) -> Iterator[Quantity]:
    """Hundreds, tens of thousands: some multiple below ten."""
    size = {"tens": 10}.get(found["p2"].lower()) or words("magnitude")[found["p2"].lower()[:-1]]
    size *= {"tens": 10, "hundreds": 100, "dozens": 12}.get((found["p1"] or "").lower(), 1)
    yield from _one("count", 2 * size, _span(found), approx=True, firm=False, high=9 * size)


def _number(found: re.Match[str]) -> Iterator[Quantity]:
    figure, second = found["n1"], found["n2"]
    value = worth(figure) / (10 if found["percent"] == "‰" else 1)
    kind, unit = _kind_and_unit(found)
    digits = figure[0].isdigit() or figure[0] == "."
    round_words = figure.lower().startswith(("a ", "an ", "half")) or "dozen" in figure.lower()
    firm = digits or (value > 12 and not round_words)
    firm = firm and value != 1
    before = found.string[max(0, found.start() - 18) : found.start()]
    approx = bool(_APPROX.search(before))
    half = Fraction(1, 2) if found["and_half"] or found["unit_half"] else Fraction(0)
    first = _first_mark(found)
    if second and first not in (("count", ""), (kind, unit)):
        start = found.start("sign2") if found["sign2"] else found.start("n2")
        yield from _one(first[0], value, (found.start(), found.end("n1")), unit=first[1])
        yield from _one(kind, worth(second), (start, found.end()), unit=unit)  # 2.1% to $40.8bn
        return
    if second:
        high = worth(second) + half
        scale = re.search(r"[a-z]+$", second.lower())
        if (
            scale
            and figure[-1].isdigit()
            and second[0].isdigit()
            and value <= worth(second[: scale.start()].strip(" -"))
        ):
            value *= worth(scale[0])  # 3-5 million
        yield from _one(kind, value, _span(found), unit=unit, approx=approx, high=high, firm=firm)
        return
    if kind == "count" and re.fullmatch(r"(?:1\d|20)\d\d", figure) and not half:
        kind = "year"
    others: tuple[Fraction, ...] = ()
    if kind == "count" and re.fullmatch(r"[\d.,]+\s?m", figure):
        kind, unit, others, value = "measure", "metre", (value,), worth(figure[:-1])  # or million
    yield from _one(
        kind, value + half, _span(found), unit=unit, approx=approx, firm=firm, others=others
    )


def _first_mark(found: re.Match[str]) -> tuple[Kind, str]:
    """Kind and unit that stand with the first of two numbers."""
    if found["percent1"]:
        return "percent", ""
    if found["u1"]:
        unit = _unit(found["u1"])
        return unit.kind, unit.name
    if found["sign"]:
        return "money", _currency(found["sign"])
    return "count", ""


def _kind_and_unit(found: re.Match[str]) -> tuple[Kind, str]:
    """Kind and unit of the number, or of the second of two."""
    if found["point"]:
        return "point", ""
    if found["percent"]:
        return "percent", ""
    if found["unit"] and not found["sign2"] and (found["n2"] or not found["sign"]):
        unit = _unit(found["unit"])
        return unit.kind, unit.name
    if found["sign2"] or found["sign"]:
        return "money", _currency(found["sign2"] or found["sign"])
    return "count", ""


def _unit(word: str) -> Unit:
    plain = word.lower()
    return english_words().get(plain) or english_words()[plain.replace("-", " ")]


def _currency(sign: str | None) -> str:
    """The unit of a currency sign or code; empty for one that the table does not know."""
    plain = re.sub(r"\s", "", (sign or " ").lower())
    unit = english_words().get(plain) or english_words().get(plain[-1:])
    return unit.name if unit is not None and unit.kind == "money" else ""


_READERS: dict[str, Callable[[re.Match[str]], Iterator[Quantity]]] = {
    "code": _code,
    "iso": _iso,
    "slashed": _slashed,
    "years": _years,
    "decade": _decade,
    "date": _date,
    "weekday": _weekday,
    "elapsed": _code,
    "clock": _clock,
    "pair": _pair,
    "share": _share,
    "long_time": _long,
    "half": _half,
    "fold": _fold,
    "ordinal": _ordinal,
    "group": _group,
    "plural": _plural,
    "number": _number,
}
