"""Shorten a sentence to its news: whole clauses of its own, in its own order, nothing new.

Who did what, how much and when stay; slogans, means and asides go first. A clause is kept with what
it cannot be true without: its subject, the condition it hangs on, the quantity a comparison speaks
of, the time of a figure, the one who says so. Every word is the article's, so what a summary says
can be checked exactly. Knows one sentence; which sentences tell the news is `extract`'s business.
Measured in translate/decisions/0088-compress.md.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

from pxtranslate.config import Summaries
from pxtranslate.records import Article, SummarySentence
from pxtranslate.summaries.cues import cues
from pxtranslate.summaries.extract import choose, score, to_sentence
from pxtranslate.summaries.sentences import Unit, units
from pxtranslate.summaries.wording import bare, bigrams, tagged, words

LENGTH, BRIEF = 0.7, 72
"""Most of the length of the whole sentences that the shortened ones may have together; and
characters up to which they are brief as they are: two sentences of a comfortable length."""

MOST = 12
"""Clauses that are weighed; a sentence of more is left as it is."""
COMFORTABLE, SHORTEST = 36, 10
"""Characters of a summary sentence: above, each costs; below, it is a fragment."""
RECURRING, TITLED, FIGURE, ACTOR, MAIN = 0.30, 0.50, 0.35, 0.25, 0.40
"""What a clause is worth: by the share of its words that recur in the article, the share of the
title's character pairs it holds, and if it has a figure, says who acts, or is the first to."""
MEANS, COST, OVER = 0.9, 0.012, 0.030
"""What a clause of means or slogans loses, what a character costs, and one above COMFORTABLE."""

_MARK = re.compile(r"[，；：。！？!?;,:]+[”’」』）)]*")
_ENDS = "。！？!?"
_OPEN, _CLOSE = "“‘「『（(《【", "”’」』）)》】"
_COMPARED = re.compile(
    r"(?:同比|环比|分别|较|比|与|相当于|增长|增加|增幅|下降|减少|降幅|上升|提高|占|达到?|位居|排名|连续|累计|共)"
)
_CONDITION = re.compile(
    r"(?:如果|若|只要|只有|除非|一旦|要是|倘若|即使|即便|除|虽然?|尽管|因|由于|当)"
)
_TIME = re.compile(
    r"(?:截[至止]|到|自|从|在)?(?:今年|去年|前年|明年|本月|上月|上半年|下半年|前?[一二三四]季度|\d{2,4}年|\d{1,2}月|"
    r"\d{1,2}[日号]|“?十[一二三四五]五”?|[春夏秋冬]季|今天|昨天|当天|当地时间|新年|年初|年末|年底)[^，；：。]{0,14}"
)
_SAYS = re.compile(
    r"(?:表示|称|说|道|证实|指出|认为|强调|透露|介绍|宣布|预计|预测|显示|要求|建议|承诺|计划|认定|查明)$"
)
_SOURCE = re.compile(
    r"(?:[根依]?据|按照?)[^，]{0,60}(?:消息|报道|统计|数据|介绍|透露|规定|要求|安排|测算|监测|预报|计划|行政令|通知|公告|判决|协议|条例|办法|法)"
)
_JOINS = re.compile(
    r"^(?:同时|此外|另外|其中|不过|但是?|然而|而且?|因此|所以|从而|于是|并且?|也|还|以及|对此|为此|据此)[，,]?"
)
_COPULA = re.compile(r"(?:正|也|都|则|就|才)?(?:是|意味着|成为|成了|属于)")
_PRONOUN = re.compile(r"他们?|她们?|它们?|其(?!中|他|它|实|余)|该|上述|前者|后者|两者|二者|平均")
_UNFINISHED = re.compile(
    r"(?:后|时|之际|之间|期间|同时|以来|之中|之下|过程中|基础上|背景下|情况下|方面)$"
)
_PAIRS = (
    ("越", "越"), ("不是", "而是"), ("不仅", "还"), ("不仅", "而且"), ("不但", "还"), ("既", "又"), ("一边", "一边"),
    ("无论", "都"), ("不论", "都"), ("不管", "都"), ("与其", "不如"), ("宁可", "也"), ("一方面", "另一方面"), ("要么", "要么"),
    ("虽", "但"), ("尽管", "但"),
)  # fmt: skip
_NAMED = re.compile(r"的《[^《》]+》$")
"""A book that is only named: what is done with it comes next."""
_ASPECT = ("ul", "ug", "uz")
"""了, 过, 着: what stands before is a verb, whatever the dictionary takes it for."""
_NOUNS = ("n", "r", "j", "i", "e", "m", "q")


