"""index.state: which index the stage last wrote to, for each partition of the coverage (or for all, under one key)."""

from schemas.model import Model


class IndexState(Model):
    """The uuid of the index that the committed offsets belong to: another one has to be filled from the start."""

    uuid: str
