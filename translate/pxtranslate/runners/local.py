"""Work on this machine: in this process, one piece after the other, or in several processes."""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing.connection import wait as wait_for
from typing import Protocol, TypeVar

from pxtranslate.translation.interrupt import Stop

K = TypeVar("K")
J = TypeVar("J")
R = TypeVar("R")

AHEAD = 2
"""Pieces of work handed out for each process: one at work, one waiting; so memory stays flat."""
_POLL_SECONDS = 0.2


def cores() -> int:
    """The processors this process may use."""
    # Linux alone tells which of the machine's are ours.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Each(Protocol):
    """Call a function with each piece of work; the results come in any order, with their keys."""

    def __call__(
        self, work: Callable[[J], R], jobs: Iterable[tuple[K, J]], careful: Callable[[J], J]
    ) -> Iterator[tuple[K, R]]:
        """`careful` makes a piece of work that killed its process into one that can be survived."""
        ...


def here(
    work: Callable[[J], R], jobs: Iterable[tuple[K, J]], careful: Callable[[J], J]
) -> Iterator[tuple[K, R]]:
    """One after the other, in this process."""
    for key, job in jobs:
        yield key, work(job)


def same(job: J) -> J:
    """No more careful than it was."""
    return job


def in_order(results: Iterator[tuple[tuple[int, K], R]]) -> Iterator[tuple[K, R]]:
    """The results by their numbers, from 0: what comes too early is kept until its turn."""
    early: dict[int, tuple[K, R]] = {}
    turn = 0
    for (number, key), result in results:
        early[number] = key, result
        while turn in early:
            yield early.pop(turn)
            turn += 1


@contextmanager
def processes(count: int, stop: Stop) -> Iterator[Each]:
    """Several pieces at once, each in a process of its own.

    Function, work and results are pickled. What was at work when a process died is done here, with
    care. Raises Interrupted, and what the function raises.
    """
    # Not forked from this process: it may have threads, whose locks a fork would take along.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pxtranslate.pipeline"])
    pools = [ProcessPoolExecutor(count, context, _begin)]

    def hand_out(work: Callable[[J], R], job: J) -> Future[R]:
        try:
            return pools[-1].submit(work, job)
        except BrokenProcessPool:  # it broke since it was last looked at
            pools.append(ProcessPoolExecutor(count, context, _begin))
            return pools[-1].submit(work, job)

    def each(
        work: Callable[[J], R], jobs: Iterable[tuple[K, J]], careful: Callable[[J], J]
    ) -> Iterator[tuple[K, R]]:
        waiting = iter(jobs)
        at_work: dict[Future[R], tuple[K, J]] = {}
        while True:
            for key, job in islice(waiting, AHEAD * count - len(at_work)):
                at_work[hand_out(work, job)] = key, job
            if not at_work:
                return
            done, _ = wait(at_work, _POLL_SECONDS, FIRST_COMPLETED)
            stop.check()
            for future in done:
                key, job = at_work.pop(future)
                try:
                    result = future.result()
                except BrokenProcessPool:
                    if pools[-1]._broken:
                        pools.append(ProcessPoolExecutor(count, context, _begin))
                    result = work(careful(job))
                yield key, result

    try:
        yield each
    finally:
        for pool in pools:
            for process in list((pool._processes or {}).values()):
                process.terminate()
            pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    """Leave Ctrl-C to the process that started this one, and end when that one ends."""
    gc.set_threshold(10_000)  # as in `cli.batch`
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def follow() -> None:
        wait_for([parent.sentinel])
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
