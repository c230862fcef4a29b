"""CTranslate2: the default on a CPU. Decoders of the Qwen/Gemma/Llama kind, and Marian, M2M, NLLB, mT5.

Knows one converted model folder and one batch at a time; batching, retries and memory are the
translate stage's. Traps of the library that this file exists to avoid: it stops at `max_length`
without a word, cuts inputs at `max_input_length` without a word, and puts the bound of a batch
where the bound of a request should be.
"""

import ctypes
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pxtranslate.engines import gpu, prompts
from pxtranslate.engines.base import ROOM, Decoding, Output, Request
from pxtranslate.engines.pieces import SentencePieces
from pxtranslate.engines.tokens import Tokens
from pxtranslate.errors import EngineError, OutOfMemory
from pxtranslate.models.cards import SEQ2SEQ
from pxtranslate.models.machine import gpus_mib
from pxtranslate.text import has_han

_SCORED = 1024
"""Tokens weighed together. Each has a probability for all of the vocabulary: 0.6 MB for the default."""
# From <malloc.h>.
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8


@dataclass
class CT2Engine:
    """A converted model folder, loaded between `__enter__` and `__exit__`."""

    folder: Path
    family: str
    profile: str
    weights: str
    """Hash of weights and tokenizer, from the model's record."""
    device: str = "auto"
    compute_type: str = "default"
    threads: int = 0
    """0: as many as the machine has cores."""

    _devices: int = 1
    _model: Any = None
    _tokens: Tokens | SentencePieces | None = None

    translates = True

    @cached_property
    def room(self) -> int:
        """Most characters in a batch; see `Engine.room`."""
        return gpu.room(gpus_mib()) if self._device() == "cuda" else ROOM

    @property
    def fingerprint(self) -> str:
        """Device and threads are left out: they are where, not what."""
        return f"ct2:{self.weights}:{self.profile}-{prompts.VERSION}:{self._arithmetic}"

    def __enter__(self) -> Self:
        import ctranslate2

        # It warns on every CPU that int8 with float16 becomes int8 with float32, as it should.
        ctranslate2.set_log_level(logging.ERROR)
        _keep_freed_memory()
        kind = ctranslate2.Translator if self.family in SEQ2SEQ else ctranslate2.Generator
        try:
            # The weights are read while Python imports the tokenizer's library: 7 s instead of 10.
            device = self._device()
            self._devices = max(1, ctranslate2.get_cuda_device_count()) if device == "cuda" else 1
            with ThreadPoolExecutor(1) as beside:
                model = beside.submit(
                    kind,
                    str(self.folder),
                    device=device,
                    device_index=list(range(self._devices)),  # a copy of the model on each
                    compute_type=self._arithmetic,
                    intra_threads=self.threads,
                )
                self._tokens = (
                    SentencePieces(self.folder)
                    if self.family == "quickmt"
                    else Tokens(self.folder, self.family, self.profile)
                )
                self._model = model.result()
        except (RuntimeError, ValueError) as error:
            raise _translated(error, f"could not load the model in {self.folder}") from error
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
        import ctranslate2

        if self.device != "auto":
            return self.device
        return "cuda" if ctranslate2.get_cuda_device_count() else "cpu"

    @cached_property
    def _arithmetic(self) -> str:
        """What is calculated in: on a GPU that can, int8 with float16 instead of float32."""
        import ctranslate2

        if self.compute_type != "default" or self._device() != "cuda":
            return self.compute_type
        known = ctranslate2.get_supported_compute_types("cuda")
        return "int8_float16" if "int8_float16" in known else self.compute_type

    @property
    def loaded(self) -> tuple[Any, Tokens | SentencePieces]:
        """The library's own model and its tokens. Raises EngineError before it is loaded."""
        if self._model is None or self._tokens is None:
            raise EngineError("the model is not loaded: use the engine in a `with` block")
        return self._model, self._tokens

    def generate(self, requests: Sequence[Request], decoding: Decoding) -> list[Output]:
        """Answer each request; see `Engine.generate`."""
        if not (decoding.forbid_han and self._device() == "cuda"):
            return self._generate(requests, decoding)
        # On a GPU the library takes half a minute to forbid 25,000 tokens to eight requests, and half
        # a second to one (seen with 4.8.5): so only an answer that has some is asked for again, alone.
        free = self._generate(requests, replace(decoding, forbid_han=False))
        return [
            self._generate([request], decoding)[0] if has_han(answer.text) else answer
            for request, answer in zip(requests, free, strict=True)
        ]

    def _generate(self, requests: Sequence[Request], decoding: Decoding) -> list[Output]:
        _, tokens = self.loaded
        if not requests:
            return []
        asked = [tokens.pieces(request) for request in requests]
        bounds = [tokens.bound(request, decoding) for request in requests]
        options: dict[str, Any] = {
            "beam_size": decoding.beam,
            # It waits for one hypothesis more than the beam holds: with fewer, short wrong endings end
            # the search before the best, a token longer, is finished (seen in tests/contract).
            "patience": 1 if decoding.beam == 1 else 1 + 1 / decoding.beam,
            "repetition_penalty": decoding.repetition_penalty,
            "suppress_sequences": [[piece] for piece in tokens.han]
            if decoding.forbid_han
            else None,
            "return_scores": True,
            "end_token": tokens.ends,
            "return_end_token": True,
            "max_batch_size": gpu.share(len(requests), self._devices),
        }
        try:
            if self.family in SEQ2SEQ:
                found = self._translate(asked, max(bounds), options, tokens.target_code)
            else:
                found = self._continue(asked, max(bounds), options, list(tokens.opening))
        except (RuntimeError, ValueError) as error:
            raise _translated(error, f"a batch of {len(requests)} failed") from error
        return [
            _output(tokens, pieces, score, bound)
            for (pieces, score), bound in zip(found, bounds, strict=True)
        ]

    def score(self, given: Sequence[tuple[Request, str]]) -> list[list[float]]:
        """Weigh answers; see `Scorer.score`. Raises EngineError for an encoder–decoder."""
        _, tokens = self.loaded
        if self.family in SEQ2SEQ or not isinstance(tokens, Tokens):
            raise EngineError("this model cannot weigh a translation: name one of the chat family")
        asked = [tokens.continued(request, answer) for request, answer in given]
        try:
            found = self._model.score_batch(
                [tokens.names(ids) for ids, _ in asked],
                max_batch_size=_SCORED,
                batch_type="tokens",
            )
        except (RuntimeError, ValueError) as error:
            raise _translated(error, f"weighing {len(given)} answers failed") from error
        # The first token has no probability, so the last `length` are the answer's in any case.
        return [
            list(result.log_probs[len(result.log_probs) - length :])
            for result, (_, length) in zip(found, asked, strict=True)
        ]

    def _continue(
        self, asked: list[list[str]], bound: int, options: dict[str, Any], opening: list[str]
    ) -> list[tuple[list[str], float]]:
        # What all prompts begin with, a quarter of a prompt, is read once and its state kept.
        if any(pieces[: len(opening)] != opening for pieces in asked):
            opening = []
        results = self._model.generate_batch(
            [pieces[len(opening) :] for pieces in asked],
            static_prompt=opening or None,
            max_length=bound,
            include_prompt_in_result=False,
            **options,
        )
        return [(list(result.sequences[0]), result.scores[0]) for result in results]

    def _translate(
        self, asked: list[list[str]], bound: int, options: dict[str, Any], code: str | None
    ) -> list[tuple[list[str], float]]:
        results = self._model.translate_batch(
            asked,
            target_prefix=[[code]] * len(asked) if code else None,
            max_decoding_length=bound,
            max_input_length=0,
            **options,
        )
        skip = 1 if code else 0
        return [(list(result.hypotheses[0][skip:]), result.scores[0]) for result in results]


def _keep_freed_memory() -> None:
    """Have the C library keep what it frees for this process, in one place.

    CTranslate2 copies its keys and values into larger blocks at every step. glibc gives blocks of
    that size back to the system and gets them anew, zeroed: up to a third of the CPU time of a
    batch (decision 0102). Other C libraries are left alone.
    """
    with suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_M_ARENA_MAX, 1)
        mallopt(_M_MMAP_THRESHOLD, 1 << 30)
        mallopt(_M_TRIM_THRESHOLD, 1 << 30)


def _output(tokens: Tokens | SentencePieces, pieces: list[str], score: float, bound: int) -> Output:
    # A request decoded beside longer ones may run on past its own bound: it is cut and judged by
    # its own, so that an output does not depend on its neighbours.
    ended = bool(pieces) and pieces[-1] in tokens.ends and len(pieces) <= bound + 1
    return Output(tokens.text(pieces[: bound + ended]), ended, score)


def _translated(error: Exception, what: str) -> EngineError:
    message = " ".join(str(error).split())
    if "out of memory" in message.lower() or "bad_alloc" in message or "allocate" in message:
        return OutOfMemory(f"{what}: not enough memory ({message})")
    return EngineError(f"{what}: {message}")
