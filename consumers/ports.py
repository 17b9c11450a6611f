"""What the stream needs of the outside: a log, an index, channels. Adapters live in `wirewatch/adapters/`.

Adapters translate their library's errors into `schemas.errors` and hold no rules.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from schemas.alert import Alert
from schemas.output import Output as Output
from schemas.topics import TOPICS


@dataclass(frozen=True, slots=True)
class Position:
    """A partition of a topic."""

    topic: str
    partition: int


@dataclass(frozen=True, slots=True)
class Record:
    """A record read from the log."""

    topic: str
    partition: int
    offset: int
    key: str
    value: bytes
    headers: Mapping[str, str]
    written_at: datetime

    @property
    def item_id(self) -> str | None:
        """The item it is about, where its topic is keyed by item."""
        return self.key if TOPICS[self.topic].key == "item_id" else None


class StateReader(Protocol):
    """The committed content of compacted topics. Reading a value that another major version of its schema wrote
    raises UnknownMajorVersion."""

    def lookup(self, topic: str, key: str) -> bytes | None:
        """The last committed value of a key."""

    def scan(self, topic: str) -> Iterator[tuple[str, bytes]]:
        """Every key of a compacted topic with its last committed value, in key order."""


class StageLog(StateReader, Protocol):
    """One stage's view of the log: what it reads, its state, one transaction a batch."""

    def read(self, max_records: int, wait_s: float = 0.0) -> Sequence[Record]:
        """The next records after the position, which moves on; waits up to `wait_s` for the first one."""

    def commit(self, outputs: Sequence[Output], offsets: Mapping[Position, int]) -> None:
        """Write outputs and the next offset to read of each partition, all or nothing.

        Raises TransientError (nothing written) or ConfigurationError (a human must act).
        """

    def rewind(self) -> None:
        """Forget the position: read again from the committed offsets."""

    def seek_to_start(self) -> None:
        """Read everything again that the log still keeps (committed with the next commit)."""

    def lag(self) -> int:
        """How many records wait after the committed offsets."""

    def close(self) -> None:
        """Give up what is not committed."""


class Log(Protocol):
    """A log: topics with partitions, consumer groups, transactions."""

    def open_stage(self, group: str, reads: Sequence[str] = ()) -> StageLog:
        """A view for one stage; `reads` are the topics it consumes."""

    def records(self, topic: str, start: int = 0) -> Iterator[Record]:
        """The records of a topic from `start` (an offset), partition by partition, as committed now."""

    def count(self, topic: str) -> int:
        """How many records a topic holds."""

    def compacted(self, topic: str) -> Iterator[tuple[str, bytes]]:
        """Every key of a compacted topic with its last committed value, in key order. Raises UnknownMajorVersion."""

    def lag(self, group: str) -> int:
        """How many records wait for a group, as committed now."""

    def expire(self, topic: str, before: datetime) -> int:
        """Remove records written before a moment that every group has read; how many went."""

    def compact(self) -> None:
        """Give the space of removed records back, where the log does not by itself."""

    def close(self) -> None:
        """Release files and connections."""


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """A document for an index: `version` is revision x 10 (+ 1 with page text); an older one never wins.

    `source` is the JSON that is kept and shown, `tokens` our analyser's tokens by field, `facts` the item's
    fact documents by slot; `highest_slot` says up to where slots may be in use. `retired` documents are kept
    as a tombstone and never found.
    """

    item_id: str
    version: int
    retired: bool
    published_at: datetime
    source: bytes
    tokens: Mapping[str, str]
    facts: Sequence[bytes] = ()
    highest_slot: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """The answer for one document: "ok" (written, or an equal or newer version is there) or "refused"."""

    outcome: str
    detail: str = ""


class IndexWriter(Protocol):
    """Where coverage is written to be searched. Repeats change nothing."""

    def uuid(self) -> str:
        """An id that changes when the index is made anew, so that the stage can fill it again."""

    def write(self, documents: Sequence[IndexDocument]) -> Sequence[Written]:
        """Write documents; one answer each, in order. Raises TransientError or ConfigurationError."""


class Channel(Protocol):
    """Where alerts go."""

    @property
    def name(self) -> str:
        """The name rules use."""

    def send(self, alert: Alert) -> None:
        """Hand one alert over; an alert_id already handed over changes nothing where the channel can tell.

        Raises TransientError where it should be tried again.
        """
