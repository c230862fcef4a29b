"""Work on a Ray cluster: every worker an actor that loads the model once and finishes shards.

Only Ray's core is used, actors and `ray.wait`. What is done lies in the head's own state, so nothing
here outlives a run: a head that is killed takes its actors along, and the same command goes on.
"""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from typing import Any
from uuid import uuid4

import ray
from ray.exceptions import RayActorError, RayTaskError
from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

from pxtranslate.errors import ConfigError, EngineError, PxError
from pxtranslate.names.ledger import Ledger
from pxtranslate.pipeline import Apart, Observer, Packed, Shard
from pxtranslate.runners.desk import Answers, Desk, Left, Which
from pxtranslate.runners.local import AHEAD, K, cores
from pxtranslate.runners.worker import Plan, Worker
from pxtranslate.state.results import Result

_POLL_SECONDS = 1.0
"""Seconds after which the head looks at the desk, whatever else happens."""
_PATIENCE = 30.0
"""Seconds without a worker after which the user is told what is waited for."""
_SILENCE = 900.0
"""Seconds after which a worker that neither asks nor tells anything is taken for hung. A batch takes
minutes at most, on a slow machine and with a beam."""
_MOST_DEATHS = 3
"""Workers that may die one after the other before the first finishes anything."""

Take = Callable[[Left], None]


@dataclass(frozen=True, slots=True)
class _Remote:
    """A desk as the worker of this name sees it."""

    actor: Any
    name: str

    def get(self, which: Which, keys: Sequence[bytes]) -> Answers:
        found: Answers = ray.get(self.actor.get.remote(which, keys, self.name))
        return found

    def put(self, which: Which, answers: Answers) -> None:
        ray.get(self.actor.put.remote(which, answers, self.name))

    def tell(self, characters: int, said: Sequence[str] = ()) -> None:
        self.actor.tell.remote(characters, said, self.name)


class _Actor(Worker):
    """A worker with the desk of its cluster."""

    def __init__(self, plan: Plan, desk: Any, name: str) -> None:
        remote = _Remote(desk, name)
        super().__init__(plan, remote)
        remote.tell(0)

    def identity(self) -> tuple[str, str]:
        """Where it runs, and what made its output."""
        return ray.util.get_node_ip_address(), self.signature  # type: ignore[no-untyped-call]


@dataclass
class _Job:
    """A shard on its way: what is done of it, and what is not."""

    key: Any
    shard: Shard
    left: int = 1
    """Pieces that are not done."""
    results: list[Result] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)
    """Numbers of the documents that killed two workers."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one worker does at a time: a shard, or one of its documents after a death."""

    job: _Job
    at: int | None = None

    @property
    def shard(self) -> Shard:
        """Without the ledger, which workers are sent once."""
        documents: tuple[Packed, ...] = self.job.shard.documents
        if self.at is not None:
            documents = documents[self.at : self.at + 1]
        return replace(self.job.shard, documents=documents, names=Ledger())


@dataclass(eq=False)
class _Hand:
    """A worker and the ledger it was sent last."""

    actor: Any
    name: str
    names: Any = None
    heard: float | None = None
    """When it was last heard of, or had nothing to do, in monotonic seconds; None before it began."""


@contextmanager
def cluster(
    address: str | None,
    workers: int,
    plan: Plan,
    files: Mapping[Which, Path],
    take: Take,
    observer: Observer,
) -> Iterator["Cluster"]:
    """Join the cluster at `address`, or start one on this machine; `workers`: 0 lets it decide.

    `files` are those that hold answers, `take` is given what workers leave. Raises ConfigError.
    """
    try:
        ray.init(
            address=address,
            include_dashboard=None if address else False,
            num_cpus=None if address else cores(),
            log_to_driver=False,
            logging_level=logging.ERROR,
        )
    except Exception as error:  # Ray raises plain ones, too
        said = " ".join(str(error).split())
        raise ConfigError(
            f"--runner ray, {address or 'on this machine'}: {said[:300]}; every node needs the Ray"
            f" ({ray.__version__}) and the Python of this machine; see `ray status`"
        ) from error
    try:
        yield Cluster(workers or _fitting(), plan, files, take, observer)
    finally:
        ray.shutdown()


def _resources() -> dict[str, float]:
    found: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]
    return found


def _fitting() -> int:
    """A worker a GPU; without any, one a node."""
    gpus = int(_resources().get("GPU", 0))
    return gpus or sum(node["Alive"] for node in ray.nodes())  # type: ignore[no-untyped-call]


