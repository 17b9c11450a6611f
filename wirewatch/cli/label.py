"""wirewatch label: say what is true of an item."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import click
from pydantic import ValidationError

from schemas.classified import Classified
from schemas.coverage import Coverage
from schemas.errors import ConfigurationError, WirewatchError
from schemas.item import Item
from schemas.label import Labels
from wirewatch.cli.output import data_option
from wirewatch.data_folder import DataFolder
from wirewatch.evaluation.labelled import of_label
from wirewatch.items import last_drops, last_sightings
from wirewatch.labels import draft_of, keep_label, label_of, labels_of
from wirewatch.settings import load_settings
from wirewatch.stores import open_index, open_log


@click.command()
@click.argument("item", required=False)
@click.option(
    "--relevant/--irrelevant", "relevant", default=None, help="Only the verdict; the facts stay unlabelled."
)
@click.option(
    "--topic", "named", multiple=True, help="With --relevant: a topic of the item; may be repeated."
)
@click.option(
    "--from",
    "file",
    type=click.File("r", encoding="utf-8"),
    help="Read the labels (the JSON of `gold`) from a file, - for standard input.",
)
@click.option(
    "--export",
    is_flag=True,
    help="Print all your labels, one item a line, as `wirewatch evaluate` reads them.",
)
@data_option
def label(
    item: str | None, relevant: bool | None, named: tuple[str, ...], file: TextIO | None, export: bool,
    data: Path | None,
) -> None:  # fmt: skip
    """Correct an item: its verdict alone, or all its facts.

    Without an option an editor ($EDITOR) opens with what the program found, as JSON, to be put right. Labels are kept in the
    log with the item's text; `wirewatch evaluate --labels` measures the program against them.

    \b
    Examples:
      wirewatch label 8a0752f399938eb72095d0fc --irrelevant
      wirewatch label 8a0752f399938eb72095d0fc --relevant --topic energy
      wirewatch label 8a0752f399938eb72095d0fc                 put the facts right in an editor
      wirewatch label --export > mine.jsonl
    """
    folder = DataFolder.of(load_settings(data=data))
    folder.require()
    if export:
        _export(folder)
        return
    if item is None:
        raise click.UsageError("Name an item, as `wirewatch search` prints it, or give --export.")
    found, text, language = _found(folder, item)
    if relevant is not None:
        gold = _checked({"relevant": relevant, "topics": named})
    elif file is not None:
        gold = _parsed(file.read())
    else:
        gold = _edited(found)
    revision = found.revision if found else None
    log = open_log(folder)
    try:
        keep_label(log, label_of(text, language, revision, gold, "correction", datetime.now(UTC)))
    finally:
        log.close()
    click.echo(
        f"Kept: {item} is {'relevant' if gold.relevant else 'irrelevant'}. wirewatch evaluate --labels"
    )


def _found(folder: DataFolder, item: str) -> tuple[Coverage | None, Item, str]:
    """An indexed item; or the text and language of one that was turned away."""
    index = open_index(folder, read_only=True)
    try:
        coverage = index.get(item)
    finally:
        index.close()
    if coverage is not None:
        return coverage, coverage.item, coverage.language
    log = open_log(folder, read_only=True)
    try:
        seen, drops = last_sightings(log, [item]), last_drops(log)
    finally:
        log.close()
    if item not in seen:
        raise WirewatchError(
            f"There is no item {item} in {folder.path}; `wirewatch search` shows what there is."
        )
    return None, seen[item], drops[item].language if item in drops else "und"


def _edited(found: Classified | None) -> Labels:
    if not sys.stdin.isatty():
        raise click.UsageError(
            "There is no terminal to edit in: give --relevant, --irrelevant or --from FILE."
        )
    text = draft_of(found).model_dump_json(indent=1)
    said = click.edit(text, extension=".json")
    if said is None or said.strip() == text.strip():
        raise click.ClickException(
            "Nothing was changed, so nothing is kept; save the file to keep it as it is."
        )
    return _parsed(said)


def _parsed(text: str) -> Labels:
    try:
        return Labels.model_validate_json(text)
    except ValidationError as error:
        raise ConfigurationError(_mistake(error)) from error


def _checked(values: dict[str, object]) -> Labels:
    try:
        return Labels.model_validate(values)
    except ValidationError as error:
        raise ConfigurationError(_mistake(error)) from error


def _mistake(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return (
        f"The labels have a mistake: {where or 'the JSON'}: {first['msg']}. docs/accuracy.md describes them."
    )


def _export(folder: DataFolder) -> None:
    log = open_log(folder, read_only=True)
    try:
        for kept in labels_of(log):
            click.echo(of_label(kept).model_dump_json(exclude_none=True).encode())
    finally:
        log.close()
