"""wirewatch alerts: what was sent."""

from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from consumers.outputs import read
from schemas import topics
from schemas.alert import Alert
from wirewatch.cli.output import console, data_option, json_option, print_json_lines
from wirewatch.data_folder import DataFolder
from wirewatch.logs import printable
from wirewatch.settings import load_settings
from wirewatch.wiring import open_log


@click.group()
def alerts() -> None:
    """The alerts that were decided, with the words that matched.

    \b
    Examples:
      wirewatch alerts list
      wirewatch alerts list --json | jq .match.link
    """


@alerts.command("list")
@data_option
@json_option
@click.option("--limit", default=50, show_default=True, help="The newest so many.")
def list_alerts(data: Path | None, as_json: bool, limit: int) -> None:
    """List the alerts, newest last."""
    folder = DataFolder(load_settings(data=data).data)
    folder.require()
    log = open_log(folder)
    sent = [read(Alert, topics.ALERTS, record) for record in log.records(topics.ALERTS.name)][-limit:]
    log.close()
    if as_json:
        print_json_lines(sent)
        return
    if not sent:
        click.echo(
            "No alerts yet. Rules: `wirewatch rules check`; only live news alerts, never a first poll."
        )
        return
    console().print(alert_table(sent))


def alert_table(sent: list[Alert]) -> Table:
    """Alerts as a table: when, rule, channel, source, headline, and the clause that matched."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("when", "rule", "channel", "source", "headline", "because"):
        table.add_column(column, header_style="dim", overflow="fold")
    for alert in sent:
        because = "; ".join(
            f"{clause.clause}: {', '.join(dict.fromkeys(span.surface for span in clause.spans))}".rstrip(": ")
            for clause in alert.match.explanation
        )
        cells = (
            f"{alert.decided_at:%Y-%m-%d %H:%M}",
            alert.match.rule_name,
            alert.channel,
            alert.match.source.name,
            alert.match.title or alert.match.summary,
            because,
        )
        table.add_row(*(Text(printable(cell)) for cell in cells))
    return table