class Cluster:
    """The workers of a run, and what they are doing."""

    def __init__(
        self, count: int, plan: Plan, files: Mapping[Which, Path], take: Take, observer: Observer
    ) -> None:
        resources = _resources()
        threads = max(1, int(resources.get("CPU", 1)) // count)
        gpu = resources.get("GPU", 0) >= count and plan.settings.model.device in ("auto", "cuda")
        model = plan.settings.model.model_copy(
            update={"threads": plan.settings.model.threads or threads}
        )
        self._plan = replace(plan, settings=plan.settings.model_copy(update={"model": model}))
        self._actors = ray.remote(_Actor).options(num_cpus=threads, num_gpus=int(gpu))
        here = NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=False)
        self._desk: Any = (
            ray.remote(Desk).options(num_cpus=0, scheduling_strategy=here).remote(files)
        )
        self._take, self._observer = take, observer
        self._count = count
        self._names: Any = None
        self._last: Ledger | None = None
        self._at_work: dict[Any, tuple[_Hand, _Piece]] = {}
        self._deaths = 0

    def __call__(self, shards: Iterable[tuple[K, Shard]]) -> Iterator[tuple[K, Apart]]:
        """Finish shards; the results come in any order, with their keys. Raises PxError."""
        workers = [self._hand() for _ in range(self._count)]
        self._wait_for(workers)
        waiting, again = iter(shards), deque[_Piece]()
        while True:
            for most, worker in product(range(1, AHEAD + 1), workers):  # one each, then more
                # What may kill is sent where nothing waits behind it.
                if self._busy(worker) < (1 if again else most) and (piece := _next(again, waiting)):
                    self._send(worker, piece)
            if not self._at_work:
                return
            refs, _ = ray.wait(list(self._at_work), timeout=_POLL_SECONDS)
            heard = self._poll()
            for one in workers:
                self._end_if_hung(one, one.name in heard)
            for ref in refs:
                worker, piece = self._at_work[ref]
                try:
                    piece.job.results += ray.get(ref)
                    del self._at_work[ref]
                    self._deaths = 0
                except RayActorError as error:
                    workers[workers.index(worker)] = self._another(error)
                    # In the order they were sent: the first is what it was at, the others wait.
                    piece, *unbegun = self._taken_from(worker)
                    again.extend([*_alone(piece), *unbegun])
                    if piece.at is None:
                        continue
                    piece.job.lost.append(piece.at)
                except RayTaskError as error:
                    raise _told(error) from error
                piece.job.left -= 1
                if not piece.job.left:
                    self._poll()
                    yield piece.job.key, Apart(piece.job.results, lost=tuple(piece.job.lost))

    def _hand(self) -> _Hand:
        name = uuid4().hex
        return _Hand(self._actors.remote(self._plan, self._desk, name), name)

    def _end_if_hung(self, worker: _Hand, heard: bool) -> None:
        """Kill a worker that is silent over its work: then it is one that died."""
        now = time.monotonic()
        if heard or (worker.heard is not None and not self._busy(worker)):
            worker.heard = now
        elif worker.heard is not None and now - worker.heard > _SILENCE:
            worker.heard = None
            self._observer.say(f"a worker said nothing for {_SILENCE / 60:.0f} min; it is ended")
            ray.kill(worker.actor)

    def _another(self, error: RayActorError) -> _Hand:
        self._deaths += 1
        if self._deaths > _MOST_DEATHS * self._count:
            raise EngineError(f"workers die one after the other: {_line(error)}") from error
        self._observer.say("a worker died; what it was doing is done again")
        return self._hand()

    def _wait_for(self, workers: Sequence[_Hand]) -> None:
        """Wait until all are there; a stranger is refused. Raises ConfigError."""
        waiting = [worker.actor.identity.remote() for worker in workers]
        last = time.monotonic()
        while waiting:
            done, waiting = ray.wait(waiting, timeout=_POLL_SECONDS)
            self._poll()
            for ref in done:
                try:
                    node, signature = ray.get(ref)
                except RayActorError as error:
                    raise EngineError(f"a worker could not begin: {_line(error)}") from error
                refuse_stranger(node, signature, self._plan.signature)
                last = time.monotonic()
            if waiting and time.monotonic() - last > _PATIENCE:
                self._observer.say(f"waiting for {len(waiting)} workers; see `ray status`")
                last = time.monotonic()

    def _send(self, worker: _Hand, piece: _Piece) -> None:
        if piece.job.shard.names is not self._last:
            self._last = piece.job.shard.names
            self._names = ray.put(self._last)
        if worker.names is not self._names:
            # An actor does one thing after the other: the ledger is there before the shard.
            worker.actor.names.remote(self._names)
            worker.names = self._names
        self._at_work[worker.actor.finish.remote(_label(piece), piece.shard)] = worker, piece

    def _busy(self, worker: _Hand) -> int:
        return sum(one is worker for one, _ in self._at_work.values())

    def _taken_from(self, worker: _Hand) -> list[_Piece]:
        """The pieces that a dead worker had, in the order they were sent."""
        refs = [ref for ref, (one, _) in self._at_work.items() if one is worker]
        return [self._at_work.pop(ref)[1] for ref in refs]

    def _poll(self) -> set[str]:
        """Take what lies on the desk, see whether a stop was asked for; who was heard of."""
        left: Left = ray.get(self._desk.take.remote())
        self._take(left)
        self._observer.stop.check()
        return left.heard


def _next(again: deque[_Piece], waiting: Iterator[tuple[Any, Shard]]) -> _Piece | None:
    if again:
        return again.popleft()
    for key, shard in waiting:
        return _Piece(_Job(key, shard))
    return None


def _alone(piece: _Piece) -> list[_Piece]:
    """What is done again after a death: each document alone, so that the one to blame is found."""
    if piece.at is not None:
        return []
    count = len(piece.job.shard.documents)
    piece.job.left = count
    return [_Piece(piece.job, at) for at in range(count)]


def _label(piece: _Piece) -> str:
    names = list(piece.job.shard.corrections)
    if piece.at is not None:
        return names[piece.at]
    more = len(names) - 1
    return f"{names[0]} and {more} more" if more else names[0]


def refuse_stranger(node: str, theirs: str, ours: str) -> None:
    """Raise ConfigError if a worker would write other bytes than this run."""
    if theirs != ours:
        raise ConfigError(
            f"worker on {node}: is of {theirs}, this run of {ours}; install the same pxtranslate"
            " and models on every node"
        )


def _told(error: RayTaskError) -> PxError:
    cause = error.cause
    return cause if isinstance(cause, PxError) else EngineError(f"a worker failed: {_line(error)}")


def _line(error: Exception) -> str:
    return str(error).strip().rpartition("\n")[2][:300]
