"""wirewatch analyze: what a text says."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
from pydantic import ValidationError

from consumers.extract.amounts.rates import rates_in_force
from wirewatch.analysis import TextToAnalyse, analyse, item_of
from wirewatch.cli.output import console, print_json_lines
from wirewatch.predictions import prediction
from wirewatch.render.analysis import analysis
from wirewatch.settings import load_settings


@click.command()
@click.argument(
    "files", nargs=-1, type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "predictions"]), default="text", show_default=True,
    help="text: to read; json: one record a line; predictions: the scorer's lines.",
)  # fmt: skip
@click.option(
    "--why",
    is_flag=True,
    help="Show the evidence behind the verdict, with weights, and what would change it.",
)
@click.option(
    "--published", type=click.DateTime(["%Y-%m-%d"]), help="The day relative dates count from (default: the text's dateline, else today)."
)  # fmt: skip
def analyze(files: tuple[Path, ...], form: str, why: bool, published: date | None) -> None:
    """Analyse texts: language, relevance, topics, and every fact with its evidence marked.

    FILES are plain text, or JSON Lines {"id", "title", "body", "published", "language"?} (named *.jsonl, or each
    line an object); without FILES, standard input.

    \b
    Examples:
      wirewatch analyze article.txt
      wirewatch analyze --why --published 2025-05-05 article.txt
      wirewatch analyze --format json items.jsonl > facts.jsonl
      pbpaste | wirewatch analyze
    """
    settings = load_settings()
    rates = rates_in_force(settings.rates)
    texts = tuple(
        _texts(files or (Path("-"),), published)
    )  # a mistake in the last is told before any is printed
    for given in texts:
        record = analyse(given, settings.watches, rates)
        match form:
            case "json":
                print_json_lines([record])
            case "predictions":
                click.echo(prediction(record).model_dump_json().encode())
            case _:
                console().print(analysis(record, why=why))


def _texts(files: tuple[Path, ...], published: date | None) -> Iterator[TextToAnalyse]:
    for file in files:
        name = "standard input" if str(file) == "-" else str(file)
        try:
            text = (sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise click.ClickException(
                f"{name} is not UTF-8 (byte {error.start}); convert it first."
            ) from error
        if file.suffix in (".jsonl", ".ndjson") or text.lstrip().startswith('{"'):
            yield from _json_lines(text, name)
        elif text.strip():
            day = published.strftime("%Y-%m-%d") if published else None
            yield TextToAnalyse(id=name, body=text, published=day)
        else:
            raise click.UsageError(f"{name} is empty.")


def _json_lines(text: str, name: str) -> Iterator[TextToAnalyse]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            given = TextToAnalyse.model_validate_json(line)
            item_of(given)
        except ValueError as error:
            raise click.UsageError(
                f'{name}, line {number}: {_mistake(error)}. Expected {{"id", "title", "body", "published", "language"?}}.'
            ) from error
        yield given


def _mistake(error: ValueError) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors()[0]
    return ": ".join(part for part in (".".join(str(each) for each in first["loc"]), first["msg"]) if part)
