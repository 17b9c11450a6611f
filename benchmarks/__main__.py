"""Run all benchmarks, print a table, write latest.json: `make bench`, or `python -m benchmarks NAME …` for some; long ones run only by name."""

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from benchmarks.measure import Figure, as_row

BENCHES = (
    "classify",
    "extract",
    "poll",
    "log",
    "kafka",
    "search",
    "rules",
    "stages",
    "stream",
    "index",
    "elastalert",
    "feeds",
    "desk",
    "export",
)
LONG = ("day",)
"""Run only where they are named: a quarter of an hour and more."""
LATEST = Path(__file__).parent / "latest.json"


def main(names: list[str]) -> int:
    """Exit code 1 where a bound does not hold."""
    unknown = set(names) - {*BENCHES, *LONG}
    if unknown:
        print(
            f"There is no benchmark {', '.join(sorted(unknown))}; there are {', '.join((*BENCHES, *LONG))}.",
            file=sys.stderr,
        )
        return 2
    figures = list(_run(names or list(BENCHES)))
    Console(width=150).print(_table(figures))
    LATEST.write_text(json.dumps([as_row(figure) for figure in figures], indent=1) + "\n", encoding="utf-8")
    return 0 if all(figure.holds is not False for figure in figures) else 1


def _run(names: list[str]) -> Iterator[Figure]:
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=len(names))
        for name in names:
            progress.update(task, description=name)
            yield from importlib.import_module(f"benchmarks.bench_{name}").figures()
            progress.advance(task)


def _table(figures: list[Figure]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("figure", "value", "unit", "floor", "ratio", "bound", ""):
        table.add_column(
            column, justify="left" if column in ("figure", "unit", "") else "right", header_style="dim"
        )
    for figure in figures:
        bound = (
            ""
            if figure.bound is None
            else f"{'≥' if figure.bound_on_ratio or figure.is_least else '≤'} {figure.bound:g}"
        )
        if figure.bound_on_ratio:
            bound += " ×"
        holds = {True: "[green]holds", False: "[bold red]does not hold", None: ""}[figure.holds]
        floor = "" if figure.floor is None else f"{figure.floor:,.3g} [dim]({figure.floor_is})"
        ratio = "" if figure.ratio is None else f"{figure.ratio:.3g}"
        table.add_row(figure.name, f"{figure.value:,.4g}", figure.unit, floor, ratio, bound, holds)
    return table


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
