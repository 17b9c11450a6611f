"""The end of a run, in a few lines."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.text import Text

from consumers.topology import DECIDE, MATCH, SEND
from producers.trouble import OFFLINE_CODES
from schemas.status import Delay, RunSummary
from wirewatch.tally import Tally

_TO_ALERTS = (MATCH.name, DECIDE.name, SEND.name)
NO_NETWORK = (
    "No feed can be reached: this machine seems to have no network. "
    "`make demo` (or `wirewatch demo`) shows everything without one."
)


def no_network(tally: Tally) -> bool:
    """Whether every feed was tried and none could be reached."""
    reports = tally.polls.values()
    return bool(reports) and all(report.error in OFFLINE_CODES for report in reports)


_PARTS = {"seen": "published → seen", "indexed": "seen → indexed", "alerted": "seen → alerted"}


def delays_line(delays: Iterable[Delay]) -> Text:
    """How long live news took: the publisher's part first, then ours."""
    line = Text("Time   ", "bold")
    for number, delay in enumerate(delays):
        between = " · " if number else ""
        line.append(f"{between}{_PARTS[delay.part]} {duration(delay.p50_s)}")
        line.append(f" (95%: {duration(delay.p95_s)})", "dim")
    return line


def duration(seconds: float) -> str:
    """A stretch of time in the unit that fits: 0.4 s, 12 s, 4 min, 7 h, 3 days."""
    for limit, unit_s, unit in ((60, 1, "s"), (5400, 60, "min"), (172_800, 3600, "h")):
        if seconds < limit:
            value = seconds / unit_s
            return f"{f'{value:.1f}'.removesuffix('.0') if value < 10 else f'{value:.0f}'} {unit}"
    return f"{seconds / 86_400:.0f} days"


def summary_lines(summary: RunSummary, data: Path) -> Iterator[Text]:
    """What was polled, what became of the items, and where to look."""
    yield Text(
        f"Feeds: {summary.feeds_polled} with news, {summary.feeds_unchanged} unchanged, {summary.feeds_failing} failing."
    )
    yield Text.assemble(
        f"Items: {summary.sightings} seen: ",
        (f"{summary.indexed} indexed", "bold"),
        f", {summary.irrelevant} irrelevant, {summary.repeats} seen before, ",
        (f"{summary.dead} dead", "red" if summary.dead else ""),
        f"; {summary.alerts} alerts.",
    )
    if summary.delays:
        yield delays_line(summary.delays)
    if lost := sum(counts.dead for counts in summary.stages if counts.stage in _TO_ALERTS):
        yield Text(f"On the way to alerts {lost} more are dead: wirewatch dead list", "red")
    if not summary.drained:
        yield Text("Not everything passed: the next run goes on where this one stopped.", "yellow")
    where = "" if str(data) == "wirewatch-data" else f" --data {data}"
    yield Text(f"Look: wirewatch search '*'{where}   wirewatch status{where}", "dim")
