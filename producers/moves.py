"""Feeds that have moved for good: when the new address is believed. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

TIMES_LEAST = 3
DAYS_LEAST = timedelta(days=2)
"""A permanent redirect is adopted when it was given so often, over so long a time: many are mistakes of an hour."""


@dataclass(frozen=True, slots=True)
class Move:
    """Where a feed was said to have moved to, how often in a row, since when, and whether that is believed."""

    to: str
    times: int
    since: datetime
    adopted: bool = False


def moved(known: Move | None, to: str | None, now: datetime, *, is_feed: bool) -> Move | None:
    """What is known of a move after an answer. Only answers whose document was read as a feed count; one without a permanent redirect, or
    with another, begins anew. What was adopted stays, until it is told otherwise."""
    if known is not None and known.adopted and to in (None, known.to):
        return known
    if to is None or not is_feed:
        return None
    if known is None or known.to != to:
        return Move(to, 1, now)
    times = known.times + 1
    return Move(to, times, known.since, times >= TIMES_LEAST and now - known.since >= DAYS_LEAST)
