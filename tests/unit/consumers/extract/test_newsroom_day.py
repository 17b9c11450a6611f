"""The day a newsroom's "today" means."""

from datetime import UTC, date, datetime

import pytest

from consumers.extract.newsroom_day import newsroom_day
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
