"""wirewatch status: lag, counts, feeds."""

from pathlib import Path

import click
from rich.filesize import decimal
from rich.table import Table
from rich.text import Text

from schemas.status import FeedStatus, Holding, PagesStatus, Status, TextsStatus
from wirewatch.cli.output import console, data_option, json_option, print_json_lines
from wirewatch.data_folder import DataFolder
from wirewatch.logs import printable
from wirewatch.settings import load_settings
from wirewatch.status import read_status
from wirewatch.when import local

_HEALTH_STYLES = {"ok": "green", "unchanged": "green", "failing": "red", "sleeping": "yellow", "new": "dim"}


@click.command()
@data_option
@json_option
def status(data: Path | None, as_json: bool) -> None:
    """Lag of every stage, what the log and the index hold, and how the feeds fare.

    \b
    Examples:
      wirewatch status
      wirewatch status --json | jq '.feeds[] | select(.health == "failing")'
    """
    settings = load_settings(data=data)
    folder = DataFolder.of(settings)
    folder.require()
    now = read_status(folder, settings)
    if as_json:
        print_json_lines([now])
        return
    shown = console()
    shown.print(_counts(now))
    lags = "  ".join(f"{stage.stage} {stage.lag}" for stage in now.stages)
    shown.print(Text.assemble(("waiting  ", "dim"), lags))
    if now.feeds:
        shown.print(_feeds(now.feeds))
    if now.texts:
        shown.print(_texts(now.texts))
    if now.pages:
        shown.print(_pages(now.pages))
    shown.print(_holdings(now.holdings))


def _counts(now: Status) -> Text:
    return Text.assemble(
        (f"{now.data}  ", "bold"),
        f"{decimal(now.size_bytes)}   {now.items} items ({now.sightings} sightings): {now.indexed} indexed in "
        f"{now.stories} stories, {now.dropped} irrelevant (verdicts kept), ",
        (f"{now.dead} dead", "red" if now.dead else ""),
        f"; {now.alerts} alerts",
    )


def _texts(texts: tuple[TextsStatus, ...]) -> Table:
    """How much of their text items have that are relevant or possibly so: of all, then by source."""
    table = Table(
        box=None,
        padding=(0, 2, 0, 0),
        title="Texts of items relevant or possibly so",
        title_justify="left",
        title_style="bold",
    )
    for column, justify in (("source", "left"), ("items", "right"), ("whole", "right"), ("summary", "right"), ("headline only", "right"), ("from pages", "right")):  # fmt: skip
        table.add_column(column, justify=justify, header_style="dim")  # type: ignore[arg-type]
    sources = list(dict.fromkeys(text.source_id for text in texts))
    for source in (None, *sources) if len(sources) > 1 else sources:
        mine = [text for text in texts if source in (None, text.source_id)]
        total = sum(text.count for text in mine)
        whole, summary, headline = (
            sum(text.count for text in mine if text.completeness == completeness)
            for completeness in ("full", "summary", "headline")
        )
        paged = sum(text.count for text in mine if text.text_from == "page")
        shares = (f"{count / total:.0%}" for count in (whole, summary, headline, paged))
        name = Text("all", "bold") if source is None else Text(printable(source))
        table.add_row(name, str(total), *shares)
    return table


def _pages(pages: tuple[PagesStatus, ...]) -> Table:
    """Whole texts by source: taken from pages, awaited, and missed with the reason."""
    table = Table(
        box=None, padding=(0, 2, 0, 0), title="Pages of short items", title_justify="left", title_style="bold"
    )
    for column, justify in (("source", "left"), ("taken", "right"), ("awaited", "right"), ("failed", "left")):
        table.add_column(column, justify=justify, header_style="dim")  # type: ignore[arg-type]
    for source in dict.fromkeys(page.source_id for page in pages):
        mine = [page for page in pages if page.source_id == source]
        counts = {
            state: sum(page.count for page in mine if page.state == state) for state in ("taken", "awaited")
        }
        failed = ", ".join(f"{page.failure} {page.count}" for page in mine if page.state == "failed")
        table.add_row(Text(printable(source)), str(counts["taken"]), str(counts["awaited"]), failed)
    return table


def _holdings(held: tuple[Holding, ...]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), title="Kept", title_justify="left", title_style="bold")
    for column, justify in (("what", "left"), ("records", "right"), ("size", "right"), ("since", "left"), ("kept", "left"), ("left", "left")):  # fmt: skip
        table.add_column(column, justify=justify, header_style="dim")  # type: ignore[arg-type]
    for each in held:
        if not each.records and each.kind != "archive":
            continue
        kept = (
            "last value"
            if each.kind == "state"
            else "for ever"
            if each.kept_days is None
            else f"{each.kept_days:g} days"
        )
        since = local(each.since) if each.since else ""
        left = "" if each.days_left is None else f"{each.days_left:g} days"
        table.add_row(each.name, str(each.records), decimal(each.size_bytes), since, kept, left)
    return table


def _feeds(feeds: tuple[FeedStatus, ...]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), title="Feeds", title_justify="left", title_style="bold")
    for column in ("feed", "health", "items", "last new", "trouble"):
        table.add_column(column, header_style="dim", overflow="fold")
    for feed in sorted(feeds, key=lambda feed: (feed.health != "failing", feed.feed)):
        last_new = local(feed.last_new_at) if feed.last_new_at else ""
        table.add_row(
            Text(printable(feed.feed)),
            Text(feed.health, _HEALTH_STYLES[feed.health]),
            str(feed.items),
            last_new,
            Text(printable(feed.error_text or "")),
        )
    return table
