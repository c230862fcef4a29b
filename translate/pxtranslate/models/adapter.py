"""Low-rank adapters (LoRA, Hu et al. 2021) in peft's layout: read, written, merged into a model.

Two forms on disk: a folder with `adapter_config.json` and `adapter_model.safetensors`, as peft
writes it, or the one safetensors file with what the config says among its metadata, as a card ships
it. That one may hold int8: a row of A or a column of B is what is kept times its `scale`.
A weight W becomes W + alpha / rank · B · A. Knows nothing of training.
"""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pxtranslate.errors import ModelError

CONFIG = "adapter_config.json"
WEIGHTS = "adapter_model.safetensors"
_PREFIX = "base_model.model."


@dataclass(frozen=True, slots=True)
class Adapter:
    """An adapter on disk."""

    file: Path
    scale: float
    """alpha / rank."""
    base: str
    """What it was trained on, as its config names it."""


def open_adapter(path: Path) -> Adapter:
    """Read what an adapter says of itself; `path` is a folder or a safetensors file.

    Raises ModelError where that is missing or of a kind that is not plain LoRA.
    """
    if path.is_dir():
        config = _json(path / CONFIG)
        file = path / WEIGHTS
        if not file.is_file():
            raise ModelError(f"{path} holds no {WEIGHTS}; fetch or train the adapter again")
    else:
        config, file = _metadata(path), path
        beside = path.with_name(CONFIG)
        if "r" not in config and path.name == WEIGHTS and beside.is_file():
            config = _json(beside)  # peft's own files say it only there
    if config.get("peft_type", "LORA") != "LORA" or config.get("use_dora"):
        raise ModelError(f"{path}: only plain LoRA adapters can be merged here")
    try:
        rank, alpha = int(str(config["r"])), float(str(config["lora_alpha"]))
    except (KeyError, ValueError) as error:
        raise ModelError(f"{path} does not say its r and lora_alpha") from error
    if str(config.get("use_rslora", False)).lower() == "true":
        return Adapter(file, alpha / rank**0.5, str(config.get("base_model_name_or_path") or ""))
    return Adapter(file, alpha / rank, str(config.get("base_model_name_or_path") or ""))


def pairs(adapter: Adapter) -> dict[str, tuple[Any, Any]]:
    """An adapter's weights by module name: (A, B), tensors of (rank, in) and (out, rank).

    Raises ModelError if there are others, or none.
    """
    from safetensors.torch import load_file

    tensors = load_file(adapter.file)
    found: dict[str, tuple[Any, Any]] = {}
    for name in sorted({key.rpartition(".lora_")[0] for key in tensors}):
        a, b = (_unpacked(tensors, f"{name}.lora_{letter}") for letter in "AB")
        if a is None or b is None:
            raise ModelError(f"{adapter.file} holds only a half of {name}: fetch or train it again")
        found[name.removeprefix(_PREFIX)] = (a, b)
    if tensors or not found:
        left = next(iter(tensors), "nothing")
        raise ModelError(f"{adapter.file} holds {left}: not the weights of a plain LoRA adapter")
    return found


def _unpacked(tensors: dict[str, Any], name: str) -> Any:
    """Take a matrix out of `tensors`, as float32 if it was int8; None if it is not there whole."""
    weight, scale = (tensors.pop(f"{name}.{part}", None) for part in ("weight", "scale"))
    if weight is None or weight.is_floating_point():
        return weight
    return None if scale is None else weight.float() * scale


def write(folder: Path, weights: Mapping[str, Any], config: Mapping[str, Any]) -> None:
    """Write an adapter folder; `weights`: module name to its (A, B), tensors of (rank, in), (out, rank).

    A and B are kept as float16, half the size: what that rounds off is below int8's steps by far.
    """
    tensors = {
        f"{_PREFIX}{name}.lora_{letter}.weight": tensor.detach().half().cpu().contiguous()
        for name, pair in weights.items()
        for letter, tensor in zip("AB", pair, strict=True)
    }
    metadata = {key: str(config[key]) for key in ("r", "lora_alpha", "base_model_name_or_path")}
    folder.mkdir(parents=True, exist_ok=True)
    _save(tensors, folder / WEIGHTS, {"format": "pt", **metadata})
    text = json.dumps(config, indent=1, sort_keys=True) + "\n"
    (folder / CONFIG).write_text(text, encoding="utf-8")


def pack(folder: Path, file: Path) -> None:
    """Make the one file that a card ships of an adapter folder, whoever wrote it: int8.

    Each of the rank's directions has a scale of its own; what is rounded off is a hundredth of
    what was learnt, so twice the layers ship in the same bytes.
    """
    adapter, config = open_adapter(folder), _json(folder / CONFIG)
    metadata = {key: str(config[key]) for key in ("r", "lora_alpha", "base_model_name_or_path")}
    tensors: dict[str, Any] = {}
    for name, pair in pairs(adapter).items():
        for letter, matrix, along in zip("AB", pair, (1, 0), strict=True):
            scale = (matrix.float().abs().amax(along, keepdim=True) / 127).clamp(min=1e-12)
            key = f"{_PREFIX}{name}.lora_{letter}"
            tensors[f"{key}.weight"] = (matrix.float() / scale).round().char()
            tensors[f"{key}.scale"] = scale
    _save(tensors, file, {"format": "pt", **metadata})


def _save(tensors: Mapping[str, Any], file: Path, metadata: Mapping[str, str]) -> None:
    """Write the same weights as the same bytes; the file's hash is what a tuned model is known by.

    The library writes metadata in an order of its own each time. The header, JSON behind its length
    in 8 bytes, may have its keys in any (github.com/huggingface/safetensors#format).
    """
    from safetensors.torch import save

    whole = save(dict(tensors), dict(metadata))
    end = 8 + int.from_bytes(whole[:8], "little")
    header = json.dumps(json.loads(whole[8:end]), sort_keys=True).encode()
    header += b" " * (-len(header) % 8)
    file.write_bytes(len(header).to_bytes(8, "little") + header + whole[end:])


def merge(model: Any, path: Path) -> None:
    """Add an adapter to the weights of a loaded model, in place. Tied embeddings are not touched.

    The sum is taken in float32 and rounded once. Raises ModelError if the adapter does not belong
    to the model, or adds what is not a number.
    """
    import torch

    adapter = open_adapter(path)
    modules = dict(model.named_modules())
    with torch.no_grad():
        for name, (a, b) in pairs(adapter).items():
            linear = modules.get(name)
            if linear is None:
                raise ModelError(f"{adapter.file} has weights for {name}, which the model has not")
            added = b.float() @ a.float() * adapter.scale
            weight = linear.weight
            if added.shape != weight.shape:
                raise ModelError(f"{adapter.file} was trained on a model of another size ({name})")
            if not bool(torch.isfinite(added).all()):
                raise ModelError(f"{adapter.file} holds weights that are no numbers ({name})")
            weight.copy_((weight.float() + added.to(weight.device)).to(weight.dtype))


def _json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} cannot be read: {error}") from error
    return found if isinstance(found, dict) else {}


def _metadata(path: Path) -> dict[str, Any]:
    """The `__metadata__` of a safetensors file: a length of 8 bytes, then JSON (its README)."""
    try:
        with path.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            head = json.loads(file.read(min(length, 1 << 24)))
    except (OSError, ValueError, struct.error) as error:
        raise ModelError(f"{path} is no safetensors file: {error}") from error
    found = head.get("__metadata__", {}) if isinstance(head, dict) else {}
    return found if isinstance(found, dict) else {}