@dataclass(frozen=True, slots=True)
class Clause:
    """`[start, end)` of the sentence without its mark, and what the clause is."""

    start: int
    end: int
    mark: str
    text: str
    means: bool
    """How it was done, in what spirit: the first to go."""
    ends: bool
    """Whether a sentence may end with it."""
    needs: frozenset[int] = frozenset()
    """Clauses without which it would not be true, or not be understood."""


def shortened(article: Article, settings: Summaries) -> tuple[SummarySentence, ...]:
    """Return the sentences that `extract` chooses, each shortened to its news, in reading order.

    One that cannot be shortened is the article's own, with its English; the others have none yet.
    Sentences are left out, the least newsworthy first, until the rest have at most LENGTH of the
    characters of the whole, or are brief; one always stays.
    """
    body = units(article)
    title = article.title.text if article.title else ""
    chosen = choose(body, title, settings)
    spread = Counter(word for unit in body for word in words(unit.zh))
    recurring = {word for word, times in spread.items() if times > 1}
    texts = {at: compress(body[at].zh, recurring, title) for at in chosen}
    room = max(BRIEF, LENGTH * sum(len(body[at].zh) for at in chosen))
    scored = score([unit.zh for unit in body], title)
    while len(texts) > 1 and sum(map(len, texts.values())) > room:
        free = [at for at in texts if not (at + 1 in texts and scored[at + 1].leaning)]
        del texts[min(free, key=lambda at: scored[at].worth)]
    return tuple(_sentence(body[at], text) for at, text in texts.items())


def _sentence(unit: Unit, text: str) -> SummarySentence:
    if text == unit.zh:
        return to_sentence(unit)
    segments = tuple(segment.id for segment in unit.segments)
    return SummarySentence(zh=text, en="", segments=segments, method="compress")


def compress(sentence: str, recurring: Set[str] = frozenset(), title: str = "") -> str:
    """Return the sentence's news in fewer of its words; the sentence itself where none can go.

    `recurring`: words of the article that stand in more than one of its sentences.
    """
    found = clauses(sentence)
    if not 1 < len(found) <= MOST:
        return sentence
    wanted = set(bigrams(title))
    worth = [_worth(clause, recurring, wanted) for clause in found]
    sizes = [len(bare(clause.text)) for clause in found]
    if main := [at for at, one in enumerate(found) if not one.means and _has_actor(one.text)]:
        worth[main[0]] += MAIN
    best, most = tuple(range(len(found))), _value(sizes, worth, range(len(found)))
    for size in range(1, len(found)):
        for kept in combinations(range(len(found)), size):
            if _stands(found, kept) and (value := _value(sizes, worth, kept)) > most:
                best, most = kept, value
    return _written(sentence, found, best)


def clauses(sentence: str) -> list[Clause]:
    """Cut a sentence at its commas and colons, but not within quotation marks and brackets."""
    found: list[Clause] = []
    for start, end, mark in _cuts(sentence):
        text = sentence[start:end].strip()
        vague = (
            not found and cues().vague.fullmatch(text) and not _PRONOUN.match(sentence[end + 1 :])
        )
        if vague or not bare(text):
            continue
        means = _is_means(text)
        found.append(Clause(start, end, mark, text, means, not means and _may_end(text, mark)))
    return [replace(clause, needs=frozenset(_needs(at, found))) for at, clause in enumerate(found)]


def _cuts(sentence: str) -> Iterator[tuple[int, int, str]]:
    depth, start = 0, 0
    for at, char in enumerate(sentence):
        if at < start:
            continue
        depth += (char in _OPEN) - (char in _CLOSE)
        mark = _MARK.match(sentence, at)
        if mark and depth <= 0 and not _within_number(sentence, at):
            yield start, at, mark[0]
            start = mark.end()
    if start < len(sentence):
        yield start, len(sentence), ""


def _within_number(text: str, at: int) -> bool:
    return text[max(0, at - 1) : at].isdigit() and text[at + 1 : at + 2].isdigit()


def _is_means(text: str) -> bool:
    return bool(cues().means.match(text) or cues().platitude.search(text))


