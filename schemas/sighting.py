"""news.items: an entry seen in a feed. Not yet a revision: two pollers may see the same entry."""

from schemas.item import Item
from schemas.model import Model, Sha256


class Sighting(Model):
    """An item as seen once, with the entry's original bytes (zlib-compressed) for replays and dead letters.

    `content_sha256` is over the normalised title and body: it decides whether a sighting is a new revision.
    """

    item: Item
    content_sha256: Sha256
    entry_zlib: bytes
    withdrawn: bool = False
