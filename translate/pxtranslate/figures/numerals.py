"""Chinese numerals into values: 三万五千, 3万5千, 1.2万亿, 二〇二二, 一百零五, 两万三, 廿五, 四万万.

Knows nothing of units, kinds or context; a string that is no well-formed numeral gives None.
"""

import re
from decimal import Decimal
from fractions import Fraction

DIGITS = dict(
    zip("〇零○一二三四五六七八九两兩", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 2), strict=True)
)
TENS = {"廿": 20, "卅": 30, "卌": 40}
SMALL = {"十": 10, "百": 100, "千": 1000}
TRILLION = "\ue000"
"""Stands for 兆 where that is a million million, not a million (see `normal`)."""
BIG = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, TRILLION: 10**12}

_LONGEST = 60
"""Characters of a numeral; what is longer is no figure of anything."""
_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|.")


def fraction(figure: str) -> Fraction:
    """The value of plain digits, with or without thousands separators: `1,234.5`."""
    return Fraction(Decimal(figure.replace(",", "")))  # int() refuses more than 4300 digits


def value_of(numeral: str) -> Fraction | None:
    """The value of a numeral in Chinese characters, digits, or both; None if it is not one."""
    if len(numeral) > _LONGEST:
        return None
    if "点" in numeral:
        return _with_point(numeral)
    total = section = Fraction(0)
    number: Fraction | None = None
    last, zero, single = 1, False, False
    for token in _TOKEN.findall(numeral):
        if token in DIGITS:
            if number is not None:
                return _digit_by_digit(numeral)
            if DIGITS[token] == 0 and len(numeral) > 1:
                zero = True
            else:
                number, single = Fraction(DIGITS[token]), True
        elif token in TENS:
            if number is not None or section % 100:
                return None
            section += TENS[token]
            zero, last = False, 10
        elif token in SMALL:
            if number is None and not zero and section % (10 * SMALL[token]) != section:
                return None
            section += (1 if number is None else number) * SMALL[token]
            number, zero, last = None, False, SMALL[token]
        elif token in BIG:
            counted = number is not None or section or zero
            section += number or 0
            if not counted and total:
                total *= BIG[token]  # 四万万, 二十万亿
            elif not counted:
                total = Fraction(BIG[token])
            elif BIG[token] > 10**4:
                total = (total + section) * BIG[token]
            else:
                total += section * BIG[token]
            section, number, zero, last = Fraction(0), None, False, BIG[token]
        elif token[0].isdigit():
            if number is not None:
                return None
            number, single = fraction(token), len(token) == 1
        else:
            return None
    if number is None:
        return None if zero and last == 1 else total + section
    if last >= 100 and single and not zero:  # 两万三 is 23,000, 一百零三 is 103
        return total + section + number * last / 10
    return total + section + number


def _digit_by_digit(numeral: str) -> Fraction | None:
    """二〇二二; but 三四 is no 34."""
    if all(char in DIGITS for char in numeral) and (
        len(numeral) > 3 or set(numeral) & set("〇零○")
    ):
        return Fraction(run_of(numeral))
    return None


def run_of(digits: str) -> int:
    """The value of digits said one by one, of either script: 六五 is 65."""
    return int("".join(str(DIGITS[char]) if char in DIGITS else char for char in digits))


_THREE_TO_FIVE = re.compile("三五(?=[十百千万亿])")


def neighbours(numeral: str) -> tuple[Fraction, Fraction] | None:
    """Both ends of 三四百, 十七八, 二三十万, 一万六七, 三五百: two digits in a row that follow each other."""
    found = re.search(r"([一二两兩三四五六七八])([二两兩三四五六七八九])", numeral)
    if not found or (
        DIGITS[found[2]] != DIGITS[found[1]] + 1 and not _THREE_TO_FIVE.match(numeral)
    ):
        return None
    before, after = numeral[: found.start()], numeral[found.end() :]
    low, high = value_of(before + found[1] + after), value_of(before + found[2] + after)
    return None if low is None or high is None else (low, high)


def _with_point(numeral: str) -> Fraction | None:
    """三点五, 三点二五万: digits after the point one by one, then perhaps 万 or 亿."""
    whole, _, rest = numeral.partition("点")
    decimals = "".join(str(DIGITS[char]) for char in rest if char in DIGITS)
    scale = "".join(char for char in rest if char not in DIGITS)
    head = value_of(whole)
    if head is None or not decimals or not rest.endswith(scale):
        return None
    value = head + Fraction(int(decimals), 10 ** len(decimals))
    for char in scale:
        if char not in BIG:
            return None
        value *= BIG[char]
    return value
