"""What a query finds, as the rows of an export, one by one."""

from collections.abc import Iterable, Iterator

from consumers.outputs import read
from consumers.ports import Log
from schemas import topics
from schemas.alert import Alert
from schemas.coverage import Coverage
from schemas.model import Model
from schemas.rows import AlertRow, StoryRow, What
from wirewatch.export.citation import citation_of
from wirewatch.export.formats.choosing import REFERENCES, Format
from wirewatch.export.rows import alert_row, event_rows, fact_rows, item_row, story_row

STORY_MOST = 2_000
"""Members of a story that are listed."""


def made_of(
    found: Iterable[Coverage], what: What, written: Format, log: Log, *, with_text: bool = False
) -> Iterator[Model]:
    """The rows, or the citations where the format is one of references. Memory holds one item at a time; of stories, one
    row each."""
    match what:
        case "items" if written in REFERENCES:
            yield from map(citation_of, found)
        case "items":
            for coverage in found:
                yield item_row(coverage, with_text=with_text)
        case "facts":
            for coverage in found:
                yield from fact_rows(coverage)
        case "events":
            for coverage in found:
                yield from event_rows(coverage)
        case "stories":
            yield from _stories(found)
        case "alerts":
            yield from _alerts(found, log)


def _stories(found: Iterable[Coverage]) -> Iterator[StoryRow]:
    """A row for each story, the one with the newest member first."""
    stories: dict[str, StoryRow] = {}
    for coverage in found:
        row = story_row(coverage)
        known = stories.get(row.story_id)
        stories[row.story_id] = row if known is None else _joined(known, row)
    yield from stories.values()


def _joined(known: StoryRow, older: StoryRow) -> StoryRow:
    """A story with one more of its members. The member placed last knows all its copies, whatever their dates."""
    fuller = older if older.copies > known.copies else known
    counts = {name: getattr(fuller, name) for name in ("copies", "sources", "origins", "independent")}
    ids = (*known.item_ids, *older.item_ids)[:STORY_MOST]
    return known.model_copy(update={**counts, "item_ids": ids})


def _alerts(found: Iterable[Coverage], log: Log) -> Iterator[AlertRow]:
    """The alerts of the items that were found, in the items' order."""
    alerts: dict[str, list[Alert]] = {}
    for record in log.records(topics.ALERTS.name):
        alert = read(Alert, topics.ALERTS, record)
        alerts.setdefault(alert.match.item_id, []).append(alert)
    for coverage in found:
        for alert in alerts.pop(coverage.item.item_id, ()):
            yield alert_row(alert, coverage)
