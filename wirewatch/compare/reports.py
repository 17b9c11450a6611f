"""Finds the reports of a happening: its record in the log, their coverage in the index."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from consumers.ports import Log
from consumers.query.parse import parse_query
from consumers.query.search import IndexReader, SearchRequest
from schemas import topics
from schemas.coverage import Coverage
from schemas.errors import WirewatchError
from schemas.event_state import EventState

STORIES_AT_ONCE = 40
REPORTS_MOST = 2_000
"""Of a happening: more columns nobody reads."""


def find_happening(log: Log, index: IndexReader, name: str) -> tuple[EventState, tuple[str, ...]]:
    """The record of a happening, merged ones followed, and the ids of its stories; `name` is an event_id, or the id of an item
    that tells of it. Raises WirewatchError where there is none."""
    states = dict(log.compacted(topics.EVENTS_STATE.name))
    found = _state(states, name) or _told_by(states, index.get(name))
    if found is None:
        raise WirewatchError(
            f"There is no event and no item {name} with one; `wirewatch show ITEM` tells an item's event."
        )
    root = _state(states, found.happening.merged_into or "") or found
    family = [_state(states, event_id) for event_id in root.happening.absorbed]
    return root, tuple(story for state in (root, *family) if state for story in state.stories)


def reports_of(index: IndexReader, stories: Sequence[str]) -> Iterator[Coverage]:
    """The newest revision of every report of these stories that the index holds."""
    waiting = iter(stories)
    while some := tuple(islice(waiting, STORIES_AT_ONCE)):
        query = parse_query(" OR ".join(f'story_id:"{story}"' for story in some))
        for hit in index.search(SearchRequest(query, limit=REPORTS_MOST)).hits:
            found = index.get(hit.document.item_id)
            if found is not None:
                yield found


def _told_by(states: Mapping[str, bytes], coverage: Coverage | None) -> EventState | None:
    if coverage is None or coverage.happening is None:
        return None
    return _state(states, coverage.happening.event_id)


def _state(states: Mapping[str, bytes], event_id: str) -> EventState | None:
    """One of the records, of which there are many thousands."""
    value = states.get(event_id)
    return None if value is None else EventState.model_validate_json(value)
