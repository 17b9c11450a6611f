"""Fetching over HTTP with aiohttp: conditional, bounded in time, size and redirects, and never into a private network."""

import asyncio
import contextlib
import errno
import re
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Self
from urllib.parse import SplitResult, urljoin, urlsplit

import aiohttp

from producers.links import credentials_of, feed_key, host_of, web_link
from producers.ports import Fetched, NotModified, Validators
from producers.trouble import Trouble
from wirewatch.adapters.addresses import is_link_local, is_private_literal, is_public
from wirewatch.adapters.carried import Carried, CarriedFor, nothing_for
from wirewatch.adapters.inflate import Inflated, InflateFault

MAX_REDIRECTS = 5
MAX_VALIDATOR_CHARS = 512
ACCEPT = "application/rss+xml, application/atom+xml, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_PUBLIC = (
    20_000  # an error number of no system: all that is left where several addresses of a name are refused
)


SocketFactory = Callable[[Any], socket.socket]


class HttpFetcher:
    """A `Fetcher` over one aiohttp session.

    `deadline_s` is wall-clock time for a fetch with its redirects, `max_bytes` the size of a document after
    decompression. Addresses are checked where the socket is made, so neither a redirect nor a name that
    changes its address reaches a private network. With `allow_private` a feed may whose own host is in one, but
    a link-local address (where clouds keep their secrets) is never reached. `carried` tells what requests to a feed's server
    carry, which no other server is ever sent, and by which proxy they go: names are looked up there, so here only addresses
    written as such are refused. Proxies of the environment are not used. Enter it as an async context, in one event loop.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        deadline_s: float = 30.0,
        max_bytes: int = 8 * 1024 * 1024,
        at_once: int = 8,
        per_host: int = 1,
        allow_private: bool = False,
        tls: ssl.SSLContext | None = None,
        accept: str = ACCEPT,
        carried: CarriedFor = nothing_for,
    ) -> None:
        self._headers = {
            "User-Agent": user_agent,
            "Accept": accept,
            "Accept-Encoding": "gzip, deflate, br, zstd",
        }
        self._carried = carried
        self._deadline_s = deadline_s
        self._max_bytes = max_bytes
        self._at_once = at_once
        self._per_host = per_host
        self._allow_private = allow_private
        self._tls = tls
        self._outside: aiohttp.ClientSession | None = None
        self._inside: aiohttp.ClientSession | None = None
        self._through: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        # Two sessions, because a connection kept open is used again without a look at its address.
        self._outside = self._open_session(self._socket_outside)
        self._inside = self._open_session(self._socket_inside) if self._allow_private else None
        self._through = self._open_session(socket_for)  # the user's proxy may be anywhere
        return self

    def _open_session(self, make_socket: SocketFactory) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            limit=self._at_once,
            limit_per_host=self._per_host,
            socket_factory=make_socket,
            ssl=self._tls or True,
        )
        return aiohttp.ClientSession(
            connector=connector,
            headers=self._headers,
            auto_decompress=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None),
            trust_env=False,
        )

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for session in (self._outside, self._inside, self._through):
            if session:
                await session.close()
        self._outside = self._inside = self._through = None

    async def fetch(self, address: str, validators: Validators) -> Fetched | NotModified | Trouble:
        """One document; what went wrong is told as `Trouble`, naming hosts but no addresses."""
        if self._outside is None or self._through is None:
            raise RuntimeError("HttpFetcher must be entered before it fetches")
        carried = self._carried(address)
        try:
            async with asyncio.timeout(self._deadline_s):
                is_inside = not carried.proxy and self._inside is not None and await self._is_inside(address)
                direct = self._inside if self._inside and is_inside else self._outside
                session = self._through if carried.proxy else direct
                return await self._follow(session, address, validators, carried)
        except TimeoutError:
            text = f"{host_of(address)} did not send the document within {self._deadline_s:g} seconds."
            return Trouble("timeout", text)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return trouble_of(error, host_of(address))

    async def _follow(
        self, session: aiohttp.ClientSession, address: str, validators: Validators, carried: Carried
    ) -> Fetched | NotModified | Trouble:
        credentials = carried.credentials or credentials_of(address)
        origin, current = urlsplit(address), web_link(address) or address
        passed: list[str] = []
        for_good = True
        while True:
            headers = _conditions(validators)
            if not passed or _is_same_site(origin, urlsplit(current)):
                headers |= _of_this_server(carried, credentials)
            if carried.proxy and not self._allow_private and is_private_literal(host_of(current)):
                return _forbidden(host_of(current))
            async with session.get(
                current, headers=headers, allow_redirects=False, proxy=carried.proxy
            ) as answer:
                if answer.status not in _REDIRECTS:
                    found = await self._read(answer, current, validators, tuple(passed))
                    is_moved = (
                        isinstance(found, Fetched)
                        and passed
                        and for_good
                        and not credentials
                        and not carried.is_secret
                    )
                    return (
                        replace(found, moved_to=current) if is_moved and isinstance(found, Fetched) else found
                    )
                location = answer.headers.get("Location", "")
                for_good = for_good and answer.status in (301, 308)
            passed.append(feed_key(current))
            following = web_link(urljoin(current, location)) if location else None
            if following is None:
                return Trouble("bad_redirect", f"{host_of(current)} redirects to what is no web address.")
            if len(passed) > MAX_REDIRECTS:
                return Trouble(
                    "too_many_redirects", f"{host_of(address)} redirects more than {MAX_REDIRECTS} times."
                )
            current = following

    async def _read(
        self, answer: aiohttp.ClientResponse, address: str, validators: Validators, passed: tuple[str, ...]
    ) -> Fetched | NotModified | Trouble:
        found = Validators(_header(answer, "ETag"), _header(answer, "Last-Modified"))
        fresh_s = fresh_for_s(answer.headers, datetime.now(UTC))
        if answer.status == 304:
            known = Validators(found.etag or validators.etag, found.last_modified or validators.last_modified)
            return NotModified(known, fresh_s)
        is_delta = answer.status == 226 and "feed" in answer.headers.get("IM", "").lower()
        if answer.status != 200 and not is_delta:
            return _refusal(answer, host_of(address))
        try:
            body = await self._body(answer)
        except InflateFault as fault:
            return Trouble(fault.code, f"{host_of(address)} sent {fault}.")
        return Fetched(
            body,
            feed_key(address),
            answer.headers.get("Content-Type"),
            found,
            passed,
            fresh_s=fresh_s,
            is_delta=is_delta,
        )

    async def _body(self, answer: aiohttp.ClientResponse) -> bytes:
        if (answer.content_length or 0) > self._max_bytes:
            raise InflateFault("too_large", f"a document of more than {self._max_bytes} bytes")
        inflated = Inflated(answer.headers.getall("Content-Encoding", []), self._max_bytes)
        async for chunk in answer.content.iter_any():
            inflated.feed(chunk)
        return inflated.whole()

    async def _is_inside(self, address: str) -> bool:
        """Whether a feed's own host has an address that is not of the open internet."""
        host = host_of(address)
        with contextlib.suppress(ValueError):  # a name
            return not is_public(host)
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return False  # the fetch will tell what is wrong with the name
        return not all(is_public(str(target[0])) for *_, target in found)

    def _socket_outside(self, address: Any) -> socket.socket:
        """The socket for one resolved address; the last place to refuse it."""
        if not is_public(str(address[-1][0])):
            raise OSError(_NOT_PUBLIC, "not a public address")
        return socket_for(address)

    def _socket_inside(self, address: Any) -> socket.socket:
        """The same for a feed that is itself in a private network."""
        if is_link_local(str(address[-1][0])):
            raise OSError(_NOT_PUBLIC, "a link-local address")
        return socket_for(address)


