"""Runs the jobs of a front door: `pxtranslate batch` as a process of its own, one at a time.

It is the command as anybody runs it: what it reads is read under its limits, what it finished is
kept when it ends early, and the same command goes on.
"""

import asyncio
import json
import logging
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from pxtranslate.errors import PxError
from pxtranslate.state.jobs import Job, Jobs, Status, is_busy
from pxtranslate.text import visible

_log = logging.getLogger(__name__)
INBOX = "inbox"
"""In the folder of a front door: what was handed in, a folder a job."""
RESPITE = 60.0
"""Seconds after which a job is tried again that could not be begun or noted."""
PATIENCE = 1.0
"""Seconds between two looks at a folder in which another run writes."""
_ENDS: dict[int, Status] = {0: "done", 3: "partly"}


@dataclass
class Work:
    """The jobs of a folder, and how far the one is that runs."""

    folder: Path
    jobs: Jobs
    done: int = 0
    total: int = 0
    """Source characters of the job that runs."""
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def hurry(self) -> None:
        """There is a job that waits."""
        self._news.set()

    async def go_on(self) -> None:
        """Do what waits, the oldest first, for ever."""
        while True:
            self._news.clear()
            try:
                # One that runs was ours, and what became of it could not be noted.
                status = ("waiting", "running")
                waiting = [job for job in self.jobs.every() if job.status in status]
                if waiting:
                    await self._do(waiting[-1])
                    continue
            except (PxError, OSError) as error:  # a full disk: it waits for room, as the jobs do
                _log.warning("%s", error)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), RESPITE)
                continue
            await self._news.wait()

    async def _do(self, job: Job) -> None:
        out = self.folder / job.name
        while is_busy(out):  # a run that outlived the server before this one
            await asyncio.sleep(PATIENCE)
        self.jobs.note(job.id, "running")
        self.done = self.total = 0
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "pxtranslate", "batch", str(self.folder / INBOX / job.name),
            "-o", str(out), "--json",
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            limit=1 << 24,
        )  # fmt: skip
        problem = ""
        try:
            assert process.stderr
            async for line in process.stderr:
                problem = self._read_event(line) or problem
            code = await process.wait()
        except asyncio.CancelledError:  # the server ends: the job waits for the next one
            with suppress(ProcessLookupError):
                process.terminate()
            await process.wait()
            self.jobs.note(job.id, "waiting")
            raise
        status = _ENDS.get(code, "failed")
        self.jobs.note(job.id, status, problem if status == "failed" else "")

    def _read_event(self, line: bytes) -> str:
        """Take in one event of the run; what it says went wrong."""
        try:
            event = json.loads(line)
        except ValueError:
            return visible(line.decode("utf-8", "replace").strip())
        if not isinstance(event, dict):
            return ""
        if event.get("event") == "progress":
            self.done, self.total = int(event["characters"]), int(event["of"])
        return str(event.get("text", "")) if event.get("event") == "error" else ""
