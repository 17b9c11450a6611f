"""wirewatch vacuum: keep the data folder small."""

from pathlib import Path

import click
from rich.filesize import decimal

from wirewatch.cli.output import console, data_option
from wirewatch.clock import now
from wirewatch.data_folder import DataFolder
from wirewatch.settings import SQLITE, Settings, load_settings
from wirewatch.stores import housekeeping_of, open_file_index, open_log, open_versions

_WAIT = "Making log and index smaller (up to a minute for every 100,000 items) …"


@click.command()
@data_option
def vacuum(data: Path | None) -> None:
    """Remove what retention and text policy let go, make the index as small as it can be, and give the space back to the disk.

    Takes up to a minute for every 100,000 items in the index, in which a `wirewatch run` in the same folder waits to
    write to it. `run` itself removes every hour what retention lets go; what a stage has not read yet is never removed.

    \b
    Example:
      WIREWATCH_RETENTION__DERIVED_DAYS=0 wirewatch vacuum
    """
    settings = load_settings(data=data)
    folder = DataFolder.of(settings)
    folder.require()
    before = folder.size_bytes()
    with console().status(_WAIT):
        gone = _shrink_log(folder, settings)
        freed = _shrink_index(folder)
    removed = ", ".join(f"{count} of {topic}" for topic, count in gone.items() if count) or "nothing"
    click.echo(
        f"Removed {removed}. The index freed {decimal(freed)}. "
        f"{settings.data}: {decimal(before)} → {decimal(folder.size_bytes())}"
    )


def _shrink_log(folder: DataFolder, settings: Settings) -> dict[str, int]:
    """How many records went, by topic, and items of the index."""
    log = open_log(folder)
    try:
        gone = housekeeping_of(settings, log, open_versions(folder)).keep(now())
        log.compact()
        return gone
    finally:
        log.close()


def _shrink_index(folder: DataFolder) -> int:
    """How many bytes the index lost; none where there is no index yet."""
    if folder.index_address != SQLITE or not folder.index.is_file():
        return 0
    index = open_file_index(folder)
    try:
        return max(index.vacuum(), 0)
    finally:
        index.close()
