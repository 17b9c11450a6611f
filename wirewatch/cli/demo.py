"""wirewatch demo: the whole stream on sample feeds."""

import asyncio
import threading
from contextlib import suppress
from pathlib import Path

import click
from rich.rule import Rule
from rich.text import Text

from consumers.query.parse import parse_query
from consumers.query.search import SearchRequest
from schemas.coverage import Coverage
from schemas.status import RunSummary
from wirewatch.alerting import Standing, standing
from wirewatch.cli.alerts import alert_table
from wirewatch.cli.output import console
from wirewatch.cli.search import show_hits
from wirewatch.data_folder import DataFolder
from wirewatch.demo.comparison import compare
from wirewatch.demo.server import DemoSite
from wirewatch.demo.session import claim, clear, demo_settings, settings_left
from wirewatch.desk.serving import served
from wirewatch.logs import start_logging
from wirewatch.open_session import opened_session
from wirewatch.render.analysis import analysis
from wirewatch.render.comparison import comparison_lines
from wirewatch.render.summary import summary_lines
from wirewatch.stores import open_index, open_log
from wirewatch.watching import Show, watched

SHOWN = 12


@click.command()
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), default=Path("demo-data"), show_default=True,
    help="Where the demo's log, index and alerts are put; new, empty, or an earlier demo's, which is replaced.",
)  # fmt: skip
def demo(data: Path) -> int:
    """Run the whole stream on sample feeds served on loopback, and print what an analyst gets.

    Seven invented agencies in English, Russian and Chinese. Their older half is there when the first poll comes, and
    alerts nobody; then the news comes out. Everything in the feeds is invented.

    \b
    Examples:
      wirewatch demo
      wirewatch search 'topic:energy' --data demo-data
    """
    shown = console()
    folder = DataFolder(data)
    site = DemoSite()
    start_logging("WARNING")
    claim(folder)
    with folder.locked():
        clear(folder)
        summary = asyncio.run(_run(folder, site, Show(shown)))
    coverage, alerts = _collected(folder)
    shown.print(Rule("Coverage", align="left"))
    index = open_index(folder)
    show_hits(index.search(SearchRequest(parse_query("*"), limit=SHOWN)))
    index.close()
    richest = max(coverage, key=lambda record: len(record.facts.all()), default=None)
    if richest is not None:
        shown.print(Rule("One item, its facts marked", align="left"))
        shown.print(analysis(richest, why=True))
    shown.print(Rule("Alerts", align="left"))
    shown.print(alert_table(alerts) if alerts else Text("None."))
    shown.print(Rule("Held against a person's labels", align="left"))
    for line in comparison_lines(compare(coverage, site.shift)):
        shown.print(line)
    shown.print(Rule(align="left"))
    for line in summary_lines(summary, data):
        shown.print(line)
    if shown.is_terminal:
        _serve_desk(folder)
    else:
        shown.print(f"The desk: wirewatch desk --data {data}")
    return 0 if summary.drained else 1


def _serve_desk(folder: DataFolder) -> None:
    """The desk over what the demo found, until Ctrl-C."""
    with served(settings_left(folder)) as address:
        click.echo(f"Desk: {address}   (Ctrl-C ends the demo)")
        with suppress(KeyboardInterrupt):
            threading.Event().wait()


async def _run(folder: DataFolder, site: DemoSite, show: Show) -> RunSummary:
    async with site.served() as address:
        settings = demo_settings(folder, address)
        async with opened_session(settings, folder, show.told) as session, watched(session, show):
            show.console.print(Text("First poll: what was there already", "bold"))
            drained = await session.run_once()
            site.news_is_out = True
            show.console.print(Text("Second poll: the news", "bold"))
            drained = await session.run_once() and drained
            return session.summary(drained=drained)


def _collected(folder: DataFolder) -> tuple[list[Coverage], list[Standing]]:
    index, log = open_index(folder), open_log(folder)
    try:
        found = index.search(SearchRequest(parse_query("*"), limit=1000)).hits
        kept = (index.get(hit.document.item_id) for hit in found)
        return [record for record in kept if record is not None], list(standing(log))
    finally:
        index.close()
        log.close()
