"""The loss of a decoder on examples packed one behind the other.

All examples of a pack share one reading of the prompts' common opening; a block-diagonal mask keeps
each from seeing the others, and positions go on from the opening for each. So nothing is padded. The
output layer is computed where an answer token is predicted and nowhere else, and only over the
tokens that occur in any answer: a sixth of the time of a small model otherwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch.nn import functional

from pxtranslate.finetune.examples import Example


@dataclass(frozen=True)
class Pack:
    """Examples laid out as one sequence of n tokens."""

    ids: torch.Tensor
    """(1, n)"""
    owners: torch.Tensor
    """Which example a token is of, counted from 1; 0 is the opening, (n,)."""
    positions: torch.Tensor
    """(1, n)"""
    before: torch.Tensor
    """Where an answer's token is predicted: the place before each, (answer tokens,)."""
    answers: torch.Tensor
    """The answer's tokens themselves, (answer tokens,)."""


def opening(examples: Sequence[Example]) -> tuple[int, ...]:
    """What all prompts begin with; every prompt keeps at least one token of its own."""
    first = min(example.prompt for example in examples)
    last = max(example.prompt for example in examples)
    shared = 0
    most = min(len(example.prompt) for example in examples) - 1
    while shared < most and first[shared] == last[shared]:
        shared += 1
    return first[:shared]


def pack(examples: Sequence[Example], opened: Sequence[int]) -> Pack:
    """Lay examples out behind one `opened`, which each prompt begins with."""
    shared = len(opened)
    ids = list(opened)
    owners = [0] * shared
    positions = list(range(shared))
    before: list[int] = []
    answers: list[int] = []
    for number, example in enumerate(examples, start=1):
        start = len(ids)
        ids += [*example.prompt[shared:], *example.answer]
        owners += [number] * (len(ids) - start)
        positions += range(shared, shared + len(ids) - start)
        before += range(len(ids) - len(example.answer) - 1, len(ids) - 1)
        answers += example.answer
    return Pack(
        torch.tensor([ids]),
        torch.tensor(owners),
        torch.tensor([positions]),
        torch.tensor(before),
        torch.tensor(answers),
    )


def mask(owners: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """(1, 1, n, n): 0 where a token may look, the opening and its own past; else minus infinity."""
    looking, seen = owners[:, None], owners[None, :]
    open_ = ((seen == 0) | (seen == looking)).tril()
    shut = torch.zeros(open_.shape, dtype=dtype, device=owners.device)
    return shut.masked_fill_(~open_, float("-inf"))[None, None]


class DecoderLoss:
    """The summed loss of a decoder over the answers of some examples."""

    def __init__(self, model: Any, examples: Sequence[Example]) -> None:
        """`examples`: all that will ever be asked for, training and dev."""
        self.model = model
        self.opening = opening(examples)
        occurring = sorted({token for example in examples for token in example.answer})
        weight = model.get_output_embeddings().weight
        self._head = weight[torch.tensor(occurring, device=weight.device)].detach()
        self._place = torch.full((int(weight.shape[0]),), -1, dtype=torch.long)
        self._place[torch.tensor(occurring)] = torch.arange(len(occurring))
        self._softcap = getattr(model.config, "final_logit_softcapping", None)

    def cost(self, example: Example) -> int:
        """Tokens that an example adds to a pack."""
        return example.tokens - len(self.opening)

    def __call__(self, examples: Sequence[Example]) -> tuple[torch.Tensor, int]:
        """The loss, summed over the answers' tokens; and how many tokens were computed."""
        device = self._head.device
        packed = pack(examples, self.opening)
        logits = self.logits(packed)
        labels = self._place[packed.answers].to(device)
        return functional.cross_entropy(logits, labels, reduction="sum"), packed.ids.shape[1]

    def logits(self, packed: Pack) -> torch.Tensor:
        """(answer tokens, occurring vocabulary), in float32."""
        device = self._head.device
        hidden = self.model.model(
            input_ids=packed.ids.to(device),
            attention_mask=mask(packed.owners.to(device), self._head.dtype),
            position_ids=packed.positions.to(device),
            use_cache=False,
        ).last_hidden_state
        logits: torch.Tensor = (hidden[0, packed.before.to(device)] @ self._head.T).float()
        if self._softcap:
            logits = torch.tanh(logits / self._softcap) * self._softcap
        return logits
