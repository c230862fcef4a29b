"""Work in several processes: every piece once, whatever a process dies of, and none left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.faults.conftest import NEWS
from tests.unit.test_pipeline import snapshot

from pxtranslate import head
from pxtranslate.config import Settings
from pxtranslate.engines.echo import EchoEngine
from pxtranslate.errors import InputError, Interrupted
from pxtranslate.reading.inputs import find_inputs
from pxtranslate.run import run
from pxtranslate.runners.local import AHEAD, processes
from pxtranslate.state import plan
from pxtranslate.translation.interrupt import Stop


def double(number: int) -> int:
    """Twice the number; 13 kills its process, 7 fails."""
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 7:
        raise InputError("seven")
    return 2 * number


def careful(number: int) -> int:
    """What can be survived."""
    return -number


def ahead(taken: list[int], numbers: range) -> Iterator[tuple[str, int]]:
    """Pieces of work, and how many were taken."""
    for number in numbers:
        taken.append(number)
        yield str(number), number


def test_every_piece_once_and_few_ahead() -> None:
    taken: list[int] = []
    with processes(2, Stop()) as each:
        results = each(double, ahead(taken, range(20, 60)), careful)
        first = next(results)
        assert len(taken) == 2 * AHEAD
        assert dict([first, *results]) == {str(n): 2 * n for n in range(20, 60)}


@pytest.mark.timeout(120)
def test_what_was_at_work_when_a_process_died_is_done_with_care() -> None:
    with processes(2, Stop()) as each:
        found = dict(each(double, ahead([], range(10, 30)), careful))
        assert found.pop("13") == -26
        # What shared its moment may have been done with care, too; the rest were not.
        assert all(abs(found[str(n)]) == 2 * n for n in range(10, 30) if n != 13)
        assert sum(value < 0 for value in found.values()) <= 2 * AHEAD
        assert found["29"] == 58


def test_a_pool_that_broke_unseen_is_replaced() -> None:
    def numbers() -> Iterator[tuple[str, int]]:
        yield "0", 13  # kills its process
        time.sleep(3)  # the pool knows, nobody has looked
        yield "1", 1

    with processes(1, Stop()) as each:
        assert dict(each(double, numbers(), careful)) == {"0": careful(13) * 2, "1": 2}


def test_what_a_piece_raises_is_raised_here() -> None:
    with processes(2, Stop()) as each, pytest.raises(InputError, match="seven"):
        list(each(double, [("7", 7)], careful))


def test_a_stop_is_looked_at() -> None:
    with processes(2, Stop(signum=15)) as each, pytest.raises(Interrupted):
        list(each(double, [("1", 1)], careful))


@pytest.mark.slow
def test_a_run_in_several_processes_writes_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(head, "WORTH_A_PROCESS", 0)
    monkeypatch.setattr(head, "CHUNK_BYTES", 200)
    monkeypatch.setattr(plan, "QUICK_SHARD_BYTES", 200)
    news = tmp_path / "in"
    news.mkdir()
    for name, text in NEWS.items():
        (news / name).write_text(text, "utf-8")
    for workers in (1, 2):
        run(find_inputs([news]), tmp_path / str(workers), Settings(), EchoEngine(), workers=workers)
    one, two = (
        {name: data for name, (data, _) in snapshot(tmp_path / str(workers)).items()}
        for workers in (1, 2)
    )
    assert len(one) == 5 * 6 + 3
    assert two == one


SLEEPING = """
import time
from pxtranslate.runners.local import processes
from pxtranslate.state import plan
from pxtranslate.translation.interrupt import Stop
if __name__ == "__main__":
    with processes(2, Stop()) as each:
        list(each(time.sleep, [(1, 300), (2, 300)], abs))
"""


@pytest.mark.slow
def test_a_killed_run_leaves_no_process_behind(tmp_path: Path) -> None:
    script = tmp_path / "sleeping.py"
    script.write_text(SLEEPING, "utf-8")
    process = subprocess.Popen([sys.executable, script])
    workers: list[int] = []
    while len(workers) < 2 and process.poll() is None:
        workers = [one for server in children(process.pid) for one in children(server)]
    assert len(workers) >= 2
    process.kill()
    process.wait()
    deadline = time.monotonic() + 30
    while (left := [one for one in workers if Path(f"/proc/{one}").exists()]) and (
        time.monotonic() < deadline
    ):
        time.sleep(0.1)
    assert left == []


def children(pid: int) -> list[int]:
    """The processes that one has started."""
    with suppress(OSError):
        return [
            int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
        ]
    return []
