"""wirewatch feeds: a feed looked at before it is watched."""

import asyncio
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from producers.check import FeedCheck, check_feed
from producers.discover import feeds_of_site
from wirewatch.catalogue.keep import add, as_csv, as_opml, merge, own_catalogue, remove
from wirewatch.catalogue.load import feed_of, load_catalogue
from wirewatch.cli.output import console, data_option, json_option, print_json_lines
from wirewatch.clock import now
from wirewatch.data_folder import DataFolder
from wirewatch.logs import printable
from wirewatch.render.feeds import health_table, opening_line
from wirewatch.render.headline import headline
from wirewatch.settings import Settings, load_settings
from wirewatch.status import feed_statuses
from wirewatch.stores import open_log
from wirewatch.when import local
from wirewatch.wiring import feeds_in_force, open_fetcher, open_parser

FAILED = 1
HEADLINES = 5

catalogue_option = click.option(
    "--feeds", "catalogue", type=click.Path(dir_okay=False, path_type=Path), help="The catalogue (default: the one in force)."
)  # fmt: skip


@click.group()
def feeds() -> None:
    """The feeds: check one, list the catalogue.

    \b
    Examples:
      wirewatch feeds check https://tass.com/rss/v2.xml
      wirewatch feeds list
      wirewatch feeds health
      wirewatch feeds add https://tass.com/rss/v2.xml --source TASS --language en --country RUS --control state
      wirewatch feeds discover https://tass.com
      wirewatch feeds export my-feeds.opml
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


@feeds.command("health")
@data_option
@json_option
def feeds_health(data: Path | None, as_json: bool) -> None:
    """How every polled feed fares: its condition, items a day, its last days as a chart, gaps, and what is wrong."""
    settings = load_settings(data=data)
    folder = DataFolder.of(settings)
    folder.require()
    log = open_log(folder, read_only=True)
    try:
        known = list(feed_statuses(log))
    finally:
        log.close()
    if as_json:
        print_json_lines(known)
        return
    catalogue = feeds_in_force(settings)
    console().print(Text(opening_line(known, len(catalogue)), "bold"))
    console().print(health_table(known))


@feeds.command("add")
@click.argument("url")
@click.option("--source", help="The publisher's name.")
@click.option("--source-id", help="Its stable id (default: made of the name, or the host).")
@click.option("--kind", help="agency, newspaper, broadcaster, government, press_release_wire, other.")
@click.option("--language", help="As in en, ru, zh-Hans.")
@click.option("--country", help="ISO 3166-1 alpha-3, as in RUS.")
@click.option("--control", help="state, state_affiliated, public, independent, unknown.")
@click.option("--owner", help="In words.")
@catalogue_option
def add_feed(url: str, catalogue: Path | None, **known: str | None) -> None:
    """Add a feed to the catalogue in force (your own; the one that ships is copied first). A running stream polls it within seconds."""
    file = own_catalogue(load_settings(feeds=catalogue))
    added = add(file, url, {name: value for name, value in known.items() if value})
    click.echo(f"{printable(added.key)} is in {file}.")


@feeds.command("remove")
@click.argument("url")
@catalogue_option
def remove_feed(url: str, catalogue: Path | None) -> None:
    """Take a feed, or all feeds of a source's id, out of the catalogue in force. What it brought stays."""
    file = own_catalogue(load_settings(feeds=catalogue))
    gone = remove(file, url)
    click.echo(f"{len(gone)} taken out of {file}: {', '.join(printable(key) for key in gone)}.")


@feeds.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@catalogue_option
def import_feeds(file: Path, catalogue: Path | None) -> None:
    """Add the feeds of an OPML, CSV or plain list; those that are there already stay as they are."""
    target = own_catalogue(load_settings(feeds=catalogue))
    new = merge(target, load_catalogue(file))
    click.echo(f"{new} new feeds in {target}.")


@feeds.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@catalogue_option
def export_feeds(file: Path, catalogue: Path | None) -> None:
    """Write the catalogue in force as OPML (a name that ends in .opml or .xml) or CSV. Passwords in addresses are left out."""
    known = feeds_in_force(load_settings(feeds=catalogue))
    is_opml = file.suffix.lower() in (".opml", ".xml")
    file.write_text(as_opml(known) if is_opml else as_csv(known), encoding="utf-8")
    click.echo(f"{len(known)} feeds in {file}.")


@feeds.command("discover")
@click.argument("url")
@click.option("--allow-private", is_flag=True, help="Fetch from loopback and private addresses too.")
def discover(url: str, allow_private: bool) -> int:
    """Find the feeds of a site: what its page names, and the usual places. Exit code 1 where none is found."""
    address = feed_of(url, "the address").address
    found = asyncio.run(_discover(address, load_settings(allow_private=allow_private or None)))
    for each in found:
        newest = local(each.newest_at) if each.newest_at else "no dates"
        click.echo(f"{printable(each.address or each.feed)}  {len(each.items)} items, newest {newest}")
    if not found:
        click.echo(f"No feed is found at {printable(url)}.", err=True)
        return FAILED
    return 0


async def _discover(address: str, settings: Settings) -> list[FeedCheck]:
    async with open_fetcher(settings) as fetcher, open_parser() as parser:
        return await feeds_of_site(address, fetcher, parser, now())


async def _check(address: str, settings: Settings) -> FeedCheck:
    async with open_fetcher(settings) as fetcher, open_parser() as parser:
        return await check_feed(address, fetcher, parser, now())


def _lines(found: FeedCheck) -> list[Text]:
    told = [
        ("feed", found.title or ""),
        ("about", found.about or ""),
        ("site", found.site or ""),
        ("rights", found.rights or ""),
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
