"""Whatever bytes a feed sends: they are read without an exception, the same way twice, and the same way by every reader.

Coverage-guided, with Atheris (libFuzzer for Python): `make fuzz-parser MINUTES=60`. It takes libFuzzer's own options and folders
of seeds; an input that breaks a promise is written to `crash-…`, one that takes over `-timeout` seconds to `timeout-…`.
"""

import asyncio
import logging
import sys
import traceback
import warnings
from datetime import UTC, datetime

import atheris

with atheris.instrument_imports(include=["producers", "feedparser", "schemas.item", "schemas.press_release"]):
    from producers.encoding import encoding_of
    from producers.entry import ParsedFeed
    from producers.feed import Feed
    from producers.fields import entries_of
    from producers.parse import parse_anyhow, parse_document
    from producers.plain import parse_plainly
    from producers.reading import Reading, read_document
    from producers.sightings import publish
    from producers.slices import cut
    from producers.strict import parse_strictly
    from producers.trouble import Trouble
from schemas.feed_state import FeedState
from schemas.source import Source

ADDRESS = "https://wire.example/rss"
FEED = Feed(ADDRESS, Source(id="wire", name="Wire"))
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
TYPES = (
    None, "application/rss+xml", "text/xml; charset=windows-1251", "application/xml; charset=gb2312", "text/html; charset=big5", "text/xml; charset=utf-16",
)  # fmt: skip
"""What the server says of the document; an input's first byte draws one."""


class ContainedParser:
    """What the parser's process does: a document at which feedparser itself raises is one that stops the parser, and nothing else is.
    Well-formed documents never reach that part of it, so that they must not."""

    async def parse(
        self, document: bytes, address: str, *, keep_markup: bool = False
    ) -> ParsedFeed | Trouble:
        """The entries of a document."""
        try:
            return parse_document(document, address, keep_markup=keep_markup)
        except Exception as error:
            if not in_loose_feedparser(error):
                raise
            return Trouble("parse_crashed", type(error).__name__)


def in_loose_feedparser(error: Exception) -> bool:
    """Whether feedparser raised it, reading a document its own way."""
    calls = traceback.extract_tb(error.__traceback__)
    return "feedparser" in calls[-1].filename and any(call.name == "parse_anyhow" for call in calls)


def read_twice(data: bytes) -> None:
    """Raise AssertionError where a promise about any document is broken."""
    content_type, body = TYPES[data[0] % len(TYPES)] if data else None, data[1:]
    encoding_of(body, content_type)
    reading = asyncio.run(read_document(body, content_type, ADDRESS, (), ContainedParser()))
    again = asyncio.run(read_document(body, content_type, ADDRESS, (), ContainedParser()))
    if not isinstance(reading, Reading) or not isinstance(again, Reading):
        assert type(reading) is type(again)
        return
    assert reading.pieces == again.pieces, "the same bytes gave other entries"
    first = publish(FEED, FeedState(feed=FEED.key, last_ok_at=NOW), reading, NOW)
    known = FeedState(feed=FEED.key, last_ok_at=NOW, seen=first.seen)
    if {piece.digest for piece in reading.pieces} <= {each.digest for each in first.seen}:
        assert not publish(FEED, known, reading, NOW).sightings, "the same document was news twice"
    readers_agree(cut(body, content_type).whole())


def readers_agree(document: bytes) -> None:
    """The quick readers give what feedparser gives, or leave the document to it."""
    if (
        b"<!ENTITY" in document or b"<!DOCTYPE" in document
    ):  # feedparser cuts them out by a pattern, of comments and texts too
        return
    plain, strict = parse_plainly(document, ADDRESS, keep_markup=True), parse_strictly(document)
    if plain is None and strict is None:
        return
    try:
        anyhow = entries_of(parse_anyhow(document), ADDRESS, keep_markup=True)
    except Exception as error:
        if in_loose_feedparser(error):
            return
        raise
    assert plain is None or plain == anyhow, f"plain reading differs: {plain} {anyhow}"
    if strict is not None:
        read = entries_of(strict, ADDRESS, keep_markup=True)
        assert read == anyhow, f"strict reading differs: {read} {anyhow}"


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    atheris.Setup(sys.argv, read_twice)
    atheris.Fuzz()
