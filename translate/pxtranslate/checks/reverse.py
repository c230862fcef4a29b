"""Ask a model how well the English of a pair foretells its Chinese.

What the English has lost or changed, the model would not have guessed. One pass a pair, nothing is
generated. Knows engines only by their seam, and nothing of what the answer is worth (`risk`).
"""

from collections.abc import Sequence
from statistics import fmean

from pxtranslate.checks.base import Pair
from pxtranslate.engines.base import Request, Scorer


def reverse(pairs: Sequence[Pair], scorer: Scorer) -> list[float | None]:
    """Give the mean log-probability of a Chinese token of each pair; None where a side is empty.

    Raises EngineError where the model cannot be asked.
    """
    asked = [pair for pair in pairs if pair.source.strip() and pair.target.strip()]
    given = [(Request(pair.target, task="back"), pair.source) for pair in asked]
    scores = iter(scorer.score(given))
    return [
        fmean(next(scores)) if pair.source.strip() and pair.target.strip() else None
        for pair in pairs
    ]
