"""When a rule speaks, as it is written."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from consumers.alert.quiet import Quiet, quiet_of
from consumers.alert.when import AtOnce, Count, Digest, Silence, Spike, WhenError, when_of

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("at once", AtOnce()),
        ("digest 0 8 * * mon-fri Europe/Berlin", Digest("0 8 * * mon-fri", "Europe/Berlin")),
        ("digest 30 17 * * *", Digest("30 17 * * *", "UTC")),
        ("count >= 3 within 2h", Count(3, timedelta(hours=2))),
        ("spike >= 2.5x within 6h", Spike(2.5, timedelta(hours=6))),
        ("silence  24h", Silence(timedelta(days=1))),
    ],
)
def test_each_form_is_read(written: str, read: object) -> None:
    assert when_of(written) == read


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("hourly", "at once"),
        ("count >= 1 within 2h", "from 2 to 500"),
        ("count >= 3 within 2 hours", "length of time"),
        ("count >= 3 within 90d", "31 days"),
        ("digest 0 25 * * *", "cron"),
        ("digest 0 8 31 2 *", "ever comes"),
        ("digest 0 8 * * * Europe/Nowhere", "time zone"),
        ("spike >= 1x within 6h", "2x or 3x"),
    ],
)
def test_what_is_no_form_is_told_with_what_to_write(written: str, said: str) -> None:
    with pytest.raises(WhenError, match=said):
        when_of(written)


def test_a_digest_comes_at_its_time_of_day_on_both_sides_of_the_change_of_clocks() -> None:
    digest = Digest("0 8 * * *", "Europe/Berlin")
    before, after = datetime(2026, 3, 28, 9, tzinfo=BERLIN), datetime(2026, 3, 29, 9, tzinfo=BERLIN)
    assert digest.next_after(before).astimezone(UTC) == datetime(2026, 3, 29, 6, tzinfo=UTC)
    assert digest.next_after(after).astimezone(UTC) == datetime(2026, 3, 30, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hour", "ends"), [(22, 7 + 24), (23, 7 + 24), (3, 7), (7, None), (12, None), (21, None)]
)
def test_quiet_hours_over_midnight_end_in_the_morning(hour: int, ends: int | None) -> None:
    quiet = quiet_of("22:00-07:00 Europe/Moscow")
    assert quiet == Quiet(time(22), time(7), "Europe/Moscow")
    midnight = datetime(2026, 3, 3, tzinfo=ZoneInfo("Europe/Moscow"))
    expected = None if ends is None else midnight + timedelta(hours=ends)
    assert quiet.until(midnight + timedelta(hours=hour)) == expected


@pytest.mark.parametrize("written", ["22-7", "25:00-07:00", "22:00-22:00", "22:00-07:00 Mars/Base"])
def test_quiet_hours_that_are_none_are_refused(written: str) -> None:
    with pytest.raises(WhenError):
        quiet_of(written)
