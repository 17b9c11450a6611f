"""When a feed is polled next."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from producers.hints import Hints, after_skipped
from producers.rate import Rate
from producers.schedule import (
    ASLEEP_S,
    LONGEST_S,
    NO_HINTS,
    SLEEPING_AFTER,
    health_of,
    interval_s,
    is_due,
    next_due,
)
from tests.unit.producers.feeds import NOW


def wait_s(failures: int = 0, retry_after_s: float | None = None, feed: str = "a", polls: int = 1) -> float:
    due = next_due(feed, NOW, polls=polls, failures=failures, interval_s=300, retry_after_s=retry_after_s)
    return (due - NOW).total_seconds()


def test_a_working_feed_is_polled_at_its_interval_give_or_take_a_tenth() -> None:
    waits = [wait_s(feed=f"feed{n}") for n in range(200)]
    assert all(270 <= wait <= 330 for wait in waits)
    assert max(waits) - min(waits) > 40


def test_the_same_poll_of_the_same_feed_gives_the_same_time() -> None:
    assert wait_s() == wait_s()


def test_failures_wait_longer_in_even_steps_up_to_a_limit() -> None:
    assert 540 <= wait_s(failures=1) <= 660
    assert 810 <= wait_s(failures=2) <= 990
    assert wait_s(failures=15) <= LONGEST_S * 1.1
    assert 0.9 * ASLEEP_S <= wait_s(failures=500) <= 1.1 * ASLEEP_S


def interval(rate: Rate, window: int = 50, fresh_s: float | None = None, hints: Hints = NO_HINTS) -> float:
    return interval_s(300, rate, window, NOW, fresh_s, hints)


def test_a_fast_wire_is_polled_before_its_window_can_turn_over_and_a_quiet_one_seldom() -> None:
    assert interval(Rate()) == 300
    assert interval(Rate(overall=60, watched_h=48)) == 60
    assert interval(Rate(overall=12, watched_h=48)) == 300
    assert interval(Rate(overall=0, watched_h=48)) == 1200
    assert interval(Rate(overall=0, watched_h=1)) < 400
    assert interval(Rate(overall=20, watched_h=48), window=3) == 180


def test_hints_are_followed_but_never_so_that_a_window_turns_over() -> None:
    assert interval(Rate(overall=12, watched_h=48), fresh_s=900) == 900
    assert interval(Rate(overall=12, watched_h=48), hints=Hints(every_s=86_400)) == 1200
    assert interval(Rate(overall=60, watched_h=48), window=20, fresh_s=900) == pytest.approx(400)


@given(
    st.floats(0, 1e4),
    st.floats(0, 1e4),
    st.integers(0, 5000),
    st.none() | st.floats(0, 1e9),
    st.none() | st.floats(0, 1e9),
)
def test_whatever_a_feed_does_it_is_polled_within_bounds(
    overall: float, watched_h: float, window: int, fresh_s: float | None, every_s: float | None
) -> None:
    assert 60 <= interval(Rate(overall, watched_h), window, fresh_s, Hints(every_s)) <= 1200


def test_hours_that_a_feed_skips_are_skipped() -> None:
    at = NOW.replace(hour=2, minute=10)
    assert after_skipped(at, Hints(skip_hours=(2, 3))) == at.replace(hour=4, minute=0)
    assert after_skipped(at, Hints()) == at
    assert after_skipped(at, Hints(skip_days=(at.weekday(),))) == at.replace(hour=0, minute=0) + timedelta(
        days=1
    )


def test_what_the_server_asks_for_is_obeyed_up_to_a_day() -> None:
    assert 7200 <= wait_s(retry_after_s=7200) <= 7200 * 1.1
    assert wait_s(retry_after_s=10) >= 300
    assert wait_s(retry_after_s=1e9) <= 86400 * 1.1


def test_a_due_time_from_a_clock_that_jumped_is_not_waited_for() -> None:
    assert is_due(None, NOW)
    assert is_due(NOW, NOW)
    assert not is_due(NOW + timedelta(minutes=5), NOW)
    assert is_due(NOW + timedelta(days=400), NOW)


def test_a_feed_that_fails_for_long_sleeps() -> None:
    assert health_of(1) == "failing"
    assert health_of(SLEEPING_AFTER) == "sleeping"
