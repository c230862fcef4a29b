"""The server of one run under review: its pages, and the few things a page may ask for.

Bound to this machine, behind `guard`; one person, one thread. Texts come from anywhere: they are
escaped by the templates and never part of a path.
"""

import json
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route
from starlette.types import ASGIApp

from pxtranslate.errors import InputError, PxError
from pxtranslate.output.render import ALONE, render_alone
from pxtranslate.records import Document
from pxtranslate.state.journal import StaleError
from pxtranslate.text import chinese_script
from pxtranslate.web import edits, everywhere, pages
from pxtranslate.web.edits import Action, Rows
from pxtranslate.web.guard import Guard
from pxtranslate.web.results import Results, Sheet
from pxtranslate.web.second import Second

BODY = 8_000_000
"""Bytes of a request: as many changes as an action may have."""
LOCAL = "127.0.0.1"


def guarded(app: ASGIApp, port: int, host: str, token: str, read_only: bool = False) -> ASGIApp:
    """The app for this machine alone; `host`: another name it may be asked under."""
    names = [LOCAL, "localhost", "[::1]", *([host] if host not in ("", LOCAL) else [])]
    hosts = [f"{name}:{port}" for name in names]
    return Guard(app, hosts, token, pages.policy(), read_only)


def new_token() -> str:
    """What nobody can guess."""
    return secrets.token_urlsafe(24)


@dataclass(frozen=True)
class Review:
    """The pages of one run."""

    results: Results
    read_only: bool = False
    home: str = ""
    """Address of the front door, where there is one."""
    again: str = ""
    """The job that can be run once more from the page."""
    second: Second | None = None
    """The model that is asked for suggestions, where one is named."""

    def app(self) -> Starlette:
        """Its routes."""
        routes = [
            Route("/", self.run),
            Route("/f/{name}", self.file),
            Route("/f/{name}/{article}/{format}", self.export),
            Route("/api/save", self.save, methods=["POST"]),
            Route("/api/undo", self.undo, methods=["POST"]),
            Route("/api/find", self.find, methods=["POST"]),
            Route("/api/suggest", self.suggest, methods=["POST"]),
        ]
        return Starlette(routes=routes, exception_handlers=HANDLERS)

    async def run(self, request: Request) -> Response:
        """The files of the run."""
        shown = pages.run_page(
            self.results, base(request), tongue(request), self.read_only, self.home, self.again
        )
        return HTMLResponse(shown)

    async def file(self, request: Request) -> Response:
        """One file."""
        name = self._name(request)
        shown = pages.file_page(self.results, name, base(request), tongue(request), self.read_only)
        return StreamingResponse(shown, media_type="text/html")

    async def export(self, request: Request) -> Response:
        """One article in a format, as it is now."""
        sheet = self.results.sheet(self._name(request))
        wanted = request.path_params["article"]
        article = next((one for one in sheet.document.articles if one.id == wanted), None)
        format = request.path_params["format"]
        if article is None or format not in ALONE:
            raise HTTPException(404)
        file, data = render_alone(_alone(sheet, wanted), format)
        ending = file.rpartition(".")[2]
        return Response(
            data,
            media_type="application/octet-stream",
            headers={"content-disposition": f'attachment; filename="{_plain(wanted)}.{ending}"'},
        )

    async def save(self, request: Request) -> Response:
        """Make the changes of an action, or tell what another window did meanwhile."""
        action = Action.model_validate(await body(request))
        one = action.changes[0] if len(action.changes) == 1 else None
        before = self._target(one.file, one.id) if one and self.results.has(one.file) else ""
        try:
            number, rows = edits.make(self.results, action)
        except StaleError as error:
            return self._conflict(error, request)
        answer = self._changed(rows, request) | {"action": number}
        if one and one.target is not None:
            sheet = self.results.sheet(one.file)
            found = everywhere.phrase(sheet, one.id, before, self._target(one.file, one.id))
            if found:
                answer["offer"] = {
                    "old": found.old, "new": found.new, "zh": found.zh, "here": found.here,
                }  # fmt: skip
        return JSONResponse(answer)

    async def undo(self, request: Request) -> Response:
        """Take back an action."""
        given = await body(request)
        action = given.get("action", 0) if isinstance(given, dict) else None
        if not isinstance(action, int) or not 0 <= action < 2**63:
            raise HTTPException(400)
        return JSONResponse(self._changed(edits.undo(self.results, action), request))

    async def find(self, request: Request) -> Response:
        """Where a form stands, as a list to choose from."""
        given = await body(request)
        if not isinstance(given, dict) or not all(isinstance(v, str) for v in given.values()):
            raise HTTPException(400)
        old, new, zh = (given.get(key, "").strip() for key in ("find", "replace", "zh"))
        hits, others = everywhere.find(self.results, old, new, zh)
        shown = pages.render(
            "hits.html.j2", tongue(request), hits=hits, others=others, base=base(request)
        )
        return JSONResponse({"html": shown, "hits": len(hits)})

    async def suggest(self, request: Request) -> Response:
        """What the second model says of a sentence; nothing is changed."""
        wanted = edits.Sentence.model_validate(await body(request))
        if self.second is None:
            return JSONResponse({"error": pages.words(tongue(request))["no_second"]}, 400)
        if not self.results.has(wanted.file):
            raise HTTPException(404)
        sheet = self.results.sheet(wanted.file)
        case = sheet.case(wanted.id)
        if case is None:
            raise HTTPException(404)
        found = await self.second.suggest(case, sheet.settings, sheet.named)
        zh = f"zh-{chinese_script(case.segment.source)}"
        shown = pages.suggestion(found, self.second.name, zh, tongue(request))
        return JSONResponse({"html": shown, "target": found.target, "by": self.second.name})

    def _changed(self, rows: Rows, request: Request) -> dict[str, Any]:
        """The rows that changed as they are now, of each file, and how far it is."""
        files: dict[str, Any] = {}
        for name, ids in rows.items():
            sheet = self.results.sheet(name)
            line = sheet.line()
            files[name] = {
                "rows": {id: pages.row(sheet, id, tongue(request)) for id in ids},
                "asked": line.asked,
                "left": line.left,
            }
        return {"files": files}

    def _conflict(self, error: StaleError, request: Request) -> Response:
        rows: Rows = {}
        for name, key in error.keys:
            keys = self.results.sheet(name).keys
            rows.setdefault(name, []).extend(id for id, one in keys.items() if one == key)
        return JSONResponse(self._changed(rows, request) | {"error": str(error)}, 409)

    def _target(self, name: str, id: str) -> str:
        segment = self.results.sheet(name).segment(id)
        return (segment.target or "") if segment else ""

    def _name(self, request: Request) -> str:
        name: str = request.path_params["name"]
        if not self.results.has(name):
            raise HTTPException(404)
        return name


