"""The steps that say what is rebuilt: the fence, the items that are wanted, those that came meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from consumers.outputs import output, read, tombstone
from consumers.ports import Output, Position, Record
from consumers.replay.progress import Steps, Told, nobody
from consumers.replay.selection import Selection
from consumers.replay.sides import Fence, Sides, chunks
from consumers.topology import CLASSIFY
from schemas import topics as t
from schemas.errors import PoisonError
from schemas.replay import ReplayItem, ReplayStep
from schemas.sighting import Sighting


@dataclass
class Counted:
    """What a selection wants: sightings by partition, and their items."""

    by_partition: dict[int, int] = field(default_factory=dict)
    items: set[str] = field(default_factory=set)

    @property
    def sightings(self) -> int:
        """All of them."""
        return sum(self.by_partition.values())


def count_wanted(sides: Sides, selection: Selection, fence: Fence, told: Told = nobody) -> Counted:
    """What a selection wants of the sightings before the fence: the dry run."""
    counted = Counted(dict.fromkeys(fence, 0))
    carried = (
        sides.live_index.count() > 0
    )  # what is not kept whole is rebuilt only where nothing could be taken over
    total, seen = held_before(sides, fence), 0
    for partition in fence:
        for chunk in chunks(before(sides, partition, fence)):
            for record in chunk:
                if _is_wanted(record, selection, abridged=not carried):
                    counted.by_partition[partition] += 1
                    counted.items.add(record.key)
            seen += len(chunk)
            told("looking", seen, total)
    return counted


def set_fence(sides: Sides, steps: Steps) -> Fence:
    """Where the generation's own stages begin in news.items: at what live's classify has not read. The generation's
    classify stands there from now on, which also keeps retention from letting go of it."""
    known = steps.step("fence")
    if known.done:
        return known.next_offsets
    fence = sides.live_fence()
    reader = sides.next.open_stage(CLASSIFY.group, CLASSIFY.reads)
    try:
        reader.commit([], {Position(t.ITEMS.name, n): offset for n, offset in fence.items()})
    finally:
        reader.close()
    steps.commit("fence", ReplayStep(done=True, next_offsets=fence))
    return fence


def select(sides: Sides, selection: Selection, fence: Fence, steps: Steps) -> None:
    """Write down which items are wanted. Begun anew after a kill: writing an item twice changes nothing."""
    if steps.step("select").done:
        return
    found = count_wanted(sides, selection, fence, steps.told)
    for chunk in chunks(sorted(found.items)):
        steps.commit("select", ReplayStep(), [output(t.REPLAY_ITEMS, item, ReplayItem()) for item in chunk])
    steps.commit("select", ReplayStep(done=True, count=found.sightings))


def select_touched(sides: Sides, fence: Fence, steps: Steps) -> None:
    """Write down the items of which live has read something since the fence: their copied state is too new, so it goes
    again and they are rebuilt, too."""
    if steps.step("touched").done:
        return
    until = sides.live_fence()
    touched = {
        record.key
        for partition, start in fence.items()
        for record in takewhile(
            lambda record: record.offset < until[record.partition],
            sides.live.records(t.ITEMS.name, start, partition),
        )
    }
    known = {key for key, _ in sides.next.compacted(t.REPLAY_ITEMS.name)}
    outputs: list[Output] = []
    for item in sorted(touched - known):
        outputs.append(output(t.REPLAY_ITEMS, item, ReplayItem(touched=True)))
        outputs.append(tombstone(t.ITEMS_STATE, item))
    steps.commit("touched", ReplayStep(done=True, count=len(touched)), outputs)


def wanted_items(sides: Sides) -> frozenset[str]:
    """The items that are rebuilt, as written down."""
    return frozenset(key for key, _ in sides.next.compacted(t.REPLAY_ITEMS.name))


def before(sides: Sides, partition: int, fence: Fence, start: int = 0) -> Iterator[Record]:
    """The held sightings of a partition before the fence."""
    end = fence.get(partition, 0)
    return takewhile(lambda record: record.offset < end, sides.history.records(partition, start))


def held_before(sides: Sides, fence: Fence) -> int:
    """How many sightings are held before the fence."""
    return sum(max(fence.get(n, 0) - held.first, 0) for n, held in sides.history.bounds().items())


def _is_wanted(record: Record, selection: Selection, *, abridged: bool) -> bool:
    """Whether a record is wanted; one that cannot be read is not: it is a dead letter already."""
    try:
        sighting = read(Sighting, t.ITEMS, record)
    except PoisonError:
        return False
    return (abridged or sighting.item.abridged is None) and selection.wants(record, sighting)
