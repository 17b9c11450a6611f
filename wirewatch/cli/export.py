"""wirewatch export: take what a query finds away."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO, cast, get_args

import click

from consumers.query.fault import QuerySyntaxError, caret
from consumers.query.parse import parse_query
from consumers.query.search import SearchRequest
from consumers.replay.generations import generations_of, log_of
from schemas.errors import ConfigurationError
from schemas.rows import ROWS, Export, What
from wirewatch.cli.output import data_option
from wirewatch.cli.progress import progress_bars
from wirewatch.clock import now
from wirewatch.data_folder import DataFolder
from wirewatch.export.formats.cells import columns_of
from wirewatch.export.formats.choosing import FORMATS, REFERENCES, Format, writer_of
from wirewatch.export.hashed import Hashed
from wirewatch.export.made import Made
from wirewatch.export.making import made_of
from wirewatch.replay.ruleset import ruleset_of
from wirewatch.settings import SQLITE, load_settings
from wirewatch.stores import open_index, open_log
from wirewatch.when import Moment

MISTAKEN = 2
BINARY: tuple[Format, ...] = ("parquet",)


@click.command()
@click.argument("query", default="*")
@click.option("--what", default="items", show_default=True, type=click.Choice(get_args(What)))
@click.option("--format", "written", default="csv", show_default=True, type=click.Choice(FORMATS))
@click.option("--since", type=Moment(), help="Not older than: 12h, 30d, 2026-11-01.")
@click.option("--until", type=Moment(), help="Older than.")
@click.option("--one-per-story", is_flag=True, help="Leave further copies of a story out.")
@click.option(
    "--out", "-o", type=click.Path(dir_okay=False, path_type=Path),
    help="A file (default: standard output). What it holds is told beside it, in FILE.about.json.",
)  # fmt: skip
@click.option("--bom", is_flag=True, help="CSV that Excel reads as UTF-8.")
@click.option("--text", "with_text", is_flag=True, help="Items with their whole text. Mind its copyright.")
@data_option
def export(
    query: str, what: What, written: Format, since: datetime | None, until: datetime | None, one_per_story: bool,
    out: Path | None, bom: bool, with_text: bool, data: Path | None,
) -> int:  # fmt: skip
    """Take what QUERY finds away: items, facts, events, stories or alerts, the newest first, however many.

    Every row names its item, revision, source, and the SHA-256 of the text its offsets point into. Columns are documented in
    docs/taking-away.md and stay what they are. Cells that a spreadsheet would run as formulas begin with an apostrophe.

    \b
    Examples:
      wirewatch export 'topic:energy' --since 30d -o energy.csv
      wirewatch export 'entity:Gazprom' --what facts --format jsonl | jq .value
      wirewatch export 'event.type:visit' --what events --format markdown
      wirewatch export '天然气' --format ris -o gas.ris           for Zotero, EndNote, Mendeley
      wirewatch export --what facts --format parquet -o facts.parquet
    """
    if out is None and written in BINARY and sys.stdout.isatty():
        raise ConfigurationError(f"--format {written} is not for a terminal: name a file with -o.")
    try:
        parsed = parse_query(query, now=now())
    except QuerySyntaxError as error:
        click.echo(caret(error, query), err=True)
        return MISTAKEN
    settings = load_settings(data=data)
    folder = DataFolder.of(settings)
    if folder.index_address == SQLITE:
        folder.require()
    request = SearchRequest(parsed, since, until, one_per_story=one_per_story)
    with ExitStack() as opened:
        log = opened.enter_context(closing(open_log(folder, read_only=True)))
        index = opened.enter_context(closing(open_index(folder, read_only=True)))
        told = opened.enter_context(progress_bars())
        stream = Hashed(opened.enter_context(_opened(out)))
        live = generations_of(log).live
        made = Made(writer_of(cast(BinaryIO, stream), what, written, bom=bom))
        passing = made.passing(index.found(request), told, index.count())
        made.write(made_of(passing, what, written, log_of(log, live), with_text=with_text))
    about = Export(
        query=query, since=since, until=until, what=what, format=written, exported_at=now(),
        wirewatch=version("wirewatch"), ruleset=ruleset_of(settings), generation=live, items=made.found, rows=made.rows,
        columns=() if written in REFERENCES else columns_of(ROWS[what]), sha256=stream.hexdigest(),
    )  # fmt: skip
    if out is not None:
        beside = out.with_name(f"{out.name}.about.json")
        beside.write_text(about.model_dump_json(indent=1) + "\n", encoding="utf-8")
    where = f" in {out}" if out else ""
    click.echo(
        f"{about.rows} {_word(about)} of {about.items} items{where}, ruleset {about.ruleset}.", err=True
    )
    return 0


def _word(about: Export) -> str:
    """What its rows are called."""
    return "citations" if about.format in REFERENCES else about.what


@contextmanager
def _opened(out: Path | None) -> Iterator[BinaryIO]:
    """The file, whole or not at all; or standard output."""
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = out.with_name(f"{out.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
