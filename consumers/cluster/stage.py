"""The stage: places each record in its story and its happening, keeps their state, closes both by the clock."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from consumers.batch import RecordStage
from consumers.cluster.gathering import gather
from consumers.cluster.happenings import Happenings
from consumers.cluster.placing import close, place
from consumers.cluster.stories import Stories
from consumers.outputs import output, read, tombstone
from consumers.ports import Output, Record, StateReader
from consumers.stage import Emit, Outcome
from consumers.topology import CLUSTER
from schemas import topics
from schemas.cluster_state import ClusterMember
from schemas.coverage import Coverage
from schemas.event_state import EventState
from schemas.extracted import Extracted


class ClusterStage(RecordStage):
    """Places items in stories and happenings. What it keeps in memory is loaded from cluster.state and events.state."""

    spec = CLUSTER

    def __init__(self) -> None:
        self.stories = Stories()
        self.happenings = Happenings()
        self._closed_up_to = datetime.min.replace(tzinfo=UTC)

    def open(self, state: StateReader, now: datetime) -> bool:
        """Load the open stories and happenings."""
        members = state.scan(topics.CLUSTER_STATE.name)
        self.stories = Stories((key, ClusterMember.model_validate_json(value)) for key, value in members)
        events = state.scan(topics.EVENTS_STATE.name)
        self.happenings = Happenings((key, EventState.model_validate_json(value)) for key, value in events)
        self._closed_up_to = datetime.min.replace(tzinfo=UTC)
        return False

    def due(self, now: datetime) -> Sequence[Output]:
        """Close the stories and happenings whose last report is 14 days old, and forget those closed long ago.

        It acts once an hour, by the full hour, so that a replay which passes the hours closes alike.
        """
        hour = now.replace(minute=0, second=0, microsecond=0)
        if hour <= self._closed_up_to:
            return ()
        self._closed_up_to = hour
        return (*self._close_stories(hour), *self._close_happenings(hour))

    def decide(self, record: Record, state: StateReader, now: datetime) -> Outcome:
        """A coverage record, with the records of cluster.state and events.state that change."""
        extracted = read(Extracted, topics.FACTS, record)
        late = self._late(extracted.item.item_id, state)
        placed = place(self.stories, extracted, late)
        members = [self._keep(item_id, member) for item_id, member in placed.changes]
        if late is not None:
            coverage, events = _as_it_was(placed.coverage, late, state), []
        else:
            gathered = gather(self.happenings, self.stories, placed)
            coverage = gathered.coverage
            events = [self._keep_event(event_id, event) for event_id, event in gathered.changes]
        told = output(topics.COVERAGE, coverage.story.story_id, coverage, record.headers)
        return Emit((told, *members, *events))

    def _close_stories(self, hour: datetime) -> Iterator[Output]:
        for root in self.stories.over(hour):
            happening = self.happenings.of_story(root.story_id)
            event_id = happening.happening.event_id if happening else None
            for item_id, member in close(self.stories, root):
                yield self._keep(item_id, member.model_copy(update={"event_id": event_id}))
        for item_id in self.stories.forgettable(hour):
            self.stories.forget(item_id)
            yield tombstone(topics.CLUSTER_STATE, item_id)

    def _close_happenings(self, hour: datetime) -> Iterator[Output]:
        for root in self.happenings.over(hour):
            for event_id in (root.happening.event_id, *root.happening.absorbed):
                ended = self.happenings.get(event_id).model_copy(update={"closed": True})
                yield self._keep_event(event_id, ended)
        for event_id in self.happenings.forgettable(hour):
            self.happenings.forget(event_id)
            yield tombstone(topics.EVENTS_STATE, event_id)

    def _late(self, item_id: str, state: StateReader) -> ClusterMember | None:
        """The record of an item whose story has closed."""
        if not self.stories.is_closed(item_id):
            return None
        value = state.lookup(topics.CLUSTER_STATE.name, item_id)
        return ClusterMember.model_validate_json(value) if value is not None else None

    def _keep(self, item_id: str, member: ClusterMember) -> Output:
        self.stories.put(item_id, member)
        return output(topics.CLUSTER_STATE, item_id, member)

    def _keep_event(self, event_id: str, event: EventState) -> Output:
        self.happenings.put(event_id, event)
        return output(topics.EVENTS_STATE, event_id, event)


def _as_it_was(coverage: Coverage, late: ClusterMember, state: StateReader) -> Coverage:
    """A late revision with the happening that its story, now closed, told of."""
    value = state.lookup(topics.EVENTS_STATE.name, late.event_id) if late.event_id else None
    if value is None:
        return coverage
    return coverage.model_copy(update={"happening": EventState.model_validate_json(value).happening})
