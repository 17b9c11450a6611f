"""Days, months and years: pure arithmetic on the calendar, below what any expression says."""

from calendar import monthrange
from datetime import date, timedelta

from consumers.extract.dates.expression import Grain, Mod, Unit

FIRST_YEAR, LAST_YEAR = 1000, 2199
"""Outside these a number is not taken for a year."""

_MONTHS_OF: dict[str, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}


def first_day(year: int, month: int | None, day: int | None) -> date | None:
    """The first day of a year, month or day; None where the calendar has none such."""
    try:
        return date(year, month or 1, day or 1) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def last_day(year: int, month: int | None, day: int | None) -> date | None:
    """The last day of a year, month or day; None where the calendar has none such."""
    try:
        return date(year, month or 12, day or monthrange(year, month or 12)[1]) if year <= LAST_YEAR else None
    except ValueError:
        return None


def iso(day: date, month: int | None, day_of_month: int | None) -> str:
    """ISO 8601 as precise as what is given: "2025", "2025-05" or "2025-05-07"."""
    return day.isoformat()[: 4 if month is None else 7 if day_of_month is None else 10]


def narrowed(first: date, last: date, grain: Grain, mod: Mod | None) -> tuple[date, date]:
    """The days START, MID and END leave: of a year its first or last quarter or the six months between, of a
    month its first ten days, the second ten or the rest."""
    if mod not in ("START", "MID", "END"):
        return first, last
    if grain == "month":
        return {
            "START": (first, first.replace(day=10)),
            "MID": (first.replace(day=11), first.replace(day=20)),
            "END": (first.replace(day=21), last),
        }[mod]
    days = (last - first).days + 1
    quarter = timedelta(days=days // 4)
    if grain == "year":
        return {
            "START": (first, first.replace(month=3, day=31)),
            "MID": (first.replace(month=4), first.replace(month=9, day=30)),
            "END": (last.replace(month=10, day=1), last),
        }[mod]
    return {
        "START": (first, first + quarter),
        "MID": (first + quarter, last - quarter),
        "END": (last - quarter, last),
    }[mod]


def precision(unit: Unit) -> tuple[int | None, int | None]:
    """What a value of this unit spells out: nothing below years, months, days."""
    if unit in ("year", "decade", "century"):
        return None, None
    return (1, None) if unit in ("month", "quarter", "half") else (1, 1)


def moved(anchor: date, unit: Unit, count: int) -> tuple[date, date]:
    """First and last day of the unit that lies `count` units from the anchor's own. Raises ValueError or
    OverflowError beyond the calendar's years."""
    if unit == "day":
        day = anchor + timedelta(days=count)
        return day, day
    monday = anchor - timedelta(days=anchor.weekday()) + timedelta(days=7 * count)
    if unit == "week":
        return monday, monday + timedelta(days=6)
    if unit == "weekend":
        return monday + timedelta(days=5), monday + timedelta(days=6)
    size = _MONTHS_OF[unit]
    months = (anchor.year * 12 + anchor.month - 1) // size * size + count * size
    last_year, last_month = divmod(months + size - 1, 12)
    year, month = divmod(months, 12)
    return date(year, month + 1, 1), date(last_year, last_month + 1, monthrange(last_year, last_month + 1)[1])


def month_from(anchor: date, shift: int) -> tuple[int, int]:
    """Year and month so many months from the anchor's."""
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + shift, 12)
    return year, month + 1


def same_day(anchor: date, unit: Unit, count: int) -> date:
    """The same day so many units away, the last of its month where the month is shorter. Raises ValueError or
    OverflowError beyond the calendar's years."""
    if unit in ("day", "week", "weekend"):
        return anchor + timedelta(days=count * (1 if unit == "day" else 7))
    year, month = month_from(anchor, count * _MONTHS_OF[unit])
    return date(year, month, min(anchor.day, monthrange(year, month)[1]))
