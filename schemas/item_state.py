"""items.state: the last revision of every item."""

from schemas.model import Model, Sha256


class ItemState(Model):
    """What classify must remember of an item; `relevant` tells whether a retraction would be news."""

    revision: int
    content_sha256: Sha256
    relevant: bool
