"""wirewatch dead: records that could not pass."""

from datetime import UTC, datetime
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from schemas.dead_letter import DeadLetter
from wirewatch.cli.output import console, data_option, json_option, print_json_lines
from wirewatch.data_folder import DataFolder
from wirewatch.dead_letters import chosen, dead_letters, redrive
from wirewatch.logs import printable
from wirewatch.settings import load_settings
from wirewatch.stores import open_log
from wirewatch.when import local


@click.group()
def dead() -> None:
    """Records that could not pass: list, show, re-drive.

    \b
    Examples:
      wirewatch dead list
      wirewatch dead show classify:news.items:0:17
      wirewatch dead redrive --all            after mending what was wrong
    """


@dead.command("list")
@data_option
@json_option
def list_dead(data: Path | None, as_json: bool) -> None:
    """List the dead letters, oldest first."""
    letters = _letters(data)
    if as_json:
        print_json_lines(letters)
        return
    if not letters:
        click.echo("No dead letters.")
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("id", "reason", "detail", "item", "when"):
        table.add_column(column, header_style="dim", overflow="fold")
    for letter in letters:
        cells = (
            letter.dead_id,
            letter.reason,
            letter.detail,
            letter.item_id or "",
            local(letter.at),
        )
        table.add_row(*(Text(printable(cell)) for cell in cells))
    console().print(table)


@dead.command()
@click.argument("dead_id")
@data_option
def show(dead_id: str, data: Path | None) -> None:
    """Show one letter: why it died, and its original bytes."""
    for letter in chosen(_letters(data), [dead_id]):
        for name in ("dead_id", "stage", "reason", "detail", "topic", "partition", "offset", "item_id", "at"):
            click.echo(f"{name:10} {printable(str(getattr(letter, name)))}")
        click.echo(f"{'headers':10} {printable(str(letter.headers))}")
        click.echo(f"{'value':10} {len(letter.value)} bytes\n")
        click.echo(printable(letter.value.decode("utf-8", errors="backslashreplace")))


@dead.command("redrive")
@click.argument("dead_ids", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All of them.")
@data_option
def redrive_dead(dead_ids: tuple[str, ...], everything: bool, data: Path | None) -> None:
    """Send letters through again, each to the stage where it died."""
    if everything == bool(dead_ids):
        raise click.UsageError("Name the letters to re-drive, or give --all.")
    folder = DataFolder.of(load_settings(data=data))
    letters = [letter for letter in _letters(data) if everything and letter.topic != "feeds"]
    picked = tuple(letters) if everything else chosen(_letters(data), dead_ids)
    log = open_log(folder)
    stage = log.open_stage("wirewatch.redrive")
    stage.commit(redrive(picked, datetime.now(UTC)), {})
    stage.close()
    log.close()
    click.echo(f"{len(picked)} re-driven; they pass with the next run.")


def _letters(data: Path | None) -> tuple[DeadLetter, ...]:
    folder = DataFolder.of(load_settings(data=data))
    folder.require()
    log = open_log(folder, read_only=True)
    try:
        return dead_letters(log)
    finally:
        log.close()
