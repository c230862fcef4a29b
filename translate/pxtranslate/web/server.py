"""Starts a server on this machine and says when it listens."""

import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from pxtranslate.errors import PxError

HOW = {
    "log_level": "warning",
    "access_log": False,
    "server_header": False,
    "proxy_headers": False,
    "timeout_graceful_shutdown": 2,
    "limit_concurrency": 64,
}


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0: any that is free. Raises PxError."""
    one = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.bind((host, port))
        one.listen()
    except (OSError, OverflowError, TypeError) as error:  # TypeError: no name of a host
        one.close()
        raise PxError(
            f"{host}:{port}: cannot be listened on ({error}); choose another with --port"
        ) from error
    return one


def serve(
    app: ASGIApp,
    listener: socket.socket,
    ready: Callable[[], None],
    stop: Callable[[Callable[[], None]], None] = lambda end: None,
) -> None:
    """Answer until a signal comes, or until what `stop` is given is called."""

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            ready()

    server = Server(uvicorn.Config(app, **HOW))  # type: ignore[arg-type]
    stop(lambda: setattr(server, "should_exit", True))
    server.run(sockets=[listener])