def _may_end(text: str, mark: str) -> bool:
    """Whether something is said in full when a sentence ends here."""
    opens = _TIME.fullmatch(text) or _CONDITION.match(text) or _SAYS.search(text)
    return not opens and mark[:1] not in "：:" and _has_verb(text)


def _needs(at: int, found: Sequence[Clause]) -> Iterator[int]:
    """The places of the clauses that this one leans on: before it, or after it."""
    clause, last = found[at], at - 1
    after = found[at + 1].text if at + 1 < len(found) else ""
    if after and (
        _COPULA.match(after)
        or _TIME.fullmatch(clause.text)
        or _UNFINISHED.search(clause.text)
        or _SOURCE.match(clause.text)
        or not _has_verb(clause.text)
        or _paired(clause.text, after)
    ):
        yield at + 1
    if last < 0:
        return
    before = found[last].text
    if (
        _CONDITION.match(before)
        or _TIME.fullmatch(before)
        or found[last].mark[:1] in "：:"
        or _COPULA.match(clause.text)
        or _paired(before, clause.text)
        or not (_has_verb(before) or found[last].means)
        or _SOURCE.match(before)
        or (_SAYS.search(before) and not cues().reporter.search(before))
    ):
        yield last
    plain = _JOINS.sub("", clause.text)
    own = _has_actor(plain) and plain == clause.text
    refers = _COMPARED.match(plain) or cues().part.match(plain) or _PRONOUN.search(plain)
    if own and not refers:
        return
    for earlier in range(last, -1, -1):
        if not found[earlier].means and not _TIME.fullmatch(found[earlier].text):
            yield earlier
            return


def _paired(one: str, two: str) -> bool:
    """Whether two clauses are halves of one statement: 越…越…, 不是…而是…."""
    return any(a in one and b in two for a, b in _PAIRS)


@lru_cache(maxsize=4096)
def _has_verb(text: str) -> bool:
    if _NAMED.search(text):
        return False
    return any((tag[0] == "v" and tag != "vn") or tag in _ASPECT for _, tag in tagged(text))


@lru_cache(maxsize=4096)
def _has_actor(text: str) -> bool:
    """Whether a clause begins with a noun that something is then said of."""
    begun = False
    if cues().manner.match(text):
        return False
    for word, tag in tagged(text):
        if tag[0] in _NOUNS or (begun and tag[0] in "abcuzfs"):
            begun = begun or tag[0] in "nrj"
        elif tag[0] in "dt" or word in "“‘《（":
            continue
        else:
            return begun and tag[0] in "vp"
    return False


def _worth(clause: Clause, recurring: Set[str], title: Set[str]) -> float:
    carrying = words(clause.text)
    pairs = set(bigrams(clause.text))
    timed = _TIME.fullmatch(clause.text) is not None
    return (
        RECURRING * len(carrying & recurring) / max(1, len(carrying))
        + TITLED * len(pairs & title) / max(1, len(title))
        + FIGURE * (any(char.isdigit() for char in clause.text) and not timed)
        + ACTOR * _has_actor(clause.text)
        - MEANS * clause.means
    )


def _stands(found: Sequence[Clause], kept: Sequence[int]) -> bool:
    """Whether each kept clause has what it needs, and together they say something whole."""
    first, chosen = found[kept[0]], set(kept)
    if not found[kept[-1]].ends or any(not found[at].needs <= chosen for at in kept):
        return False
    if len(kept) == 1 and not first.needs and cues().dangling.match(first.text):
        return False
    return sum(found[at].end - found[at].start for at in kept) >= SHORTEST


def _value(sizes: Sequence[int], worth: Sequence[float], kept: Sequence[int]) -> float:
    size = sum(sizes[at] for at in kept)
    return sum(worth[at] for at in kept) - COST * size - OVER * max(0, size - COMFORTABLE)


def _written(sentence: str, found: Sequence[Clause], kept: Sequence[int]) -> str:
    """The kept clauses with the marks between them, ended as the sentence ends."""
    if len(kept) == len(found) and found[0].start == 0:
        return sentence
    parts = [
        found[at].text + (found[at].mark[:1] if n < len(kept) - 1 else "")
        for n, at in enumerate(kept)
    ]
    text = "".join(parts)
    if kept[0] != 0:
        text = _JOINS.sub("", text)
    ending = found[-1].mark
    return text + (ending if ending[:1] in _ENDS else "。")
