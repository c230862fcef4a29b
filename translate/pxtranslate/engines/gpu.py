"""What CUDA GPUs change for an engine: the batches that fit, and how one is shared among several.

Reckoned, not measured (decision 0193). Where a batch does not fit all
the same, the stage halves it.
"""

from collections.abc import Sequence

from pxtranslate.engines.base import ROOM

A_CHARACTER = 0.3
"""MiB of keys and values in half precision for a character of the default model's prompts and answers:
half of what float32 takes (see `ROOM`)."""
FOR_BATCHES = 0.5
"""Share of a GPU's memory that is for keys and values; the rest holds weights and work space."""


def room(gpus_mib: Sequence[int]) -> int:
    """Most characters in a batch that GPUs of these sizes share; for none, what a CPU takes."""
    smallest = min(gpus_mib, default=0)
    return max(ROOM, int(len(gpus_mib) * smallest * FOR_BATCHES / A_CHARACTER))


def share(requests: int, gpus: int) -> int:
    """How many requests each GPU takes at once, so that all have work; 0 (no bound) for one."""
    return -(-requests // gpus) if gpus > 1 else 0
