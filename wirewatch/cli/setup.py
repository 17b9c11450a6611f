"""wirewatch setup"""

import click

from wirewatch.settings import load_settings

DIFFERS = 1


@click.command()
@click.option(
    "--print", "only_print", is_flag=True, help="Print the commands for a platform team; connect to nothing."
)
def setup(only_print: bool) -> int:
    """Make the topics and indexes of the Kafka and Elasticsearch clusters that the settings name, or check them.

    Partitions, replicas, retention and shards follow the settings. What is there is never changed: how it
    differs is told, and a second run changes nothing.

    \b
    Examples:
      WIREWATCH_LOG=kafka://localhost:9092 wirewatch setup
      wirewatch setup --print > for-the-platform-team.txt

    Exit code 1 where something differs.
    """
    from wirewatch.setting_up import commands_of, set_up  # Kafka's client takes a third of a second to load

    settings = load_settings()
    if only_print:
        for line in commands_of(settings):
            click.echo(line)
        return 0
    differs = 0
    for finding in set_up(settings):
        click.echo(f"{finding.outcome:8} {finding.name}{': ' if finding.detail else ''}{finding.detail}")
        differs += finding.outcome == "differs"
    return DIFFERS if differs else 0
