"""What reading a file gives."""

from dataclasses import dataclass
from datetime import datetime

from producers.archived import Row


@dataclass(frozen=True, slots=True)
class Archived:
    """A feed's document. `address` is where it was fetched, where that is known, `seen_at` when."""

    place: str
    body: bytes
    content_type: str | None = None
    address: str | None = None
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Single:
    """One item that a file gives by itself, with the time it was seen where that is known."""

    row: Row
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be read, where, and why."""

    place: str
    why: str


Found = Archived | Single | Fault
