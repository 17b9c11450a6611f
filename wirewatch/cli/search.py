"""wirewatch search: find coverage."""

from datetime import datetime
from itertools import islice
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from consumers.query.fault import QuerySyntaxError, caret
from consumers.query.nodes import Query
from consumers.query.parse import parse_query
from consumers.query.search import SearchAnswer, SearchHit, SearchRequest
from consumers.query.snippets import Snippet
from schemas.errors import ConfigurationError
from wirewatch.cli.output import console, data_option, json_option, print_json_lines
from wirewatch.clock import now
from wirewatch.data_folder import DataFolder
from wirewatch.items import search_dropped
from wirewatch.kibana.links import in_kibana, link
from wirewatch.logs import printable
from wirewatch.render.dropped import dropped_lines
from wirewatch.render.headline import HEADLINE_MOST
from wirewatch.settings import SQLITE, Settings, load_settings
from wirewatch.stores import open_index, open_log
from wirewatch.when import Moment, local

MISTAKEN = 2
OUT_OF_TIME = 1


@click.command()
@click.argument("query", default="*")
@click.option("--since", type=Moment(), help="Not older than: 12h, 30d, 2026-11-01.")
@click.option("--until", type=Moment(), help="Older than.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 10_000))
@click.option("--ranked", is_flag=True, help="The most relevant first, instead of the newest.")
@click.option(
    "--within",
    "within_s",
    type=click.FloatRange(min=0, min_open=True),
    help="Seconds to take at most (default: the setting search_deadline_s).",
)
@click.option("--one-per-story", is_flag=True, help="Leave further copies of a story out.")
@click.option(
    "--dropped", is_flag=True, help="What was turned away, and why, for as long as its verdict is kept."
)
@click.option("--kibana", is_flag=True, help="Print a link that opens the query in Kibana, and ask nothing.")
@data_option
@json_option
def search(
    query: str, since: datetime | None, until: datetime | None, limit: int, ranked: bool, within_s: float | None,
    one_per_story: bool, dropped: bool, kibana: bool, data: Path | None, as_json: bool,
) -> int:  # fmt: skip
    """Search the coverage with Lucene syntax: words, "phrases", "near words"~5, wild*, field:value, AND OR NOT ( ).

    Without QUERY: everything, newest first. Words are found in their Russian case forms, Chinese in two-character
    words. Fields and operators: docs/query-language.md.

    \b
    Examples:
      wirewatch search 'topic:energy AND "Power of Siberia"~3' --since 30d
      wirewatch search 'entity:"Xi Jinping" AND event.type:visit'
      wirewatch search '天然气 OR газ' --ranked
      wirewatch search 'amount.usd:>=1e9' --json | jq -r .link
      wirewatch search 'Huawei' --dropped
      wirewatch search 'event:(type:visit AND status:scheduled)' --kibana
    """
    try:
        parsed = parse_query(query, now=now())
    except QuerySyntaxError as error:
        click.echo(caret(error, query), err=True)
        return MISTAKEN
    settings = load_settings(data=data)
    if kibana:
        return _show_link(settings, parsed, since, until)
    folder = DataFolder.of(settings)
    if dropped or folder.index_address == SQLITE:
        folder.require()
    if dropped:
        return _show_dropped(folder, parsed, since, until, limit, as_json=as_json)
    index = open_index(folder, read_only=True)
    try:
        order = "relevance" if ranked else "newest"
        within_s = within_s or settings.search_deadline_s
        answer = index.search(SearchRequest(parsed, since, until, limit, order, one_per_story, within_s))  # type: ignore[arg-type]
    finally:
        index.close()
    if answer.out_of_time:
        click.echo(_stopped(answer, within_s), err=True)
    if as_json:
        print_json_lines(hit.document for hit in answer.hits)
    else:
        show_hits(answer)
    return OUT_OF_TIME if answer.out_of_time else 0


def _stopped(answer: SearchAnswer, within_s: float) -> str:
    """What an answer that is not whole holds."""
    looked = f"; all down to {local(answer.reached)} was looked at" if answer.reached else ""
    return (
        f"Stopped after {within_s:g} s: this is what was found so far{looked}. "
        "Narrow it with --since or a word, or give it --within SECONDS."
    )


def _show_link(settings: Settings, query: Query, since: datetime | None, until: datetime | None) -> int:
    """The link on standard output, alone; what Kibana's bar understands otherwise on the other one."""
    if settings.kibana is None:
        raise ConfigurationError(
            "Set kibana to the address of Kibana (WIREWATCH_KIBANA=https://kibana:5601)."
        )
    there = in_kibana(query)
    for note in there.otherwise:
        click.echo(f"In Kibana {note}.", err=True)
    click.echo(link(settings.kibana, there.query, since, until))
    return 0


def _show_dropped(
    folder: DataFolder,
    query: Query,
    since: datetime | None,
    until: datetime | None,
    limit: int,
    *,
    as_json: bool,
) -> int:
    log = open_log(folder, read_only=True)
    try:
        found = list(islice(search_dropped(log, query, since, until), limit))
    finally:
        log.close()
    if as_json:
        print_json_lines(found)
        return 0
    shown = console()
    for number, each in enumerate(found):
        if number:
            shown.print()
        for line in dropped_lines(each):
            shown.print(line)
    if not found:
        click.echo("Nothing that was turned away matches.")
    return 0


def show_hits(answer: SearchAnswer) -> None:
    """Print what was found: time, source, headline and snippet with the matched words marked."""
    if not answer.hits:
        click.echo("Nothing found.")
        return
    table = Table.grid(padding=(0, 2, 0, 0), expand=False)
    table.add_column(no_wrap=True, style="dim")
    table.add_column(no_wrap=True, style="cyan")
    table.add_column(overflow="fold")
    for hit in answer.hits:
        document = hit.document
        when = local(document.published_at or document.first_seen_at)
        table.add_row(when, printable(document.source_name), _found(hit))
    shown = console()
    shown.print(table)
    count = len(answer.hits)
    more = f"{count} found so far" if answer.out_of_time else f"{count} shown; more match (use --limit)"
    told = f"{count} of {answer.total}" if answer.is_all else more
    shown.print(Text(f"{told}. wirewatch show ITEM", "dim"))


def _found(hit: SearchHit) -> Text:
    document = hit.document
    lines = [_marked(hit.title) if hit.title else Text(printable(document.item_id))]
    lines[0].truncate(HEADLINE_MOST, overflow="ellipsis")
    lines[0].stylize("bold")
    lines += [_marked(snippet) for snippet in hit.snippets]
    copies = f"{document.copies} copies" if document.copies > 1 else ""
    known = (document.language, ", ".join(document.topics), copies, document.item_id)
    lines.append(Text(printable(" · ".join(part for part in known if part)), "dim"))
    return Text("\n").join(lines)


def _marked(snippet: Snippet) -> Text:
    shown = Text(printable(snippet.text))
    for start, end in snippet.highlights:
        shown.stylize("bold black on yellow", start, end)
    return shown
