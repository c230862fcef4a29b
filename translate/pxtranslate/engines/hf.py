"""transformers: the reference engine, on CPU, CUDA or MPS, for every family it knows.

Slower than CTranslate2 on a CPU, but it runs anything, and it is what the other engine is compared
with. Loads safetensors or GGUF from a local folder, never code from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pxtranslate.engines import gpu, prompts
from pxtranslate.engines.base import ROOM, Decoding, Output, Request
from pxtranslate.engines.tokens import Tokens
from pxtranslate.errors import EngineError, OutOfMemory
from pxtranslate.models.adapter import merge
from pxtranslate.models.cards import SEQ2SEQ
from pxtranslate.models.machine import gpus_mib


@dataclass
class HFEngine:
    """A model folder (or a GGUF file in it), loaded between `__enter__` and `__exit__`."""

    folder: Path
    family: str
    profile: str
    weights: str
    """Hash of weights and tokenizer, from the model's record."""
    device: str = "auto"
    compute_type: str = "default"
    """A torch dtype's name; `default` is float32 on a CPU and the model's own elsewhere."""
    threads: int = 0
    gguf: str | None = None
    adapter: Path | None = None
    """A LoRA adapter, merged into the weights in memory."""

    _model: Any = None
    _tokens: Tokens | None = None

    translates = True

    @cached_property
    def room(self) -> int:
        """Most characters in a batch, on the first GPU if there is one; see `Engine.room`."""
        return gpu.room(gpus_mib()[:1]) if self._device() == "cuda" else ROOM

    @property
    def fingerprint(self) -> str:
        """Device and threads are left out: they are where, not what."""
        return f"hf:{self.weights}:{self.profile}-{prompts.VERSION}:{self.compute_type}"

    def __enter__(self) -> Self:
        import torch
        import transformers

        transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        if self.threads:
            torch.set_num_threads(self.threads)
        device = self._device()
        kind = (
            transformers.AutoModelForSeq2SeqLM
            if self.family in SEQ2SEQ
            else transformers.AutoModelForCausalLM
        )
        options: dict[str, Any] = {"gguf_file": self.gguf} if self.gguf else {}
        try:
            self._tokens = Tokens(self.folder, self.family, self.profile, self.gguf)
            model: Any = kind.from_pretrained(
                self.folder,
                dtype=self._dtype(device),
                local_files_only=True,
                trust_remote_code=False,
                use_safetensors=True,
                **options,
            )
            if self.adapter:
                merge(model, self.adapter)
            self._model = model.to(device).eval()
        except (torch.OutOfMemoryError, MemoryError) as error:
            raise OutOfMemory(f"the model in {self.folder} does not fit in memory") from error
        except (OSError, ValueError, RuntimeError) as error:
            raise EngineError(f"could not load the model in {self.folder}: {error}") from error
        return self

    def over(self, model: Any, tokens: Tokens) -> Self:
        """This engine with a model that is in memory already, as while it is trained."""
        self._model, self._tokens = model, tokens
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._model = None
        self._tokens = None

    def _device(self) -> str:
        import torch

        if self.device != "auto":
            return self.device
        if torch.cuda.is_available():
            return "cuda"
        return "mps" if torch.backends.mps.is_available() else "cpu"

    def _dtype(self, device: str) -> Any:
        import torch

        if self.compute_type != "default":
            found = getattr(torch, self.compute_type, None)
            if not isinstance(found, torch.dtype) or not found.is_floating_point:
                raise EngineError(
                    f"model.compute_type = {self.compute_type!r}: transformers calculates in float32,"
                    " float16 or bfloat16; int8 is of the engine ct2"
                )
            return found
        # Without AVX512, 16-bit arithmetic on a CPU is emulated: no faster, and less exact.
        return torch.float32 if device == "cpu" else "auto"

    def generate(self, requests: Sequence[Request], decoding: Decoding) -> list[Output]:
        """Answer each request; see `Engine.generate`."""
        import torch

        if self._model is None or self._tokens is None:
            raise EngineError("the model is not loaded: use the engine in a `with` block")
        if not requests:
            return []
        tokens = self._tokens
        encoded = [tokens.encode(request) for request in requests]
        bounds = [tokens.bound(request, decoding) for request in requests]
        ids, mask = _padded(encoded, tokens.pad_id, left=self.family not in SEQ2SEQ)
        full = False
        likely = _Likelihoods()
        try:
            with torch.inference_mode():
                found = self._model.generate(
                    input_ids=ids.to(self._model.device),
                    attention_mask=mask.to(self._model.device),
                    # A beam's hypotheses change places from step to step: not followed.
                    logits_processor=[likely] if decoding.beam == 1 else None,
                    **self._options(tokens, decoding, max(bounds)),
                )
        except torch.OutOfMemoryError:
            # Leave the handler first: its traceback keeps the tensors of the batch alive.
            full = True
        except RuntimeError as error:
            raise EngineError(f"a batch of {len(requests)} failed: {error}") from error
        if full:
            torch.cuda.empty_cache()
            raise OutOfMemory(f"a batch of {len(requests)} did not fit in memory")
        skip = self._skip(tokens, ids.shape[1])
        return [
            _output(tokens, row.tolist()[skip:], bound, chances)
            for row, bound, chances in zip(found, bounds, likely.of(found), strict=True)
        ]

    def score(self, given: Sequence[tuple[Request, str]]) -> list[list[float]]:
        """Weigh answers, one after the other; see `Scorer.score`.

        Raises EngineError for an encoder–decoder.
        """
        import torch

        if self._model is None or self._tokens is None:
            raise EngineError("the model is not loaded: use the engine in a `with` block")
        if self.family in SEQ2SEQ:
            raise EngineError("this model cannot weigh a translation: name one of the chat family")
        found = []
        for request, answer in given:
            ids, length = self._tokens.continued(request, answer)
            row = torch.tensor([ids], device=self._model.device)
            try:
                with torch.inference_mode():
                    # One position more than the answer: each token is foretold by the one before.
                    logits = self._model(row, logits_to_keep=length + 1).logits[0, :-1]
            except RuntimeError as error:
                raise EngineError(f"weighing an answer failed: {error}") from error
            chances = logits.float().log_softmax(-1)
            own = chances.gather(1, row[0, len(ids) - length :, None])[:, 0]
            found.append([float(chance) for chance in own])
        return found

    def _options(self, tokens: Tokens, decoding: Decoding, bound: int) -> dict[str, Any]:
        options: dict[str, Any] = {
            # A model's own generation config may ask for sampling or a length of its own.
            "do_sample": False,
            "temperature": None,
            "top_p": None,
            "top_k": None,
            "max_length": None,
            # Marian's config puts an end token at the bound, which would pass for a real end.
            "forced_eos_token_id": None,
            "max_new_tokens": bound,
            "num_beams": decoding.beam,
            "repetition_penalty": decoding.repetition_penalty,
            "eos_token_id": tokens.end_ids,
            "pad_token_id": tokens.pad_id,
            "suppress_tokens": tokens.han_ids if decoding.forbid_han else None,
        }
        if tokens.target_id is not None:
            options["forced_bos_token_id"] = tokens.target_id
        return options

    def _skip(self, tokens: Tokens, prompt: int) -> int:
        """How many ids at the start of a row are not the answer."""
        if self.family not in SEQ2SEQ:
            return prompt
        return (
            2 if tokens.target_id is not None else 1
        )  # the decoder's start token, and the language's


