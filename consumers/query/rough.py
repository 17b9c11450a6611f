"""Rough marks of numbers and days, by which an index narrows a range down before the matcher looks.

Amounts are marked by their order of magnitude (`amount.usd~9`: 1 to 10 bn), days by their month
(`event.date~2025-05`), scores by their hundredths, counts of copies by themselves, times of arrival by year, month and day. What a range needs is always among the marks of what lies in it.
"""

import math
import zlib
from datetime import date
from decimal import Decimal

from consumers.query.nodes import Between, Bound
from consumers.query.scope import MICROSECOND, Measure

_LEAST, _MOST = -2, 100
_MONTHS_APART = 36
"""A stretch of more months is asked for by its years; dates that last longer are marked `long`."""
_DAYS_APART = 40
_EPOCH = date(1970, 1, 1).toordinal()
_FIRST, _LAST = date(1990, 1, 1).toordinal(), date(2100, 12, 31).toordinal()
"""Days before and after are marked, and asked for, as these."""

SHORTENED = ("item_id", "story_id")


def short_mark(mark: str) -> str:
    """A mark as an index keeps it: ids, which are long and each stand in few documents, by a checksum."""
    field, _, value = mark.partition("=")
    return f"{field}~{zlib.crc32(value.encode()):08x}" if field in SHORTENED else mark


def rough_marks(measure: Measure) -> list[str]:
    """The marks of a measure; none for `published_at`, in whose order indexes keep items."""
    field = measure.field
    match field:
        case "first_seen_at":
            day = date.fromordinal(_day_of(measure.low, _FIRST)).isoformat()
            return [f"{field}~{day[:length]}" for length in (4, 7, 10)]
        case "event.date":
            low, high = _within(int(measure.low)), _within(int(measure.high))
            months = _months(low, high)
            return [f"{field}~{part}" for part in ((*months, *_years(low, high)) if months else ("long",))]
        case "published_at":
            return []
        case _:
            steps = range(_step(field, measure.low), _step(field, measure.high) + 1)
            return [f"{field}~{step}" for step in steps]


def wanted_marks(node: Between) -> tuple[str, ...] | None:
    """Marks of which whatever lies in a range has at least one; None where marks cannot narrow it down."""
    field = node.field
    match field:
        case "first_seen_at":
            low, high = _day_of(_first(node), _FIRST), _day_of(_last(node), _LAST)
            days = [date.fromordinal(day).isoformat() for day in range(low, min(high, low + _DAYS_APART) + 1)]
            parts = days if high - low <= _DAYS_APART else _months(low, high) or _years(low, high)
        case "event.date":
            first, last = _first(node), _last(node)
            low, high = _FIRST if first is None else _within(first), _LAST if last is None else _within(last)
            parts = [*(_months(low, high) or _years(low, high)), "long"]
        case "published_at":
            return None
        case _:
            least = _LEAST if node.low is None else _step(field, node.low)
            most = _MOST if node.high is None else _step(field, node.high)
            if field == "score" and node.below and node.high == Decimal(most) / 100:
                most -= 1  # below 0.5 is not among the marks of 0.50 to 0.51
            parts = [str(step) for step in range(least, most + 1)]
    return tuple(f"{field}~{part}" for part in parts)


def _step(field: str, value: Bound) -> int:
    """The order of magnitude of a number (of a score: its hundredths, of copies: their number), kept between the
    least and the most."""
    number = Decimal(value)
    if field == "score":
        step = math.floor(min(max(number, Decimal(0)), Decimal(1)) * 100)
    elif field == "copies":
        step = math.floor(min(max(number, Decimal(_LEAST)), Decimal(_MOST)))
    else:
        step = number.adjusted() if number > 0 else _LEAST
    return min(max(step, _LEAST), _MOST)


def _first(node: Between) -> int | None:
    """The least whole number in a range."""
    return None if node.low is None else int(node.low) + node.above


def _last(node: Between) -> int | None:
    """The greatest whole number in a range."""
    return None if node.high is None else int(node.high) - node.below


def _within(day: int) -> int:
    return min(max(day, _FIRST), _LAST)


def _day_of(at_us: Bound | None, otherwise: int) -> int:
    """The day of a moment, kept between the first and the last; `otherwise` for an open end."""
    return otherwise if at_us is None else _within(_EPOCH + int(at_us) // (MICROSECOND * 86_400))


def _months(first: int, last: int) -> list[str]:
    """The months of a stretch of days; none where there are too many."""
    start, end = date.fromordinal(first), date.fromordinal(last)
    begin, stop = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    if stop - begin > _MONTHS_APART:
        return []
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(begin, stop + 1)]


def _years(first: int, last: int) -> list[str]:
    return [f"{year:04}" for year in range(date.fromordinal(first).year, date.fromordinal(last).year + 1)]
