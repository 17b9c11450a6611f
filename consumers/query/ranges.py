"""Clauses of numbers, times and days."""

from datetime import datetime
from typing import TypeVar

from consumers.query import fields as f
from consumers.query.fault import QuerySyntaxError
from consumers.query.nodes import Between, Node
from consumers.query.values import days_of, number_of, period_of
from consumers.query.written import Bounds, Written

T = TypeVar("T")


def range_clause(field: str, bounds: Bounds, now: datetime | None) -> Node:
    """A range of numbers, times or days."""
    if field in f.TIME_FIELDS:
        return _times(field, bounds, now)
    if field in f.DAY_FIELDS:
        return _days(field, bounds, now)
    if field in f.NUMBER_FIELDS or field.startswith("amount."):
        return _numbers(field, bounds)
    if field == "text":
        raise QuerySyntaxError(
            "A range needs a field before it.", bounds.at, 1, "Write amount.usd:[1bn TO *], for instance."
        )
    raise QuerySyntaxError(
        f"{field} has no order: it cannot be asked for by a range.", bounds.at, 1, f"Write {field}:value."
    )


def _numbers(field: str, bounds: Bounds) -> Node:
    low, high = (number_of(side.plain) if side is not None else None for side in (bounds.low, bounds.high))
    for side, number in ((bounds.low, low), (bounds.high, high)):
        if side is not None and number is None:
            raise side.fault(f'"{side.plain}" is not a number.', "Write 1000000000, 1bn or 1.5m.")
    if low is not None and high is not None and low > high:
        raise _reversed(bounds)
    return Between(bounds.clause, field, low, high, bounds.above, bounds.below)


def _times(field: str, bounds: Bounds, now: datetime | None) -> Node:
    low, high = (
        _known(side, period_of(side.plain, now), now) if side is not None else None
        for side in (bounds.low, bounds.high)
    )
    start = None if low is None else low.end if bounds.above else low.start
    end = None if high is None else high.start if bounds.below else high.end
    if low is not None and high is not None and low.start > high.start:
        raise _reversed(bounds)
    return Between(
        bounds.clause, field, start, end,
        above=bounds.above and low is not None and low.start == low.end,
        below=high is not None and (bounds.below or high.start != high.end),
    )  # fmt: skip


def _days(field: str, bounds: Bounds, now: datetime | None) -> Node:
    low, high = (
        _known(side, days_of(side.plain, now), now) if side is not None else None
        for side in (bounds.low, bounds.high)
    )
    first = None if low is None else low[1] if bounds.above else low[0]
    last = None if high is None else high[0] if bounds.below else high[1]
    if first is not None and last is not None and first > last:
        raise _reversed(bounds)
    return Between(bounds.clause, field, first, last, bounds.above, bounds.below)


def _known(side: Written, value: T | None, now: datetime | None) -> T:
    if value is not None:
        return value
    if now is None and side.plain.startswith(("now", "today")):
        raise side.fault(
            "A rule cannot depend on the present: items are matched once, as they come.",
            "Leave the time out.",
        )
    raise side.fault(
        f'"{side.plain}" is not a time.', "Write 2025, 2025-05, 2025-05-08, 2025-05-08T10:00Z or now-7d."
    )


def _reversed(bounds: Bounds) -> QuerySyntaxError:
    return QuerySyntaxError(
        "This range ends before it begins.", bounds.at, len(bounds.clause), "Turn its ends round."
    )
