"""items.state: the last revision of every item."""

from schemas.item import Completeness, Origin
from schemas.model import Model, Sha256


class ItemState(Model):
    """What classify must remember of an item; `relevant` tells whether a retraction would be news.

    `feed`, `completeness` and `text_chars` (code points) are of the revision in force, for telling a poorer copy in
    another feed of the source; they are empty where nothing is to be compared: after a withdrawal, or before 1.1.
    `origin` is backfill where no poll has given the item yet (since 1.2): a poll's revision is never replaced from a file.
    `page_sha256` (since 1.3) is the content of the page that completed this revision.
    """

    revision: int
    content_sha256: Sha256
    relevant: bool
    feed: str | None = None
    completeness: Completeness | None = None
    text_chars: int | None = None
    origin: Origin | None = None
    page_sha256: Sha256 | None = None
