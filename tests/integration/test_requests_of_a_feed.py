"""What requests carry to a feed's own server alone, and the proxy they go through: against real servers on loopback."""

import base64
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from producers.ports import Fetched, Validators
from producers.trouble import Trouble
from tests.integration.feed_server import Handler, redirecting, serving
from wirewatch.adapters.carried import Carried, nothing_for
from wirewatch.adapters.http import HttpFetcher

RSS = b"<rss version='2.0'><channel><item><title>A</title></item></channel></rss>"
SECRET = Carried(headers={"X-Api-Key": "k-1"}, cookies={"session": "s-1"}, credentials=("ann", "p-1"))


def fetcher(carried: Carried | None = None, *, allow_private: bool = True) -> HttpFetcher:
    return HttpFetcher(
        user_agent="test",
        allow_private=allow_private,
        carried=nothing_for if carried is None else lambda address: carried,
    )


def keeping(asked: list[Mapping[str, str]]) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        asked.append(dict(request.headers))
        return web.Response(body=RSS)

    return handle


class Proxy:
    """A plain forward proxy; it notes where it was asked to go, and by whom."""

    def __init__(self, status: int = 200) -> None:
        self.asked: list[tuple[str, str | None]] = []
        self._status = status

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        async def handle(request: web.BaseRequest) -> web.StreamResponse:
            self.asked.append((request.raw_path, request.headers.get("Proxy-Authorization")))
            return web.Response(body=RSS, status=self._status)

        runner = web.ServerRunner(web.Server(handle))
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        try:
            assert runner.addresses
            yield f"127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()


async def test_a_feeds_server_is_sent_its_headers_cookies_and_password() -> None:
    asked: list[Mapping[str, str]] = []
    async with serving(("/rss", keeping(asked))) as server, fetcher(SECRET) as http:
        assert isinstance(await http.fetch(f"{server}/rss", Validators()), Fetched)
    (headers,) = asked
    assert headers["X-Api-Key"] == "k-1"
    assert headers["Cookie"] == "session=s-1"
    assert base64.b64decode(headers["Authorization"].removeprefix("Basic ")) == b"ann:p-1"


async def test_no_other_server_is_sent_them_and_no_move_there_is_adopted() -> None:
    asked: list[Mapping[str, str]] = []
    async with serving(("/rss", keeping(asked))) as other:
        moved = redirecting(f"{other}/rss", 301)
        async with serving(("/rss", moved)) as server, fetcher(SECRET) as http:
            answer = await http.fetch(f"{server}/rss", Validators())
    assert isinstance(answer, Fetched)
    assert answer.moved_to is None
    assert not {"X-Api-Key", "Cookie", "Authorization"} & set(asked[0])


def test_nothing_that_is_carried_is_shown() -> None:
    assert not any(word in repr(SECRET) for word in ("k-1", "s-1", "ann", "p-1"))


async def test_a_proxy_fetches_in_our_stead_and_is_told_its_password() -> None:
    proxy = Proxy()
    async with proxy.running() as address:
        through = Carried(proxy=f"http://ann:p-1@{address}")
        async with fetcher(through, allow_private=False) as http:
            answer = await http.fetch("http://wire.example/rss", Validators())
    assert isinstance(answer, Fetched)
    ((asked, authorization),) = proxy.asked
    assert asked == "http://wire.example/rss"
    assert authorization is not None
    assert base64.b64decode(authorization.removeprefix("Basic ")) == b"ann:p-1"


@pytest.mark.parametrize("address", ["http://10.0.0.7/rss", "http://localhost/rss", "http://[::1]/rss"])
async def test_what_is_written_as_a_private_address_is_refused_before_the_proxy(address: str) -> None:
    proxy = Proxy()
    async with proxy.running() as at, fetcher(Carried(proxy=f"http://{at}"), allow_private=False) as http:
        answer = await http.fetch(address, Validators())
    assert isinstance(answer, Trouble)
    assert (answer.code, proxy.asked) == ("forbidden_address", [])


async def test_a_proxy_that_is_not_there_is_told_from_a_feed_that_is_not() -> None:
    async with fetcher(Carried(proxy="http://ann:p-1@127.0.0.1:9")) as http:
        answer = await http.fetch("http://wire.example/rss", Validators())
    assert isinstance(answer, Trouble)
    assert answer == Trouble(
        "unreachable", "The proxy that wire.example is to be fetched through cannot be reached."
    )


async def test_new_entries_alone_are_asked_for_and_known_as_such() -> None:
    asked: list[str | None] = []

    async def handle(request: web.Request) -> web.StreamResponse:
        asked.append(request.headers.get("A-IM"))
        if request.headers.get("If-None-Match"):
            return web.Response(body=RSS, status=226, headers={"IM": "feed", "ETag": '"2"'})
        return web.Response(body=RSS, headers={"ETag": '"1"'})

    async with serving(("/rss", handle)) as server, fetcher() as http:
        first = await http.fetch(f"{server}/rss", Validators())
        assert isinstance(first, Fetched)
        second = await http.fetch(f"{server}/rss", first.validators)
    assert isinstance(second, Fetched)
    assert asked == [None, "feed"]
    assert (first.is_delta, second.is_delta, second.validators.etag) == (False, True, '"2"')


async def test_226_without_a_manipulation_we_asked_for_is_no_document() -> None:
    async def handle(request: web.Request) -> web.StreamResponse:
        return web.Response(body=RSS, status=226, headers={"IM": "vcdiff"})

    async with serving(("/rss", handle)) as server, fetcher() as http:
        answer = await http.fetch(f"{server}/rss", Validators('"1"'))
    assert isinstance(answer, Trouble)
