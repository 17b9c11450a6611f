"""wirewatch backup: the data folder in one file."""

from pathlib import Path

import click

from wirewatch.backup import back_up
from wirewatch.cli.output import data_option
from wirewatch.cli.progress import progress_bars
from wirewatch.clock import now
from wirewatch.settings import load_settings


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@data_option
def backup(file: Path, data: Path | None) -> None:
    """Write the data folder to one file (tar, Zstandard), also while `wirewatch run` uses it: log, index, archive, pages, alerts.

    On a cluster back up Kafka and Elasticsearch by their own means; this takes the folder alone.

    \b
    Examples:
      wirewatch backup coverage-2026-11-26.tar.zst
      wirewatch restore coverage-2026-11-26.tar.zst --data elsewhere
    """
    settings = load_settings(data=data)
    with progress_bars() as told:
        made = back_up(settings.data, file, now(), told)
    size = sum(each.size_bytes for each in made.files)
    click.echo(f"{len(made.files)} files, {size:,} bytes, in {file} ({file.stat().st_size:,} bytes).")
