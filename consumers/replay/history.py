"""The sightings that are still held, wherever they are."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from consumers.ports import Bounds, Log, Record
from schemas.errors import ConfigurationError
from schemas.topics import ITEMS


class History(Protocol):
    """news.items as far back as it is held: in the log, or in the archive and the log as one."""

    def bounds(self) -> Mapping[int, Bounds]:
        """What is held of each partition."""

    def records(self, partition: int, start: int = 0) -> Iterator[Record]:
        """The records of a partition from an offset, in order."""

    def since(self) -> datetime | None:
        """The first moment from which on everything is held; None where nothing was ever let go."""


class LogHistory:
    """What the log holds."""

    def __init__(self, log: Log) -> None:
        self._log = log

    def bounds(self) -> Mapping[int, Bounds]:
        """What the log holds of each partition."""
        return self._log.bounds(ITEMS.name)

    def records(self, partition: int, start: int = 0) -> Iterator[Record]:
        """The log's records."""
        return self._log.records(ITEMS.name, start, partition)

    def since(self) -> datetime | None:
        """When the oldest record was written of the partition that let go of most."""
        return held_since(self.bounds(), lambda partition: next(iter(self.records(partition)), None))


class FirstOf(Protocol):
    """Gives a partition's first record."""

    def __call__(self, partition: int, /) -> Record | None: ...


def held_since(bounds: Mapping[int, Bounds], first_of: FirstOf) -> datetime | None:
    """The moment from which on every partition is whole."""
    cut = [first_of(partition) for partition, held in bounds.items() if held.first > 0]
    return max((record.written_at for record in cut if record is not None), default=None)


def refuse_what_is_gone(history: History, since: datetime | None) -> None:
    """Raise ConfigurationError where items of the range are no longer held, naming the first day available.

    An item is written down when it is seen, which is not before its date, so all of a range is held that begins no
    earlier than the first record. Without `since` what is held is rebuilt, and the rest stays as it is.
    """
    held = history.since()
    if held is not None and since is not None and since < held:
        midnight = held.replace(hour=0, minute=0, second=0, microsecond=0)
        day = midnight if held == midnight else midnight + timedelta(days=1)
        raise ConfigurationError(
            f"Items from {since:%Y-%m-%d} are no longer held, neither in the log nor in the archive: the first day "
            f"available is {day:%Y-%m-%d} (--from {day:%Y-%m-%d})."
        )
