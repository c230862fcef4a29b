"""What a worker on another machine is made of: the tools of the run, made again from its settings.

Knows nothing of Ray, which makes an actor of it; the desk it is given answers as `desk.Desk` does.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from pxtranslate.config import Settings
from pxtranslate.engines import choose, choose_second, choose_writer
from pxtranslate.engines.base import Engine, Output
from pxtranslate.names.glossary import Glossary
from pxtranslate.names.ledger import Ledger
from pxtranslate.pipeline import Observer, Shard, Tools, finish
from pxtranslate.runners.desk import Answers, Which
from pxtranslate.state.results import Result
from pxtranslate.translation.memory import Memory


class Asked(Protocol):
    """A desk, near or far."""

    def get(self, which: Which, keys: Sequence[bytes]) -> Answers: ...

    def put(self, which: Which, answers: Answers) -> None: ...

    def tell(self, characters: int, said: Sequence[str] = ()) -> None: ...


Engines = tuple[Engine, Engine | None, Engine | None]
"""The one that translates, the second model and the writer, where they are others."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is sent to a worker that it may make its tools."""

    settings: Settings
    glossary: Glossary
    signature: str
    shared: bool
    """Whether there is a memory that runs share."""
    sign: Callable[..., str]
    """`run.sign`."""
    engines: Callable[[Settings, Callable[[str], None]], Engines]


def engines(settings: Settings, say: Callable[[str], None]) -> Engines:
    """The engines that the settings name, found or fetched on this machine, not loaded yet."""
    return choose(settings.model, say), choose_second(settings, say), choose_writer(settings, say)


@dataclass(frozen=True, slots=True)
class _Store:
    desk: Asked
    which: Which

    def get(self, keys: Sequence[bytes]) -> dict[bytes, Output]:
        return self.desk.get(self.which, keys)

    def put(self, answers: Mapping[bytes, Output]) -> None:
        self.desk.put(self.which, dict(answers))


class Worker:
    """Finishes one shard after the other with a model that it loads once."""

    def __init__(self, plan: Plan, desk: Asked) -> None:
        self._desk = desk
        self._names = Ledger()
        first, second, writer = plan.engines(plan.settings, lambda line: desk.tell(0, [line]))
        self.signature = plan.sign(plan.settings, first, second, writer, plan.glossary)
        stack = ExitStack()  # left open: a worker ends with its process

        def remembering(engine: Engine) -> Engine:
            if engine.room is None and not plan.shared:
                return engine
            others = _Store(desk, "shared") if plan.shared else None
            loading = partial(desk.tell, 0, ["workers load their models"])
            return stack.enter_context(Memory(engine, _Store(desk, "own"), others, loading))

        translating = remembering(first)
        self._tools = Tools(
            plan.settings,
            translating,
            remembering(second) if second else None,
            remembering(writer) if writer else translating,
            plan.glossary,
            plan.signature,
        )

    def names(self, names: Ledger) -> None:
        """Take the ledger for the shards to come."""
        self._names = names

    def finish(self, label: str, shard: Shard) -> list[Result]:
        """Finish a shard; what is said of it bears the label."""
        observer = Observer(
            lambda line: self._desk.tell(0, [f"{label}: {line}"]), advance=self._desk.tell
        )
        return finish(self._tools, observer, replace(shard, names=self._names))
