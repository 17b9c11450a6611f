"""Eighty-eight polls of one real feed, in order, then all again."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from producers.feed import Feed
from producers.memory import InlineParser, MemoryFetcher
from producers.poll import Poll
from producers.poller import Poller
from producers.ports import Fetched, PollReport
from schemas import topics
from schemas.sighting import Sighting
from schemas.source import Source
from schemas.wire import decode
from wirewatch.adapters.memory_log import MemoryLog

FEED = Feed("https://bbc.example/world/rss.xml", Source(id="bbc", name="BBC"))


@pytest.fixture
def bodies(shared: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted((shared / "feeds" / "polls" / "bbc_world").glob("*.xml"))]


async def polled(bodies: list[bytes], log: MemoryLog) -> tuple[list[Sighting], list[PollReport], int]:
    parser, reports = InlineParser(), list[PollReport]()
    fetcher = MemoryFetcher({FEED.address: [Fetched(body, FEED.key) for body in bodies]})
    poll = Poll(fetcher, parser, lambda: datetime(2021, 7, 19, tzinfo=UTC), 300)
    poller = Poller([FEED], log.open_stage("wirewatch.poll"), poll, reports.append)
    for _ in bodies:
        await poller.poll_all_once()
    seen = [decode(Sighting, topics.ITEMS, r.value, r.headers) for r in log.records(topics.ITEMS.name)]
    return seen, reports, sum(document.count(b"<item>") for document in parser.parsed)


async def test_every_poll_gives_its_entries_and_nothing_twice(bodies: list[bytes]) -> None:
    seen, reports, parsed = await polled(bodies, MemoryLog())
    assert all(report.outcome in ("polled", "unchanged") for report in reports)
    versions = [(sighting.item.item_id, sighting.content_sha256) for sighting in seen]
    assert len(versions) == len(set(versions))
    guids = {sighting.item.guid for sighting in seen}
    assert len(guids) == len({sighting.item.item_id for sighting in seen})
    assert parsed < 0.15 * sum(body.count(b"<item>") for body in bodies)


async def test_a_retitled_report_keeps_its_id(bodies: list[bytes]) -> None:
    seen, _, _ = await polled(bodies, MemoryLog())
    by_guid: dict[str | None, list[Sighting]] = {}
    for sighting in seen:
        by_guid.setdefault(sighting.item.guid, []).append(sighting)
    edited = [versions for versions in by_guid.values() if len(versions) > 1]
    assert edited
    for versions in edited:
        assert len({sighting.item.item_id for sighting in versions}) == 1
        assert len({sighting.content_sha256 for sighting in versions}) > 1


async def test_polling_all_of_it_again_finds_no_other_items(bodies: list[bytes]) -> None:
    log = MemoryLog()
    once, _, _ = await polled(bodies, log)
    twice, _, _ = await polled(bodies, log)

    def versions(seen: list[Sighting]) -> set[tuple[str, str]]:
        return {(sighting.item.item_id, sighting.content_sha256) for sighting in seen}

    assert versions(twice) == versions(once)
