"""The stage `classify`: sightings in, numbered revisions out, or the reasons why not."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from consumers.batch import RecordStage
from consumers.classify.classify import NameFinder, classify
from consumers.classify.relevance import withdrawn
from consumers.classify.watch import Watch
from consumers.outputs import output, read
from consumers.ports import Output, Record, StateReader
from consumers.stage import Emit, Outcome, Skip
from consumers.topology import CLASSIFY
from schemas.classified import Classified
from schemas.dropped import Dropped
from schemas.item import Completeness, Item, Origin
from schemas.item_state import ItemState
from schemas.sighting import Sighting
from schemas.topics import CLASSIFIED, DROPPED, FORGOTTEN, ITEMS, ITEMS_STATE

NoNews = Literal["repeat", "poorer_copy", "known_live", "outdated_page"]

_FULLNESS: dict[Completeness, int] = {"headline": 0, "summary": 1, "full": 2}


@dataclass(frozen=True, slots=True)
class Revision:
    """What a sighting that is news leads to: `travels` goes on to news.classified, `dropped` to news.dropped, one
    of them at least; `state` is what to remember of the item."""

    travels: Classified | None
    dropped: Dropped | None
    state: ItemState


def decide_sighting(
    sighting: Sighting,
    previous: ItemState | None,
    watches: Sequence[Watch],
    gazetteer: NameFinder,
    *,
    index_irrelevant: bool = False,
) -> Revision | NoNews:
    """The next revision of an item, or why the sighting is none.

    Pure: the same sighting after the same state gives the same revision. `previous` is the item's last state.
    An irrelevant or withdrawn revision after one that travelled also travels, as a retraction.
    """
    if sighting.page is not None:
        return _completing(sighting, previous, watches, gazetteer, index_irrelevant=index_irrelevant)
    mark = _mark(sighting)
    if previous and previous.content_sha256 == mark:
        return "repeat"
    if previous and sighting.item.origin == "backfill" != previous.origin:
        return "known_live"
    if previous and not sighting.withdrawn and _is_poorer_copy(sighting.item, previous):
        return "poorer_copy"
    classified = _classified(sighting, previous.revision + 1 if previous else 1, watches, gazetteer)
    wanted = not sighting.withdrawn and (classified.relevant or classified.open or index_irrelevant)
    state = _state(sighting, classified.revision, mark, wanted)
    if wanted:
        return Revision(classified, None, state)
    retraction = classified.model_copy(update={"retracted": True}) if previous and previous.relevant else None
    return Revision(retraction, _dropped(classified), state)


def _completing(
    sighting: Sighting,
    previous: ItemState | None,
    watches: Sequence[Watch],
    gazetteer: NameFinder,
    *,
    index_irrelevant: bool,
) -> Revision | NoNews:
    """The revision in force with the text of its page: judged again on the whole, and no new one. What the feed said stays what later
    sightings are compared with."""
    if sighting.page is None or previous is None or previous.revision != sighting.page.completes:
        return "outdated_page"
    if previous.page_sha256 == sighting.content_sha256:
        return "repeat"
    classified = _classified(sighting, previous.revision, watches, gazetteer)
    wanted = classified.relevant or classified.open or index_irrelevant
    state = previous.model_copy(update={"relevant": wanted, "page_sha256": sighting.content_sha256})
    if wanted:
        return Revision(classified, None, state)
    retraction = classified.model_copy(update={"retracted": True}) if previous.relevant else None
    return Revision(retraction, _dropped(classified), state)


def _mark(sighting: Sighting) -> str:
    """What tells one revision from the next: the content, and whether it was withdrawn (it may come back)."""
    if sighting.withdrawn:
        return hashlib.sha256(f"withdrawn {sighting.content_sha256}".encode()).hexdigest()
    return sighting.content_sha256


def _is_poorer_copy(item: Item, previous: ItemState) -> bool:
    """Whether another feed of the source gives less of the item than is known: it is less complete, or as complete
    and shorter. What a feed says of its own item is an edit, however short."""
    if previous.feed is None or previous.completeness is None or item.feed == previous.feed:
        return False
    known = (_FULLNESS[previous.completeness], previous.text_chars or 0)
    return (_FULLNESS[item.completeness], len(item.text)) < known


def _state(sighting: Sighting, revision: int, mark: str, wanted: bool) -> ItemState:
    item = sighting.item
    if sighting.withdrawn:  # whichever feed shows the item next brings it back
        return ItemState(revision=revision, content_sha256=mark, relevant=wanted, origin=_origin(item))
    return ItemState(
        revision=revision,
        content_sha256=mark,
        relevant=wanted,
        origin=_origin(item),
        feed=item.feed,
        completeness=item.completeness,
        text_chars=len(item.text),
    )


def _origin(item: Item) -> Origin | None:
    """Kept only of what no poll gave."""
    return item.origin if item.origin == "backfill" else None


def _classified(
    sighting: Sighting, revision: int, watches: Sequence[Watch], gazetteer: NameFinder
) -> Classified:
    item = sighting.item
    language, confidence, verdicts = classify(
        item.text, len(item.title or ""), item.language_declared, watches, gazetteer
    )
    if sighting.withdrawn:
        verdicts = tuple(withdrawn(watch) for watch in watches)
    return Classified(
        item=item,
        revision=revision,
        language=language,
        language_confidence=confidence,
        verdicts=verdicts,
    )


def _dropped(classified: Classified) -> Dropped:
    item = classified.item
    return Dropped(
        item_id=item.item_id,
        revision=classified.revision,
        stage="classify",
        source_id=item.source.id,
        title=item.title,
        link=item.link,
        language=classified.language,
        published_at=item.published_at,
        verdicts=classified.verdicts,
    )


class ClassifyStage(RecordStage):
    """Number revisions and judge them, record by record; `items.state` is what it remembers."""

    spec = CLASSIFY

    def __init__(
        self, watches: Sequence[Watch], gazetteer: NameFinder, *, index_irrelevant: bool = False
    ) -> None:
        self._watches = tuple(watches)
        self._gazetteer = gazetteer
        self._index_irrelevant = index_irrelevant
        self._forgotten: frozenset[str] = frozenset()

    def open(self, state: StateReader, now: datetime) -> bool:
        """Learn what must not come back."""
        self._forgotten = frozenset(item_id for item_id, _ in state.scan(FORGOTTEN.name))
        return False

    def decide(self, record: Record, state: StateReader, now: datetime) -> Outcome:
        """A numbered, judged revision, or why there is none."""
        if record.key in self._forgotten:
            return Skip("forgotten")
        sighting = read(Sighting, ITEMS, record)
        kept = state.lookup(ITEMS_STATE.name, record.key)
        previous = ItemState.model_validate_json(kept) if kept else None
        decided = decide_sighting(
            sighting, previous, self._watches, self._gazetteer, index_irrelevant=self._index_irrelevant
        )
        if not isinstance(decided, Revision):
            return Skip(decided)
        outputs = tuple(_outputs(record, decided))
        return Emit(outputs) if decided.travels else Skip("irrelevant", outputs)


def _outputs(record: Record, decided: Revision) -> list[Output]:
    number = str(decided.state.revision)
    written = [output(ITEMS_STATE, record.key, decided.state, record.headers, revision=number)]
    if decided.travels:
        written.append(output(CLASSIFIED, record.key, decided.travels, record.headers, revision=number))
    if decided.dropped:
        written.append(output(DROPPED, record.key, decided.dropped, record.headers, revision=number))
    return written
