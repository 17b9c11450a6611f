"""When a feed is polled next."""

from datetime import timedelta

from producers.schedule import LONGEST_S, SLEEPING_AFTER, health_of, is_due, next_due
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


def test_every_failure_doubles_the_wait_up_to_a_limit() -> None:
    assert 540 <= wait_s(failures=1) <= 660
    assert 1080 <= wait_s(failures=2) <= 1320
    assert wait_s(failures=500) <= LONGEST_S * 1.1


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
