"""wirewatch index: the generations of the index."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.filesize import decimal
from rich.table import Table
from rich.text import Text

from consumers.ports import IndexVersions, Log
from consumers.replay.generations import generations_of, lag
from consumers.replay.rebuilding import FOLLOWING
from schemas.control import Generations
from schemas.status import GenerationStatus
from wirewatch.cli.output import console, data_option, json_option, print_json_lines
from wirewatch.cli.progress import progress_bars
from wirewatch.data_folder import DataFolder
from wirewatch.logs import printable, start_logging
from wirewatch.replay import swap as swapping
from wirewatch.replay.control import control_of
from wirewatch.settings import Settings, load_settings
from wirewatch.stores import count_items, open_log, open_versions
from wirewatch.when import local


@click.group()
def index() -> None:
    """The generations of the index: list, swap, roll back, drop.

    A replay builds a generation beside the live one. Every finished one is fed with what comes until it is dropped, so
    that a swap or a rollback loses nothing.

    \b
    Examples:
      wirewatch index list
      wirewatch index swap g2
      wirewatch index rollback
      wirewatch index drop g1
    """


@index.command("list")
@data_option
@json_option
def list_generations(data: Path | None, as_json: bool) -> None:
    """List the generations: which is live, what they were made from and with, and what they hold."""
    with _opened(data, read_only=True) as (_, folder, log, versions):
        del folder
        found = list(_statuses(log, versions))
    if as_json:
        print_json_lines(found)
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in (
        "generation",
        "state",
        "items",
        "size",
        "waiting",
        "made from",
        "rebuilt",
        "rules",
        "when",
    ):
        table.add_column(column, header_style="dim", overflow="fold")
    for each in found:
        state = Text("live", "bold green") if each.live else Text(each.state)
        cells = (
            str(each.items),
            decimal(each.size_bytes),
            str(each.lag),
            each.made_from or "",
            each.selected or "",
            each.ruleset or "",
        )
        when = local(each.created_at) if each.created_at else ""
        table.add_row(each.name, state, *(Text(printable(cell)) for cell in cells), when)
    console().print(table)


@index.command()
@click.argument("generation")
@data_option
def swap(generation: str, data: Path | None) -> None:
    """Let searches see a generation, and alert by it from now on.

    First its stages read what there is: `wirewatch run` where it runs, else this command.
    """
    with (
        _opened(data) as (settings, folder, log, versions),
        progress_bars() as told,
        control_of(folder, log) as control,
    ):
        done = swapping.swap(
            settings,
            folder,
            control,
            versions,
            generation,
            lambda name, n: told(f"{name} reads on", 0 if n else 1, 1),
        )
    click.echo(
        f"Searches see {done.live} now. `wirewatch index rollback` goes back to {done.swapped_from or done.live}."
    )


@index.command()
@data_option
def rollback(data: Path | None) -> None:
    """Go back to the generation that was live before the last swap. It was fed all the time, so nothing is lost."""
    with (
        _opened(data) as (settings, folder, log, versions),
        progress_bars() as told,
        control_of(folder, log) as control,
    ):
        done = swapping.rollback(
            settings, folder, control, versions, lambda name, n: told(f"{name} reads on", 0 if n else 1, 1)
        )
    click.echo(f"Searches see {done.live} again.")


@index.command()
@click.argument("generation")
@data_option
def drop(generation: str, data: Path | None) -> None:
    """Remove a generation that is not live, with its topics and its index; also one that is not finished."""
    with (
        _opened(data) as (settings, folder, log, versions),
        progress_bars() as told,
        control_of(folder, log) as control,
    ):
        swapping.drop(
            settings,
            folder,
            control,
            versions,
            generation,
            lambda name, n: told(f"{name} reads on", 0 if n else 1, 1),
        )
        log.compact()
    click.echo(f"{generation} is gone.")


def _statuses(log: Log, versions: IndexVersions) -> Iterator[GenerationStatus]:
    generations: Generations = generations_of(log)
    there = set(versions.names())
    for each in generations.generations:
        yield GenerationStatus(
            name=each.name,
            live=each.name == generations.live,
            state=each.state,
            items=count_items(versions, each.name) if each.name in there else 0,
            size_bytes=versions.size_bytes(each.name),
            lag=lag(log, each.name, FOLLOWING),
            made_from=each.made_from,
            selected=str(each.selected) if each.selected else None,
            ruleset=each.ruleset,
            created_at=each.created_at,
        )


@contextmanager
def _opened(
    data: Path | None, *, read_only: bool = False
) -> Iterator[tuple[Settings, DataFolder, Log, IndexVersions]]:
    settings = load_settings(data=data)
    start_logging(settings.log_level)
    folder = DataFolder.of(settings)
    folder.require()
    log = open_log(folder, read_only=read_only)
    try:
        yield settings, folder, log, open_versions(folder)
    finally:
        log.close()
