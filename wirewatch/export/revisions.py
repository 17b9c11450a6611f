"""Finds the revision of an item that a citation points at, also after the item was edited."""

from collections.abc import Iterable, Iterator

from consumers.classify.stage import Revision, decide_sighting
from consumers.classify.watch import Watch, watches_in_force
from consumers.extract.stage import decide_extract
from consumers.gazetteer import load_gazetteer
from consumers.outputs import read
from consumers.ports import Log, Record
from consumers.replay.generations import live_log_of
from consumers.replay.history import History
from schemas import topics
from schemas.coverage import Coverage, Story
from schemas.errors import WirewatchError
from schemas.extracted import Extracted
from schemas.item_state import ItemState
from schemas.sighting import Sighting
from wirewatch.data_folder import DataFolder
from wirewatch.export.pointing import Pointer
from wirewatch.replay.history import open_history
from wirewatch.settings import Settings
from wirewatch.stores import open_index, open_log


def find_revision(folder: DataFolder, settings: Settings, pointer: Pointer) -> Coverage:
    """The revision as it was covered: the newest from the index, an older one from the log for as long as coverage is kept, else
    read again from the item's entries, in the log or in the archive. Raises WirewatchError where it is not held."""
    index = open_index(folder, read_only=True)
    try:
        newest = index.get(pointer.item_id)
    finally:
        index.close()
    if newest is not None and pointer.revision in (None, newest.revision):
        return newest
    if pointer.revision is None:
        raise WirewatchError(
            f"There is no item {pointer.item_id} in {folder.path}; `wirewatch search` shows what there is."
        )
    log = open_log(folder, read_only=True)
    try:
        found = _kept(log, pointer) or _read_again(open_history(settings, log), settings, pointer, newest)
    finally:
        log.close()
    if found is None:
        raise WirewatchError(f"Revision {pointer} is not held: neither in the log nor in the archive.")
    return found


def _kept(log: Log, pointer: Pointer) -> Coverage | None:
    """The last coverage of a revision that the log still has."""
    found = None
    for record in live_log_of(log).records(topics.COVERAGE.name):
        if pointer.item_id.encode() in record.value:
            coverage = read(Coverage, topics.COVERAGE, record)
            is_it = (coverage.item.item_id, coverage.revision) == (pointer.item_id, pointer.revision)
            found = coverage if is_it and not coverage.retracted else found
    return found


def _read_again(
    history: History, settings: Settings, pointer: Pointer, newest: Coverage | None
) -> Coverage | None:
    """A revision made anew from the item's sightings, by the rules in force now."""
    watches = watches_in_force(settings.watches)
    for extracted in revisions_of(_sightings(history, pointer.item_id), watches):
        if extracted.revision == pointer.revision:
            return _in_its_story(extracted, newest)
    return None


def revisions_of(sightings: Iterable[Sighting], watches: tuple[Watch, ...]) -> Iterator[Extracted]:
    """Every revision of one item with its facts, whatever its verdict; `sightings` are all of its, in order. Pure."""
    state: ItemState | None = None
    for sighting in sightings:
        decided = decide_sighting(sighting, state, watches, load_gazetteer(), index_irrelevant=True)
        if isinstance(decided, Revision):
            state = decided.state
            if decided.travels is not None and not decided.travels.retracted:
                extracted = decide_extract(decided.travels, watches, index_irrelevant=True)
                if isinstance(extracted, Extracted):
                    yield extracted


def _sightings(history: History, item_id: str) -> Iterator[Sighting]:
    records: Iterator[Record] = (
        record
        for partition in history.bounds()
        for record in history.records(partition)
        if record.key == item_id
    )
    for record in records:
        yield read(Sighting, topics.ITEMS, record)


def _in_its_story(extracted: Extracted, newest: Coverage | None) -> Coverage:
    """The revision in the story that the item is in now; alone where it is in none."""
    item = extracted.item
    alone = Story(
        story_id=item.item_id, copies=1, sources=(item.source.id,), first_seen_at=item.first_seen_at
    )
    return Coverage(
        **dict(extracted),
        story=newest.story if newest else alone,
        happening=newest.happening if newest else None,
        cluster_seq=newest.cluster_seq if newest else 0,
        highest_slot=len(extracted.facts.all()),
    )
