"""Kept bytes give the same item again, and a better parser a better one."""

import asyncio
from dataclasses import replace

import pytest

from producers.again import seen_again
from producers.entry import Entry, ParsedFeed
from producers.feed import Feed
from producers.memory import InlineParser, MemoryFetcher
from producers.poll import Poll
from producers.ports import Fetched
from producers.trouble import Trouble
from schemas.feed_state import FeedState
from schemas.sighting import Sighting
from schemas.source import Source
from schemas.wire import encode
from tests.builders import NOW, sighting
from wirewatch.replay.again import again

FEED = Feed("https://wire.example/rss.xml", Source(id="wire", name="The Wire", country="CHN"))
RSS = """<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>Лента</title><language>ru</language>
<item><guid isPermaLink="false">long-enough-guid-1</guid><title>Россия и Китай договорились</title><link>/1</link>
<description>&lt;p&gt;О газе.&lt;/p&gt;</description><pubDate>Thu, 08 May 2025 10:00:00</pubDate></item>
<item><title>Дождь</title><pubDate>вчера</pubDate></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><link href="https://wire.example/"/>
<entry><id>urn:uuid:0f</id><title type="html">Xi &amp;amp; Putin</title><link href="https://wire.example/7"/>
<content type="html">They met.</content><updated>2025-05-08T10:00:00Z</updated></entry></feed>"""


def polled(document: bytes) -> tuple[Sighting, ...]:
    poll = Poll(
        MemoryFetcher({FEED.address: Fetched(document, FEED.address)}), InlineParser(), lambda: NOW, 300
    )
    return asyncio.run(poll.poll_feed(FEED, FeedState(feed=FEED.key))).sightings


@pytest.mark.parametrize(
    "document",
    [
        RSS.format(encoding="utf-8").encode(),
        RSS.format(encoding="windows-1251").encode("cp1251"),
        ATOM.encode(),
    ],
    ids=["rss", "windows-1251", "atom"],
)
def test_the_same_parser_gives_the_same_sighting_from_the_kept_bytes(document: bytes) -> None:
    seen = polled(document)
    assert seen
    for each in seen:
        value = encode(each)
        found = Sighting.model_validate_json(asyncio.run(again(value, InlineParser())))
        assert found.item == each.item
        assert found.content_sha256 == each.content_sha256


def test_what_the_parser_reads_otherwise_now_is_taken_but_for_what_the_item_is() -> None:
    before = sighting()
    after = seen_again(
        before, ParsedFeed(entries=(Entry(title="Better", body="Text", published="2025-05-08"),))
    )
    assert (after.item.title, after.item.body) == ("Better", "Text")
    assert after.content_sha256 == after.item.text_sha256 != before.content_sha256
    kept = ("item_id", "identity", "source", "feed", "link", "first_seen_at", "origin")
    assert [getattr(after.item, name) for name in kept] == [getattr(before.item, name) for name in kept]
    assert after.entry_zlib == before.entry_zlib


def test_bytes_that_give_no_entry_or_several_leave_the_sighting_as_it_was() -> None:
    before = sighting()
    assert seen_again(before, Trouble("malformed", "…")) is before
    assert seen_again(before, ParsedFeed()) is before
    two = ParsedFeed(entries=(Entry(title="a"), Entry(title="b")))
    assert seen_again(before, replace(two)) is before
    assert asyncio.run(again(b"no sighting", InlineParser())) == b"no sighting"
