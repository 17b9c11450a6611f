"""The stage: places each record, keeps cluster.state, closes stories by the clock."""

from collections.abc import Sequence
from datetime import UTC, datetime

from consumers.batch import RecordStage
from consumers.cluster.placing import close, place
from consumers.cluster.stories import Stories
from consumers.outputs import output, read, tombstone
from consumers.ports import Output, Record, StateReader
from consumers.stage import Emit, Outcome
from consumers.topology import CLUSTER
from schemas import topics
from schemas.cluster_state import ClusterMember
from schemas.extracted import Extracted


class ClusterStage(RecordStage):
    """Places items in stories. What it keeps in memory is loaded from cluster.state."""

    spec = CLUSTER

    def __init__(self) -> None:
        self.stories = Stories()
        self._closed_up_to = datetime.min.replace(tzinfo=UTC)

    def open(self, state: StateReader, now: datetime) -> bool:
        """Load the open stories."""
        members = state.scan(topics.CLUSTER_STATE.name)
        self.stories = Stories((key, ClusterMember.model_validate_json(value)) for key, value in members)
        self._closed_up_to = datetime.min.replace(tzinfo=UTC)
        return False

    def due(self, now: datetime) -> Sequence[Output]:
        """Close the stories whose last copy is 14 days old, and forget members of long closed ones.

        It acts once an hour, by the full hour, so that a replay which passes the hours closes alike.
        """
        hour = now.replace(minute=0, second=0, microsecond=0)
        if hour <= self._closed_up_to:
            return ()
        self._closed_up_to = hour
        outputs: list[Output] = []
        for root in self.stories.over(hour):
            outputs += (self._keep(item_id, member) for item_id, member in close(self.stories, root))
        for item_id in self.stories.forgettable(hour):
            self.stories.forget(item_id)
            outputs.append(tombstone(topics.CLUSTER_STATE, item_id))
        return outputs

    def decide(self, record: Record, state: StateReader, now: datetime) -> Outcome:
        """A coverage record, with the records of cluster.state that change."""
        extracted = read(Extracted, topics.FACTS, record)
        placed = place(self.stories, extracted, self._late(extracted.item.item_id, state))
        coverage = output(topics.COVERAGE, placed.coverage.story.story_id, placed.coverage, record.headers)
        return Emit((coverage, *(self._keep(item_id, member) for item_id, member in placed.changes)))

    def _late(self, item_id: str, state: StateReader) -> ClusterMember | None:
        """The record of an item whose story has closed."""
        if not self.stories.is_closed(item_id):
            return None
        value = state.lookup(topics.CLUSTER_STATE.name, item_id)
        return ClusterMember.model_validate_json(value) if value is not None else None

    def _keep(self, item_id: str, member: ClusterMember) -> Output:
        self.stories.put(item_id, member)
        return output(topics.CLUSTER_STATE, item_id, member)
