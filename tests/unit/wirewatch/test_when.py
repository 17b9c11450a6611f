"""Moments as people type them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirewatch.when import moment

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30min", NOW - timedelta(minutes=30)),
        ("12h", NOW - timedelta(hours=12)),
        ("30d", NOW - timedelta(days=30)),
        ("2w", NOW - timedelta(weeks=2)),
        ("2026-11-01", datetime(2026, 11, 1, tzinfo=UTC)),
        ("2026-11-01T08:00+03:00", datetime(2026, 11, 1, 5, tzinfo=UTC)),
        ("999999w", datetime.min.replace(tzinfo=UTC)),
    ],
)
def test_a_moment_is_read(text: str, expected: datetime) -> None:
    assert moment(text, NOW) == expected


@given(st.text(max_size=20))
def test_anything_else_is_a_value_error_that_says_what_is_accepted(text: str) -> None:
    said = ""
    try:
        read = moment(text, NOW)
    except ValueError as error:
        said = str(error)
    assert "30d" in said or read.tzinfo is UTC
