"""wirewatch show: one item whole."""

from pathlib import Path

import click

from consumers.replay.generations import live_log_of
from schemas.coverage import Coverage
from schemas.dropped import Dropped
from schemas.errors import WirewatchError
from wirewatch.cli.output import console, data_option, json_option, print_json_lines
from wirewatch.data_folder import DataFolder
from wirewatch.export.pointing import pointer_of
from wirewatch.export.revisions import find_revision
from wirewatch.items import last_drops
from wirewatch.render.analysis import analysis
from wirewatch.render.dropped import dropped_lines
from wirewatch.render.story import story_lines
from wirewatch.settings import load_settings
from wirewatch.stores import open_index, open_log


@click.command()
@click.argument("item")
@click.option(
    "--why",
    is_flag=True,
    help="Show the evidence behind the verdict, with weights, and what would change it.",
)
@data_option
@json_option
def show(item: str, why: bool, data: Path | None, as_json: bool) -> None:
    """Show one item: its text with every fact marked where it stands, its verdicts, its story.

    ITEM is an item_id as `wirewatch search` prints it; ITEM@1 is its first revision, as `wirewatch cite` names it, for as long
    as its entry is held. For an item that was turned away, the reasons are shown.

    \b
    Examples:
      wirewatch show 8a0752f399938eb72095d0fc
      wirewatch show 8a0752f399938eb72095d0fc@1
      wirewatch show 8a0752f399938eb72095d0fc --json | jq .facts.events
    """
    settings = load_settings(data=data)
    folder = DataFolder.of(settings)
    folder.require()
    pointer = pointer_of(item)
    found = find_revision(folder, settings, pointer) if pointer.revision else _found(folder, pointer.item_id)
    if as_json:
        print_json_lines([found])
    elif isinstance(found, Coverage):
        console().print(analysis(found, why=why))
        for line in story_lines(found):
            console().print(line)
    else:
        for line in dropped_lines(found):
            console().print(line)


def _found(folder: DataFolder, item: str) -> Coverage | Dropped:
    index = open_index(folder, read_only=True)
    try:
        coverage = index.get(item)
    finally:
        index.close()
    if coverage is not None:
        return coverage
    log = open_log(folder, read_only=True)
    try:
        dropped = last_drops(live_log_of(log)).get(item)
    finally:
        log.close()
    if dropped is None:
        raise WirewatchError(
            f"There is no item {item} in {folder.path}; `wirewatch search` shows what there is."
        )
    return dropped
