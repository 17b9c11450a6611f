"""wirewatch schemas: the JSON Schemas of the records."""

from pathlib import Path

import click

from wirewatch.json_schemas import export_schemas


@click.group()
def schemas() -> None:
    """The JSON Schemas of the records in every topic.

    \b
    Example:
      wirewatch schemas export --to schemas/json
    """


@schemas.command()
@click.option(
    "--to", type=click.Path(file_okay=False, path_type=Path), default=Path("schemas/json"), show_default=True
)
def export(to: Path) -> None:
    """Write one file per topic; files that are the same are left alone."""
    changed = export_schemas(to)
    click.echo(f"{to}: {', '.join(changed) if changed else 'nothing changed'}")
