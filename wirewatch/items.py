"""Items as kept: those in the index with their facts, those turned away with their verdict, and the text of either."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from consumers.ports import Log
from consumers.query.match import match_query
from consumers.query.nodes import Query
from consumers.query.searchable import searchable_of
from schemas import topics
from schemas.coverage import Coverage, Story
from schemas.dropped import Dropped
from schemas.item import Item
from schemas.sighting import Sighting


def last_drops(log: Log) -> dict[str, Dropped]:
    """Why each item was last turned away, by item_id, for as long as retention keeps it."""
    return {
        record.key: Dropped.model_validate_json(record.value) for record in log.records(topics.DROPPED.name)
    }


def last_sightings(log: Log, wanted: Iterable[str]) -> dict[str, Item]:
    """The newest sighting of each wanted item that the log holds. Reads all of news.items."""
    ids = set(wanted)
    return {
        record.key: Sighting.model_validate_json(record.value).item
        for record in log.records(topics.ITEMS.name)
        if record.key in ids
    }


def search_dropped(
    log: Log, query: Query, since: datetime | None = None, until: datetime | None = None
) -> Iterator[Dropped]:
    """The items turned away that match, the newest first. Their facts were never taken, so only their text and what the
    feed says of them can match. Reads all of news.items."""
    drops = last_drops(log)
    items = last_sightings(log, drops)
    found = [(_time_of(items[key]), drop) for key, drop in drops.items() if key in items]
    for at, drop in sorted(found, key=lambda pair: pair[0], reverse=True):
        in_time = (since is None or at >= since) and (until is None or at < until)
        if in_time and match_query(query, searchable_of(_as_coverage(items[drop.item_id], drop))) is not None:
            yield drop


def _time_of(item: Item) -> datetime:
    return item.published_at or item.first_seen_at


def _as_coverage(item: Item, drop: Dropped) -> Coverage:
    """The item as the matcher looks at coverage: without facts, in a story of its own."""
    story = Story(
        story_id=item.item_id, copies=1, sources=(item.source.id,), first_seen_at=item.first_seen_at
    )
    return Coverage(
        item=item, revision=drop.revision, language=drop.language, language_confidence=1.0, verdicts=drop.verdicts,
        story=story, cluster_seq=0, highest_slot=0,
    )  # fmt: skip
