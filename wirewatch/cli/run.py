"""wirewatch run: the whole stream in one process."""

import asyncio
import sys
from contextlib import AsyncExitStack
from pathlib import Path

import click
from rich.text import Text

from schemas.status import RunSummary
from wirewatch.cli.output import console, data_option, json_option, print_json_lines
from wirewatch.data_folder import DataFolder
from wirewatch.desk.serving import served
from wirewatch.garbage import loading
from wirewatch.logs import start_logging
from wirewatch.open_session import opened_session
from wirewatch.render.feeds import opening_line
from wirewatch.render.summary import NO_NETWORK, no_network, summary_lines
from wirewatch.session import Session
from wirewatch.settings import Settings, load_settings
from wirewatch.status import feed_statuses
from wirewatch.watching import Show, watched

NOTHING_REACHED = 1


@click.command()
@click.option("--once", is_flag=True, help="Poll every feed once, drain, print a summary, leave.")
@click.option(
    "--feeds", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The catalogue: CSV in the catalogue's format, OPML, or one address a line.",
)  # fmt: skip
@data_option
@click.option("--allow-private", is_flag=True, help="Fetch from loopback and private addresses too.")
@json_option
def run(once: bool, feeds: Path | None, data: Path | None, allow_private: bool, as_json: bool) -> int:
    """Poll the feeds and run the whole stream, until stopped.

    While it runs it serves the desk, a web page to look from, whose address it prints (setting `desk`).

    Ctrl-C (or SIGTERM) finishes what was read and leaves with exit code 0; a second Ctrl-C leaves at once, and
    even a kill loses nothing: the next run goes on where this one was.

    \b
    Examples:
      wirewatch run
      wirewatch run --feeds my-feeds.opml --data ~/coverage
      wirewatch run --once --json | jq .indexed

    Exit code 1 where no feed could be reached with --once, or a stage had to stop.
    """
    if as_json and not once:
        raise click.UsageError("--json goes with --once: it prints one summary at the end.")
    settings = load_settings(feeds=feeds, data=data, allow_private=allow_private or None)
    folder = DataFolder.of(settings)
    with folder.locked():
        live = not once and sys.stdout.isatty()
        journal_bytes = int(settings.journal_max_mb * 1024 * 1024)
        start_logging(
            settings.log_level,
            folder.journal if live else None,
            as_json=settings.log_format == "json",
            max_bytes=journal_bytes,
        )
        return _run(settings, folder, once=once, live=live, as_json=as_json)


def _run(settings: Settings, folder: DataFolder, *, once: bool, live: bool, as_json: bool) -> int:
    show = Show(console(), quiet=as_json, live=live)

    async def session_run() -> tuple[RunSummary, Session]:
        async with AsyncExitStack() as stack:
            with loading():
                session = await stack.enter_async_context(opened_session(settings, folder, show.told))
            if not once:
                show.desk = stack.enter_context(served(settings))
                if show.desk and not live:
                    show.console.print(f"Desk: {show.desk}")
            if not once and not as_json:
                known = list(feed_statuses(session.log))
                show.console.print(Text(f"Feeds: {opening_line(known, len(session.poller.feeds))}", "dim"))
            await stack.enter_async_context(watched(session, show))
            drained = await (session.run_once() if once else session.run())
            return session.summary(drained=drained), session

    summary, session = asyncio.run(session_run())
    if as_json:
        print_json_lines([summary])
    else:
        for line in summary_lines(summary, settings.data):
            show.console.print(line)
    if once and no_network(session.tally):
        click.echo(NO_NETWORK, err=True)
        return NOTHING_REACHED
    return 0 if summary.drained else NOTHING_REACHED
