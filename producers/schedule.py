"""When a feed is polled next: by its own rate, within what the settings and its hints allow. Pure.

A feed is asked so often that between two polls no more than a third of its window can be new, and about one item is; a quiet one is asked
seldom. Failures wait longer, in even steps by how bad they are; a server's Retry-After is obeyed. A little jitter keeps feeds of one
start from staying in step.
"""

from datetime import datetime, timedelta
from hashlib import blake2b

from producers.hints import HINT_MOST_S, Hints, after_skipped
from producers.rate import Rate
from producers.trouble import ErrorCode
from schemas.feed_state import FeedHealth

JITTER = 0.1  # of the interval, either way
LONGEST_S = 6 * 3600  # a failing feed is still looked at four times a day
LONGEST_RETRY_AFTER_S = 24 * 3600  # what a server asks for is believed up to a day
ASLEEP_S = 24 * 3600  # a feed that is gone is looked for once a day
SLEEPING_AFTER = 10  # weight of failures in a row
FASTER, SLOWER = 5.0, 4.0
"""A fast feed is polled up to so many times as often as the setting says, a quiet one so many times as seldom."""
SHORTEST_S = 30.0
ITEMS_A_POLL = 1.0
WINDOW_SHARE = 1 / 3
KNOWN_H = 24.0
"""Hours of watching until a feed is known to be as quiet as it seems."""

_WEIGHTS: dict[ErrorCode, int] = {
    "gone": 10, "http_4xx": 2, "not_a_feed": 2, "forbidden_address": 5, "malformed": 1, "too_large": 2, "tls": 2, "dns": 1,
}  # fmt: skip
"""How much a failure weighs; others 1, and trouble that passes (a time-out, 5xx, 429) 1."""


NO_HINTS = Hints()


def weight_of(code: ErrorCode) -> int:
    """How much a failure weighs."""
    return _WEIGHTS.get(code, 1)


def interval_s(
    usual_s: float, rate: Rate, window: int, now: datetime, fresh_s: float | None, hints: Hints
) -> float:
    """Seconds between polls of a feed that works; `window` are the entries of its document."""
    shortest = max(usual_s / FASTER, min(SHORTEST_S, usual_s))
    longest = usual_s * (1 + (SLOWER - 1) * min(rate.watched_h / KNOWN_H, 1.0))
    expected = rate.at(now) / 3600
    wanted = ITEMS_A_POLL / expected if expected > 0 else longest
    bound = window * WINDOW_SHARE / expected if expected > 0 and window else longest
    waited = min(wanted if rate.watched_h else usual_s, longest)
    asked = min(max(fresh_s or 0.0, hints.every_s or 0.0), HINT_MOST_S)
    return max(min(max(waited, min(asked, longest)), bound), shortest)


def next_due(
    feed: str,
    now: datetime,
    *,
    polls: int,
    failures: int,
    interval_s: float,
    retry_after_s: float | None = None,
    hints: Hints = NO_HINTS,
) -> datetime:
    """When to poll a feed again, given how often it was polled and what failures in a row weigh."""
    wait_s = interval_s * (1 + failures)
    wait_s = min(wait_s, max(LONGEST_S, interval_s))
    if failures >= 2 * SLEEPING_AFTER:
        wait_s = max(wait_s, ASLEEP_S)
    if retry_after_s is not None:
        wait_s = max(wait_s, min(retry_after_s, LONGEST_RETRY_AFTER_S))
        return now + timedelta(seconds=wait_s * (1 + JITTER * _fraction(feed, polls)))
    due = now + timedelta(seconds=wait_s * (1 + JITTER * (2 * _fraction(feed, polls) - 1)))
    return after_skipped(due, hints)


def is_due(due_at: datetime | None, now: datetime) -> bool:
    """Whether it is time. A due time further off than any wait was written by a clock that jumped."""
    if due_at is None or due_at <= now:
        return True
    return due_at > now + timedelta(seconds=(LONGEST_RETRY_AFTER_S + ASLEEP_S) * (1 + 2 * JITTER))


def health_of(failures: int) -> FeedHealth:
    """A failing feed's health."""
    return "sleeping" if failures >= SLEEPING_AFTER else "failing"


def _fraction(feed: str, polls: int) -> float:
    """A number in [0, 1) that differs from feed to feed and poll to poll, and is the same in every run."""
    return int.from_bytes(blake2b(f"{feed}\n{polls}".encode(), digest_size=4).digest()) / 2**32
