"""When a feed is polled next.

A fixed interval with a little jitter, so that feeds of one start do not stay in step; doubled with every failure
in a row; a server's Retry-After is obeyed. (A feed's own rate, its TTL and robots rules will be more arguments
of `next_due`, nothing else.)
"""

from datetime import datetime, timedelta
from hashlib import blake2b

from schemas.feed_state import FeedHealth

JITTER = 0.1  # of the interval, either way
LONGEST_S = 6 * 3600  # a failing feed is still looked at four times a day
LONGEST_RETRY_AFTER_S = 24 * 3600  # what a server asks for is believed up to a day
SLEEPING_AFTER = 10  # failures in a row


def next_due(
    feed: str,
    now: datetime,
    *,
    polls: int,
    failures: int,
    interval_s: float,
    retry_after_s: float | None = None,
) -> datetime:
    """When to poll a feed again, given how often it was polled and failed in a row."""
    wait_s = interval_s * 2 ** min(failures, 16)
    wait_s = min(wait_s, max(LONGEST_S, interval_s))
    if retry_after_s is not None:
        wait_s = max(wait_s, min(retry_after_s, LONGEST_RETRY_AFTER_S))
        return now + timedelta(seconds=wait_s * (1 + JITTER * _fraction(feed, polls)))
    return now + timedelta(seconds=wait_s * (1 + JITTER * (2 * _fraction(feed, polls) - 1)))


def is_due(due_at: datetime | None, now: datetime) -> bool:
    """Whether it is time. A due time further off than any wait was written by a clock that jumped."""
    if due_at is None or due_at <= now:
        return True
    return due_at > now + timedelta(seconds=LONGEST_RETRY_AFTER_S * (1 + 2 * JITTER))


def health_of(failures: int) -> FeedHealth:
    """A failing feed's health."""
    return "sleeping" if failures >= SLEEPING_AFTER else "failing"


def _fraction(feed: str, polls: int) -> float:
    """A number in [0, 1) that differs from feed to feed and poll to poll, and is the same in every run."""
    return int.from_bytes(blake2b(f"{feed}\n{polls}".encode(), digest_size=4).digest()) / 2**32
