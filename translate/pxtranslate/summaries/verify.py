"""Hold a summary sentence against the segments it names: does the article say that?

Figures with their value and their words, names, quotations and who is quoted, up and down, yes and
no: each clause is compared with the clause of the article most like it. A sentence that is the
article's own, word for word, needs none of this. The English is held against the Chinese by the
same checks as any segment. Knows nothing of how the sentence came about.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence, Set
from functools import cache
from importlib.resources import files
from operator import itemgetter

from pxtranslate.checks.base import Pair
from pxtranslate.checks.run import run
from pxtranslate.config import Checks
from pxtranslate.figures.chinese import read_chinese
from pxtranslate.figures.quantity import DATE_KINDS, Quantity
from pxtranslate.records import Issue, Segment, SummarySentence
from pxtranslate.summaries.cues import cues
from pxtranslate.summaries.wording import (
    CLAUSE_ENDS,
    bare,
    clauses,
    names,
    says,
    share_of,
    subject,
    words,
)

SUPPORTED = 0.6
"""Least share of a sentence's words that its segments must have."""
ENOUGH_WORDS = 3
"""Least words of a clause that is looked at by itself: half of them must be there."""
SAME_ROLE = 0.34
"""Least share of the words beside a figure that stand beside it in the article too."""
SAME_CLAUSE = 0.4
"""Least share of a clause's character pairs in another for the two to say the same thing."""

_SENTENCES = re.compile(r"[。！？!?\n]")
_QUOTED = re.compile(r"[“「『《]([^“”「」『』《》]+)[”」』》]")
_SPEAKER = re.compile(
    r"([^，。；：“”]{2,24}?)(?:表示|指出|强调|认为|透露|介绍|宣布|[称说道](?=[，：“]))"
)
_SPEAKING = re.compile(r"表示|指出|强调|认为|透露|介绍|宣布|告诉|感慨|[称说道]")
_BOUNDS = {
    "more": re.compile(r"(?:(?<!不)超过?|逾|突破|高于|多于|至少)\s?\d|\d[万亿]*(?:余|多|以上)"),
    "less": re.compile(r"(?:不足|不到|低于|少于|接?近|不超过|至多)\s?\d|\d[万亿]*\w{0,2}以下"),
}
_LATIN = re.compile(r"[A-Za-z][A-Za-z\d.-]+")


def problems(sentence: SummarySentence, segments: Sequence[Segment]) -> list[Issue]:
    """Return what the sentence says and its segments do not; "error" where a reader is misled.

    `segments` are those of the article; only the ones the sentence names can support it. English
    is looked at where there is some.
    """
    support = "".join(s.source for s in segments if s.id in sentence.segments).strip()
    if not support:
        return [_error("addition", "the summary says it, no segment of the article does", sentence)]
    found = []
    if not _is_cut_from(sentence, support):
        for look in (_spoken, _supported, _figures, _names, _quotes, _directions, _negations):
            found += list(look(sentence, support))
        found += list(_subjects(sentence, segments))
    if sentence.en:
        found += run(Pair(source=sentence.zh, target=sentence.en), Checks())
    return found


def _is_cut_from(sentence: SummarySentence, support: str) -> bool:
    """Whether a sentence is the article's own, or made of its own clauses in their order."""
    if sentence.method != "compress":
        return sentence.zh in support
    at, text = 0, bare(support)
    for clause in map(bare, clauses(sentence.zh)):
        at = text.find(clause, at)
        if at < 0:
            return False
        at += len(clause)
    return True


def is_sound(sentence: SummarySentence, segments: Sequence[Segment]) -> bool:
    """Tell whether nothing in the sentence would mislead a reader."""
    return not any(issue.severity == "error" for issue in problems(sentence, segments))


def _spoken(sentence: SummarySentence, support: str) -> Iterator[Issue]:
    if cues().orders.search(sentence.zh):
        yield _error("obeyed", "an order in the article stands in the summary", sentence)
    elif (chat := cues().chatter.match(sentence.zh)) and chat[0] not in support:
        yield _error("obeyed", f"the model speaks of its task: {chat[0]}", sentence)


def _supported(sentence: SummarySentence, support: str) -> Iterator[Issue]:
    said, missing = _unsaid(sentence.zh, support)
    if not said or len(missing) > (1 - SUPPORTED) * len(said):
        message = (
            f"the segments do not say: {'、'.join(missing[:5])}" if said else "nothing is said"
        )
        yield _error("addition", message, sentence)
    for clause in clauses(sentence.zh):
        said, missing = _unsaid(clause, support)
        if len(said) >= ENOUGH_WORDS and len(missing) >= len(said) / 2:
            message = f"“{clause}”: the segments do not say {'、'.join(missing)}"
            yield _error("addition", message, sentence)


def _unsaid(text: str, support: str) -> tuple[Set[str], list[str]]:
    """The words of a text, and those of them that the support has not."""
    said = words(text)
    return said, sorted(word for word in said if word not in support)


def _figures(sentence: SummarySentence, support: str) -> Iterator[Issue]:
    known = read_chinese(support)
    for figure in read_chinese(sentence.zh):
        alike = [one for one in known if _value(one) == _value(figure)]
        if not alike:
            yield _error("numbers", f"{figure.text} is not in the segments", sentence)
        elif not figure.approx and all(one.approx for one in alike):
            yield _error("numbers", f"{alike[0].text} is told as exactly {figure.text}", sentence)
        elif figure.kind not in DATE_KINDS and not _same_role(
            words(_around(sentence.zh, figure)),
            [_around(support, one) for one in alike],
            [_around(support, one) for one in known if one.kind == figure.kind],
        ):
            yield _error("numbers", f"{figure.text} is said of something else", sentence)


