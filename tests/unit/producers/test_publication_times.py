"""When an entry says it was published."""

from datetime import UTC, datetime

import pytest

from producers.dates import Published, read_published

NOW = datetime(2026, 8, 20, 12, 0, tzinfo=UTC)


def read(claim: str, country: str | None = None, seconds: float | None = None) -> Published:
    return read_published(((claim, seconds),), NOW, country)


@pytest.mark.parametrize(
    ("claim", "moment"),
    [
        ("Mon, 16 Mar 2015 16:39:56 +0800", "2015-03-16T08:39:56"),
        ("Sat, 23 Jun 2018 15:39 GMT", "2018-06-23T15:39:00"),  # no seconds
        ("07 Jan 2017 18:20:03 +0300", "2017-01-07T15:20:03"),  # no weekday
        ("Mon, 16 Mar 2015 16:39:56 +03:00", "2015-03-16T13:39:56"),
        ("Mon, 16 Mar 2015 16:39:56 GMT+3", "2015-03-16T13:39:56"),
        ("2022-07-28T03:40:34.000000000Z", "2022-07-28T03:40:34"),
        ("2009-12-08T16:59:02.544-08:00", "2009-12-09T00:59:02"),
        ("2009-12-08T16:59:02-0800", "2009-12-09T00:59:02"),  # offset without colon
        ("Пн, 16 мар 2015 16:39:56 +0300", "2015-03-16T13:39:56"),
        ("Понедельник, 16 марта 2015 16:39:56 +0300", "2015-03-16T13:39:56"),
        ("Пнд, 16 Мар 2015 16:39:56 MSK", "2015-03-16T13:39:56"),
        ("周一, 16 三月 2015 16:39:56 +0800", "2015-03-16T08:39:56"),
        ("lun., 16 mars 2015 16:39:56 +0100", "2015-03-16T15:39:56"),
        ("March 16, 2015 4:39 PM EST", "2015-03-16T21:39:00"),
        ("Mon Mar 16 16:39:56 MSK 2015", "2015-03-16T13:39:56"),
        ("20150316T163956Z", "2015-03-16T16:39:56"),
        ("1426493004", "2015-03-16T08:03:24"),
        ("Thu, 31 Dec 2015 24:00:00 GMT", "2016-01-01T00:00:00"),
        ("Tue, 30 Jun 2015 23:59:60 GMT", "2015-06-30T23:59:59"),
        ("16 Mar 15 16:39 GMT", "2015-03-16T16:39:00"),
    ],
)
def test_newswires_forms_are_read_with_their_zone(claim: str, moment: str) -> None:
    assert read(claim) == Published(datetime.fromisoformat(moment + "+00:00"), claim, ())


@pytest.mark.parametrize(
    ("claim", "country", "moment"),
    [
        ("2020/1/10 14:33:00", "CHN", "2020-01-10T06:33:00"),
        ("2024年5月16日 10:00", "CHN", "2024-05-16T02:00:00"),
        ("16.03.2015 16:39", "RUS", "2015-03-16T13:39:00"),
        ("2015-03-16 16:39:56", None, "2015-03-16T16:39:56"),
        ("2015-03-16", "CHN", "2015-03-16T00:00:00"),  # no zone moves a day
    ],
)
def test_without_a_zone_the_newsrooms_clock_is_assumed_and_said(
    claim: str, country: str | None, moment: str
) -> None:
    assert read(claim, country) == Published(datetime.fromisoformat(moment + "+00:00"), claim, ("no_zone",))


def test_cst_is_chinas_time_in_china() -> None:
    claim = "Mon, 16 Mar 2015 16:00:00 CST"
    assert read(claim, "CHN").at == datetime(2015, 3, 16, 8, tzinfo=UTC)
    assert read(claim, "USA").at == datetime(2015, 3, 16, 22, tzinfo=UTC)


def test_no_date_is_missing() -> None:
    assert read_published(((None, None), (None, None)), NOW) == Published(flags=("missing",))


def test_words_are_unreadable_unless_feedparser_reads_them() -> None:
    assert read("yesterday evening") == Published(None, "yesterday evening", ("unreadable",))
    assert read("Κυρ, 11 Ιούλ 2004", seconds=1089547200.0).at == datetime(2004, 7, 11, 12, tzinfo=UTC)


@pytest.mark.parametrize("claim", ["Tue, 31 Feb 2024 10:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "2024-13-45"])  # fmt: skip
def test_what_cannot_be_is_flagged(claim: str) -> None:
    published = read(claim)
    assert published.at is None
    assert "impossible" in published.flags


def test_the_near_future_is_kept_and_the_far_future_is_not() -> None:
    assert read("Thu, 20 Aug 2026 15:00:00 GMT") == Published(
        datetime(2026, 8, 20, 15, tzinfo=UTC), "Thu, 20 Aug 2026 15:00:00 GMT", ("future",)
    )
    far = read("Fri, 20 Aug 2060 15:00:00 GMT")
    assert (far.at, far.flags) == (None, ("future",))


def test_a_clock_a_few_minutes_ahead_is_no_future() -> None:
    assert read("Thu, 20 Aug 2026 12:30:00 GMT").flags == ()


def test_the_next_claim_helps_where_the_first_says_nothing() -> None:
    published = read_published((("soon", None), ("2026-08-19T10:00:00Z", None)), NOW)
    assert published.at == datetime(2026, 8, 19, 10, tzinfo=UTC)
