"""Errors of one word put into sound pairs: its opposite said, its like said, or the word left out.

Beside `planted_text`, whose dice stay as they are. The words are written down here by what is opposed
in the news, not taken from the tables of the checks, of which nothing is known but their names.
"""

import random
import re
from collections.abc import Iterator

from evaluate.checks import SEED, Case
from pxtranslate.checks.base import Pair

_OPPOSED = """
early/late, earlier/later
ahead of schedule/behind schedule
brought forward/postponed
advanced/delayed
extend/shorten, extended/shortened, extending/shortening
longer/shorter
faster/slower, accelerate/slow, accelerated/slowed, accelerating/slowing
imports/exports, import/export, imported/exported
buy/sell, bought/sold, buying/selling, purchase/sale, purchased/sold, acquired/sold
more than/less than
over/under
above/below
at least/at most
exceed/fall short of, exceeded/fell short of
first/second
first time/second time
inside/outside
domestic/foreign, domestically/overseas
at home/abroad
in the country/outside the country
in the province/outside the province
east/west, eastern/western
south/north, southern/northern, southeast/northwest, southwest/northeast
left/right
women/men, woman/man, female/male, girls/boys, girl/boy, mother/father, wife/husband, daughter/son
first half/second half
last year/this year/next year
last month/this month/next month
support/oppose, supported/opposed, supports/opposes
approve/reject, approved/rejected, allow/ban, allowed/banned, permitted/prohibited, agreed/refused
won/lost, win/lose, winning/losing, beat/lost to, defeated/lost to
urban/rural, city/village
start/end, started/ended, begin/finish, began/ended, opened/closed, open/close
completed/started, completion/start
first quarter/second quarter/third quarter/fourth quarter
first three quarters/first quarter
gold/silver/bronze, champion/runner-up
first prize/second prize/third prize
daily/weekly/monthly/annual
per day/per week/per month/per year
every day/every week/every month/every year
a day/a week/a month/a year
"""
_TURNED = """
surge/plunge, surged/plunged, soar/plummet, soared/plummeted, jumped/slumped, jump/drop, climb/fall
expand/shrink, expanded/shrunk, expanding/shrinking, expansion/contraction, boost/reduce, boosted/reduced
rebounded/declined, rebound/decline, growing/falling, grow/decline, grew/declined, growth/decline
accelerated/slowed, accelerating/slowing, widened/narrowed, upward/downward, higher/lower, more/less, more/fewer
raise/lower, raised/lowered, increase/decrease, increased/decreased, improved/declined, up/down
"""
_NEGATED = """
is/is not/isn't, are/are not/aren't, was/was not, were/were not/weren't, will/will not/won't, can/cannot
could/could not/couldn't, should/should not, has/has not/hasn't, have/have not/haven't/never, had/had not
a/no, any/no, everything/nothing, something/nothing, everyone/nobody, all/none, both/neither, always/never
"""
_LIKE = """
Japan/Brazil, Russia/Canada, India/Poland, France/Kenya, Germany/Mexico, Britain/Turkey
Japanese/Brazilian, Russian/Canadian, Indian/Polish, French/Kenyan, German/Mexican, British/Turkish
South Korea/North Korea
the United States/the Netherlands
American/Dutch
Beijing/Shenyang, Shanghai/Lanzhou, Guangdong/Shanxi, Zhejiang/Gansu, Sichuan/Hainan
Wang/Zhou, Li/Sun, Zhang/Ma, Liu/Qian, Chen/Gao
"""
_LEFT_OUT = (
    r"\b(?:[Vv]ice|[Dd]eputy)[ -]",
    r"\b[Ff]ormer ",
    r",? (?:year[- ]on[- ]year|from (?:a|the) year earlier|(?:compared with|over|from) (?:the same period )?last year)\b",
    r",? (?:month[- ]on[- ]month|quarter[- ]on[- ]quarter|from the previous (?:month|quarter))\b",
    r"\b(?:per capita|average|average daily|daily average|annual average) ",
    r",? (?:in|of|across) (?:the|its) (?:country|province|city|county|world)\b|\b(?:national|provincial|municipal|world['’]s|country['’]s|province['’]s|city['’]s) ",
    r"\b[Ww]orking (?=days?\b)",
    r"\b(?:semi-?|[Ss]emi-?)(?=finals?)",
    r"\b[Oo]ne of ",
    r"\b(?:in )?(?:the )?(?:last |this |past )?(?:winter|spring|summer|autumn)\b",
)


def _exchanges(table: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in re.split(r", |\n", table.strip()):
        words = one.split("/")
        for word in words:
            found.setdefault(word, []).extend(other for other in words if other != word)
    return found


_PLAIN = frozenset(one.split("/")[0] for one in re.split(r", |\n", _NEGATED.strip()))
_WAYS = (
    ("opposite_said", ("opposites", "bounds"), _exchanges(_OPPOSED)),
    ("way_turned", ("direction",), _exchanges(_TURNED)),
    ("negated", ("negation",), {w: o for w, o in _exchanges(_NEGATED).items() if w in _PLAIN}),
    (
        "negation_taken_out",
        ("negation",),
        {w: o for w, o in _exchanges(_NEGATED).items() if w not in _PLAIN},
    ),
    ("like_said", ("names",), _exchanges(_LIKE)),
)


def cases(pairs: list[tuple[str, str]]) -> Iterator[Case]:
    """Put one word for another, and leave a word out, in every pair that has one."""
    dice = random.Random(SEED)
    patterns = [
        (
            name,
            names,
            table,
            re.compile(rf"\b(?:{'|'.join(sorted(table, key=len, reverse=True))})\b"),
        )
        for name, names, table in _WAYS
    ]
    for source, target in pairs:
        for name, names, table, pattern in patterns:
            for found in pattern.finditer(target):
                other = dice.choice(table[found[0]])
                wrong = target[: found.start()] + other + target[found.end() :]
                yield Case(name, names, Pair(source, target), Pair(source, wrong))
        for left in _LEFT_OUT:
            if gone := re.search(left, target):
                wrong = target[: gone.start()] + target[gone.end() :]
                yield Case("word_left_out", ("echoes",), Pair(source, target), Pair(source, wrong))
