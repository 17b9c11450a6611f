"""A poll of a feed in which two of a hundred items are new, against parsing the whole document."""

import asyncio
import io
from collections.abc import Iterable, Iterator
from datetime import timedelta

import feedparser

from benchmarks.corpus import START, corpus, feed_document
from benchmarks.measure import Figure, cpu_us, seen, times_cheaper
from producers.feed import Feed
from producers.memory import InlineParser, MemoryFetcher
from producers.poll import Poll
from producers.poller import outputs_of
from producers.ports import Fetched
from schemas.feed_state import FeedState
from schemas.source import Source

ENTRIES = 100
NEW = 2
POLLS = 20
BOUND_TIMES = 10
_FEED = Feed("https://wire.example/rss", Source(id="wire", name="The Wire"))


def figures() -> Iterator[Figure]:
    """CPU per poll: cut, compare, parse what is new, make the records of sightings and of the state to remember."""
    entries = list(corpus(ENTRIES + NEW * POLLS))
    documents = [
        feed_document(entries[NEW * number : NEW * number + ENTRIES][::-1]) for number in range(POLLS + 1)
    ]
    states = [FeedState(feed=_FEED.key)]
    for document in documents:
        states += _poll([(document, states[-1])])
    before, after = states[1:-1], states[2:]
    assert [a.items - b.items for a, b in zip(after, before, strict=True)] == [NEW] * POLLS
    whole = cpu_us(lambda: _parse_whole(documents[-1]))
    some = cpu_us(lambda: _poll(zip(documents[1:], before, strict=True))) / POLLS
    none = cpu_us(lambda: _poll(zip(documents[1:], after, strict=True))) / POLLS
    floor_is = "feedparser, whole document"
    yield times_cheaper(
        f"poll a feed, {NEW} of {ENTRIES} items new", some, "µs CPU", whole, BOUND_TIMES, floor_is
    )
    yield seen("poll a feed, nothing new", none, "µs CPU", whole, floor_is)


def _poll(found: Iterable[tuple[bytes, FeedState]]) -> list[FeedState]:
    """Polls that find these documents in these states, up to the records they would commit; the states after."""
    states: list[FeedState] = []

    async def poll_all() -> None:
        for document, state in found:
            fetcher = MemoryFetcher({_FEED.address: Fetched(document, _FEED.key, "application/rss+xml")})
            poll = Poll(fetcher, InlineParser(), lambda: START + timedelta(days=2), 300)
            polled = await poll.poll_feed(_FEED, state)
            outputs_of(_FEED, polled)
            states.append(polled.state)

    asyncio.run(poll_all())
    return states


def _parse_whole(document: bytes) -> None:
    """feedparser with the options we call it with."""
    feedparser.parse(io.BytesIO(document), sanitize_html=False, resolve_relative_uris=False)
