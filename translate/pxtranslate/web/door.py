"""The front door: the runs of a folder, files that are dropped on the page, the jobs they become.

What is handed in lies in FOLDER/inbox, its results in a folder beside it. Names that come from
outside are made plain before they are names of files; the review of a run is mounted below /r/.
"""

import asyncio
import re
import secrets
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.types import Receive, Scope, Send

from pxtranslate.reading.inputs import unreadable
from pxtranslate.state.jobs import Jobs
from pxtranslate.state.journal import Journal
from pxtranslate.text import visible
from pxtranslate.web import pages
from pxtranslate.web.app import HANDLERS, Review, body, tongue
from pxtranslate.web.results import Results
from pxtranslate.web.second import Second
from pxtranslate.web.work import INBOX, Work

LARGEST = 200_000_000
"""Bytes of a file that is taken."""
MOST = 2_000
"""Files of a job."""
LONGEST = 120
"""Characters of a file's name that are kept."""


class Door:
    """The pages of a folder; `stack` holds what stays open until the server ends."""

    def __init__(
        self,
        folder: Path,
        jobs: Jobs,
        stack: ExitStack,
        person: str = "",
        second: Second | None = None,
    ) -> None:
        self._folder = folder.absolute()
        self._jobs = jobs
        self._stack = stack
        self._person = person
        self._second = second
        self._work = Work(self._folder, jobs)
        self._reviews: dict[str, Starlette] = {}

    def app(self) -> Starlette:
        """Its routes."""
        routes = [
            Route("/", self.page),
            Route("/api/jobs", self.jobs),
            Route("/api/open", self.open, methods=["POST"]),
            Route("/api/hand-in", self.hand_in, methods=["POST"]),
            Route("/api/start", self.start, methods=["POST"]),
            Route("/api/again", self.again, methods=["POST"]),
            Mount("/r/{run}", app=self.review),
        ]
        return Starlette(routes=routes, exception_handlers=HANDLERS, lifespan=self._working)

    @asynccontextmanager
    async def _working(self, app: Starlette) -> AsyncIterator[None]:
        work = asyncio.create_task(self._work.go_on())
        yield
        work.cancel()
        with suppress(asyncio.CancelledError):
            await work

    async def page(self, request: Request) -> Response:
        """The runs and the jobs."""
        own = {job.name for job in self._jobs.every()}
        shown = pages.render(
            "door.html.j2",
            tongue(request),
            base="",
            name=visible(self._folder.name),
            runs=[
                (quote(name, safe=""), visible(name)) for name in self._runs() if name not in own
            ],
            jobs=self._told(),
        )
        return HTMLResponse(shown)

    async def jobs(self, request: Request) -> Response:
        """How far the jobs are."""
        return JSONResponse(self._told())

    async def open(self, request: Request) -> Response:
        """A new job, whose files follow."""
        given = await body(request)
        first = given.get("first", "") if isinstance(given, dict) else ""
        stem = plain(str(first)).rpartition(".")[0] or "files"
        now = datetime.now(UTC).strftime("%Y-%m-%d %H%M%S")
        (self._folder / INBOX).mkdir(exist_ok=True)
        inbox = _free(self._folder / INBOX, f"{now} {stem}")
        inbox.mkdir()
        job = self._jobs.open(inbox.name)
        return JSONResponse({"job": job.id})

    async def hand_in(self, request: Request) -> Response:
        """One file of a job that is open, its bytes the body of the request."""
        folder = self._inbox(request.query_params.get("job", ""))
        name = plain(request.query_params.get("name", ""))
        if why := unreadable(name):
            return JSONResponse({"error": f"{name}: {why}"}, 415)
        if len(list(folder.iterdir())) >= MOST:
            return JSONResponse({"error": f"more than {MOST:,} files; hand in a zip archive"}, 413)
        # A name of its own: another file of the job may be on its way.
        partial, size = folder / f".{secrets.token_hex(8)}", 0
        try:
            with partial.open("xb") as file:
                async for chunk in request.stream():
                    size += len(chunk)
                    if size > LARGEST:
                        error = f"{name}: larger than {LARGEST:,} bytes"
                        return JSONResponse({"error": error}, 413)
                    file.write(chunk)
            partial.rename(_free(folder, name))
        finally:
            partial.unlink(missing_ok=True)  # too large, or the browser went away
        return JSONResponse({})

    async def start(self, request: Request) -> Response:
        """All files of a job are there."""
        given = await body(request)
        job = given.get("job") if isinstance(given, dict) else None
        if not any(self._inbox(str(job)).iterdir()):
            return JSONResponse({"error": "no file"}, 400)
        self._jobs.note(int(str(job)), "waiting")
        self._work.hurry()
        return JSONResponse({})

    async def again(self, request: Request) -> Response:
        """Run a job once more: what was corrected comes into its files, what failed is tried again."""
        given = await body(request)
        name = given.get("run") if isinstance(given, dict) else None
        job = next((one for one in self._jobs.every() if one.name == name), None)
        if job is None:
            raise HTTPException(404)
        if job.status not in ("waiting", "running"):
            self._jobs.note(job.id, "waiting")
            self._work.hurry()
        return JSONResponse({})

    async def review(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The review of one run."""
        name = scope["path_params"]["run"]
        if name not in self._runs():
            raise HTTPException(404)
        if name not in self._reviews:
            out = self._folder / name
            journal = self._stack.enter_context(Journal(out))
            results = Results(out, journal, self._person)
            ours = any(job.name == name for job in self._jobs.every())
            self._reviews[name] = Review(
                results, home="/", again=name if ours else "", second=self._second
            ).app()
        await self._reviews[name](scope, receive, send)

    def _runs(self) -> list[str]:
        """The folders here that a run has written into, the latest name first."""
        home = self._folder.resolve()
        return sorted(
            (
                one.name
                for one in self._folder.iterdir()
                if one.resolve().parent == home
                and any((one / file).is_file() for file in ("index.html", "manifest.json"))
            ),
            reverse=True,
        )

    def _inbox(self, id: str) -> Path:
        """Where the files of a job go that is open."""
        for job in self._jobs.every():
            if job.status == "open" and str(job.id) == id:
                return self._folder / INBOX / job.name
        raise HTTPException(404)

    def _told(self) -> list[dict[str, object]]:
        work = self._work
        return [
            {
                "id": job.id,
                "name": job.name,
                "status": job.status,
                "told": job.told,
                "done": work.done if job.status == "running" else 0,
                "total": work.total if job.status == "running" else 0,
            }
            for job in self._jobs.every()
            if job.status != "open"
        ]


def plain(name: str) -> str:
    """The name of a file from outside as the name of a file here: no path, nothing hidden."""
    last = re.split(r"[/\\]", name)[-1]
    stem, dot, ending = visible(last).strip().strip(".").rpartition(".")
    kept = re.sub(r'[\x00-\x1f<>:"|?*\ud800-\udfff]', "_", stem)[:LONGEST].strip(" .")
    return f"{kept or 'file'}{dot}{re.sub(r'[^0-9A-Za-z]', '', ending)[:12]}"


def _free(folder: Path, name: str) -> Path:
    stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{dot}{ending}"
    return path