def _padded(rows: list[list[int]], pad: int, left: bool) -> tuple[Any, Any]:
    import torch

    width = max(len(row) for row in rows)
    ids = torch.full((len(rows), width), pad, dtype=torch.long)
    mask = torch.zeros((len(rows), width), dtype=torch.long)
    for i, row in enumerate(rows):
        where = slice(width - len(row), width) if left else slice(0, len(row))
        ids[i, where] = torch.tensor(row, dtype=torch.long)
        mask[i, where] = 1
    return ids, mask


def _output(tokens: Tokens, ids: list[int], bound: int, chances: list[float]) -> Output:
    ends = [i for i, index in enumerate(ids) if index in tokens.end_ids]
    answer = ids[: ends[0]] if ends else ids
    # Cut and judged by its own bound, not by that of the longest request beside it.
    ended = bool(ends) and len(answer) <= bound
    own = chances[: len(answer) + ended]
    return Output(tokens.decode(answer[:bound]), ended, sum(own) / len(own) if own else 0.0)


class _Likelihoods:
    """Follows a greedy search: the log-probability of each token it chose, a row a request.

    The library gives them from the scores of all steps, which for a vocabulary of 150,000 fill
    gigabytes; this keeps those of one step.
    """

    def __init__(self) -> None:
        self._last: Any = None
        self._chosen: list[Any] = []

    def __call__(self, ids: Any, scores: Any) -> Any:
        """Called by the library before each choice, with what was chosen so far."""
        self._note(ids)
        self._last = scores.log_softmax(-1)
        return scores

    def of(self, found: Any) -> list[list[float]]:
        """The log-probabilities of what was found, tokens after a row's end among them."""
        self._note(found)
        rows: list[list[float]] = [[] for _ in found]
        for step in self._chosen:
            for row, chance in zip(rows, step.tolist(), strict=True):
                row.append(chance)
        return rows

    def _note(self, ids: Any) -> None:
        if self._last is not None:
            self._chosen.append(self._last.gather(1, ids[:, -1:])[:, 0])
