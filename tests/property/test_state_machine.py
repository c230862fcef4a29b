"""Whatever befalls a folder of results, the next whole run leaves what a first run would have left.

Inputs come, change and go; people correct targets; files are damaged; runs are killed, or fail, at
any write, rename or commit. Only corrections tell the outcome from that of an undisturbed run.
"""

import errno
import json
import os
import shutil
import signal
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tests.toy.engines import ToyEngine

from pxtranslate.config import Settings
from pxtranslate.engines.base import Engine
from pxtranslate.engines.echo import EchoEngine
from pxtranslate.errors import PxError
from pxtranslate.reading.inputs import find_inputs
from pxtranslate.run import Outcome, run
from pxtranslate.state import failpoint, plan

NAMES = st.sampled_from("abcd")
SENTENCES = ("今年春耕开始了。", "县里修路3公里。", "茶农很高兴。", "新馆藏书9万册。", "明年完工。")
TEXTS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5).map("\n\n".join)
DAMAGED = ("report.html", "summary.md", "articles.jsonl", "segments.jsonl")
Row = dict[str, Any]


class Folder(RuleBasedStateMachine):
    """A folder of news, a folder of results, and what people wrote in it."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.news, self.out = self.root / "in", self.root / "out"
        self.news.mkdir()
        self.written: dict[tuple[str, str, int], str] = {}
        self.edits = 0
        self.figures = True
        self.shard_bytes, plan.SHARD_BYTES = plan.SHARD_BYTES, 60

    def teardown(self) -> None:
        plan.SHARD_BYTES = self.shard_bytes
        shutil.rmtree(self.root)

    @rule(name=NAMES, text=TEXTS)
    def put(self, name: str, text: str) -> None:
        (self.news / f"{name}.txt").write_text(text, "utf-8")

    @rule(name=NAMES)
    def remove(self, name: str) -> None:
        (self.news / f"{name}.txt").unlink(missing_ok=True)

    @rule()
    def set_otherwise(self) -> None:
        self.figures = not self.figures

    @rule(name=NAMES, file=st.sampled_from(DAMAGED), gone=st.booleans())
    def damage(self, name: str, file: str, gone: bool) -> None:
        path = self.out / name / file
        if path.exists() and (gone or file == "segments.jsonl"):
            path.unlink()
        elif path.exists():
            path.write_text("torn", "utf-8")

    @rule(name=NAMES, at=st.integers(0, 4))
    def correct(self, name: str, at: int) -> None:
        table = self.out / name / "aligned.tsv"
        if not table.exists():
            return
        lines = table.read_text("utf-8").splitlines()
        at = 1 + at % (len(lines) - 1)
        sources = [line.split("\t")[0] for line in lines]
        self.edits += 1
        lines[at] = f"{sources[at]}\tA person wrote this, {self.edits}."
        table.write_text("\n".join(lines) + "\n", "utf-8")
        nth = sources[:at].count(sources[at])
        self.written[name, sources[at], nth] = f"A person wrote this, {self.edits}."

    @precondition(lambda self: any(self.news.iterdir()))
    @rule(at=st.integers(1, 60))
    def run_killed(self, at: int) -> None:
        child = os.fork()
        if not child:
            with suppress(BaseException), failpoint.armed(_at(at, _kill)):
                self.batch(self.out)
            os._exit(0)
        os.waitpid(child, 0)

    @precondition(lambda self: any(self.news.iterdir()))
    @rule(at=st.integers(1, 60), code=st.sampled_from([errno.EIO, errno.ENOSPC]))
    def run_failing(self, at: int, code: int) -> None:
        def fail(site: str) -> None:
            if site in ("migrate", "commit", "committed"):
                raise sqlite3.OperationalError("disk I/O error")
            raise OSError(code, os.strerror(code))

        with suppress(PxError), failpoint.armed(_at(at, fail)):
            self.batch(self.out)

    @precondition(lambda self: any(self.news.iterdir()))
    @rule()
    def run_whole(self) -> None:
        self.batch(self.out)
        fresh = self.root / "fresh"
        self.batch(fresh)
        try:
            for path in self.news.iterdir():
                self.agree(path.stem, fresh)
        finally:
            shutil.rmtree(fresh)
        before = _files(self.out)
        engine = ToyEngine()
        assert self.batch(self.out, engine).kept == len(list(self.news.iterdir()))
        assert engine.texts == []
        assert _files(self.out) == before

    def agree(self, name: str, fresh: Path) -> None:
        """Compare with a first run; where people wrote something, with that."""
        expected, found = _rows(fresh / name), _rows(self.out / name)
        seen: dict[str, int] = {}
        corrected = False
        for row in expected:
            nth = seen[row["source"]] = seen.get(row["source"], -1) + 1
            text = self.written.get((name, row["source"].strip(), nth))
            if text:
                corrected = True
                row |= {"target": text, "origin": "human", "engine": ""}
        for row in (*expected, *found):
            del row["issues"], row["risk"]
        assert found == expected
        if not corrected:
            assert _bytes(self.out / name) == _bytes(fresh / name)

    def batch(self, out: Path, engine: Engine | None = None) -> Outcome:
        chosen = Settings.model_validate({"prompt": {"figures": self.figures}})
        return run(find_inputs([self.news]), out, chosen, engine or EchoEngine())

    @invariant()
    def intact(self) -> None:
        path = self.out / ".pxtranslate" / "state.sqlite"
        if path.exists():
            with closing(sqlite3.connect(path)) as db:
                assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _at(at: int, action: Callable[[str], None]) -> Callable[[str], None]:
    left = at

    def look(site: str) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            action(site)

    return look


def _kill(site: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _rows(folder: Path) -> list[Row]:
    return [
        json.loads(line) for line in (folder / "segments.jsonl").read_text("utf-8").splitlines()
    ]


def _bytes(folder: Path) -> dict[str, bytes]:
    """Of the files we write; what was set aside is a person's."""
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if ".edited" not in path.name and ".unread" not in path.name
    }


def _files(out: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in out.rglob("*")
        if path.is_file() and ".pxtranslate" not in path.parts
    }


TestFolder = Folder.TestCase
TestFolder.settings = settings(max_examples=25, stateful_step_count=14, deadline=None)
