"""Times of day, lunar days, parts of a period and decades of age in English.

3:30 p.m. is in minutes from midnight; without a.m. or p.m. the other half of the day is kept beside
it. The eighth day of the first lunar month is 108. Shapes and readers of one kind stand together;
`english` tries them in its order.
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from pxtranslate.figures.english_forms import MONTHS, one_of, words
from pxtranslate.figures.found import one, span
from pxtranslate.figures.quantity import Quantity

_MONTH_NAME = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    "Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_HOUR_WORDS = one_of(
    [*(w for w in (*words("one"), *words("teen")) if w != "zero"), "noon", "midnight"]
)
_ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|(?:(?:{one_of(words('ten'))})[-\s])?(?:{one_of(words('ordinal'))}))"
_LUNAR = r"(?:lunar\smonth|month\s(?:of|on|in)\s(?:the\s)?(?:Chinese\s)?lunar\s(?:calendar|year))"
_NEW_YEAR = r"(?:(?:the\s)?(?:Chinese\s(?:Lunar\s)?|Lunar\s)New\sYear|(?:the\s)?Spring\sFestival)"
_CALENDAR = (
    r"(?:of|on|in|by|according\sto)\s(?:the\s)?(?:Chinese\s)?(?:traditional\s)?lunar\scalendar"
)
_FESTIVALS = {
    "mid-autumn": 815, "dragon boat festival": 505, "lantern festival": 115, "double ninth": 909,
    "chongyang": 909, "laba": 1208, "qixi": 707,
}  # fmt: skip
_OF_DAY = r"in\sthe\s(?:early\s)?(?P<daytime{0}>morning|afternoon|evening)|at\s(?P<night{0}>night)"
_PERIOD = (
    rf"[\s-](?:(?:of|in|the|this|last|next|each|every|same|that|previous|following|lunar)\s)*(?:(?-i:{_MONTH_NAME})\b"
    r"|years?\b|months?\b|century\b|decade\b|(?:1\d|20)?\d0['’]?s\b|(?:1\d|20)\d\d\b|\d{1,2}th[\s-]century|(?:spring|summer|autumn|winter)\b)"
)

SHAPES = {
    "lunar": rf"\b(?:(?P<lunar_first>{_ORDINAL})\s(?:and|to|through|or)\s(?:the\s)?)?(?P<lunar_day>{_ORDINAL})\s(?:days?\s)?(?:of|in)\s(?:the\s)?(?P<lunar_month>{_ORDINAL}|last|final)\s{_LUNAR}"
    rf"|\b(?P<only_month>{_ORDINAL}|last|final)\s{_LUNAR}"
    rf"|\b(?P<new_year_day>{_ORDINAL})\sday\sof\s{_NEW_YEAR}(?!\s(?:travel|transport|holiday|rush))"
    rf"|\b(?P<eve>(?:(?:Chinese|Lunar|Spring\sFestival)\s)?(?:(?:Lunar\s)?New\sYear(?:['’]s)?\s|(?<=Festival\s))Eve)\b"
    rf"|\b(?P<lunar_name>{_MONTH_NAME})\s(?P<lunar_number>\d{{1,2}})(?:st|nd|rd|th)?,?\s{_CALENDAR}"
    rf"|\blunar\s(?P<lunar_name2>{_MONTH_NAME})\s(?P<lunar_number2>\d{{1,2}})\b"
    rf"|\b(?P<festival>{'|'.join(_FESTIVALS)})\b",
    "part": rf"\b(?:(?P<early>early|beginning(?=\sof)|start(?=\sof))|(?P<middle>mid|middle(?=\sof))"
    rf"|(?P<late>late|end(?=\sof)|close(?=\sof)))(?={_PERIOD})|\b(?P<year_end>year[\s-]end|year['’]s\send|month[\s-]end)\b",
    "clock": r"(?<![\d.:$€£])(?P<h>[01]?\d|2[0-4])(?:[:.](?P<min>[0-5]\d))?\s?(?:(?P<ap>[ap]\.?m\b\.?)"
    rf"|(?:o['’]clock\s?)?(?:{_OF_DAY.format('1')})|o['’]clock)"
    rf"|\b(?P<hour_word>{_HOUR_WORDS})\s(?:(?P<ap2>[ap]\.m\.)|(?:o['’]clock\s)?(?:{_OF_DAY.format('2')})|o['’]clock)"
    r"|(?<![\d.:])(?P<hc>[01]?\d|2[0-4]):\s?(?P<minc>[0-5]\d)(?![\d:])(?:\shours)?"
    r"|\b(?:12\s)?(?P<noon>noon|midnight|midday)\b"
    rf"|\b(?:(?P<past>half)[\s-]past|(?P<quarter>a\squarter|(?<=\bat\s)quarter|quarter(?=[\s-]past))[\s-](?P<side>past|to|before|after)"
    rf"|(?P<minutes>five|ten|twenty|twenty-five)\s(?:minutes\s)?past)\s(?P<past_hour>\d{{1,2}}\b(?![.,]\d|\s?%|\s[mbtr]+illion|\sper\s?cent)|{_HOUR_WORDS})\b"
    rf"(?:\s?(?P<ap3>[ap]\.?m\b\.?)|\s(?:{_OF_DAY.format('3')}))?",
    "age": r"\b(?P<aged>sexa|septua|octo|nona|cente)(?:ge)?nari?ans?\b",
}
RARE = re.compile(rf"lunar|new\syear|spring\sfestival|narian|{'|'.join(_FESTIVALS)}", re.IGNORECASE)
"""Without one of these no lunar day and no word of age is there."""
_MINUTES = {"five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}
_AGES = {"sexa": 60, "septua": 70, "octo": 80, "nona": 90, "cente": 100}


def clock(found: re.Match[str]) -> Iterator[Quantity]:
    """Noon is 720 minutes, midnight 0, 12 a.m. too."""
    if found["noon"]:
        midnight = found["noon"].lower() == "midnight"
        yield from one("time", 0 if midnight else 720, span(found), firm=False)
        return
    said = found["h"] or found["hour_word"] or found["hc"] or found["past_hour"]
    hour = int(said) if said.isdigit() else _hour(said)
    minute = int(found["min"] or found["minc"] or 0)
    half = (found["ap"] or found["ap2"] or found["ap3"] or "")[:1].lower()
    daytime = found["daytime1"] or found["daytime2"] or found["daytime3"]
    night = found["night1"] or found["night2"] or found["night3"]
    if daytime or night:
        half = "a" if (daytime or "").lower() == "morning" or (night and hour < 5) else "p"
    if found["past"]:
        minute = 30
    elif found["minutes"]:
        minute = _MINUTES[found["minutes"].lower()]
    elif found["quarter"]:
        minute = 15
        if found["side"].lower() in ("to", "before"):
            hour, minute = (hour + 11) % 12 or 12, 45
    if half and hour <= 12:
        others = (Fraction(minute),) if (hour, half) == (12, "p") else ()  # said of midnight too
        hour = hour % 12 + (12 if half == "p" else 0)
        yield from one("time", hour * 60 + minute, span(found), others=others)
        return
    time = Fraction(hour % 24 * 60 + minute)
    others = (time % 720 + (0 if time >= 720 else 720),) if 0 < hour <= 12 else ()
    yield from one("time", time, span(found), others=others, firm=not found["past_hour"])


def _hour(word: str) -> int:
    return (words("one") | words("teen") | {"noon": 12, "midnight": 0})[word.lower()]


def lunar(found: re.Match[str]) -> Iterator[Quantity]:
    """Month times 100, and the day."""
    if found["festival"]:
        yield from one("lunar", _FESTIVALS[found["festival"].lower()], span(found), firm=False)
    elif found["eve"]:
        yield from one("lunar", 1230, span(found), firm=False)
    elif found["new_year_day"]:
        yield from one("lunar", 100 + ordinal(found["new_year_day"]), span(found))
    elif name := found["lunar_name"] or found["lunar_name2"]:
        month = MONTHS.index(name[:3].lower()) + 1
        day = int(found["lunar_number"] or found["lunar_number2"])
        yield from one("lunar", month * 100 + day, span(found))
    else:
        month = ordinal(found["lunar_month"] or found["only_month"])
        day = ordinal(found["lunar_day"]) if found["lunar_day"] else 0
        if found["lunar_first"]:  # the 14th and 15th of the first lunar month
            first = month * 100 + ordinal(found["lunar_first"])
            yield from one("lunar", first, span(found, "lunar_first"))
            yield from one("lunar", month * 100 + day, (found.start("lunar_day"), found.end()))
            return
        yield from one("lunar", month * 100 + day, span(found))


def ordinal(said: str) -> int:
    """23rd or twenty-third; the last month is the twelfth."""
    if said.lower() in ("last", "final"):
        return 12
    if said[0].isdigit():
        return int(re.sub(r"\D", "", said))
    *tens, last = re.split(r"[-\s]", said.lower())
    return words("ordinal")[last] + (words("ten")[tens[0]] if tens else 0)


def part(found: re.Match[str]) -> Iterator[Quantity]:
    """Early, middle, late: 1, 2, 3."""
    value = 1 if found["early"] else 2 if found["middle"] else 3
    yield from one("part", value, span(found), firm=False)


def age(found: re.Match[str]) -> Iterator[Quantity]:
    """A septuagenarian is in the seventies."""
    yield from one("age", _AGES[found["aged"].lower()], span(found), firm=False)
