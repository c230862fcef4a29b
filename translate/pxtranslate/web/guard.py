"""Who may talk to a local server: the person at this machine, and no page of anybody else.

A site in another tab can send requests to 127.0.0.1, and by DNS rebinding under a name of its own;
other people's programs can connect as well. So every request, whatever its method and path, must
name this server in `Host`, come from no other site (`Origin`, `Sec-Fetch-Site`) and know the token,
which the first address carries and a cookie of this port then keeps. Nothing is decided by path.
Ways in that other local servers left open: translate/decisions/0210.
"""

import hmac
from collections.abc import Sequence
from http.cookies import SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

READING = ("GET", "HEAD")
_HEADERS = {
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


class Guard:
    """The app behind a look at each request; `policy`: the content policy of every answer."""

    def __init__(
        self, app: ASGIApp, hosts: Sequence[str], token: str, policy: str, read_only: bool
    ) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._token = token
        self._cookie = "pxtranslate-" + hosts[0].rpartition(":")[2]  # cookies know no ports
        self._policy = policy
        self._read_only = read_only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # we speak nothing else
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["content-security-policy"] = self._policy
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        answer = self._refusal(scope) or self._entrance(scope) or self._app
        await answer(scope, receive, sent)

    def _refusal(self, scope: Scope) -> Response | None:
        """The answer to a request that is not let in."""
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return _refused(
                f"This server is at {sorted(self._hosts)[0]}; open the address that"
                " `pxtranslate` printed. To serve under another name: --host."
            )
        own = {f"http://{host}" for host in self._hosts}
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if origin is not None and origin not in own:
            return _refused("Another site asked for this; open the page by its own address.")
        writing = scope["method"] not in READING
        same = site == "same-origin" or (site is None and origin in own)
        # The token in the address shows that a link elsewhere is the person's own.
        if (writing and not same) or (
            site not in (None, "same-origin", "none") and not self._asked(scope)
        ):
            return _refused("Another site led here; open the page by its own address.")
        if writing and self._read_only:
            return _refused("These results are open for reading only.")
        if not (self._asked(scope) or self._is_known(headers)):
            return _refused(
                "This address lacks its token: open the one that `pxtranslate` printed when it"
                " started."
            )
        return None

    def _entrance(self, scope: Scope) -> Response | None:
        """Of an address with the token: the way to the same without it, the token in a cookie."""
        if scope["method"] not in READING or not self._asked(scope):
            return None
        query = [pair for pair in _query(scope) if pair[0] != "token"]
        # A path of our own: what begins with two slashes would lead to another host.
        path = "/" + str(scope.get("raw_path", scope["path"].encode()).decode("latin-1")).lstrip(
            "/\\"
        )
        answer = RedirectResponse(path + ("?" + urlencode(query) if query else ""), 303)
        answer.set_cookie(self._cookie, self._token, httponly=True, samesite="strict")
        return answer

    def _asked(self, scope: Scope) -> bool:
        return any(name == "token" and self._fits(value) for name, value in _query(scope))

    def _is_known(self, headers: Headers) -> bool:
        jar = SimpleCookie()
        for line in headers.getlist("cookie"):
            jar.load(line)
        return self._cookie in jar and self._fits(jar[self._cookie].value)

    def _fits(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self._token.encode())


def _query(scope: Scope) -> list[tuple[str, str]]:
    return parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)


def _refused(why: str) -> Response:
    return PlainTextResponse(why + "\n", 403)
