"""What about a pair makes a major error likely: the named signs that `risk` weighs.

Most errors of a translation cannot be seen without knowing both languages, but where they happen can
be foreseen: in headlines, among names, where words go unanswered, in English stiff with articles.
Each sign is one number that rises or falls with the share of segments in which professional raters
marked a major error; which of the many that were tried are worth keeping, and how much each weighs,
is decided by `evaluate.fit_doubt`. Knows nothing of weights.
"""

import math
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pxtranslate.checks import coverage
from pxtranslate.checks.base import Pair
from pxtranslate.records import Issue, Severity

_SENTENCE_END = re.compile(r"[。！？!?…]")
_QUOTE = re.compile(r"[“”「」『』《》]")
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_FIGURE = re.compile(r"\d[\d.,]*")
_PARTICLES = frozenset("的地得")
_PRONOUNS = frozenset(["他", "她", "它", "他们", "她们", "它们", "我", "我们", "其"])

_FEW = 8
"""Added to the words a share is of: of a headline's six words, one “the” proves little."""
_GRAVITY: dict[Severity, int] = {"error": 2, "warning": 1, "info": 0}


class Signs(NamedTuple):
    """One number a sign.

    A count is given as log(1 + count): the second of a kind tells less. A share is of the words and
    eight more.
    """

    headline: float
    """1 if no sentence ends in the source: terse, full of names and puns, without context."""
    names: float
    """Log count of source words that no dictionary knows, mostly names."""
    quoted: float
    """Log count of the source's quotation marks and title marks: slogans, terms, titles."""
    particles: float
    """Share of 的, 地, 得 among the source's words: few in terse, many in plain writing."""
    pronouns: float
    """Share of he, they, we … among the source's words: somebody is telling a story."""
    lost: float
    """Log count of source words of which the English shows no dictionary sense."""
    added: float
    """Log count of English content words that no source word accounts for."""
    stretch: float
    """Evidence that the worst run of source words is not translated, in nats."""
    the: float
    """Share of “the” among the English words: high where Chinese is followed word by word."""
    participles: float
    """Share of words in -ing among the English words: clauses hung on one another."""
    name_findings: float
    """Log weight of what `names` found: an error counts 2, a warning 1."""
    other_findings: float
    """The same of all other checks."""


def read(pair: Pair, issues: Sequence[Issue]) -> Signs:
    """Take the signs of a pair, of which `issues` is what the checks found."""
    reading = coverage.read(pair.source, pair.target)
    words, english = reading.source_words, _WORD.findall(pair.target.lower())
    many, several = len(words) + _FEW, len(english) + _FEW
    names = sum(vote.kind == "name" for vote in reading.source_votes)
    lost = coverage.unanswered(reading.source_votes)
    added = coverage.unanswered(reading.target_votes)
    return Signs(
        headline=float(not _SENTENCE_END.search(pair.source)),
        names=math.log1p(names),
        quoted=math.log1p(len(_QUOTE.findall(pair.source))),
        particles=sum(word in _PARTICLES for word in words) / many,
        pronouns=sum(word in _PRONOUNS for word in words) / many,
        lost=math.log1p(lost),
        added=math.log1p(added),
        stretch=min(10.0, coverage.stretch(reading)),
        the=english.count("the") / several,
        participles=sum(word.endswith("ing") for word in english) / several,
        name_findings=_findings(issue for issue in issues if issue.check == "names"),
        other_findings=_findings(issue for issue in issues if issue.check != "names"),
    )


class OwnSigns(NamedTuple):
    """What tells of a translation that the asked model made itself: most of all how sure it was."""

    unsure: float
    """Log of how little the model expected its own English: nats of a token times the words."""
    surprise: float
    """Nats of a token: a short sentence can be a guess from end to end."""
    letters: float
    """Letters of English for a character of Chinese: few where something is left out."""
    name_findings: float
    """As in `Signs`."""
    other_findings: float
    """As in `Signs`."""


def read_own(pair: Pair, issues: Sequence[Issue], logprob: float) -> OwnSigns:
    """Take the signs of a pair whose target a model made; `logprob` is the mean of its tokens.

    Long sentences hold more that may be wrong, so the improbability of the whole is what counts.
    """
    words = len(_WORD.findall(pair.target)) + len(_FIGURE.findall(pair.target))
    surprise = -min(0.0, logprob)
    return OwnSigns(
        unsure=math.log1p(surprise * words),
        surprise=surprise,
        letters=len(pair.target) / max(1, len(pair.source)),
        name_findings=_findings(issue for issue in issues if issue.check == "names"),
        other_findings=_findings(issue for issue in issues if issue.check != "names"),
    )


def _findings(issues: Iterable[Issue]) -> float:
    return math.log1p(sum(_GRAVITY[issue.severity] for issue in issues))
