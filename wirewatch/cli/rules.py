"""wirewatch rules: check alert rules."""

from pathlib import Path

import click

from consumers.alert.rule_files import check_rules, load_rules
from wirewatch.settings import load_settings
from wirewatch.wiring import CHANNELS, rules_in_force

MISTAKEN = 2


@click.group()
def rules() -> None:
    """Alert rules: TOML files with a name, a query and channels each (docs/alerts.md).

    \b
    Example:
      wirewatch rules check my-rules.toml
    """


@rules.command()
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
def check(path: Path | None) -> int:
    """Find every mistake in a rules file or folder (default: the rules in force). Exit code 2 where there is one."""
    settings = load_settings(rules=path)
    findings = check_rules(settings.rules, CHANNELS) if settings.rules else ()
    for finding in findings:
        click.echo(finding.text(), err=True)
    if findings:
        return MISTAKEN
    good = load_rules(settings.rules, CHANNELS) if settings.rules else rules_in_force(settings)
    for rule in good:
        click.echo(f"{rule.name}: {rule.query} → {', '.join(rule.channels)}")
    click.echo(f"{len(good)} rules, no mistakes.")
    return 0
