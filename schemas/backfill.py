"""backfills: what was brought in from files, so that a second time brings nothing."""

from schemas.feed_state import SeenEntry
from schemas.model import Model, UtcTime


class Backfilled(Model):
    """How far a file is, by a hash of its bytes and of how it was read; or (key "feed …") which entries of an archived
    feed were seen last, so that the next copy of it brings only what is new."""

    name: str
    batches: int = 0
    items: int = 0
    done: bool = False
    at: UtcTime | None = None
    seen: tuple[SeenEntry, ...] = ()
    repeated_guids: tuple[str, ...] = ()


class FileBackfill(Model):
    """What `wirewatch backfill --json` prints of a file."""

    file: str
    format: str | None
    again: bool
    items: int
    known: int
    faults: int
    examples: tuple[str, ...] = ()
