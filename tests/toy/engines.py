"""The one engine that tests talk to: answers by a function, and keeps what it was asked.

Left alone it is echo with a batch of ordinary size. A test says in a function what else it does:
fail on a text, come to no end, speak a sort of English, do something to a file meanwhile.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from pxtranslate.engines.base import ROOM, Decoding, Output, Request
from pxtranslate.errors import OutOfMemory

Answer = Callable[[Request, Decoding], Output | str | None]
"""What the engine says to a request; None: it comes to no end. What it raises, the batch raises."""
Call = tuple[tuple[Request, ...], Decoding]


def echo(request: Request, decoding: Decoding) -> str:
    """What `EchoEngine` says."""
    return f"[echo] {request.text.strip()}"


def unless(holds: str, error: BaseException, answer: Answer = echo) -> Answer:
    """Answer, but raise for a text that holds something."""

    def say(request: Request, decoding: Decoding) -> Output | str | None:
        if holds in request.text:
            raise error
        return answer(request, decoding)

    return say


def by_text(*script: tuple[str, str]) -> Answer:
    """Answer by the first entry whose key stands in the text, else with nothing.

    What does not end in a full stop was cut.
    """

    def say(request: Request, decoding: Decoding) -> Output:
        text = next((answer for key, answer in script if key in request.text), "")
        return Output(text, complete=not text or text[-1] in "。.")

    return say


@dataclass(frozen=True)
class ToyEngine:
    """Answers each request by `answer`, a batch as a whole or not at all."""

    answer: Answer = echo
    fingerprint: str = "echo:1"
    translates: bool = False
    room: int | None = ROOM
    most: int = 10_000
    """Requests that fit in its memory at once."""
    meanwhile: Callable[[], object] = lambda: None
    """Done at each batch, before it is answered."""
    calls: list[Call] = field(default_factory=list, compare=False)

    @property
    def asked(self) -> list[Request]:
        """Every request, in the order asked."""
        return [request for requests, _ in self.calls for request in requests]

    @property
    def texts(self) -> list[str]:
        """Their texts."""
        return [request.text for request in self.asked]

    @property
    def sizes(self) -> list[int]:
        """How many requests each batch had."""
        return [len(requests) for requests, _ in self.calls]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        pass

    def generate(self, requests: Sequence[Request], decoding: Decoding) -> list[Output]:
        """Answer each request; see `Engine.generate`."""
        self.calls.append((tuple(requests), decoding))
        self.meanwhile()
        if len(requests) > self.most:
            raise OutOfMemory("too many")
        return [_output(self.answer(request, decoding)) for request in requests]


def _output(said: Output | str | None) -> Output:
    if isinstance(said, Output):
        return said
    return Output(said or "", complete=said is not None)
