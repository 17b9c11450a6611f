"""wirewatch desk: the web page by itself."""

import signal
import threading
from pathlib import Path

import click

from schemas.errors import ConfigurationError
from wirewatch.cli.output import data_option
from wirewatch.desk.serving import served
from wirewatch.garbage import collect_seldom
from wirewatch.logs import start_logging
from wirewatch.settings import load_settings


@click.command()
@click.option("--at", "address", help="host:port (default: the setting `desk`, 127.0.0.1:8600).")
@data_option
def desk(address: str | None, data: Path | None) -> None:
    """Serve the desk until Ctrl-C: coverage, items with their facts marked, events side by side, what is ahead, figures, alerts,
    feeds, the stream.

    `wirewatch run` serves it, too; this is for a cluster, or a folder that nothing runs over. Beyond loopback it asks for the setting
    `desk_token`.

    \b
    Examples:
      wirewatch desk
      wirewatch desk --data demo-data --at 127.0.0.1:9000
    """
    settings = load_settings(data=data, desk=address)
    if not settings.desk:
        raise ConfigurationError("Say where the desk is to listen: --at 127.0.0.1:8600.")
    start_logging(settings.log_level)
    stop = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())
    with served(settings, exact=True) as where:
        collect_seldom()
        click.echo(f"Desk: {where}")
        stop.wait()
