"""The shapes a quantity takes in English text, as one regular expression with a name a shape.

Knows only how things are written; what they are worth is worked out by the readers.
"""

import csv
from collections.abc import Collection
from functools import cache
from importlib.resources import files

from pxtranslate.figures.units import alternatives, english_words

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@cache
def words(role: str) -> dict[str, int]:
    """The number words of one role in english_words.tsv, with their values."""
    table = files("pxtranslate.figures").joinpath("english_words.tsv").read_text("utf-8")
    rows = csv.DictReader(table.splitlines(), delimiter="\t")
    return {row["word"]: int(row["value"]) for row in rows if row["role"] == role}


_FIGURE = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?|(?<![\d.])\.\d+)"
_TO = r"(?:\s?[-–—~/]\s?|\s(?:to|or)\s(?:about\s|nearly\s|over\s)?|\s?[-–—]\sto\s)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_TH = r"(?:st|nd|rd|th)?"
_NOT_DAY = (
    r"(?!\d|[.,:]\d|\s?(?:[ap]\.?m\b|o['’]clock|%|percent\b|hundred\b|[mbtr]+illion\b|thousand\b))"
)
_WHOLES = ("three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty")
"""Of so many people so many are said to do something."""
_SIZES = ("million", "billion", "trillion")
_CODES = (
    "RMB|CNY|USD|HKD|EUR|GBP|JPY|KRW|TWD|NTD|INR|AUD|CAD|NZD|SGD|THB|CHF|RUB|MYR|VND|IDR|ZAR|BRL"
)
_SURNAMES = frozenset({"chi", "dong", "jiao", "li", "liang", "mao", "mu", "qing", "zhang"})
"""Units in small letters only: "in 2022 Li" is about a person."""
_CURRENCY = (
    r"(?:\b(?:(?:rmb|us|hk|nt|au|ca|nz|cn)\s?|[acsr]))?[$¥€£₹]"
    rf"|\b(?:{_CODES})"
)


def one_of(words: Collection[str]) -> str:
    """Any of some words; their first letters are looked at first.

    Where case is ignored, `re` tries every word of a list at every place.
    """
    return f"(?=[{initials(words)}])(?:{'|'.join(words)})"


def initials(*lists: Collection[str]) -> str:
    """The first letters of all words of some lists, for a class of characters."""
    return "".join(sorted({word[0] for words in lists for word in words}))


@cache
def _numbers() -> tuple[str, str]:
    """Expressions for a number below a hundred in words, and for any number."""
    ones, teens, tens = (list(words(role)) for role in ("one", "teen", "ten"))
    small = (
        f"(?=[{initials(ones, teens, tens)}])(?:(?:{'|'.join(tens)})(?:[-\\s](?:{'|'.join(ones[1:])})\\b)?"
        f"|{'|'.join(teens)}|{'|'.join(ones)})\\b"
    )
    size = f"(?:{'|'.join(words('magnitude'))})\\b"
    spelt = (
        rf"(?:\b(?:{small}|an?(?=[\s-]{size})|half\s(?:of\s)?an?(?=\s{size})|half(?=-{size}))"
        rf"(?:(?:[\s-]{size})+(?:(?:\sand)?[\s-]{small})?)*)"
    )
    short = r"[kmb]|\s?(?:bn|mn|mln|tn|trn)"
    return small, rf"(?:{_FIGURE}(?:[\s-]?{size})*(?:(?:{short})\b)?|{spelt})"


