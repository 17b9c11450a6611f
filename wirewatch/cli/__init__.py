"""The command line: one file per command. Commands parse, call, and show; they decide nothing."""

import importlib

import click

COMMANDS = {
    "run": "Poll the feeds and run the whole stream, until stopped.",
    "stage": "Run one stage over a Kafka cluster, until stopped.",
    "setup": "Make or check the topics of a Kafka cluster.",
    "demo": "The same on sample feeds, without a network; prints what an analyst gets.",
    "analyze": "What a text says: verdict, facts, evidence.",
    "search": "Search the coverage.",
    "show": "One item with its facts marked in the text.",
    "export": "Take what a query finds away: tables, references.",
    "cite": "Cite an item or one fact of it.",
    "desk": "The web page: coverage, items, events, figures, alerts.",
    "compare": "What each source says of one event, side by side.",
    "label": "Say what is true of an item: its verdict, its facts.",
    "audit": "Judge a sample with one key an item; precision and recall.",
    "evaluate": "How well the program reads labelled items.",
    "status": "Lag, counts, and how the feeds fare.",
    "alerts": "The alerts that were sent.",
    "feeds": "Check a feed, list the catalogue.",
    "rules": "Check alert rules.",
    "backfill": "Bring in archived feeds, tables, web archives and plain articles.",
    "replay": "Make facts anew from the kept entries, beside what is live.",
    "index": "The generations of the index: list, swap, roll back, drop.",
    "dead": "Records that could not pass: list, show, re-drive.",
    "kibana": "Data views, saved searches and a dashboard for Kibana: export, install.",
    "gazetteer": "What is known of a name, who held which office when, and where it is from.",
    "schemas": "Export the JSON Schemas of the records.",
    "vacuum": "Remove what retention lets go, and give the space back.",
    "forget": "Remove items for good, from everywhere.",
    "backup": "Write the data folder to one file, also while it runs.",
    "restore": "Put a backup into an empty folder.",
    "doctor": "Check settings, folders and files before anything starts.",
}
"""Each command's one line; `wirewatch/cli/<command>.py` holds it, in a function of the same name."""


class LazyCommands(click.Group):
    """Imports a command's module when it is called, so that `--help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(f"wirewatch.cli.{cmd_name}"), cmd_name)
        if not isinstance(command, click.Command):
            raise TypeError(f"wirewatch.cli.{cmd_name}.{cmd_name} is no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from the table above."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


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
