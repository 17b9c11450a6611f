"""wirewatch rules: check alert rules, silence them, try them out."""

from collections.abc import Iterator
from datetime import datetime
from getpass import getuser
from itertools import islice
from pathlib import Path

import click

from consumers.alert.prefilter import keys_of
from consumers.alert.rule_files import RulesError
from consumers.alert.rules import Rule
from consumers.ports import IndexVersion
from consumers.query.search import IndexReader, SearchRequest
from schemas.coverage import Coverage
from schemas.errors import ConfigurationError
from wirewatch.alerting import mute, mutes_of
from wirewatch.cli.output import console, data_option
from wirewatch.cli.rules_tried import backtest_rule, why_not_rule
from wirewatch.clock import now
from wirewatch.data_folder import DataFolder
from wirewatch.render.rules import checked_lines
from wirewatch.rule_book import rules_in_force
from wirewatch.settings import SQLITE, Settings, load_settings
from wirewatch.stores import open_index, open_log
from wirewatch.when import Moment, local

MISTAKEN = 2
LATELY_MOST = 500
"""Matches that are counted; more is much."""


@click.group()
def rules() -> None:
    """Alert rules: TOML files with a name, a query and channels each (docs/alerts.md).

    \b
    Examples:
      wirewatch rules check my-rules.toml
      wirewatch rules backtest gas-pipelines --since 30d
      wirewatch rules why-not gas-pipelines 8a0752f399938eb72095d0fc
      wirewatch rules mute gas-pipelines --for 8h
    """


rules.add_command(backtest_rule)
rules.add_command(why_not_rule)


@rules.command()
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--since", type=Moment(), default="30d", show_default=True, help="What they would have matched since."
)
@data_option
def check(path: Path | None, since: datetime, data: Path | None) -> int:
    """Find every mistake in a rules file or folder (default: the rules in force), warn of costly and empty rules, and show what
    each would have matched lately. Exit code 2 where there is a mistake."""
    settings = load_settings(rules=path, data=data)
    try:
        good = rules_in_force(settings)
    except RulesError as error:
        for finding in error.findings:
            click.echo(finding.text(), err=True)
        return MISTAKEN
    index = _index(settings)
    muted = _muted(settings)
    shown = console()
    try:
        for rule in good:
            lately = None if index is None or rule.alarm else list(_lately(index, rule, since))
            for line in checked_lines(
                rule, lately, since, muted.get(rule.id), is_costly=keys_of(rule.parsed.root) is None
            ):
                shown.print(line)
    finally:
        if index is not None:
            index.close()
    click.echo(f"{len(good)} rules, no mistakes.")
    return 0


@rules.command("mute")
@click.argument("rule_id", metavar="RULE")
@click.option("--until", type=Moment(), help="A date or time: 2026-12-01, 2026-12-01T08:00+03:00.")
@click.option("--for", "hours", help="Or for so long: 30min, 8h, 7d.")
@click.option("--off", is_flag=True, help="Let it speak again.")
@data_option
def mute_rule(rule_id: str, until: datetime | None, hours: str | None, off: bool, data: Path | None) -> None:
    """Silence a rule for a time. What matches meanwhile never alerts, also not afterwards; a running stream obeys at once.

    \b
    Examples:
      wirewatch rules mute gas-pipelines --for 8h
      wirewatch rules mute gas-pipelines --off
    """
    settings = load_settings(data=data)
    if rule_id not in {rule.id for rule in rules_in_force(settings)}:
        known = ", ".join(rule.id for rule in rules_in_force(settings))
        raise ConfigurationError(f"There is no rule {rule_id!r}; there are: {known}.")
    ends = now() if off else _ends(until, hours)
    folder = DataFolder.of(settings)
    folder.require()
    log = open_log(folder, purpose="alerting")
    try:
        mute(log, rule_id, ends, getuser(), now())
    finally:
        log.close()
    click.echo(f"{rule_id} speaks again." if off else f"{rule_id} is silent until {local(ends)}.")


def _ends(until: datetime | None, hours: str | None) -> datetime:
    """When a mute ends."""
    if (until is None) == (hours is None):
        raise ConfigurationError(
            "Say until when (--until) or for how long (--for 8h), one of the two, or --off."
        )
    if until is not None:
        return until
    from consumers.alert.when import WhenError, span_of

    try:
        return now() + span_of(hours or "")
    except WhenError as error:
        raise ConfigurationError(f"--for: {error}.") from error


def _index(settings: Settings) -> IndexVersion | None:
    """The index, where there is one."""
    folder = DataFolder.of(settings)
    if folder.index_address == SQLITE and not folder.index.is_file():
        return None
    return open_index(folder, read_only=True)


def _muted(settings: Settings) -> dict[str, datetime]:
    """Until when rules are silent, of those that are."""
    folder = DataFolder.of(settings)
    if folder.log_address == SQLITE and not folder.log.is_file():
        return {}
    log = open_log(folder, read_only=True)
    try:
        return {name: each.until for name, each in mutes_of(log).items() if each.until > now()}
    finally:
        log.close()


def _lately(index: IndexReader, rule: Rule, since: datetime) -> Iterator[Coverage]:
    """What a rule would have matched, the newest first; so much of it as is counted."""
    return islice(index.found(SearchRequest(rule.parsed, since=since)), LATELY_MOST)
