"""wirewatch restore: a backup put back."""

from pathlib import Path

import click

from wirewatch.backup import restore as put_back
from wirewatch.cli.output import data_option
from wirewatch.cli.progress import progress_bars
from wirewatch.settings import load_settings
from wirewatch.when import local


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@data_option
def restore(file: Path, data: Path | None) -> None:
    """Put a backup into a new or empty data folder. Every file is checked against the SHA-256 it was backed up with, and all of it is put
    in place at one stroke.

    \b
    Examples:
      wirewatch restore coverage-2026-11-26.tar.zst --data elsewhere
    """
    settings = load_settings(data=data)
    with progress_bars() as told:
        made = put_back(file, settings.data, told)
    click.echo(
        f"{len(made.files)} files of {local(made.made_at)} are in {settings.data}; `wirewatch run` goes on from there."
    )
