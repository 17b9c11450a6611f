"""Abridging texts: in the indexes of all generations, the pages, the log and the archive."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from consumers.index.document import document_of
from consumers.ports import IndexVersion, Record
from consumers.query.parse import parse_query
from consumers.query.search import SearchRequest
from consumers.replay.archive import Archive
from consumers.replay.generations import generations_of
from consumers.replay.sides import chunks
from schemas import topics as t
from schemas.archive import ArchivedDay
from schemas.coverage import Coverage
from schemas.page import PageState
from schemas.sighting import Sighting
from schemas.wire import encode
from wirewatch.abridging.abridge import abridged_coverage, abridged_sighting
from wirewatch.text_policy import TextPolicy
from wirewatch.text_stores import AmendableLog, Stores

_ABRIDGED = b'"abridged":"'
"""Stands in the records that are done."""


@dataclass(frozen=True, slots=True)
class Abridging:
    """Texts of the sources that a policy names are abridged, those first seen before a moment."""

    stores: Stores
    policy: TextPolicy
    before: datetime

    def in_indexes(self) -> Counter[str]:
        """Abridge documents of every generation, and remove the pages their texts came from; how many, by index. What was
        done before is passed over at once, so that it can be done often."""
        done: Counter[str] = Counter()
        if not self.policy.abridges:
            return done
        known = {each.name for each in generations_of(self.stores.log).generations}
        for generation in known & set(self.stores.versions.names()):
            index = self.stores.versions.open(generation)
            try:
                done[f"the texts in index {generation}"] += self._in_index(index)
            finally:
                index.close()
        return +done

    def in_sightings(self) -> Counter[str]:
        """Abridge sightings in the log, where it can change single records, and in the archive; how many there. It reads all of
        them: once a day is enough. The indexes come first: what is left of a text is what they hold of it."""
        done: Counter[str] = Counter()
        log, archive = self.stores.log, self.stores.archive
        if not self.policy.abridges:
            return done
        index = self.stores.versions.open(generations_of(log).live)
        try:
            if isinstance(log, AmendableLog):
                done["the texts in news.items"] += log.amend(
                    t.ITEMS.name, lambda record: self._left_of(record, index), self.before
                )
            if archive is not None:
                done["the texts in the archive"] += sum(
                    self._in_day(archive, day, index) for day in archive.days()
                )
        finally:
            index.close()
        return +done

    def _in_day(self, archive: Archive, day: ArchivedDay, index: IndexVersion) -> int:
        """A day that is not all before the moment waits, so that it is written once."""
        if day.day >= self.before.date():
            return 0
        partitions = [part.partition for part in day.parts]
        changed = sum(
            self._left_of(record, index) != record.value
            for n in partitions
            for record in archive.read(day, n)
        )
        if changed:
            archive.write(day.day, {n: self._amended(archive.read(day, n), index) for n in partitions})
        return changed

    def _amended(self, records: Iterable[Record], index: IndexVersion) -> Iterator[Record]:
        for record in records:
            yield replace(record, value=self._left_of(record, index))

    def _in_index(self, index: IndexVersion) -> int:
        asked = parse_query(_whole_texts(self.policy))
        found = (each for each in index.found(SearchRequest(asked)) if each.item.first_seen_at < self.before)
        done = 0
        for chunk in chunks(self._abridged(found)):
            index.write([document_of(each) for each in chunk])
            self._remove_pages({each.item.item_id for each in chunk})
            done += len(chunk)
        return done

    def _abridged(self, found: Iterable[Coverage]) -> Iterator[Coverage]:
        for coverage in found:
            if kept := self.policy.of(coverage.item.source.id):
                yield abridged_coverage(coverage, kept)

    def _remove_pages(self, items: set[str]) -> None:
        for key, value in self.stores.log.compacted(t.PAGES_STATE.name):
            if key in items and (page := PageState.model_validate_json(value).page_sha256):
                self.stores.pages.remove(page)

    def _left_of(self, record: Record, index: IndexVersion) -> bytes:
        if _ABRIDGED in record.value or record.written_at >= self.before:
            return record.value
        sighting = Sighting.model_validate_json(record.value)
        kept = self.policy.of(sighting.item.source.id)
        if kept is None or sighting.withdrawn:
            return record.value
        return encode(abridged_sighting(sighting, kept, index.get(record.key)))


def _whole_texts(policy: TextPolicy) -> str:
    """The query for items whose texts are whole and need not be."""

    def sources(kept: Iterable[str]) -> str:
        return " OR ".join(f'source:"{source}"' for source in kept)

    if policy.usual == "full":
        wanted = f"({sources(name for name, kept in policy.sources.items() if kept != 'full')})"
    elif exempt := [name for name, kept in policy.sources.items() if kept == "full"]:
        wanted = f"NOT ({sources(exempt)})"
    else:
        wanted = "*"
    return f"{wanted} AND NOT abridged:(snippet OR link)"
