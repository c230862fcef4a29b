"""Which model is best for a machine: what its memory, GPU and network allow, and its licence.

The order of the models is that of published figures on Chinese to English (`published` on the cards,
decision 0191); models of which none is published, or whose licence forbids to sell what they make, are
never recommended. Knows cards and what a machine has; fetches nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pxtranslate.models.cards import Card, HubSource

ORDER = (
    "hy-mt2-7b",
    "hy-mt2-1.8b",
    "quickmt-zh-en",
    "qwen2.5-coder-1.5b-news",
    "opus-mt-zh-en",
    "qwen2.5-coder-0.5b-news",
)
"""The best first."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What a model meets."""

    memory_mib: int
    gpus: tuple[int, ...]
    """Memory of each CUDA GPU, in MiB."""
    hub: bool
    """Whether the model hub answers."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A model and why it is not for this machine; nothing where it is."""

    card: Card
    against: str = ""


def recommend(cards: Sequence[Card], here: frozenset[str], machine: Machine) -> list[Advice]:
    """Every model of the order, the best first, each with what speaks against it here.

    `here`: ids of the models that are on this disk already. The first without an objection is the one
    to take; the last always has none but memory.
    """
    known = {card.id: card for card in cards}
    return [
        Advice(card, "; ".join(_against(card, card.id in here, machine)))
        for card in (known[name] for name in ORDER if name in known)
    ]


def _against(card: Card, is_here: bool, machine: Machine) -> Iterator[str]:
    if not card.commercial:
        yield f"licence {card.licence}"
    by_hub = any(isinstance(source, HubSource) for source in card.sources)
    if by_hub and len(card.sources) == 1 and not (is_here or machine.hub):
        yield "comes from the model hub, which does not answer"
    most = max(machine.gpus, default=0)
    if card.engines[0] == "hf":
        # In float32 on a CPU transformers is several times slower than CTranslate2.
        if most < card.memory_mib:
            yield f"needs a GPU with {card.memory_mib:,} MiB: without one it is slow"
    elif max(machine.memory_mib, most) < card.memory_mib:
        yield f"needs {card.memory_mib:,} MiB of memory"
