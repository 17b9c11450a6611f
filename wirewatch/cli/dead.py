"""wirewatch dead: records that could not pass."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import click
from rich.table import Table
from rich.text import Text

from schemas.dead_letter import DeadLetter
from wirewatch.cli.output import console, data_option, json_option, print_json_lines
from wirewatch.data_folder import DataFolder
from wirewatch.dead_letters import (
    chosen,
    dead_letters,
    may_be_redriven,
    original_bytes,
    redrives_of,
    send_again,
)
from wirewatch.logs import printable
from wirewatch.settings import load_settings
from wirewatch.stores import open_log
from wirewatch.when import local

F = TypeVar("F", bound=Callable[..., object])


def _filters(command: F) -> F:
    """Options that narrow the letters down."""
    stage = click.option("--stage", help="Only those that died in this stage.")
    reason = click.option("--reason", help="Only those that died of this reason.")
    return stage(reason(command))


@click.group()
def dead() -> None:
    """Records that could not pass: list, show, re-drive.

    \b
    Examples:
      wirewatch dead list --stage extract
      wirewatch dead show classify:news.items:0:17
      wirewatch dead show classify:news.items:0:17 --raw > entry.xml
      wirewatch dead redrive --all            after mending what was wrong
    """


@dead.command("list")
@_filters
@data_option
@json_option
def list_dead(stage: str | None, reason: str | None, data: Path | None, as_json: bool) -> None:
    """List the dead letters, oldest first."""
    letters = _narrowed(_letters(data), stage, reason)
    if as_json:
        print_json_lines(letters)
        return
    if not letters:
        click.echo("No dead letters.")
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("id", "reason", "detail", "item", "when", "re-driven"):
        table.add_column(column, header_style="dim", overflow="fold")
    for letter in letters:
        again = redrives_of(letter)
        cells = (
            letter.dead_id,
            letter.reason,
            letter.detail,
            letter.item_id or "",
            local(letter.at),
            f"{again} times" if again else "",
        )
        table.add_row(*(Text(printable(cell)) for cell in cells))
    console().print(table)


@dead.command()
@click.argument("dead_id")
@click.option(
    "--raw", is_flag=True, help="Only the original bytes, as they came: a feed entry, else the record."
)
@data_option
def show(dead_id: str, raw: bool, data: Path | None) -> None:
    """Show one letter: why it died, and its original bytes."""
    for letter in chosen(_letters(data), [dead_id]):
        original = original_bytes(letter)
        if raw:
            click.echo(original, nl=False)
            continue
        for name in ("dead_id", "stage", "reason", "detail", "topic", "partition", "offset", "item_id", "at"):
            click.echo(f"{name:10} {printable(str(getattr(letter, name)))}")
        click.echo(f"{'headers':10} {printable(str(letter.headers))}")
        click.echo(f"{'value':10} {len(letter.value)} bytes\n")
        click.echo(printable(letter.value.decode("utf-8", errors="backslashreplace")))
        if original != letter.value:
            click.echo(f"\n{'entry':10} {len(original)} bytes\n")
            click.echo(printable(original.decode("utf-8", errors="backslashreplace")))


@dead.command("redrive")
@click.argument("dead_ids", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All of them, but those that died again and again.")
@click.option("--force", is_flag=True, help="With ids: also one that was re-driven too often.")
@_filters
@data_option
def redrive_dead(
    dead_ids: tuple[str, ...],
    everything: bool,
    force: bool,
    stage: str | None,
    reason: str | None,
    data: Path | None,
) -> None:
    """Send letters through again, each to the topic it came from.

    One that dies again is a new letter that knows how often it was re-driven. After three times --all passes it over,
    so that no record goes round for ever.
    """
    if everything == bool(dead_ids):
        raise click.UsageError("Name the letters to re-drive, or give --all.")
    letters = _letters(data)
    if everything:
        wanted = _narrowed(letters, stage, reason)
        picked = tuple(letter for letter in wanted if may_be_redriven(letter))
    else:
        wanted = picked = chosen(letters, dead_ids)
    log = open_log(DataFolder.of(load_settings(data=data)))
    try:
        send_again(log, picked, datetime.now(UTC), force=force and not everything)
    finally:
        log.close()
    passed_over = len(wanted) - len(picked)
    more = f" {passed_over} passed over (feed entries, or re-driven too often)." if passed_over else ""
    click.echo(f"{len(picked)} re-driven; they pass with the next run.{more}")


def _narrowed(letters: Iterable[DeadLetter], stage: str | None, reason: str | None) -> tuple[DeadLetter, ...]:
    return tuple(
        letter for letter in letters if stage in (None, letter.stage) and reason in (None, letter.reason)
    )


def _letters(data: Path | None) -> tuple[DeadLetter, ...]:
    folder = DataFolder.of(load_settings(data=data))
    folder.require()
    log = open_log(folder, read_only=True)
    try:
        return dead_letters(log)
    finally:
        log.close()
