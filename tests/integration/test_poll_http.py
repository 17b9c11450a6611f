"""Fetching from a real server on loopback, as it should and as it should not behave."""

import gzip
import socket
import zlib
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiohttp import encode_basic_auth, web

from producers.ports import Fetched, NotModified, Validators
from producers.trouble import Trouble
from tests.integration.feed_server import (
    bomb,
    breaking_off,
    dripping,
    redirecting,
    sending,
    sending_with_etag,
    serving,
)
from wirewatch.adapters.http import HttpFetcher, socket_for

RSS = b"<rss version='2.0'><channel><item><title>A</title></item></channel></rss>"
NOTHING = Validators()


def fetcher(*, allow_private: bool = True, deadline_s: float = 5.0, max_bytes: int = 100_000) -> HttpFetcher:
    return HttpFetcher(
        user_agent="test", allow_private=allow_private, deadline_s=deadline_s, max_bytes=max_bytes
    )


def code_of(answer: Fetched | NotModified | Trouble) -> str:
    return answer.code if isinstance(answer, Trouble) else type(answer).__name__


async def fetch(address: str, **settings: object) -> Fetched | NotModified | Trouble:
    async with fetcher(**settings) as http:  # type: ignore[arg-type]
        return await http.fetch(address, NOTHING)


async def test_a_document_comes_with_its_validators() -> None:
    handler = sending(
        RSS, ETag='W/"1"', Last_Modified="Mon, 16 Mar 2015 08:00:00 GMT", Content_Type="text/xml"
    )
    async with serving(("/rss", handler)) as server:
        answer = await fetch(f"{server}/rss")
    assert isinstance(answer, Fetched)
    assert answer.body == RSS
    assert answer.content_type == "text/xml"
    assert answer.validators == Validators('W/"1"', "Mon, 16 Mar 2015 08:00:00 GMT")


async def test_an_unchanged_document_is_not_sent_again() -> None:
    async with serving(("/rss", sending_with_etag(RSS, '"7"'))) as server, fetcher() as http:
        first = await http.fetch(f"{server}/rss", NOTHING)
        assert isinstance(first, Fetched)
        assert await http.fetch(f"{server}/rss", first.validators) == NotModified(first.validators)


async def test_validators_are_sent_verbatim() -> None:
    asked: list[tuple[str | None, str | None]] = []

    async def handle(request: web.Request) -> web.StreamResponse:
        asked.append((request.headers.get("If-None-Match"), request.headers.get("If-Modified-Since")))
        return web.Response(body=RSS)

    async with serving(("/rss", handle)) as server, fetcher() as http:
        await http.fetch(f"{server}/rss", Validators("no quotes at all", "last tuesday"))
    assert asked == [("no quotes at all", "last tuesday")]


@pytest.mark.parametrize(
    ("status", "code"),
    [(404, "http_4xx"), (403, "http_4xx"), (410, "gone"), (429, "rate_limited"), (500, "http_5xx"), (503, "http_5xx"),
     (204, "bad_response")],
)  # fmt: skip
async def test_a_refusal_has_its_code(status: int, code: str) -> None:
    async with serving(("/rss", sending(b"", status))) as server:
        assert code_of(await fetch(f"{server}/rss")) == code


@pytest.mark.parametrize(("value", "least_s", "most_s"), [("120", 120, 120), ("Fri, 01 Jan 2100 00:00:00 GMT", 1e8, 1e10), ("soon", None, None)])  # fmt: skip
async def test_retry_after_is_read_as_number_or_date(
    value: str, least_s: float | None, most_s: float | None
) -> None:
    async with serving(("/rss", sending(b"", 503, Retry_After=value))) as server:
        answer = await fetch(f"{server}/rss")
    assert isinstance(answer, Trouble)
    if least_s is None or most_s is None:
        assert answer.retry_after_s is None
    else:
        assert answer.retry_after_s is not None
        assert least_s <= answer.retry_after_s <= most_s