def _value(figure: Quantity) -> tuple[object, ...]:
    return (figure.kind, figure.low, figure.high, figure.unit)


def _same_role(beside: Set[str], alike: Sequence[str], rivals: Sequence[str]) -> bool:
    """Whether the words beside a figure stand beside it in the article, and no other fits better."""
    fits = [sum(word in clause for word in beside) for clause in alike]
    rival = max((sum(word in clause for word in beside) for clause in rivals), default=0)
    return max(fits) >= max(SAME_ROLE * len(beside), rival)


def _around(text: str, figure: Quantity) -> str:
    """The clause a figure stands in, without the figure."""
    cuts = [0, *(match.end() for match in CLAUSE_ENDS.finditer(text)), len(text)]
    start = max(cut for cut in cuts if cut <= figure.start)
    end = min(cut for cut in cuts if cut >= figure.end)
    return text[start : figure.start] + "，" + text[figure.end : end]


def _names(sentence: SummarySentence, support: str) -> Iterator[Issue]:
    for name in sorted(names(sentence.zh) | set(_LATIN.findall(sentence.zh))):
        if name.lower() not in support.lower():
            yield _error("names", f"{name} is not in the segments", sentence)
    for clause, other in _aligned(sentence.zh, support):
        here, there = names(clause), names(other)
        put = {name for name in here if name not in other}
        if put and {name for name in there if name not in sentence.zh}:
            message = (
                f"“{clause}” names {'、'.join(sorted(put))}, the article {'、'.join(sorted(there))}"
            )
            yield _error("names", message, sentence)


def _subjects(sentence: SummarySentence, segments: Sequence[Segment]) -> Iterator[Issue]:
    """Whether who does a thing stands where the article tells that it is done, or just before."""
    before = ["", *(segment.source for segment in segments)]
    known = [
        (_plain(clause), previous + segment.source)
        for previous, segment in zip(before, segments, strict=False)
        if segment.id in sentence.segments
        for clause in clauses(segment.source)
    ]
    who: set[str] = set()
    for clause in clauses(sentence.zh):
        plain = _plain(clause)
        who = subject(plain) or who
        shares = ((share_of(plain, other), near) for other, near in known)
        share, near = max(shares, key=itemgetter(0), default=(0.0, ""))
        if who and share >= SAME_CLAUSE and not any(says(near, word) for word in who):
            yield _error("names", f"“{clause}”: the article says it of somebody else", sentence)


def _plain(clause: str) -> str:
    """The clause with its figures as (least) values, 两 as 2, and without dates, which do nothing."""
    for figure in reversed(read_chinese(clause)):
        value = "" if figure.kind in DATE_KINDS else str(figure.low)
        clause = clause[: figure.start] + value + clause[figure.end :]
    return clause


def _quotes(sentence: SummarySentence, support: str) -> Iterator[Issue]:
    known = bare(support)
    for quoted in _QUOTED.findall(sentence.zh):
        if bare(quoted) not in known:
            yield _error("quotes", f"the segments do not say “{quoted}”", sentence)
    for found in _SPEAKER.finditer(sentence.zh):
        who = words(found[1])
        said = _most_like(sentence.zh[found.end() :], _SENTENCES.split(support))[1]
        if who and _SPEAKING.search(said) and not any(word in said for word in who):
            yield _error("quotes", f"{found[1]} is not the one who says so", sentence)


def _directions(sentence: SummarySentence, support: str) -> Iterator[Issue]:
    for clause, other in _aligned(sentence.zh, support):
        said, known, anywhere = _way(clause), _way(other), _way(support)
        for axis in ({"up", "down"}, {"more", "less"}):
            if said & axis and not said & axis & (known & axis or anywhere):
                yield _error("direction", f"“{clause}” turns round what is said", sentence)


def _way(text: str) -> set[str]:
    patterns = _patterns("direction")
    clear = patterns["neutral"].sub("　", text)
    ways = {way for way in ("up", "down") if patterns[way].search(clear)}
    return ways | {way for way, pattern in _BOUNDS.items() if pattern.search(text)}


def _negations(sentence: SummarySentence, support: str) -> Iterator[Issue]:
    patterns = _patterns("negation")
    for clause, other in _aligned(sentence.zh, support):
        if not other:
            continue
        said, known = (patterns["empty"].sub("　", text) for text in (clause, other))
        for one, two in ((said, known), (known, said)):
            plain = patterns["strong"].search(patterns["idiom"].sub("　", one))
            if plain and not patterns["any"].search(two):
                yield _error("negation", f"“{clause}” and “{other}” differ by {plain[0]}", sentence)


def _aligned(text: str, support: str) -> Iterator[tuple[str, str]]:
    """Each clause with the clause of the support most like it; "" if none is."""
    known = clauses(support)
    for clause in clauses(text):
        share, best = _most_like(clause, known)
        yield clause, best if share >= SAME_CLAUSE else ""


def _most_like(text: str, others: Sequence[str]) -> tuple[float, str]:
    """The text that holds most of the character pairs, and what share of them."""
    return max(((share_of(text, other), other) for other in others), default=(0.0, ""))


@cache
def _patterns(name: str) -> dict[str, re.Pattern[str]]:
    """The Chinese patterns of a check: what negates and what rises is the same in both tasks."""
    text = (files("pxtranslate.checks") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    return {key: re.compile(value) for key, value in tomllib.loads(text)["chinese"].items()}


def _error(check: str, message: str, sentence: SummarySentence) -> Issue:
    return Issue(check, "error", message, source=sentence.zh, target=sentence.en)
