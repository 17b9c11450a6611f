"""news.items: an entry seen in a feed, or the page of one. Not yet a revision: two pollers may see the same entry."""

from schemas.item import Item
from schemas.model import Model, Sha256, UtcTime


class PageSeen(Model):
    """Where page text came from: the address it was found at in the end, the canonical one it names, and what it says of itself, to be
    held against the feed. `page_sha256` is of its bytes, under which the store of pages keeps them for a while."""

    completes: int
    address: str
    canonical: str | None = None
    fetched_at: UtcTime
    page_sha256: Sha256
    title: str | None = None
    author: str | None = None
    published: str | None = None


class Sighting(Model):
    """An item as seen once, with the entry's original bytes (zlib-compressed) for replays and dead letters.

    `content_sha256` is over the normalised title and body: it decides whether a sighting is a new revision. One with a `page` (since
    1.1) completes the revision it names with the text of its page: it is no new one, and its entry is empty.
    """

    item: Item
    content_sha256: Sha256
    entry_zlib: bytes
    withdrawn: bool = False
    page: PageSeen | None = None
