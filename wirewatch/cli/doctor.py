"""wirewatch doctor: is everything in place?"""

import click
from rich.text import Text

from wirewatch.cli.output import console
from wirewatch.doctor import check_all, shown_settings
from wirewatch.settings import load_settings

MISTAKEN = 2


@click.command()
def doctor() -> int:
    """Check settings, catalogue, rules, watches and the data folder before anything starts; touches no network.

    Exit code 2 where something must be mended.

    \b
    Example:
      wirewatch doctor
    """
    settings = load_settings()
    shown = console()
    checks = list(check_all(settings))
    for check in checks:
        mark = ("✓ ", "green") if check.well else ("✗ ", "bold red")
        shown.print(Text.assemble(mark, f"{check.name:10} ", check.said))
    shown.print(Text("\nSettings in force", "bold"))
    for name, value in shown_settings(settings):
        shown.print(Text.assemble((f"  {name:26} ", "dim"), value))
    return 0 if all(check.well for check in checks) else MISTAKEN
