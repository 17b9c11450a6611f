"""Rows in the order of dates, so that the newest documents are found by walking backwards."""

from dataclasses import dataclass
from datetime import datetime

from consumers.query.nodes import And, Between, Node
from consumers.query.scope import MICROSECOND, microseconds
from consumers.query.search import SearchRequest

ROWS_A_SECOND = 16
"""Few, because postings keep the distance of one row to the next: more rows a second are more bytes."""

_LAST = (1 << 62) - 1


def first_row(at: datetime) -> int:
    """The first row of a moment's second (of 1970's first where it is earlier). A document has it, or, where it is
    taken, the next one that is free."""
    return _row(microseconds(at))


def _row(at_us: int) -> int:
    return max(at_us // MICROSECOND, 0) * ROWS_A_SECOND


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows from `low` up to and including `high`."""

    low: int = 0
    high: int = _LAST


def rows_of(request: SearchRequest, farthest: int) -> Rows:
    """The rows of all documents that can be in a request's time; `farthest` is the most rows that any document
    stands after its second's first."""
    rows = _narrowed(Rows(), request.since, request.until, farthest)
    for node in _conjuncts(request.query.root):
        if isinstance(node, Between) and node.field == "published_at":
            low = rows.low if node.low is None else max(rows.low, _row(int(node.low)))
            high = rows.high if node.high is None else min(rows.high, _row(int(node.high)) + farthest)
            rows = Rows(low, high)
    return rows


def _narrowed(rows: Rows, since: datetime | None, until: datetime | None, farthest: int) -> Rows:
    return Rows(
        rows.low if since is None else first_row(since),
        rows.high if until is None else first_row(until) + farthest,
    )


def _conjuncts(node: Node) -> list[Node]:
    return [each for part in node.parts for each in _conjuncts(part)] if isinstance(node, And) else [node]