async def test_redirects_are_followed_and_told() -> None:
    paths = (("/a", redirecting("/b", 301)), ("/b", redirecting("c", 308)), ("/c", sending(RSS)))
    async with serving(*paths) as server:
        answer = await fetch(f"{server}/a")
    assert isinstance(answer, Fetched)
    assert answer.address == f"{server}/c"
    assert answer.redirects == (f"{server}/a", f"{server}/b")


async def test_a_redirect_loop_ends() -> None:
    async with serving(("/a", redirecting("/a"))) as server:
        assert code_of(await fetch(f"{server}/a")) == "too_many_redirects"


@pytest.mark.parametrize("location", ["", "ftp://example.org/x", "javascript:alert(1)", "file:///etc/passwd"])
async def test_a_redirect_to_no_web_address_is_refused(location: str) -> None:
    async with serving(("/a", redirecting(location))) as server:
        assert code_of(await fetch(f"{server}/a")) == "bad_redirect"


async def test_a_private_address_is_refused() -> None:
    async with serving(("/rss", sending(RSS))) as server:
        assert code_of(await fetch(f"{server}/rss", allow_private=False)) == "forbidden_address"


async def test_a_name_that_means_a_private_address_is_refused() -> None:
    async with serving(("/rss", sending(RSS))) as server:
        address = server.replace("127.0.0.1", "localhost") + "/rss"
        assert code_of(await fetch(address, allow_private=False)) == "forbidden_address"


class FetcherThatTrustsOnePort(HttpFetcher):
    """Lets one local port pass for the public internet: the first hop of a redirect."""

    trusted_port = 0

    async def _is_inside(self, address: str) -> bool:
        return urlsplit(address).port != self.trusted_port and await super()._is_inside(address)

    def _socket_outside(self, address: Any) -> socket.socket:
        is_trusted = address[-1][1] == self.trusted_port
        return socket_for(address) if is_trusted else super()._socket_outside(address)


@pytest.mark.parametrize("allow_private", [False, True])
async def test_a_public_feed_is_not_followed_into_a_private_network(allow_private: bool) -> None:
    to_inner: list[str] = []

    async def redirect(request: web.Request) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": to_inner[0]})

    async with serving(("/inner", sending(RSS))) as inner, serving(("/rss", redirect)) as outer:
        to_inner.append(f"{inner}/inner")
        http = FetcherThatTrustsOnePort(user_agent="test", allow_private=allow_private)
        http.trusted_port = int(outer.rpartition(":")[2])
        async with http:
            own = await http.fetch(
                f"{inner}/inner", NOTHING
            )  # leaves a connection open that could be used again
            assert code_of(own) == ("Fetched" if allow_private else "forbidden_address")
            assert code_of(await http.fetch(f"{outer}/rss", NOTHING)) == "forbidden_address"


@pytest.mark.parametrize("host", ["169.254.169.254", "[fe80::1]", "[::ffff:169.254.169.254]"])
async def test_a_link_local_address_is_never_reached(host: str) -> None:
    async with serving(("/rss", redirecting(f"http://{host}/latest/meta-data"))) as server:
        assert code_of(await fetch(f"{server}/rss")) == "forbidden_address"
    assert code_of(await fetch(f"http://{host}/rss")) == "forbidden_address"


async def test_a_private_feed_may_lead_to_another_private_address() -> None:
    async with serving(("/rss", sending(RSS))) as other:
        elsewhere = other.replace("127.0.0.1", "localhost") + "/rss"
        async with serving(("/rss", redirecting(elsewhere))) as server:
            assert code_of(await fetch(f"{server}/rss")) == "Fetched"


