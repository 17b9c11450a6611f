"""The day a newsroom's "today" means."""

from datetime import UTC, date, datetime

import pytest

from consumers.extract.newsroom_day import newsroom_day
from schemas.item import TimeFlag
from tests.builders import SOURCE, item

LATE = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("CHN", date(2026, 11, 23)),
        ("RUS", date(2026, 11, 22)),
        ("USA", date(2026, 11, 22)),
        (None, date(2026, 11, 22)),
    ],
)
def test_a_late_item_belongs_to_the_day_of_its_newsroom(country: str | None, expected: date) -> None:
    source = SOURCE.model_copy(update={"country": country})
    assert newsroom_day(item(source=source, published_at=LATE)) == expected


def test_live_news_without_a_date_is_of_the_day_it_was_seen_and_older_news_of_none() -> None:
    assert newsroom_day(item(published_at=None, first_seen_at=LATE)) == date(2026, 11, 22)
    assert newsroom_day(item(published_at=None, origin="backfill")) is None


@pytest.mark.parametrize("flag", ["future", "impossible"])
def test_a_publication_day_that_cannot_be_is_no_day_to_count_from(flag: TimeFlag) -> None:
    far = datetime(2035, 1, 1, tzinfo=UTC)
    live = item(published_at=far, published_flags=(flag,), first_seen_at=LATE)
    old = item(published_at=far, published_flags=(flag,), first_seen_at=LATE, origin="backfill")

    assert newsroom_day(live) == date(2026, 11, 22)
    assert newsroom_day(old) is None


def test_a_publication_time_without_a_zone_still_tells_the_day() -> None:
    assert newsroom_day(item(published_at=LATE, published_flags=("no_zone",))) == date(2026, 11, 22)
