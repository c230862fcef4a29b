"""Time and memory of whole commands; how the model is run beside its peers is `evaluate.contest`.

    python -m evaluate.bench [--only start echo formats page] [--articles 10000]

`make bench` runs both. Times are of this machine, now: quote ratios, and seconds with the machine.
"""

import argparse
import ctypes
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from pxtranslate.config import resolve
from pxtranslate.config.settings import Format

COMMAND = [sys.executable, "-m", "pxtranslate"]
PAGE = Path("input/pingxiang_page.txt")
_PR_SET_CHILD_SUBREAPER = 36
"""See prctl(2)."""
_SYLLABLES = "本市今年农业企业发展工作建设项目推进群众服务春耕生产水稻种植道路改造河流治理学校医院"


@dataclass(frozen=True)
class Cost:
    """What a command took."""

    wall: float
    cpu: float
    mebibytes: float
    """The most that one of its processes held."""
    together: float
    """The most that all of them held at once, pages they share counted once; looked at twice a second."""
    code: int


def main() -> None:
    """Run the parts asked for and print a line each."""
    parts: dict[str, Callable[[int], None]] = {
        "start": _start,
        "echo": _echo,
        "formats": _formats,
        "page": _page,
    }
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", choices=list(parts), default=list(parts))
    parser.add_argument("--articles", type=int, default=10_000, help="of the echo run")
    args = parser.parse_args()
    for name in args.only:
        parts[name](args.articles)


def _start(articles: int) -> None:
    for option in ("--help", "--version"):
        best = min(_cost([*COMMAND, option]).wall for _ in range(5))
        print(f"pxtranslate {option}: {best:.2f} s (best of 5)")


def _echo(articles: int) -> None:
    """A folder of synthetic articles of 500 characters through everything but a model."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "in"), Path(folder, "out")
        rng = folder_of(source, articles)
        run = [*COMMAND, "batch", str(source), "-o", str(out), "--engine", "echo", "--quiet"]
        characters = articles * 500
        for how, options in (("in one process", ["--workers", "1"]), ("in all cores", [])):
            shutil.rmtree(out, ignore_errors=True)
            first = _cost([*run, *options])
            print(
                f"echo, {articles:,} articles {how}: {first.wall:.1f} s, {first.cpu:.1f} CPU s, "
                f"{characters / first.wall:,.0f} characters a second, "
                f"{characters / first.cpu:,.0f} a CPU second, "
                f"{first.mebibytes:.0f} MiB, exit code {first.code}"
            )
        stamps = _stamps(out)
        again = _cost(run)
        touched = len(dict(stamps.items() ^ _stamps(out).items()))
        print(
            f"the same again, nothing changed: {again.wall:.1f} s, {again.mebibytes:.0f} MiB, "
            f"{touched} files touched"
        )
        for number in range(articles, articles + 10):
            (source / f"{number:05}.txt").write_text(_article(rng, number), encoding="utf-8")
        print(f"with 10 new articles among them: {_cost(run).wall:.1f} s")


def folder_of(source: Path, articles: int) -> random.Random:
    """Write a folder of articles; the dice, for more of them."""
    source.mkdir()
    rng = random.Random(1)
    for number in range(articles):
        (source / f"{number:05}.txt").write_text(_article(rng, number), encoding="utf-8")
    return rng


def _formats(articles: int) -> None:
    """The same folder in every format there is, those of the whole run too."""
    every = ",".join(get_args(Format))
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "in"), Path(folder, "out")
        folder_of(source, articles)
        run = [*COMMAND, "batch", str(source), "-o", str(out), "--engine", "echo", "--quiet"]
        cost = _cost([*run, "--format", every])
        print(
            f"echo, {articles:,} articles, {len(get_args(Format))} formats: {cost.wall:.1f} s, "
            f"{cost.cpu:.1f} CPU s, {cost.mebibytes:.0f} MiB in one process, "
            f"{cost.together:.0f} MiB in all, exit code {cost.code}"
        )


def _stamps(out: Path) -> dict[str, int]:
    """When each output file was written last; the state of the run is none."""
    files = (path for path in out.rglob("*") if path.is_file() and ".pxtranslate" not in path.parts)
    return {str(path): path.stat().st_mtime_ns for path in files}


def _page(articles: int) -> None:
    """The page in input/, end to end, with the model of the settings."""
    with tempfile.TemporaryDirectory() as out:
        run = [*COMMAND, "batch", str(PAGE), "-o", out, "--quiet"]
        cost = _cost(run)
        print(
            f"{PAGE.name} with {resolve().settings.model.id}: {cost.wall:.0f} s, "
            f"{cost.cpu:.0f} CPU s, peak {cost.mebibytes:,.0f} MiB, exit code {cost.code}"
        )
        again = _cost(run)
        print(f"the same again, nothing changed: {again.wall:.1f} s")


def _article(rng: random.Random, number: int) -> str:
    lines = [f"本市第{number}号新闻 " + "".join(rng.choices(_SYLLABLES, k=10))]
    for _ in range(4):
        words = ["".join(rng.choices(_SYLLABLES, k=rng.randint(8, 20))) for _ in range(8)]
        text = "，".join(words[:4]) + f"{rng.randint(2, 99)}.5万元。" + "，".join(words[4:])
        lines.append(text[:119] + "。")
    return "\n\n".join(lines) + "\n"


def _cost(command: list[str]) -> Cost:
    """Run a command to its end; the operating system's account of it and all it started."""
    _adopt_orphans()
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=dict(os.environ))
    ended, most = threading.Event(), [0.0]

    def look() -> None:
        while not ended.wait(0.5):
            most.append(max(most.pop(), _held(process.pid)))

    watch = threading.Thread(target=look)
    watch.start()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    ended.set()
    watch.join()
    cpu = used.ru_utime + used.ru_stime
    with suppress(ChildProcessError):
        while True:  # its workers are the children of a server that nobody waits for
            _, _, orphan = os.wait3(0)
            cpu += orphan.ru_utime + orphan.ru_stime
    return Cost(
        wall,
        cpu,
        used.ru_maxrss / 1024,
        most[0],
        os.waitstatus_to_exitcode(status),
    )


def _adopt_orphans() -> None:
    """Become the parent of what outlives the one that started it, so that its time is told to us."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _held(process: int) -> float:
    """What a process and those it started hold, in MiB; 0 where no /proc tells."""
    folder = Path("/proc", str(process))
    try:
        pages = (folder / "smaps_rollup").read_text()
        started = (folder / "task" / str(process) / "children").read_text().split()
    except OSError:  # it ended meanwhile
        return 0.0
    own = sum(int(line.split()[1]) for line in pages.splitlines() if line.startswith("Pss:"))
    return own / 1024 + sum(_held(int(child)) for child in started)


if __name__ == "__main__":
    main()
