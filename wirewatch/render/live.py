"""The live picture of a run: feeds, stages, relevant items as they come, alerts."""

from collections import Counter

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from consumers.topology import STREAM
from producers.ports import PollReport
from wirewatch.logs import printable
from wirewatch.render.headline import headline
from wirewatch.render.summary import delays_line
from wirewatch.tally import RelevantItem, Tally

FAILING_SHOWN = 6
_HEADLINE_WIDTH = 90


def item_line(item: RelevantItem) -> Text:
    """A relevant item on one line: headline, source, topics."""
    return Text.assemble(
        ("● ", "green"),
        headline(item.headline, _HEADLINE_WIDTH),
        ("  " + printable(item.source), "cyan"),
        ("  " + ", ".join(item.topics), "dim"),
    )


def failing_line(report: PollReport) -> Text:
    """A failing feed on one line: source, what is wrong, address."""
    line = Text.assemble(
        ("✗ ", "red"), printable(report.source_name), ("  " + printable(report.error_text or ""), "red"),
        ("  " + printable(report.feed), "dim"),
    )  # fmt: skip
    line.no_wrap, line.overflow = True, "ellipsis"
    return line


def picture(
    tally: Tally, lags: dict[str, int], feeds: int, stopping: bool, desk: str | None = None
) -> RenderableType:
    """The whole picture; `desk` is the address of the web page."""
    with tally.lock:
        return _picture(tally, lags, feeds, stopping, desk)


def _picture(
    tally: Tally, lags: dict[str, int], feeds: int, stopping: bool, desk: str | None
) -> RenderableType:
    parts: list[RenderableType] = [_feeds_line(tally, feeds), _stages(tally, lags)]
    if delays := tuple(tally.delays.told()):
        parts.append(delays_line(delays))
    failing = tally.failing()
    parts += [failing_line(report) for report in failing[:FAILING_SHOWN]]
    if len(failing) > FAILING_SHOWN:
        parts.append(Text(f"  … and {len(failing) - FAILING_SHOWN} more (wirewatch status)", "dim"))
    parts += [Text(f"! {stage}: {printable(trouble)}", "yellow") for stage, trouble in tally.troubles.items()]
    if tally.relevant:
        parts += [Text("Relevant", "bold"), *(item_line(item) for item in tally.relevant)]
    if tally.alerts:
        parts += [Text("Alerts", "bold"), *(Text(text, "bold red") for text in tally.alerts)]
    hint = (
        "Stopping: finishing what was read …" if stopping else "Ctrl-C drains and stops · wirewatch search …"
    ) + (f" · desk: {desk}" if desk else "")
    return Group(*parts, Text(hint, "dim"))


def _feeds_line(tally: Tally, feeds: int) -> Text:
    last = Counter(report.outcome for report in tally.polls.values())
    return Text.assemble(
        ("Feeds  ", "bold"),
        f"{len(tally.polls)} of {feeds} polled: ",
        (f"{last['polled']} with news", "green"),
        f", {last['unchanged']} unchanged, ",
        (f"{last['failing']} failing", "red" if last["failing"] else ""),
        f"   {tally.sightings} entries",
    )


def _stages(tally: Tally, lags: dict[str, int]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column, justify in (("stage", "left"), ("read", "right"), ("passed on", "right"), ("ended", "right"),
                            ("dead", "right"), ("waiting", "right")):  # fmt: skip
        table.add_column(column, justify=justify, header_style="dim")  # type: ignore[arg-type]
    for spec in STREAM:
        if not spec.reads:
            continue
        counts = tally.counts(spec.name)
        dead = Text(str(counts.dead), "red" if counts.dead else "")
        ended = sum(counts.skipped.values())
        cells = (str(counts.read), str(counts.emitted), str(ended))
        table.add_row(spec.name, *cells, dead, str(lags.get(spec.name, 0)))
    return table
