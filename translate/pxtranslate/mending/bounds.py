"""Puts right, without a model, what a text makes of a figure's bound: 90多人 is no "90 people".

The figure stays; the words before it are put in, taken out or exchanged. Only adverbs are touched
("more than", "nearly"): without a verb such as "exceeding" the sentence would break, and it stays
flagged. Knows one pair of texts; nothing of checks or segments.
"""

import re
from collections.abc import Iterator

from pxtranslate.figures.bounds import Said, bounds, changed_bound
from pxtranslate.figures.compare import Match, compare

_ADVERB = re.compile(r"(?:more|less|fewer) than |(?:nearly|almost) ", re.IGNORECASE)
_TAKES_NONE = re.compile(
    r"(?:\b(?:an?|the|this|these|those|all|each|every|another|its|their|his|her|our|your|first|last|next"
    r"|past|other|only|just|exactly|not|even|barely|virtually|than|turn(?:s|ed)?|some|about|around|over|nearly|from|to|between|and|or|of|at|[Gg]rade|[Ll]evel|[Cc]lass)|[-–—$€£¥/(])\s?\Z",
    re.IGNORECASE,
)
"""What a bound put in before the figure would not read well after, or would change the sense of."""
_WORD = 12
"""Characters before a figure in which the word before it stands."""
Edit = tuple[int, int, str]
"""`[start, end)` of the target and what is to stand there."""


def bounded(source: str, target: str) -> str:
    """`target` with the bounds of its figures as the source sets them, where rules can do that."""
    edits = [edit for match in compare(source, target) for edit in _edits(match, source, target)]
    for start, end, new in sorted(edits, reverse=True):
        if start == 0 or re.search(r"[.!?][\"”]? \Z", target[max(0, start - _WORD) : start]):
            new = new[:1].upper() + new[1:]
        target = target[:start] + new + target[end:]
    return target


def _edits(match: Match, source: str, target: str) -> Iterator[Edit]:
    """Yield at most one."""
    said = changed_bound(match, source, target) or _approximate(match, source, target)
    if said is None or match.target is None:
        return
    ours, theirs = said
    start = match.target.start
    wanted = _words(ours)
    if wanted is None:
        return
    if theirs.bound == "exactly":
        if not _TAKES_NONE.search(target[max(0, start - _WORD) : start]):
            yield start, start, wanted
        return
    adverb = _ADVERB.match(theirs.phrase)
    if adverb and match.target.end - len(theirs.phrase) + adverb.end() == start:
        yield start - adverb.end(), start, wanted


def _approximate(match: Match, source: str, target: str) -> tuple[Said, Said] | None:
    """约1万人 that became "more than 10,000"; the other way round a translator may have his reasons."""
    said = bounds(match, source, target)
    about = said is not None and said[0].phrase.startswith(("约", "大约", "大概"))
    return said if said and about and said[1].bound in ("over", "under") else None


def _words(said: Said) -> str | None:
    """What to say in English; None where that depends on more than the figure (最多, 不超过)."""
    if said.phrase.startswith(("至少", "最少", "起码")) or said.phrase.endswith("以上"):
        return "at least "
    plain = {"exactly": "", "over": "more than ", "about": "about "}
    if said.bound in plain:
        return plain[said.bound]
    if said.phrase.startswith(("近", "接近", "将近")):
        return "nearly "
    return "less than " if said.phrase.startswith(("不足", "不到")) else None
