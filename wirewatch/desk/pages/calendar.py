"""A calendar of what is announced: months in weeks, each day with what falls on it."""

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wirewatch.desk.pages.ahead import Appointment

MONTHS_MOST = 6
ON_DAYS_MOST = 14
"""What lasts longer falls on no day: "in the first half of the year" is told under its month alone."""
_MONDAYS = Calendar(firstweekday=0)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month's weeks; `number` is the day's place in its month, None where the week reaches into another month."""

    day: date
    number: int | None
    is_today: bool
    appointments: tuple[Appointment, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month with something on its days."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]


def months(appointments: Sequence[Appointment], today: date) -> tuple[Month, ...]:
    """The months in which something falls on days, the nearest first, six at most."""
    on_days = [each for each in appointments if (each.last - each.first).days < ON_DAYS_MOST]
    wanted = sorted({_first_of(max(each.first, today)) for each in on_days})
    return tuple(_month(first, on_days, today) for first in wanted[:MONTHS_MOST])


def _first_of(day: date) -> date:
    return day.replace(day=1)


def _month(first: date, appointments: Sequence[Appointment], today: date) -> Month:
    weeks = _MONDAYS.monthdatescalendar(first.year, first.month)
    return Month(
        first,
        tuple(tuple(_day(day, first, appointments, today) for day in week) for week in weeks),
    )


def _day(day: date, first: date, appointments: Sequence[Appointment], today: date) -> Day:
    is_inside = _first_of(day) == first
    here = tuple(each for each in appointments if is_inside and each.first <= day <= each.last)
    return Day(day, day.day if is_inside else None, day == today, here)
