"""The model that is tuned, loaded for training: device, arithmetic, what is trained, its loss."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

import torch

from pxtranslate.engines.hf import HFEngine
from pxtranslate.engines.tokens import Tokens
from pxtranslate.errors import ConfigError, OutOfMemory
from pxtranslate.finetune import lora
from pxtranslate.finetune.decoder import DecoderLoss
from pxtranslate.finetune.examples import Example
from pxtranslate.finetune.seq2seq import Seq2SeqLoss
from pxtranslate.finetune.settings import FinetuneSettings
from pxtranslate.models import adapter
from pxtranslate.models.cards import Card
from pxtranslate.models.machine import has_bf16

_TRANSLATORS = ("marian", "m2m100", "nllb")


class Loss(Protocol):
    """The loss of a model over examples."""

    def cost(self, example: Example) -> int:
        """Tokens that an example takes in a batch."""
        ...

    def __call__(self, examples: Sequence[Example]) -> tuple[torch.Tensor, int]:
        """The loss, summed over the answers' tokens; and how many tokens were computed."""
        ...


@dataclass(frozen=True)
class Trained:
    """A model in memory and what of it is trained."""

    model: Any
    tokens: Tokens
    loras: Mapping[str, lora.LoRA]
    """Where LoRA was put, trained or held still; empty where all weights of the upper layers are trained."""
    weights: Mapping[str, torch.Tensor]
    """What is trained, by name."""

    def state(self) -> dict[str, torch.Tensor]:
        """A copy of what is trained."""
        return {name: weight.detach().cpu().clone() for name, weight in self.weights.items()}

    def restore(self, state: Mapping[str, torch.Tensor]) -> None:
        """Put a copy back."""
        with torch.no_grad():
            for name, weight in self.weights.items():
                weight.copy_(state[name])

    def engine(self, card: Card) -> HFEngine:
        """An engine over the model as it is now."""
        device = str(next(self.model.parameters()).device.type)
        blank = HFEngine(self.tokens.folder, card.family, card.prompt, "in training", device)
        return blank.over(self.model, self.tokens)


def check_method(card: Card, settings: FinetuneSettings) -> None:
    """Raise ConfigError where the model cannot be tuned in the way that is asked for."""
    if card.family in ("mt5", "quickmt", "hunyuan"):
        raise ConfigError(
            f"model = {card.id}: models of the family {card.family} are not tuned here"
        )
    if settings.method == "full" and card.family not in _TRANSLATORS:
        raise ConfigError(
            f'method = "full" is for {", ".join(_TRANSLATORS)}; for {card.id} take method = "lora"'
        )


def use_threads(threads: int) -> None:
    """Compute on so many CPU threads; 0: one a core."""
    if threads:
        torch.set_num_threads(threads)


def device() -> Literal["cuda", "cpu"]:
    """Where training is done."""
    return "cuda" if torch.cuda.is_available() else "cpu"


def arithmetic(method: str) -> torch.dtype:
    """bfloat16 where the hardware has it and the base is frozen, else float32."""
    if method == "full":
        return torch.float32
    if device() == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float32
    return torch.bfloat16 if has_bf16() else torch.float32


def load(
    folder: Path, card: Card, settings: FinetuneSettings, dtype: torch.dtype | None = None
) -> Trained:
    """Load a base from a folder of safetensors and mark what of it is trained.

    A tuned model's adapter is what its training begins with. Raises OutOfMemory if the model does
    not fit, ConfigError if the adapter has a higher rank than is trained.
    """
    import transformers

    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    kind = transformers.AutoModelForSeq2SeqLM if card.seq2seq else transformers.AutoModelForCausalLM
    dtype = dtype or arithmetic(settings.method)
    try:
        loaded: Any = kind.from_pretrained(
            folder,
            dtype=dtype,
            attn_implementation="sdpa",
            local_files_only=True,
            trust_remote_code=False,
            use_safetensors=True,
        )
        model = loaded.to(device())
    except (torch.OutOfMemoryError, MemoryError) as error:
        raise OutOfMemory(f"{card.id} does not fit in memory; take a smaller model") from error
    _without_dropout(model, settings.dropout if settings.method == "full" else 0.0)
    if settings.checkpointing:
        model.gradient_checkpointing_enable({"use_reentrant": False})
    tokens = Tokens(folder, card.family, card.prompt)
    if settings.method == "full":
        weights = lora.unfreeze(model, settings.layers)
        return Trained(model, tokens, {}, weights)
    earlier = Path(card.adapter.file) if card.adapter else None
    held = adapter.pairs(adapter.open_adapter(earlier)) if earlier else ()
    put = lora.attach(
        model, settings.layers, settings.rank, settings.alpha, settings.dropout, settings.seed, held
    )
    if earlier:
        lora.begin_from(put, earlier)
    weights = {
        f"{name}.{part}": getattr(wrapped, part)
        for name, wrapped in put.items()
        for part in ("a", "b")
        if wrapped.a.requires_grad
    }
    return Trained(model, tokens, put, weights)


def loss_of(trained: Trained, card: Card, examples: Sequence[Example]) -> Loss:
    """The loss of a model; `examples` are all it will be asked for."""
    if card.seq2seq:
        return Seq2SeqLoss(trained.model, examples, trained.tokens.target_id)
    return DecoderLoss(trained.model, examples)


def _without_dropout(model: Any, share: float) -> None:
    """Give the model's own dropout the share that is asked for: none beside an adapter."""
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = share
        for name in ("dropout", "attention_dropout", "activation_dropout"):
            if isinstance(getattr(module, name, None), float):
                setattr(module, name, share)
