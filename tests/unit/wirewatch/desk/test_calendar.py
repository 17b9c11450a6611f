"""What is announced, laid out in months."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wirewatch.desk.pages.ahead import Appointment
from wirewatch.desk.pages.calendar import MONTHS_MOST, ON_DAYS_MOST, months

TODAY = date(2026, 11, 26)


def appointment(first: date, days: int = 1) -> Appointment:
    return Appointment(
        first, first + timedelta(days=days - 1), "visit", "Li Qiang", "Moscow", (("a", "Wire"),)
    )


def test_a_visit_stands_on_each_of_its_days_and_today_is_marked() -> None:
    (november, december) = months([appointment(date(2026, 11, 30)), appointment(date(2026, 12, 1), 2)], TODAY)
    on = {day.day: len(day.appointments) for week in december.weeks for day in week if day.appointments}
    assert on == {date(2026, 12, 1): 1, date(2026, 12, 2): 1}
    assert [day.day for week in november.weeks for day in week if day.is_today] == [TODAY]
    assert (november.first, december.first) == (date(2026, 11, 1), date(2026, 12, 1))


def test_what_is_only_said_of_half_a_year_falls_on_no_day() -> None:
    assert months([appointment(date(2027, 1, 1), 181)], TODAY) == ()


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 30)), max_size=8))
def test_weeks_are_whole_and_every_day_of_a_month_is_there_once(given_: list[tuple[int, int]]) -> None:
    told = [appointment(TODAY + timedelta(days=away), days) for away, days in given_]
    found = months(told, TODAY)
    assert len(found) <= MONTHS_MOST
    for month in found:
        assert all(len(week) == 7 and week[0].day.weekday() == 0 for week in month.weeks)
        inside = [day.day for week in month.weeks for day in week if day.number]
        assert inside == sorted(set(inside))
        assert {day.month for day in inside} == {month.first.month}
        for each in told:
            on = [day for week in month.weeks for day in week if each in day.appointments]
            is_long = (each.last - each.first).days >= ON_DAYS_MOST
            assert is_long <= (on == [])
