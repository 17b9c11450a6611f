"""wirewatch kibana: what Kibana shows of the coverage."""

import asyncio
from pathlib import Path

import click

from schemas.errors import ConfigurationError
from wirewatch.settings import Settings, load_settings


@click.group()
def kibana() -> None:
    """Data views, saved searches and the morning's dashboard for Kibana."""


@kibana.command()
@click.option(
    "--to", type=click.Path(dir_okay=False, path_type=Path), help="A file (default: standard output)."
)
def export(to: Path | None) -> None:
    """Write them as the file that Kibana imports (Stack Management, Saved Objects, Import).

    \b
    Example:
      wirewatch kibana export --to wirewatch.ndjson
    """
    objects = _objects(load_settings())
    if to is None:
        click.echo(objects.encode(), nl=False)
    else:
        to.write_text(objects, encoding="utf-8")


@kibana.command()
def install() -> None:
    """Import them into the Kibana that the setting `kibana` names, over those of an earlier version.

    The user is that of Elasticsearch (elastic.api_key, or elastic.username and elastic.password).

    \b
    Example:
      WIREWATCH_KIBANA=https://kibana:5601 wirewatch kibana install
    """
    from wirewatch.elastic_store import access_of
    from wirewatch.kibana.install import KibanaAccess
    from wirewatch.kibana.install import install as handed_over

    settings = load_settings()
    if settings.kibana is None:
        raise ConfigurationError(
            "Set kibana to the address of Kibana (WIREWATCH_KIBANA=https://kibana:5601)."
        )
    elastic = access_of(settings)
    access = KibanaAccess(settings.kibana, elastic.api_key, elastic.user(), elastic.ca_file)
    count = asyncio.run(handed_over(access, _objects(settings)))
    click.echo(
        f"{count} objects are in Kibana: {settings.kibana.rstrip('/')}/app/dashboards#/view/{_board()}"
    )


def _objects(settings: Settings) -> str:
    from wirewatch.elastic_store import layout_of
    from wirewatch.kibana.objects import ndjson

    return ndjson(layout_of(settings).names)


def _board() -> str:
    from wirewatch.kibana.objects import BOARD

    return BOARD
