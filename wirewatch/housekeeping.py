"""What is done once an hour, and by `wirewatch vacuum`: retention lets go of records, the text policy of texts."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from consumers.ports import IndexVersions, Log
from consumers.replay.archive import Archive
from wirewatch.abridging.apply import Abridging
from wirewatch.retention import expire, expire_index
from wirewatch.settings import Retention
from wirewatch.text_policy import TextPolicy
from wirewatch.text_stores import NO_PAGES, Pages, Stores

EVERY_S = 3600.0


@dataclass
class Housekeeping:
    """Keeps log, archive, indexes and pages within the settings."""

    log: Log
    retention: Retention
    policy: TextPolicy = field(default_factory=TextPolicy)
    versions: IndexVersions | None = None
    archive: Archive | None = None
    pages: Pages = NO_PAGES
    _sightings_on: date | None = None

    def keep(self, now: datetime) -> Counter[str]:
        """All of it; how many records and documents went or were abridged, by what. Sightings are gone through once a day."""
        gone = Counter(expire(self.log, self.retention, now, self.archive))
        gone += self.keep_indexes(now)
        if self.versions is not None and self._sightings_on != now.date():
            gone += self._abridging(self.versions, now).in_sightings()
            self._sightings_on = now.date()
        return gone

    def keep_indexes(self, now: datetime) -> Counter[str]:
        """The indexes alone: what a process of the index stage does. Several may: what is gone is gone."""
        if self.versions is None:
            return Counter()
        expired = expire_index(self.log, self.versions, self.retention, now)
        return Counter({"the index": expired}) + self._abridging(self.versions, now).in_indexes()

    def _abridging(self, versions: IndexVersions, now: datetime) -> Abridging:
        stores = Stores(self.log, versions, self.archive, self.pages)
        return Abridging(stores, self.policy, self.policy.before(now))
