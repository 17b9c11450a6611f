"""What a server says beside the document, over real HTTP on loopback: freshness, moves for good, compressions."""

import zlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import brotli
import pytest
import zstandard

from producers.ports import Fetched, NotModified, Validators
from producers.trouble import Trouble
from tests.loopback import Answer, serving
from wirewatch.adapters.http import HttpFetcher

BODY = b"<rss version='2.0'><channel><title>Wire</title></channel></rss>" * 20
LIMIT = 1_000_000


async def fetched(
    respond: Callable[[str, Mapping[str, str]], Answer], path: str = "/"
) -> Fetched | NotModified | Trouble:
    with serving(respond) as address:
        async with HttpFetcher(
            user_agent="Wirewatch/0", allow_private=True, max_bytes=LIMIT, deadline_s=5
        ) as fetcher:
            return await fetcher.fetch(address + path, Validators('"1"'))


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Cache-Control": "public, max-age=600"}, 600.0),
        ({"Cache-Control": 'max-age="60"'}, 60.0),
        ({"Cache-Control": "s-maxage=5"}, None),
        ({"Expires": "in an hour"}, 3600.0),
        ({"Expires": "0"}, None),
        ({}, None),
    ],
)
@pytest.mark.parametrize("status", [200, 304])
async def test_for_how_long_an_answer_is_fresh(
    headers: dict[str, str], seconds: float | None, status: int
) -> None:
    in_an_hour = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    said = {name: value.replace("in an hour", in_an_hour) for name, value in headers.items()}
    found = await fetched(lambda path, sent: Answer(BODY if status == 200 else b"", status, said))
    assert not isinstance(found, Trouble)
    assert found.fresh_s == pytest.approx(seconds, abs=3) if seconds else found.fresh_s is None


@pytest.mark.parametrize(
    ("first", "second", "is_moved"),
    [(301, 308, True), (301, 302, False), (302, 301, False), (307, 307, False)],
)
async def test_a_feed_has_moved_only_where_every_redirect_says_for_good(
    first: int, second: int, is_moved: bool
) -> None:
    def respond(path: str, sent: Mapping[str, str]) -> Answer:
        following = {"/": (first, "/b"), "/b": (second, "/c")}.get(path)
        return Answer(b"", following[0], {"Location": following[1]}) if following else Answer(BODY)

    found = await fetched(respond)
    assert isinstance(found, Fetched)
    assert (found.moved_to or "").endswith("/c") == is_moved


@pytest.mark.parametrize(
    ("name", "compress"),
    [("br", brotli.compress), ("zstd", zstandard.compress), ("deflate", zlib.compress)],
)
async def test_every_compression_that_is_asked_for_is_read_whole_and_bounded(
    name: str, compress: Callable[[bytes], bytes]
) -> None:
    packed = compress(BODY)
    found = await fetched(lambda path, sent: Answer(packed, 200, {"Content-Encoding": name}))
    assert isinstance(found, Fetched)
    assert found.body == BODY
    cut = await fetched(lambda path, sent: Answer(packed[:-3], 200, {"Content-Encoding": name}))
    assert isinstance(cut, Trouble)
    assert cut.code == "truncated"
    bomb = compress(b"\0" * 200_000_000)
    blown = await fetched(lambda path, sent: Answer(bomb, 200, {"Content-Encoding": name}))
    assert isinstance(blown, Trouble)
    assert blown.code == "too_large"
    broken = await fetched(lambda path, sent: Answer(b"\x07garbage" * 9, 200, {"Content-Encoding": name}))
    assert isinstance(broken, Trouble)
    assert broken.code in ("bad_encoding", "truncated")
