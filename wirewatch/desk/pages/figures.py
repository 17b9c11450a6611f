"""Figures: what is measured again and again (trade, deliveries, shares), plotted, each point with its sentence."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from schemas.amount import Amount
from schemas.coverage import Coverage
from wirewatch.desk.charts import Dot, line_through, series

FIGURES_QUERY = "event.type:trade_figure OR topic:(trade OR energy OR finance)"
REPORTS_MOST = 300
SERIES_MOST = 12
POINTS_MOST = 120
SENTENCE_MOST = 240


@dataclass(frozen=True, slots=True)
class Point:
    """A figure as a report gives it: the day its period ends (or the report's), the value, and the sentence."""

    day: date
    value: str
    number: float
    period: str
    sentence: str
    item_id: str
    source: str


@dataclass(frozen=True, slots=True)
class Series:
    """What is measured in one unit, by its days."""

    title: str
    unit: str
    points: tuple[Point, ...]
    dots: tuple[Dot, ...]
    line: str


def figures(coverage: Iterable[Coverage]) -> tuple[Series, ...]:
    """The series with the most points first; a single figure makes none."""
    found: defaultdict[tuple[str, str], dict[tuple[date, str], Point]] = defaultdict(dict)
    for report in coverage:
        for amount in report.facts.amounts:
            point = _point(report, amount)
            if amount.indicator and point is not None:
                found[amount.indicator, amount.unit].setdefault((point.day, point.value), point)
    told = [_series(name, unit, points.values()) for (name, unit), points in found.items() if len(points) > 1]
    return tuple(sorted(told, key=lambda each: -len(each.points))[:SERIES_MOST])


def _series(name: str, unit: str, points: Iterable[Point]) -> Series:
    ordered = tuple(sorted(points, key=lambda point: point.day))[-POINTS_MOST:]
    dots = series([(point.day, point.number) for point in ordered])
    return Series(name.replace("_", " "), unit, ordered, dots, line_through(dots))


def _point(report: Coverage, amount: Amount) -> Point | None:
    published = (report.item.published_at or report.item.first_seen_at).date()
    timex = next((t for t in report.facts.dates if t.id == amount.period), None)
    day = (timex.latest or timex.earliest) if timex else None
    try:
        number = float(Decimal(amount.value))
    except (ArithmeticError, ValueError):
        return None
    span = amount.evidence[0]
    return Point(
        day or published, f"{Decimal(amount.value):,f}", number, timex.value if timex else "",
        sentence_at(report.item.text, span.start, span.end), report.item.item_id, report.item.source.name,
    )  # fmt: skip


def sentence_at(text: str, start: int, end: int) -> str:
    """The sentence around a stretch, roughly: up to a full stop or a line's end on each side."""
    begin = max(text.rfind(mark, 0, start) for mark in (". ", "。", "\n", "! ", "? ")) + 1
    ends = [place for mark in (". ", "。", "\n") if (place := text.find(mark, end)) >= 0]
    return text[begin : min(ends, default=len(text)) + 1].strip()[:SENTENCE_MOST]
