"""feeds.state and feeds.seen: what a poller remembers of a feed, committed together with the items it saw.

Both are keyed by feed, partitioned by host: politeness to a host has one owner.
"""

from datetime import date
from typing import Literal

from schemas.model import Model, UtcTime

FeedHealth = Literal["new", "ok", "unchanged", "failing", "sleeping"]
FeedCondition = Literal[
    "new", "live", "quiet", "stale", "silent", "flooding", "failing", "blocked", "gone", "asleep"
]
"""docs/polling.md explains each."""


class SeenEntry(Model):
    """An entry of the last document: the digest of its raw slice, the item it gave (empty where it became a
    dead letter), and a short hash of the item's content: bytes that change without it are no news."""

    digest: str
    item_id: str
    content: str | None = None


class FeedSeen(Model):
    """feeds.seen: the last document's entries, then some that lately left it, so that only new or changed ones are parsed. A topic of
    its own, because most polls bring nothing and need none of it."""

    feed: str
    entries: tuple[SeenEntry, ...] = ()


class FeedRate(Model):
    """New items an hour, and how they are spread over the hours of a day (UTC; 1: as usual); `watched_h` hours were watched."""

    overall: float = 0.0
    watched_h: float = 0.0
    by_hour: tuple[float, ...] = (1.0,) * 24


class FeedMove(Model):
    """Where the feed was said to have moved to for good, how often in a row, since when; `adopted`: it is polled there."""

    to: str
    times: int
    since: UtcTime
    adopted: bool = False


class FeedGap(Model):
    """A time of which entries may be missing: a whole window of them was new."""

    since: UtcTime
    until: UtcTime
    found_at: UtcTime


class FeedState(Model):
    """One feed's state. `repeated_guids` are the names (guids, links) known to stand for several entries.

    Since 1.1: `rate` and `window` (entries of its document) set how often it is polled, `fresh_s`, `every_s`, `skip_hours` and `skip_days`
    are hints of server and feed; `move`, `gaps` and `last_gap` as their models say; `told_unchanged` counts answers in a row that nothing
    has changed, `distrusted` that such an answer was wrong; `newest_at` is the newest date an entry claimed; `days` are the new items of
    each of the last days, the newest last, up to `days_to`.
    Since 1.2: `source_id` is the catalogue's, as of the last poll.
    Since 1.3: `seen`, the entries that are known, lies in feeds.seen; older records have it here.
    """

    feed: str
    etag: str | None = None
    last_modified: str | None = None
    body_digest: str | None = None
    seen: tuple[SeenEntry, ...] = ()
    repeated_guids: tuple[str, ...] = ()
    polls: int = 0
    items: int = 0
    health: FeedHealth = "new"
    failures: int = 0
    error: str | None = None
    error_text: str | None = None
    last_polled_at: UtcTime | None = None
    last_ok_at: UtcTime | None = None
    last_new_at: UtcTime | None = None
    next_due_at: UtcTime | None = None
    rate: FeedRate = FeedRate()
    window: int = 0
    fresh_s: float | None = None
    every_s: float | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    move: FeedMove | None = None
    gaps: int = 0
    last_gap: FeedGap | None = None
    told_unchanged: int = 0
    distrusted: bool = False
    newest_at: UtcTime | None = None
    days: tuple[int, ...] = ()
    days_to: date | None = None
    source_id: str | None = None
