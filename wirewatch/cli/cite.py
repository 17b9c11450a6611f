"""wirewatch cite: cite an item or one fact of it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, get_args

import click

from schemas.citation import Citation
from wirewatch.cli.output import data_option
from wirewatch.data_folder import DataFolder
from wirewatch.export.citation import citation_of
from wirewatch.export.formats.bibliography import as_bibtex, as_csl, as_markdown, as_ris, as_text
from wirewatch.export.pointing import pointer_of
from wirewatch.export.revisions import find_revision
from wirewatch.settings import load_settings

Style = Literal["text", "markdown", "ris", "bibtex", "csl-json"]

_LAID_OUT: Mapping[Style, Callable[[Citation], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "ris": as_ris,
    "bibtex": as_bibtex,
    "csl-json": as_csl,
}


@click.command()
@click.argument("pointer", metavar="ITEM[@REVISION][#FACT]")
@click.option("--format", "style", default="text", show_default=True, type=click.Choice(get_args(Style)))
@data_option
def cite(pointer: str, style: Style, data: Path | None) -> None:
    """Cite an item, or one fact of it, so that a reader finds the very words again.

    A citation names the revision that was read (the newest where none is named), the SHA-256 of its text, and, of a fact,
    where its words stand. `wirewatch show ITEM@REVISION` shows that revision, also after the item was edited.

    \b
    Examples:
      wirewatch cite 8a0752f399938eb72095d0fc
      wirewatch cite 8a0752f399938eb72095d0fc@1#q2
      wirewatch cite 8a0752f399938eb72095d0fc --format bibtex >> thesis.bib
    """
    wanted = pointer_of(pointer)
    settings = load_settings(data=data)
    folder = DataFolder.of(settings)
    folder.require()
    coverage = find_revision(folder, settings, wanted)
    click.echo(_LAID_OUT[style](citation_of(coverage, wanted.fact_id)).rstrip("\r\n").encode())
