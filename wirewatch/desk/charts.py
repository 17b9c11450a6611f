"""Charts as shapes a template draws in SVG. Pure: numbers in, places out, in the units of a box."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH, HEIGHT = 720, 150
"""The box of a series."""
BARS_WIDTH, BARS_HEIGHT = 280, 80
"""The box of a timeline, which stands beside the results."""
BARS_MOST = 56


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: where it stands, what it counts, and the days from `first` up to, not including, `after`."""

    x: float
    y: float
    width: float
    height: float
    count: int
    first: date
    after: date


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a series: where it stands, and which of the values it is."""

    x: float
    y: float
    number: int


def days_with_gaps(counts: Mapping[date, int], first: date, last: date) -> list[tuple[date, int]]:
    """Every day from the first to the last with its count."""
    return [
        (day, counts.get(day, 0))
        for day in (first + timedelta(days=n) for n in range((last - first).days + 1))
    ]


def bars(counts: Mapping[date, int]) -> tuple[Bar, ...]:
    """A bar a day, or for several days where there would be too many; none without counts."""
    if not counts:
        return ()
    first, last = min(counts), max(counts)
    days = days_with_gaps(counts, first, last)
    step = -(-len(days) // BARS_MOST)
    grouped = [days[start : start + step] for start in range(0, len(days), step)]
    heights = [sum(count for _, count in group) for group in grouped]
    most, width = max(heights) or 1, BARS_WIDTH / len(grouped)
    return tuple(
        Bar(
            round(number * width + width * 0.08, 2), round(BARS_HEIGHT * (1 - count / most), 2), round(width * 0.84, 2),
            round(BARS_HEIGHT * count / most, 2), count, group[0][0], group[-1][0] + timedelta(days=1),
        )
        for number, (group, count) in enumerate(zip(grouped, heights, strict=True))
    )  # fmt: skip


def series(points: Sequence[tuple[date, float]]) -> tuple[Dot, ...]:
    """A series by its days; values from zero, so that heights compare."""
    if not points:
        return ()
    first, last = min(day for day, _ in points), max(day for day, _ in points)
    length = max((last - first).days, 1)
    most = max(value for _, value in points) or 1.0
    margin = 8
    return tuple(
        Dot(
            round(margin + (WIDTH - 2 * margin) * (day - first).days / length, 2),
            round(HEIGHT - margin - (HEIGHT - 2 * margin) * max(value, 0.0) / most, 2),
            number,
        )
        for number, (day, value) in enumerate(points)
    )


def line_through(dots: Sequence[Dot]) -> str:
    """The points of a polyline."""
    return " ".join(f"{dot.x},{dot.y}" for dot in dots)
