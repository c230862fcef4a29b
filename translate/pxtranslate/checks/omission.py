"""Something of the source is missing in the English.

The judgement is `coverage`'s, and of words too short to change a length `echoes`'; here it becomes
an issue. Of human pairs 3.2 % get an error and 4.4 % an issue; of clauses taken out of one side or
put into the other, 68–91 and 73–94 %, depending on how it is done
(`python -m evaluate.checks`).
"""

from collections.abc import Iterator

from pxtranslate.checks import coverage, echoes
from pxtranslate.checks.base import Pair
from pxtranslate.figures.compare import compare
from pxtranslate.figures.quantity import DATE_KINDS
from pxtranslate.records import Issue, Severity

_WARNING = 0.4  # below an error, in log-odds: 1.3 % more of human pairs
_STRANGER = -8.0  # evidence; 0.5 % of human pairs lie below (half of them slipped lines), 98 % of
# pairs put together at random
_SHORT = 30  # Chinese characters: free English of so short a text, a headline's, answers few words
_SURE = (
    -12.0
)  # from here on an error there too; of right regional pairs 0.4–0.9 % lie below, 4 % below
# _STRANGER, of strangers 43–89 and 80–94 %
_LARGE = 100  # larger figures are hardly ever the same by chance


def find(pair: Pair, *, threshold: float = 0.0) -> Iterator[Issue]:
    """Yield at most one issue by length, whose `threshold` (log-odds) finds more when lowered.

    After it a warning for each short word that the English does not answer.
    """
    if not pair.source.strip():
        return
    if not pair.target.strip():
        yield Issue("omission", "error", "there is no English", source=pair.source[:60])
        return
    found = coverage.measure(pair.source, pair.target)
    if found.answer < _STRANGER and not _share_a_figure(pair):
        message = "hardly a word of the source is in the English: is it another text?"
        sure = len(pair.source) >= _SHORT or found.answer < _SURE
        severity: Severity = "error" if sure else "warning"
        yield Issue("omission", severity, message, source=pair.source[:60], target=pair.target[:60])
        return
    yield from _by_length(found, len(pair.target), threshold)
    for word, says in echoes.unanswered(pair.source, pair.target):
        yield Issue("omission", "warning", f"{word}: “{says}” is not in the English", source=word)


def _by_length(found: coverage.Coverage, length: int, threshold: float) -> Iterator[Issue]:
    if found.lost < threshold - _WARNING:
        return
    where = " where the English answers least" if found.lost_at else ""
    yield Issue(
        check="omission",
        severity="error" if found.lost >= threshold else "warning",
        message=f"something seems to be missing{where}: "
        f"{length} letters, about {found.expected} expected",
        source=found.lost_at,
    )


def _share_a_figure(pair: Pair) -> bool:
    """True if a large figure is in both: a list of areas and plants is no other text for that."""
    return any(
        match.verdict == "same" and match.source.low >= _LARGE
        for match in compare(pair.source, pair.target)
        if match.source is not None and match.source.kind not in DATE_KINDS
    )
