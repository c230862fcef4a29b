"""Answers that were already given: an engine wrapped round an engine.

The key is everything that decides an answer: the engine's fingerprint (weights, tokenizer, prompt
wording), the whole request and the decoding. File names, places and batch sizes are not in it.

There is the folder's own store, and perhaps one shared across runs and folders. What the shared one
knew is copied into the folder's, marked as remembered: a run that is killed and resumed tells the
same answers from new ones as one that was not. Knows stores as get and put.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Protocol, Self

from pxtranslate.engines.base import Decoding, Engine, Output, Request

_CANONICAL = json.JSONEncoder(
    ensure_ascii=True,  # lone surrogates, which an article may hold, have no UTF-8
    sort_keys=True,
    separators=(",", ":"),
)


_GONE = {"no_repeat_ngram": 0}
"""A setting that no longer is; it stays in the keys, or all answers kept before would be lost."""


class Store(Protocol):
    """Where answers are kept."""

    def get(self, keys: Sequence[bytes]) -> dict[bytes, Output]:
        """The answers known for these keys."""
        ...

    def put(self, answers: Mapping[bytes, Output]) -> None:
        """Keep answers, all or none; durable when this returns. The first to a key stays."""
        ...


@dataclass
class Memory:
    """An engine that asks the one inside only for what is not in the store.

    The engine inside is loaded at the first miss: a run that knows every answer loads no model.
    """

    inside: Engine
    store: Store
    shared: Store | None = None
    on_load: Callable[[], None] = lambda: None
    hits: int = 0
    misses: int = 0
    _stack: ExitStack = field(default_factory=ExitStack)
    _loaded: bool = False

    @property
    def translates(self) -> bool:
        return self.inside.translates

    @property
    def room(self) -> int | None:
        return self.inside.room

    @property
    def fingerprint(self) -> str:
        return self.inside.fingerprint

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loaded = False
        self._stack.__exit__(kind, error, trace)  # an engine minds how the run ended

    def generate(self, requests: Sequence[Request], decoding: Decoding) -> list[Output]:
        """Answer each request; see `Engine.generate`. New answers are durable on return."""
        keys = keys_of(self.fingerprint, requests, decoding)
        known = self.store.get(keys)
        unknown = [k for k in keys if k not in known]
        if self.shared and unknown:
            found = self.shared.get(unknown)
            known |= {k: replace(answer, remembered=True) for k, answer in found.items()}
        missing = [i for i, k in enumerate(keys) if k not in known]
        self.hits += len(requests) - len(missing)
        self.misses += len(missing)
        if missing:
            if not self._loaded:
                self.on_load()
                self._stack.enter_context(self.inside)
                self._loaded = True
            answers = self.inside.generate([requests[i] for i in missing], decoding)
            known |= {keys[i]: answer for i, answer in zip(missing, answers, strict=True)}
        if unknown:
            self.store.put({k: known[k] for k in unknown})
        if self.shared and missing:
            self.shared.put({keys[i]: known[keys[i]] for i in missing})
        return [known[k] for k in keys]


def keys_of(fingerprint: str, requests: Iterable[Request], decoding: Decoding) -> list[bytes]:
    """SHA-256 of the canonical JSON of all that decides each answer."""
    engine, how = _CANONICAL.encode(fingerprint), _CANONICAL.encode(_named(decoding) | _GONE)
    return [
        hashlib.sha256(f"[{engine},{what},{how}]".encode()).digest()
        for what in (_CANONICAL.encode(_named(request)) for request in requests)
    ]


def _named(one: Request | Decoding) -> dict[str, object]:
    """Every field by name; not `asdict`, which copies deeply and takes three times as long."""
    return {name: getattr(one, name) for name in one.__slots__}
