"""wirewatch forget: remove items for good."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.table import Table

from consumers.query.fault import QuerySyntaxError, caret
from consumers.query.parse import parse_query
from consumers.query.search import SearchRequest
from schemas.errors import ConfigurationError
from wirewatch.adapters.pages.store import PageStore
from wirewatch.cli.output import console, data_option
from wirewatch.clock import now
from wirewatch.data_folder import DataFolder
from wirewatch.forgetting.forget import forget as forget_items
from wirewatch.forgetting.forget import held, items_of_source, stays
from wirewatch.settings import Settings, load_settings
from wirewatch.stores import open_archive, open_file_index, open_index, open_log, open_versions
from wirewatch.text_stores import Stores

MISTAKEN = 2


@click.command()
@click.argument("items", metavar="[ITEM]...", nargs=-1)
@click.option("--source", help="All items of a source, by its id (`wirewatch feeds list`).")
@click.option("--query", help="All items that a query finds, in the language of `wirewatch search`.")
@click.option("--reason", default="", help="Why, in words; kept with the tombstone.")
@click.option("--dry-run", is_flag=True, help="Only say what would be removed.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@data_option
def forget(
    items: tuple[str, ...], source: str | None, query: str | None, reason: str, dry_run: bool, yes: bool, data: Path | None
) -> int:  # fmt: skip
    """Remove items for good: from the log, the archive, the index of every generation, pages, matches, alerts and their ledger.

    Only a tombstone stays, with the item's id. By it the item is kept out whatever brings it back: its feed, a replay, a backfill.
    `wirewatch run` must be stopped. What was sent to channels, exported or backed up is out of reach, and alerts.jsonl is left
    as it is.

    \b
    Examples:
      wirewatch forget 8a0752f399938eb72095d0fc --reason "court order of 3 May"
      wirewatch forget --source example-wire --dry-run
      wirewatch forget --query '"Ivan Petrov"' --yes
    """
    if not items and source is None and query is None:
        raise click.UsageError("Name items, --source or --query.")
    try:
        asked = SearchRequest(parse_query(query, now=now())) if query is not None else None
    except QuerySyntaxError as error:
        click.echo(caret(error, query or ""), err=True)
        return MISTAKEN
    settings = load_settings(data=data)
    folder = DataFolder.of(settings)
    folder.require()
    with folder.locked(), folder.locked_for_replay(), _opened(settings, folder) as stores:
        wanted = _wanted(folder, stores, items, source, asked)
        found = held(stores, wanted)
        _show(f"{len(wanted)} items", found)
        if not found:
            raise ConfigurationError("There is nothing of these items here.")
        if dry_run:
            return 0
        if not yes:
            click.confirm("Remove them for good?", abort=True, default=False)
        with console().status("Removing …") as status:
            gone = forget_items(
                stores, wanted, now(), reason, lambda what: status.update(f"Removing from {what} …")
            )
            status.update("Giving the space back …")
            stores.log.compact()
            _purge_index(folder)
        _show("Removed", gone)
        if stays(stores.log):
            click.echo(
                "Kafka cannot remove single records: those in its topics are shown and replayed no more, and stay on its disks until "
                "retention lets them go (`wirewatch status` says how long). Start the stages again, so that they learn of it."
            )
    return 0


@contextmanager
def _opened(settings: Settings, folder: DataFolder) -> Iterator[Stores]:
    log = open_log(folder)
    pages = PageStore(settings.data / "pages", max_bytes=0, max_age_s=0.0)
    try:
        yield Stores(log, open_versions(folder), open_archive(settings), pages)
    finally:
        log.close()


def _wanted(
    folder: DataFolder,
    stores: Stores,
    items: tuple[str, ...],
    source: str | None,
    asked: SearchRequest | None,
) -> frozenset[str]:
    wanted = set(items)
    if source is not None:
        of_source = items_of_source(stores.log, source)
        if not of_source:
            raise ConfigurationError(
                f"There is no item of a source {source}; `wirewatch feeds list` shows the ids of sources."
            )
        wanted |= of_source
    if asked is not None:
        index = open_index(folder, read_only=True)
        try:
            wanted |= {each.item.item_id for each in index.found(asked)}
        finally:
            index.close()
    return frozenset(wanted)


def _show(title: str, counts: Counter[str]) -> None:
    table = Table("where", "how many", title=title, title_justify="left", box=None, padding=(0, 2, 0, 0))
    for name, count in counts.items():
        table.add_row(name, f"{count:,}")
    console().print(table)


def _purge_index(folder: DataFolder) -> None:
    """Words of removed items stay in the tokens of a file index until they are made anew."""
    if folder.index.is_file():
        index = open_file_index(folder)
        try:
            index.vacuum()
        finally:
            index.close()
