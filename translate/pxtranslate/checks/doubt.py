"""Doubt: nothing is known to be wrong, but readers found major errors in pairs like this one.

Unlike the other checks it judges what all of them found together (`risk`), so it speaks last. It says
why, in the words of the two signs that weigh most, and points at the clauses that answer least.
"""

from collections.abc import Iterator, Sequence

from pxtranslate.checks import coverage, risk
from pxtranslate.checks.base import Pair
from pxtranslate.records import Issue

_REASONS = {
    "headline": "a headline tells little of what is meant",
    "names": "names or terms that no dictionary knows",
    "quoted": "quoted terms or slogans",
    "particles": "terse wording",
    "pronouns": "official wording",
    "lost": "Chinese words that nothing in the English answers",
    "added": "English words that nothing in the Chinese answers",
    "stretch": "a stretch of the Chinese seems untranslated",
    "the": "stiff English, word by word",
    "participles": "clauses hung on one another",
    "name_findings": "what was found of the names",
    "other_findings": "what else was found",
    "unsure": "the model was unsure of its words",
    "surprise": "the model guessed at its words",
    "letters": "little English for so much Chinese",
}
_MOST = 2


def find(
    pair: Pair, chance: float, issues: Sequence[Issue], threshold: float, logprob: float = 0.0
) -> Iterator[Issue]:
    """Yield one warning if `chance`, the pair's risk, is at least `threshold`.

    `issues` is what the other checks found; `logprob` as of `risk`. Of what is plainly no translation there is no doubt.
    """
    if chance < threshold or not pair.target.strip() or risk.no_translation(issues):
        return
    weighed = risk.contributions(risk.signs_of(pair, issues, logprob))
    worst = sorted(weighed, key=lambda name: -weighed[name])[:_MOST]
    reasons = "; ".join(_REASONS[name] for name in worst if weighed[name] > 0)
    source, target = coverage.weakest(pair.source, pair.target)
    yield Issue(
        check="doubt",
        severity="warning",
        message=f"major errors are likely here ({chance:.0%}): {reasons or 'all signs together'}",
        source=source,
        target=target,
    )
