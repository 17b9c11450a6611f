"""How a feed fares, in a closed vocabulary. Pure."""

from datetime import date, datetime, timedelta

from schemas.feed_state import FeedCondition, FeedState

STALE_AFTER = timedelta(days=14)
DAYS_KEPT = 30
DAYS_KNOWN = 7
SILENT_SHARE, FLOOD_TIMES, FLOOD_LEAST = 0.1, 5.0, 50
"""Against its own past: a day with less than a tenth of its usual, or more than five times as much."""

_BLOCKED = ("403", "451", "tls", "401")


def condition_of(state: FeedState, now: datetime) -> FeedCondition:
    """The condition of a feed."""
    if state.polls == 0:
        return "new"
    if state.failures:
        return _failing(state)
    newest = state.newest_at or state.last_new_at
    if newest is not None and now - newest > STALE_AFTER:
        return "stale"
    return _by_volume(days_up_to(state, now.date()))


def days_up_to(state: FeedState, today: date) -> tuple[int, ...]:
    """New items of each of the last days, today's last."""
    if state.days_to is None:
        return ()
    later = min(max((today - state.days_to).days, 0), DAYS_KEPT)
    return (*state.days, *((0,) * later))[-DAYS_KEPT:]


def days_after(state: FeedState, new: int, today: date) -> tuple[int, ...]:
    """The same with so many more today."""
    days = days_up_to(state, today) or (0,)
    return (*days[:-1], days[-1] + new)


def _failing(state: FeedState) -> FeedCondition:
    text = f"{state.error} {state.error_text or ''}"
    if state.error == "gone" or ("404" in text and state.health == "sleeping"):
        return "gone"
    if state.error in ("tls", "not_a_feed", "http_4xx") and (
        state.error == "not_a_feed" or any(b in text for b in _BLOCKED)
    ):
        return "blocked"
    return "asleep" if state.health == "sleeping" else "failing"


def _by_volume(days: tuple[int, ...]) -> FeedCondition:
    """Yesterday against the days before: today is not over yet, so it can only flood."""
    if len(days) <= DAYS_KNOWN:
        return "live" if sum(days) else "quiet"
    *past, yesterday, today = days
    usual = sum(past) / len(past)
    if today > max(FLOOD_TIMES * usual, FLOOD_LEAST):
        return "flooding"
    if usual >= 5 and yesterday < SILENT_SHARE * usual and today < SILENT_SHARE * usual:
        return "silent"
    return "live" if sum(days[-DAYS_KNOWN:]) else "quiet"
