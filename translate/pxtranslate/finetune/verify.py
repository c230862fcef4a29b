"""Does what was trained survive being merged, and being converted? Told by the text that comes out.

In float32 a merged model does what the base with its adapter beside it does, up to the last bits of
a sum, which can turn a near tie: 19 of 20 sentences must come out the same to the letter. int8
rounds every weight, so there the texts drift apart in words, as those of any model do when it is
converted: what is asked is that they stay close. An adapter that was lost, merged twice or put on
other layers fails the first by far, and a conversion that is broken the second.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pxtranslate.engines.base import Decoding, Engine, Request
from pxtranslate.finetune.chrf import chrf

SENTENCES = 20
SAME = 0.95
CLOSE = 60.0
"""chrF of the converted model's text against the merged one's (decision 0180)."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the forms of a tuned model say of each other."""

    merged: float
    """Share of sentences that adapter and merged model translate the same."""
    converted: float | None
    """chrF of the converted model against the merged one; None where nothing is converted."""

    @property
    def fault(self) -> str:
        """Why the model must not be used; empty if it may."""
        if self.merged < SAME:
            return f"merged, only {self.merged:.0%} of the sentences come out as with the adapter"
        if self.converted is not None and self.converted < CLOSE:
            return f"converted, it says something else (chrF {self.converted:.1f} against the merged model)"
        return ""


def lines(engine: Engine, requests: Sequence[Request], decoding: Decoding) -> list[str]:
    """What an engine makes of requests, in their order; like lengths are decoded together."""
    order = sorted(range(len(requests)), key=lambda i: (len(requests[i].text), i))
    found: dict[int, str] = {}
    for start in range(0, len(order), _BATCH):
        batch = order[start : start + _BATCH]
        answers = engine.generate([requests[i] for i in batch], decoding)
        found |= {i: answer.text for i, answer in zip(batch, answers, strict=True)}
    return [found[i] for i in range(len(requests))]


_BATCH = 16


def compare(
    beside: Sequence[str], merged: Sequence[str], converted: Sequence[str] | None
) -> Comparison:
    """Compare what the model said with its adapter beside it, merged, and converted."""
    same = sum(a == b for a, b in zip(beside, merged, strict=True)) / len(beside)
    return Comparison(same, None if converted is None else chrf(converted, merged))
