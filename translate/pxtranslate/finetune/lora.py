"""LoRA on the linear layers of a model's upper blocks, found by looking at the model.

Every block list (`layers` of a decoder, of an encoder) gives its upper part. Embeddings and the
output layer are left alone, so tied ones stay tied. Trained in float32 whatever the base is kept in.
"""

import math
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import torch
from torch import nn
from torch.nn import functional

from pxtranslate.errors import ConfigError, ModelError
from pxtranslate.models import adapter


class LoRA(nn.Module):
    """A frozen linear layer and what is learnt beside it."""

    def __init__(self, base: nn.Linear, rank: int, alpha: float, dropout: float) -> None:
        super().__init__()
        self.base = base
        self.scale = alpha / rank
        self.dropout = dropout
        device = base.weight.device
        a = torch.randn(rank, base.in_features) / math.sqrt(base.in_features)
        self.a = nn.Parameter(a.to(device))
        self.b = nn.Parameter(torch.zeros(base.out_features, rank, device=device))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        seen = functional.dropout(x, self.dropout, self.training) if self.dropout else x
        low = functional.linear(seen, self.a.to(x.dtype))
        out: torch.Tensor = self.base(x)
        return out + functional.linear(low, self.b.to(x.dtype)) * self.scale


def upper_blocks(
    model: nn.Module, layers: int | Literal["all", "half"]
) -> Iterator[tuple[str, nn.Module]]:
    """The blocks that are trained, by name. Raises ModelError if the model has no blocks."""
    found = False
    for name, module in _block_lists(model):
        found = True
        count = {"all": len(module), "half": (len(module) + 1) // 2}.get(str(layers))
        wanted = int(layers) if count is None else count
        for index in range(max(0, len(module) - wanted), len(module)):
            yield f"{name}.{index}", module[index]
    if not found:
        raise ModelError(f"{type(model).__name__} has no list of layers that could be trained")


def _block_lists(model: nn.Module) -> Iterator[tuple[str, nn.ModuleList]]:
    """The outermost lists of blocks: an mT5 block holds a list of its own, which is none."""
    lists: list[str] = []
    for name, module in model.named_modules():
        inner = any(name.startswith(f"{outer}.") for outer in lists)
        listed = isinstance(module, nn.ModuleList) and not inner
        if listed and any(isinstance(part, nn.Linear) for part in module.modules()):
            lists.append(name)
            yield name, module


def freeze(model: nn.Module) -> None:
    """Let nothing of the model be trained."""
    for parameter in model.parameters():
        parameter.requires_grad_(False)


def attach(
    model: nn.Module,
    layers: int | Literal["all", "half"],
    rank: int,
    alpha: float,
    dropout: float,
    seed: int,
    held: Collection[str] = (),
) -> dict[str, LoRA]:
    """Put LoRA beside every linear layer of the upper blocks; what was put, by the layer's name.

    Layers in `held`, what an earlier adapter tunes, get one too wherever they lie; below the upper
    blocks it is not trained.
    """
    freeze(model)
    torch.manual_seed(seed)
    upper = [
        f"{block}.{name}"
        for block, module in upper_blocks(model, layers)
        for name, part in module.named_modules()
        if isinstance(part, nn.Linear)
    ]
    put: dict[str, LoRA] = {}
    for name in dict.fromkeys([*upper, *sorted(held)]):
        linear = _linear(model, name)
        if linear is None:
            raise ModelError(f"{type(model).__name__} has no layer {name}, which the adapter tunes")
        parent, _, last = name.rpartition(".")
        put[name] = LoRA(linear, rank, alpha, dropout)
        setattr(model.get_submodule(parent), last, put[name])
    for name in set(put).difference(upper):
        put[name].requires_grad_(False)
    return put


def _linear(model: nn.Module, name: str) -> nn.Linear | None:
    try:
        found = model.get_submodule(name)
    except AttributeError:
        return None
    return found if isinstance(found, nn.Linear) else None


def begin_from(put: Mapping[str, LoRA], path: Path) -> None:
    """Start from an adapter on disk: the model says what it said with that adapter merged.

    `put` covers all that the adapter tunes. Where more is trained, a greater rank or more layers,
    the rest begins as new LoRA does, adding nothing. Raises ConfigError where the rank is lower:
    that would forget.
    """
    source = adapter.open_adapter(path)
    with torch.no_grad():
        for name, (a, b) in adapter.pairs(source).items():
            wrapped = put[name]
            rank = a.shape[0]
            if rank > wrapped.a.shape[0]:
                raise ConfigError(
                    f"rank = {wrapped.a.shape[0]}: {source.file} has rank {rank}; take that or more"
                )
            wrapped.a[:rank] = a.to(wrapped.a)
            wrapped.b[:, :rank] = b.to(wrapped.b) * (source.scale / wrapped.scale)


def detach(model: nn.Module, put: dict[str, LoRA]) -> None:
    """Take LoRA out again: the model is the base."""
    for name, wrapped in put.items():
        parent, _, last = name.rpartition(".")
        setattr(model.get_submodule(parent), last, wrapped.base)


def unfreeze(model: nn.Module, layers: int | Literal["all", "half"]) -> dict[str, Any]:
    """Let all weights of the upper blocks be trained; they, by name."""
    freeze(model)
    found: dict[str, Any] = {}
    for block, module in upper_blocks(model, layers):
        for name, parameter in module.named_parameters():
            parameter.requires_grad_(True)
            found[f"{block}.{name}"] = parameter
    return found
