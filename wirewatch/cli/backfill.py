"""wirewatch backfill: bring in what was published before."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import click

from consumers.replay.generations import generations_of
from schemas.backfill import FileBackfill
from wirewatch.backfill.bring_in import Backfill, Brought
from wirewatch.backfill.reading import FORMATS, Format
from wirewatch.backfill.sources import Sources
from wirewatch.backfill.tables import mapping_of
from wirewatch.cli.output import data_option, json_option, print_json_lines
from wirewatch.cli.progress import Told, progress_bars
from wirewatch.clock import now
from wirewatch.data_folder import DataFolder
from wirewatch.logs import printable, start_logging
from wirewatch.replay.catching_up import catch_up
from wirewatch.settings import Settings, load_settings
from wirewatch.stores import open_log, open_versions
from wirewatch.wiring import feeds_in_force, open_parser

FAULTS_SHOWN = 20
SOME_FAULTS = 1


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--source",
    help="Whose items these are, where a file does not say it: a source's id (wirewatch feeds list).",
)
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="A column by another name, as title=Headline.",
)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="What the files are, where it is not told right."
)
@click.option(
    "--feeds",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The catalogue, as with run.",
)
@click.option("--no-wait", is_flag=True, help="Leave what was brought in to the next run.")
@data_option
@json_option
def backfill(
    files: tuple[Path, ...], source: str | None, mapping: tuple[str, ...], form: Format | None, feeds: Path | None,
    no_wait: bool, data: Path | None, as_json: bool,
) -> int:  # fmt: skip
    """Bring in archived feeds, tables (CSV, JSON Lines), web archives (WARC), pages and plain articles.

    Items keep their own dates and go through the same stream under the same ids, with origin backfill; nothing is
    alerted, and what polls gave is never overwritten. A file that was brought in is not brought in again; one that was
    cut short goes on where it was. Columns: docs/commands.md.

    \b
    Examples:
      wirewatch backfill archive/tass-*.xml
      wirewatch backfill export.csv --source xinhua --map title=Headline --map published=Day
      wirewatch backfill crawl.warc.gz
      wirewatch backfill article.txt --source tass

    Exit code 1 where something could not be brought in; what could is.
    """
    settings = load_settings(data=data, feeds=feeds)
    start_logging(settings.log_level)
    columns = mapping_of(mapping)
    sources = Sources(feeds_in_force(settings), source)
    folder = DataFolder.of(settings)
    with progress_bars() as told:
        brought = asyncio.run(_bring_in(folder, sources, files, form, columns, told))
        if not no_wait:
            _let_stages_read(settings, folder, told)
    if as_json:
        print_json_lines(_reported(each) for each in brought)
    else:
        _show(brought)
    return SOME_FAULTS if any(each.faulty for each in brought) else 0


async def _bring_in(
    folder: DataFolder,
    sources: Sources,
    files: Sequence[Path],
    form: Format | None,
    columns: dict[str, str],
    told: Told,
) -> list[Brought]:
    brought: list[Brought] = []
    log = open_log(folder)
    try:
        async with open_parser() as parser:
            filling = Backfill(log, sources, parser, now, columns, told)
            try:
                for file in files:
                    try:
                        brought.append(await filling.bring_in(file, form))
                    except OSError as error:
                        brought.append(Brought(file.name))
                        brought[-1].fault(file.name, f"cannot be read: {error.strerror or error}")
            finally:
                filling.close()
    finally:
        log.close()
    return brought


def _let_stages_read(settings: Settings, folder: DataFolder, told: Told) -> None:
    """Wait for the stages, or run them where no `wirewatch run` does."""
    log = open_log(folder)
    most = [1]

    def waiting(left: int) -> None:
        most[0] = max(most[0], left)
        told("classify … index", most[0] - left, most[0])

    try:
        catch_up(settings, folder, log, open_versions(folder), generations_of(log).live, waiting)
    finally:
        log.close()


def _reported(brought: Brought) -> FileBackfill:
    return FileBackfill(
        file=brought.name,
        format=brought.form,
        again=brought.again,
        items=brought.items,
        known=brought.known,
        faults=brought.faulty,
        examples=tuple(f"{fault.place}: {fault.why}" for fault in brought.faults[:FAULTS_SHOWN]),
    )


def _show(brought: Sequence[Brought]) -> None:
    for each in brought:
        if each.again:
            click.echo(f"{printable(each.name)}: brought in before; nothing to do.")
            continue
        more = f", {each.known} known" if each.known else ""
        faults = f", {each.faulty} could not be brought in" if each.faulty else ""
        click.echo(f"{printable(each.name)} ({each.form or 'unknown'}): {each.items} items{more}{faults}.")
        for fault in each.faults[:FAULTS_SHOWN]:
            click.echo(printable(f"  {each.name}, {fault.place}: {fault.why}."), err=True)
        if each.faulty > FAULTS_SHOWN:
            click.echo(f"  … and {each.faulty - FAULTS_SHOWN} more", err=True)
