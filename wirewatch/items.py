"""Items as kept: those in the index with their facts, those turned away with their verdict, and the text of either."""

from collections.abc import Iterable

from consumers.ports import Log
from schemas import topics
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
