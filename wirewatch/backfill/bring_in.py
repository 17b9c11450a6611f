"""Writing down what files hold: each file once, each item once."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from pathlib import Path

from consumers.outputs import output
from consumers.ports import Log, Output, StageLog
from consumers.replay.generations import generations_seen
from consumers.replay.scoped import scoped_topic
from producers.archived import Row, fault_of, rss_of
from producers.feed import Feed
from producers.poller import sighting_output
from producers.ports import Parser
from producers.reading import read_document
from producers.sightings import Publication, publish
from producers.trouble import Trouble
from schemas import topics as t
from schemas.backfill import Backfilled
from schemas.errors import ConfigurationError
from schemas.feed_state import FeedState
from schemas.item_state import ItemState
from schemas.sighting import Sighting
from schemas.source import Source
from wirewatch.backfill.addresses import addresses_in
from wirewatch.backfill.batch import Archived, Fault, Found, Single
from wirewatch.backfill.reading import Format, format_of, read_file
from wirewatch.backfill.sources import Sources

GROUP = "wirewatch.backfill"
BATCH_ROWS = 100
FAULTS_KEPT = 1_000
_CHUNK = 1 << 20


@dataclass
class Brought:
    """What became of a file: items written down, entries known before, faults with their places. `again` where the file
    had been brought in whole before."""

    name: str
    form: Format | None = None
    again: bool = False
    items: int = 0
    known: int = 0
    faults: list[Fault] = field(default_factory=list)
    faulty: int = 0

    def fault(self, place: str, why: str) -> None:
        """Note what could not be brought in; very many are counted only."""
        self.faulty += 1
        if len(self.faults) < FAULTS_KEPT:
            self.faults.append(Fault(place, why))


@dataclass(frozen=True, slots=True)
class _Batch:
    """A document to read, and whose it is."""

    place: str
    feed: Feed
    body: bytes
    content_type: str | None = None
    seen_at: datetime | None = None
    is_feed: bool = False


class Backfill:
    """Brings files in. Each batch of a file is one transaction with how far the file is, so that a killed backfill goes on
    where it was, and a second one of the same file brings nothing."""

    def __init__(
        self, log: Log, sources: Sources, parser: Parser, clock: Callable[[], datetime], mapping: Mapping[str, str],
        told: Callable[[str, int, int], None],
    ) -> None:  # fmt: skip
        self._stage: StageLog = log.open_stage(GROUP)
        self._live = generations_seen(self._stage).live
        self._sources, self._parser, self._clock = sources, parser, clock
        self._mapping, self._told = mapping, told
        self._repeated: dict[str, set[str]] = {}

    async def bring_in(self, path: Path, form: Format | None = None) -> Brought:
        """One file. Raises OSError where it cannot be read at all."""
        form = form or format_of(path)
        brought = Brought(path.name, form)
        key = self._key(path, form)
        before = self._known(key) or Backfilled(name=path.name)
        if before.done:
            brought.again = True
            return brought
        for number, batch in enumerate(self._batches(read_file(path, form, self._mapping), brought)):
            self._told(path.name, number, number + 1)
            if number >= before.batches:
                before = before.model_copy(update={"batches": number + 1})
                await self._write(batch, key, before, brought)
                before = self._known(key) or before
        self._told(path.name, 1, 1)
        self._commit([], key, before.model_copy(update={"done": True, "at": self._clock()}))
        return brought

    def close(self) -> None:
        """Let go of the log."""
        self._stage.close()

    async def _write(self, batch: _Batch, key: str, state: Backfilled, brought: Brought) -> None:
        reading = await read_document(batch.body, batch.content_type, batch.feed.key, {}, self._parser)
        if isinstance(reading, Trouble):
            brought.fault(batch.place, reading.text)
            self._commit([], key, state)
            return
        for number, piece in enumerate(reading.pieces, start=1):
            if piece.failed:
                brought.fault(f"{batch.place}, entry {number}", f"cannot be read ({piece.failed})")
        feed_key = f"feed {batch.feed.source.id} {batch.feed.key}"
        seen = (self._known(feed_key) if batch.is_feed else None) or Backfilled(name=batch.feed.key)
        source_id = batch.feed.source.id
        feed_state = FeedState(feed=batch.feed.key, seen=seen.seen, repeated_guids=seen.repeated_guids)
        publication = publish(
            batch.feed, feed_state, reading, batch.seen_at or self._clock(), self._repeated_of(source_id), origin="backfill"
        )  # fmt: skip
        new = [
            sighting
            for sighting in publication.sightings
            if not self._is_known(sighting) and not self._is_forgotten(sighting)
        ]
        brought.items += len(new)
        brought.known += len(reading.pieces) - len(new) - sum(1 for piece in reading.pieces if piece.failed)
        self._repeated_of(source_id).update(publication.repeated_guids)
        outputs = [sighting_output(sighting) for sighting in new]
        if batch.is_feed:
            outputs.append(_feed_output(feed_key, seen, publication))
        self._commit(outputs, key, state.model_copy(update={"items": state.items + len(new)}))

    def _is_forgotten(self, sighting: Sighting) -> bool:
        """Whether it was removed for good."""
        return self._stage.lookup(t.FORGOTTEN.name, sighting.item.item_id) is not None

    def _batches(self, found: Iterator[Found], brought: Brought) -> Iterator[_Batch]:
        """What a file holds as documents to read: a feed's own, or rows of one source and time together."""
        waiting: list[tuple[Source, datetime | None, Row]] = []
        for each in found:
            match each:
                case Fault():
                    brought.fault(each.place, each.why)
                case Archived():
                    yield from self._of_rows(waiting, brought)
                    yield from self._of_feed(each, brought)
                case Single():
                    source = self._source_of(each.row, brought)
                    if source is not None:
                        waiting.append((source, each.seen_at, each.row))
                    if len(waiting) >= BATCH_ROWS:
                        yield from self._of_rows(waiting, brought)
        yield from self._of_rows(waiting, brought)

    def _of_feed(self, archived: Archived, brought: Brought) -> Iterator[_Batch]:
        feed = self._sources.feed_at(archived.address, addresses_in(archived.body))
        if feed is None:
            brought.fault(
                archived.place,
                "no source of the catalogue is known to publish this feed; name it with --source",
            )
            return
        yield _Batch(
            archived.place, feed, archived.body, archived.content_type, archived.seen_at, is_feed=True
        )

    def _of_rows(
        self, waiting: list[tuple[Source, datetime | None, Row]], brought: Brought
    ) -> Iterator[_Batch]:
        for (source, seen_at), rows in groupby(waiting, key=lambda each: (each[0], each[1])):
            several = [row for _, _, row in rows]
            place = several[0].place if len(several) == 1 else f"{several[0].place} to {several[-1].place}"
            yield _Batch(place, Feed(f"backfill:{brought.name}", source), rss_of(several), seen_at=seen_at)
        waiting.clear()

    def _source_of(self, row: Row, brought: Brought) -> Source | None:
        """Whose a row is; None, with a fault noted, where it is nobody's or no item."""
        try:
            source = self._sources.of_row(row)
        except ConfigurationError as error:
            brought.fault(row.place, str(error))
            return None
        if source is None:
            brought.fault(
                row.place,
                "no source is named, and none of the catalogue is at its link's host; give --source",
            )
            return None
        why = fault_of(row, source, self._clock())
        if why is not None:
            brought.fault(row.place, why)
            return None
        return source

    def _is_known(self, sighting: Sighting) -> bool:
        """Whether the stream knows the item: from polls in whatever revision, or with the same text."""
        value = self._stage.lookup(scoped_topic(self._live, t.ITEMS_STATE.name), sighting.item.item_id)
        if value is None:
            return False
        state = ItemState.model_validate_json(value)
        return state.origin is None or state.content_sha256 == sighting.content_sha256

    def _repeated_of(self, source_id: str) -> set[str]:
        return self._repeated.setdefault(source_id, set())

    def _key(self, path: Path, form: Format) -> str:
        """A name for a file's bytes and how they are read."""
        known = hashlib.blake2b(
            f"{form} {sorted(self._mapping.items())} {self._sources.given}".encode(), digest_size=16
        )
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                known.update(chunk)
        return known.hexdigest()

    def _known(self, key: str) -> Backfilled | None:
        value = self._stage.lookup(t.BACKFILLS.name, key)
        return None if value is None else Backfilled.model_validate_json(value)

    def _commit(self, outputs: list[Output], key: str, state: Backfilled) -> None:
        self._stage.commit([*outputs, output(t.BACKFILLS, key, state)], {})


def _feed_output(key: str, before: Backfilled, publication: Publication) -> Output:
    """What is remembered of an archived feed for its next copy."""
    after = before.model_copy(
        update={"seen": publication.seen, "repeated_guids": publication.repeated_guids, "items": before.items}
    )
    return output(t.BACKFILLS, key, after)
