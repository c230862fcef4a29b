"""In which order examples are learnt: a function of the seed and the epoch alone.

So a run that was killed plans what it had planned. Batches hold as many examples as fit a budget of
tokens: packed one behind the other for decoders, of one length for encoder–decoders.
"""

import random
from collections.abc import Sequence

_BUCKET = 50
"""Batches whose examples are sorted by length together: enough for little padding, few enough that
the order stays random."""

Batch = tuple[int, ...]
"""Numbers of examples."""


def packs(costs: Sequence[int], budget: int, seed: int, epoch: int) -> list[Batch]:
    """Shuffled examples in batches whose costs sum to `budget` at most (a dearer one stands alone)."""
    found: list[Batch] = []
    batch: list[int] = []
    room = budget
    for number in _shuffled(len(costs), seed, epoch):
        if batch and costs[number] > room:
            found.append(tuple(batch))
            batch, room = [], budget
        batch.append(number)
        room -= costs[number]
    return [*found, tuple(batch)] if batch else found


def buckets(costs: Sequence[int], budget: int, seed: int, epoch: int) -> list[Batch]:
    """Batches of examples of like length: so many that, padded to the longest, they fit `budget`."""
    order = _shuffled(len(costs), seed, epoch)
    mean = max(1, sum(costs) // len(costs))
    width = max(1, budget // mean) * _BUCKET
    found: list[Batch] = []
    for start in range(0, len(order), width):
        batch: list[int] = []
        for number in sorted(order[start : start + width], key=lambda n: (costs[n], n)):
            if batch and (len(batch) + 1) * costs[number] > budget:
                found.append(tuple(batch))
                batch = []
            batch.append(number)
        found.append(tuple(batch))
    random.Random(f"{seed}:{epoch}:buckets").shuffle(found)
    return found


def _shuffled(count: int, seed: int, epoch: int) -> list[int]:
    order = list(range(count))
    random.Random(f"{seed}:{epoch}").shuffle(order)
    return order
