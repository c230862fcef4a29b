"""Counts, money, measures, shares and ranks in English: 46,000, $3-5 million, two-thirds, tripled.

The shapes stand in english_forms.py; `english` tries them in its order.
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from pxtranslate.figures.english_forms import words
from pxtranslate.figures.found import Reader, one, span
from pxtranslate.figures.numerals import fraction
from pxtranslate.figures.quantity import Change, Kind, Quantity
from pxtranslate.figures.units import Unit, english_words

_APPROX = re.compile(
    r"(?:more than|over|above|about|around|nearly|almost|some|approximately|roughly|up to|less than|"
    r"under|at least|close to|exceed\w*|in excess of|estimated)\s(?:an?\s)?\W?$",
    re.IGNORECASE,
)


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


def _pair(found: re.Match[str]) -> Iterator[Quantity]:
    yield from one("count", int(found["pa"]), span(found), high=int(found["pb"]))


def _share(found: re.Match[str]) -> Iterator[Quantity]:
    if found["above2"]:
        above, below = int(found["above2"]), int(found["below2"])
        if below:
            yield from one("percent", Fraction(100 * above, below), span(found))
        return
    if found["outof"]:
        whole = worth(found["outof"])
        if whole:
            yield from one("percent", 100 / whole, span(found), firm=False)
        return
    divisor = _divisor(found["below"])
    count = Fraction(1) if found["above"][0] in "aA" else worth(found["above"])
    # A quarter is also three months, and three quarters are nine.
    yield from one(
        "percent",
        100 * count / divisor,
        span(found),
        firm=False,
        others=(count, Fraction(divisor)),
    )


def _part_of_point(found: re.Match[str]) -> Iterator[Quantity]:
    """A percentage point, another basis point, a quarter point: one, 0.01, 0.25."""
    if found["whole_percent"]:
        yield from one("percent", 1, span(found), firm=False)
        return
    parts = {"half": Fraction(1, 2), "percentage": Fraction(1), "basis": Fraction(1, 100)}
    said = (found["whole_point"] or found["point_part"]).lower()
    yield from one("point", parts.get(said, Fraction(1, 4)), span(found), firm=False)


def _part_of_unit(found: re.Match[str]) -> Iterator[Quantity]:
    """Seven hundredths of a second, 0.6 of a point, a quarter of a million."""
    value = _parts(found["parts"], found["of_one"])
    whole = found["one_whole"].lower()
    if whole.endswith("point"):
        yield from one("point", value, span(found), firm=False)
    elif size := words("magnitude").get(whole):
        yield from one("count", value * size, span(found))
    else:
        unit = _unit(whole)
        yield from one(unit.kind, value, span(found), unit=unit.name, firm=False)


def _parts(said: str, of_one: str | None) -> Fraction:
    """0.6, and seven hundredths as 0.07."""
    if of_one is None:
        return worth(said)
    many = said[: -len(of_one) - 1].lower()
    return (Fraction(1) if many in ("a", "an") else worth(many)) / _divisor(of_one)


def _divisor(part: str) -> int:
    """What a third, a quarter, a hundredth is one of."""
    part = part.lower().rstrip("s")
    known = {"quarter": 4, "hundredth": 100, "thousandth": 1000}
    return known.get(part) or words("ordinal")[part]


def _so_many_in(found: re.Match[str]) -> Iterator[Quantity]:
    """Seven in ten; both numbers may be counted by themselves, too."""
    many, whole = worth(found["many"]), worth(found["in_all"])
    if 0 < many < whole:
        yield from one("percent", 100 * many / whole, span(found), firm=False, others=(many, whole))


def _long(found: re.Match[str]) -> Iterator[Quantity]:
    """A decade is ten years, round the clock is 24 hours."""
    unit, value = (found["long"].lower(), 1) if found["long"] else ("hour", 24)
    yield from one("duration", value, span(found), unit=unit, firm=False)


def _half(found: re.Match[str]) -> Iterator[Quantity]:
    if found["half_unit"]:
        unit = _unit(found["half_unit"]).name
        yield from one("measure", Fraction(1, 2), span(found), unit=unit, firm=False)
        return
    if found["span"] or found["whole_span"] or found["yearly"] is not None:
        whole = _unit(found["span"] or found["whole_span"] or "year")
        value = Fraction(3 if found["whole_span"] else 1, 2)
        yield from one(whole.kind, value, span(found), unit=whole.name, firm=False)
    else:
        yield from one("percent", 50, span(found), firm=False, others=(Fraction(1, 2),))


def _fold(found: re.Match[str]) -> Iterator[Quantity]:
    if found["times"]:
        firm, times = found["times"][0].isdigit(), worth(found["times"])
        times += Fraction(1, 2) if found["times_half"] else 0
        # "Three times" and "threefold" are said of growth by three and to three; "tripled" is not,
        # nor "three times as many".
        as_much: Change = "to" if _AS_MUCH.match(found.string, found.end()) else ""
        yield from one(
            "multiple", times, span(found), firm=firm, others=(times + 1,), change=as_much
        )
        return
    if found["stem"]:
        times = worth(found["stem"])
        yield from one("multiple", times, span(found), firm=False, others=(times + 1,))
        return
    word = found["verb"].lower()
    value = next(value for stem, value in words("fold").items() if word.startswith(stem))
    yield from one("multiple", value, span(found), firm=False)


_AS_MUCH = re.compile(r"\s(?:as\s(?:many|much|large|big|high|long)|th(?:e|at)\b)", re.I)


def _ordinal(found: re.Match[str]) -> Iterator[Quantity]:
    if found["nth"]:
        yield from one("ordinal", fraction(found["nth"]), span(found))
        return
    value = words("ordinal")[found["word"].lower()]
    if found["tens"]:
        value += words("ten")[found["tens"].lower()]
    yield from one("ordinal", value, span(found), firm=value > 12)


def _group(found: re.Match[str]) -> Iterator[Quantity]:
    yield from one("count", words("group")[found["members"].lower()], span(found), firm=False)


def _plural(found: re.Match[str]) -> Iterator[Quantity]:
    """Hundreds, tens of thousands: some multiple below ten."""
    size = {"tens": 10}.get(found["p2"].lower()) or words("magnitude")[found["p2"].lower()[:-1]]
    size *= {"tens": 10, "hundreds": 100, "dozens": 12}.get((found["p1"] or "").lower(), 1)
    yield from one(
        "count", 2 * size, span(found), approx=True, firm=False, high=9 * size, vague=True
    )


def _number(found: re.Match[str]) -> Iterator[Quantity]:
    figure, second = found["n1"], found["n2"]
    divisor = 100 if found["basis"] else _A_HUNDREDTH[_rate(found["per"] or found["percent"])]
    value = worth(figure) / divisor
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
        yield from one(first[0], value, (found.start(), found.end("n1")), unit=first[1])
        yield from one(kind, worth(second), (start, found.end()), unit=unit)  # 2.1% to $40.8bn
        return
    if second:
        if _YEAR.fullmatch(figure) and _IN.search(before) and not _YEAR.fullmatch(second):
            yield from one("year", value, (found.start(), found.end("n1")))
            yield from one(
                kind, worth(second) / divisor, (found.start("n2"), found.end()), unit=unit
            )
            return  # from 78,000 yuan in 2021 to 930,000 yuan
        high = worth(second) / divisor + half
        scale = re.search(r"[a-z]+$", second.lower())
        if (
            scale
            and figure[-1].isdigit()
            and second[0].isdigit()
            and value <= worth(second[: scale.start()].strip(" -"))
        ):
            value *= worth(scale[0])  # 3-5 million
        said = re.match(r"([a-z]+) (hundred|thousand|million|billion|trillion)$", second.lower())
        if said and figure.isalpha() and value < worth(said[1]) < 100:
            value *= worth(said[2])  # five to six hundred
        yield from one(kind, value, span(found), unit=unit, approx=approx, high=high, firm=firm)
        return
    if kind == "count" and (shared := _OF_SO_MANY.match(found.string, found.end())):
        whole = english_words().get(shared[1].lower())
        kind, unit = (whole.kind, whole.name) if whole else (kind, unit)
    if kind == "count" and _YEAR.fullmatch(figure) and not half:
        kind = "year"
    others: tuple[Fraction, ...] = ()
    change = _change(found)
    if found["off"] or (kind == "percent" and _OFF_BEFORE.search(before)):
        yield from one("discount", 100 - value, span(found), approx=approx, others=(value,))
        return
    if found["minus"] or _BELOW_ZERO.match(found.string, found.end()):
        value = -value
    nearby = max(0, found.start() - 80)  # as much as the pattern can hold
    if kind in _SIGNED and (value < 0 or _FALLING.search(found.string, nearby, found.start())):
        others = (-value,)  # growth of -5.2 % is a fall by 5.2 %
    if kind == "count" and re.fullmatch(r"[\d.,]+\s?m", figure):
        kind, unit, others, value = "measure", "metre", (value,), worth(figure[:-1])  # or million
    yield from one(
        kind, value + half, span(found), unit=unit, approx=approx, firm=firm, others=others,
        change=change,
    )  # fmt: skip


_YEAR = re.compile(r"(?:1\d|20)\d\d")
_IN = re.compile(r"\b(?:in|since|by)\s$")
_OF_SO_MANY = re.compile(r"\sof\s(?:the|its|his|her|their|our|my|those|all)\s[\d.,]+\s([a-z]+)\b")
"""1,600 of his 5,000 acres are acres too."""
_A_HUNDREDTH = {"": 1, "thousand": 10, "million": 10**4, "billion": 10**7}
"""How many of each make one in a hundred."""


def _rate(said: str | None) -> str:
    """What a share is counted in: ‰, per mille, ppm; "" for hundredths and for no share."""
    if not said or said in "%" or said.lower().startswith(("percent", "per cent", "pct", "pc")):
        return ""
    known = {"m": "million", "b": "billion"}
    found = re.search(r"pp([mb])$|([mb])illion$", said.lower())
    return known[found[1] or found[2]] if found else "thousand"


_SIGNED = frozenset({"percent", "point", "count", "money"})
_FALL = (
    r"fell|fall(?:s|ing|en)?|drop(?:s|ped|ping)?|declin\w+|decreas\w+|down|reduc\w+|lower\w*|slid|slump\w*|"
    r"shrank|shrunk|contract\w+|cut|los[st]\w*|dip(?:s|ped)?|plung\w+|negative|minus|slipp?\w*|eased|cutting|slash\w*"
)
_RISE = (
    r"rose|ris(?:e|es|ing|en)|grew|grow\w*|increas\w+|climb\w*|up|gain\w*|jump\w*|soar\w*|surg\w+|rais\w+|"
    r"expand\w*|advanc\w+|added"
)
_FALLING = re.compile(rf"\b(?:{_FALL})\b[^.;]{{0,40}}$", re.IGNORECASE)
_ABOUT = r"(?:(?:about|around|nearly|almost|over|more than|just|only|some|up to|at least|a|an|another)\s)*\W?$"
_TO_VALUE = re.compile(rf"\b(?:{_FALL}|{_RISE})\b[^.;,\d]{{0,40}}\bto\s{_ABOUT}", re.IGNORECASE)
_BY_VALUE = re.compile(
    rf"\b(?:{_FALL}|{_RISE})\b[^.;,\d]{{0,25}}\bby\s{_ABOUT}|\b(?:{_FALL}|{_RISE})\s{_ABOUT}",
    re.IGNORECASE,
)
_FROM_VALUE = re.compile(rf"\b(?:up|down)\sfrom\s{_ABOUT}", re.IGNORECASE)
_ON_TO = re.compile(r"[^.;,]{0,30}\sto\s")
_CHANGE = re.compile(
    r"\s(?:fall|drop|decline|decrease|reduction|contraction|rise|increase|growth|gain|jump|surge)\b",
    re.IGNORECASE,
)
_FROM_A = re.compile(r"\bfrom\b[^;]*\bto\s(?:an?\s)?$", re.IGNORECASE)
"""From a 3% fall to a 2% rise: what was gone to is a change itself."""
_OFF_BEFORE = re.compile(r"\bdiscounts?\sof\s(?:up\sto\s)?$", re.IGNORECASE)
_BELOW_ZERO = re.compile(
    r"\s?(?:(?:degrees?|°)\s?)?(?:(?:Celsius|centigrade|C)\s)?below\s(?:zero|freezing)",
    re.IGNORECASE,
)


def _change(found: re.Match[str]) -> Change:
    """Whether the text says that something went to the value, by it, or from it."""
    before = found.string[max(0, found.start() - 60) : found.start()]
    if _CHANGE.match(found.string, found.end()) and _FROM_A.search(before):
        return ""
    if _FROM_VALUE.search(before) and not _ON_TO.match(found.string, found.end()):
        return "from"
    return "to" if _TO_VALUE.search(before) else "by" if _BY_VALUE.search(before) else ""


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
    if found["point"] or found["basis"]:
        return "point", ""
    if found["percent"] or found["per"]:
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


READERS: dict[str, Reader] = {
    "pair": _pair,
    "part_of_point": _part_of_point,
    "part_of_unit": _part_of_unit,
    "so_many_in": _so_many_in,
    "share": _share,
    "long_time": _long,
    "half": _half,
    "fold": _fold,
    "ordinal": _ordinal,
    "group": _group,
    "plural": _plural,
    "number": _number,
}
