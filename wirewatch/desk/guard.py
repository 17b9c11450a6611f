"""Keeps strangers out: names a browser may know us by, whence a form may come, a token beyond loopback, and strict headers.

A page of the open web can make a browser send requests to loopback. So the Host must be one of ours (no rebinding), what changes
something must come from our own page (Origin), and nothing of ours may be framed, scripted or styled by anyone else.
"""

import hmac
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, QueryParams
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "wirewatch-desk"
BODY_MOST = 256 * 1024
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1", "[::1]"})

_HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
        b"base-uri 'none'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


class Guard:
    """Wraps an app. `hosts` are the names it may be asked by; `token` (None: none is needed) is asked for once, in the address
    (`?token=…`), and kept in a cookie."""

    def __init__(self, app: ASGIApp, hosts: Collection[str], token: str | None) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refused(scope)
        await (refused or self._app)(scope, _bounded(receive), _with_headers(send))

    def _refused(self, scope: Scope) -> Response | None:
        headers, method = Headers(scope=scope), scope["method"]
        host = headers.get("host", "")
        if _name_of(host) not in self._hosts:
            return PlainTextResponse("This desk is not known by that name.\n", 421)
        if method not in ("GET", "HEAD", "POST"):
            return PlainTextResponse("Only GET and POST.\n", 405)
        if method == "POST" and urlsplit(headers.get("origin", "")).netloc != host:
            return PlainTextResponse("This form was sent from another page.\n", 403)
        if int(headers.get("content-length") or 0) > BODY_MOST:
            return PlainTextResponse("Too much was sent.\n", 413)
        return None if self._token is None else self._without_token(scope, headers, self._token)

    def _without_token(self, scope: Scope, headers: Headers, token: str) -> Response | None:
        given = QueryParams(scope["query_string"]).get("token")
        if given is not None and hmac.compare_digest(given, token):
            answer = RedirectResponse(scope["path"], 303)
            answer.set_cookie(COOKIE, token, httponly=True, samesite="strict")
            return answer
        kept = _cookie(headers.get("cookie", ""))
        if kept is not None and hmac.compare_digest(kept, token):
            return None
        return PlainTextResponse("This desk asks for its token: open it with ?token=… once.\n", 401)


def _name_of(host: str) -> str:
    """A Host header without its port."""
    return host.rpartition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0].lower()


def _cookie(header: str) -> str | None:
    for part in header.split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE:
            return value
    return None


def _bounded(receive: Receive) -> Receive:
    """A request body that ends where it grows too large, whatever its headers promised."""
    size = 0

    async def bounded() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        return {"type": "http.disconnect"} if size > BODY_MOST else message

    return bounded


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *_HEADERS]
        await send(message)

    return sending
