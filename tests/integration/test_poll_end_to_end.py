"""The whole poll against a real server: fetch, cut, parse in its process, commit."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from aiohttp import web

from producers.feed import Feed
from producers.poll import Poll
from producers.poller import Poller
from producers.ports import PollReport
from schemas import topics
from schemas.sighting import Sighting
from schemas.source import Source
from schemas.wire import decode
from tests.integration.feed_server import redirecting, sending, sending_with_etag, serving
from tests.unit.producers.feeds import item, rss
from wirewatch.adapters.http import HttpFetcher
from wirewatch.adapters.memory_log import MemoryLog
from wirewatch.adapters.parse_process import ParseProcess


@asynccontextmanager
async def polling(log: MemoryLog, *addresses: str, max_bytes: int = 1_000_000) -> AsyncIterator[Poller]:
    feeds = [
        Feed(address, Source(id=f"source{n}", name=f"Source {n}")) for n, address in enumerate(addresses)
    ]
    parser = ParseProcess()
    async with HttpFetcher(user_agent="test", allow_private=True, max_bytes=max_bytes) as fetcher:
        poll = Poll(fetcher, parser, lambda: datetime.now(UTC), 300)
        yield Poller(feeds, log.open_stage("wirewatch.poll"), poll, lambda report: None)
    await parser.close()


def sightings(log: MemoryLog) -> list[Sighting]:
    return [decode(Sighting, topics.ITEMS, r.value, r.headers) for r in log.records(topics.ITEMS.name)]


def outcomes(reports: tuple[PollReport, ...]) -> list[str]:
    return [report.error or report.outcome for report in reports]


async def test_good_and_bad_feeds_are_polled_side_by_side() -> None:
    paths = (
        ("/good", sending(rss(item(1), item(2)))),
        ("/moved", redirecting("/good")),
        ("/page", sending(b"<!doctype html><title>Just a moment</title>")),
        ("/gone", sending(b"", 410)),
        ("/broken", sending(b"<rss><channel><item><title>half a</title><description>cut")),
        (
            "/cyrillic",
            sending(
                rss(item(3, "Россия и Китай")).decode().replace("utf-8", "windows-1251").encode("cp1251")
            ),
        ),
    )
    log = MemoryLog()
    async with serving(*paths) as server, polling(log, *(server + path for path, _ in paths)) as poller:
        reports = await poller.poll_all_once()
    assert outcomes(reports) == ["polled", "polled", "not_a_feed", "gone", "polled", "polled"]
    assert {seen.item.title for seen in sightings(log)} >= {
        "Ministers sign agreement 1",
        "Россия и Китай",
        "half a",
    }


async def test_a_second_poll_brings_nothing_twice() -> None:
    log = MemoryLog()
    paths = (("/etag", sending_with_etag(rss(item(1)), '"1"')), ("/plain", sending(rss(item(2)))))
    async with serving(*paths) as server, polling(log, f"{server}/etag", f"{server}/plain") as poller:
        await poller.poll_all_once()
        assert outcomes(await poller.poll_all_once()) == ["unchanged", "unchanged"]
    assert len(sightings(log)) == 2


async def test_edits_arrive_as_revisions_of_the_same_item() -> None:
    bodies = [rss(item(1)), rss(item(2), item(1, "Ministers sign a larger agreement")), rss(item(2))]

    async def handle(request: web.Request) -> web.StreamResponse:
        return web.Response(body=bodies.pop(0))

    log = MemoryLog()
    async with serving(("/rss", handle)) as server, polling(log, f"{server}/rss") as poller:
        for _ in range(3):
            await poller.poll_all_once()
    seen = sightings(log)
    assert [one.item.title for one in seen] == [
        "Ministers sign agreement 1",
        "Ministers sign a larger agreement",
        "Ministers sign agreement 2",
    ]
    assert seen[0].item.item_id == seen[1].item.item_id
    assert [one.item.origin for one in seen] == ["first_poll", "live", "live"]
