"""Where a tuning stands, on disk: all that decides the rest of it, in one file, whole or not at all.

Weights, optimizer, random numbers and the step go together, so a run that was killed ends with the
same bytes as one that was not. What it was made from is in it too: a changed base, data or config is
noticed, never mixed in.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch

from pxtranslate.errors import TrainingError
from pxtranslate.models.durable import room_on_disk, sync_folder
from pxtranslate.state import failpoint

NAME = "checkpoint.pt"


@dataclass
class Standing:
    """How far a tuning has come."""

    step: int = 0
    scores: list[tuple[int, float]] = field(default_factory=list)
    """Step and chrF of each scoring; the first, at step 0, is the base's."""
    before: list[str] = field(default_factory=list)
    """What the base made of the lines that are scored."""
    best: Mapping[str, torch.Tensor] | None = None
    """The weights that scored best."""
    best_step: int = 0
    after: list[str] = field(default_factory=list)
    """What they made of the lines."""
    losses: list[tuple[int, float]] = field(default_factory=list)
    """Step and mean loss of a token, every step."""


def save(
    folder: Path,
    standing: Standing,
    weights: Mapping[str, torch.Tensor],
    optimizer: torch.optim.Optimizer,
    made_from: Mapping[str, str],
) -> None:
    """Write the checkpoint. Raises RetryableError on a full disk; the one before stays."""
    random = [torch.get_rng_state()]
    if torch.cuda.is_available():
        random.append(torch.cuda.get_rng_state())
    whole = {
        "made_from": dict(made_from),
        "standing": vars(standing),
        "weights": {name: weight.detach() for name, weight in weights.items()},
        "optimizer": optimizer.state_dict(),
        "random": random,
    }
    beside = folder / f"{NAME}.new"
    with room_on_disk(folder):
        failpoint.hit("checkpoint")
        try:
            with beside.open("wb") as file:
                torch.save(whole, file)
                file.flush()
                os.fsync(file.fileno())
        except RuntimeError as error:  # torch's writer says so of a disk that is full
            raise OSError(28, str(error)) from error
        beside.replace(folder / NAME)
        sync_folder(folder)
        failpoint.hit("checkpointed")


def load(folder: Path, made_from: Mapping[str, str]) -> dict[str, Any] | None:
    """The checkpoint of a folder, or None if there is none.

    Raises TrainingError if it was made from something else.
    """
    path = folder / NAME
    if not path.is_file():
        return None
    whole: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    if changed := [
        key for key, is_now in made_from.items() if whole["made_from"].get(key) != is_now
    ]:
        raise TrainingError(
            f"{path}: the {' and the '.join(changed)} changed since this tuning was begun; put it back"
            " to go on, or begin anew with another name or with: pxtranslate finetune --fresh"
        )
    return whole


def resume(
    whole: Mapping[str, Any],
    weights: Mapping[str, torch.Tensor],
    optimizer: torch.optim.Optimizer,
) -> Standing:
    """Put weights, optimizer and random numbers where a checkpoint says they were."""
    with torch.no_grad():
        for name, weight in weights.items():
            weight.copy_(whole["weights"][name])
    optimizer.load_state_dict(whole["optimizer"])
    torch.set_rng_state(whole["random"][0])
    if len(whole["random"]) > 1 and torch.cuda.is_available():
        torch.cuda.set_rng_state(whole["random"][1])
    return Standing(**whole["standing"])
