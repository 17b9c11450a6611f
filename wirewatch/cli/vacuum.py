"""wirewatch vacuum: keep the data folder small."""

from datetime import UTC, datetime
from pathlib import Path

import click
from rich.filesize import decimal

from wirewatch.cli.output import data_option
from wirewatch.data_folder import DataFolder
from wirewatch.retention import expire
from wirewatch.settings import load_settings
from wirewatch.stores import open_log


@click.command()
@data_option
def vacuum(data: Path | None) -> None:
    """Remove what retention lets go, and give the space back to the disk.

    `wirewatch run` does the same every hour; what a stage has not read yet is never removed.

    \b
    Example:
      WIREWATCH_RETENTION__DERIVED_DAYS=0 wirewatch vacuum
    """
    settings = load_settings(data=data)
    folder = DataFolder(settings.data)
    folder.require()
    before = folder.size_bytes()
    log = open_log(folder)
    gone = expire(log, settings.retention, datetime.now(UTC))
    log.compact()
    log.close()
    removed = ", ".join(f"{count} of {topic}" for topic, count in gone.items() if count) or "nothing"
    click.echo(f"Removed {removed}. {settings.data}: {decimal(before)} → {decimal(folder.size_bytes())}")