def socket_for(address: Any) -> socket.socket:
    """The socket that aiohttp is to connect to a resolved address."""
    family, kind, protocol, *_ = address
    made = socket.socket(family, kind, protocol)
    made.setblocking(False)
    return made


def _forbidden(host: str) -> Trouble:
    text = f"{host} leads to a private address; allow_private lets feeds be polled whose own host has one."
    return Trouble("forbidden_address", text)


def trouble_of(error: Exception, host: str) -> Trouble:
    """An error of aiohttp or the system in our words."""
    match error:
        case aiohttp.ClientConnectorDNSError():
            return Trouble("dns", f"The name {host} is not found.")
        case aiohttp.ClientConnectorCertificateError() | aiohttp.ClientSSLError() | ssl.SSLError():
            return Trouble("tls", f"{host} shows no certificate that can be trusted.")
        case aiohttp.ClientProxyConnectionError():
            return Trouble(
                "unreachable", f"The proxy that {host} is to be fetched through cannot be reached."
            )
        case aiohttp.ClientHttpProxyError(status=status):
            return Trouble("refused", f"The proxy does not let {host} be fetched ({status}).")
        case aiohttp.ClientConnectorError(os_error=OSError(errno=number)) if number == _NOT_PUBLIC:
            return _forbidden(host)
        case aiohttp.ClientConnectorError(os_error=OSError(errno=errno.ECONNREFUSED)):
            return Trouble("refused", f"{host} refuses the connection.")
        case aiohttp.ClientConnectorError():
            return Trouble("unreachable", f"{host} cannot be reached.")
        case aiohttp.ClientPayloadError() | aiohttp.ServerDisconnectedError() | ConnectionError():
            return Trouble("truncated", f"{host} broke off before the document was complete.")
        case aiohttp.ClientOSError() | OSError():
            return Trouble("unreachable", f"{host} cannot be reached.")
        case _:
            return Trouble("bad_response", f"{host} does not answer as the protocol wants.")


