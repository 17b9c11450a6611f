"""Archive and log as one: what the log let go of is read from the archive."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from typing import Protocol

from consumers.ports import Bounds, Log, Record
from consumers.replay.history import LogHistory
from schemas.archive import ArchivedDay, ArchivedPart
from schemas.topics import ITEMS

CLOSED_AFTER = timedelta(hours=1)
"""A day is closed so long after its end: what was under way then is committed."""


class Archive(Protocol):
    """Closed days, kept outside the log. Each raises TransientError or ConfigurationError."""

    def days(self) -> Sequence[ArchivedDay]:
        """The days that are whole, oldest first."""

    def write(self, day: date, records: Mapping[int, Iterable[Record]]) -> ArchivedDay:
        """Write a day, by partition; it counts when all of it is on the disk."""

    def read(self, day: ArchivedDay, partition: int) -> Iterator[Record]:
        """A day's records of a partition, in order. Raises ConfigurationError where the file is not what was written."""

    def drop(self, day: ArchivedDay) -> None:
        """Remove a day."""

    def size_bytes(self) -> int:
        """How many bytes all days have."""


def archive_closed_days(log: Log, archive: Archive, now: datetime) -> tuple[ArchivedDay, ...]:
    """Write every closed day of news.items that is not archived yet; the days written. Safe at any time and to run twice."""
    written: list[ArchivedDay] = []
    positions = _archived_up_to(archive.days())
    today = (now - CLOSED_AFTER).astimezone(UTC).date()
    while (day := _oldest_day(log, positions)) is not None and day < today:
        end = datetime.combine(day + timedelta(days=1), time(), UTC)
        held = archive.write(
            day, {n: _until(log, n, positions.get(n, 0), end) for n in log.bounds(ITEMS.name)}
        )
        positions |= {part.partition: part.next for part in held.parts}
        written.append(held)
    return tuple(written)


def archived_before(log: Log, archive: Archive) -> datetime:
    """The moment before which the archive holds all that the log does: what retention may let go of."""
    day = _oldest_day(log, _archived_up_to(archive.days()))
    return datetime.max.replace(tzinfo=UTC) if day is None else datetime.combine(day, time(), UTC)


class ArchivedHistory:
    """The archive's records up to where the log begins, then the log's."""

    def __init__(self, archive: Archive, log: Log) -> None:
        self._archive, self._log = archive, log
        self._in_log = LogHistory(log)

    def bounds(self) -> Mapping[int, Bounds]:
        """What archive and log hold of each partition, without a gap."""
        parts = self._parts()
        return {
            n: Bounds(min([held.first, *(part.first for _, part in parts.get(n, ()))]), held.next)
            for n, held in self._log.bounds(ITEMS.name).items()
        }

    def records(self, partition: int, start: int = 0) -> Iterator[Record]:
        """The records of a partition from an offset."""
        begins = self._log.bounds(ITEMS.name)[partition].first
        for day, part in self._parts().get(partition, ()):
            if part.next > start:
                for record in self._archive.read(day, partition):
                    if start <= record.offset < begins:
                        yield record
        yield from self._in_log.records(partition, max(start, begins))

    def since(self) -> datetime | None:
        """The first moment from which on every partition is whole: midnight where the archive begins there."""
        moments = []
        parts = self._parts()
        for n, held in self.bounds().items():
            if held.first == 0:
                continue
            if n in parts:
                moments.append(datetime.combine(parts[n][0][0].day, time(), UTC))
            else:
                first = next(iter(self.records(n)), None)
                moments += [] if first is None else [first.written_at]
        return max(moments, default=None)

    def _parts(self) -> dict[int, list[tuple[ArchivedDay, ArchivedPart]]]:
        """The archived parts that join the log's first record without a gap, by partition, oldest first."""
        found: dict[int, list[tuple[ArchivedDay, ArchivedPart]]] = {}
        joins = {n: held.first for n, held in self._log.bounds(ITEMS.name).items()}
        for day in reversed(self._archive.days()):
            for part in day.parts:
                if (
                    part.next >= joins.get(part.partition, part.next + 1)
                    and part.first <= joins[part.partition]
                ):
                    found.setdefault(part.partition, []).insert(0, (day, part))
                    joins[part.partition] = part.first
        return found


def _archived_up_to(days: Iterable[ArchivedDay]) -> dict[int, int]:
    positions: dict[int, int] = {}
    for day in days:
        for part in day.parts:
            positions[part.partition] = max(positions.get(part.partition, 0), part.next)
    return positions


def _oldest_day(log: Log, positions: Mapping[int, int]) -> date | None:
    """The day of the oldest record that is not archived."""
    firsts = (
        next(iter(log.records(ITEMS.name, max(positions.get(n, 0), held.first), n)), None)
        for n, held in log.bounds(ITEMS.name).items()
    )
    return min(
        (record.written_at.astimezone(UTC).date() for record in firsts if record is not None), default=None
    )


def _until(log: Log, partition: int, start: int, end: datetime) -> Iterator[Record]:
    return takewhile(lambda record: record.written_at < end, log.records(ITEMS.name, start, partition))
