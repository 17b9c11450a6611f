"""Looking at one feed before it is watched: what it gives, and what will be troublesome."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from producers.entry import ParsedFeed
from producers.feed import Feed
from producers.ports import Fetched, Fetcher, NotModified, Parser, Validators
from producers.reading import Reading, read_document
from producers.sightings import Publication, publish
from producers.slices import cut
from producers.trouble import ErrorCode, Trouble
from schemas.feed_state import FeedState
from schemas.item import Completeness, IdentityReason, Item, TimeFlag
from schemas.source import Source


@dataclass(frozen=True, slots=True)
class FeedCheck:
    """What a look at a feed found. `error` and `error_text` where it cannot be polled; then the rest is empty.

    `title`, `about`, `site` and `rights` are what the feed says of itself.
    `identities` and `completeness` count items, `dates_read` those whose publication time is clear;
    `warnings` are sentences.
    """

    feed: str
    error: ErrorCode | None = None
    error_text: str | None = None
    address: str | None = None
    redirects: tuple[str, ...] = ()
    content_type: str | None = None
    size_bytes: int = 0
    encoding: str | None = None
    title: str | None = None
    about: str | None = None
    site: str | None = None
    rights: str | None = None
    asks_conditionally: bool = False
    entries: int = 0
    items: tuple[Item, ...] = ()
    dead: int = 0
    newest_at: datetime | None = None
    dates_read: int = 0
    languages: tuple[str, ...] = ()
    identities: tuple[tuple[IdentityReason, int], ...] = ()
    completeness: tuple[tuple[Completeness, int], ...] = ()
    warnings: tuple[str, ...] = ()


async def check_feed(
    address: str, fetcher: Fetcher, parser: Parser, now: datetime, source: Source | None = None
) -> FeedCheck:
    """Fetch and read a feed as a first poll would, and publish nothing."""
    feed = Feed(address, source or Source(id="check", name="check"))
    answer = await fetcher.fetch(address, Validators())
    if isinstance(answer, Trouble):
        return FeedCheck(feed.key, answer.code, answer.text)
    if isinstance(answer, NotModified):
        return FeedCheck(
            feed.key, "bad_response", f"{feed.host} says nothing has changed, though it was not asked."
        )
    reading = await read_document(answer.body, answer.content_type, feed.key, (), parser)
    if isinstance(reading, Trouble):
        return FeedCheck(
            feed.key,
            reading.code,
            reading.text,
            address=answer.address,
            redirects=answer.redirects,
            content_type=answer.content_type,
            size_bytes=len(answer.body),
        )
    head = reading.feed or await parser.parse(cut(answer.body, answer.content_type).head_alone(), feed.key)
    publication = publish(feed, FeedState(feed=feed.key), reading, now)
    return _found(feed, answer, reading, publication, head if isinstance(head, ParsedFeed) else ParsedFeed())


def _found(
    feed: Feed, answer: Fetched, reading: Reading, publication: Publication, head: ParsedFeed
) -> FeedCheck:
    items = tuple(reversed([sighting.item for sighting in publication.sightings]))
    dates = [item.published_at for item in items if item.published_at]
    languages = Counter(item.language_declared for item in items if item.language_declared)
    check = FeedCheck(
        feed.key,
        address=answer.address,
        redirects=answer.redirects,
        content_type=answer.content_type,
        size_bytes=len(answer.body),
        encoding=reading.encoding,
        title=head.title,
        about=head.about,
        site=head.site,
        rights=head.rights,
        asks_conditionally=bool(answer.validators.etag or answer.validators.last_modified),
        entries=len(reading.pieces),
        items=items,
        dead=len(publication.dead),
        newest_at=max(dates, default=None),
        dates_read=sum(1 for item in items if item.published_at and not item.published_flags),
        languages=tuple(language for language, _ in languages.most_common()),
        identities=tuple(Counter(item.identity for item in items).most_common()),
        completeness=tuple(Counter(item.completeness for item in items).most_common()),
    )
    return replace(check, warnings=tuple(_warnings(check, reading)))


def _warnings(check: FeedCheck, reading: Reading) -> Iterator[str]:
    items = len(check.items)
    flags = Counter(flag for item in check.items for flag in item.published_flags)
    by_content = dict(check.identities).get("content", 0)
    if check.redirects:
        yield f"It has moved: use {check.address} instead."
    if not check.entries:
        yield "It holds no entries now."
    if check.entries > items + check.dead:
        yield f"{check.entries - items - check.dead} entries repeat others of the document."
    if not check.asks_conditionally:
        yield "It gives neither ETag nor Last-Modified, so every poll transfers it whole."
    if not reading.was_cut and check.entries:
        yield "Its entries cannot be told apart without parsing, so every changed document is parsed whole."
    if check.dead:
        yield f"{check.dead} entries cannot be read and would become dead letters."
    if by_content:
        yield f"{by_content} of {items} items are known only by their text: an edit makes a new item of them."
    for flag, count in sorted(flags.items()):
        yield f"{count} of {items} items: {_FLAG_WORDS[flag]}."


_FLAG_WORDS: dict[TimeFlag, str] = {
    "missing": "no publication time",
    "unreadable": "a publication time that cannot be read",
    "impossible": "a publication time that cannot be",
    "future": "a publication time in the future",
    "no_zone": "a publication time without its zone; the source's own clock is assumed",
}
