"""feeds.state: what a poller remembers of a feed, committed together with the items it saw.

Keyed by feed, partitioned by host: politeness to a host has one owner.
"""

from typing import Literal

from schemas.model import Model, UtcTime

FeedHealth = Literal["new", "ok", "unchanged", "failing", "sleeping"]


class SeenEntry(Model):
    """An entry of the last document: the digest of its raw slice, the item it gave (empty where it became a
    dead letter), and a short hash of the item's content: bytes that change without it are no news."""

    digest: str
    item_id: str
    content: str | None = None


class FeedState(Model):
    """One feed's state. `seen` is the last document's entries, then some that lately left it, so that only new
    or changed ones are parsed; `repeated_guids` the names (guids, links) known to stand for several entries."""

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
