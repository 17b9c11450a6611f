"""wirewatch feeds: a feed looked at before it is watched."""

import asyncio
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from producers.check import FeedCheck, check_feed
from wirewatch.catalogue.load import feed_of
from wirewatch.cli.output import console
from wirewatch.clock import now
from wirewatch.logs import printable
from wirewatch.render.headline import headline
from wirewatch.settings import Settings, load_settings
from wirewatch.when import local
from wirewatch.wiring import feeds_in_force, open_fetcher, open_parser

FAILED = 1
HEADLINES = 5


@click.group()
def feeds() -> None:
    """The feeds: check one, list the catalogue.

    \b
    Examples:
      wirewatch feeds check https://tass.com/rss/v2.xml
      wirewatch feeds list
    """


@feeds.command()
@click.argument("url")
@click.option("--allow-private", is_flag=True, help="Fetch from loopback and private addresses too.")
def check(url: str, allow_private: bool) -> int:
    """Fetch and read a feed as a first poll would, publish nothing, and say what will be troublesome.

    Exit code 1 where it cannot be polled.
    """
    address = feed_of(url, "the address").address
    found = asyncio.run(_check(address, load_settings(allow_private=allow_private or None)))
    if found.error:
        click.echo(f"{printable(found.feed)}: {found.error}: {printable(found.error_text or '')}", err=True)
        return FAILED
    for line in _lines(found):
        console().print(line)
    return 0


@feeds.command("list")
@click.option("--feeds", "catalogue", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def list_feeds(catalogue: Path | None) -> None:
    """List the catalogue in force: source, language, country, who controls it, address."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("source", "language", "country", "control", "address"):
        table.add_column(column, header_style="dim", overflow="fold")
    for feed in feeds_in_force(load_settings(feeds=catalogue)):
        source = feed.source
        cells = (source.name, source.language, source.country or "", source.control, feed.key)
        table.add_row(*(Text(printable(cell)) for cell in cells))
    console().print(table)


async def _check(address: str, settings: Settings) -> FeedCheck:
    async with open_fetcher(settings) as fetcher, open_parser() as parser:
        return await check_feed(address, fetcher, parser, now())


def _lines(found: FeedCheck) -> list[Text]:
    told = [
        ("address", found.address or found.feed),
        ("redirects", " → ".join(found.redirects)),
        ("type", f"{found.content_type or 'not said'}, {found.encoding}, {found.size_bytes:,} bytes"),
        (
            "unchanged?",
            "the server can tell (ETag or Last-Modified)"
            if found.asks_conditionally
            else "every poll fetches all",
        ),
        (
            "items",
            f"{len(found.items)} of {found.entries} entries"
            + (f", {found.dead} unreadable" if found.dead else ""),
        ),
        ("newest", local(found.newest_at) if found.newest_at else "no dates"),
        ("dates", f"{found.dates_read} of {len(found.items)} read"),
        ("languages", ", ".join(found.languages)),
        ("names", ", ".join(f"{reason} {count}" for reason, count in found.identities)),
        ("text", ", ".join(f"{kind} {count}" for kind, count in found.completeness)),
    ]
    lines = [Text.assemble((f"{name:11}", "dim"), printable(said)) for name, said in told if said]
    lines += [Text(f"! {printable(warning)}", "yellow") for warning in found.warnings]
    lines += [Text("  " + headline(item.title or item.text)) for item in found.items[:HEADLINES]]
    return lines
