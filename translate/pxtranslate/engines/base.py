"""The seam between the pipeline and whatever produces text.

An engine loads on `__enter__` and lets go on `__exit__`. It does not cache, retry, split, log to
users or read config. If a batch fails as a whole it raises `EngineError` (`OutOfMemory` for want
of memory), and the caller halves the batch until the culprit stands alone. Output is deterministic
and does not depend on which requests share a batch.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self, runtime_checkable

ROOM = 2400
"""The `room` of an engine that runs a model. CTranslate2 keeps 0.36 MB for each token of the 1.5B
model (keys and values of every attention head), a token for 0.6 characters: 1.5 GB, which together
with the weights and what is computed takes 4.4 GiB."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the model is shown for one segment. `text` may differ from the recorded source."""

    text: str
    context: str = ""
    """Text that helps understanding and must not be translated: the headline, say. Of a summary:
    what it is to be like, in Chinese."""
    terms: tuple[tuple[str, str], ...] = ()
    """(Chinese, English) pairs the output must use, in the order they are named to the model."""
    task: str = "translate"
    """`translate`, `headline`, `summarize`, or `back` (`text` is English, to be put into Chinese); the
    prompt profile knows how to ask for each."""


@dataclass(frozen=True, slots=True)
class Decoding:
    """How to search. Part of every memory key."""

    beam: int = 1
    forbid_han: bool = True
    """No token that holds a Chinese character may be produced (only for an English output)."""
    repetition_penalty: float = 1.0
    bound: float = 2.0
    """Most output tokens for each input token of the text; 32 more are always allowed. A summary
    has a length of its own."""


@dataclass(frozen=True, slots=True)
class Output:
    """What came back for one request."""

    text: str
    complete: bool
    """False if the bound was reached before the end token: never to be taken as a translation. Of a
    summary, the sentences that did end may stand."""
    logprob: float = field(default=0.0)
    """Mean log-probability of an output token, 0 where the engine has none."""
    remembered: bool = False
    """Not an engine's to set: the answer was given in another run, and a shared memory had it."""


class Engine(Protocol):
    """Anything that answers requests, in order, one output each."""

    @property
    def translates(self) -> bool:
        """Whether the output is English, so that checking it means something."""
        ...

    @property
    def room(self) -> int | None:
        """Most characters in a batch, prompts and answers included.

        None: it runs no model, takes any number and answers at once.
        """
        ...

    @property
    def fingerprint(self) -> str:
        """Weights hash, prompt version and engine: equal fingerprints give equal outputs."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def generate(self, requests: Sequence[Request], decoding: Decoding) -> list[Output]:
        """Answer each request. Raises EngineError if the batch as a whole failed."""
        ...


@runtime_checkable
class Scorer(Protocol):
    """An engine that can tell how likely an answer is that somebody else gave."""

    def score(self, given: Sequence[tuple[Request, str]]) -> list[list[float]]:
        """Give the log-probability of each token of each answer, the end token left out.

        One pass over prompt and answer, nothing is generated. Raises EngineError where the model
        cannot be asked (`back` of a model that only translates into English), or the batch failed.
        """
        ...
