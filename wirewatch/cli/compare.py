"""wirewatch compare: what each source says of one event."""

from pathlib import Path
from typing import Literal

import click
from rich.table import Table
from rich.text import Text

from consumers.replay.generations import live_log_of
from schemas.comparison import Comparison
from wirewatch.cli.output import console, data_option, print_json_lines
from wirewatch.compare.compare import compare_sources
from wirewatch.compare.grid import as_csv, as_markdown, grid_of
from wirewatch.compare.reports import find_happening, reports_of
from wirewatch.data_folder import DataFolder
from wirewatch.settings import load_settings
from wirewatch.stores import open_index, open_log

SOURCES_A_TABLE = 4

Format = Literal["table", "json", "csv", "markdown"]


@click.command()
@click.argument("event")
@click.option(
    "--format", "written", default="table", show_default=True, type=click.Choice(["table", "json", "csv", "markdown"])
)  # fmt: skip
@data_option
def compare(event: str, written: Format, data: Path | None) -> None:
    """Compare what sources say of one event: a column for each, with its affiliation.

    EVENT is an event_id, as `wirewatch show` prints it, or an item_id. Each column tells when the source was first seen, its
    headline, whom it has the news from, who is quoted, its words for what all say, its version where sources contradict
    each other in an amount, a date or a status, and what only it says.

    \b
    Examples:
      wirewatch compare 8a0752f399938eb72095d0fc
      wirewatch compare 8a0752f399938eb72095d0fc --format csv > compared.csv
    """
    folder = DataFolder.of(load_settings(data=data))
    folder.require()
    comparison = _compared(folder, event)
    if written == "json":
        print_json_lines([comparison])
    elif written == "csv":
        click.echo(as_csv(comparison).encode(), nl=False)
    elif written == "markdown":
        click.echo(as_markdown(comparison).encode(), nl=False)
    else:
        _show(comparison)


def _compared(folder: DataFolder, event: str) -> Comparison:
    log, index = open_log(folder, read_only=True), open_index(folder, read_only=True)
    try:
        root, stories = find_happening(live_log_of(log), index, event)
        return compare_sources(root.happening, reports_of(index, stories))
    finally:
        index.close()
        log.close()


def _show(comparison: Comparison) -> None:
    """Tables of a few columns each, one under the other."""
    rows = grid_of(comparison)
    shown = console()
    told = comparison.happening
    shown.print(
        Text(
            f"Event {told.event_id}: {told.stories} stories, {len(comparison.tellings)} sources, {told.independent} independent",
            "bold",
        )
    )
    for start in range(1, len(rows[0]), SOURCES_A_TABLE):
        shown.print(_table([[row[0], *row[start : start + SOURCES_A_TABLE]] for row in rows]))


def _table(rows: list[list[str]]) -> Table:
    head, *told = rows
    table = Table(box=None, padding=(0, 2, 1, 0), show_lines=False)
    table.add_column("", style="dim", overflow="fold", max_width=30)
    for name in head[1:]:
        table.add_column(Text(name), header_style="bold cyan", overflow="fold", ratio=1)
    for row in told:
        if any(row[1:]):
            table.add_row(*map(Text, row))
    return table
