"""Kills the head of a run or one of its processes at random moments, and compares the bytes.

    python -m evaluate.kills [--kills 50] [--runner local] [--articles 300] [--seed 1]

A folder of synthetic articles is translated by the engine `echo` once undisturbed. Then runs of it are
killed with SIGKILL: the dice say when, and whether the head or a process that it started. A run whose
head died is begun again in the same folder; one that ended is compared, file by file, with the
undisturbed one, and the next begins in a new folder. `tests/faults` has the same kills at exact places.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from evaluate.bench import folder_of

_SMALL = """
import sys
from pxtranslate import head
from pxtranslate.cli import main
from pxtranslate.state import plan
head.WORTH_A_PROCESS, plan.QUICK_SHARD_BYTES, plan.CHUNK_BYTES = 0, 20_000, 20_000
main()
"""
"""The command, with the shards of a large run cut small, and processes for them."""
_FAILED = 3
"""Exit code of a run with an input that cannot be read; there is one among them."""


_WORKERS = 0.6
"""Share of the kills that are meant for a worker."""


def main() -> None:
    """Print a line a run that ended, and what the kills came to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--runner", choices=["local", "ray"], default="local")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    dice = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in")
        folder_of(source, args.articles)
        (source / "bad.txt").write_text("No Chinese in here at all.", "utf-8")
        began = time.monotonic()
        process = _begin(source, Path(folder, "whole"), args.runner)
        assert process.wait() == _FAILED, process.returncode
        length = time.monotonic() - began
        expected = files(Path(folder, "whole"))
        print(f"undisturbed: {length:.1f} s, {len(expected)} files", flush=True)
        killed: Counter[str] = Counter()
        same = ended = 0
        while killed.total() < args.kills:
            out = Path(folder, f"out{ended}")
            process = _begin(source, out, args.runner)
            what = _disturbed(process, dice, length)
            killed.update(what)
            if process.returncode != _FAILED:
                continue
            differs = _differing(files(out), expected)
            ended, same = ended + 1, same + (not differs)
            print(f"{killed.total()} kills, run {ended}: {differs or 'the same bytes'}", flush=True)
        process = _begin(source, out := Path(folder, f"out{ended}"), args.runner)
        assert process.wait() == _FAILED, process.returncode
        differs = _differing(files(out), expected)
        ended, same = ended + 1, same + (not differs)
        print(f"{dict(killed)} killed; {same} of {ended} runs that ended are the same: {differs}")
        sys.exit(same != ended)


def _begin(source: Path, out: Path, runner: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", _SMALL, "batch", str(source), "-o", str(out), "-q"]
    command += ["--engine", "echo", "--runner", runner, "--workers", "2"]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def _disturbed(process: "subprocess.Popen[bytes]", dice: random.Random, length: float) -> list[str]:
    """Kill a run once or more at random moments until it has ended; what was killed."""
    killed = []
    while process.poll() is None:
        with suppress(subprocess.TimeoutExpired):
            process.wait(dice.uniform(0.05, 1.1) * length)
            break
        started = below(process.pid)
        workers = [pid for pid in started if works(pid)]
        if dice.random() < _WORKERS:
            with suppress(ProcessLookupError, IndexError):  # there are none at every moment
                os.kill(dice.choice(workers), signal.SIGKILL)
                killed.append("worker")
            continue
        process.kill()
        process.wait()
        killed.append("head")
        for pid in started:  # they end by themselves, in their own time; Ray's take long
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    return killed


def below(pid: int) -> list[int]:
    """Every process that one has started, directly or not."""
    try:
        direct = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [two for one in map(int, direct) for two in (one, *below(one))]


def works(pid: int) -> bool:
    """Whether a process is one in which work is done, not one that keeps others."""
    try:
        said = Path(f"/proc/{pid}/cmdline").read_bytes()
        parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]
        above = Path(f"/proc/{parent}/cmdline").read_bytes()
    except OSError:
        return False
    return said.startswith(b"ray::_Actor") or (b"forkserver" in said and b"forkserver" in above)


def files(out: Path) -> dict[str, bytes]:
    """The output by name, without the state of the run."""
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".pxtranslate" not in path.parts
    }


def _differing(found: dict[str, bytes], expected: dict[str, bytes]) -> list[str]:
    """The files that are not the same, or on one side only."""
    return [
        name
        for name in sorted(found.keys() | expected.keys())
        if found.get(name) != expected.get(name)
    ]


if __name__ == "__main__":
    main()
