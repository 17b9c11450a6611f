"""How things are measured, and how a figure is reported."""

import gc
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure. `floor` is what a plain or bare way of doing the same costs in this run, `ratio` how the two
    compare (as `of` says), `bound` what the figure, or the ratio where `bound_on_ratio`, must keep to."""

    name: str
    value: float
    unit: str
    floor: float | None = None
    ratio: float | None = None
    bound: float | None = None
    holds: bool | None = None
    bound_on_ratio: bool = False
    floor_is: str = ""
    is_least: bool = False


def at_most(
    name: str, value: float, unit: str, bound: float, floor: float | None = None, floor_is: str = ""
) -> Figure:
    """A figure that must not be larger than its bound; the ratio says how many times the floor it is."""
    ratio = value / floor if floor else None
    return Figure(name, value, unit, floor, ratio, bound, value <= bound, floor_is=floor_is)


def at_least(name: str, value: float, unit: str, bound: float) -> Figure:
    """A figure that must be at least its bound."""
    return Figure(name, value, unit, bound=bound, holds=value >= bound, is_least=True)


def times_cheaper(name: str, value: float, unit: str, floor: float, bound: float, floor_is: str) -> Figure:
    """A figure that must be at least `bound` times cheaper than its floor; the ratio says how many times it is."""
    ratio = floor / value
    return Figure(
        name, value, unit, floor, ratio, bound, ratio >= bound, bound_on_ratio=True, floor_is=floor_is
    )


def seen(name: str, value: float, unit: str, floor: float | None = None, floor_is: str = "") -> Figure:
    """A figure that is only reported."""
    return Figure(name, value, unit, floor, value / floor if floor else None, floor_is=floor_is)


def as_row(figure: Figure) -> dict[str, Any]:
    """The figure as one object of latest.json."""
    row = asdict(figure)
    return {key: row[key] for key in ("name", "value", "unit", "floor", "ratio", "bound", "holds")}


def cpu_us(function: Callable[[], object], repeat: int = 3) -> float:
    """CPU microseconds of one call: the least of `repeat` runs, the garbage collector at work as in any process."""
    best = float("inf")
    for _ in range(repeat):
        gc.collect()
        start = time.process_time_ns()
        function()
        best = min(best, (time.process_time_ns() - start) / 1000)
    return best


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which `share` of the values lie."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]