def base(request: Request) -> str:
    """Where the app is mounted, as an address."""
    return quote(str(request.scope.get("root_path", "")))


def tongue(request: Request) -> pages.Tongue:
    """The language this browser is answered in."""
    chosen = request.cookies.get("pxtranslate-language", "")
    return pages.tongue(request.headers.get("accept-language", ""), chosen)


async def body(request: Request) -> object:
    """The JSON of a request, bounded."""
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        raise HTTPException(415)
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > BODY:
            raise HTTPException(413)
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise HTTPException(400) from error


async def _explain(request: Request, error: Exception) -> Response:
    return JSONResponse({"error": " ".join(str(error).split())}, 400)


async def _refused(request: Request, error: Exception) -> Response:
    """The disk is full, or the folder may not be written."""
    reason = error.strerror if isinstance(error, OSError) else error
    return JSONResponse({"error": f"cannot be kept: {reason}"}, 500)


async def _unfit(request: Request, error: Exception) -> Response:
    return JSONResponse({"error": "the request is not one that the page makes"}, 400)


async def _missing(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return PlainTextResponse(f"{status}\n", status)


Handler = Callable[[Request, Exception], Awaitable[Response]]
HANDLERS: Mapping[Any, Handler] = {
    PxError: _explain,
    InputError: _explain,
    OSError: _refused,
    ValidationError: _unfit,
    HTTPException: _missing,
}


def _alone(sheet: Sheet, id: str) -> Document:
    article = tuple(one for one in sheet.document.articles if one.id == id)
    return replace(sheet.document, articles=article)


def _plain(name: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in name)
