"""wirewatch alerts: what was sent."""

from collections.abc import Iterable
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from schemas.alert import Alert
from schemas.match import Match
from wirewatch.cli.output import console, data_option, json_option, print_json_lines
from wirewatch.data_folder import DataFolder
from wirewatch.logs import printable
from wirewatch.render.headline import headline
from wirewatch.settings import load_settings
from wirewatch.status import alerts_of
from wirewatch.stores import open_log
from wirewatch.when import local


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
    folder = DataFolder.of(load_settings(data=data))
    folder.require()
    log = open_log(folder, read_only=True)
    sent = list(alerts_of(log))[-limit:]
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


def alert_table(sent: Iterable[Alert]) -> Table:
    """Alerts as a table, one row for all channels: when, rule, channels, source, headline, and why."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("when", "rule", "channels", "source", "headline", "because"):
        table.add_column(column, header_style="dim", overflow="fold")
    rows: dict[tuple[str, str, str], list[Alert]] = {}
    for alert in sent:
        rows.setdefault((alert.rule_id, alert.subject, alert.change), []).append(alert)
    for alerts in rows.values():
        match = alerts[0].match
        cells = (
            local(alerts[0].decided_at),
            match.rule_name,
            ", ".join(alert.channel for alert in alerts),
            match.source.name,
            headline(match.title or match.summary),
            because(match),
        )
        table.add_row(*(Text(printable(cell)) for cell in cells))
    return table


def because(match: Match) -> str:
    """The clauses that matched, each with the words it found."""
    found = []
    for clause in match.explanation:
        words = ", ".join(dict.fromkeys(span.surface for span in clause.spans))
        found.append(f"{clause.clause} ({words})" if words and words != clause.clause else clause.clause)
    return "; ".join(found)
