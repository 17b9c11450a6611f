"""wirewatch gazetteer: what is known of a name, and where it is from."""

from datetime import datetime

import click

from consumers.gazetteer import load_gazetteer
from wirewatch.cli.output import console, json_option, print_json_lines
from wirewatch.known_names import find_names
from wirewatch.render.known_name import known_name_lines


@click.command()
@click.argument("name")
@click.option(
    "--on",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Only offices that may have been held on this day.",
)
@json_option
def gazetteer(name: str, day: datetime | None, as_json: bool) -> None:
    """Show what the gazetteer knows of a name: its other names, its state, its offices with their days and sources, and where each
    field is from.

    NAME is a name in any language, case form and capitals, or an entry's id. Where it can mean several, all are shown, first the one
    that extraction takes. `unverified` is what was written by hand and checked against no source that can be named.

    \b
    Examples:
      wirewatch gazetteer Lavrov
      wirewatch gazetteer 王毅 --on 2023-05-01
      wirewatch gazetteer person/xi-jinping --json | jq .offices
    """
    found = find_names(load_gazetteer(), name, day.date() if day else None)
    if as_json:
        print_json_lines(found)
        return
    for number, known in enumerate(found):
        if number:
            click.echo()
        for line in known_name_lines(known):
            console().print(line, soft_wrap=True)
