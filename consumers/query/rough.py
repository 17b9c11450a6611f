"""Rough marks of numbers and days, by which an index narrows a range down before the matcher looks.

Amounts are marked by their order of magnitude (`amount.usd~9`: 1 to 10 bn), days by their month
(`event.date~2025-05`), scores by their tenth. What a range needs is always among the marks of what lies in it.
"""

import zlib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from consumers.query.nodes import Between, Bound
from consumers.query.scope import Measure

_LEAST, _MOST = -2, 18
_MONTHS_APART = 36
"""A stretch of more months is marked, and asked for, as `long`."""

SHORTENED = ("item_id", "story_id")


def short_mark(mark: str) -> str:
    """A mark as an index keeps it: ids, which are long and each stand in few documents, by a checksum."""
    field, _, value = mark.partition("=")
    return f"{field}~{zlib.crc32(value.encode()):08x}" if field in SHORTENED else mark


def rough_marks(measure: Measure) -> list[str]:
    """The marks of a measure; none for times, which indexes keep in order, and for counts of copies."""
    if measure.field == "score" or measure.field.startswith("amount."):
        steps = range(_step(measure.field, measure.low), _step(measure.field, measure.high) + 1)
        return [f"{measure.field}~{step}" for step in steps]
    if measure.field == "event.date":
        months = list(_months(int(measure.low), int(measure.high)))
        return [f"event.date~{month}" for month in (months or ["long"])]
    return []


def wanted_marks(node: Between) -> tuple[str, ...] | None:
    """Marks of which whatever lies in a range has at least one; None where marks cannot narrow it down."""
    field = node.field
    if field == "score" or field.startswith("amount."):
        low = _LEAST if node.low is None else _step(field, node.low)
        high = _MOST if node.high is None else _step(field, node.high)
        return tuple(f"{field}~{step}" for step in range(low, high + 1))
    if field == "event.date" and node.low is not None and node.high is not None:
        months = list(_months(int(node.low), int(node.high)))
        return tuple(f"event.date~{month}" for month in (*months, "long")) if months else None
    return None


def _step(field: str, value: Bound) -> int:
    if field == "score":
        return int(value * 10)
    number = Decimal(value)
    return min(max(number.adjusted(), _LEAST + 1), _MOST) if number > 0 else _LEAST


def _months(first: int, last: int) -> Iterator[str]:
    """The months of a stretch of days; none where there are too many."""
    start, end = date.fromordinal(first), date.fromordinal(last)
    begin, stop = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    if stop - begin <= _MONTHS_APART:
        yield from (f"{month // 12:04}-{month % 12 + 1:02}" for month in range(begin, stop + 1))
