"""The dry run: what a replay would do, and how long it may take here."""

import time
from collections.abc import Collection, Iterator
from itertools import islice

from consumers.classify.stage import Revision, decide_sighting
from consumers.classify.watch import watches_in_force
from consumers.extract.amounts.rates import rates_in_force
from consumers.extract.stage import decide_extract
from consumers.gazetteer import load_gazetteer
from consumers.index.document import document_of
from consumers.outputs import read
from consumers.ports import IndexVersion
from consumers.replay.progress import Told
from consumers.replay.selecting import before, count_wanted
from consumers.replay.selection import Selection
from consumers.replay.sides import Fence, Sides
from schemas.control import Selected
from schemas.replay import ReplayPlan
from schemas.sighting import Sighting
from schemas.topics import ITEMS
from wirewatch.settings import Settings

SAMPLE = 40
"""Sightings and documents that are tried out: a fraction of a second."""

WRITING = 2.0
"""Decoding, writing and committing take about as long as deciding does."""

STARTING_S = 2.0
"""Loading names and watches, opening files."""


def make_plan(
    settings: Settings, sides: Sides, live: str, selected: Selected, selection: Selection, told: Told
) -> ReplayPlan:
    """Counts what is wanted, tries out some of it, and says how long all may take. Changes nothing."""
    fence = sides.live_fence()
    counted = count_wanted(sides, selection, fence, told)
    taken_over = max(sides.live_index.count() - _held(sides.live_index, counted.items), 0)
    rebuild_s = _mean_s(_trial(settings, sides, fence, counted.items)) * counted.sightings
    copy_s = _mean_s(_trial_copy(sides.live_index)) * taken_over
    return ReplayPlan(
        selected=str(selected),
        live=live,
        sightings=counted.by_partition,
        items=len(counted.items),
        documents=taken_over,
        estimate_s=round(STARTING_S + WRITING * (rebuild_s + copy_s), 1),
    )


def _held(index: IndexVersion, items: Collection[str]) -> int:
    """How many of the items the live index holds."""
    return sum(index.get(item) is not None for item in items)


def _trial(settings: Settings, sides: Sides, fence: Fence, wanted: Collection[str]) -> Iterator[float]:
    """The seconds that some of the wanted sightings take to decide about."""
    watches, names = watches_in_force(settings.watches), load_gazetteer()
    rates = rates_in_force(settings.rates)
    records = (record for n in fence for record in before(sides, n, fence) if record.key in wanted)
    for record in islice(records, SAMPLE):
        started = time.process_time()
        decided = decide_sighting(read(Sighting, ITEMS, record), None, watches, names)
        if isinstance(decided, Revision) and decided.travels is not None:
            decide_extract(decided.travels, watches, rates=rates)
        yield time.process_time() - started


def _trial_copy(index: IndexVersion) -> Iterator[float]:
    for stored in islice(index.documents(), SAMPLE):
        if stored.coverage is not None:
            started = time.process_time()
            document_of(stored.coverage)
            yield time.process_time() - started


def _mean_s(times: Iterator[float]) -> float:
    taken = list(times)
    return sum(taken) / len(taken) if taken else 0.0
