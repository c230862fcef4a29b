"""Who may talk to the server: requests as other sites, other names and other programs send them."""

import asyncio
import threading
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message

from pxtranslate.web.app import guarded

OWN = {"host": "127.0.0.1:8123", "cookie": "pxtranslate-8123=right"}
SAME = OWN | {"origin": "http://127.0.0.1:8123", "sec-fetch-site": "same-origin"}


def ask(
    headers: dict[str, str],
    path: str = "/",
    query: str = "",
    method: str = "GET",
    read_only: bool = False,
    more: list[tuple[str, str]] = [],  # noqa: B006 - never changed
) -> tuple[int, dict[str, str]]:
    """Send one request to an app behind the guard; status and headers of the answer."""
    app = guarded(PlainTextResponse("in"), 8123, "", "right", read_only)
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: dict[str, Any] = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(k.encode(), v.encode()) for k, v in [*headers.items(), *more]],
    }

    async def answer() -> None:
        await app(scope, receive, send)

    # A thread of its own: a browser of another test may run a loop in this one.
    thread = threading.Thread(target=lambda: asyncio.run(answer()))
    thread.start()
    thread.join()
    told = {k.decode(): v.decode() for k, v in sent[0]["headers"]}
    return sent[0]["status"], told


def test_the_person_at_this_machine_is_let_in() -> None:
    assert ask(OWN)[0] == 200
    assert ask(OWN | {"host": "localhost:8123"})[0] == 200
    assert ask(OWN | {"host": "[::1]:8123"})[0] == 200
    assert ask(SAME, method="POST")[0] == 200


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "OPTIONS", "PUT"])
@pytest.mark.parametrize(
    "host", ["evil.example:8123", "127.0.0.1", "127.0.0.1:80", "127.0.0.1.evil.example:8123", ""]
)
def test_under_another_name_nobody_is(host: str, method: str) -> None:
    # After DNS rebinding the browser is right to say that all is same-origin; only Host tells.
    rebound = SAME | {"host": host, "origin": f"http://{host}"}
    assert ask(rebound, method=method)[0] == 403
    assert ask({"host": host}, query="token=right", method=method)[0] == 403


def test_two_hosts_are_none() -> None:
    assert ask(OWN, more=[("host", "127.0.0.1:8123")])[0] == 403


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1:8123", "http://127.0.0.1:9999"]
)
def test_another_site_is_refused_whatever_it_asks(origin: str) -> None:
    assert ask(SAME | {"origin": origin})[0] == 403
    assert ask(SAME | {"origin": origin}, method="POST")[0] == 403


def test_a_link_on_another_site_does_not_lead_here() -> None:
    assert ask(OWN | {"sec-fetch-site": "cross-site"})[0] == 403
    assert ask(OWN | {"sec-fetch-site": "same-site"})[0] == 403  # another port of this machine


def test_a_write_must_say_where_it_comes_from() -> None:
    assert ask(OWN, method="POST")[0] == 403
    assert ask(OWN | {"sec-fetch-site": "none"}, method="POST")[0] == 403
    assert ask(OWN | {"origin": "http://127.0.0.1:8123"}, method="POST")[0] == 200


def test_without_the_token_nothing_is_told() -> None:
    assert ask({"host": "127.0.0.1:8123"})[0] == 403
    assert ask({"host": "127.0.0.1:8123"}, query="token=wrong")[0] == 403
    assert ask({"host": "127.0.0.1:8123"}, query="token=")[0] == 403
    assert ask(OWN | {"cookie": "pxtranslate-8124=right"})[0] == 403
    assert ask(OWN | {"cookie": "pxtranslate-8123=wrong"})[0] == 403


def test_the_token_moves_from_the_address_into_a_cookie() -> None:
    status, told = ask({"host": "127.0.0.1:8123"}, path="/f/x", query="token=right&a=b")
    assert (status, told["location"]) == (303, "/f/x?a=b")
    cookie = told["set-cookie"].lower()
    assert "pxtranslate-8123=right" in cookie
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_the_way_in_leads_nowhere_else() -> None:
    _, told = ask({"host": "127.0.0.1:8123"}, path="//evil.example/x", query="token=right")
    assert told["location"] == "/evil.example/x"


def test_open_for_reading_nothing_is_written() -> None:
    assert ask(SAME, read_only=True)[0] == 200
    assert ask(SAME, read_only=True, method="POST")[0] == 403


def test_every_answer_is_told_what_it_may_do() -> None:
    for headers in (OWN, {"host": "evil.example"}):
        _, told = ask(headers)
        policy = told["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'sha256-")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert told["x-content-type-options"] == "nosniff"
        assert told["referrer-policy"] == "no-referrer"
        assert "access-control-allow-origin" not in told
