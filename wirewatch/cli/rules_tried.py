"""wirewatch rules backtest, why-not: try alert rules out."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import click

from consumers.alert.asked import why_not_asked
from consumers.alert.backtest import Backtest, backtest, compare
from consumers.alert.rules import Rule
from consumers.query.searchable import searchable_of
from consumers.query.why_not import why_not
from schemas.coverage import Coverage
from schemas.errors import ConfigurationError, WirewatchError
from wirewatch.cli.output import console, data_option, json_option, print_json_lines
from wirewatch.clock import now
from wirewatch.data_folder import DataFolder
from wirewatch.render.rules import backtest_lines, comparison_lines, why_not_lines
from wirewatch.rule_book import rules_in_force
from wirewatch.settings import SQLITE, load_settings
from wirewatch.stores import open_index
from wirewatch.when import Moment

rules_option = click.option(
    "--rules", "path", type=click.Path(exists=True, path_type=Path), help="A rules file or folder (default: those in force)."
)  # fmt: skip


@click.command("backtest")
@click.argument("rule_id", metavar="RULE")
@click.option(
    "--since", type=Moment(), default="30d", show_default=True, help="From when: 12h, 30d, 2026-11-01."
)
@rules_option
@click.option(
    "--against", type=click.Path(exists=True, path_type=Path),
    help="Another rules file or folder with the same rule: what would change.",
)  # fmt: skip
@click.option("--examples", default=5, show_default=True, help="How many alerts are shown.")
@data_option
@json_option
def backtest_rule(
    rule_id: str, since: datetime, path: Path | None, against: Path | None, examples: int, data: Path | None, as_json: bool
) -> None:  # fmt: skip
    """What a rule would have sent: how many alerts, on which days, with examples; before it is switched on.

    RULE is its id or name. One alert a story counts, at the first copy that matches; whether news was live then does not.

    \b
    Examples:
      wirewatch rules backtest gas-pipelines --since 90d
      wirewatch rules backtest gas-pipelines --against new-rules.toml
    """
    rule = _named(_rules(path), rule_id)
    other = _named(_rules(against), rule_id) if against else None
    collected = _collected(data)
    since = max(
        since, min((each.item.first_seen_at for each in collected), default=since)
    )  # nothing was seen before
    until = now() + timedelta(seconds=1)
    tried = backtest(rule, collected, since, until)
    if as_json:
        print_json_lines(tried.alerts)
        return
    _show(rule, tried, backtest(other, collected, since, until) if other else None, examples)


@click.command("why-not")
@click.argument("rule_id", metavar="RULE")
@click.argument("item")
@rules_option
@data_option
def why_not_rule(rule_id: str, item: str, path: Path | None, data: Path | None) -> int:
    """Why a rule does not alert for an item: which clause fails. Exit code 1 where it does match.

    \b
    Example:
      wirewatch rules why-not gas-pipelines 8a0752f399938eb72095d0fc
    """
    rule = _named(_rules(path), rule_id)
    index = open_index(_folder(data), read_only=True)
    try:
        coverage = index.get(item)
    finally:
        index.close()
    if coverage is None:
        raise WirewatchError(
            f"There is no item {item} in the index; `wirewatch show {item}` tells what became of it."
        )
    return _explain(rule, coverage)


def _explain(rule: Rule, coverage: Coverage) -> int:
    language = coverage.language.partition("-")[0]
    failed = why_not(rule.parsed, searchable_of(coverage))
    for line in why_not_lines(failed):
        console().print(line)
    said = []
    if rule.languages and language not in rule.languages:
        said.append(f"the rule is for {', '.join(rule.languages)}, the item is in {language}")
    if (reason := why_not_asked(coverage)) is not None:
        said.append(
            {"not_live": f"the item is no live news ({coverage.item.origin}), and only live news alerts"}.get(
                reason, reason
            )
        )
    for each in said:
        click.echo(f"✗ {each}")
    if failed or said:
        return 0
    click.echo(
        f"Rule {rule.name!r} matches this item; `wirewatch alerts list` shows whether its story alerted before."
    )
    return 1


def _show(rule: Rule, tried: Backtest, other: Backtest | None, examples: int) -> None:
    shown = console()
    click.echo(f"{rule.name}: {rule.query}")
    for line in backtest_lines(tried, examples):
        shown.print(line)
    if other is not None:
        for line in comparison_lines(compare(tried, other), examples):
            shown.print(line)


def _rules(path: Path | None) -> tuple[Rule, ...]:
    return rules_in_force(load_settings(rules=path))


def _named(found: Sequence[Rule], name: str) -> Rule:
    """The rule of an id or a name."""
    rule = next((each for each in found if name in (each.id, each.name)), None)
    if rule is None:
        raise ConfigurationError(
            f"There is no rule {name!r}; there are: {', '.join(each.id for each in found)}."
        )
    return rule


def _folder(data: Path | None) -> DataFolder:
    folder = DataFolder.of(load_settings(data=data))
    if folder.index_address == SQLITE:
        folder.require()
    return folder


def _collected(data: Path | None) -> list[Coverage]:
    index = open_index(_folder(data), read_only=True)
    try:
        return [stored.coverage for stored in index.documents() if stored.coverage is not None]
    finally:
        index.close()
