"""The 2,106 cases of feedparser's own test suite: items or a code, soon and in little memory, always the same."""

import time
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from producers.feed import Feed
from producers.memory import MemoryFetcher
from producers.poll import Poll, Polled
from producers.ports import Fetched
from schemas.feed_state import FeedState
from schemas.source import Source
from wirewatch.adapters.parse_process import ParseProcess

FEED = Feed("https://agency.example/case.xml", Source(id="agency", name="Agency"))
NOW = datetime(2026, 8, 25, tzinfo=UTC)
LONGEST_S = 2.0
MOST_BYTES = 200 * 1024 * 1024
LEAST_SHARE = 0.95


@pytest.fixture
async def parser() -> AsyncIterator[ParseProcess]:
    process = ParseProcess()
    yield process
    await process.close()


@pytest.fixture
def cases(shared: Path) -> list[Path]:
    found = sorted((shared / "corpora" / "feedparser").rglob("*.xml"))
    assert len(found) == 2106
    return found


async def poll(body: bytes, parser: ParseProcess) -> Polled:
    fetcher = MemoryFetcher({FEED.address: Fetched(body, FEED.key)})
    return await Poll(fetcher, parser, lambda: NOW, 300).poll_feed(FEED, FeedState(feed=FEED.key))


def holds_entries(body: bytes) -> bool:
    """Whether a case has an entry, told without feedparser: its text, or UTF-16 and EBCDIC brought to it."""
    texts = [body.decode(name, "ignore").lower() for name in ("latin-1", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp037")]  # fmt: skip
    return any(tag in text for text in texts for tag in ("<item", "<entry", ":item", ":entry"))


async def test_every_case_ends_well(cases: list[Path], parser: ParseProcess) -> None:
    outcomes: Counter[str] = Counter()
    well_formed: Counter[bool] = Counter()
    for case in cases:
        body = case.read_bytes()
        started = time.monotonic()
        first = await poll(body, parser)
        assert time.monotonic() - started < LONGEST_S, case
        if parser.pid:
            assert psutil.Process(parser.pid).memory_info().rss < MOST_BYTES, case
        again = await poll(body, parser)
        assert replace(again, state=first.state) == first, case
        outcomes[first.report.error or ("items" if first.sightings else "no entries")] += 1
        if "wellformed" in case.parts and holds_entries(body):
            well_formed[bool(first.sightings)] += 1
    print(dict(outcomes), dict(well_formed))
    assert set(outcomes) <= {"items", "no entries", "empty", "not_a_feed", "malformed"}
    assert well_formed[True] >= LEAST_SHARE * well_formed.total()
