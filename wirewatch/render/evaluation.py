"""An evaluation as tables and curves."""

from collections.abc import Iterable, Mapping, Sequence

from rich.table import Table
from rich.text import Text

from wirewatch.evaluation.calibration import Curve
from wirewatch.evaluation.judged import PARTS, Mistake, Part
from wirewatch.evaluation.report import Interval, Report, Row
from wirewatch.logs import printable

_BAR = "▁▂▃▄▅▆▇█"


def figures(report: Report) -> Table:
    """One group's figures: a line for each part."""
    table = Table(
        box=None, padding=(0, 2, 0, 0), title=f"{report.group}: {report.items} items", title_justify="left"
    )
    table.add_column("part", header_style="dim")
    for column in ("precision", "recall", "F1", "95% of samples", "right", "wrong", "missed"):
        table.add_column(column, justify="right", header_style="dim")
    for part in PARTS:
        table.add_row(part, *_cells(report.rows[part]))
    for share, (right, of) in report.shares.items():
        if of:
            table.add_row(f"{share} right", "", "", f"{right / of:.3f}", "", str(right), str(of - right), "")
    return table


def _cells(row: Row) -> tuple[str, ...]:
    counts = row.counts
    if not counts.tp + counts.fp + counts.fn:
        return ("", "", "none", "", "0", "0", "0")
    return (
        f"{counts.precision:.3f}",
        f"{counts.recall:.3f}",
        f"{counts.f1:.3f}",
        _interval(row.interval),
        str(counts.tp),
        str(counts.fp),
        str(counts.fn),
    )


def _interval(interval: Interval | None) -> str:
    return f"{interval.low:.3f}–{interval.high:.3f}" if interval else ""


def calibration(curves: Mapping[str, Curve]) -> Table:
    """For each kind of fact: how far confidence and truth are apart, and the curve: said → right, bin by bin."""
    table = Table(
        box=None, padding=(0, 2, 0, 0), title="confidence: said → right (facts)", title_justify="left"
    )
    for column, justify in (("kind", "left"), ("error", "right"), ("facts", "right"), ("curve", "left")):
        table.add_column(column, justify=justify, header_style="dim")  # type: ignore[arg-type]
    for kind, curve in curves.items():
        if curve.bins:
            points = "  ".join(
                f"{each.confidence:.2f}→{each.right:.2f}{_bar(each.right)} ({each.count})"
                for each in curve.bins
            )
            table.add_row(kind, f"{curve.error:.3f}", str(curve.count), points)
    return table


def _bar(share: float) -> str:
    return _BAR[min(int(share * len(_BAR)), len(_BAR) - 1)]


def worst(mistakes: Iterable[Mistake], texts: Mapping[str, str], at_most: int) -> Iterable[Text]:
    """The worst mistakes: what was told wrongly with most confidence, then what was missed; each with its text."""
    ordered = sorted(mistakes, key=lambda each: (each.kind == "missed", -(each.confidence or 0.0)))
    for mistake in ordered[:at_most]:
        sure = f" ({mistake.confidence:.2f} sure)" if mistake.confidence is not None else ""
        line = Text.assemble(
            (f"{mistake.part} {mistake.kind}{sure}: ", "red"),
            printable(mistake.what),
            (f"  {mistake.item_id}", "dim"),
        )
        yield line
        yield Text("  " + printable(" ".join(texts.get(mistake.item_id, "").split())[:240]), "dim")
    if len(ordered) > at_most:
        yield Text(f"… and {len(ordered) - at_most} more (--most {len(ordered)})", "dim")


def compared(
    before: Report,
    after: Report,
    gains: Mapping[Part, Interval],
    changed: Mapping[Part, tuple[Sequence[str], Sequence[str]]],
) -> Table:
    """Two rulesets over the same items: F1 before and after, where the gain lies, which items got better or worse."""
    table = Table(
        box=None, padding=(0, 2, 0, 0), title=f"{after.group}: against before", title_justify="left"
    )
    table.add_column("part", header_style="dim")
    for column in ("before", "after", "gain", "95% of samples", "better", "worse"):
        table.add_column(column, justify="right", header_style="dim")
    for part in PARTS:
        old, new = before.rows[part].counts.f1, after.rows[part].counts.f1
        gain = gains[part]
        better, worse = changed[part]
        shown = gain.low > 0 or gain.high < 0
        style = ("green" if new > old else "red") if shown else ""
        table.add_row(
            part, f"{old:.3f}", f"{new:.3f}", Text(f"{new - old:+.3f}", style), _interval(gain), _few(better), _few(worse)
        )  # fmt: skip
    return table


def _few(items: Sequence[str]) -> str:
    return f"{len(items)}: {', '.join(items[:3])}{'…' if len(items) > 3 else ''}" if items else "0"
