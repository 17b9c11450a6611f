"""The steps that take over from the live generation what is not rebuilt: state, stories, verdicts, documents.

Live goes on meanwhile. State is copied after the fence was set, so it may know of sightings the generation is going to
read itself: those items are rebuilt (`select_touched`). Documents are copied after that, when live's index has caught up;
one whose revision is newer than the copied state's is left to the generation's own stages.
"""

from collections.abc import Collection

from consumers.index.document import document_of
from consumers.ports import Output, StateReader, StoredDocument
from consumers.replay.progress import Steps
from consumers.replay.sides import Sides, chunks
from schemas import topics as t
from schemas.errors import TransientError
from schemas.item_state import ItemState
from schemas.replay import ReplayStep
from schemas.topics import TopicSpec
from schemas.wire import headers_of


def copy_state(sides: Sides, spec: TopicSpec, but: Collection[str], steps: Steps) -> None:
    """Copy a compacted topic, without some keys. Begun anew after a kill: a key has one value."""
    name = f"copy {spec.name}"
    if steps.step(name).done:
        return
    total, done = sides.live.count(spec.name), 0
    for chunk in chunks(sides.live.compacted(spec.name)):
        kept = [Output(spec.name, key, value, headers_of(spec)) for key, value in chunk if key not in but]
        steps.commit(name, ReplayStep(), kept)
        done += len(chunk)
        steps.told(name, done, total)
    steps.commit(name, ReplayStep(done=True, count=done))


def copy_verdicts(sides: Sides, but: Collection[str], steps: Steps) -> None:
    """Copy why items were turned away, without those that are rebuilt."""
    step = steps.step("copy verdicts")
    if step.done:
        return
    bounds = sides.live.bounds(t.DROPPED.name)
    total = sum(held.next - held.first for held in bounds.values())
    positions, done = dict(step.next_offsets), step.count
    for partition in bounds:
        for chunk in chunks(sides.live.records(t.DROPPED.name, positions.get(partition, 0), partition)):
            outputs = [
                Output(t.DROPPED.name, record.key, record.value, record.headers)
                for record in chunk
                if record.key not in but
            ]
            positions[partition] = chunk[-1].offset + 1
            done += len(chunk)
            steps.commit("copy verdicts", ReplayStep(next_offsets=positions, count=done), outputs)
            steps.told("copy verdicts", done, total)
    steps.commit("copy verdicts", ReplayStep(done=True, count=done))


def copy_documents(sides: Sides, but: Collection[str], steps: Steps) -> None:
    """Copy documents, without those that are rebuilt and those the generation's own stages will write. Tombstones stay
    behind: what they keep out, older revisions, never comes to the new index."""
    step = steps.step("copy documents")
    if step.done:
        return
    total, done = sides.live_index.count(), step.count
    for chunk in chunks(sides.live_index.documents(step.after)):
        documents = [
            document_of(stored.coverage)
            for stored in chunk
            if stored.coverage is not None and stored.item_id not in but and _is_settled(stored, steps.state)
        ]
        refused = [answer for answer in sides.next_index.write(documents) if answer.outcome != "ok"]
        if refused:
            raise TransientError(f"The new index refused a document the live one holds: {refused[0].detail}")
        done += len(chunk)
        steps.commit("copy documents", ReplayStep(after=chunk[-1].item_id, count=done))
        steps.told("copy documents", done, max(total, done))
    steps.commit("copy documents", ReplayStep(done=True, count=done))


def _is_settled(stored: StoredDocument, state: StateReader) -> bool:
    """Whether the copied state knows of the document's revision; else the sighting that made it lies after the fence."""
    value = state.lookup(t.ITEMS_STATE.name, stored.item_id)
    return value is not None and stored.version < (ItemState.model_validate_json(value).revision + 1) * 10
