"""What was missed between two polls: where a whole window of entries is new, older ones may have come and gone. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from schemas.sighting import Sighting

WINDOW_LEAST = 5
"""Entries of a document before one tells anything: a short window turns over by itself."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A time of which entries may be missing: from the last poll that worked to the oldest entry of this one."""

    since: datetime
    until: datetime

    @property
    def seconds(self) -> float:
        """How long it is."""
        return max((self.until - self.since).total_seconds(), 0.0)


def gap_of(
    last_ok_at: datetime | None, entries: int, known: int, sightings: Sequence[Sighting], now: datetime
) -> Gap | None:
    """The gap before a document of so many entries, of which so many were known; None where they overlap, where it is the first one, or
    where it is too short to tell."""
    if last_ok_at is None or entries < WINDOW_LEAST or known > 0 or len(sightings) < WINDOW_LEAST:
        return None
    dates = [
        each.item.published_at
        for each in sightings
        if each.item.published_at is not None and not each.item.published_flags
    ]
    oldest = min(dates, default=now)
    return Gap(last_ok_at, min(max(oldest, last_ok_at), now))
