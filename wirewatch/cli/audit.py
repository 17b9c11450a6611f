"""wirewatch audit: judge a sample, one key an item, and learn precision and recall."""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from consumers.ports import Log
from schemas.item import Item
from schemas.label import Labels
from wirewatch.audit import STRATA, Candidate, Estimate, Judged, Stratum, draw, precision_and_recall, sizes
from wirewatch.cli.output import console, data_option
from wirewatch.data_folder import DataFolder
from wirewatch.items import last_drops, last_sightings
from wirewatch.labels import keep_label, label_of
from wirewatch.logs import printable
from wirewatch.render.headline import headline
from wirewatch.settings import load_settings
from wirewatch.stores import open_index, open_log

_SHOWN_CHARS = 700
_KEYS = "y: relevant   n: not   s: skip   q: stop"


@click.command()
@click.option("--sample", default=50, show_default=True, type=click.IntRange(1, 1000), help="How many items.")
@click.option("--watch", "watch_id", default="china-russia", show_default=True, help="The watch to audit.")
@click.option("--lang", help="Only items in this language (en, ru, zh).")
@click.option("--seed", default=7, show_default=True, help="Another seed draws another sample.")
@data_option
def audit(sample: int, watch_id: str, lang: str | None, seed: int, data: Path | None) -> None:
    """Judge a sample of what was kept, what was turned away, and what was near the threshold, with one key an item.

    The program's verdict is not shown before yours. At the end: precision and recall over all that was collected, with 95%
    intervals. Each judgement is kept (`wirewatch label --export`, `evaluate --labels`).

    \b
    Examples:
      wirewatch audit
      wirewatch audit --sample 100 --lang zh --seed 8
    """
    folder = DataFolder.of(load_settings(data=data))
    folder.require()
    log = open_log(folder)
    try:
        candidates, items = _collected(folder, log, watch_id)
        if lang:
            candidates = [each for each in candidates if each.language.partition("-")[0] == lang]
        if not candidates:
            raise click.ClickException(
                f"Nothing was collected under the watch {watch_id} yet: `wirewatch run` first."
            )
        drawn = draw(candidates, sample, seed)
        items |= last_sightings(log, (each.item_id for each in drawn if each.item_id not in items))
        judged = _judge(drawn, items, sizes(candidates), log)
    finally:
        log.close()
    _conclude(judged)


def _collected(folder: DataFolder, log: Log, watch_id: str) -> tuple[list[Candidate], dict[str, Item]]:
    """Everything that can be drawn, and the items of what is indexed."""
    candidates, items = {}, {}
    for item_id, dropped in last_drops(log).items():
        for verdict in dropped.verdicts:
            if verdict.watch == watch_id:
                candidates[item_id] = Candidate(item_id, dropped.language, verdict)
    index = open_index(folder, read_only=True)
    try:
        for stored in index.documents():
            coverage = stored.coverage
            if coverage is None:
                continue
            for verdict in coverage.verdicts:
                if verdict.watch == watch_id:
                    candidates[stored.item_id] = Candidate(stored.item_id, coverage.language, verdict)
                    items[stored.item_id] = coverage.item
    finally:
        index.close()
    return list(candidates.values()), items


def _judge(
    drawn: list[Candidate], items: Mapping[str, Item], counted: Mapping[Stratum, int], log: Log
) -> dict[Stratum, Judged]:
    judged = {stratum: Judged(counted[stratum]) for stratum in STRATA}
    shown = console()
    for number, candidate in enumerate(drawn, 1):
        item = items.get(candidate.item_id)
        if item is None:  # its text is no longer kept
            continue
        _show(shown, item, f"{number} of {len(drawn)}")
        answer = _key()
        if answer == "q":
            break
        if answer == "s":
            continue
        gold = Labels(relevant=answer == "y")
        keep_label(log, label_of(item, candidate.language, None, gold, "audit", datetime.now(UTC)))
        before = judged[candidate.stratum]
        judged[candidate.stratum] = Judged(before.size, before.judged + 1, before.relevant + gold.relevant)
    return judged


def _show(shown: Console, item: Item, place: str) -> None:
    shown.print()
    shown.print(Text.assemble((f"{place}  ", "dim"), (headline(item.title or ""), "bold")))
    body = item.body if item.title else item.text
    if body and body != item.title:
        cut = "…" if len(body) > _SHOWN_CHARS else ""
        shown.print(Text(printable(" ".join(body.split())[:_SHOWN_CHARS]) + cut))
    shown.print(Text(f"About the watch? {_KEYS}", "dim"))


def _key() -> str:
    """The next key that is an answer; the end of input stops."""
    while True:
        pressed = click.getchar() if sys.stdin.isatty() else sys.stdin.read(1)
        if pressed.lower() in ("y", "n", "s", "q"):
            return pressed.lower()
        if pressed in ("", "\x03", "\x04"):
            return "q"


def _conclude(judged: Mapping[Stratum, Judged]) -> None:
    click.echo()
    for stratum, each in judged.items():
        click.echo(f"{stratum}: {each.relevant} of {each.judged} judged are relevant ({each.size} in all)")
    found = precision_and_recall(judged)
    if found is None:
        click.echo("Too little was judged to say more: at least one item on either side is needed.")
        return
    for name, estimate in zip(("precision", "recall"), found, strict=True):
        click.echo(f"{name:9} {_told(estimate)}")


def _told(estimate: Estimate) -> str:
    return f"{estimate.share:.2f}  (95%: {estimate.low:.2f} to {estimate.high:.2f})"