@cache
def forms() -> dict[str, str]:
    """The shapes by name, in the order they are to be tried, but for those of english_dates.py."""
    small, number = _numbers()
    sizes, tens = one_of(words("magnitude")), one_of(words("ten"))
    unit = (
        r"[\s-]{0,2}(?:(?:working|trading|business|consecutive|full|calendar|more|fewer|less|whole|extra|"
        r"straight|additional|further|long|short|or\sso|or\smore|odd|plus|successive|solid"
        r"|(?-i:[A-Z][a-z]+(?:an|ese|ish|[iy]|ic)))\s)??"
    )
    lower = alternatives(_SURNAMES)  # 20 Li, but in 2022 Li is a person
    names = (
        rf"{alternatives(english_words().keys() - _SURNAMES)}|(?-i:{lower})"
        rf"|(?<!\b(?:19|20)\d\d\s)(?:{lower})"
    )
    month = (
        r"(?-i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
        r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
    )
    parts = rf"thirds?|quarters?|(?:{'|'.join(list(words('ordinal'))[4:])})s?"
    return {
        # PM2.5, D771, A320, 5G, 0799-6331234; units and plain words with hyphens are none
        "code": r"(?<![A-Za-z\d])(?-i:(?!" + _CODES + r"|NO\d)"
        r"(?:[A-Z]{1,8}-?|[A-Z][a-z]+|[a-z][A-Z][a-z]+|(?!Mid|Post|Pre|Top|Under|Over|Non|Jan|Feb|Mar|Apr|May|Ju|Aug|Sep|Oct|Nov|Dec)"
        r"[A-Z][a-z]+-)\d[A-Za-z\d]*(?:[-.]\d+)*"
        r"|[248]K\b|\d+(?!(?:C|F|M|K|B|KM|MW|GW|KW|GB|MB|TB|AM|PM|CM|MM|KG|BN|HP|KV|TH|ST|ND|RD)\b)"
        r"[A-Z]+[A-Za-z\d]*)|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)|(?<!\d)0\d{4,}|(?<!\d)400-\d{3,4}-\d{3,4}",
        "iso": r"(?<!\d)(?P<iy>\d{4})[-/.](?P<im>\d{1,2})[-/.](?P<id>\d{1,2})(?![\d/])",
        "slashed": r"(?<![\d/])(?P<sm>\d{1,2})/(?P<sd>\d{1,2})/(?P<sy>\d{4})(?!\d)",
        "years": r"(?<![\d.,$€£¥])(?P<y1>(?:1\d|20)\d\d)\s?[-–—/]\s?(?P<y2>(?:1\d|20)?\d\d)(?![\d,%]|\.\d)",
        "decade": rf"(?<![\d.,])(?P<ten>(?:1\d|20)?\d0)['’]?s\b|\b(?P<tens_said>{'|'.join(w[:-1] for w in words('ten'))})ies\b",
        "date": rf"(?:(?<![\d.,:$-])(?:(?P<d0>{_DAY}){_TH}(?:{_TO}|\sand\s(?:the\s)?|,\s))?(?P<d1>{_DAY}){_TH}"
        rf"(?:\sof|\sday\sof)?[\s-])?(?<!Long\s)\b(?P<mon>{month})(?:[\s-]+(?:the\s)?(?P<d2>{_DAY}){_TH}{_NOT_DAY}"
        rf"(?:(?:{_TO}|\sand\s(?:the\s)?|\sthrough\s)(?P<d3>{_DAY}){_TH}{_NOT_DAY}(?!\s?{month}))?)?"
        r"(?:,?\s+(?:of\s)?(?P<y>(?:1\d|20)\d\d)(?!\d|[,.]\d))?",
        "weekday": r"\b(?P<dow>(?-i:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:days?)|"
        r"(?-i:Tues|Thurs)\b)",
        "elapsed": r"(?<![\d.:])\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?|\.\d+)(?![\d:])",
        "pair": r"(?<![\d.:])(?P<pa>\d{1,3})\s?:\s?(?P<pb>\d{1,3})(?![\d.:])",
        # a percentage point, another basis point, a quarter point, half a percentage point
        "part_of_point": r"\b(?:an?|another)\s(?:(?:further|full|single|mere)\s)?(?P<whole_point>percentage|basis)\spoint\b"
        r"|\b(?P<point_part>half|(?:a\s)?quarter)[\s-](?:of\s)?(?:an?\s)?(?:percentage\s)?point\b"
        r"|\b(?:an?|another)\s(?P<whole_percent>percent)\b",
        # seven hundredths of a second, 0.6 of a point, three quarters of an hour, a quarter of a million
        "part_of_unit": rf"\b(?P<parts>{_FIGURE}|(?:{small}|an?)[\s-](?P<of_one>{parts}|hundredths?|thousandths?))"
        rf"\sof\san?\s(?P<one_whole>(?:percentage\s)?point\b|{one_of(_SIZES)}\b|(?:{names})\b)",
        # seven in ten, 9 out of 10
        "so_many_in": rf"\b(?P<many>{small}|\d)\s(?:in|(?P<of_all>out\sof))(?:\severy)?\s(?P<in_all>(?:{one_of(_WHOLES)})\b|(?:an?\s)?(?:hundred|thousand)\b|1000?\b|1?\d\b)"
        r"(?!\s(?:more\s)?(?:hundred|thousand|million|billion)\b|[,.]\d)"
        r"(?(of_all)|(?!\s(?:more\s)?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|cities|counties|provinces|countries|places)\b))",
        "share": rf"(?:\b(?P<above>{_FIGURE}|{small}|an?)[\s-](?P<below>{parts})\b(?![\s-](?:of\s(?:the\s)?(?:year|19|20)|place|prize|time|"
        r"round|day|largest|biggest|most))|\b(?:one|1)\s(?:in|out\sof)\s(?:an?\s)?"
        rf"(?:every\s)?(?P<outof>{number}|{sizes})|(?<![\d/])(?P<above2>\d{{1,2}})/(?P<below2>\d{{1,3}})(?![\d/]))",
        "long_time": r"\b(?:24\s?[*x×/]\s?7\b|7\s?[*x×/]\s?24\b|(?:a)?round[\s-]the[\s-]clock|"
        r"(?:an?|the|past|last|next|every|per)\s(?:full\s|whole\s)?(?P<long>decade|century|fortnight|millennium))\b",
        "half": r"\bhalf(?![\s-](?:of\s)?an?\s(?:hundred|million|billion|dozen))(?:[\s-](?:of\s)?(?:an?[\s-])?"
        r"(?:(?P<span>year|hour|month|century)"
        r"|(?P<half_unit>kilogram|kilo|kg|meter|metre|kilometer|kilometre|mile|ton|tonne|liter|litre)))?\b"
        r"|\bhalv(?:e|es|ed|ing)\b|\b(?:semi-?annual|half-?yearly)\b(?P<yearly>)"
        r"|\bhalfway\b"
        r"|\ban?\s(?P<whole_span>year|hour|month|century|day|week|decade|tonne|ton|kilogram|kilo|mile|metre|meter)\sand\sa\shalf\b",
        "fold": rf"\b(?P<verb>(?:doubl|tripl|trebl|quadrupl|quintupl)(?:e|ed|es|ing|y)\b|twice\b)"
        rf"|\b(?P<stem>{one_of([*words('one'), *words('teen'), *words('ten')])})fold\b"
        rf"|\b(?P<times>{number})(?:(?P<times_half>\sand\sa\shalf(?=\stimes))?(?:[\s-]?fold\b|[\s-]times\b)|x\b)",
        "ordinal": rf"\b(?:(?P<nth>\d{{1,3}}(?:,\d{{3}})*)(?:st|nd|rd|th)\b"
        rf"|(?:(?P<tens>{tens})[-\s])?(?P<word>{one_of(words('ordinal'))})\b)",
        "group": rf"\b(?P<members>{one_of(words('group'))})\b",
        "plural": rf"\b(?:(?P<p1>tens|hundreds|dozens)\s(?:and\s\w+\s)?of\s)?"
        rf"(?P<p2>(?:{sizes})s|tens(?=\sof))\b",
        "number": rf"(?P<minus>(?<!plus/)(?<!plus-)(?<!plus or )\b(?:minus|negative)\s|(?<![\w.,)%–—\-/])(?<!\d\s)[-−](?=\d))?(?:(?P<sign>{_CURRENCY})\s?|(?<![a-wyz\d])(?<!\d[.,])(?<!GMT\+)(?<!UTC\+))(?P<n1>{number})(?:"
        rf"(?:[-\s](?P<u1>{names})\b|\s?(?P<percent1>%|percent\b|per\scent\b))?{_TO}(?:(?P<sign2>{_CURRENCY})\s?)?(?P<n2>{number}))?"
        rf"(?P<and_half>(?:\s|-)and(?:\s|-)an?(?:\s|-)half|\s1/2|½)?"
        rf"(?:[\s-]?(?P<basis>basis[\s-]points?\b|bps?\b)|\s(?P<per>per\s(?:thousand|mille|mil)|permille|per\s1,?000|parts?\sper\s[mb]illion|pp[mb])\b(?!\s(?:yuan|km|kilom|square|people))"
        rf"|[\s-]?(?P<point>(?:percentage|percent|per\scent|%)[\s-]points?\b|percentage\b|pp\b|ppts?\b)"
        rf"|[\s-]?(?P<percent>%|percent\b|per\scent\b|pct\b|pc\b|‰)(?P<off>[\s-](?:off|discounts?|cheaper)\b)?"
        rf"|{unit}(?P<unit>(?!second\s(?:prize|place|class))(?:{names}))(?![A-Za-z\d])(?P<unit_half>\sand\sa\shalf)?)?",
    }
