"""wirewatch replay: make facts anew from the kept entries."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from consumers.query.fault import QuerySyntaxError, caret
from consumers.query.parse import parse_query
from schemas.control import Selected
from schemas.replay import ReplayComparison, ReplayPlan
from wirewatch.cli.output import console, data_option, json_option, print_json_lines
from wirewatch.cli.progress import progress_bars
from wirewatch.clock import now
from wirewatch.data_folder import DataFolder
from wirewatch.logs import printable, start_logging
from wirewatch.render.headline import headline
from wirewatch.replay.build import Replay, Request
from wirewatch.replay.control import Control, control_of
from wirewatch.replay.history import open_history
from wirewatch.replay.swap import swap
from wirewatch.settings import Settings, load_settings
from wirewatch.stores import open_log, open_versions
from wirewatch.when import Moment

MISTAKEN = 2
OUT_OF_BOUNDS = 1


@click.command()
@click.option("--from", "since", type=Moment(), help="Items dated from: 2025-05-01, 30d.")
@click.option("--to", "until", type=Moment(), help="Items dated before.")
@click.option(
    "--by-offset",
    "offsets",
    multiple=True,
    metavar="PARTITION:FROM-TO",
    help="Part of news.items, as 0:100-200 or 0:100-.",
)
@click.option("--feed", "feeds", multiple=True, help="Items of a feed (its address) or a source (its id).")
@click.option("--query", help="Items that a query finds in the live index.")
@click.option("--from-bytes", is_flag=True, help="Parse the entries' original bytes again, too.")
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes to make facts in.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be done, and how long it may take.")
@click.option("--yes", is_flag=True, help="Do not ask after the dry run.")
@click.option("--resume", is_flag=True, help="Go on with the replay that is not finished.")
@click.option("--swap", "swap_now", is_flag=True, help="Let searches see it as soon as it is built.")
@click.option(
    "--swap-within",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="The same, where no more of the rebuilt items differ.",
)
@click.option(
    "--alerts",
    is_flag=True,
    help="After the swap, let rebuilt items alert that are young enough and have not.",
)
@data_option
@json_option
def replay(
    since: datetime | None, until: datetime | None, offsets: tuple[str, ...], feeds: tuple[str, ...], query: str | None,
    from_bytes: bool, processes: int, dry_run: bool, yes: bool, resume: bool, swap_now: bool, swap_within: float | None,
    alerts: bool, data: Path | None, as_json: bool,
) -> int:  # fmt: skip
    """Build the next generation of the index beside the live one, with the rules as they are now.

    Items that are selected are made anew from their kept entries; all others are taken over as they are. Live is not
    disturbed, and nothing is alerted. Then both are compared field by field. Searches see the new generation only after
    a swap (`--swap`, `--swap-within`, or `wirewatch index swap` later), and `wirewatch index rollback` goes back.
    A replay that was killed goes on where it was.

    \b
    Examples:
      wirewatch replay --from 2025-05-01 --to 2025-05-08 --dry-run
      wirewatch replay --from 2025-05-01 --to 2025-05-08 --yes
      wirewatch replay --feed tass --swap-within 2 --yes
      wirewatch replay --query 'topic:energy' --yes --json
      wirewatch replay --resume

    Exit code 1 where more differs than --swap-within allows.
    """
    if query is not None and not _is_query(query):
        return MISTAKEN
    settings = load_settings(data=data)
    start_logging(settings.log_level)
    folder = DataFolder.of(settings)
    folder.require()
    selected = Selected(since=since, until=until, offsets=offsets, feeds=feeds, query=query)
    request = Request(selected, from_bytes=from_bytes, alerts=alerts, processes=processes)
    with _controlled(folder) as control:
        if not resume:
            with _opened(settings, folder, control) as opened:
                plan = opened.plan(request)
            if as_json and dry_run:
                print_json_lines([plan])
            elif not as_json:
                _show_plan(plan)
            if dry_run:
                return 0
            if not yes and not as_json:
                click.confirm("Build it?", abort=True, default=True)
        with _opened(settings, folder, control) as opened:
            generation = opened.begin(Request() if resume else request)
            compared = opened.build(generation, processes)
        if as_json:
            print_json_lines([compared])
        else:
            _show_comparison(compared, generation.name)
        wanted = swap_now or (swap_within is not None and 100 * compared.changed_share <= swap_within)
        if wanted:
            swap(settings, folder, control, open_versions(folder), generation.name)
        if not as_json:
            click.echo(_said(generation.name, wanted))
        return OUT_OF_BOUNDS if swap_within is not None and not wanted else 0


@contextmanager
def _controlled(folder: DataFolder) -> Iterator[Control]:
    with closing(open_log(folder)) as log, control_of(folder, log) as control:
        yield control


@contextmanager
def _opened(settings: Settings, folder: DataFolder, control: Control) -> Iterator[Replay]:
    history = open_history(settings, control.log)
    with progress_bars() as told:
        yield Replay(settings, folder, control, open_versions(folder), history, told)


def _said(name: str, swapped: bool) -> str:
    if swapped:
        return f"Searches see {name} now. `wirewatch index rollback` goes back."
    return f"{name} stands beside the live index: `wirewatch index swap {name}` lets searches see it, `wirewatch index drop {name}` removes it."


def _is_query(query: str) -> bool:
    try:
        parse_query(query, now=now())
    except QuerySyntaxError as error:
        click.echo(caret(error, query), err=True)
        return False
    return True


def _show_plan(plan: ReplayPlan) -> None:
    total = sum(plan.sightings.values())
    by_partition = ", ".join(f"{count} in partition {n}" for n, count in plan.sightings.items())
    click.echo(
        f"To rebuild ({plan.selected}): {total} sightings of {plan.items} items ({by_partition}). "
        f"{plan.documents} documents of {plan.live} are taken over as they are. About {_duration(plan.estimate_s)}."
    )


def _duration(seconds: float) -> str:
    return (
        f"{seconds:.0f} s"
        if seconds < 90
        else f"{seconds / 60:.0f} min"
        if seconds < 5400
        else f"{seconds / 3600:.1f} h"
    )


def _show_comparison(compared: ReplayComparison, name: str) -> None:
    shown = console()
    click.echo(
        f"{name} holds {compared.next_items} items, live {compared.live_items}. Of {compared.compared} rebuilt items "
        f"{compared.equal} are equal"
        + (f", {compared.moved_on} have a newer revision on one side" if compared.moved_on else "")
        + (f"; {compared.changed_share:.1%} differ." if compared.changes else ".")
    )
    if not compared.changes:
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("changed", "items", "came", "went"):
        table.add_column(column, header_style="dim")
    for kind in compared.changes:
        came, went = (str(count) if count else "" for count in (kind.added, kind.removed))
        table.add_row(kind.kind, str(kind.items), came, went)
    shown.print(table)
    for change in compared.examples:
        shown.print(
            Text.assemble(
                (f"  {change.kind:16}", "dim"), printable(headline(change.title, 60)),
                (f"  {printable(change.before)[:90] or '—'} → {printable(change.after)[:90] or '—'}", "cyan"),
            )
        )  # fmt: skip
