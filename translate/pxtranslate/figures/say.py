"""Says in one line what was read on both sides: `902万 = 9.02 million ✓`."""

import re
from fractions import Fraction

from pxtranslate.figures.agree import Verdict
from pxtranslate.figures.quantity import Quantity, show
from pxtranslate.figures.units import units

_MONTHS = "January February March April May June July August September October November December"
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"


_PROPER = re.compile(
    r"\b(?:hong kong|new taiwan|new zealand|australian|canadian|singapore|japanese|south korean|indian|swiss"
    r"|vietnamese|brazilian|celsius|fahrenheit)\b"
)
_NO_PLURAL = ("yuan", "yen", "won", "baht", "mu", "dong", "rand", "Celsius", "Fahrenheit", "hertz")


def say(source: Quantity | None, target: Quantity | None, verdict: Verdict) -> str:
    """One line for a person; one of the two quantities may be missing."""
    if source is None:
        text = target.text if target is not None else ""
        return f"English says {text}, nothing in the Chinese says so ✗"
    read = f"{source.text} = {figure(source)}"
    if target is None:
        return f"{read}, not in the English ✗"
    if verdict == "same":
        return f"{read} ✓"
    if verdict == "change":
        return f"something changes {source.change} {read}, {target.change} {target.text} in the English ✗"
    if verdict == "rounded":
        return f"{read}, English rounds it to {target.text}"
    return f"{read}, English says {target.text} ✗"


def figure(quantity: Quantity) -> str:
    """The quantity in English: `22.12 billion yuan`, `2 percentage points`, `January`, `15:30`."""
    if quantity.kind == "code":
        return quantity.text
    low = _one(quantity, quantity.low)
    if not quantity.is_range:
        return low + unit_after(quantity, quantity.low)
    return f"{low} to {_one(quantity, quantity.high)}{unit_after(quantity, quantity.high)}"


def _one(quantity: Quantity, value: Fraction) -> str:
    kind = quantity.kind
    if kind == "month" and 1 <= value <= 12:
        return _MONTHS.split()[int(value) - 1]
    if kind == "weekday":
        return _DAYS.split()[int(value) - 1]
    if kind == "time":
        return f"{int(value) // 60}:{int(value) % 60:02d}"
    if kind == "year":
        return str(value)
    if kind == "decade":
        return f"{value}s"
    if kind == "lunar":
        month, day = divmod(int(value), 100)
        return f"lunar {month or '?'}-{day or '?'}"
    if kind == "part":
        return ("early", "middle", "late")[int(value) - 1]
    if kind == "age":
        return f"aged {value}"
    if kind == "ordinal":
        return f"No. {show(value)}"
    if kind == "day":
        return f"day {value}"
    return show(value)


def unit_after(quantity: Quantity, value: Fraction) -> str:
    """What follows the value in English: `%`, ` yuan`, ` percentage points`, or nothing."""
    if quantity.kind == "percent":
        return "%"
    if quantity.kind == "discount":
        return "% of the price"
    if quantity.kind == "point":
        return " percentage points" if value != 1 else " percentage point"
    if quantity.kind == "multiple":
        return " times"
    if not quantity.unit:
        return ""
    name = _PROPER.sub(lambda word: word[0].title(), units()[quantity.unit].english[0])
    name = name.replace("us dollar", "US dollar")
    plural = value != 1 and name[-1].isalpha() and not name.endswith(_NO_PLURAL)
    return f" {name}{'s' if plural and not name.endswith('s') else ''}"
