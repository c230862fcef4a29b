"""A laboratory for runs that die: inputs of several shards, an engine whose answers depend on the
names ledger, and children that are killed where a test says.
"""

import json
import os
import signal
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.toy.engines import ToyEngine

from pxtranslate.config import Settings
from pxtranslate.engines.base import Decoding, Engine, Request
from pxtranslate.pipeline import Observer
from pxtranslate.reading.inputs import find_inputs
from pxtranslate.run import Outcome, run
from pxtranslate.state import failpoint, plan

NEWS = {
    "a.txt": "春耕开始\n\n全县春耕3月5日开始，投入农机1850台。县长王建国到现场察看。\n",
    "b.txt": "新馆开放\n\n县图书馆新馆开放，藏书9万册。读者王建国说：“真好。”（孙晓光）\n",
    "bad.txt": "No Chinese in here at all.",
    "c.txt": "春茶开采\n\n今年春茶开采比去年提前了6天，产量为1850吨。读者王建国说：“真好。”\n",
    "d.txt": "道路改造\n\n县道改造工程开工，总投资2.5亿元。\n",
    "e.txt": "医院扩建\n\n县医院扩建，新增床位300张。孙晓光说，明年完工。\n",
}
SHARD = 200
"""Bytes of a shard in the tests: the six inputs make four."""


def speak(request: Request, decoding: Decoding) -> str:
    """Say in a sort of English how long a text is and which names it was told."""
    return f"A text of {len(request.text)} with {', '.join(en for _, en in request.terms)}."


@dataclass
class Lab:
    """Inputs, and what to do with them."""

    news: Path

    def engine(self) -> ToyEngine:
        """An engine that notes what it is asked."""
        return ToyEngine(speak, fingerprint="speaker:1", translates=True)

    said: list[str] = field(default_factory=list)

    def run(
        self,
        out: Path,
        engine: Engine | None = None,
        *,
        again: bool = False,
        **changes: object,
    ) -> Outcome:
        """One batch in this process; `changes` are sections of the settings."""
        settings = Settings.model_validate({"mend": {"rounds": 0}, **changes})
        found = find_inputs([self.news])
        return run(
            found, out, settings, engine or self.engine(), Observer(self.said.append), again=again
        )

    def segments(self, out: Path, name: str) -> list[dict[str, Any]]:
        """The segments of a document, as they were written."""
        lines = (out / name / "segments.jsonl").read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def dies(self, work: Callable[[], object], at: int, *sites: str) -> bool:
        """Whether a child that does the work and is killed at the `at`-th hit gets so far."""
        child = os.fork()
        if not child:
            code = 1
            try:
                with failpoint.armed(countdown(at, sites, _kill)):
                    work()
                code = 0
            finally:
                os._exit(code)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert status in (0, -signal.SIGKILL), f"the child ended with {status}"
        return status != 0

    countdown = staticmethod(lambda *arguments: countdown(*arguments))

    def files(self, out: Path) -> dict[str, bytes]:
        """The output, without the state, and with nothing half written."""
        found = {
            str(path.relative_to(out)): path.read_bytes()
            for path in sorted(out.rglob("*"))
            if path.is_file() and ".pxtranslate" not in path.parts
        }
        assert not [name for name in found if name.endswith(".partial")]
        return found

    def answers(self, out: Path) -> int:
        """How many answers the state holds."""
        path = out / ".pxtranslate" / "state.sqlite"
        if not path.exists():
            return 0
        with closing(sqlite3.connect(path)) as db:
            if not db.execute("PRAGMA user_version").fetchone()[0]:
                return 0
            return int(db.execute("SELECT count(*) FROM answers").fetchone()[0])

    def intact(self, out: Path) -> None:
        """Check the state file, and that each row of a finished document names files that are there."""
        path = out / ".pxtranslate" / "state.sqlite"
        if not path.exists():
            return
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            if not db.execute("PRAGMA user_version").fetchone()[0]:
                return
            rows = db.execute(
                "SELECT name, files FROM documents WHERE status IN ('done', 'failed') AND name"
            ).fetchall()
        for name, files in rows:
            assert '"segments.jsonl"' in files
            assert (out / name / "segments.jsonl").read_bytes().endswith(b"\n")


def countdown(
    at: int, sites: Sequence[str], action: Callable[[str], None]
) -> Callable[[str], None]:
    """An action for `failpoint.armed` that acts at the `at`-th hit of these sites (of any, if none)."""
    left = at

    def look(site: str) -> None:
        nonlocal left
        if not sites or site in sites:
            left -= 1
            if left == 0:
                action(site)

    return look


def _kill(site: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lab:
    monkeypatch.setattr(plan, "SHARD_BYTES", SHARD)
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in NEWS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return Lab(folder)
