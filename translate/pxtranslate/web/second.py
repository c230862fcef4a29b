"""The second model, asked about one sentence at a time while the pages stay alive.

A thread of its own loads it when it is first wanted, keeps it, and answers in the order asked. What
it says is told; what becomes of it is the person's to say.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from pxtranslate.config import Settings
from pxtranslate.engines import choose_other
from pxtranslate.engines.base import Engine
from pxtranslate.mending.remedies import Case
from pxtranslate.mending.suggest import suggest
from pxtranslate.records import Segment, Terms


class Second:
    """A model by its `name`; `choose` makes it ready, and raises ModelError where it cannot be had."""

    def __init__(self, name: str, choose: Callable[[], Engine]) -> None:
        self.name = name
        self._choose = choose
        self._thread = ThreadPoolExecutor(1, "second-model")
        self._held = ExitStack()
        self._engine: Engine | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._thread.shutdown(cancel_futures=True)
        self._held.close()

    async def suggest(self, case: Case, settings: Settings, terms: Terms) -> Segment:
        """What it says of a segment; see `mending.suggest`. Raises ModelError and EngineError."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._ask, case, settings, terms)

    def _ask(self, case: Case, settings: Settings, terms: Terms) -> Segment:
        if self._engine is None:  # also after it could not be loaded: that may be mended meanwhile
            self._engine = self._held.enter_context(self._choose())
        return suggest(case, self._engine, settings, terms)


def second_of(settings: Settings, run: Settings | None = None) -> Second | None:
    """The second model the settings name, else the one the run had; None where neither does.

    Nothing is downloaded for it: one key is no consent to gigabytes.
    """
    name = settings.mend.second_model or (run.mend.second_model if run else "")
    here = settings.model.model_copy(update={"offline": True})
    return Second(name, lambda: choose_other(here, name, lambda line: None)) if name else None