@pytest.mark.parametrize("name", ["gzip", "deflate", "raw deflate", "gzip file", "two members"])
async def test_compressed_documents_are_decompressed(name: str) -> None:
    raw = zlib.compressobj(wbits=-15)
    body, headers = {
        "gzip": (gzip.compress(RSS), {"Content_Encoding": "gzip"}),
        "deflate": (zlib.compress(RSS), {"Content_Encoding": "deflate"}),
        "raw deflate": (raw.compress(RSS) + raw.flush(), {"Content_Encoding": "deflate"}),
        "gzip file": (gzip.compress(RSS), {"Content_Type": "application/gzip"}),
        "two members": (gzip.compress(RSS[:20]) + gzip.compress(RSS[20:]), {"Content_Encoding": "gzip"}),
    }[name]
    async with serving(("/rss", sending(body, **headers))) as server:
        answer = await fetch(f"{server}/rss")
    assert isinstance(answer, Fetched)
    assert answer.body == RSS


@pytest.mark.parametrize(
    ("body", "encoding", "code"),
    [
        (bomb(20), "gzip", "too_large"),
        (gzip.compress(bomb(20)), "gzip, gzip", "bad_encoding"),
        (gzip.compress(gzip.compress(RSS)), "gzip", "bad_encoding"),
        (RSS, "br", "bad_encoding"),
        (RSS, "gzip", "bad_encoding"),
        (gzip.compress(RSS * 50)[:-30], "gzip", "truncated"),
    ],
    ids=["bomb", "declared twice", "twice", "brotli", "not gzip", "cut"],
)
async def test_hostile_compression_is_refused(body: bytes, encoding: str, code: str) -> None:
    async with serving(("/rss", sending(body, Content_Encoding=encoding))) as server:
        assert code_of(await fetch(f"{server}/rss")) == code


async def test_a_huge_document_is_refused() -> None:
    async with serving(("/rss", sending(b" " * 200_000))) as server:
        assert code_of(await fetch(f"{server}/rss")) == "too_large"


async def test_a_dripping_server_meets_the_deadline() -> None:
    async with serving(("/rss", dripping(0.01))) as server:
        assert code_of(await fetch(f"{server}/rss", deadline_s=0.3)) == "timeout"


async def test_a_connection_that_breaks_off_is_noticed() -> None:
    async with serving(("/rss", breaking_off(RSS))) as server:
        assert code_of(await fetch(f"{server}/rss")) == "truncated"


async def test_a_closed_port_refuses() -> None:
    async with serving() as server:
        pass
    assert code_of(await fetch(f"{server}/rss")) == "refused"


async def test_a_name_that_does_not_exist_is_told() -> None:
    assert code_of(await fetch("http://feeds.invalid/rss")) == "dns"


async def test_a_server_without_tls_is_told() -> None:
    async with serving(("/rss", sending(RSS))) as server:
        assert code_of(await fetch(server.replace("http:", "https:") + "/rss")) == "tls"


async def test_credentials_are_used_and_never_told() -> None:
    seen: list[str | None] = []

    async def handle(request: web.Request) -> web.StreamResponse:
        seen.append(request.headers.get("Authorization"))
        return web.Response(status=302, headers={"Location": "/b"})

    async with serving(("/a", handle), ("/b", sending(RSS))) as server:
        address = server.replace("http://", "http://reader:s3cret@") + "/a"
        answer = await fetch(address)
    assert seen == [encode_basic_auth("reader", "s3cret")]
    assert "s3cret" not in repr(answer)


async def test_credentials_stay_with_their_host() -> None:
    seen: list[str | None] = []

    async def handle(request: web.Request) -> web.StreamResponse:
        seen.append(request.headers.get("Authorization"))
        return web.Response(body=RSS)

    async with serving(("/rss", handle)) as other:
        elsewhere = other.replace("127.0.0.1", "localhost") + "/rss"
        async with serving(("/a", redirecting(elsewhere))) as server:
            await fetch(server.replace("http://", "http://reader:s3cret@") + "/a")
    assert seen == [None]
