"""Fetches pages as a guest should: robots.txt obeyed (RFC 9309), one page of a host at a time, with its crawl delay between."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

from consumers.complete.ports import Missed
from producers.ports import Fetched, Fetcher, Validators
from producers.trouble import Trouble
from schemas.page import PageFailure

ROBOTS_KEPT_S = 24 * 3600.0
ROBOTS_MOST = 500_000  # bytes that are read, as RFC 9309 allows
BETWEEN_S = 1.0
"""Seconds between two pages of a host that asks for no delay of its own."""
DELAY_MOST_S = 30.0
HOSTS_MOST = 2_000

_FAILURES: dict[str, PageFailure] = {
    "dns": "unreachable", "refused": "unreachable", "unreachable": "unreachable", "timeout": "timeout", "tls": "tls",
    "forbidden_address": "private_address", "bad_redirect": "redirects", "too_many_redirects": "redirects",
    "rate_limited": "rate_limited", "gone": "gone", "http_5xx": "server_error", "too_large": "too_large",
    "truncated": "unreachable", "bad_encoding": "not_html", "bad_response": "refused",
}  # fmt: skip
_BY_STATUS: dict[int, PageFailure] = {
    401: "paywall",
    402: "paywall",
    404: "not_found",
    410: "gone",
    451: "refused",
}


@dataclass
class _Host:
    """What is known of a host: its rules, since when, and when the next page may be asked for."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: Protego | None = None
    is_closed: bool = False
    asked_at: float | None = None
    next_at: float = 0.0


class PolitePages:
    """Fetches through a `Fetcher`; `agent` is the name that robots.txt knows us by."""

    def __init__(self, fetcher: Fetcher, agent: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._fetcher = fetcher
        self._agent = agent
        self._clock = clock
        self._hosts: dict[str, _Host] = {}

    async def page(self, link: str) -> Fetched | Missed:
        """The page, or why it is not to be had. Never raises for what a server does."""
        parts = urlsplit(link)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return Missed("no_link")
        host = self._host(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}")
        async with self._turn_of(host):
            await self._know_rules(host, link)
            if host.is_closed or (host.rules is not None and not host.rules.can_fetch(link, self._agent)):
                return Missed("robots")
            found = await self._fetcher.fetch(link, Validators())
        if isinstance(found, Trouble):
            return _missed(found)
        if not isinstance(found, Fetched):
            return Missed("refused")
        kind = (found.content_type or "text/html").partition(";")[0].strip().lower()
        return (
            found if kind in ("text/html", "application/xhtml+xml", "text/plain", "") else Missed("not_html")
        )

    def _host(self, name: str) -> _Host:
        if name not in self._hosts and len(self._hosts) >= HOSTS_MOST:
            idle = [key for key, host in self._hosts.items() if not host.turn.locked()]
            for key in idle[: HOSTS_MOST // 2]:
                del self._hosts[key]
        return self._hosts.setdefault(name, _Host())

    @asynccontextmanager
    async def _turn_of(self, host: _Host) -> AsyncIterator[None]:
        """One page of a host at a time, its delay after the last one."""
        async with host.turn:
            await asyncio.sleep(max(host.next_at - self._clock(), 0))
            try:
                yield
            finally:
                asked = host.rules.crawl_delay(self._agent) if host.rules is not None else None
                host.next_at = self._clock() + min(max(float(asked or 0), BETWEEN_S), DELAY_MOST_S)

    async def _know_rules(self, host: _Host, link: str) -> None:
        """Its robots.txt, asked for once a day. What is not there forbids nothing; where its server has trouble nothing is fetched."""
        if host.asked_at is not None and self._clock() - host.asked_at < ROBOTS_KEPT_S:
            return
        parts = urlsplit(link)
        found = await self._fetcher.fetch(f"{parts.scheme}://{parts.netloc}/robots.txt", Validators())
        host.rules, host.is_closed = None, False
        if isinstance(found, Fetched):
            host.rules = Protego.parse(found.body[:ROBOTS_MOST].decode("utf-8", "replace"))
        elif isinstance(found, Trouble) and found.code == "http_5xx":
            host.is_closed = True
        if isinstance(found, Fetched) or (
            isinstance(found, Trouble) and found.status is not None and not host.is_closed
        ):
            host.asked_at = self._clock()


def _missed(trouble: Trouble) -> Missed:
    if trouble.is_challenge:
        return Missed("challenge", trouble.retry_after_s)
    if trouble.status in _BY_STATUS:
        return Missed(_BY_STATUS[trouble.status])
    return Missed(_FAILURES.get(trouble.code, "refused"), trouble.retry_after_s)
