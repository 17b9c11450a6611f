"""What a replay rebuilds: items, whole. One sighting that is wanted brings in all of its item's."""

import re
from dataclasses import dataclass
from datetime import datetime

from consumers.ports import Record
from consumers.query.scope import time_of
from schemas.control import Selected
from schemas.errors import ConfigurationError
from schemas.sighting import Sighting

_OFFSETS = re.compile(r"(\d{1,6}):(\d{1,18})-(\d{0,18})")


@dataclass(frozen=True, slots=True)
class Offsets:
    """Part of a partition of news.items: from `start` up to, not including, `end` (None: as far as it goes)."""

    partition: int
    start: int = 0
    end: int | None = None

    @classmethod
    def read(cls, text: str) -> "Offsets":
        """A part as people write it: "0:100-200", "0:100-". Raises ConfigurationError."""
        found = _OFFSETS.fullmatch(text.strip())
        if found is None or (found[3] and int(found[3]) <= int(found[2])):
            raise ConfigurationError(
                f"{text!r} is no part of a partition: write PARTITION:FROM-TO, as 0:100-200 or 0:100-."
            )
        return cls(int(found[1]), int(found[2]), int(found[3]) if found[3] else None)

    def holds(self, record: Record) -> bool:
        """Whether a record lies in it."""
        return (
            record.partition == self.partition
            and record.offset >= self.start
            and (self.end is None or record.offset < self.end)
        )


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted; each condition that is given must hold, and without any everything is.

    `since` and `until` bound an item's date as searches know it (its publication, else when it was first seen);
    `feeds` are feeds' keys or sources' ids; `items` what a query found.
    """

    since: datetime | None = None
    until: datetime | None = None
    offsets: tuple[Offsets, ...] = ()
    feeds: frozenset[str] = frozenset()
    items: frozenset[str] | None = None

    @classmethod
    def of(cls, selected: Selected, items: frozenset[str] | None = None) -> "Selection":
        """What was asked for; `items` where it has a query. Raises ConfigurationError."""
        offsets = tuple(Offsets.read(each) for each in selected.offsets)
        return cls(selected.since, selected.until, offsets, frozenset(selected.feeds), items)

    def wants(self, record: Record, sighting: Sighting) -> bool:
        """Whether a sighting's item is to be rebuilt."""
        item = sighting.item
        at = time_of(item)
        return (
            (self.since is None or at >= self.since)
            and (self.until is None or at < self.until)
            and (not self.offsets or any(each.holds(record) for each in self.offsets))
            and (not self.feeds or bool(self.feeds & {item.feed, item.source.id}))
            and (self.items is None or item.item_id in self.items)
        )
