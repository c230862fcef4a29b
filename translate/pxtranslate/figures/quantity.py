"""What a number in a text says: its kind, value and unit, and where it stands.

Knows no language; `chinese` and `english` make these, `compare` and `rewrite` use them.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Kind = Literal[
    "count",  # how many, or a bare figure
    "money",  # unit: a currency
    "measure",  # unit: metre, tonne, degree ...
    "duration",  # unit: second ... year
    "percent",  # in hundredths: 三成 and "30%" are 30, 三分之一 is 100/3
    "point",  # percentage points, 百分点
    "multiple",  # 3倍, threefold, doubled
    "ordinal",  # 第3, 21st, No. 5
    "year",
    "month",
    "day",  # of the month
    "decade",  # its first year, 1980 or just 80
    "time",  # of day, in minutes from midnight
    "weekday",  # 1 is Monday
    "lunar",  # month times 100, and day: 正月初八 is 108; 0 where one of them is not said
    "part",  # of a month, year or decade: 1 early, 2 middle, 3 late
    "age",  # in decades: 六旬 is 60
    "discount",  # what is left to pay, in hundredths: 八折 and "20 percent off" are 80
    "code",  # compared literally: PM2.5, 5A, D771, a telephone number
]

DATE_KINDS: frozenset[Kind] = frozenset(
    {"year", "month", "day", "decade", "time", "weekday", "lunar", "part"}
)


Change = Literal["", "to", "by", "from"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity, `text == whole[start:end]`. A single value has `low == high`."""

    kind: Kind
    low: Fraction
    high: Fraction
    unit: str
    """Name of a row of units.tsv, or empty."""
    approx: bool
    """余, 多, 约, "more than": not exact."""
    start: int
    end: int
    """`[start, end)` in code points of the text that was read."""
    text: str
    firm: bool = True
    """False where it may be a turn of phrase, or where the other language often leaves it out."""
    others: tuple[Fraction, ...] = ()
    """Further values that the same words are also used for (3点: 3:00, but perhaps 15:00)."""
    vague: bool = False
    """Any value from low to high is meant: 数百, 十几万."""
    change: Change = ""
    """Whether something fell *to* the value, *by* it or *from* it, where the text says so."""

    @property
    def is_range(self) -> bool:
        """True where two different values stand as one quantity: 3至5个."""
        return self.low != self.high


ABSURD = 10**30
"""No figure of any news; longer strings of digits are codes."""


def show(value: Fraction) -> str:
    """Write a value as an English figure: 902 million as `9.02 million`, 46000 as `46,000`."""
    for size, word in ((10**12, " trillion"), (10**9, " billion"), (10**6, " million")):
        if size <= abs(value) < ABSURD:
            scaled = value / size
            if (scaled * 10**6).denominator == 1:
                return _decimal(scaled) + word
    if (value * 10**8).denominator == 1 and abs(value) < ABSURD:
        return _decimal(value)
    return f"{Decimal(value.numerator) / value.denominator:.4g}"


def _decimal(value: Fraction) -> str:
    """Exact decimal digits with thousands separators; the value must have at most 8 decimals."""
    whole, rest = divmod(abs(value), 1)
    digits = f"{int(rest * 10**8):08d}".rstrip("0")
    sign = "-" if value < 0 else ""
    return f"{sign}{whole:,}" + (f".{digits}" if digits else "")