def fresh_for_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """For how long a server says that its answer is fresh: Cache-Control's max-age, else Expires; nothing where it says neither."""
    if found := _MAX_AGE.search(headers.get("Cache-Control", "")):
        return float(found[1])
    expires = headers.get("Expires")
    if expires is None:
        return None
    try:
        at = parsedate_to_datetime(expires)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - now).total_seconds())


_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


def _header(answer: aiohttp.ClientResponse, name: str) -> str | None:
    """A validator as the server wrote it; one that is longer than any sensible server's is not remembered."""
    value = answer.headers.get(name)
    return value if value and len(value) <= MAX_VALIDATOR_CHARS else None


def _conditions(validators: Validators) -> dict[str, str]:
    conditions = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    asked = {name: value for name, value in conditions.items() if value}
    return {**asked, "A-IM": "feed"} if validators.etag else asked  # the new entries alone will do


def _of_this_server(carried: Carried, credentials: tuple[str, str] | None) -> dict[str, str]:
    """Headers that only the feed's own server is sent."""
    headers = dict(carried.headers)
    if carried.cookies:
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in carried.cookies.items())
    if credentials:
        headers["Authorization"] = aiohttp.encode_basic_auth(*credentials)
    return headers


def _is_same_site(origin: SplitResult, current: SplitResult) -> bool:
    """Whether credentials meant for one may be sent to the other: the same server, or its https."""
    if (origin.scheme, origin.hostname, origin.port) == (current.scheme, current.hostname, current.port):
        return True
    is_upgrade = origin.scheme == "http" and current.scheme == "https"
    return is_upgrade and origin.hostname == current.hostname and not (origin.port or current.port)


def _refusal(answer: aiohttp.ClientResponse, host: str) -> Trouble:
    status = answer.status
    retry_after_s = _retry_after_s(answer.headers.get("Retry-After"), datetime.now(UTC))
    is_challenge = answer.headers.get("cf-mitigated", "").lower() == "challenge"
    match status:
        case 429:
            code, text = "rate_limited", f"{host} asks for fewer polls (429)."
        case 410:
            code, text = "gone", f"{host} says the feed is gone for good (410)."
        case _ if 400 <= status < 500:
            code, text = "http_4xx", f"{host} answers {status} {_PHRASES.get(status, '')}".strip() + "."
        case _ if status >= 500:
            code, text = "http_5xx", f"{host} has trouble of its own ({status})."
        case _:
            code, text = "bad_response", f"{host} answers {status}, which is no document."
    return Trouble(code, text, retry_after_s, status, is_challenge)  # type: ignore[arg-type]


_PHRASES = {401: "(it wants a password)", 403: "(forbidden)", 404: "(there is no such feed)"}


def _retry_after_s(value: str | None, now: datetime) -> float | None:
    """Retry-After in seconds: a number or an HTTP date."""
    if not value:
        return None
    if value.strip().isascii() and value.strip().isdigit():
        return float(value.strip()[:9])
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - now).total_seconds())
