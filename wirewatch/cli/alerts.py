"""wirewatch alerts: what was sent."""

from collections.abc import Iterable, Iterator
from getpass import getuser
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from schemas.match import Match
from wirewatch.alerting import Standing, find_alerts, send_again, standing, take_on
from wirewatch.cli.output import console, data_option, json_option, print_json_lines
from wirewatch.clock import now
from wirewatch.compare.grid import printable_lines
from wirewatch.data_folder import DataFolder
from wirewatch.logs import printable
from wirewatch.messages.message import message_of
from wirewatch.render.headline import headline
from wirewatch.settings import load_settings
from wirewatch.stores import open_log
from wirewatch.when import local


@click.group()
def alerts() -> None:
    """The alerts that were decided, with the words that matched.

    \b
    Examples:
      wirewatch alerts list
      wirewatch alerts list --json | jq .match.link
      wirewatch alerts show 047c16
      wirewatch alerts ack 047c16 --note "checked with the ministry"
      wirewatch alerts resend 047c16
    """


SHORT_ID = 10
"""Characters of an id that are shown; as many as are needed may be written."""


@alerts.command("list")
@data_option
@json_option
@click.option("--limit", default=50, show_default=True, help="The newest so many.")
def list_alerts(data: Path | None, as_json: bool, limit: int) -> None:
    """List the alerts, newest last, with what became of them."""
    log = open_log(_folder(data), read_only=True)
    try:
        sent = list(standing(log))[-limit:]
    finally:
        log.close()
    if as_json:
        print_json_lines(each.alert for each in sent)
        return
    if not sent:
        click.echo(
            "No alerts yet. Rules: `wirewatch rules check`; only live news alerts, never a first poll."
        )
        return
    console().print(alert_table(sent))


@alerts.command("show")
@click.argument("alert")
@click.option("--html", is_flag=True, help="The message as HTML.")
@data_option
@json_option
def show_alert(alert: str, html: bool, data: Path | None, as_json: bool) -> None:
    """Show one alert as its readers got it, and what became of it. ALERT is the beginning of its id."""
    log = open_log(_folder(data), read_only=True)
    try:
        (found,) = find_alerts(log, alert)
    finally:
        log.close()
    if as_json:
        print_json_lines([found.alert])
        return
    message = message_of(found.alert)
    if html:
        click.echo(message.html)
        return
    shown = console()
    shown.print(Text(message.subject, "bold"))
    shown.print()
    shown.print(Text(printable_lines(message.text)))
    for line in _fate(found):
        shown.print(Text(printable(line), "dim"))


@alerts.command("ack")
@click.argument("alert")
@click.option("--note", default="", help="What you found, for the others.")
@click.option("--by", default=getuser, help="Who you are (default: your user name).")
@data_option
def ack_alert(alert: str, note: str, by: str, data: Path | None) -> None:
    """Take an alert on, so that the others see that someone does."""
    log = open_log(_folder(data), purpose="alerting")
    try:
        (found,) = find_alerts(log, alert)
        take_on(log, found.alert, by, note, now())
    finally:
        log.close()
    click.echo(f"{found.alert.alert_id}: taken on by {by}.")


@alerts.command("resend")
@click.argument("alert")
@data_option
def resend_alert(alert: str, data: Path | None) -> None:
    """Have an alert sent once more in its channel. It carries the same id, and the ledger shows it as re-sent."""
    log = open_log(_folder(data), purpose="alerting")
    try:
        (found,) = find_alerts(log, alert)
        send_again(log, found.alert)
    finally:
        log.close()
    click.echo(f"{found.alert.alert_id} goes to {found.alert.channel} again, as soon as the stream runs.")


def _folder(data: Path | None) -> DataFolder:
    folder = DataFolder.of(load_settings(data=data))
    folder.require()
    return folder


def _fate(found: Standing) -> Iterator[str]:
    """What became of an alert."""
    alert = found.alert
    yield f"{alert.kind} · {alert.channel} · decided {local(alert.decided_at)} · {found.state}"
    if found.taken_on:
        note = f": {found.taken_on.note}" if found.taken_on.note else ""
        yield f"taken on by {found.taken_on.by}, {local(found.taken_on.at)}{note}"


def alert_table(sent: Iterable[Standing]) -> Table:
    """Alerts as a table, one row for all channels: id, when, what kind, rule, channels with their states, source, headline, and
    why."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("alert", "when", "rule", "channels", "source", "headline", "because"):
        table.add_column(column, header_style="dim", overflow="fold")
    rows: dict[tuple[str, str, str], list[Standing]] = {}
    for each in sent:
        rows.setdefault((each.alert.rule_id, each.alert.subject, each.alert.change), []).append(each)
    for group in rows.values():
        alert = group[0].alert
        match = alert.match
        kind = (
            ""
            if alert.kind == "first"
            else f" ({alert.kind}{f', {1 + len(alert.others)} reports' if alert.others else ''})"
        )
        cells = (
            alert.alert_id[:SHORT_ID],
            local(alert.decided_at),
            match.rule_name + kind,
            ", ".join(_channel(each) for each in group),
            match.publisher or match.source.name,
            headline(match.title or match.summary),
            alert.note or because(match),
        )
        table.add_row(*(Text(printable(cell)) for cell in cells))
    return table


def _channel(each: Standing) -> str:
    """A channel; what is not simply sent is said."""
    taken_on = f", {each.taken_on.by} is on it" if each.taken_on else ""
    state = "" if each.state == "sent" else f" ({each.state})"
    return f"{each.alert.channel}{state}{taken_on}"


def because(match: Match) -> str:
    """The clauses that matched, each with the words it found."""
    found = []
    for clause in match.explanation:
        words = ", ".join(dict.fromkeys(span.surface for span in clause.spans))
        found.append(f"{clause.clause} ({words})" if words and words != clause.clause else clause.clause)
    return "; ".join(found)
