"""The command line: one file per command. Commands parse, call, and show; they decide nothing."""

import importlib

import click

COMMANDS = {
    "run": "wirewatch.cli.run",
    "demo": "wirewatch.cli.demo",
    "analyze": "wirewatch.cli.analyze",
    "search": "wirewatch.cli.search",
    "show": "wirewatch.cli.show",
    "status": "wirewatch.cli.status",
    "alerts": "wirewatch.cli.alerts",
    "feeds": "wirewatch.cli.feeds",
    "rules": "wirewatch.cli.rules",
    "dead": "wirewatch.cli.dead",
    "schemas": "wirewatch.cli.schemas",
    "vacuum": "wirewatch.cli.vacuum",
    "doctor": "wirewatch.cli.doctor",
}


class LazyCommands(click.Group):
    """Imports a command's module when it is called, so that `--help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(COMMANDS[cmd_name]), cmd_name)
        assert isinstance(command, click.Command)  # noqa: S101 - the table above names commands
        return command


@click.group(
    cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="wirewatch", prog_name="wirewatch")
def wirewatch() -> None:
    """Watch the world's newswires for China-Russia relations.

    \b
    Start here:
      wirewatch demo                          see it work on sample feeds, without a network
      wirewatch run                           poll the feeds and run the whole stream, until Ctrl-C
      wirewatch search 'topic:energy' --since 7d
      wirewatch analyze article.txt           what one text says, with its evidence marked

    \b
    Exit codes: 0 done; 1 it could not be done; 2 a mistake in what was asked.
    Settings: wirewatch.toml and WIREWATCH_* (wirewatch doctor shows them).
    """
