"""The stage cluster in a replay: what the live version has placed stays in its place.

A story's id is for ever, alerts go by it, and an item never leaves its story; so a replay makes facts and verdicts anew,
not stories. Items that live never placed (it called them irrelevant) are placed among the stories as they stand.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from consumers.cluster.revisions import told_by
from consumers.cluster.stage import ClusterStage
from consumers.outputs import output, read
from consumers.ports import Output, Record, StateReader
from consumers.stage import Emit, Outcome
from schemas import topics
from schemas.cluster_state import ClusterMember
from schemas.coverage import Coverage
from schemas.event_state import EventState
from schemas.extracted import Extracted


@dataclass(frozen=True, slots=True)
class LivePlaces:
    """Where live has items: its coverage by item, its members by item, its happenings by event."""

    coverage: Callable[[str], Coverage | None]
    member: Callable[[str], ClusterMember | None]
    event: Callable[[str], EventState | None]


class CarriedClusterStage(ClusterStage):
    """Takes an item's story, happening and cluster_seq from the live index where it is there in this revision or a newer
    one; its state from the live one where the generation has none. Nothing closes by the clock: what is rebuilt is old."""

    def __init__(self, live: LivePlaces) -> None:
        super().__init__()
        self._live = live

    def due(self, now: datetime) -> Sequence[Output]:
        """Nothing."""
        return ()

    def decide(self, record: Record, state: StateReader, now: datetime) -> Outcome:
        """The item where live has it, or placed as a new one."""
        extracted = read(Extracted, topics.FACTS, record)
        placed = None if extracted.retracted else self._live.coverage(extracted.item.item_id)
        if placed is None or extracted.revision > placed.revision:
            return super().decide(record, state, now)
        coverage = carried(extracted, placed)
        written = output(topics.COVERAGE, coverage.story.story_id, coverage, record.headers)
        return Emit((written, *self._remembered(extracted, placed, state)))

    def _remembered(self, extracted: Extracted, placed: Coverage, state: StateReader) -> tuple[Output, ...]:
        """The item's member record, where it came after the stories were copied, or where its facts are others now: its
        next revision is compared with them."""
        item_id = extracted.item.item_id
        known = self.stories.member(item_id) or self._late(item_id, state)
        member = known or self._live.member(item_id)
        if member is None:
            return ()
        is_newest = extracted.revision == placed.revision and not member.closed
        if is_newest and extracted.facts != placed.facts:
            member = member.model_copy(update={"told": told_by(extracted.facts).pack()})
        happening = None if known or placed.happening is None else self._live.event(placed.happening.event_id)
        told = () if happening is None else (self._keep_event(happening.happening.event_id, happening),)
        return told if member == known else (self._keep(item_id, member), *told)


def carried(extracted: Extracted, placed: Coverage) -> Coverage:
    """New facts in the place that live gave the item: its story, its happening, and why."""
    facts = {name: getattr(extracted, name) for name in Extracted.model_fields}
    place = {
        name: getattr(placed, name) for name in Coverage.model_fields.keys() - Extracted.model_fields.keys()
    }
    place["highest_slot"] = max(len(extracted.facts.all()), placed.highest_slot)
    return Coverage.model_construct(**facts, **place)
