"""No model: gives the text back, marked. For tests, dry runs, and a look at how a file is split."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import ClassVar, Self

from pxtranslate.engines.base import Decoding, Output, Request


@dataclass(frozen=True)
class EchoEngine:
    """Answers every request at once with `[echo] ` and the request's text."""

    fingerprint: str = "echo:1"
    translates: bool = False
    room: ClassVar[int | None] = None

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
        return [Output(f"[echo] {request.text.strip()}", complete=True) for request in requests]
