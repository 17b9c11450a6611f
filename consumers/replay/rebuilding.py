"""The steps that make the wanted items anew: their sightings go through the generation's own stages.

    history ──feed──▶ news.replayed ──classify──▶ news.classified ──extract──▶ news.facts
            ──order──▶ news.ordered ──cluster──▶ news.coverage ──index──▶ the new index

classify and extract may run in several processes; `order` puts what they made into the order of cluster_seq, so that the
outcome is the same. Then `join_tail` lets the same stages read on where live is.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from consumers.ports import Output, Position, Record, StateReader
from consumers.replay.ordered import in_cluster_order, withdrawal_of
from consumers.replay.progress import Steps
from consumers.replay.selecting import before
from consumers.replay.sides import Fence, Sides, chunks
from consumers.stage import StageSpec
from consumers.topology import CLASSIFY, CLUSTER, EXTRACT, INDEX
from schemas import topics as t
from schemas.item_state import ItemState
from schemas.replay import ReplayStep
from schemas.wire import ORIGIN

ORIGIN_REPLAY = "replay"

CLASSIFY_AGAIN = replace(CLASSIFY, reads=(t.REPLAYED.name,))
CLUSTER_AGAIN = replace(CLUSTER, reads=(t.ORDERED.name,))
MAKING: tuple[StageSpec, ...] = (CLASSIFY_AGAIN, EXTRACT)
"""The stages that may run in several processes."""

PLACING: tuple[StageSpec, ...] = (CLUSTER_AGAIN, INDEX)
FOLLOWING: tuple[StageSpec, ...] = (CLASSIFY, EXTRACT, CLUSTER, INDEX)
"""The stages of a generation that go on by themselves."""

_ORDER_CHUNK = 100


ReadAgain = Callable[[Sequence[bytes]], Sequence[bytes]]
"""Gives sightings as their entries read now, from what they were."""


def as_they_were(values: Sequence[bytes]) -> Sequence[bytes]:
    """Sightings as they are kept."""
    return values


def feed_wanted(
    sides: Sides, wanted: Collection[str], fence: Fence, steps: Steps, read_again: ReadAgain = as_they_were
) -> None:
    """Hand every sighting of the wanted items before the fence to the generation. Their headers say origin replay."""
    step = steps.step("feed")
    if step.done:
        return
    held = sides.history.bounds()
    positions = {n: step.next_offsets.get(n, held[n].first) for n in fence}
    total = sum(max(fence[n] - held[n].first, 0) for n in fence)
    for partition in fence:
        for chunk in chunks(before(sides, partition, fence, positions[partition])):
            records = [record for record in chunk if record.key in wanted]
            values = read_again([record.value for record in records])
            outputs = [_again(record, value) for record, value in zip(records, values, strict=True)]
            positions[partition] = chunk[-1].offset + 1
            steps.commit("feed", ReplayStep(next_offsets=positions), outputs)
            steps.told("feed", sum(max(at - held[n].first, 0) for n, at in positions.items()), total)
    steps.commit("feed", ReplayStep(done=True))


def _again(record: Record, value: bytes) -> Output:
    return Output(t.REPLAYED.name, record.key, value, {**record.headers, ORIGIN: ORIGIN_REPLAY})


def order(sides: Sides, wanted: Collection[str], steps: Steps) -> None:
    """Put the facts into the order in which live placed them, and take out what live holds and is wanted no more.

    After a kill those that are there already are passed over.
    """
    if steps.step("order").done:
        return
    there = {(record.key, record.headers.get("revision")) for record in sides.next.records(t.ORDERED.name)}
    made = sides.next.count(t.FACTS.name)
    fact_items = {record.key for record in sides.next.records(t.FACTS.name)}
    placed = in_cluster_order(sides.next.records(t.FACTS.name), sides.live_index.get)
    outputs: Iterator[Output] = (output for _, output in placed)
    done = 0
    for source in (outputs, _withdrawals(sorted(set(wanted) - fact_items), sides, steps.state)):
        for chunk in chunks(source, _ORDER_CHUNK):
            new = [each for each in chunk if (each.key, each.headers.get("revision")) not in there]
            steps.commit("order", ReplayStep(), new)
            done += len(chunk)
            steps.told("order", min(done, made), made)
    steps.commit("order", ReplayStep(done=True, count=done))


def _withdrawals(items: Iterable[str], sides: Sides, state: StateReader) -> Iterator[Output]:
    """For items of which no revision is wanted any more. One without a revision has all its sightings after the fence."""
    for item in items:
        held = sides.live_index.get(item)
        value = state.lookup(t.ITEMS_STATE.name, item)
        if held is not None and value is not None:
            yield withdrawal_of(held, ItemState.model_validate_json(value).revision)


def join_tail(sides: Sides, steps: Steps) -> None:
    """Let cluster go on with what extract writes from now on, in place of the ordered facts. (classify stands at the fence
    already, extract and index read the same topics as before.)"""
    if steps.step("tail").done:
        return
    reader = sides.next.open_stage(CLUSTER.group, CLUSTER.reads)
    try:
        ends = {Position(t.FACTS.name, n): held.next for n, held in sides.next.bounds(t.FACTS.name).items()}
        reader.commit([], ends)
    finally:
        reader.close()
    steps.commit("tail", ReplayStep(done=True))
