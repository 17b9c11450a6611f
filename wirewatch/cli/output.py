"""Options and ways of printing that the commands share."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import click
from rich.console import Console

from schemas.model import Model

F = TypeVar("F", bound=Callable[..., object])

data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="The data folder (default: the setting `data`, wirewatch-data).",
)
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")


class Output(Console):
    """Standard output. A reader that has seen enough (head) is an error like any other, for main() to end well."""

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError, where rich would leave with exit code 1."""
        raise BrokenPipeError


def console() -> Console:
    """Standard output: coloured and as wide as the terminal; plain and unbroken in a pipe."""
    shown = Output(highlight=False, soft_wrap=False, emoji=False, markup=False)
    return shown if shown.is_terminal else Output(width=160, highlight=False, emoji=False, markup=False)


def print_json_lines(models: Iterable[Model]) -> None:
    """One JSON object a line, in UTF-8 whatever the terminal speaks, every field written out."""
    for model in models:
        click.echo(model.model_dump_json().encode())
