"""Numbers, times and days as queries write them."""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from consumers.query.scope import microseconds

_NUMBER = re.compile(
    r"(-?\d+(?:\.\d+)?(?:[eE]\d{1,2})?)\s*(k|thousand|mn?|million|bn?|billion|tn|trillion)?", re.IGNORECASE
)
_SCALES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "b": 9, "bn": 9, "billion": 9, "tn": 12, "trillion": 12}  # fmt: skip
_LONGEST_NUMBER = 40
_RELATIVE = re.compile(r"(now|today)(?:-(\d{1,5})([hdwmy]))?")
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


def number_of(written: str) -> Decimal | None:
    """The number a query writes: 1000000000, 1e9, 1bn, -3.5, 20m; None where it is none."""
    plain = written.replace(",", "").replace("_", "")
    match = _NUMBER.fullmatch(plain)
    if match is None or len(plain) > _LONGEST_NUMBER:
        return None
    return Decimal(match[1]).scaleb(_SCALES[match[2].lower()] if match[2] else 0)


def days_of(written: str, now: datetime | None) -> tuple[int, int] | None:
    """First and last day (ordinals) of 2025, 2025-05, 2025-05-08, today, today-7d; None where it is none of
    them. Without `now` there is no today."""
    relative = _RELATIVE.fullmatch(written)
    if relative is not None:
        moment = _back(relative, now)
        return None if moment is None else (moment.toordinal(), moment.toordinal())
    match = _DAY.fullmatch(written)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        last = first if day else first.replace(month=month or 12, day=31 if not month else _length(first))
    except ValueError:
        return None
    return first.toordinal(), last.toordinal()


def _length(month: date) -> int:
    return calendar.monthrange(month.year, month.month)[1]


@dataclass(frozen=True, slots=True)
class Period:
    """From a moment up to, not including, another (microseconds since 1970, UTC); a moment where both are one."""

    start: int
    end: int


def period_of(written: str, now: datetime | None) -> Period | None:
    """The time a query writes: a year, month or day (in UTC), a time with or without its offset, now, now-7d,
    today; None where it is none of them."""
    relative = _RELATIVE.fullmatch(written)
    if relative is not None and relative[1] == "now":
        moment = _back(relative, now)
        return None if moment is None else _at(moment)
    if days := days_of(written, now):
        first, last = (datetime.combine(date.fromordinal(day), datetime.min.time(), UTC) for day in days)
        try:
            return Period(microseconds(first), microseconds(last + timedelta(days=1)))
        except OverflowError:
            return None
    try:
        moment = datetime.fromisoformat(written.upper())
    except ValueError:
        return None
    return _at(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _at(moment: datetime) -> Period | None:
    try:
        return Period(microseconds(moment), microseconds(moment))
    except (OverflowError, ValueError):
        return None


def _back(relative: re.Match[str], now: datetime | None) -> datetime | None:
    if now is None:
        return None
    if not relative[2]:
        return now
    count, unit = int(relative[2]), relative[3]
    try:
        return now - (timedelta(hours=count) if unit == "h" else timedelta(days=count * _DAYS[unit]))
    except OverflowError:
        return None
